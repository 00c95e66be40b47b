"""The zygote: what it does with its query processes, and when it ends."""

import errno
import os
import select
import shutil
import signal
import socket
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from pyoxigraph import Store

from ruhrgraph.graph.versions.repository import Version, current
from ruhrgraph.ontology.errors import DataFolderError
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool import wire
from ruhrgraph.server.engine.pool.activity import Activity
from ruhrgraph.server.engine.pool.generation import Generation, Holder, ZygoteDiedError
from ruhrgraph.server.engine.pool.places import Places
from ruhrgraph.server.engine.pool.store import Opened
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.engine.pool.zygote import QueryProcesses
from tests.server.engine.conftest import Numbered
from tests.server.engine.pool import pools
from tests.server.engine.pool.pools import children, zygotes
from tests.server.engine.pool.test_query_process import ask, connected, pid_at_work, pid_of, started

ENDLESS = wire.pack_asked(3, Asked(pools.ENDLESS))


@pytest.fixture
def version(small_data: Path) -> Version:
    """Return the version made by hand."""
    found = current(small_data)
    assert found is not None
    return found


def ends(connection: socket.socket) -> bool:
    """Tell whether a connection ends, whatever comes before."""
    with suppress(ConnectionResetError):
        while connection.recv(1 << 16):
            pass
    return True


def refuses(generation: Generation) -> bool:
    """Tell whether a zygote takes no new connections."""
    try:
        with connected(generation):
            return False
    except ConnectionRefusedError:
        return True


def wait_until_evaluating(pid: int) -> None:
    """Wait until a query process looks no more whether its client has gone: its standard error leads to the client."""
    end = time.monotonic() + 10
    while not str(Path(f"/proc/{pid}/fd/2").readlink()).startswith("socket:"):
        assert time.monotonic() < end
        time.sleep(0.001)


def zygote_of() -> int:
    """Return the number of the one zygote of this process."""
    (found,) = zygotes()
    return found


def test_processes_are_replaced(version: Version) -> None:
    """A query process that dies is replaced, and the next query finds it."""
    with started(version) as generation:
        killed = pid_of(generation)
        os.kill(killed, signal.SIGKILL)
        assert pid_of(generation) != killed


def test_retiring_answers_what_is_at_work(version: Version) -> None:
    """A zygote that retires lets queries at work be answered, sends away those that wait, and ends then."""
    with started(version, slow=0) as generation, connected(generation) as working, connected(generation) as waiting:
        working.sendall(wire.pack_asked(3, Asked("SELECT * { ?a ?b ?c . ?d ?e ?f }")))
        assert working.recv(1) == wire.HEAD
        waiting.sendall(wire.pack_asked(3, Asked("ASK {}")))
        generation.retire()
        assert ends(waiting)
        assert refuses(generation)
        assert not generation.has_ended()
        working.close()
        end = time.monotonic() + 10
        while not generation.has_ended():
            assert time.monotonic() < end
            time.sleep(0.01)


def test_retiring_ends_no_long_query(version: Version) -> None:
    """When a zygote retires, nobody waits for it any more, so no long query has to make room."""
    limits = {"slow": 1, "slow_after": 0.05, "evict_after": 0.1}
    with started(version, **limits) as generation, connected(generation) as first, connected(generation) as second:
        for number, connection in enumerate((first, second)):
            connection.sendall(wire.pack_asked(number, Asked(pools.ENDLESS)))
            pid_at_work(generation, number)
        time.sleep(0.3)
        generation.retire()
        time.sleep(0.3)
        assert len(children(zygote_of())) == 2


def test_all_end_with_the_control_socket(version: Version) -> None:
    """When the server goes, the zygote and all query processes end, busy or not."""
    with started(version, processes=2) as generation, connected(generation) as busy:
        busy.sendall(ENDLESS)
        pid_at_work(generation, 3)
        processes = children(zygote_of())
        generation.close()
        assert ends(busy)
        assert not any(Path(f"/proc/{pid}").exists() for pid in processes)


def test_all_end_when_the_zygote_is_killed(version: Version) -> None:
    """When the zygote is killed, its query processes die with it, and the server notices."""
    with started(version) as generation, connected(generation) as busy:
        busy.sendall(ENDLESS)
        pid_at_work(generation, 3)
        os.kill(zygote_of(), signal.SIGKILL)
        assert ends(busy)
        with pytest.raises(ZygoteDiedError):
            generation.receive()


@pytest.mark.parametrize("content", [None, "no quads"])
def test_what_cannot_be_read_is_told(tmp_path: Path, content: str | None) -> None:
    """A version that is damaged or missing is told as an error."""
    folder = tmp_path / "versions" / "x"
    if content:
        folder.mkdir(parents=True)
        (folder / "dataset.nq").write_text(content)
    holder = Holder(Limits())
    generation = Generation(1, "", folder, tmp_path / "socket", holder)
    with pytest.raises(DataFolderError):
        generation.receive()
    generation.close()
    holder.close()


def test_a_store_that_is_removed(numbered: Numbered) -> None:
    """Where a version on disk goes away, its zygote soon ends, so that the reason is found by the next."""
    version = current(numbered(1))
    assert version is not None
    Store(str(version.store)).flush()
    with started(version, in_memory=0) as generation:
        taken = pid_of(generation)
        shutil.rmtree(version.folder)
        os.kill(taken, signal.SIGKILL)
        assert select.select([generation.control], [], [], 20)[0]
        with pytest.raises(ZygoteDiedError):
            generation.receive()


