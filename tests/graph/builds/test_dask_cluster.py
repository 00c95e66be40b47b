"""A Dask cluster: results, lost workers, and what is said of a cluster that cannot be used."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

from ruhrgraph.graph.build import BuildOptions, build
from ruhrgraph.graph.builds import dask_cluster
from ruhrgraph.graph.builds.dask_cluster import DaskCluster
from ruhrgraph.graph.builds.executor import Result, Task
from ruhrgraph.graph.versions.repository import Version, published
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import ClusterError, DocumentError, LostTaskError, SettingError
from tests.graph.builds.tasks import Note, square

dask = pytest.importorskip("dask", reason="Dask is not installed: pip install 'ruhrgraph[dask]'")
distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'ruhrgraph[dask]'")


def end_always(note: Note) -> int:
    """Kill the own process."""
    os.kill(os.getpid(), signal.SIGKILL)
    return note.number


def refuse(number: int) -> int:
    """Refuse task 2."""
    if number == 2:
        raise DocumentError("document 2")
    return number


@contextmanager
def cluster_of(workers: int, *, processes: bool = False) -> Iterator[Any]:
    """Start a cluster, its workers in processes of their own or in this one."""
    with distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=processes,
        protocol="tcp://",
        host="127.0.0.1",
        dashboard_address=":0",
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def small() -> Iterator[Any]:
    """Return a cluster in this process with one worker."""
    with cluster_of(1) as cluster:
        yield cluster


@dataclass(frozen=True)
class _LosingWorkers:
    """Runs tasks on a cluster of which a worker is killed once the first result of each step is there."""

    executor: DaskCluster

    def run(self, function: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the results."""
        results = self.executor.run(function, tasks)
        yield next(results)
        pids = distributed.default_client().run(os.getpid)
        os.kill(next(iter(pids.values())), signal.SIGKILL)
        yield from results


def test_lost_workers(tmp_path: Path, version: Version) -> None:
    """What a killed worker was at is done again: a build gives the same bytes. A task that kills each one is named."""
    data = tmp_path / "data"
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        cluster_of(2, processes=True) as cluster,
        DaskCluster(cluster.scheduler_address, data) as executor,
    ):
        assert list(executor.run(square, range(300))) == [number * number for number in range(300)]
        assert build([], data, DEFAULT_BASE, BuildOptions(executor=_LosingWorkers(executor))).published
        with pytest.raises(LostTaskError, match="document 7: each worker"):
            list(executor.run(end_always, [Note(7, tmp_path)]))
    assert published(data).dataset.read_bytes() == version.dataset.read_bytes()
    assert not list(data.glob(".seen*"))


def test_an_error_of_a_task(small: Any, tmp_path: Path) -> None:  # noqa: ANN401
    """An error of a task is raised when its turn has come."""
    with DaskCluster(small.scheduler_address, tmp_path) as executor:
        results = executor.run(refuse, range(5))
        assert [next(results), next(results)] == [0, 1]
        with pytest.raises(DocumentError, match="document 2"):
            next(results)


def _hide_folder(data: Path, _monkeypatch: pytest.MonkeyPatch) -> None:
    next(data.iterdir()).write_text("of another disk")


def _have_another_release(_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "_release", iter(["ruhrgraph 2", "ruhrgraph 1", "ruhrgraph 1"]).__next__)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_hide_folder, "the Dask worker tcp://.* does not see the data folder /.*; mount it"),
        (_have_another_release, "the Dask worker tcp://.* has ruhrgraph 1, not ruhrgraph 2; install"),
    ],
)
def test_an_unfit_worker(
    small: Any,  # noqa: ANN401
    change: Callable[[Path, pytest.MonkeyPatch], None],
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A worker that lacks the folder or the release is named, with what to do."""
    with DaskCluster(small.scheduler_address, tmp_path) as executor:
        change(tmp_path, monkeypatch)
        with pytest.raises(ClusterError, match=reason):
            next(executor.run(square, range(3)))


def _no_release(*_: object) -> str:
    raise PackageNotFoundError


@pytest.mark.parametrize("found", [lambda *_: "0.0.0", _no_release])
def test_a_cluster_of_another_release(
    small: Any,  # noqa: ANN401
    found: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A cluster whose scheduler has another release, or none, is refused before it gets what it may not understand."""
    monkeypatch.setattr(distributed.Client, "run_on_scheduler", found)
    with (
        pytest.raises(ClusterError, match=f"another release of ruhrgraph, or none; install {version('ruhrgraph')} for"),
        DaskCluster(small.scheduler_address, tmp_path),
    ):
        pass


def test_a_lost_cluster(tmp_path: Path) -> None:
    """If the scheduler ends, an error says so and what to do."""
    with cluster_of(1) as cluster, DaskCluster(cluster.scheduler_address, tmp_path) as executor:
        results = executor.run(square, range(1000))
        assert next(results) == 0
        cluster.close()
        with pytest.raises(ClusterError, match=r"lost the Dask scheduler at tcp://.*; start it, and build again"):
            list(results)


def test_no_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster without workers is waited for, but not without end."""
    monkeypatch.setattr(dask_cluster, "_WORKER_SECONDS", 0.1)
    with (
        cluster_of(0) as cluster,
        pytest.raises(ClusterError, match="has no workers; start some with `dask worker tcp://"),
        DaskCluster(cluster.scheduler_address, tmp_path),
    ):
        pass


@pytest.mark.parametrize("answer", [None, b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_no_scheduler(answer: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no scheduler, says nothing or something else, is waited for a while, and nothing stays behind."""
    monkeypatch.setattr(dask_cluster, "_CONNECT_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        if answer is None:
            listener.close()
        else:
            threading.Thread(target=_serve, args=(listener, answer), daemon=True).start()
        with (
            pytest.raises(ClusterError, match=f"no Dask scheduler answers at tcp://{address}; start one"),
            DaskCluster(address, tmp_path),
        ):
            pass
    assert list(tmp_path.iterdir()) == []


def _serve(listener: socket.socket, answer: bytes) -> None:
    """Answer a connection, and leave it open."""
    connection, _ = listener.accept()
    with connection:
        connection.sendall(answer)
        while connection.recv(1000):
            pass


@pytest.mark.parametrize("address", ["", "host", "http://host:1", "tcp://host", "tcp://host:port", "tcp://host:1/path"])
def test_no_address(address: str, tmp_path: Path) -> None:
    """What is no address of a scheduler is refused."""
    with pytest.raises(SettingError, match="is no address of a Dask scheduler"):
        DaskCluster(address, tmp_path)


def test_without_dask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Dask, an error says how to install it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SettingError, match=r"pip install 'ruhrgraph\[dask\]'"):
        DaskCluster("tcp://127.0.0.1:1", tmp_path)
