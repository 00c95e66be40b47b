"""Answers of queries as data, for features that ask the published version themselves.

In: the pool that answers queries, and a query. Out: rows of terms or statements, and the version that they are of.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import rdf_format
from ruhrgraph.ontology.errors import ResultTooLargeError
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.pool.wire import Asked

_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ResultTerm:
    """A term of a solution: its IRI or text, which of the two it is, and a literal's language and datatype."""

    value: str
    is_iri: bool
    language: str = ""
    datatype: str = ""


Row = dict[str, ResultTerm]
"""A solution: the terms of the variables that are bound."""


async def rows(pool: Pool, query: str, seconds: float) -> tuple[str, list[Row]]:
    """Return the digest of the version that answered, and the solutions of a SELECT.

    Args:
        pool: Answers queries.
        query: A SELECT query.
        seconds: How long it may take.

    Raises:
        ResultTooLargeError: There is more than is read here.
        RuhrgraphError: The query could not be answered.

    """
    digest, body = await _answer(pool, Asked(query, format="json"), seconds)
    return digest, await asyncio.to_thread(_rows, body)


async def statements(
    pool: Pool, query: str, seconds: float, default_graphs: Sequence[str] = ()
) -> tuple[str, tuple[ox.Triple, ...]]:
    """Return the digest of the version that answered, and the statements of a CONSTRUCT or DESCRIBE.

    Each stands there once, sorted as N-Triples: an engine may answer in any order.

    Args:
        pool: Answers queries.
        query: A CONSTRUCT or DESCRIBE query.
        seconds: How long it may take.
        default_graphs: The graphs to ask, where it is not the default graph of the endpoint.

    Raises:
        ResultTooLargeError: There is more than is read here.
        RuhrgraphError: The query could not be answered.

    """
    digest, body = await _answer(pool, Asked(query, tuple(default_graphs), format="nt"), seconds)
    return digest, await asyncio.to_thread(_statements, body)


async def _answer(pool: Pool, asked: Asked, seconds: float) -> tuple[str, bytes]:
    """Return the digest of the version that answered, and the answer."""
    async with pool.answer(asked, seconds) as answer:
        body = await answer.buffered(_MOST_BYTES)
    if body is None:
        raise ResultTooLargeError("there is more of this than can be shown here; ask for a part of it at /sparql")
    return answer.digest, body


def _rows(body: bytes) -> list[Row]:
    """Return the solutions of a document of SPARQL's JSON results."""
    return [
        {name: _term(term) for name, term in solution.items()} for solution in json.loads(body)["results"]["bindings"]
    ]


def _term(term: dict[str, str]) -> ResultTerm:
    return ResultTerm(term["value"], term["type"] == "uri", term.get("xml:lang", ""), term.get("datatype", ""))


def _statements(body: bytes) -> tuple[ox.Triple, ...]:
    """Return the statements of a document of N-Triples, sorted."""
    lines = b"".join(sorted(set(body.splitlines(keepends=True))))
    return tuple(quad.triple for quad in ox.parse(lines, rdf_format("nt").engine))
