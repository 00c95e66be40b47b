"""Answers of queries as data, for features that ask the published version themselves.

In: the engine that answers queries, and a query. Out: rows of terms or statements, and the version that they are of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import merge
from io import BytesIO
from itertools import chain, groupby

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import rdf_format
from ruhrgraph.graph.rdf.namespaces import XSD
from ruhrgraph.ontology.errors import ResultTooLargeError
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.http.threads import in_thread

_BLOCK = 256 * 1024
"""Bytes that are sorted at once: Python lets no other thread run meanwhile, and so holds up the event loop."""
_XSD_STRING = f"{XSD}string"
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


async def rows(engine: Engine, query: str, seconds: float) -> tuple[str, list[Row]]:
    """Return the digest of the version that answered, and the solutions of a SELECT.

    Args:
        engine: Answers queries.
        query: A SELECT query.
        seconds: How long it may take.

    Raises:
        ResultTooLargeError: There is more than is read here.
        RuhrgraphError: The query could not be answered.

    """
    digest, body = await _answer(engine, Asked(query, format="json"), seconds)
    _, found = await in_thread(read_solutions, body)
    return digest, found


async def statements(
    engine: Engine, query: str, seconds: float, default_graphs: Sequence[str] = ()
) -> tuple[str, tuple[ox.Triple, ...]]:
    """Return the digest of the version that answered, and the statements of a CONSTRUCT or DESCRIBE.

    Each stands there once, sorted as N-Triples: an engine may answer in any order.

    Args:
        engine: Answers queries.
        query: A CONSTRUCT or DESCRIBE query.
        seconds: How long it may take.
        default_graphs: The graphs to ask, where it is not the default graph of the endpoint.

    Raises:
        ResultTooLargeError: There is more than is read here.
        RuhrgraphError: The query could not be answered.

    """
    digest, body = await _answer(engine, Asked(query, tuple(default_graphs), format="nt"), seconds)
    return digest, await in_thread(_statements, body)


async def _answer(engine: Engine, asked: Asked, seconds: float) -> tuple[str, bytes]:
    """Return the digest of the version that answered, and the answer."""
    async with engine.answer(asked, seconds) as answer:
        body = await answer.buffered(_MOST_BYTES)
    if body is None:
        raise ResultTooLargeError("there is more of this than can be shown here; ask for a part of it at /sparql")
    return answer.digest, body


def read_solutions(body: bytes) -> tuple[tuple[str, ...], list[Row]]:
    """Return the variables and the solutions of a document of SPARQL's JSON results.

    They are read one by one, so that other threads go on.
    """
    found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("the query was no SELECT")
    names = tuple(variable.value for variable in found.variables)
    return names, [
        {name: result_term(term) for name, term in zip(names, solution, strict=True) if term is not None}
        for solution in found
    ]


def result_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ResultTerm:
    """Return a term of the engine as plain data."""
    if isinstance(term, ox.Literal):
        datatype = "" if term.language or term.datatype.value == _XSD_STRING else term.datatype.value
        return ResultTerm(term.value, is_iri=False, language=term.language or "", datatype=datatype)
    return ResultTerm(str(term) if isinstance(term, ox.Triple) else term.value, isinstance(term, ox.NamedNode))


def _statements(body: bytes) -> tuple[ox.Triple, ...]:
    """Return the statements of a document of N-Triples, sorted."""
    return tuple(quad.triple for quad in ox.parse(b"".join(_sorted_lines(body)), rdf_format("nt").engine))


def _sorted_lines(body: bytes) -> Iterator[bytes]:
    """Yield the lines of a document sorted, each once; in blocks, so that other threads go on."""
    blocks = [sorted(lines) for lines in iter(partial(BytesIO(body).readlines, _BLOCK), [])]
    return (line for line, _ in groupby(merge(*blocks) if len(blocks) > 1 else chain(*blocks)))
