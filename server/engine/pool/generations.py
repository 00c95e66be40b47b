"""Follows the version in use: starts query processes on each new one, and lets those on the version before end.

In: the link `current` of a data folder, and connections of HTTP workers that want to know where to ask. Out: to each
of them one line of JSON: the `ServedVersion`, or an error. The link is read when somebody asks, so nobody gets a
version older than the one in use at that moment. All of it happens in one thread of one process, which calls `run`.
"""

import json
import os
import selectors
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError, RuhrgraphError, SettingError
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.generation import Generation, ZygoteDiedError
from ruhrgraph.server.engine.pool.wire import error_as_json

_ATTEMPTS = 3
_PAUSE = 1.0
"""Seconds before a version is tried again that could not be read."""
_BACKLOG = 128
_TELL_SECONDS = 1.0
"""How long a worker that asks may take to read the answer; the others wait meanwhile."""


def read_link(path: str) -> str:
    """Return the target of the link to the version in use.

    Args:
        path: The link, as text: it is read for each query, and a path object takes ten times as long.

    Raises:
        NotPublishedError: Nothing is published.
        DataFolderError: It is no link.

    """
    try:
        return os.readlink(path)  # noqa: PTH115  # see above
    except FileNotFoundError:
        raise NotPublishedError("nothing is published yet; run `ruhrgraph build`") from None
    except OSError as error:
        message = f"{path}: is no link to a version ({error.strerror}); remove it and build again"
        raise DataFolderError(message) from None


def _listen(address: str) -> socket.socket:
    """Return a socket that listens at a path.

    Raises:
        SettingError: No socket can be made there; most systems want a path of about 100 bytes at most.

    """
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        message = f"{address}: no socket can be made here ({error.strerror or error}); set TMPDIR to a shorter path"
        raise SettingError(message) from None
    listener.listen(_BACKLOG)
    return listener


class Generations:
    """The generation that answers, the next one, and those before that still have queries.

    Args:
        limits: What queries may use.
        data: The data folder.
        folder: Where sockets may be made; nobody else may enter it.

    Raises:
        SettingError: No socket can be made there.

    """

    def __init__(self, limits: Limits, data: Path, folder: Path) -> None:
        self.address = str(folder / "control")
        self._limits = limits
        self._data = data
        self._link = str(data / "current")
        self._folder = folder
        self._count = 0
        self._current: Generation | None = None
        self._next: Generation | None = None
        self._retired: list[Generation] = []
        self._waiting: list[tuple[socket.socket, int]] = []  # each with the number of generations started before
        self._attempts = 0
        self._failed: tuple[str, RuhrgraphError, float] | None = None
        self._listener = _listen(self.address)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        with suppress(RuhrgraphError):  # whoever asks is told
            self._start(read_link(self._link))

    def run(self, seconds: float) -> None:
        """Handle what has come from workers and zygotes; wait for it for at most a number of seconds."""
        for key, _ in self._selector.select(seconds):
            if key.fileobj is self._listener:
                self._waiting.append((self._listener.accept()[0], self._count))
            elif key.data in (self._current, self._next):
                self._receive(key.data)
            else:
                self._selector.unregister(key.fileobj)  # one that was retired has ended
        self._answer()
        for generation in [item for item in self._retired if item.has_ended()]:
            self._retired.remove(generation)
            self._close(generation)
        for generation in filter(None, (self._current, self._next, *self._retired)):
            generation.end_if_hanging()

    def close(self) -> None:
        """End all generations and their processes."""
        for generation in filter(None, (self._current, self._next, *self._retired)):
            self._close(generation)
        for waiting, _ in self._waiting:
            waiting.close()
        self._listener.close()
        self._selector.close()
        Path(self.address).unlink(missing_ok=True)

    def close_copies(self) -> None:
        """Close the sockets in a process that was forked from the one that runs this."""
        self._selector.close()
        self._listener.close()
        for generation in filter(None, (self._current, self._next, *self._retired)):
            generation.control.close()
        for waiting, _ in self._waiting:
            waiting.close()

    def _answer(self) -> None:
        """Answer the workers that wait, if a zygote is ready; else start one."""
        if not self._waiting:
            return
        try:
            link = read_link(self._link)
            if self._current is not None and self._current.served is not None:
                # Who asked before it was started may have it, even where yet another version is in use by now.
                number = self._count + 1 if self._current.link == link else self._current.number
                self._tell(self._current.served.as_json(), before=number)
            if self._waiting and self._next is None:
                self._demand(link)
        except RuhrgraphError as error:
            self._tell(error_as_json(error), before=self._count + 1)

    def _demand(self, link: str) -> None:
        """Start a generation of a version, unless it has just failed.

        Raises:
            RuhrgraphError: It has.

        """
        if self._failed is not None and self._failed[0] == link:
            _, error, until = self._failed
            if time.monotonic() < until:
                raise error
        self._start(link)

    def _start(self, link: str) -> None:
        """Start a generation.

        Raises:
            DataFolderError: The system starts no more processes.

        """
        self._count += 1
        folder, address = (self._data / link).absolute(), self._folder / str(self._count)
        try:
            self._next = Generation(self._count, link, folder, address, self._limits)
        except OSError as error:
            message = f"{folder}: the process that reads it cannot be started ({error.strerror}); is there memory?"
            raise DataFolderError(message) from None
        self._selector.register(self._next.control, selectors.EVENT_READ, self._next)

    def _receive(self, generation: Generation) -> None:
        """Use a zygote that has loaded its version; replace one that has died."""
        try:
            if not generation.receive():
                return
        except ZygoteDiedError:
            self._replace(generation)
        except RuhrgraphError as error:
            self._fail(generation, error)
        else:
            self._attempts, self._failed, self._next = 0, None, None
            if self._current is not None:
                self._current.retire()
                self._retired.append(self._current)
            self._current = generation

    def _replace(self, generation: Generation) -> None:
        """Start another zygote where one has died; after three attempts, note that the version cannot be read."""
        if generation is self._current:
            self._close(generation)
            self._current = None
            if self._next is None:
                with suppress(DataFolderError):  # the next who asks is told
                    self._start(generation.link)
            return
        self._attempts += 1
        if self._attempts < _ATTEMPTS:
            self._close(generation)
            self._next = None
            with suppress(DataFolderError):  # the same
                self._start(generation.link)
            return
        message = f"{self._data / generation.link}: the process that reads it dies; is there memory?"
        self._fail(generation, DataFolderError(message))

    def _fail(self, generation: Generation, error: RuhrgraphError) -> None:
        """Note that a version cannot be read."""
        self._close(generation)
        self._next = None
        self._attempts = 0
        self._failed = (generation.link, error, time.monotonic() + _PAUSE)

    def _tell(self, content: Mapping[str, Any], before: int) -> None:
        """Send a line to those that asked before the generation of a number was started."""
        line = json.dumps(content).encode() + b"\n"
        told = [item for item in self._waiting if item[1] < before]
        for item in told:
            self._waiting.remove(item)
            with item[0] as connection, suppress(OSError):  # a worker that has gone, or hangs
                connection.settimeout(_TELL_SECONDS)
                connection.sendall(line)

    def _close(self, generation: Generation) -> None:
        with suppress(KeyError, ValueError):
            self._selector.unregister(generation.control)
        generation.close()
