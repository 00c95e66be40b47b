"""Separates facts from texts of the documents, for the dumps that have only the facts.

In: the statements about one thing. Out: those that are facts.

The maintainers can license facts: names, titles, codes, numbers, dates, and relations. Whole sentences of the documents
are the words of their publisher, who alone can license them. So the list below has each property whose values are
running text of a document. In the ontology these are the subproperties of `dct:description`, `dct:abstract`,
`schema:text` and `prov:value`; a test compares both. Titles and names count as facts, even long ones: without them
nobody knows what a fact is about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.rdf.namespaces import RDF
from ruhrgraph.graph.rdf.terms import LABEL, node

TEXT_PROPERTIES = (
    "beschreibung",
    "einleitung",
    "hinweis",
    "konzept",
    "leitfrage",
    "massnahmentext",
    "nochOffen",
    "teilnehmende",
    "teilnehmerkreis",
    "text",
    "ziel",
    "zitat",
)
"""The properties of the ontology that hold running text of a document."""

NAMED_BY_TEXT = ("massnahme", "teilnehmergruppe", "menge")
"""The kinds of things whose label is their text or its beginning, because they have no other name."""

_SUBJECT, _PREDICATE, _OBJECT = (node(f"{RDF}{name}") for name in ("subject", "predicate", "object"))


@dataclass(frozen=True)
class FactsFilter:
    """Separates facts from texts in a dataset with a base IRI, which ends in `/`."""

    base: str
    _texts: frozenset[str] = field(init=False)
    _kinds: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_texts", frozenset(f"{self.base}ontology#{name}" for name in TEXT_PROPERTIES))
        object.__setattr__(self, "_kinds", tuple(f"{self.base}id/{kind}/" for kind in NAMED_BY_TEXT))

    def are_facts(self, statements: Iterable[Quad]) -> Iterator[bool]:
        """Yield for each statement about one thing whether it is a fact.

        A Beleg repeats the statement that it proves: if that is a text, its `rdf:object` is the text again.
        """
        statements = tuple(statements)
        proves_text = self._proves_text(statements)
        for quad in statements:
            if quad.predicate == _OBJECT and proves_text and isinstance(quad.object, Literal):
                yield False
            else:
                yield not self._is_text(_iri(quad.subject), quad.predicate.value)

    def _is_text(self, subject: str, predicate: str) -> bool:
        """Return whether the values of a property of a thing are texts."""
        return predicate in self._texts or (predicate == LABEL.value and subject.startswith(self._kinds))

    def _proves_text(self, statements: Iterable[Quad]) -> bool:
        """Return whether a thing is a Beleg of a text."""
        named = {quad.predicate: _iri(quad.object) for quad in statements if quad.predicate in (_SUBJECT, _PREDICATE)}
        return len(named) > 1 and self._is_text(named[_SUBJECT], named[_PREDICATE])


def _iri(term: object) -> str:
    """Return the IRI of a term, or an empty text if it is none."""
    return term.value if isinstance(term, NamedNode) else ""
