"""The page of a source document: its text line by line, with each passage that proves something, and what it proves.

In: the text, the evidence, and the root of the server. Out: HTML.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ruhrgraph.graph.rdf.namespaces import DCT, PROV
from ruhrgraph.graph.schema.ontology import Text, vocabulary
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.templates import render
from ruhrgraph.server.http.urls import local_url, page_link
from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.language.class_names import class_names
from ruhrgraph.server.language.dates import date_text
from ruhrgraph.server.resources.links import Representation
from ruhrgraph.server.resources.literals import NAMES
from ruhrgraph.server.sources.evidence import SourceEvidence
from ruhrgraph.server.sources.segments import (
    CharacterRange,
    Line,
    ProvenStatement,
    group_by_subject,
    lines,
    main_subject,
)

_LANGUAGES: Mapping[str, Text] = {"DEU": Text("Deutsch", "German"), "ENG": Text("Englisch", "English")}
_PARTS = ("handlungsfeld", "themenforum", "projekt")
"""The kinds of things whose titles make the table of contents."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a line proves of one thing: its address, its name, and properties with the passages that prove them."""

    address: str
    name: str
    proven: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table of contents: the name of a thing, the passage of its title, and what is below it."""

    name: str
    fragment: str
    parts: tuple["ContentsEntry", ...] = ()


@dataclass(frozen=True)
class SourcePage:
    """A text with the statements that it proves, as the template shows it."""

    base: str
    page: PageContext
    iri: str
    text: str
    evidence: SourceEvidence

    @cached_property
    def by_passage(self) -> Mapping[CharacterRange, Sequence[ProvenStatement]]:
        """The statements of each passage."""
        found: dict[CharacterRange, list[ProvenStatement]] = {}
        for statement in self.evidence.statements:
            found.setdefault(statement.passage, []).append(statement)
        return found

    @cached_property
    def _properties(self) -> Mapping[str, str]:
        terms = vocabulary(self.base)
        foreign = {iri: Text(*names) for iri, names in NAMES.items()}
        texts = {**foreign, **{term.iri: term.label for term in (*terms.classes, *terms.properties)}}
        return {iri: self._text(text) for iri, text in texts.items()}

    @cached_property
    def _classes(self) -> Mapping[str, str]:
        return {name.lower(): label for name, label in class_names(self.base, self.page.language).items()}

    def _text(self, text: Text) -> str:
        """Return a text in the reader's language."""
        return in_language(self.page.language, text.de, text.en)

    def lines(self) -> Sequence[Line]:
        """Return the lines of the text."""
        return tuple(lines(self.text, self.evidence.statements))

    def link(self, iri: str) -> str:
        """Return the address of a thing's description."""
        return page_link(iri, self.base, self.page.home)

    def name(self, iri: str) -> str:
        """Return the name of a thing; one without a label is named by its class and key (`Laufzeit 13-01`)."""
        if iri == self.iri:
            return self._text(Text("dieses Dokument", "this document"))
        if iri in self.evidence.labels:
            return self.evidence.labels[iri]
        kind, _, key = iri.removeprefix(f"{self.base}id/").partition("/")
        return f"{self._classes.get(kind, kind)} {key}"

    def property_name(self, iri: str) -> str:
        """Return the name of a property."""
        return self._properties.get(iri) or iri.replace("#", "/").rpartition("/")[2]

    def notes(self, line: Line) -> Sequence[Note]:
        """Return what stands beside a line: a note for each subject of its statements."""
        grouped = group_by_subject(line.statements)
        return [Note(self.link(iri), self.name(iri), self._entries(said, grouped)) for iri, said in grouped.items()]

    def _entries(
        self, said: Sequence[ProvenStatement], subjects: Container[str]
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return properties with their passages, and with the value where that has no note of its own."""
        entries: dict[str, dict[str, None]] = {}
        for statement in said:
            value = statement.value if statement.value and statement.value not in subjects else None
            name = self.property_name(statement.predicate)
            entry = entries.setdefault(f"{name} {self.name(value)}" if value else name, {})
            entry[statement.passage.fragment] = None
        return tuple((text, tuple(fragments)) for text, fragments in entries.items())

    def target(self, passage: CharacterRange) -> str:
        """Return the address of what a passage is mainly about."""
        return self.link(main_subject(self.by_passage[passage]))

    def title(self, passage: CharacterRange) -> str:
        """Return in words what a passage proves."""
        grouped = group_by_subject(self.by_passage[passage])
        proven = (f"{self.name(iri)}: {', '.join(self._names(statements))}" for iri, statements in grouped.items())
        return f"{self._text(Text('Beleg für', 'Evidence for'))} {'; '.join(proven)}"

    def contents(self) -> Sequence[ContentsEntry]:
        """Return the table of contents: fields of action with their projects, and forums."""
        # A project's title may stand in the document's own contents list alone, its code stands at the project, too.
        named = (f"{DCT}title", f"{self.base}ontology#code")
        places: dict[str, CharacterRange] = {}
        for statement in self.evidence.statements:
            iri = statement.subject
            if statement.predicate in named and self._kind(iri) in _PARTS:
                places[iri] = max(places.get(iri, statement.passage), statement.passage)
        found: list[ContentsEntry] = []
        for iri, passage in sorted(places.items(), key=lambda item: item[1]):
            entry = ContentsEntry(self.name(iri), passage.fragment)
            if self._kind(iri) == "projekt" and found:
                found[-1] = replace(found[-1], parts=(*found[-1].parts, entry))
            else:
                found.append(entry)
        return found

    def _kind(self, iri: str) -> str:
        """Return the kind of a thing as its IRI has it."""
        return iri.removeprefix(f"{self.base}id/").partition("/")[0]

    def _names(self, statements: Sequence[ProvenStatement]) -> list[str]:
        return list(dict.fromkeys(self.property_name(statement.predicate) for statement in statements))


def _day(day: str | None, language: Language) -> str | None:
    """Return a day as the reader writes it, if it is known."""
    return date_text(day, language) if day else None


def render_source(shown: SourcePage, representations: Sequence[Representation]) -> str:
    """Return the page of a document as HTML.

    Args:
        shown: Its text and the evidence in it.
        representations: Those to link besides text and page.

    """
    value, language = shown.evidence.value, shown.page.language
    rk = f"{shown.base}ontology#"
    written = value(f"{DCT}language")
    name = _LANGUAGES.get(written.rpartition("/language/")[2]) if written else None
    facts = (
        (Text("Herausgeber", "publisher"), value(f"{rk}herausgeber")),
        (Text("Art", "kind"), value(f"{rk}art")),
        (Text("Sprache", "language"), in_language(language, name.de, name.en) if name else written),
        (Text("Adresse", "address"), value(f"{PROV}hadPrimarySource")),
        (Text("veröffentlicht am", "published on"), _day(value(f"{DCT}issued"), language)),
        (Text("gelesen am", "read on"), _day(value(f"{rk}gelesenAm"), language)),
        (Text("SHA-256 der Datei", "SHA-256 of the file"), value(f"{rk}sha256")),
    )
    return render(
        shown.page,
        "source.html",
        section="data",
        iri=shown.iri,
        document=local_url(shown.iri, shown.base, shown.page.root),
        title=value(f"{DCT}title") or shown.iri.rpartition("/")[2],
        publisher=facts[0][1],
        facts=[(in_language(language, label.de, label.en), text) for label, text in facts if text],
        source=shown,
        lines=shown.lines(),
        representations=representations,
    )
