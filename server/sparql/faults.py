"""The fault of a query that is being written: what the engine says of it over no data at all.

In: the engine, and a query. Out: line, column and message, as JSON has them.
"""

from typing import TypeAlias

from ruhrgraph.ontology.errors import BadRequestError, QueryRefusedError, QuerySyntaxError, RuhrgraphError
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.engine.prologue import missing_prefixes

_NOTHING = ("urn:ruhrgraph:nothing",)
"""The graphs to ask: one that there is not."""
_SECONDS = 2.0
_MOST_BYTES = 1024 * 1024

Fault: TypeAlias = dict[str, str | int]


async def find_fault(engine: Engine, query: str, base: str) -> Fault:
    """Return `message` and, where the engine knows it, `line` and `column`; nothing if the query can be asked.

    Args:
        engine: Answers queries.
        query: The query; our prefixes need no declaration in it.
        base: The base IRI.

    """
    asked = Asked(query, _NOTHING, _NOTHING, base=base, prologue=missing_prefixes(query, base))
    try:
        async with engine.answer(asked, _SECONDS) as answer:
            await answer.buffered(_MOST_BYTES)
    except QuerySyntaxError as error:
        place = {"line": error.line, "column": error.column or 1} if error.line else {}
        return {**place, "message": str(error).partition(": ")[2] if place else str(error)}
    except (QueryRefusedError, BadRequestError) as error:
        return {"message": str(error)}
    except RuhrgraphError:
        return {}  # it can be read, and whether it takes too long depends on the data
    return {}
