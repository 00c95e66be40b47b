"""The record of a document: the file `NAME.toml` beside `NAME.txt` that says where the text comes from."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from ruhrgraph.ontology.errors import DocumentError
from ruhrgraph.ontology.text import decode

_REQUIRED: Mapping[str, type] = {"title": str, "publisher": str, "language": str, "kind": str, "read_on": dt.date}
_OPTIONAL: Mapping[str, type] = {"address": str, "published_on": dt.date, "first_forum": int}
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`/?#@:]+(?::\d{1,5})?(?:[/?#][^\s<>\"{}|\\^`]*)?")


@dataclass(frozen=True, slots=True)
class Metadata:
    """A document's record: title, publisher, language (a code such as `de`), kind, and the day it was read.

    `address` is where it stood on the web, `published_on` the day it was published, each only where that is known.
    `first_forum` is the number of a page's first forum where it is not 1, as in the second of two pages.
    """

    title: str
    publisher: str
    language: str
    kind: str
    read_on: dt.date
    address: str | None = None
    published_on: dt.date | None = None
    first_forum: int = 1


def parse(data: bytes, where: str) -> Metadata:
    """Return the record in the bytes of a TOML file.

    Args:
        data: The bytes.
        where: How messages name the file.

    Raises:
        DocumentError: It is no TOML in UTF-8, or a field is missing, unknown, of another type, or cannot be.

    """
    try:
        facts = tomllib.loads(decode(data))
    except UnicodeDecodeError as error:
        raise DocumentError(f"{where}: is not UTF-8; save it as UTF-8 or remove it") from error
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"{where}: is no TOML ({error}); correct it or remove it") from error
    expected = {**_REQUIRED, **_OPTIONAL}
    if odd := (_REQUIRED.keys() - facts.keys()) | (facts.keys() - expected.keys()):
        raise DocumentError(
            f"{where}: has missing or unknown fields ({', '.join(sorted(odd))}); it holds {', '.join(_REQUIRED)}, "
            f"and may hold {', '.join(_OPTIONAL)}"
        )
    for name, value in facts.items():
        if type(value) is not expected[name]:  # a time of a day is a date, too, for isinstance
            raise DocumentError(f"{where}: `{name}` is no {expected[name].__name__}; correct it")
    metadata = Metadata(**facts)
    if metadata.address is not None and not _ADDRESS.fullmatch(metadata.address):
        raise DocumentError(f"{where}: `address` is no address on the web (http:// or https://); correct or remove it")
    if metadata.published_on and metadata.published_on > metadata.read_on:
        raise DocumentError(f"{where}: `published_on` is later than `read_on`; correct one of them")
    if metadata.first_forum < 1:
        raise DocumentError(f"{where}: `first_forum` is less than 1; correct or remove it")
    return metadata
