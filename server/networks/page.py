"""The pages of the networks: the list, and one network with its measures and its most central nodes."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ruhrgraph.graph.networks.files.drawing import Drawing
from ruhrgraph.graph.networks.files.formats import NETWORK_FORMATS
from ruhrgraph.queries.networks import NetworkDefinition
from ruhrgraph.server.http.templates import page_response

_MOST_NODES = 25
"""How many nodes the page of a network lists."""


def list_page(request: Request, definitions: Sequence[NetworkDefinition]) -> HTMLResponse:
    """Return the page that lists all networks."""
    return page_response(request, "networks.html", section="network", definitions=definitions, formats=NETWORK_FORMATS)


def network_page(request: Request, drawing: Drawing, values: Mapping[str, str]) -> HTMLResponse:
    """Return the page of a network.

    Args:
        request: The request for it.
        drawing: The network with its measures.
        values: The parameters that chose this part of the network, which the links to its files have, too.

    """
    central = sorted(drawing.network.nodes, key=lambda node: -drawing.measured.nodes[node.iri].degree)
    return page_response(
        request,
        "network.html",
        query=urlencode(values),
        section="network",
        drawing=drawing,
        network=drawing.network,
        measures=drawing.measured.network,
        central=central[:_MOST_NODES],
        formats=NETWORK_FORMATS,
        selection=f"?{urlencode(values)}" if values else "",
    )
