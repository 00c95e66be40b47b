"""The tools and resources as a server of the Model Context Protocol, by its official library.

In: the graph. Out: the library's server, which both ways of transport run. The library takes a third of a second to
import, so only who speaks the protocol imports this.
"""

from importlib.metadata import version
from typing import Any

import mcp_types as types
from mcp.server.caching import CacheHint
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from ruhrgraph.ontology.errors import RuhrgraphError, ThingNotFoundError
from ruhrgraph.server.http.problems import public_message
from ruhrgraph.server.http.urls import root_url
from ruhrgraph.server.mcp.graph_access import GraphAccess
from ruhrgraph.server.mcp.instructions import INSTRUCTIONS
from ruhrgraph.server.mcp.readable_resources import Readable, read_resource, readable_resources, resource_templates
from ruhrgraph.server.mcp.tool_list import all_tools
from ruhrgraph.server.mcp.tools import Tool, arguments_as_text

_ANNOTATIONS = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_FRESH = CacheHint(ttl_ms=3_600_000, scope="public")
"""Tools and templates change with releases alone."""
_Context = ServerRequestContext[dict[str, Any], Any]


def protocol_server(access: GraphAccess) -> "Server[dict[str, Any]]":
    """Return the server of all tools and resources."""
    tools = all_tools(access)
    listed = [_listed(tool) for tool in tools.values()]

    async def list_tools(_: _Context, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=listed)

    async def call_tool(context: _Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = tools.get(params.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"there is no tool “{params.name[:100]}”; tools/list names all")
        try:
            answer = await tool.call(arguments_as_text(tool, params.arguments), _root(access, context))
        except RuhrgraphError as error:
            return types.CallToolResult(content=[types.TextContent(text=public_message(error))], is_error=True)
        return types.CallToolResult(
            content=[types.TextContent(text=answer.text)], structured_content=dict(answer.structured)
        )

    return Server(
        "ruhrgraph",
        version=version("ruhrgraph"),
        title="Ruhrgraph",
        description="The Ruhr-Konferenz as a knowledge graph, every statement with its evidence",
        instructions=INSTRUCTIONS,
        website_url=access.service.settings.public_url or access.base,
        cache_hints={"tools/list": _FRESH, "resources/templates/list": _FRESH},
        get_tool_input_schema=lambda name: tools[name].input if name in tools else None,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        **_resource_handlers(access),
    )


def _resource_handlers(access: GraphAccess) -> dict[str, Any]:
    """Return the handlers of the methods of resources."""

    async def list_resources(_: _Context, __: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
        try:
            found = await readable_resources(access)
        except RuhrgraphError as error:
            raise MCPError(types.INTERNAL_ERROR, public_message(error)) from None
        return types.ListResourcesResult(
            resources=[types.Resource(uri=item.iri, **_listed_resource(item)) for item in found]
        )

    async def list_templates(_: _Context, __: types.PaginatedRequestParams | None) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(
            resource_templates=[
                types.ResourceTemplate(uri_template=item.iri, **_listed_resource(item))
                for item in resource_templates(access)
            ]
        )

    async def read(_: _Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        try:
            media_type, text = await read_resource(access, params.uri)
        except ThingNotFoundError as error:
            raise MCPError(types.INVALID_PARAMS, public_message(error)) from None
        except RuhrgraphError as error:
            raise MCPError(types.INTERNAL_ERROR, public_message(error)) from None
        contents = types.TextResourceContents(uri=params.uri, mime_type=media_type, text=text)
        return types.ReadResourceResult(contents=[contents])

    return {
        "on_list_resources": list_resources,
        "on_list_resource_templates": list_templates,
        "on_read_resource": read,
    }


def _listed_resource(item: Readable) -> dict[str, Any]:
    """Return what the protocol lists of a resource and of a template alike."""
    return {
        "name": item.name,
        "title": item.title,
        "description": item.description,
        "mime_type": item.media_type,
    }


def _listed(tool: Tool) -> types.Tool:
    """Return a tool as the protocol lists it."""
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.input,
        output_schema=tool.output,
        annotations=_ANNOTATIONS,
    )


def _root(access: GraphAccess, context: _Context) -> str:
    """Return where the pages of things are: at the server that was asked; else where the settings say, or the base."""
    if context.request is not None:
        return root_url(context.request)
    return access.service.settings.public_url or access.base
