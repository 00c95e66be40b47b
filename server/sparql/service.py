"""Answers to queries over HTTP: from the cache or the pool of query processes; whole where they fit, else streamed.

In: a query as `Asked`, and the ASGI functions of a request. Out: the response. What fits a buffer has an exact status,
length and ETag. Beyond that it streams, and if it then fails the connection is broken off without its proper end: no
error text stands inside of a 200, and nothing is cut short in silence.
"""

import asyncio
import os
import re
from dataclasses import dataclass, field
from time import perf_counter

from starlette.types import Receive, Scope, Send

from ruhrgraph.ontology.errors import NotPublishedError, RuhrgraphError
from ruhrgraph.server.engine.answer import Answer
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.http.cache import Cache, CachedAnswer
from ruhrgraph.server.http.compression import MIN_BYTES, choose_coding, new_compressor
from ruhrgraph.server.http.conditional import entity_tag
from ruhrgraph.server.http.logs import QueryLog, log, query_hash
from ruhrgraph.server.http.metrics import count_cache_lookup, count_request, observe_query
from ruhrgraph.server.http.middleware import COMMON_HEADERS
from ruhrgraph.server.settings import Settings

BUFFER = 4 * 1024 * 1024
"""Bytes up to which an answer is held back until it is whole."""
_VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(|\bSERVICE\b", re.IGNORECASE)
_VOLATILE_WORDS = ("NOW", "RAND", "UUID", "BNODE", "SERVICE")
_WATCH_AFTER = 0.02
_LONGEST_KNOWN, _MOST_KNOWN = 4096, 4096

Headers = list[tuple[bytes, bytes]]
WholeAnswer = tuple[int, Headers, bytes]
"""An answer as it is sent: its status, its headers and its body."""


@dataclass(frozen=True, slots=True)
class ClientHeaders:
    """What a request says of the client: which codings it takes, what it has already, and whether it is a HEAD."""

    accept_encoding: str | None
    if_none_match: str | None
    head: bool
    route: str


def client_headers(scope: Scope, route: str) -> ClientHeaders:
    """Return what a request's headers say of the client."""
    found = {name: value for name, value in scope["headers"] if name in (b"accept-encoding", b"if-none-match")}
    encoding, match = found.get(b"accept-encoding"), found.get(b"if-none-match")
    return ClientHeaders(
        encoding.decode("latin-1") if encoding else None,
        match.decode("latin-1") if match else None,
        scope["method"] == "HEAD",
        route,
    )


Address = tuple[str, bytes, str | None]
"""What a GET asks by: its path, its query string and its `Accept` header."""


@dataclass
class Known:
    """Requests by GET that were looked at before, so that asking again costs no second look."""

    _asked: dict[Address, tuple[Asked, float]] = field(default_factory=dict)

    def find(self, address: Address) -> tuple[Asked, float] | None:
        """Return the query and its seconds that an address stands for, if it was seen before."""
        return self._asked.get(address)

    def remember(self, address: Address, asked: Asked, seconds: float) -> None:
        """Note what an address stands for; long ones are not worth it, and too many are forgotten all at once."""
        if len(address[0]) + len(address[1]) + len(address[2] or "") > _LONGEST_KNOWN:
            return
        if len(self._asked) >= _MOST_KNOWN:
            self._asked.clear()
        self._asked[address] = (asked, seconds)


@dataclass
class QueryService:
    """Answers queries for one HTTP worker."""

    settings: Settings
    pool: Pool
    cache: Cache = field(default_factory=Cache)
    known: Known = field(default_factory=Known)
    query_log: QueryLog = field(init=False)
    _link: str = field(init=False)

    def __post_init__(self) -> None:
        self.query_log = QueryLog(enabled=self.settings.log_level in ("debug", "info"))
        self._link = str(self.settings.data / "current")

    def digest(self) -> str:
        """Return the digest of the version in use, as the data folder has it now.

        Raises:
            NotPublishedError: There is none.

        """
        try:
            return os.readlink(self._link).rpartition("/")[2]  # noqa: PTH115  # a path object takes ten times as long
        except OSError:
            raise NotPublishedError("nothing is published yet; run `ruhrgraph build`") from None

    async def respond(self, client: ClientHeaders, asked: Asked, seconds: float, receive: Receive, send: Send) -> None:
        """Answer a query.

        Raises:
            RuhrgraphError: It could not be answered, and nothing was sent yet.

        """
        key, ready = self.look(client, asked)
        if ready is None:
            await self._evaluate(client, asked, seconds, key, receive, send)
        else:
            await _send(ready, send)

    def look(self, client: ClientHeaders, asked: Asked) -> tuple[str, WholeAnswer | None]:
        """Return the key by which the answer to a query is kept ("" if it is not), and the answer if it is there.

        Raises:
            NotPublishedError: Nothing is published.

        """
        if _is_volatile(asked.query):
            return "", None
        key = f"{asked.accept} {asked.format} {asked.default_graphs} {asked.named_graphs} {asked.query}"
        digest = self.digest()
        if client.if_none_match and (etag := entity_tag(digest, key)) in client.if_none_match:
            count_request(client.route, "304")
            return key, (304, [*_kept(self.settings), (b"etag", f'"{etag}"'.encode())], b"")
        stored = self.cache.get(digest, key)
        count_cache_lookup("hit" if stored else "miss")
        return key, None if stored is None else self.ready(client, stored, 0.0)

    def keep(self, answer: Answer, key: str, whole: bytes) -> CachedAnswer:
        """Return the answer to a query, kept if it has a key."""
        stored = CachedAnswer(answer.content_type, entity_tag(answer.digest, key) if key else "", whole)
        if key:
            self.cache.put(answer.digest, key, stored)
        return stored

    async def _evaluate(
        self, client: ClientHeaders, asked: Asked, seconds: float, key: str, receive: Receive, send: Send
    ) -> None:
        """Ask the pool, and let go of the query when the client leaves; an empty key means that nothing is kept."""
        begin = perf_counter()
        outcome = "failed"
        answer = self.pool.answer(asked, seconds)
        watch = _Watch(receive)
        try:
            async with answer:
                whole = await answer.buffered(BUFFER)
                if whole is None:
                    watch.stop()
                    await self.send_stream(client, answer, send)
                else:
                    stored = self.keep(answer, key, whole)
                    watch.stop()
                    await _send(self.ready(client, stored, perf_counter() - begin), send)
            outcome = "answered"
        except RuhrgraphError as error:
            outcome = type(error).__name__
            raise
        except asyncio.CancelledError:
            outcome = "client gone"
            if not watch.left:
                raise
        finally:
            watch.stop()
            self.note(asked, answer, outcome, perf_counter() - begin)

    def note(self, asked: Asked, answer: Answer, outcome: str, seconds: float) -> None:
        """Count and log a query that was evaluated; a slow one with its text."""
        observe_query(outcome, seconds)
        rows = answer.end.rows if answer.end else None
        if seconds >= self.settings.slow_query:
            facts = {"query": query_hash(asked.query), "seconds": round(seconds, 4), "rows": rows, "outcome": outcome}
            log.warning("slow query", text=asked.query, **facts)
        else:
            self.query_log.note(asked.query, seconds, rows, outcome)

    def ready(self, client: ClientHeaders, stored: CachedAnswer, seconds: float) -> WholeAnswer:
        """Return an answer that is whole as it is sent."""
        coding = choose_coding(client.accept_encoding) if len(stored.body) >= MIN_BYTES else ""
        body = stored.coded(coding)
        headers: Headers = [
            (b"content-type", stored.content_type.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"server-timing", f"total;dur={seconds * 1000:.1f}".encode()),
            *(_kept(self.settings) if stored.etag else _NOT_KEPT),
        ]
        if stored.etag:
            headers.append((b"etag", f'"{stored.etag}"'.encode()))
        if coding:
            headers.append((b"content-encoding", coding.encode()))
        count_request(client.route, "200")
        return 200, headers, b"" if client.head else body

    async def send_stream(self, client: ClientHeaders, answer: Answer, send: Send) -> None:
        """Send an answer as it comes; a failure on the way leaves it without its end."""
        coding = choose_coding(client.accept_encoding)
        headers: Headers = [(b"content-type", answer.content_type.encode()), *_NOT_KEPT]
        if coding:
            headers.append((b"content-encoding", coding.encode()))
        count_request(client.route, "200")
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        compressor = new_compressor(coding) if coding else None
        try:
            async for chunk in answer.chunks():
                data = compressor.compress(chunk) if compressor else chunk
                if data and not client.head:
                    await send({"type": "http.response.body", "body": data, "more_body": True})
        except RuhrgraphError as error:
            # Returning without a last chunk makes the server close the connection, which the client notices.
            log.warning("broken off", query="", outcome=type(error).__name__, reason=str(error))
            raise BrokenOffError from error
        rest = compressor.flush() if compressor and not client.head else b""
        await send({"type": "http.response.body", "body": rest})


async def _send(ready: WholeAnswer, send: Send) -> None:
    """Send an answer that is whole."""
    status, headers, body = ready
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _is_volatile(text: str) -> bool:
    """Tell whether the answer to a query may be another one each time."""
    upper = text.upper()
    return any(word in upper for word in _VOLATILE_WORDS) and _VOLATILE.search(text) is not None


class BrokenOffError(RuntimeError):
    """Raised when an answer fails after its beginning was sent, so that the server closes the connection."""


class _Watch:
    """Cancels the task that made it when the client leaves; it begins only when an answer takes a while."""

    def __init__(self, receive: Receive) -> None:
        self.left = False
        self._receive = receive
        self._owner = asyncio.current_task()
        self._task: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(_WATCH_AFTER, self._begin)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._wait())

    async def _wait(self) -> None:
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                break
        self.left = True
        if self._owner is not None:
            self._owner.cancel()


_NOT_KEPT: Headers = [*COMMON_HEADERS, (b"cache-control", b"no-store")]
_SHARED: Headers = [*COMMON_HEADERS, (b"cache-control", b"public, max-age=60, stale-while-revalidate=600")]
_REVALIDATED: Headers = [*COMMON_HEADERS, (b"cache-control", b"public, no-cache")]


def _kept(settings: Settings) -> Headers:
    """Return the headers of an answer that may be kept: where writes are possible, only after asking again."""
    return _REVALIDATED if settings.token else _SHARED
