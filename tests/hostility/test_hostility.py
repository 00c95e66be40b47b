"""A server under attack: every terrible request is answered properly, and a normal client notices nothing.

All cases are played once against each of two real servers, of one worker and of two, with a short time-out and little
memory; each test looks at one side of what came of it.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest

from ruhrgraph.graph.build import build
from ruhrgraph.ontology import DEFAULT_BASE
from tests.benchmarks.processes import HOST, ROOT, Served, answers, environment, free_port, ruhrgraph, serving
from tests.hostility.clients import Limits, Outcome, attack, faults
from tests.hostility.floods import floods
from tests.hostility.listener import Listener
from tests.hostility.normal import poll
from tests.hostility.reaching import decoys
from tests.hostility.terrible import terrible

_TIMEOUT = 1.0
_MEMORY = 256
_TOKEN = "correct-horse-battery"  # noqa: S105  # of a server that lives for a minute
_LIMITS = Limits(answer=_TIMEOUT + 2, slow_client=30, at_once=4)
_SETTLE = 25.0
_WARM_UP = 2.0
_SLACK = 8
_GROWTH = 1.35
"""How much more memory than before is taken for a leak. The goal is 1.2; runs come to 1.14 to 1.22, as printed, and a
leak that grows with each request comes to several times as much."""
_MUCH_TOO_LONG = 5.0
"""Seconds that an answer to the normal client may take on a machine that others use, too. A server that stands still
for one bad request does so for longer."""
_MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class State:
    """What a server holds when nobody asks it anything."""

    processes: int
    descriptors: int
    zombies: int
    memory: int


@dataclass(frozen=True)
class Ordeal:
    """What came of it all."""

    outcomes: tuple[Outcome, ...]
    decoys: tuple[Outcome, ...]
    normal: dict[str, Any]
    heard: tuple[str, ...]
    before: State
    after: State
    answers: bool


@pytest.fixture(scope="module", params=["1", "2"])
def ordeal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, summary: list[str]) -> Ordeal:
    """Play all cases while a normal client asks on, against a server of so many workers."""
    folder = tmp_path_factory.mktemp("hostility")
    assert build([], folder / "data", DEFAULT_BASE).published
    settings = {
        "RUHRGRAPH_QUERY_TIMEOUT": f"{_TIMEOUT:g}",
        "RUHRGRAPH_QUERY_MEMORY": str(_MEMORY),
        "RUHRGRAPH_TOKEN": _TOKEN,
    }
    port = free_port()
    command = ruhrgraph("serve", "--port", str(port), "--workers", request.param, "--data", str(folder / "data"))
    with (
        Listener() as listener,
        serving(command, port, "/sparql", settings=settings, log=folder / "server.log") as served,
    ):
        found = _play(served, listener)
    summary += [f"attack on a server of {request.param} workers:", *_lines(found)]
    return found


def _play(served: Served, listener: Listener) -> Ordeal:
    """Play all cases and look at the server before and after."""
    for _ in range(20):
        assert answers(served.port, "/sparql")
    asyncio.run(_warm_up(served.port))
    before = _settled(served, None)
    command = [sys.executable, "-m", "tests.hostility.normal", str(served.port)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment()
    ) as client:
        outcomes = asyncio.run(attack(served.port, (*terrible(listener.url, _TOKEN), *floods()), _LIMITS))
        looks = asyncio.run(attack(served.port, decoys(listener.url), _LIMITS))
        notes, _ = client.communicate()
    alive = answers(served.port, "/sparql")
    after = _settled(served, before)
    return Ordeal(outcomes, looks, json.loads(notes), tuple(listener.heard), before, after, alive)


async def _warm_up(port: int) -> None:
    """Ask good questions for a while, so that what the server needs for them is in memory."""
    notes: dict[str, Any] = {"repeated": [], "cold": [], "wrong": []}
    with suppress(TimeoutError):
        async with asyncio.timeout(_WARM_UP):
            await poll(port, notes)
    await asyncio.sleep(0.1)  # the connection is closed beside
    assert notes["wrong"] == []


def _settled(served: Served, wanted: State | None) -> State:
    """Return the state of a server as soon as it is back to what is wanted, or else after a while."""
    end = time.monotonic() + (_SETTLE if wanted else 2)
    while True:
        state = State(len(served.family()), served.descriptors(), len(served.zombies()), served.memory())
        if time.monotonic() > end or (wanted and _is_back(state, wanted)):
            return state
        time.sleep(0.2)


def _is_back(state: State, wanted: State) -> bool:
    return (
        state.processes <= wanted.processes
        and state.descriptors <= wanted.descriptors + _SLACK
        and state.memory <= wanted.memory * _GROWTH
        and not state.zombies
    )


def _lines(found: Ordeal) -> Iterator[str]:
    """Yield what is printed: the times of the normal client, and how the attack was answered."""
    yield "normal client under attack: " + ", ".join(
        f"{name} {value * 1000:.1f} ms" if isinstance(value, float) else f"{value} {name}"
        for name, value in found.normal.items()
        if name != "wrong"
    )
    statuses = [outcome.status for outcome in found.outcomes]
    told = {str(status or "closed"): statuses.count(status) for status in sorted(set(statuses), key=lambda s: s or 0)}
    yield f"{len(statuses)} terrible requests: {told}"
    before, after = (state.memory / _MEBIBYTE for state in (found.before, found.after))
    yield f"memory of all processes: {before:.0f} MiB before, {after:.0f} MiB after"


def test_there_are_at_least_200_of_them() -> None:
    """The terrible requests are many, and no two of them have the same name."""
    names = [case.name for case in terrible(f"http://{HOST}:9/", _TOKEN)]
    assert len(names) >= 200
    assert len(set(names)) == len(names)


def test_each_terrible_request_is_answered_properly_or_closed(ordeal: Ordeal) -> None:
    """No request hangs, none gets a 200 that is not whole, and what is refused says why."""
    assert faults(ordeal.outcomes) == []


def test_what_only_looks_terrible_is_answered(ordeal: Ordeal) -> None:
    """SERVICE, LOAD and brackets in texts, comments, names and IRIs mean nothing."""
    assert faults(ordeal.decoys) == []


def test_a_normal_client_gets_every_answer_right(ordeal: Ordeal) -> None:
    """Whoever asks good questions during the attack gets 200 and the right rows each time, and does not wait long."""
    assert ordeal.normal["wrong"] == []
    assert ordeal.normal["answers"] > 100
    assert max(ordeal.normal["cold longest"], ordeal.normal["repeated longest"]) < _MUCH_TOO_LONG


def test_nothing_leaves_for_the_network(ordeal: Ordeal) -> None:
    """The listener that all disguises name hears nothing."""
    assert ordeal.heard == ()


def test_nothing_is_left_behind(ordeal: Ordeal) -> None:
    """The server has no more processes and files open than before, little more memory, and no zombies."""
    assert _is_back(ordeal.after, ordeal.before), f"{ordeal.after} after {ordeal.before}"


def test_the_server_still_answers(ordeal: Ordeal) -> None:
    """The attack has not ended it."""
    assert ordeal.answers
