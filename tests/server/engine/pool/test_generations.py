"""Versions come and go under a pool, and so do the processes that hold them."""

import asyncio
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ruhrgraph.graph.versions.repository import Version, current, publish
from ruhrgraph.ontology.errors import DamagedVersionError, DataFolderError, NotPublishedError, OverloadedError
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.activity import Activity
from ruhrgraph.server.engine.pool.generations import Generations
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.pool.wire import Asked, pack_asked
from tests.graph.versions.damages import DAMAGES
from tests.server.engine.conftest import Numbered, Play
from tests.server.engine.pool.pools import (
    ENDLESS,
    QUICK,
    QUICK_ROWS,
    children,
    generations,
    query_processes,
    slow_processes,
    text,
    until,
    zygotes,
)

NUMBER = "SELECT ?n { <http://x/s> <http://x/p> ?n }"


async def problem(pool: Pool, *, there: bool) -> str:
    """Return what is told to be wrong with the version in use, as soon as something or nothing is."""
    for _ in range(200):
        found = (await pool.served(20)).problem
        if bool(found) == there:
            break
        await asyncio.sleep(0.1)
    return found


async def number(pool: Pool) -> int:
    """Return the number that the version in use holds."""
    return int((await text(pool, NUMBER)).split()[1])


def use(data: Path, version: Version) -> None:
    """Let a version be the one in use."""
    new = data / "new-link"
    new.symlink_to(Path("versions") / version.digest)
    new.replace(data / "current")


def version_of(data: Path) -> Version:
    """Return the version in use."""
    version = current(data)
    assert version is not None
    return version


def test_readers_see_each_version_at_once(play: Play[None], numbered: Numbered) -> None:
    """While versions are published one after the other, each answer is right, and none is older than it may be."""

    async def work(pool: Pool) -> None:
        published, done = 0, False
        counted, seen = 0, set[int]()

        async def read() -> None:
            nonlocal counted
            while not done:
                least = published
                found = await number(pool)
                assert least <= found <= published + 1
                seen.add(found)
                counted += 1

        readers = [asyncio.create_task(read()) for _ in range(16)]
        while published < 8 or len(seen) < 4:
            await asyncio.to_thread(numbered, published + 1)
            published += 1
            await asyncio.sleep(0.1)
        done = True
        await asyncio.gather(*readers)
        assert counted > 16
        assert await number(pool) == published
        await until(lambda: len(zygotes()) == 1)

    play(work, data=numbered(0))


def test_queries_at_work_finish_on_their_version(play: Play[None], numbered: Numbered) -> None:
    """A query that is at work when a version is published ends on its own, and its processes go after it."""
    data = numbered(1)
    rows = "".join(f'<http://x/{place}> <http://x/q> "x" <http://x/g> .\n' for place in range(300))
    publish(data, rows.encode() + version_of(data).dataset.read_bytes(), b"{}")

    async def work(pool: Pool) -> None:
        asked = Asked("SELECT * { ?a <http://x/q> ?b . ?c <http://x/q> ?d . <http://x/s> <http://x/p> ?n }")
        async with pool.answer(asked, 20) as answer:
            await asyncio.to_thread(numbered, 2)
            assert await number(pool) == 2
            assert len(zygotes()) == 2
            body = b"".join([chunk async for chunk in answer.chunks()])
            assert body.count(b'"n":{"type":"literal","value":"1"}') == 90_000
            assert answer.digest != version_of(data).digest
        await until(lambda: len(zygotes()) == 1)

    play(work, data=data)


