"""How to cite the dataset, or a page of it: a sentence, BibTeX, RIS and CSL-JSON.

In: a request, and what is cited. Out: a `Citation` with the version in use. Its address leads to this server, wherever
that is. A page shows the sentence without the day of access, as it may be kept for longer; `/zitieren` adds it.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote, urlencode

from starlette.requests import Request

from ruhrgraph.graph.catalog.stable_part import FACTS
from ruhrgraph.graph.versions.repository import Version, current, read_record
from ruhrgraph.ontology.errors import DataFolderError
from ruhrgraph.server.http.page_context import PageContext, page_context
from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.language.dates import date_text
from ruhrgraph.server.settings import Settings

_KEPT = "/:@!$&'()*+,;=~-._%?#"
_NO_KEY = re.compile(r"[^a-z0-9]+")
_OF_TEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "{}%&$#_"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_DIGEST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite something.

    Attributes:
        title: The title of what is cited; "" for the dataset.
        path: The path of its page below the root of the server.
        address: The address of its page.
        publisher: Who publishes the dataset.
        digest: The digest of the version in use; "" if there is none.
        day: The day on which that version was made (ISO 8601); "" if it is not known.
        language: The language in which a dataset's title is given.

    """

    title: str
    path: str
    address: str
    publisher: str
    digest: str
    day: str
    language: Language

    @property
    def parameters(self) -> str:
        """The parameters with which `/zitieren` and its files tell of the same."""
        return urlencode({"title": self.title, "path": self.path})

    @property
    def dataset(self) -> str:
        """The title of the dataset."""
        return in_language(self.language, FACTS.title.de, FACTS.title.en)

    @property
    def version(self) -> str:
        """The version as people write it, as in the catalogue: its day and the beginning of its digest."""
        return "-".join(filter(None, (self.day, self.digest[:_DIGEST_SHOWN])))

    def text(self, language: Language, accessed: str = "") -> str:
        """Return the citation as a sentence.

        Args:
            language: Its language.
            accessed: The day of access (ISO 8601); "" leaves it out.

        """
        year = self.day[:4] or in_language(language, "o. J.", "n.d.")
        parts = [f"{self.publisher} ({year}): {self.title or self.dataset}."]
        if self.title:
            parts.append(f"In: {self.dataset}.")
        if self.digest:
            made = in_language(language, "Version vom", "Version of")
            day = f"{made} {date_text(self.day, language)} ({self.digest[:_DIGEST_SHOWN]})" if self.day else ""
            parts.append(f"{day or f'Version {self.digest[:_DIGEST_SHOWN]}'}.")
        parts.append(self.address)
        if accessed:
            day = date_text(accessed, language)
            parts.append(in_language(language, f"(abgerufen am {day}).", f"(accessed {day})."))
        return " ".join(parts)

    def bibtex(self, accessed: str = "") -> str:
        """Return the citation as an entry of BibTeX; arguments as for `text`."""
        fields = {
            "author": f"{{{_tex(self.publisher)}}}",
            "title": f"{{{_tex(self.title or self.dataset)}}}",
            "howpublished": _tex(f"In: {self.dataset}") if self.title else "",
            "publisher": _tex(self.publisher),
            "year": self.day[:4],
            "version": self.version,
            "url": self.address,
            "urldate": accessed,
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        return f"@misc{{{self._key},\n{lines}}}\n"

    def ris(self, accessed: str = "") -> str:
        """Return the citation as an entry of RIS; arguments as for `text`."""
        fields = (
            ("TY", "DATA"),
            ("AU", self.publisher),
            ("TI", self.title or self.dataset),
            ("T2", self.dataset if self.title else ""),
            ("PB", self.publisher),
            ("PY", self.day[:4]),
            ("DA", self.day.replace("-", "/")),
            ("ET", self.version),
            ("LA", self.language),
            ("UR", self.address),
            ("Y2", accessed.replace("-", "/")),
        )
        return "".join(f"{name}  - {value}\r\n" for name, value in fields if value) + "ER  - \r\n"

    def csl(self, accessed: str = "") -> str:
        """Return the citation as CSL-JSON, a list of one item; arguments as for `text`."""
        item = {
            "id": self._key,
            "type": "dataset",
            "title": self.title or self.dataset,
            "container-title": self.dataset if self.title else "",
            "author": [{"literal": self.publisher}],
            "publisher": self.publisher,
            "version": self.version,
            "language": self.language,
            "issued": _date_parts(self.day),
            "accessed": _date_parts(accessed),
            "URL": self.address,
        }
        return f"{json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1)}\n"

    @property
    def _key(self) -> str:
        """The key of an entry: made of the path, so that two pages have two keys."""
        return "-".join(filter(None, ("ruhrgraph", _NO_KEY.sub("-", self.path.lower()).strip("-"))))


def citation(request: Request, title: str = "", path: str = "") -> Citation:
    """Return how to cite a page of this server, in the version in use.

    Args:
        request: The request that is being answered.
        title: The title of what the page shows; "" for the dataset.
        path: The path of the page below the root, without the language, and with the parameters that make it what it
            is (`queries/events?forum=13`).

    """
    return citation_of(request.app.state.settings, page_context(request), title, path)


def citation_of(settings: Settings, page: PageContext, title: str, path: str) -> Citation:
    """Return how to cite a page, for those who have its context and not the request; arguments as for `citation`."""
    digest, day = _version_in_use(settings)
    return Citation(
        title=_line(title),
        path=_line(path),
        address=f"{page.address}{quote(_line(path), safe=_KEPT)}",
        publisher=settings.offer.publisher.name,
        digest=digest,
        day=day,
        language=page.language,
    )


def today() -> str:
    """Return today's date (ISO 8601, UTC), for the day of access."""
    return datetime.now(UTC).date().isoformat()


def _version_in_use(settings: Settings) -> tuple[str, str]:
    """Return the digest of the version in use and the day on which it was made, "" for what cannot be read."""
    try:
        version = current(settings.data)
        return (version.digest, _day(version)) if version else ("", "")
    except DataFolderError:
        return "", ""


@lru_cache(maxsize=8)
def _day(version: Version) -> str:
    """Return the day on which a version was made."""
    return read_record(version).made[:10]


def _line(text: str) -> str:
    """Return a text as one line, as RIS has one for each field."""
    return " ".join(text.split())


def _tex(text: str) -> str:
    """Return a text for a field of BibTeX."""
    return text.translate(_OF_TEX)


def _date_parts(day: str) -> dict[str, list[list[int]]]:
    """Return a day as CSL-JSON writes it."""
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else {}
