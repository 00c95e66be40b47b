"""The marker of the version that is in use in another engine: a graph of a few triples, and the names of all graphs.

In: an endpoint, and the base IRI. Out: a `Marker`, or an error that tells why there is none. Queries are put to the
union of a version's graphs, which is a graph of its own, and to its named graphs; each publication has an identifier of
its own, so that a version that comes back is not taken for one that has always been there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ruhrgraph.graph.rdf.namespaces import DCT, VOID
from ruhrgraph.ontology.errors import (
    BaseIriError,
    NotPublishedError,
)
from ruhrgraph.server.engine.remote.endpoint import Endpoint

_DIGEST = ox.NamedNode(f"{DCT}identifier")
_PUBLICATION = ox.NamedNode(f"{DCT}hasVersion")
_GRAPH = ox.NamedNode(f"{DCT}hasPart")
_DEFAULT_GRAPH = ox.NamedNode(f"{DCT}type")
_TRIPLES = ox.NamedNode(f"{VOID}triples")
_DIGEST_CHARACTERS = 64
_READ = "SELECT ?p ?o {{ GRAPH <{graph}> {{ <{graph}> ?p ?o }} }}"
_READ_PUBLICATION = "SELECT ?o {{ GRAPH <{graph}> {{ <{graph}> <{publication}> ?o }} }}"
_OTHERS = "SELECT DISTINCT ?g {{ GRAPH ?g {{ ?g <{digest}> ?d ; <{publication}> ?v ; <{triples}> ?n }} }} LIMIT 2"


@dataclass(frozen=True, slots=True)
class Marker:
    """A version in use in an engine: its digest, how many triples its union has, and the IRIs of its named graphs.

    `publication` is the IRI of the act that put it there, `default_graph` what the union really is: that of all graphs,
    or with "plain" only what is in none.
    """

    digest: str
    publication: str
    triples: int
    graphs: tuple[str, ...]
    default_graph: str = "union"


def marker_graph(base: str) -> str:
    """Return the IRI of the graph of the marker, which is also what its triples are about."""
    return f"{base}version/current"


def union_graph(base: str, digest: str) -> str:
    """Return the IRI of the graph that holds what a version's default graph has: the union, unless that is off."""
    return f"{base}version/{digest}"


def staged_graph(base: str, digest: str, graph: str) -> str:
    """Return the IRI under which a named graph of a version is put beside the one in use, before the switch."""
    return f"{union_graph(base, digest)}/{graph.removeprefix(base)}"


def marker_triples(marker: Marker, base: str) -> list[ox.Triple]:
    """Return the triples of a marker, to be written into its graph."""
    subject = ox.NamedNode(marker_graph(base))
    return [
        ox.Triple(subject, _DIGEST, ox.Literal(marker.digest)),
        ox.Triple(subject, _PUBLICATION, ox.NamedNode(marker.publication)),
        ox.Triple(subject, _TRIPLES, ox.Literal(marker.triples)),
        ox.Triple(subject, _DEFAULT_GRAPH, ox.Literal(marker.default_graph)),
        *(ox.Triple(subject, _GRAPH, ox.NamedNode(graph)) for graph in marker.graphs),
    ]


def read_marker(endpoint: Endpoint, base: str, seconds: float) -> Marker:
    """Return the marker in an engine.

    Raises:
        NotPublishedError: There is none, or what is there is no marker.
        BaseIriError: There is one of a version with another base IRI.
        EngineError: The engine gives no answer.

    """
    found = endpoint.select(_READ.format(graph=marker_graph(base)), seconds)
    if not found:
        raise _not_published(endpoint, base, seconds)
    told: dict[str, list[str]] = {}
    for solution in found:
        told.setdefault(_text(solution["p"]), []).append(_text(solution["o"]))
    try:
        (digest,), (publication,) = told[_DIGEST.value], told[_PUBLICATION.value]
        triples = int(told[_TRIPLES.value][0])
    except (KeyError, ValueError):
        digest = publication = ""
        triples = 0
    if len(digest) != _DIGEST_CHARACTERS or not digest.isalnum():
        raise NotPublishedError(f"the graph <{marker_graph(base)}> in the engine is no marker; run `ruhrgraph publish`")
    default_graph = told.get(_DEFAULT_GRAPH.value, ["union"])[0]
    return Marker(digest, publication, triples, tuple(sorted(told.get(_GRAPH.value, []))), default_graph)


def read_publication(endpoint: Endpoint, base: str, seconds: float) -> str:
    """Return the IRI of the publication in use in an engine, "" if there is none; raises as `read_marker`."""
    query = _READ_PUBLICATION.format(graph=marker_graph(base), publication=_PUBLICATION.value)
    found = endpoint.select(query, seconds)
    return _text(found[0]["o"]) if found else ""


def _not_published(endpoint: Endpoint, base: str, seconds: float) -> NotPublishedError | BaseIriError:
    """Return the error of an engine that holds no version, or one with another base IRI."""
    query = _OTHERS.format(digest=_DIGEST.value, publication=_PUBLICATION.value, triples=_TRIPLES.value)
    others: Sequence[str] = [_text(solution["g"]) for solution in endpoint.select(query, seconds)]
    if not others:
        return NotPublishedError("no version is published in the engine yet; run `ruhrgraph publish`")
    other = others[0].removesuffix("version/current")
    return BaseIriError(
        f"the version in the engine has the base IRI {other}, but this server runs with {base}; set "
        f"RUHRGRAPH_BASE_IRI={other} and start again, or run `ruhrgraph publish`"
    )


def _text(term: object) -> str:
    """Return the text of a term."""
    return str(getattr(term, "value", ""))
