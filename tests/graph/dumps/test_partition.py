"""A version is split into two datasets, each in three orders."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.dumps import partition as partition_module
from ruhrgraph.graph.dumps.partition import partition, repeatable
from ruhrgraph.graph.mapping.dataset import canonical
from ruhrgraph.graph.versions.repository import publish
from tests.graph.dumps.statements import BASE, REPORT, A, P

QUADS = [
    Quad(A, P, Literal("1"), NamedNode("urn:b")),
    Quad(A, P, Literal("1"), NamedNode("urn:a")),
    Quad(A, P, Literal("1")),
    Quad(A, NamedNode(f"{BASE}ontology#konzept"), Literal("ein Text"), NamedNode("urn:a")),
    Quad(P, P, A, NamedNode("urn:a")),
]


def _nquads(*quads: Quad) -> bytes:
    return b"".join(f"{quad} .\n".encode() for quad in quads)


@pytest.mark.parametrize("small", [10_000, 0])
def test_orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    """Quads come by subject and by graph, a triple of several graphs once, facts without texts; in memory or not."""
    monkeypatch.setattr(partition_module, "SMALL", small)
    version, _ = publish(tmp_path / "data", canonical(QUADS), REPORT)
    all_, facts = partition(version, BASE, tmp_path)
    one_b, one_a, one, text, other = QUADS
    assert all_.quads == version.dataset
    assert facts.quads.read_bytes() == _nquads(one, one_a, one_b, other)
    for _ in range(2):
        assert list(all_.by_subject()) == [one, one_a, one_b, text, other]
        assert list(facts.by_subject()) == [one, one_a, one_b, other]
        assert list(all_.by_graph()) == [one, one_a, text, other, one_b]
        assert list(facts.by_graph()) == [one, one_a, other, one_b]
        assert list(all_.triples()) == [one.triple, text.triple, other.triple]
        assert list(facts.triples()) == [one.triple, other.triple]


@pytest.mark.parametrize(("small", "times"), [(100, 1), (0, 2)])
def test_small_files_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int, times: int) -> None:
    """What a small file contains is kept in memory; a larger one is read each time."""
    monkeypatch.setattr(partition_module, "SMALL", small)
    path, read = tmp_path / "lines", []
    path.write_text("a\nb\n")

    def lines() -> Iterator[str]:
        read.append(path)
        yield from path.read_text().splitlines()

    again = repeatable(path, lines)
    assert list(again()) == list(again()) == ["a", "b"]
    assert len(read) == times
