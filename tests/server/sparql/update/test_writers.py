"""The processes that carry out writes and read stored graphs: real ones, on a data folder of their own."""

import asyncio
import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import uvloop

from ruhrgraph.graph.versions.repository import publish, published, versions
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import (
    DataFolderError,
    EngineUnreachableError,
    GraphNotFoundError,
    QuerySyntaxError,
    WriteLimitError,
)
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import read_marker
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.update.writer_process import WriteTask
from ruhrgraph.server.sparql.update.writers import ProcessSlots, Writers
from tests.server.engine.pool.pools import children, until
from tests.server.engine.remote.engines import address_of, oxigraph_server


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings with a data folder in which one statement is published."""
    publish(tmp_path, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", b"{}")
    return Settings(data=tmp_path)


def update(settings: Settings) -> WriteTask:
    """Return the task of an update."""
    return WriteTask(str(settings.data), 10, 1024, os.getpid(), "update", DEFAULT_BASE)


async def nothing(_: str) -> None:
    """Get nothing ready."""


async def read(settings: Settings, graph: str | None) -> list[bytes]:
    """Return what comes when a graph is read."""
    return [part async for part in Writers(settings, nothing).read(graph, "nt")]


def test_what_is_written_is_in_use(settings: Settings) -> None:
    """When a write returns, its version is the one in use, and holds what was written."""
    result = asyncio.run(Writers(settings, nothing).write(update(settings), b"INSERT DATA { <urn:x> <urn:y> <urn:z> }"))
    assert result.changed
    assert result.digest == published(settings.data).digest
    digest, *parts = asyncio.run(read(settings, None))
    assert json.loads(digest) == result.digest
    assert b"".join(parts) == b"<urn:x> <urn:y> <urn:z> .\n"


def test_an_error_of_the_process_is_raised(settings: Settings) -> None:
    """What the process refuses is raised here, with its place."""
    with pytest.raises(QuerySyntaxError) as caught:
        asyncio.run(Writers(settings, nothing).write(update(settings), b"INSERT DATA { <urn:x> }"))
    assert caught.value.line == 1
    with pytest.raises(GraphNotFoundError, match="urn:none"):
        asyncio.run(read(settings, "urn:none"))


def test_a_write_that_takes_too_long(settings: Settings) -> None:
    """A write beyond its time is an error, its process is ended, and nothing of it stays."""
    before = published(settings.data).digest
    with pytest.raises(WriteLimitError, match=r"longer than the 0\.01 seconds"):
        asyncio.run(Writers(replace(settings, write_timeout=0.01), nothing).write(update(settings), b"CLEAR ALL"))
    assert published(settings.data).digest == before


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_a_writer_that_dies_while_its_version_is_prepared(
    settings: Settings, loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    """A process that dies between its version and the word to use it is an error as any other, and nothing is used."""
    before = published(settings.data).digest

    async def kill(_: str) -> None:
        for pid in children(os.getpid()):
            os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.2)  # until the event loop has noticed

    with pytest.raises(WriteLimitError), asyncio.Runner(loop_factory=loop) as runner:
        runner.run(Writers(settings, kill).write(update(settings), b"INSERT DATA { <urn:x> <urn:y> <urn:z> }"))
    assert published(settings.data).digest == before


def test_a_graph_that_takes_too_long_to_read(settings: Settings) -> None:
    """Reading beyond the time of an answer is an error."""
    with pytest.raises(WriteLimitError, match="longer than an answer may"):
        asyncio.run(read(replace(settings, query_timeout=0.001), None))


def test_a_write_that_needs_too_much_memory(settings: Settings) -> None:
    """A write whose process is ended by its memory is an error that names the limit, and nothing of it stays."""
    before = published(settings.data).digest
    numbers = " ".join(f"VALUES ?{name} {{ 0 1 2 3 4 5 6 7 8 9 }}" for name in "abcdefg")
    body = f"INSERT {{ <urn:x> <urn:y> ?n }} WHERE {{ {numbers} BIND(UUID() AS ?n) }}"
    with pytest.raises(WriteLimitError, match="64 MiB of memory"):
        asyncio.run(Writers(settings, nothing).write(replace(update(settings), memory=64), body.encode()))
    assert published(settings.data).digest == before


def test_a_process_that_ends_without_an_answer(settings: Settings) -> None:
    """A process that cannot even read its task is an error that points to the log."""
    task = replace(update(settings), data=5)  # type: ignore[arg-type]  # what no server sends
    with pytest.raises(DataFolderError, match="without an answer"):
        asyncio.run(Writers(settings, nothing).write(task, b""))


def test_a_process_that_dies_while_its_version_is_made_ready(settings: Settings) -> None:
    """A write whose process is killed then is an error, and its version does not come into use."""
    before = published(settings.data).digest

    async def kill(_: str) -> None:
        (pid,) = children(os.getpid())
        os.kill(pid, signal.SIGKILL)
        await until(lambda: not children(os.getpid()))

    with pytest.raises(WriteLimitError), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(Writers(settings, kill).write(update(settings), b"CLEAR ALL"))
    assert published(settings.data).digest == before


def test_requests_beyond_those_that_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many are at work, so many wait, any more are refused; a process that still runs is ended with its request."""
    (tmp_path / "sleeper.py").write_text("import time\n\ntime.sleep(60)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    async def main() -> None:
        slots, ended = ProcessSlots(1, waiting=1), asyncio.Event()
        started = []

        async def hold() -> None:
            async with slots.start("sleeper", b"") as process:
                started.append(process)
                await asyncio.sleep(0.3)  # long enough for a program that cannot start to have ended
                await ended.wait()

        holding = [asyncio.create_task(hold()) for _ in range(2)]
        await until(lambda: len(started) == 1)
        with pytest.raises(WriteLimitError, match="2 requests"):
            await hold()
        ended.set()
        await asyncio.gather(*holding)
        assert [process.returncode for process in started] == [-9, -9]
        await asyncio.gather(hold())  # there is room again

    asyncio.run(main())


def test_another_engine_has_it_first(settings: Settings) -> None:
    """With another engine a write is in use there when it returns, and when the server is to get ready for it."""
    with oxigraph_server() as engine:
        settings = replace(settings, engine=address_of(engine))

        async def ready(digest: str) -> None:
            assert read_marker(Endpoint(address_of(engine)), DEFAULT_BASE, 10).digest == digest

        writers = Writers(settings, ready)
        first = asyncio.run(writers.write(update(settings), b"INSERT DATA { <urn:x> <urn:y> 1 }"))
        second = asyncio.run(writers.write(update(settings), b"INSERT DATA { <urn:x> <urn:y> 2 }"))
        assert (first.changed, second.digest) == (True, published(settings.data).digest)
    with pytest.raises(EngineUnreachableError, match="cannot be reached"):
        asyncio.run(Writers(settings, nothing).write(update(settings), b"CLEAR ALL"))
    assert published(settings.data).digest == second.digest
    assert len(versions(settings.data)) == 3
