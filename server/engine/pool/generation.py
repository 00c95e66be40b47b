"""One version with its zygote, as the server sees it, and the process that holds versions and forks their zygotes.

In: a version's folder. Out: the address at which its query processes take queries, and the facts of the version.
"""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ruhrgraph.graph.versions.facts import Facts
from ruhrgraph.server.engine.child_process import child_environment
from ruhrgraph.server.engine.heartbeat import MOST_SILENCE, Silence, processor_time, processor_time_with_children
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool import holder
from ruhrgraph.server.engine.pool.activity import Activity
from ruhrgraph.server.engine.pool.holder import HolderTask
from ruhrgraph.server.engine.pool.wire import error_from_json
from ruhrgraph.server.engine.pool.zygote import ZygoteTask
from ruhrgraph.server.settings import EngineAddress

_STACK = 64 * 1024 * 1024
"""Bytes that the parser and the planner, which call themselves, may take; eight times of what is usual."""
_ALLOCATOR = "glibc.malloc.tcache_count=500"
"""Keeps more of the small pieces that a query frees for the next one (GLIBC_TUNABLES): look-ups take a third less time
in the engine than with the 7 that are usual, and long joins a fifth less than with 60,000."""
_END_SECONDS = 5.0


class ZygoteDiedError(Exception):
    """Raised when a zygote ends without telling why, from `Generation.receive`."""


class StaleHolderError(Exception):
    """Raised when another holder has to read a version, as this one knows no short way to it."""


@dataclass(frozen=True, slots=True)
class ServedVersion:
    """A version that is served: the link that names it, its digest, its facts, and the ways to its query processes.

    `address` is the path of their socket, `activity` that of the table which tells what they are at work on; `memory`
    is how many MiB a query may take. `problem` tells what is wrong with the version that the link names, if that is
    damaged: then this is the one before, or the same one as it was read before it was damaged.
    """

    link: str
    digest: str
    address: str
    activity: str
    facts: Facts
    memory: int
    problem: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return this as values for JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "ServedVersion":
        """Return the version in JSON."""
        facts = Facts(content["facts"]["triples"], tuple(content["facts"]["graphs"]))
        return cls(**{**content, "facts": facts})


