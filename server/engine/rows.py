"""Small tables out of the published version, for pages that show more than one query's answer.

In: the pool that answers queries, and a query. Out: rows of terms, and the version that they are of.
"""

import json
from dataclasses import dataclass

from ruhrgraph.ontology.errors import ResultTooLargeError
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.pool.wire import Asked

_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Term:
    """A term of an answer: its IRI or text, and which of the two it is."""

    value: str
    is_iri: bool
    language: str = ""


Row = dict[str, Term]


async def rows(pool: Pool, query: str, seconds: float) -> tuple[str, list[Row]]:
    """Return the digest of the version that answered, and the rows of its answer.

    Args:
        pool: Answers queries.
        query: A SELECT query.
        seconds: How long it may take.

    Raises:
        ResultTooLargeError: The answer is longer than is read here.
        RuhrgraphError: It could not be answered.

    """
    async with pool.answer(Asked(query, format="json"), seconds) as answer:
        body = await answer.buffered(_MOST_BYTES)
    if body is None:
        raise ResultTooLargeError("there is more of this than a page can show; ask for it by query at /sparql")
    found = json.loads(body)["results"]["bindings"]
    return answer.digest, [{name: _term(held) for name, held in row.items()} for row in found]


def _term(held: dict[str, str]) -> Term:
    return Term(held["value"], held["type"] == "uri", held.get("xml:lang", ""))
