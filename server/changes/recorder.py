"""Keeps the log of changes up to date: after writes, and before anything of it is shown.

In: a data folder. Out: a log with all versions up to the one in use. A process of its own writes it, with low priority.
"""

import asyncio
from asyncio.subprocess import PIPE
from contextlib import suppress
from pathlib import Path
from time import monotonic

from ruhrgraph.graph.changes import recorder
from ruhrgraph.ontology.errors import DataFolderError
from ruhrgraph.server.engine.child_process import start_module
from ruhrgraph.server.http.logs import log

_PAUSE = 2.0
"""Seconds to wait after a write, so that several writes start one process."""
_WAIT = 10.0
"""Seconds that a request waits. Large versions take longer to compare; until then clients see the log as it is."""
_RETRY_AFTER = 10.0
"""Seconds after a failure before the next attempt."""
_ATTEMPTS = 3


class ChangeRecorder:
    """Starts the process that adds the missing entries to the log, one at a time."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._running: asyncio.Task[None] | None = None
        self._soon: asyncio.Task[None] | None = None
        self._failed: tuple[float, str] | None = None

    def record_soon(self) -> None:
        """Start to record a new version after a short pause."""
        if self._soon is None or self._soon.done():
            self._soon = asyncio.get_running_loop().create_task(self._later())

    async def wait_until_recorded(self) -> None:
        """Wait until the log has the version in use, for some seconds at most.

        Raises:
            DataFolderError: The log cannot be written.

        """
        for _ in range(_ATTEMPTS):
            if not await asyncio.to_thread(recorder.has_unrecorded_changes, self._data):
                return
            if self._failed and monotonic() - self._failed[0] < _RETRY_AFTER:
                raise DataFolderError(self._failed[1])
            if self._running is None or self._running.done():
                self._running = asyncio.get_running_loop().create_task(self._run())
            done, _ = await asyncio.wait((self._running,), timeout=_WAIT)
            if not done:
                return

    async def was_described(self, iri: str) -> bool:
        """Return whether an earlier version had statements about something.

        Raises:
            DataFolderError: The log cannot be read.

        """
        with suppress(DataFolderError):  # a log that cannot be written can still be read
            await self.wait_until_recorded()
        return await asyncio.to_thread(recorder.was_described, self._data, iri)

    async def close(self) -> None:
        """Stop recording; the next server adds what is missing then."""
        for task in (self._soon, self._running):
            if task is not None:
                task.cancel()
                await asyncio.wait((task,))

    async def _later(self) -> None:
        await asyncio.sleep(_PAUSE)
        try:
            await self.wait_until_recorded()
        except DataFolderError as error:
            log.warning("changes not recorded", reason=str(error))

    async def _run(self) -> None:
        """Run the process, and keep the reason where it fails."""
        try:
            reason = await self._run_process()
        except OSError as error:
            reason = f"the process that records the changes cannot be started ({error.strerror})"
        self._failed = (monotonic(), reason) if reason else None

    async def _run_process(self) -> str:
        """Run the process, and return the reason why it failed, "" if it did not."""
        process = await start_module(recorder.__name__, str(self._data), stderr=PIPE)
        try:
            _, errors = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if not process.returncode:
            return ""
        reason = errors.decode(errors="replace").strip().rpartition("\n")[2]
        return reason or f"{self._data}: the process that records the changes ended and gave no reason"
