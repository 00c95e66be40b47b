"""The process that forks the query processes of one version, and ends those whose queries take too long.

In: an open version, inherited from the process that forked this one (see `holder`), and on the control socket one byte
when another version is in use. Out: lines of JSON, the number of this process, and the facts of the version or an
error; and a socket in the file system from which the query processes accept connections. It has one thread and no copy
of a server's secrets, so forking is safe and quick. It ends with its query processes when the control socket is closed;
after that byte, as soon as the queries at work are answered. Queries that wait are sent back then, and go to the next
version.
"""

import gc
import json
import os
import select
import selectors
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from ruhrgraph.graph.versions.facts import Facts
from ruhrgraph.ontology.errors import DataFolderError, RuhrgraphError
from ruhrgraph.server.engine.limits import Limits, within
from ruhrgraph.server.engine.pool.activity import Activity
from ruhrgraph.server.engine.pool.places import Places
from ruhrgraph.server.engine.pool.query_process import LOW_PRIORITY, NOT_OPENED
from ruhrgraph.server.engine.pool.query_process import run as run_query_process
from ruhrgraph.server.engine.pool.store import Opened
from ruhrgraph.server.engine.pool.wire import error_as_json
from ruhrgraph.server.engine.process_limits import end_with_parent, own_memory
from ruhrgraph.server.settings import EngineAddress

_LATER = 1.0
"""Seconds after the time of a query is over: by then whoever asked has ended it, or has died."""
_TICK = 0.05
"""Seconds between two looks at which queries take long."""
_SOON = 0.005
"""Seconds between two looks for a free place."""
_STANDARD_ERROR = 2
_MOST_FAILURES = 5
_MOST_IDLE = 2.0
"""Seconds that a free process may let queries wait, or that it may take to end."""

Opening = Callable[[], tuple[Callable[[], Opened], Facts]]
"""Gets a version ready: returns how a query process comes to its store, and its facts."""


@dataclass(frozen=True, slots=True)
class ZygoteTask:
    """The digest and the folder of a version, and where to listen.

    `activity` is the path of the table that tells which query each process is at work on, `places` that of the file in
    which the zygotes of a server count their processes. Where another engine has the version, `engine` holds its
    addresses and the base IRI, and `folder` is the file with the marker.
    """

    digest: str
    folder: str
    address: str
    activity: str
    places: str
    engine: tuple[EngineAddress, str] | None = None

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "ZygoteTask":
        """Return the task in JSON."""
        engine = content.get("engine")
        return cls(**{**content, "engine": engine and (EngineAddress(**engine[0]), engine[1])})


def run(task: ZygoteTask, control: socket.socket, opening: Opening, limits: Limits, parent: int) -> NoReturn:
    """Serve a version, in a process that was just forked; end it then.

    Args:
        task: The version, and where to listen.
        control: The control socket.
        opening: Gets the version ready.
        limits: What queries may use.
        parent: The number of the process that forked this one.

    """
    code = 1
    try:
        end_with_parent(parent)
        with suppress(BrokenPipeError, ConnectionResetError):
            _serve(task, control, opening, limits)
        code = 0
    except BaseException:  # noqa: BLE001 - the outermost edge of a process
        traceback.print_exc()
    finally:
        os._exit(code)


def _serve(task: ZygoteTask, control: socket.socket, opening: Opening, limits: Limits) -> None:
    """Serve a version."""
    tell(control, {"pid": os.getpid()})
    try:
        store, facts = opening()
    except (RuhrgraphError, OSError) as error:
        tell(control, error_as_json(error if isinstance(error, RuhrgraphError) else DataFolderError(str(error))))
        return
    gc.freeze()  # what exists now is never collected again: looking at it would copy it in each query process
    kept = within(limits, own_memory())
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(task.address)
        # The kernel takes one more than it is told, and what free processes have yet to take stands there, too.
        listener.listen(max(kept.queue, kept.processes) - 1)
        # One row more: what a process that died was at work on can be looked up until others have died.
        activity = Activity(Path(task.activity), limits.processes + limits.slow + 1)
        tell(control, {**asdict(facts), "memory": kept.memory})
        QueryProcesses(listener, store, kept, activity, Places(Path(task.places), limits)).run(control)


def tell(control: socket.socket, content: dict[str, object]) -> None:
    """Send a line to the server."""
    control.sendall(json.dumps(content).encode() + b"\n")


