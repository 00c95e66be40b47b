"""The process that holds a version and forks the query processes: `python -m ruhrgraph.server.engine.pool.zygote`.

In: a `Task` as argument, and on the control socket commands of five bytes, `F` with the socket of a new query process,
`K` with the number of one to kill, `N` with that of one to slow down. Out: lines of JSON, first `ready` or `error`,
then `ended` for each process with how and why. It has one thread and no copy of a server's secrets, so forking is safe
and quick. It ends, and all query processes with it, when the control socket does: when its server closes it or dies.
"""

import ctypes
import gc
import json
import os
import selectors
import signal
import socket
import struct
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from ruhrgraph.graph.versions.repository import Version, pin
from ruhrgraph.ontology.errors import DataFolderError, RuhrgraphError
from ruhrgraph.server.engine.pool.query_process import serve
from ruhrgraph.server.engine.pool.store import Opened, open_in_memory, open_on_disk, stays_on_disk

COMMAND = struct.Struct(">cI")
FORK, KILL, NICE = b"F", b"K", b"N"
_PR_SET_PDEATHSIG = 1
_CHANNEL = 3
_MOST_DESCRIPTORS = 1024
_LOW_PRIORITY = 15
_MOST_SAID = 65536
_LAST_WORDS: Mapping[bytes, str] = {
    b"memory allocation of": "memory",
    b"implement a total order": "order",
    b"panicked at": "panic",
}
"""What the engine says when it aborts, and what that means."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a zygote holds: a version's digest and folder, and how.

    `in_memory` is how many bytes a version may have that is held in memory although it has a store on disk; `union`
    whether the default graph is the union of all graphs; `memory` how many MiB each query may take.
    """

    digest: str
    folder: str
    in_memory: int
    union: bool
    memory: int


def main(arguments: list[str]) -> None:
    """Hold a version and fork query processes until the control socket ends.

    Args:
        arguments: The descriptor of the control socket, and a `Task` as JSON.

    """
    # Whoever stops the server by a signal to all its processes wants queries that run to end; this ends by its socket.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    control = socket.socket(fileno=int(arguments[0]))
    task = Task(**json.loads(arguments[1]))
    version = Version(task.digest, Path(task.folder))
    with suppress(BrokenPipeError, ConnectionResetError), ExitStack() as held:
        try:
            opening = _opening(version, task, held)
        except (RuhrgraphError, OSError) as error:
            kind = type(error) if isinstance(error, RuhrgraphError) else DataFolderError
            _tell(control, error={"error": kind.__name__, "message": str(error)})
            return
        # What exists now is never collected again: looking at it would copy it in each query process.
        gc.collect()
        gc.freeze()
        _trim()
        _tell(control, ready=os.getpid())
        _Nursery(control, opening, task.memory).run()


def _opening(version: Version, task: Task, held: ExitStack) -> Callable[[], Opened]:
    """Return how a query process comes to its store: that of this process, or for versions on disk one of its own.

    Raises:
        DataFolderError: The version cannot be read.
        FileNotFoundError: It has just been pruned.

    """
    held.enter_context(pin(version))
    if stays_on_disk(version, task.in_memory):
        open_on_disk(version, union=task.union)
        return lambda: open_on_disk(version, union=task.union)
    opened = open_in_memory(version, union=task.union)
    held.close()
    return lambda: opened


def _tell(control: socket.socket, **message: object) -> None:
    """Send the server a line."""
    control.sendall(json.dumps(message).encode() + b"\n")


class _Nursery:
    """Forks, kills and buries query processes, as the control socket commands."""

    def __init__(self, control: socket.socket, opening: Callable[[], Opened], memory: int) -> None:
        self._control = control
        self._opening = opening
        self._memory = memory
        self._pid = os.getpid()
        self._living: dict[int, int] = {}  # what each says on its standard error
        self._prctl = _prctl()

    def run(self) -> None:
        """Work until the control socket ends, then end all query processes."""
        woken, wake = socket.socketpair()
        woken.setblocking(False)  # noqa: FBT003  # the standard library's way
        wake.setblocking(False)  # noqa: FBT003  # the same
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self._control, selectors.EVENT_READ, self._obey)
                selector.register(woken, selectors.EVENT_READ, lambda: self._bury(woken))
                while all(key.data() for key, _ in selector.select()):
                    pass
        finally:
            signal.set_wakeup_fd(-1)
            for pid in self._living:
                os.kill(pid, signal.SIGKILL)
            for pid in self._living:
                os.waitpid(pid, 0)

    def _obey(self) -> bool:
        """Carry out one command; return False when there are no more."""
        command, descriptors, _, _ = socket.recv_fds(self._control, COMMAND.size, 1, socket.MSG_WAITALL)
        if len(command) < COMMAND.size:
            return False
        kind, pid = COMMAND.unpack(command)
        if kind == FORK:
            channel = descriptors[0]
            self._fork(channel)
            os.close(channel)
        elif pid in self._living and kind == KILL:
            os.kill(pid, signal.SIGKILL)
        elif pid in self._living and kind == NICE:
            os.setpriority(os.PRIO_PROCESS, pid, _LOW_PRIORITY)
        return True

    def _bury(self, woken: socket.socket) -> bool:
        """Tell how each process ended that has."""
        woken.recv(4096)
        while self._living:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            with open(self._living.pop(pid), "rb") as said:  # noqa: PTH123  # a descriptor
                text = said.read(_MOST_SAID) or b""
            why = next((why for words, why in _LAST_WORDS.items() if words in text), "")
            _tell(self._control, ended=pid, status=os.waitstatus_to_exitcode(status), why=why)
        return True

    def _fork(self, channel: int) -> None:
        """Let a process of its own answer queries on a socket."""
        heard, said = os.pipe()
        os.set_blocking(heard, False)  # the standard library's way
        os.set_blocking(said, False)  # the same; nobody listens while it lives
        try:
            pid = os.fork()
        except OSError:
            os.close(heard)  # no more processes: the server sees the socket close
            return
        finally:
            if os.getpid() == self._pid:
                os.close(said)
        if pid:
            self._living[pid] = heard
            return
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() == self._pid:  # else it has just died
                self._serve(channel, said)
                code = 0
        finally:
            os._exit(code)

    def _serve(self, channel: int, said: int) -> None:
        """Answer queries on a socket, with nothing else open but what the engine's last words go to."""
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor, source in enumerate((nothing, nothing, said, channel)):
            os.dup2(source, descriptor)
        os.closerange(_CHANNEL + 1, _MOST_DESCRIPTORS)
        serve(socket.socket(fileno=_CHANNEL), self._opening(), self._memory)


def _trim() -> None:
    """Give back what loading took and left, where the C library can."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


def _prctl() -> Callable[[int, int], object]:
    """Return the system call by which a process dies with its parent; off Linux, one that does nothing."""
    if sys.platform == "linux":
        function: Callable[[int, int], object] = ctypes.CDLL(None).prctl
        return function
    return lambda _option, _signal: None


if __name__ == "__main__":
    main(sys.argv[1:])
