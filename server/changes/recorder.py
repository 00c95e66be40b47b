"""Keeps the log of changes up to date: after writes, and before anything of it is shown.

In: a data folder. Out: a log with all versions up to the one in use, and what is read from it. A process of its own
writes it, with low priority, and mends it. Who reads while another process has locked the log waits here, for less than
a second, and not in a thread.
"""

import asyncio
from asyncio.subprocess import PIPE
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

from ruhrgraph.graph.changes import recorder
from ruhrgraph.ontology.errors import BusyLogError, DamagedLogError, DataFolderError
from ruhrgraph.server.engine.child_process import start_module
from ruhrgraph.server.http.logs import log

_T = TypeVar("_T")
_PAUSE = 2.0
"""Seconds to wait after a write, so that several writes start one process."""
_WAIT = 10.0
"""Seconds that a request waits. Large versions take longer to compare; until then clients see the log as it is."""
_RETRY_AFTER = 10.0
"""Seconds after a failure before the next attempt."""
_ATTEMPTS = 3
_LOCKED, _LOOK = 0.6, 0.02
"""For how many seconds a locked log is tried again, and how often. Our own writes take milliseconds."""


class ChangeRecorder:
    """Starts the process that adds the missing entries to the log, one at a time.

    Args:
        data: The data folder.
        reads_only: Whether another server does all that, so that this one shows the log as it is.

    """

    def __init__(self, data: Path, *, reads_only: bool = False) -> None:
        self._data = data
        self._reads_only = reads_only
        self._running: asyncio.Task[None] | None = None
        self._late: asyncio.Task[None] | None = None
        """A process that somebody has waited for in vain; nobody else waits for it."""
        self._soon: asyncio.Task[None] | None = None
        self._failed: tuple[float, str] | None = None
        self._checked = False
        """Whether all of the log has been read; if not, the next process begins with that."""
        self._damaged = False
        """Whether somebody found it damaged since."""

    def record_soon(self) -> None:
        """Start to record a new version after a short pause."""
        if self._soon is None or self._soon.done():
            self._soon = asyncio.get_running_loop().create_task(self._later())

    async def read(self, read: Callable[[], _T]) -> _T:
        """Return what `read` finds in the log. It has the version in use, unless that cannot be recorded soon.

        Args:
            read: Opens and reads the log, in a thread. It must not wait for a lock.

        Raises:
            BusyLogError: Another process has locked the log.
            DataFolderError: The log cannot be read, and not be mended.

        """
        try:
            await self.wait_until_recorded()
        except BusyLogError:
            raise
        except DataFolderError:
            pass  # what cannot be written can still be read; `_run` has said why
        try:
            return await _when_free(read)
        except DamagedLogError:
            self._checked, self._damaged = False, True
            await self.wait_until_recorded()
            return await _when_free(read)

    async def wait_until_recorded(self) -> None:
        """Wait until the log has the version in use, for some seconds at most.

        Raises:
            DataFolderError: The log cannot be written.

        """
        for _ in range(0 if self._reads_only else _ATTEMPTS):
            behind = await _when_free(partial(recorder.has_unrecorded_changes, self._data, 0))
            if self._checked and not behind:
                return
            self.raise_failure()
            if self._running is None or self._running.done():
                self._running = asyncio.get_running_loop().create_task(self._run())
            if self._running is self._late or not (behind or self._damaged):
                return
            done, _ = await asyncio.wait((self._running,), timeout=_WAIT)
            if not done:
                self._late = self._running
                return

    def raise_failure(self) -> None:
        """Raise a DataFolderError if the log could not be written a moment ago."""
        if self._failed and monotonic() - self._failed[0] < _RETRY_AFTER:
            raise DataFolderError(self._failed[1])

    async def was_described(self, iri: str) -> bool:
        """Return whether an earlier version had statements about something; False if the log cannot tell."""
        with suppress(DataFolderError):  # that a thing is not there is true all the same
            return await self.read(partial(recorder.was_described, self._data, iri, 0))
        return False

    async def close(self) -> None:
        """Stop recording; the next server adds what is missing then."""
        for task in (self._soon, self._running):
            if task is not None:
                task.cancel()
                await asyncio.wait((task,))

    async def _later(self) -> None:
        await asyncio.sleep(_PAUSE)
        with suppress(DataFolderError):  # `_run` has said why
            await self.wait_until_recorded()

    async def _run(self) -> None:
        """Run the process, and keep the reason where it fails."""
        try:
            reason = await self._run_process()
        except OSError as error:
            reason = f"the process that records the changes cannot be started ({error.strerror})"
        self._failed = (monotonic(), reason) if reason else None
        if reason:
            log.warning("changes not recorded", reason=reason)

    async def _run_process(self) -> str:
        """Run the process, log what it says, and return the reason why it failed, "" if it did not."""
        check = () if self._checked else (recorder.CHECK,)
        self._checked = True
        process = await start_module(recorder.__name__, str(self._data), *check, stderr=PIPE)
        try:
            _, errors = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        lines = errors.decode(errors="replace").strip().splitlines()
        reason = ""
        if process.returncode:
            ended = f"{self._data}: the process that records the changes ended and gave no reason"
            reason = lines.pop() if lines else ended
        if check:
            self._damaged = False
        for line in lines:
            log.warning("changes", message=line)
        return reason


async def _when_free(read: Callable[[], _T]) -> _T:
    """Return what `read` finds, called again while another process has locked the log, for less than a second."""
    until = monotonic() + _LOCKED
    while True:
        try:
            return await asyncio.to_thread(read)
        except BusyLogError:
            if monotonic() > until:
                raise
        await asyncio.sleep(_LOOK)