class Holder:
    """A process that holds versions, which was started (see `holder`).

    Args:
        limits: What queries may use.

    Raises:
        OSError: The system starts no more processes.

    """

    def __init__(self, limits: Limits) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = _spawn(HolderTask(limits, os.getpid()), theirs)

    def serve(self, task: ZygoteTask, told: socket.socket) -> None:
        """Let it start a zygote for a version, which tells on a socket."""
        with suppress(OSError):  # where it has died, so has the other end of that socket
            socket.send_fds(self._control, [_line(asdict(task))], [told.fileno()])

    def advance(self, digest: str) -> None:
        """Let it hold a version that was served and has come into use."""
        with suppress(OSError):
            self._control.send(_line({"advance": digest}))

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Return whether the process runs; one that is just dying has closed its socket, but has not ended yet."""
        try:
            self._control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)  # it never says anything
        except BlockingIOError:
            return self._process.poll() is None
        except OSError:
            return False
        return False

    def close_copy(self) -> None:
        """Close the control socket, in a process that was forked from the one that started this."""
        self._control.close()

    def close(self) -> None:
        """End the process, and with it all its zygotes."""
        self._control.close()
        self._process.kill()
        self._process.wait()


class Generation:
    """A version that a zygote serves, or will, and the control socket to that.

    Args:
        number: Counts the generations of a server.
        link: What `current` in the data folder says.
        folder: The folder of the version.
        address: The path at which its query processes shall take queries; nothing is there yet.
        held: The process that starts the zygote.
        engine: Another engine, if that has the version, and the base IRI.

    """

    def __init__(
        self,
        number: int,
        link: str,
        folder: Path,
        address: Path,
        held: Holder,
        engine: tuple[EngineAddress, str] | None = None,
    ) -> None:
        self.number = number
        self.link = link
        self.holder = held
        self.served: ServedVersion | None = None
        self._address = address
        self._activity = address.with_suffix(".activity")
        self._digest = folder.name
        self.control, theirs = socket.socketpair()
        places = str(address.with_name("places"))
        with theirs:
            held.serve(ZygoteTask(folder.name, str(folder), str(address), str(self._activity), places, engine), theirs)
        self._received = b""
        self._zygote: int | None = None
        self._table: Activity | None = None
        self._silence = Silence()

    def receive(self) -> bool:
        """Read what the zygote has sent; return whether that is all. Call it only when there is something to read.

        Raises:
            RuhrgraphError: The version cannot be read.
            StaleHolderError: Another holder has to read it.
            ZygoteDiedError: It has ended.

        """
        data = self.control.recv(64 * 1024)
        if not data:
            raise ZygoteDiedError
        *lines, self._received = (self._received + data).split(b"\n")
        for line in lines:
            self._take(json.loads(line))
        return self.served is not None

    def _take(self, content: dict[str, Any]) -> None:
        """Take a line of the zygote: its number, then the facts of the version, or an error.

        Raises:
            RuhrgraphError, StaleHolderError: As `receive`.

        """
        if "error" in content:
            raise error_from_json(content)
        if "stale" in content:
            raise StaleHolderError
        if "pid" in content:
            self._zygote = content["pid"]
            return
        facts = Facts(content["triples"], tuple(content["graphs"]))
        ways, memory = (str(self._address), str(self._activity)), content["memory"]
        self.served = ServedVersion(self.link, self._digest, *ways, facts, memory)
        self._table = Activity(self._activity)

    def end_if_hanging(self) -> None:
        """Kill a zygote that gives no sign of life; that it has ended is noticed then as ever."""
        sign, pid = self._sign()
        if self._silence.is_too_long(sign):
            what = "looks after the queries" if self._table else "reads the data"
            message = f"the process {pid}, which {what}, gave no sign of life for {MOST_SILENCE:g} seconds"
            sys.stderr.write(f"ruhrgraph: {message} and is replaced\n")
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _sign(self) -> tuple[object, int]:
        """Return the sign of life of the process that is at work on the version, and its number."""
        if self._table is not None:
            return self._table.zygote()
        if self._zygote is not None:  # a version on disk is read in the zygote, and by a process that it starts
            return processor_time_with_children(self._zygote), self._zygote
        return processor_time(self.holder.pid), self.holder.pid

    def retire(self) -> None:
        """Let the zygote end once the queries that it has are answered."""
        with suppress(OSError):
            self.control.send(b"r")

    def has_ended(self) -> bool:
        """Return whether a zygote that was told to retire has ended, and with it all its query processes."""
        try:
            return not self.control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def close(self) -> None:
        """Let the zygote end with all its query processes, whatever they do, and remove the socket."""
        with suppress(OSError):
            self.control.shutdown(socket.SHUT_WR)
            self.control.settimeout(_END_SECONDS)
            while self.control.recv(64 * 1024):  # its end closes the other side
                pass
        self.control.close()
        self._address.unlink(missing_ok=True)
        self._activity.unlink(missing_ok=True)


def _line(content: dict[str, Any]) -> bytes:
    """Return a line of JSON."""
    return json.dumps(content).encode() + b"\n"


def _spawn(task: HolderTask, control: socket.socket) -> subprocess.Popen[bytes]:
    """Start a holder with a large stack, and without what the environment may hold of secrets."""
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    stack = _STACK if hard == resource.RLIM_INFINITY else min(_STACK, hard)
    environment = child_environment()
    environment.setdefault("GLIBC_TUNABLES", _ALLOCATOR)
    try:
        # A process gets the limit of whoever starts it, and it cannot raise its own stack later.
        resource.setrlimit(resource.RLIMIT_STACK, (stack, hard))
        return subprocess.Popen(  # noqa: S603  # this program, with arguments made here
            [sys.executable, "-P", "-m", holder.__name__, str(control.fileno()), task.as_json()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(control.fileno(),),
            env=environment,
            start_new_session=True,  # Ctrl-C in a terminal reaches the server alone
        )
    finally:
        resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))
