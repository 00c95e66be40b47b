"""The clients of a soak that read: each asks at random, and knows what has to come back.

In: a port, what has been written, and a tally. Out: counts in the tally.
"""

import asyncio
import json
import random
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from copy import copy
from dataclasses import dataclass, field

import brotli

from tests.benchmarks.processes import HOST
from tests.benchmarks.wire import BrokenReplyError, Connection, Reply, address, get
from tests.hostility.normal import PREFIXES, QUESTIONS, values
from tests.soak.tally import Tally, Written
from tests.soak.turns import Turns

GRAPH = "https://example.org/soak"
SUBJECTS = 20
"""How many statements each write replaces in one step: a reader sees all of them or none."""
CANNED = ("forums", "moderators", "events", "projects", "ministries", "venues", "co-moderators", "timeline")
_COUNTER = (
    f"SELECT (COUNT(*) AS ?rows) (MIN(?value) AS ?least) (MAX(?value) AS ?most) "
    f"{{ GRAPH <{GRAPH}> {{ ?s <{GRAPH}#value> ?value }} }}"
)
_HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_LARGE = f"SELECT ?s ?p ?o {{ ?s ?p ?o FILTER(!STRSTARTS(STR(?s), '{GRAPH}')) }}"
"""Everything that is not written meanwhile, which is some megabytes."""
_STREAMED = "br"
"""The question whose answer is so long that it streams, and breaks off where its process is killed."""
_BROTLI = b"Accept-Encoding: br\r\n\r\n"
_ROUTES: Mapping[str, int] = {
    "/ready": 200,
    "/health": 200,
    "/versions": 200,
    "/feed": 200,
    "/catalog.ttl": 200,
    "/doc/projekt/13-01.ttl": 200,
    "/doc/projekt/nothing-{number}.ttl": 404,
    "/dumps/": 200,
}
"""What is there beside queries, with the status that it has where it is not refused."""
_STATES = ("/health", "/ready")
"""What tells that the server cannot serve, where the process is killed that holds the version."""
_NEVER_REFUSED = ("/versions",)
_ANSWERS_PER_CONNECTION = 50
_PAUSE = 0.002
_PATIENCE = 30.0

Judge = Callable[[Reply], str | None]


@dataclass(frozen=True)
class Surroundings:
    """What all clients and disturbers share."""

    port: int
    written: Written
    tally: Tally
    known: Mapping[str, bytes]
    """The answers that no version changes, by what they answer."""
    costly: bool = True
    """Whether readers now and then ask what takes too long."""
    turns: Turns = field(default_factory=Turns)


@dataclass(frozen=True)
class _Question:
    """A question, its bytes, the status that is right, and who judges the answer."""

    what: str
    request: bytes
    judge: Judge
    status: int = 200


async def known(port: int) -> dict[str, bytes]:
    """Return the answers that no version changes: those of canned queries, and all rows of the documents."""
    connection = Connection(HOST, port)
    found = {}
    for name in CANNED:
        reply = await connection.ask(get(f"/queries/{name}.csv", accept="text/csv"))
        if reply.status != 200:
            raise RuntimeError(f"/queries/{name}.csv is answered with {reply.status}")
        found[name] = reply.body
    found[_LARGE] = _rows(await connection.ask(_large(0)))
    connection.close()
    return found


