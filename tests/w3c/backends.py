"""Where tests are played: over HTTP at a server, or directly in the engine, which shows what the engine itself cannot.

In: queries and updates as text. Out: bytes with their content type, or a `RefusedError`.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox

from tests.w3c.compare import RDF_TYPES, RESULT_TYPES, Table, read
from tests.w3c.manifest import Source, address, quads

NO_ANSWER, BAD_REQUEST, FORBIDDEN, FAILED = 0, 400, 403, 500
_JSON = "application/sparql-results+json"
_PROLOGUE = re.compile(r"(?:\s+|#[^\n]*(?:\n|\Z)|BASE\s*<[^>]*>|PREFIX\s+[^:\s]*:\s*<[^>]*>)*", re.IGNORECASE)
_REMOVED = re.compile(r"\b(?:CLEAR|DROP)\s+GRAPH\s+<([^>]*)>")
_FROM = re.compile(r"\bFROM\s*<", re.IGNORECASE)
_DEFAULT, _NAMED, _NO_GRAPH = "default-graph-uri", "named-graph-uri", "urn:ruhrgraph:no-such-graph"
_ALL = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


class RefusedError(Exception):
    """Raised when a query or an update is not answered."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"status {status}: {message}")
        self.status = status
        self.message = message


@dataclass(frozen=True)
class Reply:
    """An answer as it comes."""

    content_type: str
    body: bytes


@dataclass(frozen=True)
class Paths:
    """Where a server has what the tests ask for; the suite's protocol tests ask with a slash at the end."""

    query: str = "/sparql"
    protocol: str = "/sparql/"
    update: str = "/sparql/update"
    store: str = "/store"


class Backend(Protocol):
    """What the tests need of a store."""

    def query(self, text: str, accept: str, data: Sequence[Source] = ()) -> Reply:
        """Answer a query of a dataset.

        Raises:
            RefusedError: There is no answer.

        """

    def update(self, text: str, data: Sequence[Source]) -> tuple[ox.Quad, ...]:
        """Apply an update to a dataset, and return what it then holds.

        Raises:
            RefusedError: It is not applied.

        """

    def read_update(self, text: str) -> None:
        """Read an update, and apply it where the two are one.

        Raises:
            RefusedError: It cannot be read.

        """


class Engine:
    """pyoxigraph in this process."""

    def query(self, text: str, accept: str, data: Sequence[Source] = ()) -> Reply:
        """Answer a query of a dataset.

        Raises:
            RefusedError: There is no answer.

        """
        store = ox.Store()
        store.extend(quads(data))
        media_type = accept.partition(",")[0]
        with _refusals():
            result = store.query(text)
            if isinstance(result, ox.QueryTriples):
                return Reply("text/turtle", result.serialize(format=RDF_TYPES["text/turtle"]) or b"")
            if media_type == "text/csv":
                return Reply(media_type, result.serialize(format=ox.QueryResultsFormat.CSV) or b"")
            media_type = media_type if media_type in RESULT_TYPES else _JSON
            return Reply(media_type, result.serialize(format=RESULT_TYPES[media_type]) or b"")

    def update(self, text: str, data: Sequence[Source]) -> tuple[ox.Quad, ...]:
        """Apply an update to a dataset, and return what it then holds.

        Raises:
            RefusedError: It is not applied.

        """
        store = ox.Store()
        store.extend(quads(data))
        with _refusals():
            store.update(text)
        return tuple(store)

    def read_update(self, text: str) -> None:
        """Read an update without applying it: nothing must be loaded from elsewhere.

        Raises:
            RefusedError: It cannot be read.

        """
        try:
            # What cannot be done comes first, so that nothing after it is done.
            self.update(_preceded(text, f"DROP GRAPH <{_NO_GRAPH}>"), ())
        except RefusedError as refused:
            if refused.status == BAD_REQUEST:
                raise


