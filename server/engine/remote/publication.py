"""Puts a version into a remote engine: its graphs beside those in use there, then one update that switches.

In: a version and the settings. Out: graphs and a marker in the engine (see `marker`), or an error, after which the
version before is in use there still. What a publication leaves that was killed or has failed, the next one removes.
Where the engine has the parent of a version, and it is known how they differ, only the difference is sent.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from uuid import uuid4

from ruhrgraph.graph.versions.difference import read_difference
from ruhrgraph.graph.versions.file_sync import remove_tree
from ruhrgraph.graph.versions.record import Version
from ruhrgraph.graph.versions.repository import staging_folder
from ruhrgraph.graph.versions.store import canonical_file
from ruhrgraph.ontology.errors import (
    BaseIriError,
    EngineAnswerError,
    EngineError,
    NotPublishedError,
    SettingError,
)
from ruhrgraph.server.engine.remote.difference_update import difference_update
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.graph_pieces import Piece, pieces
from ruhrgraph.server.engine.remote.marker import (
    Marker,
    marker_graph,
    marker_triples,
    read_marker,
    staged_graph,
    union_graph,
)
from ruhrgraph.server.engine.remote.publication_lock import lock_graph, publication_lock
from ruhrgraph.server.settings import Settings

Progress = Callable[[str], None]

SECONDS = 600.0
"""How long the engine may take for each request: it copies whole graphs, or counts their triples."""

_STEP = 10
"""Per cent of a version after which progress is shown again."""


@dataclass(frozen=True, slots=True)
class _Staged:
    """A version that is in the engine and not in use yet: its marker, and what brings its named graphs into use."""

    marker: Marker
    operations: tuple[str, ...]


def publish_remotely(version: Version, settings: Settings, show: Progress) -> bool:
    """Put a version into the engine, and into use there. The caller holds the lock of the data folder.

    Args:
        version: The version.
        settings: Where the engine is, and what the default graph is.
        show: Called with the name of each step as it begins.

    Returns:
        Whether it was not in use there before.

    Raises:
        SettingError: The settings do not say where the engine is written to.
        EngineError: The engine fails, or cannot hold the version.
        DamagedVersionError: The version cannot be read.

    """
    engine = settings.engine
    if engine is None or not engine.update:
        name = "RUHRGRAPH_ENGINE_UPDATE" if engine else "RUHRGRAPH_ENGINE"
        raise SettingError(f"{name}: is not set, so there is no engine to publish to (docs/operations.md)")
    with closing(Endpoint(engine)) as endpoint:
        return _publish(endpoint, version, settings, show)


def _publish(endpoint: Endpoint, version: Version, settings: Settings, show: Progress) -> bool:
    """Put a version into an engine, as `publish_remotely` has it."""
    base = settings.base
    if _is_in_use(endpoint, settings, version, _marker(endpoint, base)):
        return False
    with publication_lock(endpoint, base, settings.data, show) as lock:
        before = _marker(endpoint, base)  # another publication may have been waited for
        _remove_leftovers(endpoint, base, before)
        if _is_in_use(endpoint, settings, version, before):
            return False
        # Without transactions, a switch that was broken off has left graphs that a difference would not mend.
        staged = _stage_difference(endpoint, settings, version, before) if before and not lock.was_left else None
        staged = staged or _stage_graphs(endpoint, settings, version, before, lock.renew, show)
        lock.renew(after=0)
        lock.stays = True
        show("switching the engine to the new version")
        _switch(endpoint, base, before, staged)
    return True


def _marker(endpoint: Endpoint, base: str) -> Marker | None:
    """Return the marker in the engine, None where there is none for this base IRI."""
    try:
        return read_marker(endpoint, base, SECONDS)
    except (NotPublishedError, BaseIriError):
        return None


def _is_in_use(endpoint: Endpoint, settings: Settings, version: Version, marker: Marker | None) -> bool:
    """Return whether the engine has a version in use as it should be, with as many triples as it was published with."""
    if marker is None or (marker.digest, marker.default_graph) != (version.digest, settings.default_graph):
        return False
    default = union_graph(settings.base, version.digest)
    return _sizes(endpoint, [default])[default] == marker.triples


def _remove_leftovers(endpoint: Endpoint, base: str, used: Marker | None) -> None:
    """Remove what earlier publications have left: graphs that never came into use, default graphs of old versions."""
    kept = [marker_graph(base), lock_graph(base), *([union_graph(base, used.digest)] if used else [])]
    query = (
        "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } "
        f'FILTER(STRSTARTS(STR(?graph), "{union_graph(base, "")}")) }}'
    )
    names = {row["graph"].value for row in endpoint.select(query, SECONDS)}.difference(kept)
    if names:
        endpoint.update(" ;\n".join(f"DROP SILENT GRAPH <{name}>" for name in sorted(names)), SECONDS)


def _stage_graphs(
    endpoint: Endpoint,
    settings: Settings,
    version: Version,
    before: Marker | None,
    renew: Callable[[], None],
    show: Progress,
) -> _Staged:
    """Put all graphs of a version into the engine, beside those in use."""
    base, digest = settings.base, version.digest
    union = union_graph(base, digest)
    is_again = before is not None and before.digest == digest  # so there is a union of that name already
    names, sizes = {"": f"{union}#new" if is_again else union}, Counter[str]()
    for piece in _pieces(version, settings, show):
        name = names.setdefault(piece.graph, staged_graph(base, digest, piece.graph))
        _send(endpoint, settings, name, piece.triples)
        sizes[piece.graph] += piece.count
        renew()
    show("counting what the engine has")
    found = _sizes(endpoint, names.values())
    for graph, name in names.items():
        _check_size(found[name], sizes[graph], f"graph {graph}" if graph else "the default graph")
    moves = [f"MOVE GRAPH <{names[graph]}> TO GRAPH <{graph or union}>" for graph in sorted(sizes) if graph or is_again]
    if is_again and not sizes[""]:
        moves.append(f"DROP SILENT GRAPH <{union}>")
    return _Staged(_new_marker(settings, digest, sizes[""], names.keys() - {""}), tuple(moves))


def _pieces(version: Version, settings: Settings, show: Progress) -> Iterator[Piece]:
    """Yield a version's graphs in pieces, and show how far it is."""
    folder = staging_folder(settings.data, "publication")
    try:
        path = canonical_file(version, folder)
        whole, shown = path.stat().st_size, -_STEP
        with path.open("rb") as lines:
            for piece in pieces(lines, settings.base, union=settings.default_graph == "union"):
                if (percent := 100 * lines.tell() // whole) >= shown + _STEP:
                    show(f"putting the graphs into the engine ({percent} % read)")
                    shown = percent
                yield piece
    finally:
        remove_tree(folder)


def _send(endpoint: Endpoint, settings: Settings, graph: str, triples: bytes) -> None:
    """Add triples to a graph in the engine."""
    if settings.engine and settings.engine.store:
        endpoint.send_graph("POST", graph, triples, SECONDS)
    else:
        endpoint.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples.decode()}}} }}", SECONDS)


