"""The page of a source document: its text line by line, the passages that are evidence, and what for.

In: the text, what is said of it, and where the server is. Out: HTML.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from ruhrgraph.graph.rdf.namespaces import DCT, FOAF
from ruhrgraph.graph.rdf.terms import LABEL
from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.server.http.templates import render
from ruhrgraph.server.http.urls import local_url
from ruhrgraph.server.resources.links import Form
from ruhrgraph.server.sources.evidence import Quotes
from ruhrgraph.server.sources.segments import Line, Place, Statement, lines, main_subject, subjects

_FOLDER = Path(__file__).parents[1] / "templates"
# Both come with the package, so nothing of them needs escaping.
STYLE = Markup((_FOLDER / "source.css").read_text("utf-8"))  # noqa: S704  # our own file
SCRIPT = Markup((_FOLDER / "source.js").read_text("utf-8"))  # noqa: S704  # the same
"""What the page looks like besides the style of all pages, and the script that marks a passage."""

_NAMES: Mapping[str, str] = {LABEL.value: "Name", f"{DCT}title": "Titel", f"{FOAF}name": "Name"}


@dataclass(frozen=True, slots=True)
class Note:
    """What a line says of one thing: its address, its name, and what is evident from which passages."""

    address: str
    name: str
    told: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Edition:
    """A text with what it is evidence for, as the template shows it."""

    base: str
    root: str
    iri: str
    text: str
    quotes: Quotes

    @cached_property
    def by_place(self) -> Mapping[Place, Sequence[Statement]]:
        """The statements of each passage."""
        found: dict[Place, list[Statement]] = {}
        for statement in self.quotes.statements:
            found.setdefault(statement.place, []).append(statement)
        return found

    @cached_property
    def _terms(self) -> Mapping[str, str]:
        terms = vocabulary(self.base)
        return {**_NAMES, **{term.iri: term.label.de for term in (*terms.classes, *terms.properties)}}

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        return {class_.name.lower(): class_.label.de for class_ in vocabulary(self.base).classes}

    def lines(self) -> Sequence[Line]:
        """Return the lines of the text."""
        return tuple(lines(self.text, self.quotes.statements))

    def link(self, iri: str) -> str:
        """Return the address of what is said of a thing."""
        return local_url(iri.replace(f"{self.base}id/", f"{self.base}doc/", 1), self.base, self.root)

    def name(self, iri: str) -> str:
        """Return the name of a thing; one that has none is called by its kind and key (`Laufzeit 13-01`)."""
        if iri == self.iri:
            return "dieses Dokument"
        if iri in self.quotes.names:
            return self.quotes.names[iri]
        kind, _, key = iri.removeprefix(f"{self.base}id/").partition("/")
        return f"{self._kinds.get(kind, kind)} {key}"

    def term(self, iri: str) -> str:
        """Return the German name of a property."""
        return self._terms.get(iri) or iri.replace("#", "/").rpartition("/")[2]

    def notes(self, line: Line) -> Sequence[Note]:
        """Return what stands beside a line; a value that is a subject there needs no mention of its own."""
        grouped = subjects(line.statements)
        return [Note(self.link(iri), self.name(iri), self._entries(said, grouped)) for iri, said in grouped.items()]

    def _entries(self, said: Sequence[Statement], beside: Container[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        entries: dict[str, dict[str, None]] = {}
        for statement in said:
            value = statement.value if statement.value and statement.value not in beside else None
            told = self.term(statement.predicate)
            entry = entries.setdefault(f"{told} {self.name(value)}" if value else told, {})
            entry[statement.place.fragment] = None
        return tuple((told, tuple(fragments)) for told, fragments in entries.items())

    def target(self, place: Place) -> str:
        """Return the address of what a passage is foremost about."""
        return self.link(main_subject(self.by_place[place]))

    def told(self, place: Place) -> str:
        """Return in words what a passage is evidence for."""
        grouped = subjects(self.by_place[place])
        told = (f"{self.name(iri)}: {', '.join(self._said(statements))}" for iri, statements in grouped.items())
        return f"Beleg für {'; '.join(told)}"

    def _said(self, statements: Sequence[Statement]) -> list[str]:
        return list(dict.fromkeys(self.term(statement.predicate) for statement in statements))


def edition(shown: Edition, forms: Sequence[Form]) -> str:
    """Return the page of a document.

    Args:
        shown: Its text, and what is said of it.
        forms: The forms in which it is to be had.

    """
    told = Quotes.fact
    rk = f"{shown.base}ontology#"
    facts = (
        ("Herausgeber", told(shown.quotes, f"{rk}herausgeber")),
        ("Art", told(shown.quotes, f"{rk}art")),
        ("Sprache", told(shown.quotes, f"{DCT}language")),
        ("gelesen am", told(shown.quotes, f"{rk}gelesenAm")),
        ("SHA-256 der Datei", told(shown.quotes, f"{rk}sha256")),
    )
    return render(
        "source.html",
        root=shown.root,
        iri=shown.iri,
        address=local_url(shown.iri, shown.base, shown.root),
        title=told(shown.quotes, f"{DCT}title") or shown.iri.rpartition("/")[2],
        publisher=facts[0][1],
        facts=[(label, value) for label, value in facts if value],
        edition=shown,
        lines=shown.lines(),
        forms=forms,
        page_style=STYLE,
        page_script=SCRIPT,
    )
