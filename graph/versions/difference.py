"""What a change did to a dataset, quad by quad, so that whoever holds the version before need not read all of the next.

In: a store, and the triples that a change may touch, looked up before it. Out: a `Difference`, kept beside the version
that the change made. A change that touches too much, or more than was looked up, has none.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ruhrgraph.graph.versions.integrity import read_file
from ruhrgraph.graph.versions.record import Version, damaged

MOST_TRIPLES = 10_000
"""How many triples are looked up; beyond that, reading the whole version is as quick."""

_GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


@dataclass(frozen=True, slots=True)
class Difference:
    """How a version differs from its parent.

    `parent` is the digest of that, "" if there was none. `removed` and `added` are quads; `gone` are the triples that
    no graph has any more. `dropped` and `created` are the IRIs of named graphs that are there no more, or new.
    `quads` is how many quads the version has, `new` how many triples no graph had before; older releases did not count
    them.
    """

    parent: str
    removed: tuple[ox.Quad, ...]
    added: tuple[ox.Quad, ...]
    gone: tuple[ox.Triple, ...]
    dropped: tuple[str, ...]
    created: tuple[str, ...]
    quads: int
    new: int | None = None

    def is_empty(self) -> bool:
        """Return whether both versions are the same."""
        return not (self.removed or self.added or self.dropped or self.created)

    def as_json(self) -> str:
        """Return the difference as JSON, its statements as N-Quads and N-Triples."""
        content = {
            "parent": self.parent,
            "removed": _lines(self.removed, ox.RdfFormat.N_QUADS),
            "added": _lines(self.added, ox.RdfFormat.N_QUADS),
            "gone": _lines(self.gone, ox.RdfFormat.N_TRIPLES),
            "dropped": self.dropped,
            "created": self.created,
            "quads": self.quads,
            "new": self.new,
        }
        return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n"


def read_difference(version: Version) -> Difference | None:
    """Return how a version differs from its parent; None where that is not known.

    Raises:
        DamagedVersionError: The file is damaged.

    """
    try:
        content = json.loads(read_file(version, version.difference_file))
        return Difference(
            content["parent"],
            tuple(_quads(content["removed"])),
            tuple(_quads(content["added"])),
            tuple(quad.triple for quad in _quads(content["gone"])),
            tuple(content["dropped"]),
            tuple(content["created"]),
            int(content["quads"]),
            content.get("new"),
        )
    except FileNotFoundError:
        return None
    except (SyntaxError, ValueError, TypeError, KeyError) as error:
        raise damaged(version, f"difference.json cannot be read ({error})") from None


class TouchedTriples:
    """The triples that a change may touch, and the graphs that had them before it.

    Args:
        store: The store that the change is applied to; nothing has been changed yet.
        quads: How many quads it has, None if that is not known: counting them takes as long as reading all.

    """

    def __init__(self, store: ox.Store, quads: int | None = None) -> None:
        self._store = store
        self._before: dict[ox.Triple, frozenset[_GraphName]] | None = {}
        self._graphs = _named_graphs(store)
        self._count = len(store) if quads is None else quads

    def look_up(self, triples: Iterable[ox.Triple]) -> None:
        """Note where triples are that the next part of the change may touch."""
        for triple in triples:
            if self._before is None:
                return
            if triple not in self._before:
                self._before[triple] = self._graphs_of(triple)
                if len(self._before) > MOST_TRIPLES:
                    self.give_up()

    def give_up(self) -> None:
        """Note that the change may touch any triple."""
        self._before = None

    def difference(self, parent: str) -> Difference | None:
        """Return what the change did, now that it is applied; None if it may have touched more than was looked up.

        Args:
            parent: The digest of the version that was changed.

        """
        if self._before is None:
            return None
        removed, added, gone, new = list[ox.Quad](), list[ox.Quad](), list[ox.Triple](), 0
        for triple, before in self._before.items():
            after = self._graphs_of(triple)
            removed += (_quad(triple, graph) for graph in before - after)
            added += (_quad(triple, graph) for graph in after - before)
            if before and not after:
                gone.append(triple)
            new += bool(after and not before)
        count = self._count + len(added) - len(removed)
        if count != len(self._store):
            return None
        graphs = _named_graphs(self._store)
        dropped, created = tuple(sorted(self._graphs - graphs)), tuple(sorted(graphs - self._graphs))
        return Difference(parent, tuple(removed), tuple(added), tuple(gone), dropped, created, count, new)

    def _graphs_of(self, triple: ox.Triple) -> frozenset[_GraphName]:
        """Return the graphs that have a triple."""
        found = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return frozenset(quad.graph_name for quad in found)


def apply_difference(store: ox.Store, difference: Difference, *, union: bool) -> int:
    """Turn a store with a version into one with the next, and return how many triples its default graph has gained.

    Args:
        store: The store.
        difference: How the next version differs from the one in the store.
        union: Whether the default graph of the store is the union of all graphs.

    """
    removed, added = list(difference.removed), list(difference.added)
    if union:
        default = ox.DefaultGraph()
        removed = [quad for quad in removed if not isinstance(quad.graph_name, ox.DefaultGraph)]
        removed += (_quad(triple, default) for triple in difference.gone)
        added += [_quad(quad.triple, default) for quad in added]
    new = [quad for quad in dict.fromkeys(added) if quad not in store]
    for quad in removed:
        store.remove(quad)
    store.extend(new)
    for name in difference.dropped:
        store.remove_graph(ox.NamedNode(name))
    for name in difference.created:
        store.add_graph(ox.NamedNode(name))
    return _in_default_graph(new) - _in_default_graph(removed)


def _in_default_graph(quads: Iterable[ox.Quad]) -> int:
    """Return how many quads are in the default graph."""
    return sum(isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads)


def _quad(triple: ox.Triple, graph: _GraphName) -> ox.Quad:
    """Return a triple in a graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _named_graphs(store: ox.Store) -> frozenset[str]:
    """Return the IRIs of the named graphs."""
    return frozenset(name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode))


def _lines(statements: Iterable[ox.Quad] | Iterable[ox.Triple], rdf_format: ox.RdfFormat) -> str:
    """Return statements as sorted lines."""
    content = ox.serialize(statements, format=rdf_format) or b""
    return b"".join(sorted(content.splitlines(keepends=True))).decode()


def _quads(text: str) -> Iterator[ox.Quad]:
    """Yield the quads of some N-Quads, with their blank nodes."""
    return (item for item in ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS) if isinstance(item, ox.Quad))