def test_places_count_for_all_versions(play: Play[None], numbered: Numbered) -> None:
    """Queries on the version before have places until they end, but those of new queries only until these wait."""
    data = numbered(1)
    values = " ".join(map(str, range(100)))
    endless = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'VALUES ?{name} {{ {values} }}' for name in 'abcdef')} }}"

    async def work(pool: Pool) -> None:
        running = [asyncio.create_task(text(pool, endless)) for _ in range(2)]
        await until(lambda: pool.stats().busy == 2 and slow_processes() == 1)
        await asyncio.to_thread(numbered, 2)
        assert await number(pool) == 2
        assert len(query_processes()) <= 2
        done, going_on = await asyncio.wait(running, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        assert [type(task.exception()) for task in done] == [OverloadedError]
        for task in going_on:
            task.cancel()
            await asyncio.wait((task,))
        await until(lambda: len(children(os.getpid())) == 1)

    play(work, data=data, processes=1, slow=1, slow_after=0.05, evict_after=0.3)


def test_nothing_published_yet(play: Play[None], numbered: Numbered, tmp_path: Path) -> None:
    """A pool on an empty folder says so, and answers as soon as something is published."""

    async def work(pool: Pool) -> None:
        with pytest.raises(NotPublishedError):
            await text(pool, QUICK)
        numbered(5)
        assert await number(pool) == 5

    play(work, data=tmp_path)


def test_an_error_that_nobody_waited_for(play: Play[None], numbered: Numbered, tmp_path: Path) -> None:
    """An error that came after its client had left is not told to the next client, when all is well again."""

    async def work(pool: Pool) -> None:
        leaving = asyncio.create_task(text(pool, QUICK))
        await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.sleep(0.2)
        numbered(5)
        assert await number(pool) == 5

    play(work, data=tmp_path)


def test_a_damaged_version(play: Play[None], numbered: Numbered, tmp_path: Path) -> None:
    """A version that cannot be read is told for each query; a good one is answered from, and goes on beside it."""
    (tmp_path / "versions" / "broken").mkdir(parents=True)
    (tmp_path / "current").symlink_to("versions/broken")

    async def work(pool: Pool) -> None:
        for _ in range(3):
            with pytest.raises(DataFolderError):
                await text(pool, QUICK)
        await asyncio.to_thread(numbered, 6)
        assert await number(pool) == 6
        for link in ("versions/broken", f"versions/{'0' * 64}", "broken"):
            (tmp_path / "current").unlink()
            (tmp_path / "current").symlink_to(link)
            assert await number(pool) == 6
            assert "`ruhrgraph rollback DIGEST`" in (await pool.served(20)).problem
            assert pool.digest() == (await pool.served(20)).digest
        await asyncio.to_thread(numbered, 7)
        assert await number(pool) == 7
        assert (await pool.served(20)).problem == ""

    play(work, data=tmp_path)


@pytest.mark.parametrize("how", sorted(DAMAGES.keys() - {"exchanged"}))
def test_damage_meanwhile(play: Play[None], numbered: Numbered, how: str) -> None:
    """A version that is damaged while it is served goes on from memory; who asks is told, until it is repaired."""
    data = numbered(1)
    version = version_of(data)

    async def work(pool: Pool) -> None:
        assert await number(pool) == 1
        DAMAGES[how](version.dataset)
        assert "dataset.nq" in await problem(pool, there=True)
        assert await number(pool) == 1
        await asyncio.to_thread(numbered, 1)
        assert not await problem(pool, there=False)
        assert await number(pool) == 1
        assert pool.digest() == version.digest

    play(work, data=data)


@pytest.mark.parametrize("how", DAMAGES)
def test_damage_before_the_start(play: Play[None], numbered: Numbered, how: str) -> None:
    """A server whose version is damaged from the start says so, and answers as soon as it is repaired."""
    data = numbered(1)
    DAMAGES[how](version_of(data).dataset)

    async def work(pool: Pool) -> None:
        for _ in range(3):
            with pytest.raises(DamagedVersionError, match="`ruhrgraph build`"):
                await text(pool, QUICK)
        await asyncio.to_thread(numbered, 1)
        assert await number(pool) == 1

    play(work, data=data)


def test_going_back(play: Play[None], numbered: Numbered) -> None:
    """When an earlier version is in use again, it is answered from."""
    data = numbered(1)
    first = version_of(data)

    async def work(pool: Pool) -> None:
        await asyncio.to_thread(numbered, 2)
        assert await number(pool) == 2
        use(data, first)
        assert await number(pool) == 1

    play(work, data=data)


def test_a_killed_zygote(play: Play[None], numbered: Numbered) -> None:
    """When a zygote is killed, a new one takes its place, and queries that had not begun to answer are put again."""

    async def work(pool: Pool) -> None:
        slow = "SELECT ?n { <http://x/s> <http://x/p> ?n . { SELECT (COUNT(*) AS ?x) { VALUES ?a { 1 } } } }"
        running = [asyncio.create_task(text(pool, slow)) for _ in range(30)]
        for _ in range(3):
            await asyncio.sleep(0.02)
            for zygote in zygotes():
                os.kill(zygote, signal.SIGKILL)
            assert await number(pool) == 7
        assert {(await task).split()[1] for task in running} == {"7"}

    play(work, data=numbered(7))


def test_a_version_that_goes_while_it_is_told(play: Play[None], monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is told of a version just as its processes end asks again."""
    missing = ["/missing"]

    def opened(path: Path) -> Activity:
        return Activity(Path(missing.pop()) if missing else path)

    async def work(pool: Pool) -> None:
        monkeypatch.setattr("ruhrgraph.server.engine.pool.pool.Activity", opened)
        assert await text(pool, QUICK) == QUICK_ROWS
        assert missing == []

    play(work)


def test_killed_query_processes_are_replaced(play: Play[None]) -> None:
    """Idle query processes that are killed are replaced before anybody notices."""

    async def work(pool: Pool) -> None:
        assert await text(pool, QUICK) == QUICK_ROWS
        for _ in range(5):
            killed = query_processes()
            assert len(killed) == 2
            for pid in killed:
                os.kill(pid, signal.SIGKILL)
            await until(lambda: len(set(query_processes()).difference(killed)) == 2)  # noqa: B023  # awaited here
            assert await text(pool, QUICK) == QUICK_ROWS

    play(work)


def test_facts(play: Play[None], numbered: Numbered) -> None:
    """The facts are those of the version in use."""
    data = numbered(1)

    async def work(pool: Pool) -> None:
        for new in (1, 2, 2):
            numbered(new)
            digest, facts = await pool.facts()
            assert digest == version_of(data).digest
            assert (facts.triples, facts.graphs) == (1, ("http://x/g",))

    play(work, data=data)


def test_many_graphs(tmp_path: Path) -> None:
    """A version of very many graphs is answered from, also while another worker that asked hangs."""
    lines = (f"<http://x/s> <http://x/p> <http://x/o> <http://x/a-graph-of-some-length/{n}> .\n" for n in range(5000))
    publish(tmp_path, "".join(lines).encode(), b"{}")

    async def work(address: str) -> None:
        pool = Pool(Limits(), tmp_path, address)
        assert await text(pool, QUICK, 10) == QUICK_ROWS
        assert len((await pool.facts())[1].graphs) == 5000

    with generations(Limits(), tmp_path) as address, socket.socket(socket.AF_UNIX) as hanging:
        hanging.connect(address)
        asyncio.run(work(address))


def test_all_die_with_their_server(small_data: Path, tmp_path: Path) -> None:
    """When a server is killed, its zygote and query processes end at once, busy or not."""
    code = f"""
import socket
from pathlib import Path
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.generations import Generations
followed = Generations(Limits(), Path({str(small_data)!r}), Path({str(tmp_path)!r}))
asking = socket.socket(socket.AF_UNIX)
asking.connect(followed.address)
asking.sendall(b"\\n")
asking.setblocking(False)
while True:
    followed.run(0.1)
    try:
        print(asking.recv(100000).decode(), end="", flush=True)
    except BlockingIOError:
        pass
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        address = json.loads(server.stdout.readline())["address"]
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(address)
            connection.sendall(pack_asked(1, Asked(ENDLESS)))
            time.sleep(0.2)
            (holder,) = children(server.pid)
            (zygote,) = children(holder)
            processes = [holder, zygote, *children(zygote)]
            assert len(processes) >= 3
            server.kill()
            end = time.monotonic() + 5
            while any(Path(f"/proc/{pid}").exists() for pid in processes):
                assert time.monotonic() < end
                time.sleep(0.01)


def test_a_secret_stays_with_the_server(play: Play[None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Query processes do not inherit the settings, of which one is a secret."""
    monkeypatch.setenv("RUHRGRAPH_TOKEN", "secret")

    async def work(pool: Pool) -> None:
        assert await text(pool, QUICK) == QUICK_ROWS
        for pid in query_processes():
            with open(f"/proc/{pid}/environ", "rb") as environment:  # noqa: ASYNC230, PTH123  # it is in memory
                assert b"RUHRGRAPH" not in environment.read()

    play(work)


def test_a_pruned_version(play: Play[None], numbered: Numbered) -> None:
    """A version that is removed while it is in memory goes on answering, until the next one is in use."""
    data = numbered(1)

    async def work(pool: Pool) -> None:
        assert await number(pool) == 1
        shutil.rmtree(version_of(data).folder)
        assert await number(pool) == 1
        await asyncio.to_thread(numbered, 2)
        assert await number(pool) == 2

    play(work, data=data)


def test_a_version_that_is_ready_is_kept(numbered: Numbered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the processes of the version in use die just before the next one comes into use, that one answers at once."""
    data = numbered(1)
    first = version_of(data)
    second = version_of(numbered(2))
    use(data, first)
    folder = tmp_path / "sockets"
    folder.mkdir()
    monkeypatch.setattr("ruhrgraph.server.engine.pool.generations._PAUSE", 60)
    followed = Generations(Limits(), data, folder)

    def asks(line: str) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(followed.address)
        connection.sendall(f"{line}\n".encode())
        return connection

    def answer(connection: socket.socket) -> dict[str, Any]:
        with connection:
            while not select.select([connection], [], [], 0)[0]:
                followed.run(0.01)
            found: dict[str, Any] = json.loads(connection.makefile().read())
            return found

    try:
        assert answer(asks(""))["digest"] == first.digest
        holder = children(os.getpid())
        assert answer(asks(f"versions/{second.digest}")) == {}
        os.kill(holder[0], signal.SIGKILL)
        while (folder / "1").exists():
            followed.run(0.01)
        reader = asks("")
        for _ in range(10):
            followed.run(0.01)
        use(data, second)
        found = answer(reader)
        assert (found["digest"], Path(found["address"]).name) == (second.digest, "3")
    finally:
        followed.close()
