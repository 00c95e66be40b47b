"""The record of a document: the file `NAME.toml` beside `NAME.txt` that says where the text comes from."""

import datetime as dt
import tomllib
from dataclasses import dataclass

from ruhrgraph.ontology.errors import DocumentError
from ruhrgraph.ontology.text import decode


@dataclass(frozen=True, slots=True)
class Metadata:
    """A document's record: title, publisher, language (a code such as `de`), kind, and the day it was read."""

    title: str
    publisher: str
    language: str
    kind: str
    read_on: dt.date


def parse(data: bytes, where: str) -> Metadata:
    """Return the record in the bytes of a TOML file.

    Args:
        data: The bytes.
        where: How messages name the file.

    Raises:
        DocumentError: It is no TOML in UTF-8, or a field is missing, unknown or of another type.

    """
    try:
        facts = tomllib.loads(decode(data))
    except UnicodeDecodeError as error:
        raise DocumentError(f"{where}: is not UTF-8; save it as UTF-8 or remove it") from error
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"{where}: is no TOML ({error}); correct it or remove it") from error
    expected = Metadata.__annotations__
    if facts.keys() != expected.keys():
        odd = ", ".join(sorted(facts.keys() ^ expected.keys()))
        raise DocumentError(f"{where}: has missing or unknown fields ({odd}); it holds {', '.join(expected)}")
    for name, kind in expected.items():
        if not isinstance(facts[name], kind):
            raise DocumentError(f"{where}: `{name}` is no {kind.__name__}; correct it")
    return Metadata(**facts)
