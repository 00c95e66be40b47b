"""The tool that answers SPARQL, with the limits of the endpoint.

In: a query. Out: rows with the quotes that prove what they name, statements in Turtle, or yes or no.
"""

from collections.abc import Mapping

import pyoxigraph as ox

from ruhrgraph.ontology.errors import ResultTooLargeError
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.engine.prologue import missing_prefixes
from ruhrgraph.server.engine.rows import read_solutions
from ruhrgraph.server.http.errors import RequestTooLargeError
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.mcp.answers import Table, ToolAnswer, plain_row, table_answer
from ruhrgraph.server.mcp.graph_access import GraphAccess
from ruhrgraph.server.mcp.tools import PAGE, Tool, table_schema, taken_page

_ACCEPT = "application/sparql-results+json, text/turtle;q=0.9"
_EXAMPLE = "SELECT ?forum ?number WHERE { ?forum a rk:Themenforum ; rk:nummer ?number } ORDER BY ?number"
_KIB = 1024
_MOST_BYTES = 4 * _KIB * _KIB
_MOST_TURTLE = 40_000
"""Characters of an answer in Turtle."""


def sparql_tool(access: GraphAccess) -> Tool:
    """Return the tool."""

    async def call(values: Mapping[str, str], root: str) -> ToolAnswer:
        given = dict(values)
        page = taken_page(given)
        kind, body = await _asked(access, given["query"])
        if kind == "solutions":
            columns, rows = await in_thread(read_solutions, body)
            return await table_answer(access, root, Table(columns, [plain_row(row) for row in rows], page))
        if kind == "boolean":
            result = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
            return _of_boolean(bool(result))
        return _of_graph(body.decode())

    output = table_schema()
    texts = {"boolean": {"type": "boolean"}, "turtle": {"type": "string"}}
    return Tool(
        name="sparql",
        title="A SPARQL 1.1 query of your own",
        description=(
            "Answers SELECT, ASK, CONSTRUCT and DESCRIBE over the whole graph; call `schema` first for the terms. "
            "Its prefixes need no declaration. Errors name line and column. Prefer another tool where one answers the "
            f"question. A query may take {access.seconds:g} seconds. Name things in columns: their quotes come along."
        ),
        parameters={
            "query": {
                "type": "string",
                "description": "The query",
                "examples": [_EXAMPLE],
            },
            "page": PAGE,
        },
        required=("query",),
        output={**output, "properties": {**output["properties"], **texts}, "required": ["notes"]},
        call=call,
    )


async def _asked(access: GraphAccess, query: str) -> tuple[str, bytes]:
    """Return of which kind an answer is, and the answer.

    Raises:
        RequestTooLargeError: The query is longer than a query may be.
        ResultTooLargeError: The answer is.
        RuhrgraphError: The query could not be answered.

    """
    settings = access.service.settings
    if len(query.encode()) > settings.query_size * _KIB:
        raise RequestTooLargeError(f"the query is longer than the {settings.query_size} KiB that it may have")
    prologue = await in_thread(missing_prefixes, query, access.base)
    asked = Asked(query, accept=_ACCEPT, base=access.base, service_allow=settings.service_allow, prologue=prologue)
    async with access.service.engine.answer(asked, access.seconds) as answer:
        body = await answer.buffered(_MOST_BYTES)
    if body is None:
        raise ResultTooLargeError("the answer is longer than 4 MiB; ask for less, or for parts with LIMIT and OFFSET")
    return answer.kind, body


def _of_boolean(value: bool) -> ToolAnswer:  # noqa: FBT001  # it is the answer
    """Return yes or no as an answer."""
    return ToolAnswer({"boolean": value, "notes": []}, "yes" if value else "no")


def _of_graph(turtle: str) -> ToolAnswer:
    """Return statements as an answer, cut between two of them where there are many."""
    if len(turtle) <= _MOST_TURTLE:
        return ToolAnswer({"turtle": turtle, "notes": []}, turtle)
    shown = turtle[:_MOST_TURTLE].rpartition("\n")[0]
    note = f"The first {len(shown):,} of {len(turtle):,} characters; ask for less to see all."
    return ToolAnswer({"turtle": shown, "notes": [note]}, f"{note}\n\n{shown}")
