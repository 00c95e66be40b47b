"""Differences: how they are kept beside a version, and damage to them; what they hold is tested with the operations."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.graph.versions import difference as module
from ruhrgraph.graph.versions.difference import Difference, TouchedTriples, apply_difference, read_difference
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.ontology.errors import DataFolderError

_TERMS = st.one_of(
    st.sampled_from([ox.NamedNode("urn:a"), ox.BlankNode("b0")]),
    st.text(st.characters(exclude_categories=["Cs"])).map(ox.Literal),
)
_TRIPLES = st.builds(
    ox.Triple, st.sampled_from([ox.NamedNode("urn:s"), ox.BlankNode("b1")]), st.just(ox.NamedNode("urn:p")), _TERMS
)


def quad(triple: ox.Triple, graph: str) -> ox.Quad:
    """Return a triple in a graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))


@given(st.lists(_TRIPLES, unique=True, max_size=5), st.lists(_TRIPLES, unique=True, max_size=5))
def test_it_comes_back(
    tmp_path_factory: pytest.TempPathFactory, before: list[ox.Triple], after: list[ox.Triple]
) -> None:
    """What is kept beside a version comes back, whatever literals hold, and blank nodes keep their labels."""
    store = ox.Store()
    store.extend(quad(triple, "urn:g") for triple in before)
    touched = TouchedTriples(store)
    touched.look_up([*before, *after])
    for triple in before:
        store.remove(quad(triple, "urn:g"))
    store.extend(quad(triple, "urn:h") for triple in after)
    found = touched.difference("parent")
    assert found is not None
    version = Version("x", tmp_path_factory.mktemp("version"))
    version.difference_file.write_text(found.as_json(), encoding="utf-8")
    read = read_difference(version)
    assert read is not None
    assert (set(read.added), set(read.removed), set(read.gone)) == (
        set(found.added),
        set(found.removed),
        set(found.gone),
    )
    assert (read.parent, read.dropped, read.created, read.quads) == ("parent", (), found.created, len(after))
    assert read.new == len(set(after).difference(before))
    assert found.is_empty() == (not before and not after)


def test_none(tmp_path: Path) -> None:
    """A version whose difference is not known has no file."""
    assert read_difference(Version("x", tmp_path)) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"parent": 1, "removed": "no quads"}', "\x00"])
def test_damage(tmp_path: Path, content: str) -> None:
    """A file that is no difference is an error that names it."""
    version = Version("x", tmp_path)
    version.difference_file.write_text(content)
    with pytest.raises(DataFolderError, match=r"difference\.json"):
        read_difference(version)


def test_more_than_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of more triples than are looked up has no difference."""
    monkeypatch.setattr(module, "MOST_TRIPLES", 2)
    store = ox.Store()
    touched = TouchedTriples(store)
    triples = [ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(str(number))) for number in range(3)]
    touched.look_up(triples)
    assert touched.difference("parent") is None


def test_it_says_how_much_the_default_graph_gains() -> None:
    """The union gains a triple only with the first graph that has it."""
    store, other = ox.Store(), ox.Store()
    triple = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("1"))
    for gained, graph in ((1, "urn:g"), (0, "urn:h")):
        touched = TouchedTriples(store)
        touched.look_up([triple])
        store.add(quad(triple, graph))
        found = touched.difference("")
        assert found is not None
        assert (
            apply_difference(
                other, Difference(**{name: getattr(found, name) for name in Difference.__slots__}), union=True
            )
            == gained
        )
