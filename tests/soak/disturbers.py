"""What disturbs the processes of a server in a soak: kills and stops of each kind, and floods.

In: what all clients share, and the server. Out: counts in the tally.
"""

import asyncio
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, product

from tests.benchmarks.processes import Served
from tests.hostility.clients import Limits, attack, faults
from tests.hostility.floods import floods
from tests.soak.process_kinds import HOLDER, KINDS, RECORDER, WORKER, by_kind
from tests.soak.readers import Surroundings

_KILL_PAUSE = 3.0
_FLOOD_PAUSE = 5.0
_LIMITS = Limits(answer=30, slow_client=30, at_once=2)
_REPLACED_WITHIN = 20.0
"""Seconds after which a stopped worker is surely killed."""
_CONTINUED_AFTER = 5.0
_LOOKS = 40
"""How often it is looked for a process that is not always there."""
_STOP_AND_GO = (RECORDER,)
"""What is continued after a while, as nobody else does so."""


async def disturb_processes(served: Served, shared: Surroundings, seed: int, end: float) -> None:
    """Kill or stop a process of each kind in turn, in an order by chance."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    for kind, number in _shuffled(chance):
        await asyncio.sleep(_KILL_PAUSE * chance.uniform(0.5, 1.5))
        if time.monotonic() > end - _KILL_PAUSE:
            return
        if kind == HOLDER and (shared.written.is_damaged or number == signal.SIGSTOP):
            # Without it nobody has a damaged version in memory. One that is stopped is noticed when a write has waited
            # for 10 s, which is all the time that a write has here.
            continue
        for _ in range(_LOOKS):
            if victims := (await asyncio.to_thread(by_kind, served.process.pid))[kind]:
                await _send(shared, chance.choice(victims), kind, number)
                break
            await asyncio.sleep(0.05)


def _shuffled(chance: random.Random) -> Iterator[tuple[str, int]]:
    """Yield each kind with each signal, again and again in another order."""
    while True:
        yield from chance.sample([*product(KINDS, (signal.SIGKILL, signal.SIGSTOP))], 2 * len(KINDS))


async def _send(shared: Surroundings, pid: int, kind: str, number: int) -> None:
    """Send a signal to a process."""
    if kind == WORKER:
        shared.tally.note_worker_loss(_REPLACED_WITHIN if number == signal.SIGSTOP else 0)
    with suppress(ProcessLookupError):
        os.kill(pid, number)
        shared.tally.note_disturbance(f"{kind} {'killed' if number == signal.SIGKILL else 'stopped'}")
        if number == signal.SIGSTOP and kind in _STOP_AND_GO:
            await asyncio.sleep(_CONTINUED_AFTER)
            os.kill(pid, signal.SIGCONT)


async def flood(shared: Surroundings, end: float) -> None:
    """Send one flood after the other."""
    for number in count():
        await asyncio.sleep(_FLOOD_PAUSE)
        if time.monotonic() > end - _FLOOD_PAUSE:
            return
        start = time.monotonic()
        outcomes = await attack(shared.port, tuple(floods(number)), _LIMITS)
        shared.tally.note_disturbance("flood")
        for fault in faults(outcomes):
            shared.tally.note_failure("a flood", RuntimeError(fault), start)
