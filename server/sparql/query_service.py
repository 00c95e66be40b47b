"""Answers to queries over HTTP: from the cache or the engine; whole where they fit, else streamed.

In: a query as `Asked`, and the ASGI functions of a request. Out: the response. What fits a buffer has an exact status,
length and ETag. Beyond that it streams, and if it then fails the connection is broken off without its proper end: no
error text stands inside of a 200, and nothing is cut short in silence.
"""

import asyncio
import re
from dataclasses import dataclass, field
from time import perf_counter
from types import TracebackType
from typing import Self

from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Send

from ruhrgraph.graph.versions.repository import Version, read_record
from ruhrgraph.ontology.errors import BaseIriError, DataFolderError, NotPublishedError, RuhrgraphError
from ruhrgraph.server.engine.engine import Answer, Engine
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.engine.things_cache import ThingsCache
from ruhrgraph.server.http.cache import Cache, CachedAnswer
from ruhrgraph.server.http.compression import choose_coding, compress_part, new_compressor
from ruhrgraph.server.http.conditional import NO_STORE, check_preconditions, entity_tag
from ruhrgraph.server.http.logs import QueryLog, log, query_hash
from ruhrgraph.server.http.metrics import count_cache_lookup, observe_query
from ruhrgraph.server.http.middleware import IS_HEAD
from ruhrgraph.server.http.responses import cache_control, client_has, conditional_response
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.beginnings import Beginning, read_beginning

