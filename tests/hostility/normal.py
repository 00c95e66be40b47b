"""A normal client, in a process of its own: asks good questions all the time and notes which answers were not right.

    python -m tests.hostility.normal PORT

It asks until its standard input ends and then prints its notes as JSON. Each question is asked as it is, which a cache
of results may answer, and with a limit that no other request has, which has to be evaluated.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from itertools import count
from typing import Any

from tests.benchmarks.load import percentiles
from tests.benchmarks.processes import HOST
from tests.benchmarks.wire import BrokenReplyError, Connection, address, get

PREFIXES = (
    "PREFIX rk: <https://w3id.org/ruhrgraph/ontology#> PREFIX id: <https://w3id.org/ruhrgraph/id/> "
    "PREFIX foaf: <http://xmlns.com/foaf/0.1/> "
)
_FORUM = "<https://w3id.org/ruhrgraph/id/themenforum/13>"
_PROJECT = "<https://w3id.org/ruhrgraph/id/projekt/13-01>"
QUESTIONS: tuple[tuple[str, object], ...] = (
    ("SELECT (COUNT(DISTINCT ?forum) AS ?answer) { ?forum a rk:Themenforum }", ["20"]),
    (
        f"SELECT DISTINCT ?answer {{ {_FORUM} rk:hatModeration/rk:person/foaf:name ?answer }} ORDER BY ?answer",
        ["Hendrik Wüst", "Ronald Pofalla"],
    ),
    (f"SELECT ?answer {{ {_PROJECT} rk:themenforum ?answer }}", [_FORUM[1:-1]]),
)
"""Queries on the shipped data, and their answers."""
_PAUSE = 0.01
_ANSWERS_PER_CONNECTION = 10
_OK = 200


async def poll(port: int, notes: dict[str, Any]) -> None:
    """Ask in turn until cancelled.

    Args:
        port: The server's port.
        notes: Gets the seconds of each answer, `repeated` and `cold`, and a line in `wrong` for what was not right.

    """
    connection = Connection(HOST, port)
    try:
        for number, (text, answer) in _turns():
            if number % _ANSWERS_PER_CONNECTION == 0:
                # Another connection may come to another process of the server.
                connection.close()
            cold = number % 2
            query = f"{PREFIXES}{text} LIMIT {1000 + number}" if cold else f"{PREFIXES}{text}"
            start = time.perf_counter()
            try:
                reply = await connection.ask(get(address("/sparql", query)))
            except (BrokenReplyError, OSError) as error:
                notes["wrong"].append(f"{text}: {error!r}")
                continue
            notes["cold" if cold else "repeated"].append(time.perf_counter() - start)
            if reply.status != _OK or values(reply.body) != answer:
                notes["wrong"].append(f"{text}: {reply.status} {reply.body[:200].decode(errors='replace')!r}")
            await asyncio.sleep(_PAUSE)
    finally:
        connection.close()


def _turns() -> Iterator[tuple[int, tuple[str, object]]]:
    for number in count():
        yield number, QUESTIONS[number // 2 % len(QUESTIONS)]


def values(body: bytes) -> list[str] | None:
    """Return the values of the variable `answer` in a result, or None where it is no result."""
    try:
        return [row["answer"]["value"] for row in json.loads(body)["results"]["bindings"]]
    except (ValueError, KeyError, TypeError):
        return None


async def _until_end_of_input(port: int) -> dict[str, Any]:
    notes: dict[str, Any] = {"repeated": [], "cold": [], "wrong": []}
    polling = asyncio.ensure_future(poll(port, notes))
    await asyncio.to_thread(sys.stdin.read)
    polling.cancel()
    await asyncio.wait({polling})
    if not polling.cancelled() and (error := polling.exception()):
        raise error
    return notes


def main() -> None:
    """Poll, and print what was found."""
    notes = asyncio.run(_until_end_of_input(int(sys.argv[1])))
    found = {"wrong": notes["wrong"][:20], "failures": len(notes["wrong"]), "answers": 0}
    for kind in ("repeated", "cold"):
        found[f"{kind} p50"], found[f"{kind} p99"] = percentiles(notes[kind])
        found[f"{kind} longest"] = max(notes[kind], default=0.0)
        found["answers"] += len(notes[kind])
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
