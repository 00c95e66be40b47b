"""Collects triples, so that code that describes a thing reads like the description.

In: subjects, predicates and values. Out: the triples, grouped by subject, always in the same order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from ruhrgraph.graph.rdf.terms import TYPE, node

_Term: TypeAlias = NamedNode | Literal


@dataclass
class TripleBuilder:
    """The triples added so far, each once, in the order in which their subjects were first added."""

    _by_subject: dict[NamedNode, dict[Triple, None]] = field(default_factory=dict)

    def add(self, subject: NamedNode, predicate: str, *values: _Term | None) -> None:
        """Add the values of a property; None is skipped."""
        about = self._by_subject.setdefault(subject, {})
        for value in values:
            if value is not None:
                about[Triple(subject, node(predicate), value)] = None

    def add_type(self, subject: NamedNode, iri: str) -> None:
        """Add the class of a thing."""
        self.add(subject, TYPE.value, node(iri))

    def add_triples(self, triples: Iterable[Triple]) -> None:
        """Add triples that were made elsewhere."""
        for triple in triples:
            if isinstance(triple.subject, NamedNode):
                self._by_subject.setdefault(triple.subject, {})[triple] = None

    def __iter__(self) -> Iterator[Triple]:
        """Yield all triples."""
        for about in self._by_subject.values():
            yield from about
