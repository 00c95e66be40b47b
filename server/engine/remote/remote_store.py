"""What query processes put queries to where another engine answers: it has the method `query` of the embedded store.

In: queries, and the publication that they are to be answered from. Out: results as the embedded engine gives them,
read from the engine's answer while it comes. A query is put to an empty store of this process first: that finds what
is wrong with its text, in the words and with the places that readers know, and tells which form its answer has.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import IO, Self, TypeAlias, cast

import pyoxigraph as ox

from ruhrgraph.ontology.errors import (
    BadRequestError,
    EngineSwitchedError,
    QuerySyntaxError,
)
from ruhrgraph.server.engine.evaluation import Functions
from ruhrgraph.server.engine.process_limits import no_descriptors
from ruhrgraph.server.engine.remote.answer_stream import AnswerStream
from ruhrgraph.server.engine.remote.endpoint import JSON_RESULTS, N_TRIPLES, Endpoint
from ruhrgraph.server.engine.remote.marker import Marker, read_publication
from ruhrgraph.server.engine.remote.query_dataset import with_dataset

_SOONER = 0.25
"""Seconds by which the engine is given up before whoever asked gives up this process, so that it can tell why."""
_MARKER_SECONDS = 5.0
_MOST_OF_A_BOOLEAN = 64 * 1024
_ASCII_ESCAPE = re.compile(r"(?:\\u|\\U0000)00(?:0[aAdD]|[2-6][0-9A-Fa-f]|7[0-9A-Ea-e])")
"""An escape that stands for a character of the grammar, or ends a line: parsers differ in when they read it."""
_COMMENT = re.compile(rb"\n[\t ]*#")

_Graphs: TypeAlias = Sequence[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]


class RemoteStore:
    """A version in another engine, as one query process reaches it.

    Args:
        endpoint: The engine.
        base: The base IRI of the version.
        marker: The marker of the version.

    """

    def __init__(self, endpoint: Endpoint, base: str, marker: Marker) -> None:
        self.endpoint = endpoint
        self.base = base
        self.marker = marker
        self._empty = ox.Store()

    def within(self, until: float, retried: Callable[[], None]) -> "RemoteQuery":
        """Return the way to put one query to the version.

        Args:
            until: When the time of the query is over (`time.monotonic`).
            retried: Called before the query is sent a second time.

        """
        return RemoteQuery(self, until, retried)

    def form(self, text: str, base: str, custom_functions: Functions | None) -> type:
        """Return the class of the embedded engine's answer to a query, without any data.

        Raises:
            SyntaxError, ValueError, RuntimeError: As the embedded engine.

        """
        with no_descriptors():
            return type(self._empty.query(text, base_iri=base, custom_functions=custom_functions))


class RemoteQuery:
    """One query on its way to the engine; read the result inside of `with`, which breaks the request off if it ends.

    An error in the block that comes of the engine's answer is an `EngineError`, whatever the parsers make of it.
    """

    def __init__(self, store: RemoteStore, until: float, retried: Callable[[], None]) -> None:
        self._store = store
        self._until = until
        self._retried = retried
        self._stream: AnswerStream | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._stream is None:
            return
        self._stream.close()
        # The query's own text was read before; what cannot be read now is the answer.
        if isinstance(error, QuerySyntaxError | BadRequestError):
            raise self._stream.unreadable(error) from None

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        default_graph: _Graphs | None = None,
        named_graphs: Sequence[ox.NamedNode | ox.BlankNode] | None = None,
        custom_functions: Functions | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]:
        """Return the engine's answer; its graphs are read while the triples are.

        Raises:
            SyntaxError, ValueError, RuntimeError: As the embedded engine.
            BadRequestError: The text could be read in two ways.
            EngineError: The engine gives no answer.
            EngineSwitchedError: It has another version in use by now.

        """
        base = base_iri or self._store.base
        if _ASCII_ESCAPE.search(query):
            raise BadRequestError("write characters of ASCII as they are, not as \\u and their number")
        form = self._store.form(query, base, custom_functions)
        is_graph = issubclass(form, ox.QueryTriples)
        requested = None
        if default_graph is not None or named_graphs is not None:
            requested = _iris(default_graph), _iris(named_graphs)
        text, dataset = with_dataset(query, requested, base, self._store.marker)
        request = [("query", f"BASE <{base}> {text}"), *dataset]
        stream = self._store.endpoint.query(
            request, N_TRIPLES if is_graph else JSON_RESULTS, self._until - _SOONER, self._retried
        )
        self._stream = stream
        self._check_publication()
        if is_graph:
            return _triples(stream)
        if issubclass(form, ox.QueryBoolean):
            return _boolean(stream)
        found = ox.parse_query_results(cast("IO[bytes]", stream), ox.QueryResultsFormat.JSON)
        if not isinstance(found, ox.QuerySolutions):
            raise stream.unreadable("it is no table")
        return found

    def _check_publication(self) -> None:
        """Check that the engine's answer is of the version that this process serves.

        Raises:
            EngineSwitchedError: Another one is in use.

        """
        marker = self._store.marker
        seconds = min(max(self._until - time.monotonic(), _SOONER), _MARKER_SECONDS)
        if read_publication(self._store.endpoint, self._store.base, seconds) != marker.publication:
            raise EngineSwitchedError("another version has come into use in the engine; ask again")


def _iris(graphs: _Graphs | None) -> list[str]:
    """Return the IRIs of graphs."""
    return [graph.value for graph in graphs or () if isinstance(graph, ox.NamedNode)]


def _boolean(stream: AnswerStream) -> ox.QueryBoolean:
    """Return an answer yes or no, which the engine's parser would read without looking at its end."""
    body = stream.read(_MOST_OF_A_BOOLEAN)
    while len(body) < _MOST_OF_A_BOOLEAN and (more := stream.read(_MOST_OF_A_BOOLEAN - len(body))):
        body += more
    json.loads(body)
    answer = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if not isinstance(answer, ox.QueryBoolean):
        raise stream.unreadable("it is neither true nor false")
    return answer


def _triples(stream: AnswerStream) -> Iterator[ox.Triple]:
    """Yield the triples of an answer as they come."""
    for quad in ox.parse(cast("IO[bytes]", _WithoutComments(stream)), ox.RdfFormat.N_TRIPLES):
        yield quad.triple


class _WithoutComments:
    """N-Triples in which a line that is a comment is an error: engines tell so that they stop in the middle."""

    def __init__(self, stream: AnswerStream) -> None:
        self._stream = stream
        self._line_start = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises:
            ValueError: There is a comment behind a statement.

        """
        data = self._stream.read(size)
        seen = self._line_start + data
        if _COMMENT.search(seen):
            raise ValueError("there is a comment in it")
        # A comment in the first line is what some engines send of a graph without statements.
        line = seen.rpartition(b"\n")
        self._line_start = b"\n" if line[1] and not line[2].strip() else b""
        return data
