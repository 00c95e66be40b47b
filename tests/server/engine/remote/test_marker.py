"""The marker of the version in use in another engine: written, read, and told apart from what is none."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from ruhrgraph.ontology.errors import (
    BaseIriError,
    NotPublishedError,
)
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import (
    Marker,
    marker_graph,
    marker_triples,
    read_marker,
    read_publication,
    staged_graph,
    union_graph,
)
from tests.server.engine.remote.engines import address_of, oxigraph_server

BASE = "https://marker.example/"
MARKER = Marker("a" * 64, "urn:uuid:1", 12, (f"{BASE}graph/a", f"{BASE}graph/b"))


@pytest.fixture(scope="module")
def own() -> Iterator[Endpoint]:
    """Return an engine of these tests."""
    with oxigraph_server() as engine:
        yield Endpoint(address_of(engine))


def _put(endpoint: Endpoint, triples: list[ox.Triple]) -> None:
    body = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    endpoint.send_graph("PUT", marker_graph(BASE), body, 10)


def test_names_of_graphs() -> None:
    """A version's graphs have names of their own before it comes into use, all below that of its union."""
    assert union_graph(BASE, "d") == f"{BASE}version/d"
    assert staged_graph(BASE, "d", f"{BASE}graph/a") == f"{BASE}version/d/graph/a"
    assert staged_graph(BASE, "d", "urn:other") == f"{BASE}version/d/urn:other"


def test_a_marker_is_read_as_it_was_written(own: Endpoint) -> None:
    """The digest, the publication, the number of triples and the graphs come back; another base finds another one."""
    with pytest.raises(NotPublishedError, match="run `ruhrgraph publish`"):
        read_marker(own, BASE, 10)
    assert read_publication(own, BASE, 10) == ""
    _put(own, marker_triples(MARKER, BASE))
    assert read_marker(own, BASE, 10) == MARKER
    assert read_publication(own, BASE, 10) == "urn:uuid:1"
    with pytest.raises(BaseIriError, match=f"has the base IRI {BASE}, but this server runs with https://b.example/"):
        read_marker(own, "https://b.example/", 10)


@pytest.mark.parametrize("kept", [0, 1, 2], ids=["no digest", "no publication", "no number"])
def test_half_a_marker_is_none(own: Endpoint, kept: int) -> None:
    """A marker that lacks something, or says it twice, is an error, and no version."""
    triples = marker_triples(MARKER, BASE)
    _put(own, [triple for number, triple in enumerate(triples) if number != kept])
    with pytest.raises(NotPublishedError, match="is no marker"):
        read_marker(own, BASE, 10)
    double = ox.Triple(triples[0].subject, triples[0].predicate, ox.Literal("b" * 64))
    _put(own, [*triples, double])
    with pytest.raises(NotPublishedError, match="is no marker"):
        read_marker(own, BASE, 10)
