"""What is a fact, and what is a text of those who published the documents: the one list of what facts leave out.

In: the statements about one thing. Out: those that stay in the dumps of the facts.

The maintainers offer facts under a licence of their own choice: names, titles, codes, numbers, dates, and who has to do
with whom. Whole sentences of the documents are the words of their publisher, and no one else can license them. So the
list below holds each property whose values are running text of a document. In the ontology these are just the ones
below `dct:description`, `dct:abstract`, `schema:text` and `prov:value`, which a test holds. Titles and names stay, also
when they are long: without them nobody knows what a fact is about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.rdf.namespaces import RDF
from ruhrgraph.graph.rdf.terms import LABEL, node

TEXTS = (
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

NAMED_BY_TEXT = ("massnahme", "teilnehmergruppe", "laufzeit")
"""The kinds of things that have no name but their text, so that their label is that text again."""

_SUBJECT, _PREDICATE, _OBJECT = (node(f"{RDF}{name}") for name in ("subject", "predicate", "object"))


@dataclass(frozen=True)
class Facts:
    """Tells facts from texts, below a base IRI (which ends in `/`)."""

    base: str
    _texts: frozenset[str] = field(init=False)
    _kinds: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_texts", frozenset(f"{self.base}ontology#{name}" for name in TEXTS))
        object.__setattr__(self, "_kinds", tuple(f"{self.base}id/{kind}/" for kind in NAMED_BY_TEXT))

    def of(self, statements: Iterable[Quad]) -> Iterator[bool]:
        """Yield for each statement about one thing whether it is a fact.

        A Beleg quotes the statement that it proves; where that is a text, its `rdf:object` is the text again.
        """
        statements = tuple(statements)
        proves_text = self._proves_text(statements)
        for quad in statements:
            if quad.predicate == _OBJECT and proves_text and isinstance(quad.object, Literal):
                yield False
            else:
                yield not self._is_text(_iri(quad.subject), quad.predicate.value)

    def _is_text(self, subject: str, predicate: str) -> bool:
        """Return whether what a property says of a thing is a text."""
        return predicate in self._texts or (predicate == LABEL.value and subject.startswith(self._kinds))

    def _proves_text(self, statements: Iterable[Quad]) -> bool:
        """Return whether a thing is a Beleg of a text."""
        named = {quad.predicate: _iri(quad.object) for quad in statements if quad.predicate in (_SUBJECT, _PREDICATE)}
        return len(named) > 1 and self._is_text(named[_SUBJECT], named[_PREDICATE])


def _iri(term: object) -> str:
    """Return a term's IRI, or nothing if it has none."""
    return term.value if isinstance(term, NamedNode) else ""
