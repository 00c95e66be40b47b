"""The process that holds the newest version in memory: `python -m ruhrgraph.server.engine.pool.holder`.

In: a `HolderTask` as argument, and on the control socket a line for each version to serve, with a socket to tell its
facts on. Out: a zygote for each such version, forked from this process. The first version is read as a whole, which
takes seconds if it is large. To one that differs from the version held by a known difference, only that is applied, in
the zygote; when the version comes into use, it is applied here as well. So a small write to a large dataset is served
after milliseconds. This process has one thread, and ends with its zygotes when the control socket is closed.
"""

import faulthandler
import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ruhrgraph.graph.versions.difference import Difference, apply_difference, read_difference
from ruhrgraph.graph.versions.facts import Facts
from ruhrgraph.graph.versions.integrity import check
from ruhrgraph.graph.versions.record import Version
from ruhrgraph.graph.versions.repository import pin
from ruhrgraph.ontology.errors import DataFolderError, RuhrgraphError
from ruhrgraph.server.engine.heap import give_back
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool import zygote
from ruhrgraph.server.engine.pool.store import (
    Opened,
    facts_of,
    facts_on_disk,
    open_in_memory,
    open_on_disk,
    stays_on_disk,
)
from ruhrgraph.server.engine.pool.wire import error_as_json, error_from_json
from ruhrgraph.server.engine.pool.zygote import Opening, ZygoteTask
from ruhrgraph.server.engine.process_limits import end_with_parent

MOST_APPLIED = 100_000
"""Quads after which a version is read anew: those that were removed stay in the memory of the store."""
_RECEIVE = 64 * 1024
_STANDARD_ERROR = 2
_DESCRIPTORS = 64
"""How many a process may open that asks another engine: connections, and files that name hosts and certificates."""