def _stage_difference(endpoint: Endpoint, settings: Settings, version: Version, before: Marker) -> _Staged | None:
    """Make the default graph of a version from that of its parent; None if the engine has another version."""
    difference = read_difference(version)
    there = before.digest, before.default_graph
    if difference is None or there != (difference.parent, settings.default_graph):
        return None
    old, new = union_graph(settings.base, before.digest), union_graph(settings.base, version.digest)
    update = difference_update(difference, old, new, settings.base, union=settings.default_graph == "union")
    if update is None:
        return None
    endpoint.update(update.staging, SECONDS)
    size = before.triples + update.gained
    _check_size(_sizes(endpoint, [new])[new], size, "the default graph")
    graphs = {*before.graphs, *update.graphs}.difference(difference.dropped)
    return _Staged(_new_marker(settings, version.digest, size, graphs), update.switching)


def _new_marker(settings: Settings, digest: str, triples: int, graphs: Iterable[str]) -> Marker:
    """Return the marker of a new publication."""
    return Marker(digest, uuid4().urn, triples, tuple(sorted(graphs)), settings.default_graph)


def _switch(endpoint: Endpoint, base: str, before: Marker | None, staged: _Staged) -> None:
    """Bring a version into use, in one request."""
    gone = sorted({*before.graphs}.difference(staged.marker.graphs)) if before else []
    drops = (f"DROP SILENT GRAPH <{graph}>" for graph in gone)
    try:
        endpoint.update(" ;\n".join((*staged.operations, *drops, _mark(base, staged.marker))), SECONDS)
    except EngineError:
        # Perhaps only the answer was lost. If the marker cannot be read either, the first error tells more.
        with suppress(EngineError):
            if _marker(endpoint, base) == staged.marker:
                return
        raise
    if _marker(endpoint, base) != staged.marker:
        raise EngineAnswerError(
            "the engine took the update that switches, but another version is in use there; another publication may "
            "have come in between"
        )


def _mark(base: str, marker: Marker) -> str:
    """Return the operation that puts a marker in the place of the one before."""
    graph = marker_graph(base)
    before = f"GRAPH <{graph}> {{ ?s ?p ?o }}"
    triples = " ".join(f"{triple} ." for triple in marker_triples(marker, base))
    return f"DELETE {{ {before} }} INSERT {{ GRAPH <{graph}> {{ {triples} }} }} WHERE {{ OPTIONAL {{ {before} }} }}"


def _sizes(endpoint: Endpoint, graphs: Iterable[str]) -> Mapping[str, int]:
    """Return how many triples graphs in the engine have."""
    names = " ".join(f"<{graph}>" for graph in graphs)
    query = (
        f"SELECT ?graph (COUNT(*) AS ?n) {{ VALUES ?graph {{ {names} }} GRAPH ?graph {{ ?s ?p ?o }} }} GROUP BY ?graph"
    )
    return Counter({row["graph"].value: int(row["n"].value) for row in endpoint.select(query, SECONDS)})


def _check_size(found: int, expected: int, what: str) -> None:
    """Check that the engine has all triples that were sent: some drop or unite what they cannot tell apart."""
    if found != expected:
        raise EngineAnswerError(
            f"the engine has {found} of the {expected} triples of {what}; it drops some terms, or takes them for equal"
        )
