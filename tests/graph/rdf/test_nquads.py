"""Lines of N-Quads are taken apart as a parser does."""

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.rdf.nquads import split_graph, subject

LINES = [
    b"<urn:s> <urn:p> <urn:o> .\n",
    b"<urn:s> <urn:p> <urn:o> <urn:g> .\n",
    b'<urn:s> <urn:p> "a <urn:b> ." .\n',
    b'<urn:s> <urn:p> "a <urn:b> ." <urn:g> .\n',
    b'<urn:s> <urn:p> "\\"<urn:x> _:b "@de <urn:g> .\n',
    b'<urn:s> <urn:p> " <urn:x> _:b" .\n',
    b'<urn:s> <urn:p> "" <urn:g> .\n',
    b'<urn:s> <urn:p> " 1"^^<urn:t> .\n',
    b"<urn:s> <urn:p> _:b .\n",
    b"_:s <urn:p> _:b _:g .\n",
    b"<urn:s> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> .\n",
    b"<urn:s> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> <urn:g> .\n",
]


@pytest.mark.parametrize("line", LINES)
def test_lines(line: bytes) -> None:
    """Subject, triple and graph of a line are those that the parser finds, whatever a literal contains."""
    [quad] = ox.parse(line, format=ox.RdfFormat.N_QUADS, rename_blank_nodes=False)
    assert isinstance(quad, ox.Quad)
    triple = ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES)
    graph = b"" if quad.graph_name == ox.DefaultGraph() else str(quad.graph_name).encode()
    assert split_graph(line) == (triple, graph)
    assert subject(line) == str(quad.subject).encode()
