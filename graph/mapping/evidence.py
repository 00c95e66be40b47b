"""Writes statements with their evidence: one Beleg for each span of the document that makes the statement."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.rdf.namespaces import PROV, RDF
from ruhrgraph.graph.rdf.terms import TYPE, Iris, node
from ruhrgraph.loaders.document import Document, ReadValue, Span

_SUBJECT = node(f"{RDF}subject")
_PREDICATE = node(f"{RDF}predicate")
_OBJECT = node(f"{RDF}object")
_QUOTED_FROM = node(f"{PROV}wasQuotedFrom")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a document that makes a statement: the document's name, the span, and the text that stands there."""

    document: str
    span: Span
    quote: str


def evidence(document: Document, *reads: ReadValue[Any] | None) -> tuple[Evidence, ...]:
    """Return the evidence of values that were read from a document; None is skipped."""
    return tuple(
        Evidence(document.name, span, document.text[span.start : span.end])
        for read in reads
        if read is not None
        for span in read.spans
    )


@dataclass
class StatementWriter:
    """Collects the quads of one named graph, and their Belege in the graph of evidence."""

    iris: Iris
    graph: NamedNode
    quads: list[Quad] = field(default_factory=list)

    def type(self, subject: NamedNode, *classes: NamedNode) -> None:
        """State the classes of a thing; types need no evidence."""
        self.quads += [Quad(subject, TYPE, kind, self.graph) for kind in classes]

    def state(
        self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal, found: Iterable[Evidence]
    ) -> None:
        """State a triple, with a Beleg for each piece of evidence."""
        self.quads.append(Quad(subject, predicate, value, self.graph))
        for item in found:
            self._beleg(subject, predicate, value, item)

    def _beleg(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal, item: Evidence) -> None:
        name, span = item.document, item.span
        local = predicate.value.replace("#", "/").rpartition("/")[2].lower()
        key = f"{name}-{span.start}-{span.end}-{self.iris.key(subject)}-{local}"
        if isinstance(value, NamedNode):
            key = f"{key}-{self.iris.key(value)}"
        beleg = self.iris.thing("beleg", key)
        graph = self.iris.graph("evidence")
        self.quads += [
            Quad(beleg, TYPE, self.iris.term("Beleg"), graph),
            Quad(beleg, _SUBJECT, subject, graph),
            Quad(beleg, _PREDICATE, predicate, graph),
            Quad(beleg, _OBJECT, value, graph),
            Quad(beleg, _QUOTED_FROM, self.iris.passage(name, span), graph),
            Quad(beleg, self.iris.term("zitat"), Literal(item.quote), graph),
        ]
