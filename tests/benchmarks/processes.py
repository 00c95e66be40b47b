"""Real processes: starts a server, looks at its whole family in /proc, and stops it so that nothing stays behind.

In: a command and an address. Out: a `Served`, whose family is all that descends from it or belongs to its session.
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[2]
_PROC = Path("/proc")
_PAUSE = 0.005
_STOP_SECONDS = 20.0


class LeftBehindError(Exception):
    """Raised when something of a server is still there after it was stopped."""


@dataclass(frozen=True)
class Served:
    """A server that answers: its process, its port, and the seconds from its start to its first answer."""

    process: "subprocess.Popen[bytes]"
    port: int
    path: str
    seconds: float

    def family(self) -> tuple[int, ...]:
        """Return the process ids of the server and of all that it started."""
        return family(self.process.pid)

    def memory(self) -> int:
        """Return the bytes of memory of the family, shared pages counted once (PSS)."""
        return sum(map(proportional, self.family()))

    def descriptors(self) -> int:
        """Return the number of file descriptors that the family has open."""
        return sum(map(_descriptors, self.family()))

    def zombies(self) -> tuple[int, ...]:
        """Return the processes of the family that have ended and that nobody has waited for."""
        return tuple(pid for pid in self.family() if _stat(pid)[0] == "Z")


def ruhrgraph(*arguments: str) -> list[str]:
    """Return this project's command with arguments, as the installed script runs it."""
    return [sys.executable, "-c", "import sys; from ruhrgraph.server.cli import main; sys.exit(main())", *arguments]


def environment(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment with these settings and no others of the project."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("RUHRGRAPH_")}
    return {**inherited, "PYTHONPATH": str(ROOT), **(settings or {})}


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def family(root: int) -> tuple[int, ...]:
    """Return the living processes that descend from one, or belong to the session that it leads."""
    stats = {int(entry.name): _stat(int(entry.name)) for entry in _PROC.iterdir() if entry.name.isdecimal()}
    found = {pid for pid, (_, _, session) in stats.items() if session == root}
    size = -1
    while size != len(found):
        size = len(found)
        found |= {pid for pid, (_, parent, _) in stats.items() if parent in found or pid == root}
    return tuple(sorted(found & {pid for pid, stat in stats.items() if stat[0]}))


def alive(pids: Sequence[int]) -> tuple[int, ...]:
    """Return who of some processes still runs; a zombie has ended."""
    return tuple(pid for pid in pids if _stat(pid)[0] not in ("", "Z"))


@contextmanager
def serving(
    command: Sequence[str],
    port: int,
    path: str,
    *,
    settings: Mapping[str, str] | None = None,
    seconds: float = 30.0,
    log: Path | None = None,
) -> Iterator[Served]:
    """Start a server, wait until it answers a query, and stop it in the end.

    Args:
        command: What starts it.
        port: The port that it was told to listen at.
        path: The path of its SPARQL endpoint.
        settings: More environment variables.
        seconds: How long it may take to its first answer.
        log: The file that gets what it prints.

    Raises:
        RuntimeError: It does not answer.
        LeftBehindError: It does not stop, or something of it stays behind; this is then killed.

    """
    with log.open("ab") if log else open(os.devnull, "ab") as output:  # noqa: PTH123  # a device, not a path of ours
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, env=environment(settings),
            start_new_session=True, cwd=log.parent if log else None,
        )  # fmt: skip
        try:
            _wait_for_answer(process, port, path, start + seconds)
            yield Served(process, port, path, time.perf_counter() - start)
        finally:
            left = stop(process)
    if left:
        raise LeftBehindError(f"processes {left} of `{command[0]}` outlived it and had to be killed")
    if not _is_free(port):
        raise LeftBehindError(f"port {port} is still in use after `{command[0]}` has ended")


def stop(process: "subprocess.Popen[bytes]") -> tuple[int, ...]:
    """End a process and its family; return who of them had to be killed."""
    before = family(process.pid)
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_STOP_SECONDS)
    end = time.monotonic() + 2
    while (left := _alive(process, before)) and time.monotonic() < end:
        time.sleep(_PAUSE)
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()
    return left


def answers(port: int, path: str, query: str = "ASK {}", seconds: float = 10.0) -> bool:
    """Tell whether a server answers a query with success."""
    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    try:
        connection.request("GET", f"{path}?query={quote(query)}", headers={"accept": "application/sparql-results+json"})
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return answer.status == http.client.OK
    finally:
        connection.close()


def _wait_for_answer(process: "subprocess.Popen[bytes]", port: int, path: str, end: float) -> None:
    while not answers(port, path, seconds=max(1.0, end - time.perf_counter())):
        if process.poll() is not None:
            raise RuntimeError(f"`{process.args!r}` ended with {process.returncode} before it answered")
        if time.perf_counter() > end:
            raise RuntimeError(f"`{process.args!r}` did not answer in time")
        time.sleep(_PAUSE)


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            listener.bind((HOST, port))
            return True
    return False


def _alive(process: "subprocess.Popen[bytes]", before: Sequence[int]) -> tuple[int, ...]:
    """Return who of a family still runs; a child that ends is reaped by others, a zombie counts as ended."""
    now = {*family(process.pid), *(pid for pid in before if _stat(pid)[2] == process.pid)}
    process.poll()
    return alive(sorted(now))


def _stat(pid: int) -> tuple[str, int, int]:
    """Return a process's state, parent and session; no state where there is no such process."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return "", 0, 0
    return fields[0], int(fields[1]), int(fields[3])


def proportional(pid: int) -> int:
    """Return the bytes of memory of a process, pages that it shares divided by who shares them."""
    try:
        text = (_PROC / str(pid) / "smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def _descriptors(pid: int) -> int:
    try:
        return len(list((_PROC / str(pid) / "fd").iterdir()))
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
