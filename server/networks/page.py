"""The pages of the networks: the list of them, and one with its picture, its measures, and the ways to ask it."""

from collections.abc import Iterable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ruhrgraph.graph.networks.files.drawing import Drawing
from ruhrgraph.graph.networks.files.formats import NETWORK_FORMATS
from ruhrgraph.graph.networks.network import Network
from ruhrgraph.queries.networks import NetworkDefinition
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.http.templates import page_response
from ruhrgraph.server.networks.filters import filters
from ruhrgraph.server.networks.measure_words import measure_words
from ruhrgraph.server.networks.pictures import edge_columns, edge_rows, node_columns, node_rows, picture
from ruhrgraph.server.networks.reader import Reader

_MOST_ROWS = 10
"""How many nodes and edges the page of a network lists; the whole tables have pages of their own."""


def list_page(request: Request, definitions: Sequence[NetworkDefinition]) -> HTMLResponse:
    """Return the page that lists all networks."""
    return page_response(request, "networks.html", section="network", definitions=definitions, formats=NETWORK_FORMATS)


def reader_of(request: Request, network: Network, values: Mapping[str, str]) -> Reader:
    """Return who reads a page that shows the part of a network which the values of parameters choose."""
    chosen = {name: value.strip() for name, value in values.items() if value.strip() and name != "lang"}
    if "ego" not in chosen:
        chosen.pop("radius", None)
    return Reader(network.definition, network.base, page_context(request), chosen)


def network_page(
    request: Request, whole: Network, drawing: Drawing, values: Mapping[str, str], ministries: Iterable[str]
) -> HTMLResponse:
    """Return the page of a network.

    Args:
        request: The request for it.
        whole: The whole network.
        drawing: The part that is shown, with its measures.
        values: The parameters that chose it, which the links to its files have, too.
        ministries: The IRIs of ministries that edges may come through.

    """
    reader = reader_of(request, drawing.network, values)
    degree = {iri: measures.degree for iri, measures in drawing.measured.nodes.items()}
    central = sorted(drawing.network.nodes, key=lambda node: (-degree[node.iri], node.iri))[:_MOST_ROWS]
    return page_response(
        request,
        "network.html",
        query=reader.link().partition("?")[2],
        section="network",
        reader=reader,
        network=drawing.network,
        measures=drawing.measured.network,
        picture=picture(drawing, reader),
        filters=filters(whole, reader.values, ministries, reader.class_name, reader.language),
        words=measure_words(reader.language),
        nodes=(node_columns(reader), node_rows(central, drawing, reader)),
        edges=(edge_columns(reader), edge_rows(drawing.network, reader)[:_MOST_ROWS]),
        formats=NETWORK_FORMATS,
    )