class QueryProcesses:
    """Keeps as many query processes running as there may be, and slows down or kills those whose queries take long."""

    def __init__(
        self,
        listener: socket.socket,
        opening: Callable[[], Opened],
        limits: Limits,
        activity: Activity,
        places: Places,
    ) -> None:
        self._listener = listener
        self._opening = opening
        self._limits = limits
        self._activity = activity
        self._places = places
        self._pid = os.getpid()
        self._rows = list(range(activity.rows))  # the one that has been free for longest first
        self._running: dict[int, int] = {}  # their rows in the table, by process number
        self._held: dict[int, int] = {}  # their places, by process number
        self._slow: set[int] = set()
        self._idle: dict[int, float] = {}  # since when processes let queries wait, by their numbers
        self._retired = False
        self._failures = 0

    def run(self, control: socket.socket) -> None:
        """Work until the control socket ends, or tells to retire and all queries at work are answered."""
        woken, wake = socket.socketpair()
        woken.setblocking(False)  # noqa: FBT003  # the standard library's way
        wake.setblocking(False)  # noqa: FBT003  # the same
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as selector, woken, wake:
            selector.register(control, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            try:
                while self._failures < _MOST_FAILURES and (self._running or not self._retired):
                    self._activity.beat()
                    filled = self._fill()
                    ready = [key.fileobj for key, _ in selector.select(_TICK if filled else _SOON)]
                    if woken in ready:
                        woken.recv(4096)
                    if control in ready and not self._obey(control):
                        break
                    self._reap()
                    self._kill_or_slow_down()
                    self._kill_hanging()
            finally:
                signal.set_wakeup_fd(-1)
                self._end()

    def _obey(self, control: socket.socket) -> bool:
        """Retire, or return False where the server is gone."""
        if not control.recv(1):
            return False
        self._retired = True
        # New connections are refused from now on; who waits is sent away, to ask the processes of the next version.
        self._listener.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):  # none waits any more
            while True:
                self._listener.accept()[0].close()
        return True

    def _reap(self) -> None:
        """Forget the processes that have ended."""
        while self._running:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            self._rows.append(self._running.pop(pid))
            self._slow.discard(pid)
            self._places.give_back(self._held.pop(pid))
            code = os.waitstatus_to_exitcode(status)
            # After some failures this process ends, and whoever starts the next zygote learns why it cannot read.
            self._failures = self._failures + 1 if code == NOT_OPENED else 0
            if code > 0:
                time.sleep(_TICK)  # it failed before it could answer anything; the next one may, too

    def _kill_or_slow_down(self) -> None:
        """Give long queries little priority, or kill them if others wait; kill those that are over their time."""
        for pid, row in self._running.items():
            seconds = self._activity.seconds(row)
            if seconds > self._limits.seconds + _LATER:
                os.kill(pid, signal.SIGKILL)
            if pid in self._slow or seconds < self._limits.slow_after:
                continue
            if len(self._slow) < self._limits.slow and (place := self._places.take(slow=True)) is not None:
                self._places.give_back(self._held[pid])
                self._held[pid] = place
                # A server may have an even lower priority, and may not raise any.
                own = os.getpriority(os.PRIO_PROCESS, 0)
                os.setpriority(os.PRIO_PROCESS, pid, max(own, LOW_PRIORITY))
                self._slow.add(pid)
            elif (self._limits.slow or self._retired) and seconds > self._limits.evict_after and self._is_waited_for():
                os.kill(pid, signal.SIGKILL)

    def _kill_hanging(self) -> None:
        """Kill processes that neither take the queries that wait nor end when they are to, as they were stopped."""
        waited, now = self._retired or self._is_waited_for(), time.monotonic()
        idle = {pid for pid, row in self._running.items() if waited and not self._activity.seconds(row)}
        self._idle = {pid: self._idle.get(pid, now) for pid in idle}
        for pid, since in self._idle.items():
            if now - since > _MOST_IDLE:
                os.kill(pid, signal.SIGKILL)

    def _is_waited_for(self) -> bool:
        """Return whether connections wait to be accepted, here or where the next version is."""
        if self._retired:
            return self._places.is_waited_for()
        return bool(select.select([self._listener], [], [], 0)[0])

    def _fill(self) -> bool:
        """Fork as many processes as are missing, not counting the slow ones; return whether there are places for all.

        Where there are none, queries on the version before have them.
        """
        while not self._retired and len(self._running) - len(self._slow) < self._limits.processes:
            if (place := self._places.take()) is None:
                if self._is_waited_for():
                    self._places.wait()
                return False
            row = self._rows[0]
            self._activity.end(row)
            try:
                pid = os.fork()
            except OSError as error:  # for want of memory, or of processes; it is tried again with the next look
                sys.stderr.write(f"ruhrgraph: no query process can be started ({error.strerror})\n")
                self._places.give_back(place)
                return True
            if not pid:
                run_query_process(
                    self._listener.fileno(), self._opening, self._limits.memory, self._activity, row, self._pid
                )
            self._running[pid], self._held[pid] = self._rows.pop(0), place
        return True

    def _end(self) -> None:
        """End all processes."""
        for pid in self._running:
            os.kill(pid, signal.SIGKILL)
        for pid in self._running:
            os.waitpid(pid, 0)
