"""The first process of a server: it holds the socket, starts the HTTP workers and starts those again that die.

In: a bound socket and the number of workers. Out: nothing, until a signal asks to stop. The workers share the socket,
so that none of them has to be known by its port and a connection waits for whichever is free.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

_PAUSE = 0.1
_QUICK_DEATH = 1.0
_MAX_QUICK_DEATHS = 5
_GRACE = 40.0


class Supervisor:
    """Keeps so many workers running, each `python -m ruhrgraph.server.worker FD PID`."""

    def __init__(self, listener: socket.socket, workers: int) -> None:
        self._listener = listener
        self._count = workers
        self._workers: dict[subprocess.Popen[bytes], float] = {}
        self._stopping = False
        self._quick_deaths = 0

    def run(self) -> int:
        """Keep the workers running until SIGTERM or SIGINT; return the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping:
            for worker in [worker for worker in self._workers if worker.poll() is not None]:
                quick = time.monotonic() - self._workers.pop(worker) < _QUICK_DEATH
                self._quick_deaths = self._quick_deaths + 1 if quick else 0
            if self._quick_deaths > _MAX_QUICK_DEATHS:
                sys.stderr.write("ruhrgraph: the server processes end as soon as they start; the reason stands above\n")
                return 3
            while len(self._workers) < self._count and not self._stopping:
                self._start()
            time.sleep(_PAUSE)
        return self._end()

    def _start(self) -> None:
        fd = self._listener.fileno()
        command = [sys.executable, "-P", "-m", "ruhrgraph.server.worker", str(fd), str(os.getpid())]
        # A session of its own: Ctrl-C in a terminal reaches this process alone, which then tells the workers.
        worker = subprocess.Popen(command, pass_fds=(fd,), start_new_session=True, env=os.environ)  # noqa: S603
        self._workers[worker] = time.monotonic()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> int:
        """Let the workers finish what they do, then end them."""
        for worker in self._workers:
            worker.terminate()
        end = time.monotonic() + _GRACE
        for worker in self._workers:
            try:
                worker.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
        return 0