def test_errors_are_in_the_log(version: Version, capfd: pytest.CaptureFixture[str]) -> None:
    """An error in the code of a query process is shown at the standard error of the server."""
    with started(version) as generation, connected(generation) as broken:
        broken.sendall(wire.frame(wire.QUERY, b"12345678{this is no query"))
        assert ends(broken)
        assert ask(generation, Asked("ASK {}"))[-1][0] == wire.END
    assert "JSONDecodeError" in capfd.readouterr().err


def test_stopped_processes(version: Version) -> None:
    """Query processes that are stopped, idle or at work, are replaced when queries wait or their time is over."""
    with started(version, processes=2, slow=0, seconds=1) as generation, connected(generation) as busy:
        busy.sendall(ENDLESS)
        pid_at_work(generation, 3)
        pid_of(generation)
        for pid in children(zygote_of()):
            os.kill(pid, signal.SIGSTOP)
        time.sleep(0.2)  # until none can take a query any more
        assert ask(generation, Asked("ASK {}"))[-1][0] == wire.END
        assert ends(busy)


def test_retiring_with_a_stopped_process(version: Version) -> None:
    """A zygote that retires ends although an idle process of its was stopped."""
    with started(version) as generation:
        taken = pid_of(generation)
        time.sleep(0.2)  # until it waits for the next query
        os.kill(taken, signal.SIGSTOP)
        generation.retire()
        end = time.monotonic() + 20
        while not generation.has_ended():
            assert time.monotonic() < end
            time.sleep(0.05)


def test_a_short_queue(version: Version) -> None:
    """However few queries may wait, as many as there are free processes can come at once."""
    with started(version, queue=1, processes=4) as generation:
        zygote = zygote_of()
        os.kill(zygote, signal.SIGSTOP)
        processes = children(zygote)
        for pid in processes:
            os.kill(pid, signal.SIGSTOP)
        with ExitStack() as opened:
            lines = [opened.enter_context(connected(generation)) for _ in range(4)]
            for pid in (*processes, zygote):
                os.kill(pid, signal.SIGCONT)
            for number, line in enumerate(lines):
                line.sendall(wire.pack_asked(number, Asked("ASK {}")))
                assert line.recv(1) == wire.HEAD


def test_answers_go_on_after_many_kills(version: Version) -> None:
    """However often its query processes are killed at work, a zygote has new ones for the next query."""
    with started(version, processes=2) as generation:
        for number in range(20):
            with connected(generation) as busy:
                busy.sendall(wire.pack_asked(number, Asked(pools.ENDLESS)))
                os.kill(pid_at_work(generation, number), signal.SIGKILL)
                assert ends(busy)
        assert ask(generation, Asked("ASK {}"))[-1][0] == wire.END


def test_a_new_process_is_not_taken_for_a_dead_one(version: Version) -> None:
    """A process in the place of one that died at work is not slowed down for what that one did."""
    with started(version, slow_after=0.5) as generation:
        with connected(generation) as busy:
            busy.sendall(ENDLESS)
            time.sleep(0.3)
            os.kill(pid_at_work(generation, 3), signal.SIGKILL)
            assert ends(busy)
        time.sleep(0.5)
        (new,) = children(zygote_of())
        assert os.getpriority(os.PRIO_PROCESS, new) == os.getpriority(os.PRIO_PROCESS, 0)


def test_nobody_waits_for_a_query_for_ever(version: Version) -> None:
    """A query whose server process has died, and so cannot end it, is ended soon after its time is over."""
    with started(version, seconds=0) as generation:
        with connected(generation) as dying:
            dying.sendall(ENDLESS)
            pid = pid_at_work(generation, 3)
            wait_until_evaluating(pid)
        end = time.monotonic() + 10
        while Path(f"/proc/{pid}").exists():
            assert time.monotonic() < end
            time.sleep(0.01)
        assert ask(generation, Asked("ASK {}"))[-1][0] == wire.END


def test_ctrl_c_does_not_reach_it(version: Version) -> None:
    """A zygote is no process of the terminal: while it still imports its modules, Ctrl-C would print a traceback."""
    with started(version):
        assert os.getsid(zygote_of()) != os.getsid(0)


def test_a_server_of_low_priority(version: Version) -> None:
    """Where the server itself has the lowest priority, long queries keep it, as none may be raised."""
    with started(version) as generation:
        taken = pid_of(generation)
        os.setpriority(os.PRIO_PROCESS, zygote_of(), 19)
        os.kill(taken, signal.SIGKILL)
        while taken in children(zygote_of()):
            time.sleep(0.01)
        with connected(generation) as busy:
            busy.sendall(ENDLESS)
            pid_at_work(generation, 3)
            time.sleep(0.3)
            assert [os.getpriority(os.PRIO_PROCESS, pid) for pid in children(zygote_of())] == [19, 19]


def test_a_fork_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the system starts no process, the zygote says so, and starts all that are missing when it can."""
    forks = [0, 101, 102]

    def fork() -> int:
        if made := forks.pop(0):
            return made
        raise OSError(errno.EAGAIN, "not now")

    monkeypatch.setattr(os, "fork", fork)
    with socket.socket(socket.AF_UNIX) as listener:
        store = Opened(Store())
        activity, places = Activity(tmp_path / "table", 3), Places(tmp_path / "places", Limits())
        processes = QueryProcesses(listener, lambda: store, Limits(), activity, places)
        processes._fill()
        assert forks == [101, 102]
        assert "not now" in capsys.readouterr().err
        processes._fill()
        assert forks == []
