"""The pool of query processes of an HTTP worker: queries wait for a process, run within limits, follow the version.

In: queries as `Asked`. Out: `Answer`s, of the version in use when the query came or of a later one. No query harms
another: what takes too long, too much or crashes is killed with its process, and a new one is forked at once.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.answer import Answer
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool import failures as fates
from ruhrgraph.server.engine.pool.generation import Generation
from ruhrgraph.server.engine.pool.generations import Succession
from ruhrgraph.server.engine.pool.process import QueryProcess
from ruhrgraph.server.engine.pool.wire import FACTS, Asked, Facts, frame, pack_asked, unpack_facts

_TICK = 0.05
_LONGEST_PAUSE = 2.0
_FACTS_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PoolStats:
    """What a pool does and has done; `ends` counts processes by why they ended, `refused` queries by why they were."""

    processes: int
    busy: int
    slow: int
    queued: int
    served: int
    switches: int
    ends: Mapping[str, int]
    refused: Mapping[str, int]


class Pool:
    """Query processes on the version in use. All of it happens on one event loop, so there is nothing to lock."""

    def __init__(self, limits: Limits, data: Path) -> None:
        self._limits = limits
        self._succession = Succession(limits, data, self)
        self._queue: deque[Answer] = deque()
        self._idle: list[QueryProcess] = []
        self._busy: set[QueryProcess] = set()
        self._ticker: asyncio.TimerHandle | None = None
        self._closing = False
        self._served = self._stillborn = 0
        self._ends: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()
        self._facts: tuple[str, Facts] | None = None
        self._deaths: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Open the version in use; where that fails, each query tries again and tells why."""
        with suppress(RuhrgraphError):
            self._succession.need()
        await self._succession.started()

    async def close(self, grace: float) -> None:
        """Let the queries at work and those that wait finish, then end all processes.

        Args:
            grace: How many seconds they have for that.

        """
        self._closing = True
        end = _now() + grace
        while (self._queue or self._busy or self._deaths) and _now() < end:  # noqa: ASYNC110  # three things, rarely
            await asyncio.sleep(_TICK / 5)
        while self._queue:
            self._queue.popleft().fail(fates.shutting_down())
        for process in tuple(self._busy):
            self._kill(process, "shutdown", fates.shutting_down())
        if self._ticker is not None:
            self._ticker.cancel()
        await self._succession.close()

    def answer(self, asked: Asked, seconds: float) -> Answer:
        """Return the answer to a query, to be read inside of `async with`, which begins it.

        Args:
            asked: The query.
            seconds: How long it may take, including its wait.

        Raises:
            NotPublishedError, DataFolderError: There is no version to ask.
            OverloadedError: Too many queries wait, or the server is shutting down.
            QueryTimeoutError, QueryMemoryError, ResultTooLargeError: It meets that limit.
            QuerySyntaxError, QueryRefusedError, BadRequestError, NotAcceptableError: As `evaluation.execute` tells.

        """
        return Answer(pack_asked(asked), seconds, self._enter, self._leave)

    async def facts(self, seconds: float = 30.0) -> tuple[str, Facts]:
        """Return the digest of the version in use, and the facts about it.

        Raises:
            RuhrgraphError: As `answer`.

        """
        current = self._succession.current
        if self._facts and current and self._succession.need() == current.number:  # noqa: SIM102  # two thoughts
            if self._facts[0] == current.task.digest:
                return self._facts
        async with Answer(frame(FACTS), seconds, self._enter, self._leave) as answer:
            body = await answer.buffered(_FACTS_BYTES)
        self._facts = (answer.digest, unpack_facts(body or b"[0, []]"))
        return self._facts

    def stats(self) -> PoolStats:
        """Return what the pool does and has done."""
        processes = sum(len(generation.processes) for generation in self._succession.generations.values())
        slow = sum(process.slow for process in self._busy)
        counts = (len(self._busy), slow, len(self._queue), self._served, self._succession.switches)
        return PoolStats(processes, *counts, dict(self._ends), dict(self._refused))

    def freed(self, process: QueryProcess, *, leaving: bool) -> None:
        """Give a process that is ready, or has answered, its next query."""
        if process in self._busy:
            self._busy.remove(process)
            self._served += 1
        else:
            self._stillborn = 0
        generation = self._succession.generations.get(process.number)
        if generation is None:
            process.close()
        elif leaving or process.slow or generation is not self._succession.current:
            self._ends["grown" if leaving else "slow" if process.slow else "switched"] += 1
            generation.dismiss(process)
            self._settle(generation)
        else:
            self._idle.append(process)
            self._dispatch()

    def lost(self, process: QueryProcess) -> None:
        """Take it that a process has died of itself: tell whoever waits for its answer, and take its place."""
        self._busy.discard(process)
        with suppress(ValueError):
            self._idle.remove(process)
        generation = self._succession.generations.get(process.number)
        end: asyncio.Future[fates.Death] | None = None
        if generation is not None:
            end = generation.end_of(process)
            if process.pid:
                self._settle(generation)
            else:
                self._stillborn += 1
                pause = min(_TICK * 2**self._stillborn, _LONGEST_PAUSE)
                asyncio.get_running_loop().call_later(pause, self._settle, generation)
        task = asyncio.get_running_loop().create_task(self._mourn(process.answer, end))
        self._deaths.add(task)
        task.add_done_callback(self._deaths.discard)

    def moved(self, before: Generation | None) -> None:
        """Go on with the new current generation; what runs on the one before may end there."""
        for process in self._idle:
            if before is not None:
                before.dismiss(process)
        self._idle.clear()
        if before is not None:
            self._settle(before)
        self._fill()
        self._dispatch()

    def failed(self, number: int, error: RuhrgraphError) -> None:
        """Tell those that wait for a generation that it does not come."""
        current = self._succession.current
        for answer in tuple(self._queue):
            if (current.number if current else 0) < answer.need <= number:
                self._queue.remove(answer)
                answer.fail(type(error)(str(error)))
        self._dispatch()

    def _enter(self, answer: Answer) -> None:
        """Begin a query, or let it wait."""
        if self._closing:
            raise fates.shutting_down()
        answer.need = self._succession.need()
        answer.deadline = _now() + answer.seconds
        if len(self._queue) >= self._limits.queue and not self._idle:
            self._refused["queue"] += 1
            raise fates.queue_full(len(self._queue))
        self._queue.append(answer)
        self._dispatch()
        self._watch()

    def _dispatch(self) -> None:
        """Give idle processes those queries that wait for no later generation."""
        current = self._succession.current
        while self._queue and self._idle and current is not None and self._queue[0].need <= current.number:
            process, answer = self._idle.pop(), self._queue.popleft()
            answer.digest = current.task.digest
            answer.begun_at = _now()
            self._busy.add(process)
            process.ask(answer)
        if self._queue and self._queue[0].need > (current.number if current else 0):
            self._succession.begin()

    def _leave(self, answer: Answer) -> None:
        """Let go of a query that nobody wants any more."""
        with suppress(ValueError):
            self._queue.remove(answer)
        for process in tuple(self._busy):
            if process.answer is answer:
                self._kill(process, "left", None)

    def _watch(self) -> None:
        """See that the time of queries is looked after."""
        if self._ticker is None:
            self._ticker = asyncio.get_running_loop().call_later(_TICK, self._tick)

    def _tick(self) -> None:
        """Look after the time of all queries."""
        now = _now()
        for answer in [answer for answer in self._queue if answer.deadline < now]:
            self._queue.remove(answer)
            self._refused["timeout"] += 1
            answer.fail(fates.after_timeout(answer.seconds, begun=False))
        for process in tuple(self._busy):
            if process.answer is not None:
                self._look_after(process, process.answer, now)
        more = self._queue or self._busy
        self._ticker = asyncio.get_running_loop().call_later(_TICK, self._tick) if more else None

    def _look_after(self, process: QueryProcess, answer: Answer, now: float) -> None:
        """End a query whose time is over, and let a long one make room for others."""
        generation = self._succession.generations.get(process.number)
        if now > answer.deadline:
            self._kill(process, "timeout", fates.after_timeout(answer.seconds, begun=True))
        elif not process.slow and now > answer.begun_at + self._limits.slow_after and generation is not None:
            if sum(other.slow for other in self._busy) < self._limits.slow:
                process.slow = True
                generation.slow_down(process)
                self._fill()
            elif self._limits.slow and self._queue and now > answer.begun_at + self._limits.evict_after:
                self._kill(process, "crowded", fates.crowded_out(self._limits.slow))

    def _kill(self, process: QueryProcess, cause: str, error: RuhrgraphError | None) -> None:
        """Kill a process at work, and take its place."""
        self._busy.discard(process)
        self._ends[cause] += 1
        answer, process.answer = process.answer, None
        if generation := self._succession.generations.get(process.number):
            generation.kill(process)
            self._settle(generation)
        if answer is not None and error is not None:
            answer.fail(error)

    async def _mourn(self, answer: Answer | None, end: asyncio.Future[fates.Death] | None) -> None:
        """Find out why a process died; a query that is not to blame, and has not begun to answer, is put again."""
        soon = answer is not None and _now() - answer.begun_at < self._limits.slow_after
        if end is not None:
            await asyncio.wait((end,), timeout=1)
        death = end.result() if end is not None and end.done() and not end.cancelled() else None
        if answer is None or answer.done:
            self._ends["idle"] += 1
        elif not answer.begun and not answer.retried and (death is None or (death.from_outside and soon)):
            answer.retried = True
            self._queue.appendleft(answer)
            self._dispatch()
            self._watch()
        else:
            self._ends[death.cause if death else "crash"] += 1
            answer.fail(fates.after_death(death, self._limits.memory))

    def _settle(self, generation: Generation) -> None:
        """Fill up the current generation; let go of another one that has no processes left."""
        if generation is self._succession.current:
            self._fill()
        elif not generation.processes:
            self._succession.retire(generation)

    def _fill(self) -> None:
        """Fork as many processes as are missing, not counting those in the slow lane."""
        current = self._succession.current
        if current is not None and current.alive:
            for _ in range(self._limits.processes - sum(not process.slow for process in current.processes)):
                current.fork()


def _now() -> float:
    return asyncio.get_running_loop().time()
