"""What happens to the data folder of a server in a soak, and what an operator does about it (docs/operations.md).

In: what all clients share, and the folder. Out: counts in the tally, and in `Written` what may be read and written.
Nothing that was acknowledged is lost by what is done here: what is damaged is put back in the end.
"""

import asyncio
import json
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.processes import HOST, environment, ruhrgraph
from tests.benchmarks.wire import BrokenReplyError, Connection, Reply, get
from tests.disks import fill_blocks, free
from tests.graph.changes.damage import ASIDE, KEPT, NAME
from tests.graph.versions.damages import DAMAGES, LINK_DAMAGES, remove
from tests.soak.readers import Surroundings

KEPT_VERSIONS = "4"
_SETTINGS = {"RUHRGRAPH_KEEP_VERSIONS": KEPT_VERSIONS}
_PAUSE = 1.0
_STANDS = 1.5
"""Seconds for which damage stays, after it was noticed."""
_NOTICED_WITHIN = 20.0
_UNSEEN = "exchanged"
"""Damage that changes no time of a file; it is found when the version is read."""
_LOCKED_FOR = 3.0
_LOCKING = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
database.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
"""


@dataclass(frozen=True)
class _Scene:
    """Where damage is done."""

    shared: Surroundings
    data: Path
    chance: random.Random

    @property
    def dataset(self) -> Path:
        """The dataset of the version in use."""
        return self.data / (self.data / "current").readlink() / "dataset.nq"


async def disturb_data(data: Path, shared: Surroundings, seed: int, end: float, *, is_small_disk: bool) -> None:
    """Do one thing after the other to the data folder, in an order by chance.

    Args:
        data: The folder.
        shared: What all clients share.
        seed: Of the chance.
        end: When to end.
        is_small_disk: Whether the folder is on a disk of its own that may be filled.

    """
    scene = _Scene(shared, data, random.Random(seed))  # noqa: S311  # no secret
    kinds: dict[str, Callable[[_Scene], Awaitable[None]]] = {
        "version switched": _switch,
        "version damaged": _damage_version,
        "version damaged and built": _repair_by_build,
        "version damaged and left": _repair_by_rollback,
        "current damaged": _damage_link,
        "log damaged": _damage_log,
        "log locked": _lock_log,
    }
    if is_small_disk:
        kinds["disk full"] = _fill_disk
    else:
        shared.tally.remarks.append("without full disks: no file system can be mounted here")
    while True:
        for name in scene.chance.sample([*kinds], len(kinds)):
            await asyncio.sleep(_PAUSE)
            if time.monotonic() > end - 4 * _PAUSE:
                return
            await kinds[name](scene)
            shared.tally.note_disturbance(name)


async def _switch(scene: _Scene) -> None:
    """Publish the documents' own version again, in which nothing is written, and go back to what was written."""
    async with _other_version(scene) as before:
        await _operate(scene, "build")
        await _operate(scene, "rollback", before)


async def _damage_version(scene: _Scene) -> None:
    """Damage the version in use while writers go on, and put the file back."""
    async with scene.shared.turns.alone(), AsyncExitStack() as held:
        await held.enter_async_context(_damaged(scene))
        dataset, name = scene.dataset, scene.chance.choice([*DAMAGES])
        content = await _damage(dataset, name)
        scene.shared.written.is_impossible = True
        until_mended = held.pop_all()
    async with until_mended:
        await _stand(scene, f"a file is {name}", is_seen=name != _UNSEEN)
        async with scene.shared.turns.alone():
            _put_back(dataset, content)
            scene.shared.written.is_impossible = False
    await _warns(scene, f"a file that was {name} is back", wanted=False)


async def _repair_by_build(scene: _Scene) -> None:
    """Damage the version that a build made, and build it again."""
    async with _other_version(scene) as before:
        await _operate(scene, "build")
        name = scene.chance.choice([*DAMAGES])
        async with _damaged(scene):
            await _damage(scene.dataset, name)
            await _stand(scene, f"a file of a build is {name}", is_seen=name != _UNSEEN)
            await _operate(scene, "build")
        await _warns(scene, f"a build is repaired that was {name}", wanted=False)
        await _operate(scene, "rollback", before)


async def _repair_by_rollback(scene: _Scene) -> None:
    """Damage the version in use, and go to another one."""
    async with _other_version(scene) as before:
        await _operate(scene, "build")
        other = (scene.data / "current").readlink().name
        await _operate(scene, "rollback", before)
        dataset, name = scene.dataset, scene.chance.choice([*DAMAGES])
        async with _damaged(scene):
            content = await _damage(dataset, name)
            await _stand(scene, f"a file of a write is {name}", is_seen=name != _UNSEEN)
            if other != before:
                await _operate(scene, "rollback", other)
                await _warns(scene, f"another version is used than that which was {name}", wanted=False)
            _put_back(dataset, content)
        await _operate(scene, "rollback", before)


async def _damage_link(scene: _Scene) -> None:
    """Let `current` name nothing that is right while writers go on, and roll back."""
    async with scene.shared.turns.alone(), AsyncExitStack() as held:
        await held.enter_async_context(_damaged(scene))
        digest, name = (scene.data / "current").readlink().name, scene.chance.choice([*LINK_DAMAGES])
        await asyncio.to_thread(LINK_DAMAGES[name], scene.data)
        scene.shared.written.is_impossible = True
        until_mended = held.pop_all()
    async with until_mended:
        await _stand(scene, f"`current` is {name}")
        async with scene.shared.turns.alone():
            if name == "a folder":  # as docs/operations.md has it
                await asyncio.to_thread(remove, scene.data / "current")
            await _operate(scene, "rollback", digest)
            shutil.rmtree(scene.data / "elsewhere", ignore_errors=True)
            scene.shared.written.is_impossible = False
    await _warns(scene, f"`current` is back that was {name}", wanted=False)


