"""The service description: what the endpoint is, in the words of SPARQL 1.1 Service Description.

In: the endpoint's address and the named graphs of the store. Out: triples. Only what is true is said.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ruhrgraph.server.sparql.prefixes import WELL_KNOWN

_SD = WELL_KNOWN["sd"]
_TYPE = ox.NamedNode(f"{WELL_KNOWN['rdf']}type")
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
    "TriG",
    "N-Quads",
)
_FORMAT_NAMESPACE = "http://www.w3.org/ns/formats/"
_SIMPLE_ENTAILMENT = "http://www.w3.org/ns/entailment/Simple"


def description(endpoint: str, graphs: Iterable[str]) -> list[ox.Triple]:
    """Return the description of the endpoint.

    Args:
        endpoint: Its address.
        graphs: The IRIs of the named graphs; the default graph is their union.

    """
    return list(_triples(ox.NamedNode(endpoint), graphs))


def _triples(service: ox.NamedNode, graphs: Iterable[str]) -> Iterator[ox.Triple]:
    """Yield the description."""
    dataset = ox.BlankNode("dataset")
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    for language in ("SPARQL10Query", "SPARQL11Query"):
        yield ox.Triple(service, _sd("supportedLanguage"), _sd(language))
    for name in _FORMATS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(f"{_FORMAT_NAMESPACE}{name}"))
    yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    yield ox.Triple(service, _sd("defaultEntailmentRegime"), ox.NamedNode(_SIMPLE_ENTAILMENT))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default := ox.BlankNode("default"))
    yield ox.Triple(default, _TYPE, _sd("Graph"))
    for number, iri in enumerate(sorted(graphs)):
        named = ox.BlankNode(f"graph{number}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, _TYPE, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(iri))


def _sd(name: str) -> ox.NamedNode:
    """Return a term of the vocabulary."""
    return ox.NamedNode(f"{_SD}{name}")
