"""A small notebook for triples, so that the modules that describe things read like descriptions.

In: subjects, predicates and values. Out: the triples, grouped by subject, always in the same order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from ruhrgraph.graph.rdf.terms import TYPE, node

Term: TypeAlias = NamedNode | Literal


@dataclass
class Notes:
    """The triples that were noted, in order of their subjects' first mention, each once."""

    _by_subject: dict[NamedNode, dict[Triple, None]] = field(default_factory=dict)

    def note(self, subject: NamedNode, predicate: str, *values: Term | None) -> None:
        """Note the values of a property; None is no value."""
        about = self._by_subject.setdefault(subject, {})
        for value in values:
            if value is not None:
                about[Triple(subject, node(predicate), value)] = None

    def kind(self, subject: NamedNode, iri: str) -> None:
        """Note what a thing is."""
        self.note(subject, TYPE.value, node(iri))

    def take(self, triples: Iterable[Triple]) -> None:
        """Note triples that were made elsewhere."""
        for triple in triples:
            if isinstance(triple.subject, NamedNode):
                self._by_subject.setdefault(triple.subject, {})[triple] = None

    def __iter__(self) -> Iterator[Triple]:
        """Yield all triples."""
        for about in self._by_subject.values():
            yield from about
