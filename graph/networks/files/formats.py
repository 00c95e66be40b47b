"""The one table of network formats."""

from collections.abc import Callable
from dataclasses import dataclass

from ruhrgraph.graph.networks.files.csv_files import csv_zip
from ruhrgraph.graph.networks.files.drawing import Drawing
from ruhrgraph.graph.networks.files.gexf import gexf
from ruhrgraph.graph.networks.files.graphml import graphml
from ruhrgraph.graph.networks.files.json_files import cytoscape, node_link
from ruhrgraph.ontology.errors import NotAcceptableError


@dataclass(frozen=True, slots=True)
class NetworkFormat:
    """A format: its name in addresses and options, the suffix of its files, its media type, and its writer."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Drawing], bytes]


NETWORK_FORMATS = (
    NetworkFormat("graphml", "graphml", "application/graphml+xml", graphml),
    NetworkFormat("gexf", "gexf", "application/gexf+xml", gexf),
    NetworkFormat("csv", "zip", "application/zip", csv_zip),
    NetworkFormat("json", "json", "application/json", node_link),
    NetworkFormat("cytoscape", "cyjs", "application/vnd.cytoscape.cyjs+json", cytoscape),
)
"""All formats, the most useful first."""


def network_format(name: str) -> NetworkFormat:
    """Return the format of a name.

    Raises:
        NotAcceptableError: There is none; the message names those there are.

    """
    for format_ in NETWORK_FORMATS:
        if name in (format_.name, format_.suffix):
            return format_
    names = ", ".join(format_.name for format_ in NETWORK_FORMATS)
    raise NotAcceptableError(f"a network has no format “{name}”; it has: {names}")
