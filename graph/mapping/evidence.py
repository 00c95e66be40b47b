"""Writes statements with their evidence: one Beleg for each span of the document that makes the statement."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.rdf.namespaces import PROV, RDF
from ruhrgraph.graph.rdf.terms import TYPE, Iris, node
from ruhrgraph.loaders.document import Document, Span

_SUBJECT = node(f"{RDF}subject")
_PREDICATE = node(f"{RDF}predicate")
_OBJECT = node(f"{RDF}object")
_QUOTED_FROM = node(f"{PROV}wasQuotedFrom")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a document that makes a statement."""

    document: Document
    span: Span


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
        self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal, evidence: Iterable[Evidence]
    ) -> None:
        """State a triple, with a Beleg for each piece of evidence."""
        self.quads.append(Quad(subject, predicate, value, self.graph))
        for item in evidence:
            self._beleg(subject, predicate, value, item)

    def _beleg(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal, evidence: Evidence) -> None:
        name, span = evidence.document.name, evidence.span
        local = predicate.value.replace("#", "/").rpartition("/")[2].lower()
        key = f"{name}-{span.start}-{span.end}-{self.iris.key(subject)}-{local}"
        if isinstance(value, NamedNode):
            key = f"{key}-{self.iris.key(value)}"
        beleg = self.iris.thing("beleg", key)
        graph = self.iris.graph("evidence")
        quote = evidence.document.text[span.start : span.end]
        self.quads += [
            Quad(beleg, TYPE, self.iris.term("Beleg"), graph),
            Quad(beleg, _SUBJECT, subject, graph),
            Quad(beleg, _PREDICATE, predicate, graph),
            Quad(beleg, _OBJECT, value, graph),
            Quad(beleg, _QUOTED_FROM, self.iris.passage(name, span), graph),
            Quad(beleg, self.iris.term("zitat"), Literal(quote), graph),
        ]
