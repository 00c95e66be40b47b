"""The process that forks the query processes of one version, and ends those whose queries take too long.

In: an open version, inherited from the process that forked this one (see `holder`), and on the control socket one byte
when another version is in use. Out: one line of JSON, the facts of the version or an error; and a socket in the file
system from which the query processes accept connections. It has one thread and no copy of a server's secrets, so
forking is safe and quick. It ends with its query processes when the control socket is closed; after that byte, as soon
as the queries at work are answered. Queries that wait are sent back then, and go to the next version.
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
from typing import NoReturn

from ruhrgraph.ontology.errors import DataFolderError, RuhrgraphError
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.activity import Activity
from ruhrgraph.server.engine.pool.query_process import LOW_PRIORITY, serve
from ruhrgraph.server.engine.pool.store import Facts, Opened
from ruhrgraph.server.engine.pool.wire import error_as_json
from ruhrgraph.server.engine.process_limits import end_with_parent

_LISTENER = 3
_MOST_DESCRIPTORS = 1024
_LATER = 1.0
"""Seconds after the time of a query is over: by then whoever asked has ended it, or has died."""
_TICK = 0.05
"""Seconds between two looks at which queries take long."""
_STANDARD_ERROR = 2

Opening = Callable[[], tuple[Callable[[], Opened], Facts]]
"""Gets a version ready: returns how a query process comes to its store, and its facts."""


@dataclass(frozen=True, slots=True)
class ZygoteTask:
    """The digest and the folder of a version, and where to listen.

    `activity` is the path of the table that tells which query each process is at work on.
    """

    digest: str
    folder: str
    address: str
    activity: str


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
    try:
        store, facts = opening()
    except (RuhrgraphError, OSError) as error:
        tell(control, error_as_json(error if isinstance(error, RuhrgraphError) else DataFolderError(str(error))))
        return
    gc.freeze()  # what exists now is never collected again: looking at it would copy it in each query process
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(task.address)
        listener.listen(limits.queue - 1)  # the kernel takes one more than it is told
        # One row more: what a process that died was at work on can be looked up until others have died.
        activity = Activity(Path(task.activity), limits.processes + limits.slow + 1)
        tell(control, asdict(facts))
        QueryProcesses(listener, store, limits, activity).run(control)


def tell(control: socket.socket, content: dict[str, object]) -> None:
    """Send a line to the server."""
    control.sendall(json.dumps(content).encode() + b"\n")


class QueryProcesses:
    """Keeps as many query processes running as there may be, and slows down or kills those whose queries take long."""

    def __init__(
        self, listener: socket.socket, opening: Callable[[], Opened], limits: Limits, activity: Activity
    ) -> None:
        self._listener = listener
        self._opening = opening
        self._limits = limits
        self._activity = activity
        self._pid = os.getpid()
        self._rows = list(range(activity.rows))  # the one that has been free for longest first
        self._running: dict[int, int] = {}  # their rows in the table, by process number
        self._slow: set[int] = set()
        self._retired = False

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
                while self._running or not self._retired:
                    self._fill()
                    ready = [key.fileobj for key, _ in selector.select(_TICK)]
                    if woken in ready:
                        woken.recv(4096)
                    if control in ready and not self._obey(control):
                        break
                    self._reap()
                    self._kill_or_slow_down()
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
            if os.waitstatus_to_exitcode(status) > 0:
                time.sleep(_TICK)  # it failed before it could answer anything; the next one may, too

    def _kill_or_slow_down(self) -> None:
        """Give long queries little priority, or kill them if others wait; kill those that are over their time."""
        for pid, row in self._running.items():
            seconds = self._activity.seconds(row)
            if seconds > self._limits.seconds + _LATER:
                os.kill(pid, signal.SIGKILL)
            if pid in self._slow or seconds < self._limits.slow_after:
                continue
            if len(self._slow) < self._limits.slow:
                # A server may have an even lower priority, and may not raise any.
                own = os.getpriority(os.PRIO_PROCESS, 0)
                os.setpriority(os.PRIO_PROCESS, pid, max(own, LOW_PRIORITY))
                self._slow.add(pid)
            elif self._limits.slow and seconds > self._limits.evict_after and self._is_waited_for():
                os.kill(pid, signal.SIGKILL)

    def _is_waited_for(self) -> bool:
        """Return whether connections wait to be accepted."""
        return not self._retired and bool(select.select([self._listener], [], [], 0)[0])

    def _fill(self) -> None:
        """Fork as many processes as are missing, not counting the slow ones."""
        while not self._retired and len(self._running) - len(self._slow) < self._limits.processes:
            row = self._rows[0]
            self._activity.end(row)
            try:
                pid = os.fork()
            except OSError as error:  # for want of memory, or of processes; it is tried again with the next look
                sys.stderr.write(f"ruhrgraph: no query process can be started ({error.strerror})\n")
                return
            if not pid:
                self._serve(row)
            self._running[pid] = self._rows.pop(0)

    def _serve(self, row: int) -> None:
        """Answer queries, in a process that was just forked; end it then."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            end_with_parent(self._pid)
            nothing = os.open(os.devnull, os.O_RDWR)
            for source, descriptor in ((nothing, 0), (nothing, 1), (self._listener.fileno(), _LISTENER)):
                os.dup2(source, descriptor)
            os.closerange(_LISTENER + 1, _MOST_DESCRIPTORS)
            opened = self._opening()
            os.dup2(0, _STANDARD_ERROR)
            listener = socket.socket(fileno=_LISTENER)
            serve(listener, opened, self._limits.memory, self._activity, row)
            code = 0
        except BaseException:  # noqa: BLE001 - the outermost edge of a process
            traceback.print_exc()
        finally:
            os._exit(code)

    def _end(self) -> None:
        """End all processes."""
        for pid in self._running:
            os.kill(pid, signal.SIGKILL)
        for pid in self._running:
            os.waitpid(pid, 0)