@dataclass(frozen=True, slots=True)
class HolderTask:
    """What queries may use, and the number of the process that started this one."""

    limits: Limits
    parent: int

    def as_json(self) -> str:
        """Return the task as one argument."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "HolderTask":
        """Return the task in an argument."""
        content = json.loads(text)
        return cls(Limits(**content["limits"]), content["parent"])


@dataclass(frozen=True, slots=True)
class _Held:
    """A version in memory, and how many quads were applied to it since it was read."""

    digest: str
    opened: Opened
    facts: Facts
    applied: int = 0


def main(arguments: list[str]) -> None:
    """Hold versions and start their zygotes until the control socket is closed.

    Args:
        arguments: The descriptor of the control socket, and a `HolderTask` as JSON.

    """
    # A signal to stop goes to all processes of a server, but queries at work are to end first.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    control = socket.socket(fileno=int(arguments[0]))
    task = HolderTask.from_json(arguments[1])
    end_with_parent(task.parent)
    # A query process that overflows its stack says so where its standard error leads then.
    faulthandler.enable(_STANDARD_ERROR)
    _Holder(control, task.limits).run()


class _Holder:
    """Holds a version in memory; versions that stay on disk are only passed on."""

    def __init__(self, control: socket.socket, limits: Limits) -> None:
        self._control = control
        self._limits = limits
        self._held: _Held | None = None
        self._next: tuple[str, Difference] | None = None

    def run(self) -> None:
        """Obey until the control socket is closed."""
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # zygotes that end leave nothing behind
        rest, sockets = b"", list[int]()
        with suppress(ConnectionResetError):
            while True:
                data, descriptors, _, _ = socket.recv_fds(self._control, _RECEIVE, 8)
                if not data:
                    return
                sockets += descriptors
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    content = json.loads(line)
                    if "advance" in content:
                        self._advance(content["advance"])
                    else:
                        self._serve(ZygoteTask.from_json(content), socket.socket(fileno=sockets.pop(0)))

    def _serve(self, task: ZygoteTask, told: socket.socket) -> None:
        """Start a zygote for a version, or tell why there is none."""
        version = Version(task.digest, Path(task.folder))
        with told, suppress(BrokenPipeError, ConnectionResetError):
            try:
                opening = _in_engine(task) if task.engine else self._opening(version)
            except (RuhrgraphError, OSError) as error:
                known = error if isinstance(error, RuhrgraphError) else DataFolderError(str(error))
                zygote.tell(told, error_as_json(known))
                return
            if opening is None:
                zygote.tell(told, {"stale": True})
            else:
                parent = os.getpid()
                if not os.fork():
                    self._control.close()
                    zygote.run(task, told, opening, self._limits, parent)

    def _opening(self, version: Version) -> Opening | None:
        """Return how a zygote comes to a version: the way to its store, and its facts.

        Returns:
            None if this process holds another version from which there is no short way.

        Raises:
            DataFolderError: The version cannot be read.
            FileNotFoundError: It has just been pruned.

        """
        if stays_on_disk(version, self._limits.in_memory):
            return lambda: _on_disk(version, self._limits)
        if self._held is None:
            with pin(version):
                opened = open_in_memory(version, union=self._limits.union)
            self._held = _Held(version.digest, opened, facts_of(opened))
            # What exists now is never collected again: looking at it would copy it in each process.
            gc.collect()
            gc.freeze()
            give_back()
        held = self._held
        if held.digest == version.digest:
            return lambda: (lambda: held.opened, held.facts)
        difference = read_difference(version)
        if difference is None or difference.parent != held.digest or _size(difference) + held.applied > MOST_APPLIED:
            return None
        self._next = version.digest, difference
        return lambda: (lambda: held.opened, _apply(held, difference, self._limits))

    def _advance(self, digest: str) -> None:
        """Hold the version that has come into use, if its difference is known."""
        if self._held is not None and self._next is not None and self._next[0] == digest:
            difference = self._next[1]
            facts = _apply(self._held, difference, self._limits)
            self._held = _Held(digest, self._held.opened, facts, self._held.applied + _size(difference))


def _in_engine(task: ZygoteTask) -> Opening:
    """Return how query processes ask another engine, each by connections of its own, and the facts in the marker.

    Raises:
        OSError: The marker is gone.

    """
    # What is loaded here is shared by all query processes.
    from ruhrgraph.server.engine.remote.endpoint import Endpoint  # noqa: PLC0415  # few have another engine
    from ruhrgraph.server.engine.remote.mirror import mirrored_marker  # noqa: PLC0415  # the same
    from ruhrgraph.server.engine.remote.remote_store import RemoteStore  # noqa: PLC0415  # the same

    assert task.engine is not None  # noqa: S101  # the caller has looked
    address, base = task.engine
    marker = mirrored_marker(Path(task.folder))

    def opening() -> Opened:
        return Opened(ox.Store(), _DESCRIPTORS, RemoteStore(Endpoint(address), base, marker))

    return lambda: (opening, Facts(marker.triples, marker.graphs))


def _apply(held: _Held, difference: Difference, limits: Limits) -> Facts:
    """Apply a difference to a version that is held, and return the facts of the version that it becomes."""
    gained = apply_difference(held.opened.store, difference, union=limits.union)
    graphs = set(held.facts.graphs).difference(difference.dropped).union(difference.created)
    return Facts(held.facts.triples + gained, tuple(sorted(graphs)))


def _size(difference: Difference) -> int:
    """Return how many quads a difference has."""
    return len(difference.removed) + len(difference.added)


def _on_disk(version: Version, limits: Limits) -> tuple[Callable[[], Opened], Facts]:
    """Return how query processes open a version on disk, and its facts; it is not pruned as long as this is kept.

    Its files are checked by size and time: reading all of a large version takes longer than anybody waits for a server.

    Raises:
        RuhrgraphError: It cannot be read.
        FileNotFoundError: It has just been pruned.

    """
    held = ExitStack()
    held.enter_context(pin(version))
    check(version, quick=True)

    def opening(_: ExitStack = held) -> Opened:
        return open_on_disk(version, union=limits.union)

    return opening, _facts_by_child(version, limits)


def _facts_by_child(version: Version, limits: Limits) -> Facts:
    """Return the facts of a store that a child process opens: the engine's threads would make later forks unsafe.

    Raises:
        RuhrgraphError: It cannot be read.

    """
    reading, writing = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if not pid:
        try:
            end_with_parent(parent)
            with os.fdopen(writing, "wb") as told:
                told.write(json.dumps(_facts_or_error(version, limits)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        found = json.loads(answer.read() or json.dumps(error_as_json(DataFolderError("the store cannot be read"))))
    with suppress(ChildProcessError):  # where ended children are forgotten at once
        os.waitpid(pid, 0)
    if "error" in found:
        raise error_from_json(found)
    return Facts(found["triples"], tuple(found["graphs"]))


def _facts_or_error(version: Version, limits: Limits) -> dict[str, Any]:
    """Return the facts of a store, or why it cannot be read, as JSON has it."""
    try:
        return asdict(facts_on_disk(version, union=limits.union))
    except RuhrgraphError as error:
        return error_as_json(error)


if __name__ == "__main__":
    main(sys.argv[1:])
