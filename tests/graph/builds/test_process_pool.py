"""Several processes: order, bounds, lost processes, and what stays behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ruhrgraph.graph.builds.process_pool import ProcessPool
from ruhrgraph.ontology.errors import DocumentError, LostTaskError
from tests.benchmarks.processes import ROOT, alive, family
from tests.graph.builds.tasks import Note, square


def wait_for_others(note: Note) -> int:
    """Note that a task has begun; the first one waits until no other begins."""
    (note.folder / str(note.number)).touch()
    begun = -1
    while note.number == 0 and begun != (begun := len(list(note.folder.iterdir()))):
        time.sleep(0.2)
    return len(list(note.folder.iterdir()))


def end_once(note: Note) -> int:
    """Kill the own process, the first time that tasks 1 and 4 run."""
    if note.number in (1, 4):
        first = note.folder / str(note.number)
        if not first.exists():
            first.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return note.number


def end_always(note: Note) -> int:
    """Kill the own process at task 3."""
    if note.number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return note.number


def refuse_late(number: int) -> int:
    """Refuse tasks 2 and 3, the earlier one later."""
    if number in (2, 3):
        time.sleep(0.5 if number == 2 else 0)
        raise DocumentError(f"document {number}")
    return number


def sleep_long(note: Note) -> int:
    """Name the own process, and take long."""
    (note.folder / str(os.getpid())).touch()
    time.sleep(300)
    return note.number


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    """Return two processes."""
    with ProcessPool(2) as pool:
        yield pool


def test_order(pool: ProcessPool) -> None:
    """Results come in the order of the tasks, again in the next step, and if the one before was left early."""
    assert list(pool.run(square, range(40))) == [number * number for number in range(40)]
    begun = pool.run(square, range(40))
    assert next(begun) == 0
    begun.close()  # type: ignore[attr-defined]  # it is a generator
    assert list(pool.run(square, range(5))) == [0, 1, 4, 9, 16]
    assert list(pool.run(square, ())) == []


def test_few_tasks_in_flight(pool: ProcessPool, tmp_path: Path) -> None:
    """While the first task is not done, only few of the later ones begin."""
    begun = next(pool.run(wait_for_others, [Note(number, tmp_path) for number in range(200)]))
    assert 2 < begun <= 16


def test_a_lost_process(pool: ProcessPool, tmp_path: Path) -> None:
    """A task whose process is killed is done again in another one."""
    assert list(pool.run(end_once, [Note(number, tmp_path) for number in range(8)])) == list(range(8))


def test_a_task_that_ends_each_process(pool: ProcessPool, tmp_path: Path) -> None:
    """After three processes an error names the document and how they ended; the others can go on."""
    with pytest.raises(LostTaskError, match=r"document 3: 3 processes .* \(killed by SIGKILL\)"):
        list(pool.run(end_always, [Note(number, tmp_path) for number in range(8)]))
    assert list(pool.run(square, range(3))) == [0, 1, 4]


def test_the_first_error(pool: ProcessPool) -> None:
    """Of two errors, the one of the earlier task is raised, when its turn has come."""
    results = pool.run(refuse_late, range(8))
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(DocumentError, match="document 2"):
        next(results)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_nothing_stays_behind(name: str, tmp_path: Path) -> None:
    """However the process that builds is stopped, its workers end; if it is interrupted, without a word."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ruhrgraph.graph.builds.process_pool import ProcessPool\n"
        "from tests.graph.builds.tasks import Note\n"
        "from tests.graph.builds.test_process_pool import sleep_long\n"
        "try:\n"
        "    with ProcessPool(2) as pool:\n"
        "        list(pool.run(sleep_long, [Note(number, Path(sys.argv[1])) for number in range(8)]))\n"
        "except KeyboardInterrupt:\n"
        "    sys.exit(130)\n"
    )
    # In a session of its own, so that all of them get the signal, as from a terminal.
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        while len(list(tmp_path.iterdir())) < 2 and process.poll() is None:
            time.sleep(0.02)
        started = family(process.pid)
        assert len(started) >= 3
        number = signal.Signals[name]
        if number == signal.SIGINT:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()  # if it did not stop
        process.wait()
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    assert number != signal.SIGINT or said == b""
    while alive(started):
        time.sleep(0.02)