class Server:
    """A server at an address, whose token is known. As writes take it some time, there are as few as can be.

    Args:
        client: A client of the server.
        token: What lets it write.
        library: The files that queries ask; all are sent at once, and each query names its dataset in the request.
        paths: Where the server has what.

    """

    def __init__(self, client: httpx.Client, token: str, library: Sequence[Path] = (), paths: Paths = Paths()) -> None:
        self.client = client
        self.paths = paths
        self.authorization = {"authorization": f"Bearer {token}"}
        self._library = tuple(Source(path, address(path)) for path in library)
        self._held: tuple[Source, ...] | None = None

    def load(self, data: Sequence[Source]) -> None:
        """Let the store hold these files and nothing else; nothing is sent where it holds them already.

        Raises:
            RefusedError: They are not taken.

        """
        wanted = tuple(data)
        if wanted != self._held:
            self._write(_replacing(wanted))
            self._held = wanted

    def touched(self) -> None:
        """Forget what the store holds, as something else has written to it."""
        self._held = None

    def query(self, text: str, accept: str, data: Sequence[Source] = ()) -> Reply:
        """Answer a query of a dataset.

        Raises:
            RefusedError: There is no answer.

        """
        if data:
            self.load(self._library)
        if _FROM.search(text):
            return self._query(text, accept, [])
        names = [(_NAMED if source.graph else _DEFAULT, address(source.path)) for source in data]
        return self._query(text, accept, names or [(_DEFAULT, _NO_GRAPH)])

    def update(self, text: str, data: Sequence[Source]) -> tuple[ox.Quad, ...]:
        """Apply an update to a dataset, both sent in one, and return what it then holds.

        Raises:
            RefusedError: It is not applied.

        """
        self._write(_preceded(text, _replacing(data)))
        reply = self._query(_ALL, _JSON, [])
        table = read(reply.body, reply.content_type)
        if not isinstance(table, Table):
            raise TypeError("the server answers a SELECT with something that is no table")
        lines = (f"{row['s']} {row['p']} {row['o']} {row.get('g', '')} ." for row in table.rows)
        return tuple(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS))

    def read_update(self, text: str) -> None:
        """Read and apply an update; the graphs that it takes away are made before.

        Raises:
            RefusedError: It is not applied.

        """
        made = " ; ".join(f"CREATE SILENT GRAPH <{graph}>" for graph in _REMOVED.findall(text))
        self._write(_preceded(text, made) if made else text)

    def _query(self, text: str, accept: str, names: list[tuple[str, str]]) -> Reply:
        """Ask a query of the dataset that these parameters name."""
        headers = {"accept": accept, "content-type": "application/sparql-query"}
        response = self._post(f"{self.paths.query}?{urlencode(names)}", text, headers)
        return Reply(response.headers.get("content-type", ""), response.content)

    def _write(self, text: str) -> None:
        """Send an update."""
        self._held = None
        self._post(self.paths.update, text, {"content-type": "application/sparql-update", **self.authorization})

    def _post(self, path: str, text: str, headers: dict[str, str]) -> httpx.Response:
        """Send a text, and return the answer if it is one."""
        try:
            response = self.client.post(path, content=text.encode(), headers=headers)
        except httpx.HTTPError as error:
            raise RefusedError(NO_ANSWER, str(error)) from None
        if not response.is_success:
            raise RefusedError(response.status_code, " ".join(response.text.split()))
        return response


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what pyoxigraph raises into what a server would answer."""
    try:
        yield
    except SyntaxError as error:
        raise RefusedError(BAD_REQUEST, str(error)) from None
    except (RuntimeError, ValueError, OSError) as error:
        raise RefusedError(FAILED, str(error)) from None


def _preceded(text: str, operations: str) -> str:
    """Return an update with operations before its own, but behind its prologue: the engine reads it only there."""
    prologue = _PROLOGUE.match(text)
    begin = prologue.end() if prologue else 0
    return f"{text[:begin]} {operations} ; {text[begin:]}"


def _replacing(data: Sequence[Source]) -> str:
    """Return the update that replaces everything by these files."""
    parts = []
    for quad in quads(data):
        statement = f"{quad.subject} {quad.predicate} {quad.object} ."
        named = isinstance(quad.graph_name, ox.NamedNode)
        parts.append(f"GRAPH {quad.graph_name} {{ {statement} }}" if named else statement)
    return f"DROP ALL ; INSERT DATA {{ {' '.join(sorted(parts))} }}" if parts else "DROP ALL"
