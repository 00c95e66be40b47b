"""The list of tools: nothing that can be asked is missing, and it stays small."""

import json
import re

import pytest

from ruhrgraph.queries import names
from ruhrgraph.server.mcp.graph_access import GraphAccess
from ruhrgraph.server.mcp.tool_list import all_tools
from ruhrgraph.server.networks.question_routes import QUESTIONS

_MOST_BYTES = 47_000
"""Of what a model reads of the list; about four are a token. 38 tools, 29 of them canned queries, have 1.2 kB each."""


@pytest.mark.parametrize(
    "name", [*names(), "network", *(f"network_{item.name}" for item in QUESTIONS), "describe", "schema", "sparql"]
)
def test_each_question_has_a_tool(access: GraphAccess, name: str) -> None:
    """Each canned query and each question to networks has its tool, whose parameters say what they are."""
    tool = all_tools(access)[name]
    assert re.fullmatch(r"[a-z_-]{1,64}", tool.name)
    assert tool.description.endswith((".", ". "))
    assert set(tool.required) <= set(tool.parameters)
    for schema in tool.parameters.values():
        assert schema["description"]
        assert schema["type"] in ("string", "integer", "number")


def test_nothing_else(access: GraphAccess) -> None:
    """There are no other tools, and what is usually asked first comes first."""
    tools = list(all_tools(access))
    assert tools[:2] == ["search", "describe"]
    assert tools[-2:] == ["schema", "sparql"]
    assert len(tools) == len(names()) + len(QUESTIONS) + 4


def test_size(access: GraphAccess) -> None:
    """A model that reads the list has room left for answers."""
    tools = all_tools(access).values()
    read = [{"name": tool.name, "description": tool.description, "inputSchema": tool.input} for tool in tools]
    assert len(json.dumps(read, ensure_ascii=False).encode()) < _MOST_BYTES
