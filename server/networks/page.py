"""The pages of the networks: the list, and one network with its measures and its most central nodes."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from ruhrgraph.graph.networks.files.drawing import Drawing
from ruhrgraph.graph.networks.files.formats import NETWORK_FORMATS
from ruhrgraph.queries.networks import NetworkDefinition
from ruhrgraph.server.http.templates import page_response

_MOST_NODES = 25
"""How many nodes the page of a network lists."""


def list_page(definitions: Sequence[NetworkDefinition], root: str) -> HTMLResponse:
    """Return the page that lists all networks; `root` is the path of the server's root."""
    return page_response("networks.html", root=root, definitions=definitions, formats=NETWORK_FORMATS)


def network_page(drawing: Drawing, root: str, values: Mapping[str, str]) -> HTMLResponse:
    """Return the page of a network.

    Args:
        drawing: The network with its measures.
        root: The path of the server's root.
        values: The parameters that chose this part of the network, which the links to its files have, too.

    """
    central = sorted(drawing.network.nodes, key=lambda node: -drawing.measured.nodes[node.iri].degree)
    return page_response(
        "network.html",
        root=root,
        drawing=drawing,
        network=drawing.network,
        measures=drawing.measured.network,
        central=central[:_MOST_NODES],
        formats=NETWORK_FORMATS,
        query=f"?{urlencode(values)}" if values else "",
    )
