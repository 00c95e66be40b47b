"""`ruhrgraph dump`: the published dataset on standard output, the same bytes for the same version."""

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import rdf_format
from ruhrgraph.graph.rdf.nquads import split_graph
from ruhrgraph.graph.versions.disk_errors import is_no_room
from ruhrgraph.graph.versions.history import published_with_base
from ruhrgraph.graph.versions.store import canonical_file
from ruhrgraph.ontology.errors import DataFolderError, ParameterError
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.settings import Settings

_BLOCK = 1024 * 1024


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the dataset, or one of its graphs.

    Raises:
        NotPublishedError, DataFolderError: There is nothing to write.
        ParameterError: There is no such graph.

    """
    version = published_with_base(settings.data, settings.base)
    try:
        with TemporaryDirectory() as folder:
            _write(canonical_file(version, Path(folder)), arguments.format, arguments.graph, settings.base)
    except OSError as error:
        if isinstance(error, BrokenPipeError) or is_no_room(error):
            raise  # of the output: whoever reads has had enough, or has no room
        raise DataFolderError(f"{version.folder}: cannot be read ({error.strerror or error})") from None
    return 0


def _write(dataset: Path, format_name: str, graph: str | None, base: str) -> None:
    """Write a file of canonical N-Quads, or one of its graphs; as N-Quads without holding it in memory.

    Raises:
        ParameterError: There is no such graph.

    """
    if format_name == "nq":
        with dataset.open("rb") as lines:
            if graph is None:
                shutil.copyfileobj(lines, sys.stdout.buffer, _BLOCK)
            else:
                sys.stdout.buffer.writelines(_lines_of(lines, graph, base))
        return
    quads = _parsed(dataset)
    if graph is not None:
        quads = _only(quads, graph, base)
    sys.stdout.buffer.write(_written(quads, format_name, base))


def _lines_of(lines: Iterable[bytes], name: str, base: str) -> Iterator[bytes]:
    """Yield the lines of one graph, as `_only` has it."""
    wanted = {f"<{name}>".encode(), f"<{base}graph/{name}>".encode()}
    others = set[str]()
    found = False
    for line in lines:
        graph = split_graph(line)[1]
        if graph in wanted:
            found = True
            yield line
        elif graph.startswith(b"<"):
            others.add(graph[1:-1].decode())
    if not found:
        raise _no_graph(name, others, base)


def _written(quads: list[ox.Quad], format_name: str, base: str) -> bytes:
    """Return quads in a format, in an order that depends on nothing but them."""
    if rdf_format(format_name).named_graphs:
        # The published order is by subject; sorting by graph keeps it within each.
        return write_graph(sorted(quads, key=lambda quad: str(quad.graph_name)), format_name, base)
    return write_graph(list(dict.fromkeys(quad.triple for quad in quads)), format_name, base)


def _only(quads: list[ox.Quad], name: str, base: str) -> list[ox.Quad]:
    """Return the quads of one graph, named by its IRI or by what follows `graph/`.

    Raises:
        ParameterError: There is no such graph; the message names those there are.

    """
    wanted = {name, f"{base}graph/{name}"}
    found = [quad for quad in quads if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in wanted]
    if not found:
        graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
        raise _no_graph(name, graphs, base)
    return found


def _no_graph(name: str, graphs: Iterable[str], base: str) -> ParameterError:
    """Return the error of a graph that is not there, with those that are."""
    known = ", ".join(sorted(iri.removeprefix(f"{base}graph/") for iri in graphs))
    return ParameterError(f"there is no graph “{name}”; there is: {known}")


def _parsed(dataset: Path) -> list[ox.Quad]:
    """Return the published quads in the published order."""
    try:
        statements = ox.parse(path=str(dataset), format=ox.RdfFormat.N_QUADS)
        return [statement for statement in statements if isinstance(statement, ox.Quad)]
    except SyntaxError as error:
        raise DataFolderError(f"the published dataset cannot be read ({error}); build again") from None