BUFFER = 4 * 1024 * 1024
"""Bytes up to which an answer is held back until it is whole."""
_VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(|\bSERVICE\b")
_VOLATILE_WORDS = ("NOW", "RAND", "UUID", "BNODE", "SERVICE")
_WATCH_AFTER = 0.02
_LOGGED_TEXT = 10_000
_MAX_KEY_LENGTH, _MAX_REQUESTS = 4096, 4096

RequestKey = tuple[str, bytes, str | None]
"""What a GET is recognised by when it comes again: its language and path, its query string and its `Accept` header."""


@dataclass
class QueryService:
    """Answers queries for one HTTP worker.

    `requests` maps GETs that were read before to their query and its seconds, so that they are not read again; `things`
    are the named things of the version in use, for pages.
    """

    settings: Settings
    engine: Engine
    cache: Cache = field(default_factory=Cache)
    things: ThingsCache = field(default_factory=ThingsCache)
    requests: LRUCache[RequestKey, tuple[Asked, float]] = field(default_factory=lambda: LRUCache(_MAX_REQUESTS))
    query_log: QueryLog = field(init=False)
    _checked: str = ""

    def __post_init__(self) -> None:
        self.things.data = self.settings.data
        self.query_log = QueryLog(enabled=self.settings.log_level in ("debug", "info"))

    def digest(self) -> str:
        """Return the digest of the version in use, or, if that is damaged, of the one that is served instead.

        Raises:
            NotPublishedError, DataFolderError: There is none.

        """
        return self.engine.digest()

    def version(self) -> Version:
        """Return the version with this digest.

        Raises:
            NotPublishedError, DataFolderError: There is none.

        """
        digest = self.digest()
        return Version(digest, self.settings.data / "versions" / digest)

    def check_base(self) -> None:
        """Check that the version in use was built with the base IRI of the settings; with another one nothing is found.

        Raises:
            BaseIriError: It was built with another one.

        """
        if self.settings.engine:
            return  # what is in another engine is looked for by the base IRI
        try:
            version = self.version()
            if version.digest == self._checked:
                return
            built = read_record(version).base
        except (NotPublishedError, DataFolderError):
            return  # what needs a version says so itself
        if built and built != self.settings.base:
            raise BaseIriError(
                f"the version in use was built with the base IRI {built}, but this server runs with "
                f"{self.settings.base}; set RUHRGRAPH_BASE_IRI={built} and start again, or build again"
            )
        self._checked = version.digest

    def cache_key(self, asked: Asked) -> str:
        """Return what the answer to a query depends on besides the version; "" if it may differ each time."""
        text = asked.query.upper()
        if any(word in text for word in _VOLATILE_WORDS) and _VOLATILE.search(text):
            return ""
        return f"{asked.accept} {asked.format} {asked.default_graphs} {asked.named_graphs} {asked.query}"

    def remember(self, key: RequestKey, asked: Asked, seconds: float) -> None:
        """Remember the query of a GET, unless the request is long."""
        path, query_string, accept = key
        if len(path) + len(query_string) + len(accept or "") <= _MAX_KEY_LENGTH:
            self.requests[key] = (asked, seconds)

    async def respond(self, request: Request, asked: Asked, seconds: float, send: Send) -> None:
        """Answer a query.

        Args:
            request: The request that asks it.
            asked: The query.
            seconds: How long it may take.
            send: The request's ASGI function.

        Raises:
            RuhrgraphError: It could not be answered, and nothing was sent yet.

        """
        key = self.cache_key(asked)
        if key:
            digest = self.digest()
            answer = self.cache.get(digest, key)
            count_cache_lookup("hit" if answer else "miss")
            if answer is None and client_has(request, etag := entity_tag(digest, key)):
                answer = CachedAnswer("", etag, b"")
            if answer is not None:
                await self._response(request, answer)(request.scope, request.receive, send)
                return
        await self._evaluate(request, asked, seconds, key, send)

    async def beginning(self, request: Request, asked: Asked, seconds: float, most: int) -> Beginning | None:
        """Return the first bytes of an answer, from the cache or the engine; None where the client left.

        Args:
            request: The request that asks for it.
            asked: The query.
            seconds: How long it may take.
            most: How many bytes are enough.

        Raises:
            RuhrgraphError: It could not be answered.

        """
        key = f"beginning {most} {named}" if (named := self.cache_key(asked)) else ""
        if key and isinstance(kept := self.cache.get(self.digest(), key), Beginning):
            return kept
        begin, outcome, found = perf_counter(), "failed", None
        answer = self.engine.answer(asked, seconds)
        try:
            with ClientWatch(request.receive) as watch:
                async with answer:
                    body, is_complete = await read_beginning(answer, most)
                    found = Beginning(answer.content_type, "", body, kind=answer.kind, is_complete=is_complete)
                    found.digest = answer.digest
            outcome = "client gone" if watch.left else "answered"
        except RuhrgraphError as error:
            outcome = type(error).__name__
            raise
        finally:
            self._record(asked, answer, outcome, perf_counter() - begin)
        if key and found:
            self.cache.put(answer.digest, key, found)
        return found

    async def _evaluate(self, request: Request, asked: Asked, seconds: float, key: str, send: Send) -> None:
        """Let the engine answer a query, and end it if the client leaves; without a key the answer is not cached."""
        begin = perf_counter()
        outcome = "failed"
        answer = self.engine.answer(asked, seconds)
        try:
            with ClientWatch(request.receive) as watch:
                async with answer:
                    body = await answer.buffered(BUFFER)
                    if body is None:
                        outcome = await self._stream(request, answer, send, watch)
                    else:
                        watch.stop()
                        whole = self._keep(answer, key, body)
                        response = self._response(request, whole, perf_counter() - begin)
                        await response(request.scope, request.receive, send)
                        outcome = "answered"
            if watch.left:
                outcome = "client gone"
        except RuhrgraphError as error:
            outcome = type(error).__name__
            raise
        finally:
            self._record(asked, answer, outcome, perf_counter() - begin)

    def _keep(self, answer: Answer, key: str, body: bytes) -> CachedAnswer:
        """Return a complete answer, and cache it if it has a key."""
        whole = CachedAnswer(answer.content_type, entity_tag(answer.digest, key) if key else "", body)
        if key:
            self.cache.put(answer.digest, key, whole)
        return whole

    def _response(self, request: Request, answer: CachedAnswer, seconds: float = 0.0) -> Response:
        """Return the response with a complete answer."""
        headers = {
            "cache-control": cache_control(self.settings) if answer.etag else NO_STORE,
            "server-timing": f"total;dur={seconds * 1000:.1f}",
        }
        return conditional_response(request, answer, headers=headers)

    async def _stream(self, request: Request, answer: Answer, send: Send, watch: "ClientWatch") -> str:
        """Send an answer as it comes, and return the outcome; one that fails on the way is left without its end."""
        headers = {"content-type": answer.content_type, "cache-control": NO_STORE}
        if check_preconditions(request.headers, request.method):
            watch.stop()
            await Response(None, 304, headers)(request.scope, request.receive, send)
            return "answered"
        coding = choose_coding(request.headers.get("accept-encoding"))
        if coding:
            headers["content-encoding"] = coding
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        if IS_HEAD in request.scope:
            watch.stop()
            await send({"type": "http.response.body", "body": b""})
            return "answered"
        compressor = new_compressor(coding) if coding else None
        try:
            async for chunk in answer.chunks():
                # Without a pause a client that reads fast would keep all others waiting.
                data = await compress_part(compressor, chunk) if compressor else await asyncio.sleep(0, chunk)
                if data:
                    await send({"type": "http.response.body", "body": data, "more_body": True})
        except RuhrgraphError as error:
            # Without a last chunk the server closes the connection, which the client notices.
            log.warning("broken off", outcome=type(error).__name__, reason=str(error))
            return type(error).__name__
        watch.stop()
        await send({"type": "http.response.body", "body": compressor.flush() if compressor else b""})
        return "answered"

    def _record(self, asked: Asked, answer: Answer, outcome: str, seconds: float) -> None:
        """Count and log a query that was evaluated; a slow one with its text."""
        observe_query(outcome, seconds)
        rows = answer.end.rows if answer.end else None
        if seconds >= self.settings.slow_query:
            facts = {"query": query_hash(asked.query), "seconds": round(seconds, 4), "rows": rows, "outcome": outcome}
            log.warning("slow query", text=asked.query[:_LOGGED_TEXT], **facts)
        else:
            self.query_log.add(asked.query, seconds, rows, outcome)


class ClientWatch:
    """Ends its block when the client leaves; it begins to look only when an answer takes a while."""

    def __init__(self, receive: Receive) -> None:
        self.left = False
        self._receive = receive
        self._owner = asyncio.current_task()
        self._task: asyncio.Task[None] | None = None

    def __enter__(self) -> Self:
        self._timer = asyncio.get_running_loop().call_later(_WATCH_AFTER, self._begin)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self.stop()
        return self.left and isinstance(error, asyncio.CancelledError)

    def stop(self) -> None:
        """Look no longer."""
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.left = True
        if self._owner is not None:
            self._owner.cancel()
