"""The clients of a soak that write, without a pause: a counter that is read back at once, and notes that stay.

In: what all clients share. Out: counts in the tally, and in `Written` what readers may see.
"""

import asyncio
import json
import time

from tests.benchmarks.processes import HOST
from tests.benchmarks.wire import BrokenReplyError, Connection, Reply, address, get, post
from tests.hostility.case import UPDATE
from tests.soak.readers import GRAPH, SUBJECTS, Surroundings, read_counter

TOKEN = "a-token-for-the-soak"  # noqa: S105  # of a server that lives as long as the soak
_NOTES = f"{GRAPH}-notes"
_PAUSE = 0.02
_MISSING = (404, 405)


async def takes_writes(port: int) -> bool:
    """Tell whether the server has an address for updates."""
    connection = Connection(HOST, port)
    reply = await connection.ask(_update("INSERT DATA {}"))
    connection.close()
    return reply.status not in _MISSING


async def write_counter(shared: Surroundings, end: float) -> None:
    """Write one value after the other, and read each back at once over connections of their own."""
    written = shared.written
    while time.monotonic() < end:
        async with shared.turns.with_writers():
            written.attempted += 1
            value = written.attempted
            rows = " ".join(f"<{GRAPH}#{number}> <{GRAPH}#value> {value} ." for number in range(SUBJECTS))
            text = f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }} ; INSERT DATA {{ GRAPH <{GRAPH}> {{ {rows} }} }}"
            if await _write(shared, text):
                written.acknowledged = value
                await asyncio.gather(*(read_counter(shared, value * 10 + number) for number in range(4)))
        await asyncio.sleep(_PAUSE)


async def write_notes(shared: Surroundings, end: float) -> None:
    """Write one number after the other; none of them is ever deleted."""
    while time.monotonic() < end:
        async with shared.turns.with_writers():
            shared.written.noted += 1
            number = shared.written.noted
            row = f"<{GRAPH}#note-{number}> <{GRAPH}#number> {number}"
            if await _write(shared, f"INSERT DATA {{ GRAPH <{_NOTES}> {{ {row} }} }}"):
                shared.written.notes.add(number)
        await asyncio.sleep(_PAUSE)


async def _write(shared: Surroundings, text: str) -> bool:
    """Write, and tell whether that was acknowledged; if not, it may have been done or not."""
    tally = shared.tally
    connection = Connection(HOST, shared.port)
    start = time.monotonic()
    try:
        reply: Reply = await connection.ask(_update(text))
    except (BrokenReplyError, OSError) as error:
        tally.note_failure("write", error, start)
        return False
    finally:
        connection.close()
    if tally.refuses("write", reply):
        return False
    if shared.written.is_impossible:
        tally.wrong.append(f"a write onto a damaged version is acknowledged: {text}")
    tally.writes += 1
    tally.write_seconds.append(time.monotonic() - start)
    return True


def _update(text: str) -> bytes:
    return post("/sparql/update", text.encode(), UPDATE, {"Authorization": f"Bearer {TOKEN}"})


async def look_for_lost_writes(shared: Surroundings) -> None:
    """Note which acknowledged writes are not there, when nobody writes any more."""
    connection = Connection(HOST, shared.port)
    query = f"SELECT ?g ?n {{ GRAPH ?g {{ ?s ?p ?n }} FILTER(?g IN (<{GRAPH}>, <{_NOTES}>)) }}"
    reply = await connection.ask(get(address("/sparql", query)))
    connection.close()
    found: dict[str, set[int]] = {GRAPH: set(), _NOTES: set()}
    for row in json.loads(reply.body)["results"]["bindings"]:
        found[row["g"]["value"]].add(int(row["n"]["value"]))
    written = shared.written
    shared.tally.lost += [f"the note {number}" for number in sorted(written.notes - found[_NOTES])]
    if max(found[GRAPH], default=0) < written.acknowledged:
        shared.tally.lost.append(f"the value {written.acknowledged}, {found[GRAPH]} is there")
