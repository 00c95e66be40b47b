"""`ruhrgraph dump`: the published dataset on standard output, the same bytes for the same version."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import rdf_format
from ruhrgraph.graph.versions.history import published_with_base
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.graph.versions.store import canonical_file
from ruhrgraph.ontology.errors import DataFolderError, ParameterError
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the dataset, or one of its graphs.

    Raises:
        NotPublishedError, DataFolderError: There is nothing to write.
        ParameterError: There is no such graph.

    """
    dataset = _read(published_with_base(settings.data, settings.base))
    if arguments.format == "nq" and arguments.graph is None:
        sys.stdout.buffer.write(dataset)
        return 0
    quads = _parsed(dataset)
    if arguments.graph is not None:
        quads = _only(quads, arguments.graph, settings.base)
    sys.stdout.buffer.write(_written(quads, arguments.format, settings.base))
    return 0


def _written(quads: list[ox.Quad], format_name: str, base: str) -> bytes:
    """Return quads in a format, in an order that depends on nothing but them."""
    if format_name == "nq":
        return b"".join(ox.serialize([quad], format=ox.RdfFormat.N_QUADS) or b"" for quad in quads)
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
        known = ", ".join(sorted(iri.removeprefix(f"{base}graph/") for iri in graphs))
        raise ParameterError(f"there is no graph “{name}”; there is: {known}")
    return found


def _read(version: Version) -> bytes:
    """Return the published N-Quads; a large version that came of a write has them in its store alone."""
    try:
        with TemporaryDirectory() as folder:
            return canonical_file(version, Path(folder)).read_bytes()
    except OSError as error:
        raise DataFolderError(f"{version.folder}: cannot be read ({error.strerror or error})") from None


def _parsed(dataset: bytes) -> list[ox.Quad]:
    """Return the published quads in the published order."""
    try:
        statements = ox.parse(dataset, format=ox.RdfFormat.N_QUADS)
        return [statement for statement in statements if isinstance(statement, ox.Quad)]
    except SyntaxError as error:
        raise DataFolderError(f"the published dataset cannot be read ({error}); build again") from None
