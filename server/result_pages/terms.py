"""Terms as cells of a page: labels in place of IRIs, links that a browser may follow, numbers and dates as one reads.

In: a term of an answer. Out: a `ResultCell`. Texts are shown as they are, whatever they hold; only `http` and `https`
become links.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ruhrgraph.graph.rdf.namespaces import EDTF, XSD, prefixed_name
from ruhrgraph.graph.schema.ontology import Text, vocabulary
from ruhrgraph.ontology.text import composed
from ruhrgraph.queries.labels import VALUES, label
from ruhrgraph.queries.things import Things
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.http.tables import Cell
from ruhrgraph.server.http.urls import page_link
from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.language.dates import date_text
from ruhrgraph.server.language.numbers import number_text

NUMBERS = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long", "short"))
_DATES = (f"{XSD}date", f"{XSD}dateTime", EDTF)
"""What the datatypes of dates begin with."""
_IMPLIED = frozenset({*NUMBERS, f"{XSD}boolean", f"{XSD}date"})
_BELEG = re.compile(r"beleg/(?P<document>[a-z-]+)-(?P<start>\d+)-(?P<end>\d+)-")
_FORUM = re.compile(r"forum (\d+)")
_WHOLE = re.compile(r"[+-]?\d{1,30}", re.ASCII)
_PLACES = re.compile(r"[+-]?\d{1,15}\.(\d{1,15})", re.ASCII)
_UNGROUPED = 10_000
"""Numbers below it have no separators, as years have none."""
_MOST_LINKS = 4
_UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), "�")


@lru_cache(maxsize=2)
def _term_labels(base: str) -> Mapping[str, Text]:
    """Return the labels of all classes and properties."""
    terms = vocabulary(base)
    return {term.iri: term.label for term in (*terms.classes, *terms.properties)}


@dataclass(frozen=True, slots=True)
class Link:
    """A link and its text."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class ResultCell(Cell):
    """A cell of an answer, with a note in small print (a language, a datatype), or several links and how many more."""

    note: str = ""
    links: tuple[Link, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class TermText:
    """How terms read on one page: the things of the version, the base IRI, where pages are, and the language."""

    things: Things
    base: str
    home: str
    language: Language

    def cell(self, term: ResultTerm, *, role: str = "") -> ResultCell:
        """Return the cell of a term; `role` says what a text is: "date", "relation", "class" or "detail"."""
        if iris := self.iris(term):
            return self._links(iris, is_list=not term.is_iri)
        text = term.value.translate(_UNPRINTABLE)
        if term.datatype in NUMBERS:
            return self._number(text)
        if role == "date" or term.datatype.startswith(_DATES):
            return ResultCell(date_text(text, self.language), order=text, note=self._datatype(term))
        if role in ("relation", "class", "detail"):
            return ResultCell(self._words(text, role))
        tag = f"@{term.language}" if term.language else self._datatype(term)
        return ResultCell(text, language="" if term.language == self.language else term.language, note=tag)

    def iris(self, term: ResultTerm) -> tuple[str, ...]:
        """Return the IRIs that a term is, or that a plain text lists: canned queries put blanks between them."""
        if term.is_iri:
            return (term.value,)
        if term.datatype or term.language or not term.value.startswith(self.base):
            return ()
        parts = term.value.split(" ")
        return tuple(parts) if all(part.startswith(self.base) for part in parts) else ()

    def link(self, iri: str) -> Link:
        """Return the label of what an IRI names, and the page about it."""
        return Link(self._label(iri).translate(_UNPRINTABLE), self.href(iri))

    def href(self, iri: str) -> str:
        """Return the address of the page about what an IRI names, "" where a browser has nothing to follow."""
        passage = _BELEG.match(iri.removeprefix(self.base).removeprefix("id/")) if iri.startswith(self.base) else None
        if passage:
            iri = f"{self.base}source/{passage['document']}#char={passage['start']},{passage['end']}"
        return page_link(iri, self.base, self.home)

    def term_label(self, iri: str) -> str:
        """Return the label of a class or property of our ontology, "" for all others."""
        found = _term_labels(self.base).get(iri)
        return in_language(self.language, found.de, found.en) if found else ""

    def _label(self, iri: str) -> str:
        """Return what an IRI is called."""
        local = iri.removeprefix(self.base).removeprefix("id/")
        if local == iri:
            return prefixed_name(iri, self.base) or iri
        if found := self.things.entities.get(composed(local)):
            return found.label
        if passage := _BELEG.match(local):
            return f"{passage['document'].capitalize()}, {passage['start']}–{passage['end']}"
        if kind := self.things.nameless.get(local):
            return f"{self.term_label(f'{self.base}ontology#{kind}') or kind} {local.partition('/')[2]}"
        return self.term_label(iri) or prefixed_name(iri, self.base) or local

    def _words(self, text: str, role: str) -> str:
        """Return what a canned query says in English in the reader's language."""
        if role == "class":
            return self.term_label(f"{self.base}ontology#{text}") or text
        if role == "detail":
            return ", ".join(self._words(part, "part") for part in text.split(", "))
        forum = _FORUM.fullmatch(text) if role == "part" and self.language == "de" else None
        return f"Themenforum {forum[1]}" if forum else label(VALUES, text, self.language)

    def _links(self, iris: tuple[str, ...], *, is_list: bool) -> ResultCell:
        """Return the cell of one thing, or of several; the evidence in a list is numbered."""
        links = tuple(map(self.link, iris[:_MOST_LINKS]))
        if is_list and all("/beleg/" in iri for iri in iris):
            word = in_language(self.language, "Beleg", "Evidence")
            links = tuple(Link(f"{word} {number}", link.href) for number, link in enumerate(links, start=1))
        if len(iris) == 1:
            return ResultCell(links[0].text, links[0].href)
        return ResultCell(links[0].text, links=links, more=max(0, len(iris) - _MOST_LINKS))

    def _number(self, text: str) -> ResultCell:
        """Return the cell of a number; one that cannot be read is shown as it is."""
        try:
            order: float | None = float(text)
        except ValueError:
            order = None
        if order is None or order != order:  # noqa: PLR0124  # NaN, which has no place in an order
            return ResultCell(text)
        if _WHOLE.fullmatch(text):
            whole = int(text)
            return ResultCell(
                number_text(whole, self.language) if abs(whole) >= _UNGROUPED else str(whole), order=order
            )
        places = _PLACES.fullmatch(text)
        return ResultCell(number_text(order, self.language, len(places[1])) if places else text, order=order)

    def _datatype(self, term: ResultTerm) -> str:
        """Return the datatype of a literal for the small print, "" where it goes without saying."""
        if not term.datatype or term.datatype in _IMPLIED:
            return ""
        return prefixed_name(term.datatype, self.base) or term.datatype
