"""Runs the tasks of a build on a Dask cluster, whose scheduler gives the tasks of a lost worker to another one.

A worker has to have this release and to see the data folder under the same path. It is asked for both before its first
task.
"""

import asyncio
import logging
import re
import secrets
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ruhrgraph.graph.builds.executor import Result, Task
from ruhrgraph.graph.versions.disk_errors import disk_error
from ruhrgraph.ontology.errors import ClusterError, LostTaskError, SettingError

if TYPE_CHECKING:
    from distributed import Client, Future

_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss)://)?(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+):\d{1,5}")
_CONNECT_SECONDS = 10
_WORKER_SECONDS = 30
"""How long to wait for a worker where there is none."""
_LOOK_SECONDS = 2
"""How often to look whether there is a worker, while a result is waited for."""
_IN_FLIGHT = 256
"""How many tasks the cluster has at most."""
_PACKAGE = "ruhrgraph"
_SEEN = ".seen-by-workers"
_AGAIN = "build again, it goes on where it stopped"


class DaskCluster:
    """Runs tasks on the cluster of a scheduler; a context, in which it is connected.

    Args:
        address: The scheduler's address, such as `tcp://192.0.2.1:8786`.
        data: The data folder, which all workers see.

    Raises:
        SettingError: This is no address, or Dask is not installed.

    """

    def __init__(self, address: str, data: Path) -> None:
        if not _ADDRESS.fullmatch(address):
            raise SettingError(f"--scheduler: “{address}” is no address of a Dask scheduler; write tcp://HOST:8786")
        try:
            import_module("distributed")
        except ModuleNotFoundError as error:
            raise SettingError("--scheduler needs Dask; install it with: pip install 'ruhrgraph[dask]'") from error
        self._address = address if "://" in address else f"tcp://{address}"
        self._seen = data.resolve() / _SEEN
        self._token = secrets.token_hex()
        self._client: Client | None = None

    def __enter__(self) -> Self:
        """Connect.

        Raises:
            ClusterError: The scheduler does not answer, or has no worker.
            DataFolderError: The data folder cannot be written.

        """
        # What goes wrong is said in an error, and need not be logged, too.
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._seen.parent.mkdir(parents=True, exist_ok=True)
            self._seen.write_text(self._token)
        except OSError as error:
            raise disk_error(self._seen.parent, error, hint="name a writable folder with --data") from error
        try:
            self._client = self._connected()
        except ClusterError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._client:
            self._client.close(timeout=_LOOK_SECONDS)
        self._seen.unlink(missing_ok=True)

    def _connected(self) -> "Client":
        from distributed import Client  # noqa: PLC0415  # takes a second, and few builds need it

        try:
            # A client waits without end for what is no scheduler.
            asyncio.run(_ask(self._address))
            client = Client(self._address, timeout=_CONNECT_SECONDS)
        except (OSError, ValueError, TypeError, MemoryError, OverflowError) as error:
            raise ClusterError(
                f"no Dask scheduler answers at {self._address}; start one with `dask scheduler`, or correct --scheduler"
            ) from error
        try:
            client.wait_for_workers(1, timeout=_WORKER_SECONDS)
            self._check_release(client)
        except TimeoutError as error:
            client.close(timeout=_LOOK_SECONDS)
            raise self._without_workers() from error
        except ClusterError:
            client.close(timeout=_LOOK_SECONDS)
            raise
        return client

    def _check_release(self, client: "Client") -> None:
        """Check the release of scheduler and workers by what they have without it: they must read our tasks."""
        try:
            workers = client.run(version, _PACKAGE, on_error="return").values()
            found = {each for each in workers if not isinstance(each, OSError)}  # one may be lost meanwhile
            found.add(client.run_on_scheduler(version, _PACKAGE))
        except PackageNotFoundError:
            found = {None}
        if found != {version(_PACKAGE)}:
            raise ClusterError(
                f"the Dask cluster at {self._address} has another release of ruhrgraph, or none; "
                f"install {version(_PACKAGE)} for its scheduler and for all workers"
            )

    def _without_workers(self) -> ClusterError:
        return ClusterError(
            f"the Dask cluster at {self._address} has no workers; start some with "
            f"`dask worker {self._address} --nworkers auto --nthreads 1`, and {_AGAIN}"
        )

    def run(self, function: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the result of each task, in the order of the tasks.

        Raises:
            ClusterError: The cluster is lost, or a worker cannot be used.
            LostTaskError: Each worker that was at work on a task was killed.

        """
        if self._client is None:
            raise ClusterError(f"not connected to {self._address}")
        begun: deque[tuple[Task, Future[Any]]] = deque()
        wanted = (self._seen, self._token, _release())
        for task in tasks:
            begun.append((task, self._client.submit(_work, wanted, function, task, pure=False)))
            if len(begun) == _IN_FLIGHT:
                yield self._result(self._client, *begun.popleft())
        while begun:
            yield self._result(self._client, *begun.popleft())

    def _result(self, client: "Client", task: Task, future: "Future[Any]") -> Any:  # noqa: ANN401  # a Result
        from distributed import KilledWorker  # noqa: PLC0415  # the same

        try:
            self._wait(client, future)
            return future.result()
        except CancelledError as error:
            raise ClusterError(f"lost the Dask scheduler at {self._address}; start it, and {_AGAIN}") from error
        except KilledWorker as error:
            raise LostTaskError(
                f"{task}: each worker that was at work on it was lost; is there too little memory on them?"
            ) from error

    def _wait(self, client: "Client", future: "Future[Any]") -> None:
        """Wait until a task has ended, as long as there are workers."""
        from distributed import wait  # noqa: PLC0415  # the same

        without = 0
        while without < _WORKER_SECONDS:
            try:
                wait(future, timeout=_LOOK_SECONDS)
            except TimeoutError:
                without = 0 if client.nthreads() else without + _LOOK_SECONDS
            else:
                return
        raise self._without_workers()


async def _ask(address: str) -> None:
    """Ask who listens at an address.

    Raises:
        OSError, ValueError, TypeError, MemoryError, OverflowError: It is no scheduler.

    """
    from distributed.core import connect  # noqa: PLC0415  # the same

    async with asyncio.timeout(_CONNECT_SECONDS):
        comm = await connect(address, timeout=_CONNECT_SECONDS)
        try:
            await comm.write({"op": "identity", "reply": True})
            await comm.read()
        finally:
            comm.abort()


def _release() -> str:
    """Return what has to be the same everywhere."""
    return ", ".join(f"{name} {version(name)}" for name in ("ruhrgraph", "pyoxigraph"))


def _work(wanted: tuple[Path, str, str], function: Callable[[Task], Result], task: Task) -> Result:
    """Run a task on a worker that is fit for it."""
    _check_worker(*wanted)
    return function(task)


@cache
def _check_worker(seen: Path, token: str, release: str) -> None:
    """Check a worker, once for each build.

    Raises:
        ClusterError: It has another release, or does not see the data folder.

    """
    where = f"the Dask worker {import_module('distributed').get_worker().address}"
    if _release() != release:
        raise ClusterError(f"{where} has {_release()}, not {release}; install the same on all of them")
    try:
        found = seen.read_text()
    except OSError:
        found = ""
    if found != token:
        raise ClusterError(
            f"{where} does not see the data folder {seen.parent}; mount it there under this path, for all workers"
        )
