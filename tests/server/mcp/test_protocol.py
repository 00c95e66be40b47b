"""The protocol with its own library's client: over HTTP and over standard input the same tools answer the same."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import MCPError
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import TextContent

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import names, read
from ruhrgraph.server.mcp.instructions import INSTRUCTIONS

COMMAND = "import sys; from ruhrgraph.server.cli import main; sys.exit(main())"
CALLS: dict[str, dict[str, Any]] = {
    **{name: {item.name: item.example for item in read(name).parameters if item.required} for name in names()},
    "describe": {"thing": "13-01"},
    "network": {"network": "ministries"},
    "network_path": {"network": "actors", "from": "mags", "to": "mwide"},
    "network_ego": {"network": "ministries", "node": "mags"},
    "network_edges": {"network": "ministries"},
    "network_compare": {"network": "actors", "a": "mags", "b": "mwide"},
    "network_rank": {"network": "ministries"},
    "schema": {},
    "sparql": {"query": "SELECT (1 AS ?one) {}"},
}
WRONG: tuple[tuple[str, Mapping[str, Any], str], ...] = (
    ("sparql", {"query": "SELECT * {"}, "line 1, column "),
    ("person", {"person": "Nobody"}, "parameter person: there is no Person “Nobody”"),
    ("person", {}, "person needs the parameter person, such as Hendrik Wüst"),
    ("person", {"person": ["x"]}, "person: has to be a text or a number"),
)


def over_stdio(data: Path, **settings: str) -> AbstractAsyncContextManager[Any]:
    """Return the way to `ruhrgraph mcp`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RUHRGRAPH_")}
    return stdio_client(
        StdioServerParameters(
            command=sys.executable, args=["-c", COMMAND, "mcp", "--data", str(data)], env={**environment, **settings}
        )
    )


async def _all_answers(way: Any, mode: str) -> dict[str, Any]:  # noqa: ANN401  # an address or a transport
    """Return all that a server lists and answers."""
    async with Client(way, mode=mode) as client:
        tools = (await client.list_tools()).tools
        answers: dict[str, Any] = {"instructions": client.instructions}
        for tool in tools:
            result = await client.call_tool(tool.name, CALLS[tool.name])
            assert not result.is_error, (tool.name, result.content)
            assert tool.output_schema  # by which the client has checked the answer
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint
            answers[tool.name] = (result.structured_content, [item.model_dump() for item in result.content])
        for name, arguments, message in WRONG:
            result = await client.call_tool(name, dict(arguments))
            assert result.is_error
            (content,) = result.content
            assert isinstance(content, TextContent)
            assert content.text.startswith(message)
        with pytest.raises(MCPError, match="there is no tool “nothing”"):
            await client.call_tool("nothing", {})
        answers["resources"] = [item.model_dump() for item in (await client.list_resources()).resources]
        templates = (await client.list_resource_templates()).resource_templates
        answers["templates"] = [item.model_dump() for item in templates]
        (ontology,) = (await client.read_resource(f"{DEFAULT_BASE}ontology")).contents
        answers["ontology"] = ontology.model_dump()
        with pytest.raises(MCPError, match="there is nothing to read at “urn:a”"):
            await client.read_resource("urn:a")
        return answers


def test_both_ways(full_server: httpx.Client, data: Path) -> None:
    """Each tool answers by its schema, errors are words, and what is listed, answered and read is the same."""
    root = str(full_server.base_url).rstrip("/") + "/"
    stdio = asyncio.run(_all_answers(over_stdio(data, RUHRGRAPH_PUBLIC_URL=root), "auto"))
    http = asyncio.run(_all_answers(f"{root}mcp", "legacy"))
    assert stdio["instructions"] == http["instructions"] == INSTRUCTIONS
    assert {*CALLS} < {*stdio}
    for name in stdio:
        assert json.dumps(stdio[name], default=str) == json.dumps(http[name], default=str), name


def test_the_library_is_loaded_late() -> None:
    """A server, and the command line, start without the library, which takes a third of a second."""
    check = "import sys, ruhrgraph.server.cli, ruhrgraph.server.app; sys.exit('mcp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
