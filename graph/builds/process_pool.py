"""Runs the tasks of a build in several processes on this machine.

Each process has an executor of the standard library to itself, as an executor with several does not tell which of its
tasks took a process down.
"""

import multiprocessing
import os
import signal
import threading
from bisect import insort
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from multiprocessing.process import BaseProcess
from typing import Any, Self

from ruhrgraph.graph.builds.executor import Result, Task
from ruhrgraph.ontology.errors import LostTaskError

_ATTEMPTS = 3
"""How many processes a task may take down."""
_AHEAD = 8
"""How many tasks for each process may be begun before the result of the first of them is there."""


class ProcessPool:
    """Runs tasks in so many processes, which start when they are needed and end with the context."""

    def __init__(self, jobs: int) -> None:
        self._workers = tuple(_Worker() for _ in range(jobs))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()

    def run(self, function: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the result of each task, in the order of the tasks.

        Raises:
            LostTaskError: Each process that was at work on a task was killed.

        """
        done: dict[int, Future[Result]] = {}
        waiting = deque(range(len(tasks)))
        lost = Counter[int]()
        try:
            for number in range(len(tasks)):
                while number not in done:
                    self._begin(function, tasks, waiting, number + _AHEAD * len(self._workers))
                    done |= self._ended(tasks, waiting, lost)
                self._begin(function, tasks, waiting, number + _AHEAD * len(self._workers))
                yield done.pop(number).result()
        finally:
            for worker in self._workers:
                if worker.future:
                    worker.stop()

    def _begin(
        self, function: Callable[[Task], Result], tasks: Sequence[Task], waiting: deque[int], before: int
    ) -> None:
        """Give tasks to the processes that have none."""
        for worker in self._workers:
            if worker.future is None and waiting and waiting[0] < before:
                number = waiting.popleft()
                worker.begin(number, function, tasks[number])

    def _ended(self, tasks: Sequence[Task], waiting: deque[int], lost: Counter[int]) -> dict[int, Future[Any]]:
        """Wait until a task has ended; return those that have, and put back those whose process was lost."""
        busy = {worker.future: worker for worker in self._workers if worker.future}
        found = {}
        for future in wait(busy, return_when=FIRST_COMPLETED).done:
            worker = busy[future]
            worker.future = None
            if not isinstance(future.exception(), BrokenExecutor):
                found[worker.number] = future
                continue
            lost[worker.number] += 1
            how = worker.stop()
            if lost[worker.number] == _ATTEMPTS:
                raise LostTaskError(
                    f"{tasks[worker.number]}: {_ATTEMPTS} processes that were at work on it ended before it was done "
                    f"({how}); is there too little memory? Then build with fewer --jobs"
                )
            insort(waiting, worker.number)
        return found


class _Worker:
    """A process, and the task that it is at work on: its number and its future result."""

    def __init__(self) -> None:
        self.number = -1
        self.future: Future[Any] | None = None
        self._executor: ProcessPoolExecutor | None = None
        self._process: BaseProcess | None = None

    def begin(self, number: int, function: Callable[[Task], Result], task: Task) -> None:
        """Give a task to the process, which is started if need be."""
        self.number = number
        try:
            self.future = self._submit(function, task)
        except BrokenExecutor:  # the process was killed while it had nothing to do
            self.stop()
            self.future = self._submit(function, task)

    def _submit(self, function: Callable[[Task], Result], task: Task) -> Future[Any]:
        if self._executor:
            return self._executor.submit(function, task)
        # Not forked from this process, which has threads, but from one that has only imported what is needed.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([function.__module__])
        self._executor = ProcessPoolExecutor(1, mp_context=context, initializer=_prepare_worker)
        before = multiprocessing.active_children()
        future = self._executor.submit(function, task)
        (self._process,) = (process for process in multiprocessing.active_children() if process not in before)
        return future

    def stop(self) -> str:
        """End the process, whatever it is at, and return how it ended."""
        how = "was not started"
        if self._process:
            self._process.kill()
            self._process.join()
            how = _ending(self._process.exitcode)
        if self._executor:
            self._executor.shutdown(cancel_futures=True)
        self.future = self._executor = self._process = None
        return how


def _ending(code: int | None) -> str:
    """Return in words how a process ended."""
    return f"killed by {signal.Signals(-code).name}" if code is not None and code < 0 else f"exit code {code}"


def _prepare_worker() -> None:
    """Let a process leave interruptions to the one that started it, and end when that ends, however that happens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
