"""Whether another engine answers, and has a version for this server: what a server knows of it while it runs.

In: the addresses of the engine, and a folder. Out: the folder in which the marker is mirrored, by a process of its own,
and what is wrong with the engine.
"""

import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.child_process import child_environment
from ruhrgraph.server.engine.pool.version_watch import VersionWatch
from ruhrgraph.server.engine.remote import marker_process
from ruhrgraph.server.engine.remote.marker_process import NOTHING_PUBLISHED, MarkerTask
from ruhrgraph.server.engine.remote.mirror import mirrored_fault
from ruhrgraph.server.settings import EngineAddress


class EngineWatch(VersionWatch):
    """What is known of the version in another engine.

    Args:
        engine: The engine.
        base: The base IRI of its version.
        folder: Where its marker is mirrored; it is made.

    """

    right_again = "the engine answers again"

    def __init__(self, engine: EngineAddress, base: str, folder: Path) -> None:
        super().__init__(folder)
        folder.mkdir(exist_ok=True)
        self._task = MarkerTask(engine, base, str(folder), os.getpid())
        self._folder = folder
        self._start()

    def fault(self, link: str) -> RuhrgraphError | None:
        """Return what is wrong with the engine, None if nothing is known to be."""
        if self._process.poll() is not None:
            self.close()
            self._start()
        return mirrored_fault(self._folder) or self._damaged.get(link)

    def can_go_on(self, fault: RuhrgraphError) -> bool:
        """Return whether the version known last may be asked; not where the engine says that it has none."""
        return not isinstance(fault, NOTHING_PUBLISHED)

    def look(self) -> None:
        """Let the marker be read at once."""
        with suppress(OSError):
            self._control.send(b"l", socket.MSG_DONTWAIT)

    def close(self) -> None:
        """End the process."""
        self._control.close()
        self._process.kill()
        self._process.wait()

    def close_copy(self) -> None:
        """Close the control socket, in a process that was forked from the one that started this."""
        self._control.close()

    def _signature(self, link: str) -> str:
        """Return the link: what a publication holds does not change."""
        return link

    def _start(self) -> None:
        """Start the process that asks the engine."""
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # this program, with arguments made here
                [sys.executable, "-P", "-m", marker_process.__name__, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=child_environment(),
                start_new_session=True,  # Ctrl-C in a terminal reaches the server alone
            )
        self._control.send(self._task.as_line())
