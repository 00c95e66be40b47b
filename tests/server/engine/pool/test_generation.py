"""One version with a real zygote, from its start to its end."""

import asyncio
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from ruhrgraph.graph.versions.facts import Facts
from ruhrgraph.graph.versions.repository import published
from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.heartbeat import processor_time
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool import zygote
from ruhrgraph.server.engine.pool.generation import Generation, Holder, ServedVersion, ZygoteDiedError
from tests.server.engine.pool.pools import until, zygotes


@pytest.fixture
def holder() -> Iterator[Holder]:
    """Return a process that holds versions, and no version yet."""
    started = Holder(Limits())
    yield started
    started.close()


@pytest.fixture
def generation(holder: Holder, small_data: Path, tmp_path: Path) -> Iterator[Generation]:
    """Return a generation of the dataset made by hand, which was just started."""
    started = Generation(1, "link", published(small_data).folder, tmp_path / "1", holder)
    yield started
    started.close()


def receive(generation: Generation) -> None:
    """Read what the zygote sends, to its end."""
    while True:
        ready, _, _ = select.select([generation.control], [], [], 20)
        assert ready
        if generation.receive():
            return


def test_it_tells_where_its_processes_take_queries(generation: Generation, small_data: Path, tmp_path: Path) -> None:
    """Once it is ready, it has the link, the digest, the facts and the addresses; and somebody listens there."""
    assert generation.served is None
    receive(generation)
    served = generation.served
    assert served is not None
    assert (served.link, served.digest) == ("link", published(small_data).digest)
    assert served.address == str(tmp_path / "1")
    assert served.facts.triples > 100
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(served.address)
    assert Path(served.activity).is_file()


def test_a_version_that_cannot_be_read(holder: Holder, tmp_path: Path) -> None:
    """What the zygote tells is raised."""
    folder = tmp_path / "0123"
    folder.mkdir()
    (folder / "all.nq").write_text("this is no statement\n")
    generation = Generation(1, "link", folder, tmp_path / "1", holder)
    try:
        with pytest.raises(RuhrgraphError):
            receive(generation)
    finally:
        generation.close()


def test_a_zygote_that_dies(generation: Generation) -> None:
    """A zygote that ends without a word is told from one that cannot read its version."""
    receive(generation)
    (zygote,) = zygotes()
    os.kill(zygote, 9)
    with pytest.raises(ZygoteDiedError):
        receive(generation)
    asyncio.run(until(generation.has_ended))


def test_a_holder_that_is_dying(holder: Holder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A holder is no longer alive once it has closed its socket, though the system still ends it."""
    assert holder.is_alive()
    monkeypatch.setattr(holder._process, "poll", lambda: None)
    os.kill(holder.pid, signal.SIGKILL)
    assert select.select([holder._control], [], [], 30)[0]
    assert not holder.is_alive()


def test_retiring_ends_it_when_nobody_waits(generation: Generation) -> None:
    """A generation that is retired ends by itself, and what it had in the folder goes when it is closed."""
    receive(generation)
    served = generation.served
    assert served is not None
    assert not generation.has_ended()
    generation.retire()
    asyncio.run(until(generation.has_ended))
    generation.close()
    assert not Path(served.address).exists()
    assert not Path(served.activity).exists()


def test_closing_at_once(holder: Holder, small_data: Path, tmp_path: Path) -> None:
    """A generation that is closed while it still loads leaves no process and no file."""
    generation = Generation(1, "link", published(small_data).folder, tmp_path / "1", holder)
    holder.close()
    generation.close()
    assert zygotes() == []
    assert list(tmp_path.iterdir()) == []


def test_a_served_version_comes_back_from_json() -> None:
    """What crosses to the workers as JSON is the same on the other side."""
    served = ServedVersion("versions/1", "1", "/run/1", "/run/1.activity", Facts(3, ("urn:g",)), 512)
    assert ServedVersion.from_json({**served.as_json(), "facts": {"triples": 3, "graphs": ["urn:g"]}}) == served


def test_a_zygote_that_reads_is_watched_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a zygote reads a version on disk, the holder may sleep; what does not work is killed, not the holder."""
    loop = [sys.executable, "-c", "while True: pass"]
    with (
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as asleep,
        subprocess.Popen(loop) as works,
    ):
        held = Mock(pid=asleep.pid)
        held.serve.side_effect = lambda _, told: zygote.tell(told, {"pid": works.pid})
        generation = Generation(1, "link", tmp_path, tmp_path / "1", held)
        try:
            assert not generation.receive()
            now = [time.monotonic()]
            monkeypatch.setattr("ruhrgraph.server.engine.heartbeat.time.monotonic", lambda: now[0])
            for _ in range(20):
                sign = processor_time(works.pid)
                while processor_time(works.pid) == sign:
                    time.sleep(0.01)
                now[0] += 0.9
                generation.end_if_hanging()
            assert (asleep.poll(), works.poll()) == (None, None)
            works.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, works.pid, os.WSTOPPED)
            for _ in range(13):
                now[0] += 0.9
                generation.end_if_hanging()
            assert works.wait(20) == -signal.SIGKILL
            assert asleep.poll() is None
        finally:
            monkeypatch.undo()
            asleep.kill()
            works.kill()
            generation.close()
