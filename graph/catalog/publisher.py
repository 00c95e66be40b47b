"""Who publishes the data, whom to ask, under which licence, and the legal notices, read from a TOML file.

In: a file, or the one that ships with the package. Out: an `Offer`, or an error that says which field is wrong and what
it may be. Licences must be in the official list, because harvesters drop other ones.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import NoReturn

from ruhrgraph.graph.catalog.controlled_lists import CONTRIBUTORS, LICENCES, PUBLISHER_TYPES
from ruhrgraph.ontology.errors import SettingError
from ruhrgraph.ontology.text import decode

_TEXT = re.compile(r"\S(?:.*\S)?")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_MAIL = re.compile(r"(?<![^\s@<>\"])[^\s@<>\"]++@[^\s@<>\".]+(?:\.[^\s@<>\".]+)+")
_CONTRIBUTOR = re.compile(rf"{re.escape(CONTRIBUTORS)}/[\w.-]+", re.ASCII)
_PARAGRAPHS = re.compile(r"\s*\S[\s\S]*")
_SHIPPED = "publisher.toml"


@dataclass(frozen=True, slots=True)
class Publisher:
    """The publisher: the name and, if known, the IRI, the home page and the kind (a publisher type of ADMS)."""

    name: str
    iri: str | None = None
    homepage: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask: a name with an e-mail address, a page, or both."""

    name: str
    email: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A legal notice: its German text and perhaps an English one, or the address of a page elsewhere that has it."""

    de: str | None = None
    en: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """Who offers the data and how.

    Attributes:
        publisher: Who publishes the data.
        contact: Whom to ask; None where nobody is named.
        licence: The IRI of the licence of the facts, of the official list.
        licence_of_texts: The IRI of the licence of all that quotes the documents at length.
        contributor: The IRI of the portal that delivers the metadata to GovData, of the official list.
        imprint: The imprint, if the settings have one; the same for the next two.
        privacy: The privacy policy.
        accessibility: The accessibility statement.

    """

    publisher: Publisher
    contact: Contact | None
    licence: str
    licence_of_texts: str
    contributor: str | None = None
    imprint: Notice | None = None
    privacy: Notice | None = None
    accessibility: Notice | None = None


class _Fields:
    """The fields of a TOML table, each taken out once; fields that are left are unknown ones."""

    def __init__(self, where: str, table: object) -> None:
        self._where = where
        if not isinstance(table, Mapping):
            raise SettingError(f"{where} has to be a table")
        self._left = dict(table)

    def required(self, name: str, pattern: re.Pattern[str], what: str) -> str:
        """Return a required field."""
        value = self.optional(name, pattern, what)
        if value is None:
            raise SettingError(f"{self._where}: `{name}` is missing; it has to be {what}")
        return value

    def optional(self, name: str, pattern: re.Pattern[str], what: str) -> str | None:
        """Return an optional field."""
        value = self._left.pop(name, None)
        if value is not None and not (isinstance(value, str) and pattern.fullmatch(value)):
            raise SettingError(f"{self._where}: `{name}` has to be {what}, not {value!r}")
        return value

    def table(self, name: str) -> "_Fields":
        """Return the fields of an inner table."""
        return _Fields(f"{self._where}: [{name}]", self._left.pop(name, {}))

    def optional_table(self, name: str) -> "_Fields | None":
        """Return the fields of an inner table, None where there is none."""
        return self.table(name) if name in self._left else None

    def reject(self, why: str) -> NoReturn:
        """Raise an error that names this table."""
        raise SettingError(f"{self._where}: {why}")

    def reject_rest(self) -> None:
        """Raise an error if fields are left that nobody took."""
        if self._left:
            raise SettingError(f"{self._where}: `{min(self._left)}` is not known here; remove it")


def shipped() -> Offer:
    """Return the offer that ships with the package."""
    return _parse(resources.files(__package__).joinpath(_SHIPPED).read_bytes(), _SHIPPED)


def read_offer(path: Path) -> Offer:
    """Return the offer of a file.

    Raises:
        SettingError: It cannot be read, or a field is missing, unknown or impossible.

    """
    try:
        return _parse(path.read_bytes(), str(path))
    except OSError as error:
        raise SettingError(f"{path}: cannot be read ({error.strerror}); RUHRGRAPH_CATALOG names a TOML file") from None


def _parse(data: bytes, where: str) -> Offer:
    """Return the offer from the bytes of a file."""
    try:
        fields = _Fields(where, tomllib.loads(decode(data)))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"{where}: is no TOML in UTF-8 ({error}); correct it") from None
    offer = Offer(
        publisher=_publisher(fields.table("publisher")),
        contact=_contact(fields.optional_table("contact")),
        licence=_licence(fields, "licence", where),
        licence_of_texts=_licence(fields, "licence_of_texts", where),
        contributor=fields.optional("contributor", _CONTRIBUTOR, f"an IRI of the list {CONTRIBUTORS}"),
        imprint=_notice(fields.optional_table("imprint")),
        privacy=_notice(fields.optional_table("privacy")),
        accessibility=_notice(fields.optional_table("accessibility")),
    )
    fields.reject_rest()
    return offer


def _publisher(fields: _Fields) -> Publisher:
    kinds = ", ".join(PUBLISHER_TYPES)
    publisher = Publisher(
        name=fields.required("name", _TEXT, "a text"),
        iri=fields.optional("iri", _WEB, "an http(s) IRI"),
        homepage=fields.optional("homepage", _WEB, "an http(s) address"),
        type=fields.optional("type", re.compile("|".join(map(re.escape, PUBLISHER_TYPES))), f"one of {kinds}"),
    )
    fields.reject_rest()
    return publisher


def _contact(fields: _Fields | None) -> Contact | None:
    if fields is None:
        return None
    contact = Contact(
        name=fields.required("name", _TEXT, "a text"),
        email=fields.optional("email", _MAIL, "an e-mail address"),
        url=fields.optional("url", _WEB, "an http(s) address"),
    )
    if not (contact.email or contact.url):
        fields.reject("give `email`, `url` or both; or remove the table, and the pages say that nobody is named")
    fields.reject_rest()
    return contact


def _notice(fields: _Fields | None) -> Notice | None:
    if fields is None:
        return None
    notice = Notice(
        de=fields.optional("de", _PARAGRAPHS, "a text"),
        en=fields.optional("en", _PARAGRAPHS, "a text"),
        url=fields.optional("url", _WEB, "an http(s) address"),
    )
    if (notice.de is None) is (notice.url is None):
        fields.reject("give either `de`, the German text (and perhaps `en`), or `url`, a page that has it")
    fields.reject_rest()
    return notice


def _licence(fields: _Fields, name: str, where: str) -> str:
    iri = fields.required(name, _WEB, "a licence's IRI")
    if iri not in LICENCES:
        raise SettingError(
            f"{where}: `{name}` is {iri}, which is not in the list http://dcat-ap.de/def/licenses; "
            "a harvester would drop it (such as http://dcat-ap.de/def/licenses/dl-zero-de/2.0)"
        )
    return iri
