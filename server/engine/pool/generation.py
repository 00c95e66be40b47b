"""One version in its zygote and query processes, as the server sees them.

In: a version's folder. Out: query processes, forked on demand, and word of how they ended. When the server lets go of
a generation or dies, all its processes end.
"""

import asyncio
import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from ruhrgraph.ontology import errors
from ruhrgraph.ontology.errors import DataFolderError
from ruhrgraph.server.engine.pool import zygote
from ruhrgraph.server.engine.pool.failures import Death
from ruhrgraph.server.engine.pool.process import Owner, QueryProcess
from ruhrgraph.server.engine.pool.zygote import COMMAND, FORK, KILL, NICE, Task

_STACK = 64 * 1024 * 1024
"""What the parser and the planner, which call themselves, may take; eight times of what is usual."""
_BURIAL = 5.0
_ALLOCATOR = "glibc.malloc.tcache_count=60000"
"""Keeps the small pieces that a query frees for the next one; the engine is a tenth faster by it (GLIBC_TUNABLES)."""


class ZygoteDiedError(Exception):
    """Raised when a zygote ends without a word, from `Generation.start`."""


class Generation(asyncio.Protocol):
    """A zygote and the query processes that came from it, those of before included; `number` counts upwards."""

    def __init__(self, number: int, link: str, task: Task, owner: Owner, lost: Callable[["Generation"], None]) -> None:
        self.number = number
        self.link = link
        self.task = task
        self.processes: set[QueryProcess] = set()
        self.alive = False
        self._owner = owner
        self._lost = lost
        self._zygote: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._ready.add_done_callback(lambda ready: ready.cancelled() or ready.exception())
        self._rest = b""
        self._ends: dict[int, asyncio.Future[Death]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the zygote and wait until it holds the version.

        Raises:
            DataFolderError: It cannot read the version.
            ZygoteDiedError: It ended without a word.

        """
        ours, theirs = socket.socketpair()
        with theirs:
            self._zygote = _spawn(self.task, theirs)
        ours.setblocking(False)  # noqa: FBT003  # the standard library's way
        # Commands go past the transport, which cannot send sockets.
        self._control = ours.dup()
        loop = asyncio.get_running_loop()
        await loop.create_unix_connection(lambda: self, sock=ours)
        await self._ready

    def data_received(self, data: bytes) -> None:
        """Take the zygote's lines."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            told: dict[str, Any] = json.loads(line)
            if "ended" in told:
                self._ended(told["ended"], Death(told["status"], told["why"]))
            elif self._ready.done():
                continue
            elif "ready" in told:
                self.alive = True
                self._ready.set_result(None)
            else:
                kind = getattr(errors, told["error"]["error"], DataFolderError)
                self._ready.set_exception(kind(told["error"]["message"]))

    def connection_lost(self, exc: Exception | None) -> None:
        """Take it that the zygote has died, and all its query processes with it."""
        del exc
        was_alive, self.alive = self.alive, False
        for end in self._ends.values():
            if not end.done():
                end.cancel()
        if not self._ready.done():
            self._ready.set_exception(ZygoteDiedError())
        elif was_alive:
            self._lost(self)

    def fork(self) -> QueryProcess:
        """Return a query process that is on its way."""
        process = QueryProcess(self._owner, self.number)
        self.processes.add(process)
        ours, theirs = socket.socketpair()
        with theirs:
            self._command(FORK, 0, theirs)
        ours.setblocking(False)  # noqa: FBT003  # the standard library's way
        self._spin(self._connect(process, ours))
        return process

    def kill(self, process: QueryProcess) -> None:
        """Kill a query process, whatever it does."""
        self.processes.discard(process)
        process.close()
        self._command(KILL, process.pid)

    def slow_down(self, process: QueryProcess) -> None:
        """Let a query process take only the time that others leave."""
        self._command(NICE, process.pid)

    def dismiss(self, process: QueryProcess) -> None:
        """Let an idle query process end."""
        self.processes.discard(process)
        process.close()

    def end_of(self, process: QueryProcess) -> asyncio.Future[Death]:
        """Return how a query process ended that died of itself; cancelled where nobody can tell."""
        known = self._ends.pop(process.pid, None)
        self.processes.discard(process)
        end = known or asyncio.get_running_loop().create_future()
        if known is None and self.alive and process.pid:
            self._ends[process.pid] = end
        elif known is None:
            end.cancel()
        return end

    def close(self) -> None:
        """Let go of the zygote, which ends with all that it forked; `buried` waits for that."""
        self.alive = False
        for process in tuple(self.processes):
            self.dismiss(process)
        if self._control is not None:
            with self._control, suppress(OSError):
                self._control.shutdown(socket.SHUT_RDWR)
        if self._zygote is not None and not self._ready.done():
            self._zygote.kill()  # it would only notice when it has loaded all
        self._spin(self._bury())

    async def buried(self) -> None:
        """Wait until nothing of this generation is left."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _ended(self, pid: int, death: Death) -> None:
        """Take it how a process ended, and keep it if that is the first that is heard of it."""
        end = self._ends.pop(pid, None)
        if end is None and any(process.pid == pid for process in self.processes):
            end = self._ends[pid] = asyncio.get_running_loop().create_future()
        if end is not None:
            end.set_result(death)

    async def _connect(self, process: QueryProcess, channel: socket.socket) -> None:
        await asyncio.get_running_loop().create_unix_connection(lambda: process, sock=channel)

    async def _bury(self) -> None:
        """Wait for the end of the zygote, so that nothing of it stays in the system's table."""
        if self._zygote is None:
            return
        patience = asyncio.get_running_loop().time() + _BURIAL
        while self._zygote.poll() is None:
            if asyncio.get_running_loop().time() > patience:
                self._zygote.kill()
            await asyncio.sleep(0.005)

    def _command(self, kind: bytes, pid: int, channel: socket.socket | None = None) -> None:
        """Send a command; if the zygote is dead, `connection_lost` is on its way."""
        if self._control is None:
            return
        with suppress(OSError):
            descriptors = [] if channel is None else [channel.fileno()]
            socket.send_fds(self._control, [COMMAND.pack(kind, pid)], descriptors)

    def _spin(self, work: Coroutine[None, None, None]) -> None:
        """Let a task run, and remember it as long as it does."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _spawn(task: Task, control: socket.socket) -> subprocess.Popen[bytes]:
    """Start a zygote with a large stack, and without what the environment may hold of secrets."""
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    stack = _STACK if hard == resource.RLIM_INFINITY else min(_STACK, hard)
    arguments = [str(control.fileno()), json.dumps(asdict(task))]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RUHRGRAPH_")}
    environment.setdefault("GLIBC_TUNABLES", _ALLOCATOR)
    try:
        # A process gets the limit of whoever starts it, and it cannot raise its own stack later.
        resource.setrlimit(resource.RLIMIT_STACK, (stack, hard))
        return subprocess.Popen(  # noqa: S603  # this program, with arguments made here
            [sys.executable, "-P", "-m", zygote.__name__, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(control.fileno(),),
            env=environment,
        )
    finally:
        resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))