async def _damage_log(scene: _Scene) -> None:
    """Damage the log of changes in some way; whether it is mended shows when it is read in the end."""
    damage = scene.chance.choice([*ASIDE.values(), *KEPT.values()])
    # The log may be in use, or set aside at this moment; then that damage is none.
    with suppress(sqlite3.Error, OSError):
        await asyncio.to_thread(damage, scene.data / "changes" / NAME)


async def _lock_log(scene: _Scene) -> None:
    """Lock the log of changes; meanwhile the feed is refused soon, and all else is answered."""
    log = scene.data / "changes" / NAME
    command = (sys.executable, "-c", _LOCKING, str(log), f"{_LOCKED_FOR}")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    if await process.stdout.readline():
        start = time.monotonic()
        feed, versions = await _ask(scene, "/feed"), await _ask(scene, "/versions")
        seconds = time.monotonic() - start
        if seconds < _LOCKED_FOR and versions and feed and (feed.status, versions.status) != (503, 200):
            found = f"/feed is {feed.status}, /versions {versions.status}"
            scene.shared.tally.wrong.append(f"while the log is locked, {found}")
    await process.wait()


async def _fill_disk(scene: _Scene) -> None:
    """Fill the disk while writers go on, roll back and forth meanwhile, and make room again."""
    disk = scene.data.parent
    await asyncio.to_thread(fill_blocks, disk)
    try:
        await asyncio.sleep(_STANDS)
        async with _other_version(scene) as before:
            digests = [path.name for path in (scene.data / "versions").iterdir() if len(path.name) == len(before)]
            await _operate(scene, "rollback", scene.chance.choice(digests))
            await _operate(scene, "rollback", before)
        await asyncio.sleep(_STANDS)
    finally:
        await asyncio.to_thread(free, disk)


@asynccontextmanager
async def _other_version(scene: _Scene) -> AsyncIterator[str]:
    """Give the digest of the version in use; until the end another one may be used, and nobody writes."""
    async with scene.shared.turns.alone():
        scene.shared.written.epoch += 1
        yield (scene.data / "current").readlink().name
        scene.shared.tally.switches += 1
        # A version that takes longer than five seconds to load is not waited for; the one before answers meanwhile.
        await _is_served(scene)
        scene.shared.written.epoch += 1


@asynccontextmanager
async def _damaged(scene: _Scene) -> AsyncIterator[None]:
    """Damage something, once the version in use is in memory; until the end it must not be lost from there."""
    written = scene.shared.written
    written.is_damaged = True
    try:
        await _is_served(scene)
        yield
    finally:
        written.is_damaged = False


async def _is_served(scene: _Scene) -> None:
    """Wait until the server answers from the version in use."""
    digest, reply = (scene.data / "current").readlink().name, None
    end = time.monotonic() + _NOTICED_WITHIN
    while time.monotonic() < end:
        reply = await _ask(scene, "/health")
        if reply and reply.status == 200 and json.loads(reply.body)["version"] == digest:
            return
        await asyncio.sleep(0.1)
    scene.shared.tally.wrong.append(f"after {_NOTICED_WITHIN:g} s version {digest} is not served: {reply}")


async def _damage(dataset: Path, name: str) -> bytes:
    """Damage a file, and return what was in it."""
    content = await asyncio.to_thread(dataset.read_bytes)
    await asyncio.to_thread(DAMAGES[name], dataset)
    return content


def _put_back(path: Path, content: bytes) -> None:
    """Put back what was in a file."""
    if path.is_dir():
        path.rmdir()
    path.write_bytes(content)


async def _stand(scene: _Scene, what: str, *, is_seen: bool = True) -> None:
    """Let damage stand for a while; the server has to tell of it, where it can see it."""
    if is_seen:
        await _warns(scene, what, wanted=True)
    await asyncio.sleep(_STANDS)


async def _warns(scene: _Scene, what: str, *, wanted: bool) -> None:
    """Wait until the server warns of damage, or does so no more."""
    end = time.monotonic() + _NOTICED_WITHIN
    reply = None
    while time.monotonic() < end:
        reply = await _ask(scene, "/ready")
        if reply and reply.status == 200 and ("warning" in json.loads(reply.body)) == wanted:
            return
        await asyncio.sleep(0.1)
    shown = f"{reply.status} {reply.body.decode(errors='replace')}" if reply else "no answer"
    scene.shared.tally.wrong.append(f"after {_NOTICED_WITHIN:g} s in which {what}, /ready says: {shown}")


async def _ask(scene: _Scene, path: str) -> Reply | None:
    """Return the answer to a request over a connection of its own, None where there is none."""
    connection = Connection(HOST, scene.shared.port)
    try:
        async with asyncio.timeout(_NOTICED_WITHIN):
            return await connection.ask(get(path, accept="application/json"))
    except (BrokenReplyError, OSError, TimeoutError):
        return None
    finally:
        connection.close()


async def _operate(scene: _Scene, command: str, *arguments: str) -> None:
    """Run a command of an operator, which has to work."""
    process = await asyncio.create_subprocess_exec(
        *ruhrgraph(command, *arguments, "--data", str(scene.data)),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE, env=environment(_SETTINGS),
    )  # fmt: skip
    _, told = await process.communicate()
    if process.returncode:
        shown = told.decode(errors="replace").strip()[-300:]
        scene.shared.tally.failed.append(f"{command} ended with {process.returncode}: {shown}")
