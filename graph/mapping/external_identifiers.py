"""States the identifiers of curated records in other registers.

In: the records of `ontology.external_identifiers`. Out: quads of the graph of authorities. Each identifier is a
`schema:PropertyValue` with its register, its value, its source and the day it was checked; where the register has IRIs
for things, the thing is the same (`schema:sameAs`).
"""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.rdf.namespaces import DCT, SCHEMA
from ruhrgraph.graph.rdf.terms import LABEL, TYPE, Iris, date, german, node
from ruhrgraph.ontology.external_identifiers import SCHEMES, ExternalIdentifier

_Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


def identifier_quads(identifiers: Iterable[ExternalIdentifier], iris: Iris) -> list[Quad]:
    """Return the quads about identifiers in other registers."""
    graph = iris.graph("authorities")
    return [
        Quad(subject, predicate, value, graph)
        for identifier in identifiers
        for subject, predicate, value in _statements(identifier, iris)
    ]


def _statements(identifier: ExternalIdentifier, iris: Iris) -> Iterator[_Statement]:
    """Yield the statements about one identifier. It has an IRI, because the dataset has no blank nodes."""
    thing = iris.thing(identifier.kind, identifier.key)
    value = iris.thing("kennung", f"{identifier.kind}-{identifier.key}-{identifier.scheme}")
    title = SCHEMES[identifier.scheme].title
    if identifier.iri:
        yield thing, node(f"{SCHEMA}sameAs"), node(identifier.iri)
    yield thing, node(f"{SCHEMA}identifier"), value
    yield value, TYPE, node(f"{SCHEMA}PropertyValue")
    yield value, LABEL, german(f"{title}: {identifier.identifier}")
    yield value, node(f"{SCHEMA}propertyID"), Literal(identifier.scheme)
    yield value, node(f"{SCHEMA}value"), Literal(identifier.identifier)
    yield value, node(f"{DCT}source"), Literal(identifier.source)
    yield value, node(f"{DCT}date"), date(identifier.checked)