async def read(shared: Surroundings, seed: int, end: float) -> None:
    """Ask until the time is over."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    number = seed * 10_000_000
    with closing(Connection(HOST, shared.port)) as connection:
        while time.monotonic() < end:
            number += 1
            await _ask(shared, connection, _next(shared, chance, number))
            if number % _ANSWERS_PER_CONNECTION == 0:
                connection.close()
            await asyncio.sleep(_PAUSE)


async def _ask(shared: Surroundings, connection: Connection, question: _Question) -> None:
    """Ask a question, and count what comes of it."""
    tally, start = shared.tally, time.monotonic()
    try:
        async with asyncio.timeout(_PATIENCE):
            reply = await connection.ask(question.request)
    except (BrokenReplyError, OSError, TimeoutError) as error:
        if question.what == _STREAMED and isinstance(error, BrokenReplyError):
            tally.cut_off += 1  # with its query process
        else:
            tally.note_failure(question.what, error, start)
        await asyncio.sleep(0.1)
        return
    if question.what in _STATES and reply.status == 503:
        tally.refused[f"{question.what}: {reply.body[:200].decode(errors='replace')}"] += 1
        return
    if reply.status != question.status and tally.refuses(question.what, reply):
        if question.what in _NEVER_REFUSED:
            tally.wrong.append(f"{question.what} is refused: {reply.status} {reply.body[:200]!r}")
        return
    tally.note_answer(time.monotonic() - start)
    if fault := question.judge(reply):
        tally.wrong.append(f"{question.what}: {fault}")


def _next(shared: Surroundings, chance: random.Random, number: int) -> _Question:
    """Return a question by chance."""
    draw = chance.random()
    if draw < 0.002 and shared.costly:  # now and then
        request = get(address("/sparql", f"{_HEAVY} # {number}") + "&timeout=1")
        return _Question("a costly query", request, lambda _: None)
    if draw < 0.004:  # the same
        return _Question(_STREAMED, _large(number), lambda reply: _same(_rows(reply), shared.known[_LARGE]))
    if draw < 0.05:  # about one in twenty
        route, status = chance.choice([*_ROUTES.items()])
        return _Question(route, get(route.format(number=number), accept="*/*"), lambda _: None, status)
    if draw < 0.25:  # a fifth
        name = chance.choice(CANNED)
        return _Question(name, get(f"/queries/{name}.csv"), lambda reply: _same(reply.body, shared.known[name]))
    if draw < 0.5:  # a quarter
        request = get(address("/sparql", f"{_COUNTER} LIMIT {number}"))
        return _Question("the counter", request, counter_judge(shared.written))
    text, answer = chance.choice(QUESTIONS)
    query = f"{PREFIXES}{text} LIMIT {number}" if draw < 0.8 else f"{PREFIXES}{text}"
    return _Question(text, get(address("/sparql", query)), lambda reply: _same(values(reply.body), answer))


def _large(number: int) -> bytes:
    return get(address("/sparql", f"{_LARGE} # {number}"), accept="text/csv").removesuffix(b"\r\n") + _BROTLI


def _rows(reply: Reply) -> bytes:
    """Return the sorted rows of a compressed answer."""
    compressed = reply.headers.get("content-encoding") == "br"
    return b"\n".join(sorted((brotli.decompress(reply.body) if compressed else reply.body).splitlines()))


def _same(found: object, expected: object) -> str | None:
    return None if found == expected else f"{str(found)[:200]} instead of {str(expected)[:200]}"


def counter_judge(written: Written) -> Judge:
    """Return who judges what is read of the counter, knowing what was written when the question was asked."""
    before = copy(written)

    def judge(reply: Reply) -> str | None:
        try:
            (row,) = json.loads(reply.body)["results"]["bindings"]
            rows = int(row["rows"]["value"])
            least, most = (int(row[name]["value"]) if rows else 0 for name in ("least", "most"))
        except (ValueError, KeyError, TypeError) as error:
            return f"no result: {error!r} in {reply.body[:200]!r}"
        if rows not in (0, SUBJECTS) or least != most:
            return f"half a write: {rows} rows from {least} to {most}"
        if not written.fits(least, before):
            shown = [(item.acknowledged, item.attempted, item.epoch) for item in (before, written)]
            return f"{least}; acknowledged, attempted and epoch when it was asked and when it came: {shown}"
        return None

    return judge


async def read_counter(shared: Surroundings, number: int) -> None:
    """Read the counter over a connection of its own, as the writer does after each write."""
    question = _Question(
        "the counter after a write",
        get(address("/sparql", f"{_COUNTER} LIMIT {number}")),
        counter_judge(shared.written),
    )
    with closing(Connection(HOST, shared.port)) as connection:
        await _ask(shared, connection, question)
