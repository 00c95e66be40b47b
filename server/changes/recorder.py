"""Keeps the log of changes up with the version in use: after writes, and before anything of it is shown.

In: a data folder. Out: nothing but the log, made by a process of its own that steps back behind queries and writes.
"""

import asyncio
import os
import sys
from pathlib import Path
from time import monotonic

from ruhrgraph.graph.changes import recorder
from ruhrgraph.ontology.errors import DataFolderError
from ruhrgraph.server.http.logs import log

_PAUSE = 2.0
"""Seconds after a write, so that several at once start one process."""
_WAIT = 10.0
"""Seconds that a request waits; large versions take longer to be compared, and the log is right as far as it goes."""
_AGAIN_AFTER = 10.0
_ATTEMPTS = 3


class ChangeRecorder:
    """Starts the process that makes what is missing in the log, one at a time."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._running: asyncio.Task[None] | None = None
        self._soon: asyncio.Task[None] | None = None
        self._failed: tuple[float, str] | None = None

    def record_soon(self) -> None:
        """Hear that there is a new version; the log is to have it soon."""
        if self._soon is None or self._soon.done():
            self._soon = asyncio.get_running_loop().create_task(self._later())

    async def wait_until_recorded(self) -> None:
        """Wait until the log has the version that is in use now, but not for long.

        Raises:
            DataFolderError: It cannot be written.

        """
        for _ in range(_ATTEMPTS):
            if not await asyncio.to_thread(recorder.has_unrecorded_changes, self._data):
                return
            if self._failed and monotonic() - self._failed[0] < _AGAIN_AFTER:
                raise DataFolderError(self._failed[1])
            if self._running is None or self._running.done():
                self._running = asyncio.get_running_loop().create_task(self._run())
            done, _ = await asyncio.wait((self._running,), timeout=_WAIT)
            if not done:
                return

    async def close(self) -> None:
        """Let go; what is missing then is made up for later."""
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
        """Let the process make what is missing, and note if it cannot."""
        try:
            reason = await self._reason()
        except OSError as error:
            reason = f"the process that records the changes cannot be started ({error.strerror})"
        self._failed = (monotonic(), reason) if reason else None

    async def _reason(self) -> str:
        """Run the process, and return why it failed, an empty text if it did not."""
        # The token is no concern of this process.
        environment = {name: value for name, value in os.environ.items() if name != "RUHRGRAPH_TOKEN"}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", recorder.__name__, str(self._data)),
            stdin=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env=environment,
        )
        try:
            _, said = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if not process.returncode:
            return ""
        reason = said.decode(errors="replace").strip().rpartition("\n")[2]
        return reason or f"{self._data}: the process that records the changes ended without a word"
