"""Graphs in pieces: whatever their size, each triple once in each graph, and no blank node in any."""

from collections import defaultdict

import pyoxigraph as ox
import pytest

from ruhrgraph.server.engine.remote.graph_pieces import pieces

_BASE = "http://example.org/"
_LINES = sorted(
    [
        b'_:a <urn:p> "_:x" <urn:g> .\n',
        b'_:a <urn:p> "_:x" _:graph .\n',
        b'_:a <urn:p> "_:x" .\n',
        b'<urn:s> <urn:p> <<( _:a <urn:q> "1" )>> .\n',
        *(f'<urn:s> <urn:p> "{number}" <urn:h> .\n'.encode() for number in range(50)),
        *(f'<urn:s> <urn:p> "{number}" <urn:g> .\n'.encode() for number in range(50)),
        b"<urn:s> <urn:p> <urn:o> .\n",
        b'<urn:s> <urn:p> "a <urn:o>" .\n',
    ]
)


def _graphs(held: int, *, union: bool) -> tuple[dict[str, list[str]], int]:
    """Return the triples of each graph in the order of the pieces, and how large the largest piece is."""
    found, largest = defaultdict[str, list[str]](list), 0
    for piece in pieces(_LINES, _BASE, union=union, held=held):
        triples = [str(triple) for triple in ox.parse(piece.triples, format=ox.RdfFormat.N_TRIPLES)]
        assert len(triples) == piece.count
        found[piece.graph] += triples
        largest = max(largest, len(piece.triples))
    return found, largest


@pytest.mark.parametrize("union", [True, False])
def test_pieces_are_small_and_lose_nothing(union: bool) -> None:  # noqa: FBT001  # a case
    """The graphs are the same in one piece as in many, which are no larger than what is held back."""
    whole, _ = _graphs(10**6, union=union)
    parts, largest = _graphs(200, union=union)
    assert {graph: sorted(triples) for graph, triples in whole.items()} == {
        graph: sorted(triples) for graph, triples in parts.items()
    }
    assert largest <= 200
    assert {graph: len(triples) for graph, triples in whole.items()} == {
        "urn:g": 51,
        "urn:h": 50,
        f"{_BASE}.well-known/genid/graph": 1,
        "": 54 if union else 4,
    }


def test_blank_nodes_become_iris() -> None:
    """A blank node has one IRI in all pieces and graphs, also within a triple term; literals stay as they are."""
    found, _ = _graphs(100, union=True)
    text = " ".join(triple for triples in found.values() for triple in triples)
    assert "_:a" not in text
    assert text.count(f"<{_BASE}.well-known/genid/a>") == 4
    assert text.count('"_:x"') == 3
