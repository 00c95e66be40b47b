"""The first process of a server: it holds the socket, keeps the HTTP workers running, and has the query processes run.

In: a bound socket and the settings. Out: nothing, until a signal asks to stop. The workers share the socket, so that
none of them has to be known by its port and a connection waits for whichever is free. They also share what was loaded
before they were forked: the second one costs little memory, and a new one is there at once.
"""

import gc
import os
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass, field, replace
from math import inf
from pathlib import Path
from types import FrameType

from ruhrgraph.ontology.errors import SettingError
from ruhrgraph.server.engine.heartbeat import MOST_SILENCE, Heartbeat, Silence
from ruhrgraph.server.engine.limits import LEAST_MEMORY, Limits, within
from ruhrgraph.server.engine.machine_memory import machine_memory
from ruhrgraph.server.engine.pool.generations import Generations
from ruhrgraph.server.settings import EngineAddress, Settings

_PAUSE = 0.1
_QUICK_DEATH = 1.0
_MAX_QUICK_DEATHS = 5
_GRACE = 10.0
"""Seconds that workers have to end, on top of those that a query may take."""
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def limits_of(settings: Settings) -> Limits:
    """Return the limits of queries in the settings, lowered so that all together keep to the total of memory.

    Raises:
        SettingError: The total is too small.

    """
    total = settings.query_memory_total or machine_memory() // 2
    wanted = Limits(
        processes=settings.processes,
        queue=settings.queue,
        seconds=settings.query_timeout,
        memory=settings.query_memory,
        memory_total=total,
        union=settings.default_graph == "union",
    )
    if settings.engine:
        # They wait for the engine and take little; none makes way for others, as that would make the engine no quicker.
        each = min(wanted.memory, max(total // wanted.processes, LEAST_MEMORY))
        wanted = replace(wanted, memory=each, slow=0, evict_after=inf)
    limits = within(wanted)
    needed = (limits.processes + limits.slow) * limits.memory
    if needed > total:
        raise SettingError(
            f"RUHRGRAPH_QUERY_MEMORY_TOTAL: {total} MiB are too few for queries, it has to be {needed} at least; "
            "if it is not set, it is half of the memory of this machine or container"
        )
    if (limits.memory, limits.processes) != (wanted.memory, wanted.processes):
        sys.stderr.write(
            f"ruhrgraph: all queries together may take {total} MiB (RUHRGRAPH_QUERY_MEMORY_TOTAL), so there are "
            f"{limits.processes} query processes and {limits.slow} more for long queries, and each query may take "
            f"{limits.memory} MiB\n"
        )
    return limits


def engine_and_base(settings: Settings) -> tuple[EngineAddress, str] | None:
    """Return the engine that is to be asked, and the base IRI of its version; None for the embedded one."""
    return (settings.engine, settings.base) if settings.engine else None


@dataclass(frozen=True, slots=True)
class _Worker:
    """When a worker was started, and its signs of life."""

    started: float
    heartbeat: Heartbeat
    silence: Silence = field(default_factory=Silence)


class Supervisor:
    """Keeps a number of workers running, each `http_worker.serve` in a process of its own, and one pool for all.

    Args:
        listener: The socket, bound.
        settings: What to serve and how.
        limits: What queries may use.
        folder: An empty folder for the sockets of the pool, which nobody else may enter.

    """

    def __init__(self, listener: socket.socket, settings: Settings, limits: Limits, folder: Path) -> None:
        self._listener = listener
        self._settings = settings
        self._limits = limits
        self._folder = folder
        self._workers: dict[int, _Worker] = {}
        self._pid = os.getpid()
        self._stopping = False
        self._quick_deaths = 0

    def run(self) -> int:
        """Keep the workers running until SIGTERM or SIGINT; return the exit code."""
        for number in _SIGNALS:
            signal.signal(number, self._stop)
        # The version is loaded in a process of its own, while the application is loaded here.
        self._generations = Generations(
            self._limits, self._settings.data, self._folder, engine_and_base(self._settings)
        )
        try:
            self._load()
            return self._keep_running()
        finally:
            self._generations.close()

    def _load(self) -> None:
        """Put the application together, for all workers.

        What is loaded stays. Collecting garbage meanwhile takes a quarter of the time, and later it would copy all of
        it in each worker.
        """
        gc.disable()
        from ruhrgraph.server.app import create_app  # noqa: PLC0415  # the figures' folder has to be known before
        from ruhrgraph.server.processes import http_worker  # noqa: F401, PLC0415  # the same

        self._app = create_app(self._settings, self._limits, self._generations.address)
        gc.freeze()
        gc.enable()

    def _keep_running(self) -> int:
        """Start the workers that are missing, again and again; return the exit code."""
        while not self._stopping:
            self._kill_hanging()
            for pid in self._ended():
                quick = time.monotonic() - self._workers.pop(pid).started < _QUICK_DEATH
                self._quick_deaths = self._quick_deaths + 1 if quick else 0
            if self._quick_deaths > _MAX_QUICK_DEATHS:
                sys.stderr.write("ruhrgraph: the server processes end as soon as they start; the reason stands above\n")
                return 3
            for _ in range(self._settings.workers - len(self._workers)):
                if not self._stopping:
                    self._start()
            self._generations.run(_PAUSE)
        return self._end()

    def _kill_hanging(self) -> None:
        """Kill the workers whose event loop stands still; what waits at the socket goes to the others."""
        for pid, worker in self._workers.items():
            if worker.silence.is_too_long(worker.heartbeat.last()):
                sys.stderr.write(
                    f"ruhrgraph: the server process {pid} gave no sign of life for {MOST_SILENCE:g} seconds and is "
                    "replaced\n"
                )
                os.kill(pid, signal.SIGKILL)

    def _ended(self) -> list[int]:
        """Return the workers that have ended since the last time."""
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415  # as in `_load`

        ended = [pid for pid in self._workers if os.waitpid(pid, os.WNOHANG)[0]]
        for pid in ended:
            mark_process_dead(pid)  # type: ignore[no-untyped-call]  # the library has no types there
        return ended

    def _start(self) -> None:
        """Fork a worker; where the system cannot, it is tried again with the next look."""
        # A signal to a worker must not be heard by `_stop`, which means nothing there.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        heartbeat = Heartbeat()
        try:
            pid = os.fork()
        except OSError as error:
            sys.stderr.write(f"ruhrgraph: no server process can be started ({error.strerror})\n")
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
            return
        if pid:
            self._workers[pid] = _Worker(time.monotonic(), heartbeat)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
            return
        code = 1
        try:
            code = self._serve(heartbeat)
        except BaseException:  # noqa: BLE001 - the outermost edge of a process
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _serve(self, heartbeat: Heartbeat) -> int:
        """Serve, in a worker; return its exit code."""
        from ruhrgraph.server.processes.http_worker import serve  # noqa: PLC0415  # loaded by now

        # A session of its own: Ctrl-C in a terminal reaches the first process alone, which then tells the workers.
        os.setsid()
        self._generations.close_copies()
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        try:
            serve(self._listener, self._app, self._settings, self._pid, heartbeat)
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 1
        return 0

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> int:
        """Let the workers finish what they do, then end them."""
        # Who connects now is refused at once, instead of waiting for a worker that does not come.
        self._listener.close()
        for pid in self._workers:
            os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + self._settings.query_timeout + _GRACE
        while self._workers and time.monotonic() < end:
            self._kill_hanging()
            for pid in self._ended():
                del self._workers[pid]
            self._generations.run(_PAUSE / 10)
        for pid in self._workers:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        return 0
