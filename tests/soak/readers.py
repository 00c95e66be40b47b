"""The clients of a soak that read: each asks at random, and knows what has to come back.

In: a port, what has been written, and a tally. Out: counts in the tally.
"""

import asyncio
import json
import random
import time
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass

from tests.benchmarks.processes import HOST
from tests.benchmarks.wire import BrokenReplyError, Connection, Reply, address, get
from tests.hostility.normal import PREFIXES, QUESTIONS, values
from tests.soak.tally import Tally, Written

GRAPH = "https://example.org/soak"
SUBJECTS = 20
"""How many statements each write replaces in one step: a reader sees all of them or none."""
CANNED = ("forums", "moderators", "events", "projects", "ministries", "venues", "co-moderators", "timeline")
_COUNTER = (
    f"SELECT (COUNT(*) AS ?rows) (MIN(?value) AS ?least) (MAX(?value) AS ?most) "
    f"{{ GRAPH <{GRAPH}> {{ ?s <{GRAPH}#value> ?value }} }}"
)
_HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_ANSWERS_PER_CONNECTION = 50
_PAUSE = 0.002

Judge = Callable[[Reply], str | None]


@dataclass(frozen=True)
class Surroundings:
    """What all readers share."""

    port: int
    written: Written
    tally: Tally
    canned: Mapping[str, bytes]
    costly: bool = True
    """Whether readers now and then ask what takes too long."""


async def canned(port: int) -> dict[str, bytes]:
    """Return the answers of the canned queries, which no version changes."""
    connection = Connection(HOST, port)
    found = {}
    for name in CANNED:
        reply = await connection.ask(get(f"/queries/{name}.csv", accept="text/csv"))
        if reply.status != 200:
            raise RuntimeError(f"/queries/{name}.csv is answered with {reply.status}")
        found[name] = reply.body
    connection.close()
    return found


async def read(shared: Surroundings, seed: int, end: float) -> None:
    """Ask until the time is over."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    connection = Connection(HOST, shared.port)
    number = seed * 10_000_000
    while time.monotonic() < end:
        number += 1
        what, path, judge = _next(shared, chance, number)
        start = time.perf_counter()
        try:
            async with asyncio.timeout(30):
                reply = await connection.ask(get(path))
        except (BrokenReplyError, OSError, TimeoutError) as error:
            shared.tally.failed.append(f"{what}: {error!r}")
            await asyncio.sleep(0.1)
            continue
        if not shared.tally.refuses(what, reply):
            shared.tally.answers += 1
            shared.tally.seconds.append(time.perf_counter() - start)
            if fault := judge(reply):
                shared.tally.wrong.append(f"{what}: {fault}")
        if number % _ANSWERS_PER_CONNECTION == 0:
            connection.close()
        await asyncio.sleep(_PAUSE)
    connection.close()


def _next(shared: Surroundings, chance: random.Random, number: int) -> tuple[str, str, Judge]:
    """Return a question by chance: what it is, its address, and who judges the answer."""
    draw = chance.random()
    if draw < 0.002 and shared.costly:  # now and then
        return "a costly query", address("/sparql", f"{_HEAVY} # {number}") + "&timeout=1", lambda _: None
    if draw < 0.25:  # a quarter
        name = chance.choice(CANNED)
        return name, f"/queries/{name}.csv", lambda reply: _same(reply.body, shared.canned[name])
    if draw < 0.5:  # a quarter
        return "the counter", address("/sparql", f"{_COUNTER} LIMIT {number}"), counter_judge(shared.written)
    text, answer = chance.choice(QUESTIONS)
    query = f"{PREFIXES}{text} LIMIT {number}" if draw < 0.8 else f"{PREFIXES}{text}"
    return text, address("/sparql", query), lambda reply: _same(values(reply.body), answer)


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
            return f"{least}, where {before} had been written when it was asked, and {written} when it came"
        return None

    return judge


async def read_counter(shared: Surroundings, number: int) -> None:
    """Read the counter over a connection of its own, as the writer does after each write."""
    connection = Connection(HOST, shared.port)
    judge = counter_judge(shared.written)
    try:
        reply = await connection.ask(get(address("/sparql", f"{_COUNTER} LIMIT {number}")))
        if not shared.tally.refuses("the counter after a write", reply) and (fault := judge(reply)):
            shared.tally.wrong.append(f"the counter after a write: {fault}")
    except (BrokenReplyError, OSError) as error:
        shared.tally.failed.append(f"the counter after a write: {error!r}")
    finally:
        connection.close()
