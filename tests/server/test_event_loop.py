"""The event loop goes on while answers that grow with the data are made: no request does its work in it."""

import asyncio
import gc
import gzip
import hashlib
import json
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from starlette.types import ASGIApp, Message

from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.app import create_app
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.http.threads import favour_event_loop
from ruhrgraph.server.settings import Settings
from tests.server.engine.pool.pools import generations

TOKEN = "a-token-for-tests"  # noqa: S105  # it opens nothing else
MOST_WORK = 0.025
"""Seconds of its processor's time that the loop may spend without a pause."""
MOST_IN_ALL = 0.5
"""Seconds of its processor's time that the loop may spend on one request."""
MOST_WAIT = 0.5
"""Seconds that the loop may wait for its turn; generous, as tests run on busy machines."""
THINGS = 10_000
ALL = "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } LIMIT 12000"
STREAMED = "SELECT ?s ?p ?o ?t { GRAPH ?g { ?s ?p ?o } . GRAPH ?g { ?t ?p ?o } } LIMIT 250000"
FORM = "application/x-www-form-urlencoded"
BATCH = urlencode({"queries": json.dumps({f"q{n}": {"query": f"Stadt Nummr {n}"} for n in range(10)})})


def _lines() -> Iterator[str]:
    """Yield the statements of a thing with many values, and of many towns."""
    hub, name, label = f"<{DEFAULT_BASE}id/gemeinde/essen>", f"<{DEFAULT_BASE}ontology#name>", "rdf-schema#label"
    kind = f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{DEFAULT_BASE}ontology#Gemeinde>"
    yield f"{hub} {kind} <urn:g> ."
    for number in range(THINGS):
        # What looks random takes long to compress.
        yield f'{hub} {name} "{hashlib.sha512(b"%d" % number).hexdigest()}"@de <urn:g> .'
        thing = f"<{DEFAULT_BASE}id/gemeinde/{number}>"
        yield f"{thing} {kind} <urn:g> ."
        yield f'{thing} <http://www.w3.org/2000/01/{label}> "Stadt Nummer {number}"@de <urn:g> .'


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ASGIApp]:
    """Return the application on a dataset that is large where it matters."""
    folder = tmp_path_factory.mktemp("large")
    publish(folder, "".join(f"{line}\n" for line in sorted(_lines())).encode(), b'{"documents": []}\n')
    gc.collect()
    gc.freeze()  # what other tests have left is not gone through again
    limits, switch, thresholds = Limits(), sys.getswitchinterval(), gc.get_threshold()
    favour_event_loop()
    with generations(limits, folder) as address:
        yield create_app(Settings(data=folder, token=TOKEN), limits, address)
    sys.setswitchinterval(switch)
    gc.set_threshold(*thresholds)
    gc.unfreeze()


@asynccontextmanager
async def _pauses() -> AsyncIterator[dict[str, float]]:
    """Give the longest work and the longest wait between two turns of a task of the loop, and all work."""
    longest, begin = {"work": 0.0, "wait": 0.0, "all": 0.0}, time.thread_time()

    async def tick() -> None:
        while True:
            work, wait = time.thread_time(), time.perf_counter()
            await asyncio.sleep(0.0005)
            longest["work"] = max(longest["work"], time.thread_time() - work)
            longest["wait"] = max(longest["wait"], time.perf_counter() - wait)

    task = asyncio.create_task(tick())
    await asyncio.sleep(0.005)
    yield longest
    await asyncio.sleep(0.005)
    longest["all"] = time.thread_time() - begin
    task.cancel()


async def _ask(app: ASGIApp, method: str, address: str, headers: dict[str, str], body: bytes) -> int:
    """Send a request to the application; return the status."""
    path, _, query = address.partition("?")
    status = []

    async def receive() -> dict[str, Any]:
        if not bodies:
            await asyncio.sleep(60)
        return bodies.pop()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            status.append(message["status"])

    bodies: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]
    given = {"host": "localhost", "authorization": f"Bearer {TOKEN}", **headers}
    raw = [(name.encode(), value.encode()) for name, value in given.items()]
    scope: dict[str, Any] = {"type": "http", "method": method, "path": path, "raw_path": path.encode()}
    scope |= {"query_string": query.encode(), "headers": raw, "http_version": "1.1", "scheme": "http"}
    scope |= {"root_path": "", "server": ("localhost", 80), "client": ("127.0.0.1", 1)}
    await app(scope, receive, send)
    return int(status[0])


def _query(query: str, **more: str) -> str:
    return f"/sparql?{urlencode({'query': query, **more})}"


@pytest.mark.parametrize(
    ("method", "address", "headers", "body", "expected"),
    [
        *(("GET", _query(ALL, format=form), {"accept-encoding": coding}, b"", 200)
          for form, coding in (("json", "br"), ("json", "gzip"), ("csv", "zstd"))),
        *(("GET", _query(STREAMED, format="json"), {"accept-encoding": coding}, b"", 200)
          for coding in ("br", "gzip", "zstd", "identity")),
        *(("GET", "/doc/gemeinde/essen", {"accept": accept, "accept-encoding": "br"}, b"", 200)
          for accept in ("text/html", "text/turtle", "application/ld+json", "application/rdf+xml")),
        ("GET", f"/store?graph={quote('urn:g')}", {"accept-encoding": "br"}, b"", 200),
        ("GET", "/catalog", {"accept": "text/html"}, b"", 200),
        ("GET", "/sitemap.xml", {"accept-encoding": "gzip"}, b"", 200),
        ("GET", "/.well-known/void", {}, b"", 200),
        ("GET", "/ontology", {"accept": "text/html", "accept-encoding": "br"}, b"", 200),
        ("GET", "/versions", {"accept": "text/html"}, b"", 200),
        ("GET", "/feed", {"accept": "text/html"}, b"", 200),
        ("POST", "/reconcile", {"content-type": FORM}, BATCH.encode(), 200),
        ("GET", "/reconcile/suggest/entity?prefix=Nummer", {}, b"", 200),
        ("POST", "/sparql", {"content-type": FORM}, b"query=ASK{}" + b"&update" * 400_000, 400),
        ("POST", "/sparql", {"content-type": "application/sparql-query", "content-encoding": "gzip"},
         gzip.compress(b"ASK {} #" + b" x" * 500_000), 200),
        ("PUT", "/store?graph=urn:h", {"content-type": "text/turtle"}, b"<urn:a> <urn:b> <urn:c> ; \n" * 100_000, 400),
    ],
)  # fmt: skip
def test_pauses(app: ASGIApp, method: str, address: str, headers: dict[str, str], body: bytes, expected: int) -> None:
    """While a large request is answered, the loop works for no long stretch, and waits for no long time."""

    async def ask() -> dict[str, float]:
        async with _pauses() as longest:
            status = await _ask(app, method, address, headers, body)
            assert status == expected
        return longest

    found = asyncio.run(ask())
    assert found["work"] < MOST_WORK
    assert found["all"] < MOST_IN_ALL
    assert found["wait"] < MOST_WAIT
