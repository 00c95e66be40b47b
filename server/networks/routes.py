"""The networks: the list, `/network`, and each as a file or a page, `/network/NAME[.graphml|.gexf|.csv|.json|…]`."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from ruhrgraph.graph.networks.files.drawing import Drawing
from ruhrgraph.graph.networks.files.formats import NETWORK_FORMATS, NetworkFormat, network_format
from ruhrgraph.graph.rdf.formats import Format
from ruhrgraph.ontology.errors import InvalidParameterError, NetworkNotFoundError, NotAcceptableError
from ruhrgraph.queries.networks import NetworkDefinition, network_names, read_network
from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.conditional import entity_tag
from ruhrgraph.server.http.negotiation import HTML, JSON, choose
from ruhrgraph.server.http.responses import client_has, conditional_response, with_etag
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.networks.page import list_page, network_page
from ruhrgraph.server.networks.question_routes import add_questions
from ruhrgraph.server.networks.requests import NetworkServiceDep, described_selection, given_values
from ruhrgraph.server.sparql.dependencies import QueryServiceDep

_FILES = tuple(Format(item.name, item.media_type, (), (item.suffix,)) for item in NETWORK_FORMATS)
_OFFERED = (*sorted(_FILES, key=lambda item: item.name != "json"), HTML)

Handler = Callable[..., Coroutine[Any, Any, Response]]


def router(base: str) -> APIRouter:
    """Return the routes of all networks.

    Args:
        base: The base IRI of the graph, with which the queries are read.

    """
    routes = APIRouter(tags=["networks"])
    definitions = tuple(read_network(name, base) for name in network_names())

    async def list_networks(request: Request) -> Response:
        """List the networks: what their nodes, edges and weights mean, and their files."""
        chosen = choose(request.headers.get("accept"), (JSON, HTML), request.query_params.get("format"))
        if chosen.format is HTML:
            return with_etag(request, list_page(request, definitions))
        return with_etag(request, JSONResponse([_entry(definition) for definition in definitions]))

    routes.add_api_route(
        "/network", list_networks, methods=["GET"], summary="The networks", response_class=JSONResponse
    )
    for definition in definitions:
        _add_network(routes, definition)
        add_questions(routes, definition)

    async def unknown(name: str) -> Response:
        """Answer with the error for a network, or a form of one, that does not exist."""
        read_network(name.partition(".")[0].partition("/")[0], base)
        forms = ", ".join(item.name for item in NETWORK_FORMATS)
        has = f"a network has files ({forms}) and questions (path, ego, edges, compare, rank)"
        raise NetworkNotFoundError(f"there is nothing at “network/{name}”; {has}")

    routes.add_api_route("/network/{name:path}", unknown, methods=["GET"], include_in_schema=False)
    return routes


def _add_network(routes: APIRouter, definition: NetworkDefinition) -> None:
    """Add the routes of one network, without and with a suffix."""
    described = described_selection()
    names = [item.name for item in NETWORK_FORMATS]
    form = {"name": "format", "in": "query", "schema": {"type": "string", "enum": names}}
    suffix = {"name": "suffix", "in": "path", "required": True, "schema": {"type": "string", "enum": names}}
    for path, more in ((f"/network/{definition.name}", form), (f"/network/{definition.name}.{{suffix}}", suffix)):
        routes.add_api_route(
            path,
            _handler(definition),
            methods=["GET"],
            operation_id=f"network-{definition.name}" + ("" if more is form else "-by-suffix"),
            summary=definition.title["en"],
            description=definition.description["en"],
            response_class=Response,
            responses={200: {"content": {item.media_type: {} for item in NETWORK_FORMATS}}},
            openapi_extra={"parameters": [*described, more]},
        )


def _handler(definition: NetworkDefinition) -> Handler:
    """Return the function that answers with one network."""

    async def run(request: Request, networks: NetworkServiceDep, service: QueryServiceDep) -> Response:
        service.check_base()
        values = given_values(request)
        asked = _asked(request.path_params.get("suffix"), values.pop("format", None))
        chosen = choose(request.headers.get("accept"), _OFFERED, asked)
        if chosen.format is HTML:
            whole, drawing = await networks.network(definition), await networks.drawing(definition, values)
            ministries = await networks.ministries_in(whole)
            return with_etag(request, await in_thread(network_page, request, whole, drawing, values, ministries))
        format_ = network_format(chosen.format.name)
        key = f"network {definition.name} {format_.name} {sorted(values.items())}"
        etag = entity_tag(networks.digest(), key)
        if client_has(request, etag):
            return conditional_response(request, b"", chosen.content_type, etag)
        answer = service.cache.get(networks.digest(), key)
        if answer is None:
            digest, drawing = networks.digest(), await networks.drawing(definition, values)
            answer = await in_thread(_file, drawing, format_, etag)
            service.cache.put(digest, key, answer)
        name = f"ruhrgraph-{definition.name}.{format_.suffix}"
        return conditional_response(request, answer, headers={"content-disposition": f'inline; filename="{name}"'})

    return run


def _asked(suffix: str | None, format_: str | None) -> str | None:
    """Return the format that a suffix or `?format=` names.

    Raises:
        NetworkNotFoundError, InvalidParameterError: It names none.

    """
    asked = suffix or format_
    try:
        choose(None, _OFFERED, asked)
    except NotAcceptableError as error:
        raise (NetworkNotFoundError if suffix else InvalidParameterError)(str(error)) from None
    return asked


def _file(drawing: Drawing, format_: NetworkFormat, etag: str) -> CachedAnswer:
    return CachedAnswer(format_.media_type, etag, format_.write(drawing))


def _entry(definition: NetworkDefinition) -> Mapping[str, Any]:
    """Return the entry of a network in the list."""
    address = f"/network/{definition.name}"
    return {
        "name": definition.name,
        "title": definition.title,
        "description": definition.description,
        "nodeTypes": definition.node_types,
        "edges": definition.edge,
        "weight": definition.weight,
        "directed": definition.directed,
        "url": address,
        "formats": {item.name: f"{address}.{item.name}" for item in NETWORK_FORMATS},
    }
