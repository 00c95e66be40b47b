"""How many triples a version has, and its named graphs; of a large version this is kept, as counting takes seconds.

In: a version that is a store on disk. Out: `Facts`, from a file beside the store if there is one.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from ruhrgraph.graph.versions.record import Version

_COUNT = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Facts:
    """How many triples a version holds, and the IRIs of its named graphs."""

    triples: int
    graphs: tuple[str, ...]


def counted_facts(store: ox.Store, triples: int | None = None) -> Facts:
    """Return the facts of an open store.

    Args:
        store: The store.
        triples: How many triples its default graph has; they are counted if that is not known.

    """
    graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    return Facts(_triples(store) if triples is None else triples, tuple(graphs))


def known_facts(version: Version, *, union: bool) -> Facts | None:
    """Return the facts that are kept of a version, None if there are none.

    Args:
        version: The version.
        union: Whether its default graph is the union of all graphs.

    """
    try:
        content = json.loads(_file(version, union=union).read_bytes())
        return Facts(int(content["triples"]), tuple(content["graphs"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep_facts(version: Version, facts: Facts, *, union: bool) -> None:
    """Keep the facts of a version beside it.

    Raises:
        OSError: The folder cannot be written.

    """
    path = _file(version, union=union)
    path.parent.mkdir(exist_ok=True)
    work = path.with_name(f".{path.name}-{os.getpid()}")
    work.write_text(json.dumps(asdict(facts)), encoding="utf-8")
    work.replace(path)


def _file(version: Version, *, union: bool) -> Path:
    return version.derived / f"facts-{'union' if union else 'plain'}.json"


def _triples(store: ox.Store) -> int:
    """Return how many triples the default graph holds."""
    result = store.query(_COUNT)
    assert isinstance(result, ox.QuerySolutions)  # noqa: S101  # it is a SELECT
    count = next(result)["count"]
    return int(count.value) if isinstance(count, ox.Literal) else 0
