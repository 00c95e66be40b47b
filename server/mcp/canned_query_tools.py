"""A tool for each canned query.

In: the canned queries. Out: tools of the same names, parameters and columns.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ruhrgraph.queries import CannedQuery, Parameter, bind, names, read
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.mcp.answers import BELEGE, Table, ToolAnswer, plain_row, table_answer
from ruhrgraph.server.mcp.graph_access import GraphAccess
from ruhrgraph.server.mcp.tools import PAGE, Schema, Tool, table_schema, taken_page

_QUOTE = "quote"
_DATE = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def canned_query_tools(access: GraphAccess) -> Iterator[Tool]:
    """Yield the tool of each canned query."""
    for name in names():
        yield _tool(access, read(name, access.base))


def _tool(access: GraphAccess, query: CannedQuery) -> Tool:
    """Return the tool of one query."""
    columns = query.columns
    # Rows with quotes are the evidence themselves.
    belege = None if _QUOTE in columns else BELEGE if BELEGE in columns else ""

    async def call(values: Mapping[str, str], root: str) -> ToolAnswer:
        given = dict(values)
        page = taken_page(given)
        things = await access.things() if query.needs_names(given) else None
        found = await access.rows(await in_thread(bind, query, given, things))
        rows = [plain_row(row) for row in found]
        return await table_answer(access, root, Table(columns, rows, page, belege))

    return Tool(
        name=query.name,
        title=query.summary,
        description=f"{query.summary}. {query.description}",
        parameters={**{item.name: parameter_schema(item) for item in query.parameters}, "page": PAGE},
        required=tuple(item.name for item in query.parameters if item.required),
        output=table_schema({name: {} for name in columns if name != BELEGE}),
        call=call,
    )


def parameter_schema(parameter: Parameter) -> Schema:
    """Return the schema of a parameter."""
    schema: dict[str, Any] = {"type": "integer" if parameter.type == "integer" else "string"}
    if parameter.choices:
        return {**schema, "description": parameter.description, "enum": list(parameter.choices)}
    if parameter.type == "date":
        schema["pattern"] = _DATE
    example: str | int = int(parameter.example) if parameter.type == "integer" else parameter.example
    return {**schema, "description": parameter.description, "examples": [example]}
