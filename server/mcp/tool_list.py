"""All tools, in the order in which assistants see them: the ways in, the canned queries, the networks, SPARQL.

In: the graph. Out: tools by name.
"""

from collections.abc import Mapping

from ruhrgraph.server.mcp.canned_query_tools import canned_query_tools
from ruhrgraph.server.mcp.description_tool import description_tool
from ruhrgraph.server.mcp.graph_access import GraphAccess
from ruhrgraph.server.mcp.network_tools import network_tools
from ruhrgraph.server.mcp.schema_tool import schema_tool
from ruhrgraph.server.mcp.sparql_tool import sparql_tool
from ruhrgraph.server.mcp.tools import Tool

_FIRST = "search"


def all_tools(access: GraphAccess) -> Mapping[str, Tool]:
    """Return all tools by name.

    Raises:
        ValueError: Two have the same name.

    """
    queries = sorted(canned_query_tools(access), key=lambda tool: (tool.name != _FIRST, tool.name))
    found = (*queries[:1], description_tool(access), *queries[1:], *network_tools(access))
    tools = (*found, schema_tool(access), sparql_tool(access))
    by_name = {tool.name: tool for tool in tools}
    if len(by_name) < len(tools):
        raise ValueError("two tools have the same name")
    return by_name
