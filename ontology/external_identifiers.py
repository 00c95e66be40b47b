"""Identifiers of curated records in other registers: Wikidata, GND, ROR, the Lobbyregister, ISIL.

In: `authorities/identifiers.tsv`, which ships with the package: one line for each identifier, with where it was checked
and when. Out: plain records, or an error that names the line. Nothing comes from anywhere else.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ruhrgraph.ontology import authorities
from ruhrgraph.ontology.errors import DocumentError
from ruhrgraph.ontology.text import decode

FILE = "authorities/identifiers.tsv"
COLUMNS = ("kind", "key", "scheme", "identifier", "source", "checked")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A register: its title, the form of its identifiers, and how its IRIs of things begin, if it has any."""

    title: str
    form: re.Pattern[str]
    iris: str | None = None


SCHEMES = {
    "wikidata": Scheme("Wikidata", re.compile(r"Q[1-9]\d{0,11}"), "http://www.wikidata.org/entity/"),
    "gnd": Scheme("Gemeinsame Normdatei (GND)", re.compile(r"\d{1,10}(?:-?[\dX])?"), "https://d-nb.info/gnd/"),
    "ror": Scheme("Research Organization Registry (ROR)", re.compile(r"0[a-z0-9]{6}\d{2}"), "https://ror.org/"),
    "lobbyregister": Scheme("Lobbyregister des Deutschen Bundestages", re.compile(r"R\d{6}")),
    "isil": Scheme("ISIL", re.compile(r"[A-Z]{2}-[A-Za-z0-9:/-]{1,11}")),
}
"""The registers by their names in the file."""


@dataclass(frozen=True, slots=True)
class ExternalIdentifier:
    """The identifier of a curated record in a register, who says so, and the day somebody checked it."""

    kind: str
    key: str
    scheme: str
    identifier: str
    source: str
    checked: dt.date

    @property
    def iri(self) -> str | None:
        """The IRI that the register has for the thing."""
        beginning = SCHEMES[self.scheme].iris
        return f"{beginning}{self.identifier}" if beginning else None


@cache
def external_identifiers() -> tuple[ExternalIdentifier, ...]:
    """Return the identifiers in the order of the file.

    Raises:
        DocumentError: A line of the file is malformed.

    """
    return parse(decode(resources.files("ruhrgraph.ontology").joinpath(*FILE.split("/")).read_bytes()))


def parse(table: str) -> tuple[ExternalIdentifier, ...]:
    """Return the identifiers of a table with tabs.

    Raises:
        DocumentError: The first line does not name the columns, or a line is malformed, of an unknown record or scheme,
            or told twice.

    """
    lines = table.splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise DocumentError(f"{FILE}:1: the columns are {', '.join(COLUMNS)}, with tabs between them; correct the line")
    known: set[tuple[str, str]] = {(record.kind, record.key) for record in authorities()}
    found: dict[tuple[str, str, str], ExternalIdentifier] = {}
    for number, row in enumerate(csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE), 2):
        if reason := next(_faults(row, known), None):
            raise DocumentError(f"{FILE}:{number}: {reason}; correct or remove the line")
        kind, key, scheme, identifier, source, checked = row
        if (kind, key, scheme) in found:
            raise DocumentError(f"{FILE}:{number}: {kind}/{key} has two identifiers of {scheme}; remove one of them")
        found[kind, key, scheme] = ExternalIdentifier(
            kind, key, scheme, identifier, source, dt.date.fromisoformat(checked)
        )
    return tuple(found.values())


def _faults(row: list[str], known: set[tuple[str, str]]) -> Iterator[str]:
    """Yield what is wrong with a line."""
    if len(row) != len(COLUMNS):
        yield f"has {len(row)} cells, not {len(COLUMNS)}"
        return
    kind, key, scheme, identifier, source, checked = row
    if (kind, key) not in known:
        yield f"there is no curated record {kind}/{key}"
    if scheme not in SCHEMES:
        yield f"„{scheme}“ is none of the schemes {', '.join(SCHEMES)}"
    elif not SCHEMES[scheme].form.fullmatch(identifier):
        yield f"„{identifier}“ is no identifier of {scheme}"
    if not source or source != source.strip():
        yield "does not say where the identifier was checked"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", checked) or not _is_day(checked):
        yield f"„{checked}“ is no day as YYYY-MM-DD"


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
