"""The pool of query processes, as an HTTP worker sees it: where to ask, and how much is asked.

In: queries as `Asked`. Out: `PoolAnswer`s, of the version in use when the query came or of a later one. The processes
belong to the server: those of a version all accept from one socket, so whichever is free takes the next query, and the
kernel keeps those that wait. No query harms another: what takes too long, too much or crashes ends its process alone.
"""

import asyncio
import json
import socket
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from ruhrgraph.graph.versions.facts import Facts
from ruhrgraph.graph.versions.repository import current
from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError, OverloadedError
from ruhrgraph.server.engine.answer import PoolAnswer
from ruhrgraph.server.engine.engine import EngineStats
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool import failures
from ruhrgraph.server.engine.pool.activity import Activity
from ruhrgraph.server.engine.pool.generation import ServedVersion
from ruhrgraph.server.engine.pool.generations import LOOK
from ruhrgraph.server.engine.pool.version_link import link_or_nothing, mirror_folder
from ruhrgraph.server.engine.pool.wire import Asked, error_from_json

_LOOK = 0.05
_PATIENCE = 5.0
"""Seconds that a query waits for a version that has come into use; then the one before answers until it is read."""


class Pool:
    """The query processes, as one HTTP worker reaches them.

    Args:
        limits: What queries may use.
        data: The data folder.
        address: The path of the socket at which `Generations` tells where to ask.
        remote: Whether another engine is asked.

    """

    def __init__(self, limits: Limits, data: Path, address: str, *, remote: bool = False) -> None:
        self.limits = limits
        self.active: set[PoolAnswer] = set()
        self.ends: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.engine_failures: Counter[str] = Counter()
        self.answered = self.retries = 0
        self._remote = remote
        self._data = mirror_folder(address) if remote else data
        self._link = str(self._data / "current")
        self._address = address
        self._version: ServedVersion | None = None
        self._activity: Activity | None = None
        self._asking: asyncio.Task[None] | None = None
        self._questions = self._answered = 0

    def answer(self, asked: Asked, seconds: float) -> PoolAnswer:
        """Return the answer to a query, to be read inside of `async with`, which begins it.

        Args:
            asked: The query.
            seconds: How long it may take, including its wait.

        Raises:
            NotPublishedError, DataFolderError: There is no version to ask.
            OverloadedError: Too many queries wait, or the server is shutting down.
            QueryTimeoutError, QueryMemoryError, ResultTooLargeError: It meets that limit.
            QuerySyntaxError, QueryRefusedError, BadRequestError, NotAcceptableError: As `evaluation.evaluate`.

        """
        return PoolAnswer(self, asked, seconds)

    async def facts(self, seconds: float = 30.0) -> tuple[str, Facts]:
        """Return the digest of the version in use, and the facts about it.

        Raises:
            RuhrgraphError: As `answer`.

        """
        version, _ = await self.version(asyncio.get_running_loop().time() + seconds)
        return version.digest, version.facts

    def digest(self) -> str:
        """Return the digest of the version that is served; before anybody has asked, of the one in use.

        Raises:
            NotPublishedError, DataFolderError: There is none.
            EngineError: Another engine has to be asked which one it is, and does not answer.

        """
        if self._version is not None and self._version.link == link_or_nothing(self._link):
            return self._version.digest
        if self._remote:
            return self._mirrored_digest()
        try:
            found = current(self._data)
        except DataFolderError:
            if self._version is None:
                raise
            found = None
        if found is not None:
            return found.digest
        if self._version is not None:  # the server goes on with it
            return self._version.digest
        raise NotPublishedError("nothing is published yet; run `ruhrgraph build`")

    def _mirrored_digest(self) -> str:
        """Return the digest of the version in use in another engine, as last known.

        Raises:
            RuhrgraphError: None is known.

        """
        from ruhrgraph.server.engine.remote.mirror import mirrored_digest, mirrored_fault  # noqa: PLC0415  # only here

        if digest := mirrored_digest(self._data):
            return digest
        raise mirrored_fault(self._data) or OverloadedError("the engine is being asked; try again at once")

    async def served(self, seconds: float) -> ServedVersion:
        """Return the version that is served, and what is wrong with the one in use, as the server knows it now.

        Raises:
            RuhrgraphError: As `answer`.

        """
        deadline = asyncio.get_running_loop().time() + seconds
        # All who want to know share a question: the supervisor may have few connections open.
        needed = self._questions + 1
        while self._answered < needed and await self._told(deadline):
            pass
        if self._answered < needed and self._version is None:
            raise failures.timed_out(seconds, begun=False)
        version, _ = await self.version(deadline)
        return version

    def stats(self) -> EngineStats:
        """Return the figures of this worker's queries."""
        busy = sum(answer.work() is not None for answer in self.active)
        counts = len(self.active) - busy, busy, self.answered
        return EngineStats(*counts, dict(self.ends), dict(self.refused), dict(self.engine_failures), self.retries)

    async def version(self, deadline: float) -> tuple[ServedVersion, Activity]:
        """Return the version to ask now, and what its processes do; wait where they are just starting.

        If another version has come into use and takes long to read, that is the one before.

        Args:
            deadline: Until when, in the time of the event loop.

        Raises:
            QueryTimeoutError: It did not come in time.
            NotPublishedError, DataFolderError: There is none.
            OverloadedError: The server is shutting down.

        """
        begun = asyncio.get_running_loop().time()
        # What is told upon a question asked from now on is new enough, even if it is not the newest by then.
        needed = self._questions + 1
        while (
            self._version is None
            or self._activity is None
            or (self._answered < needed and self._version.link != link_or_nothing(self._link))
        ):
            # A version that takes long to read is waited for beside the one before.
            until = deadline if self._version is None else min(deadline, begun + _PATIENCE)
            if not await self._told(until):
                if self._version is not None and self._activity is not None:
                    break
                raise failures.timed_out(deadline - begun, begun=False)
        return self._version, self._activity

    async def _told(self, until: float) -> bool:
        """Return whether the question which version answers is answered by a time of the event loop.

        Raises:
            RuhrgraphError: The answer is an error.

        """
        if self._asking is None or self._asking.done():
            self._questions += 1
            self._asking = asyncio.get_running_loop().create_task(self._ask(self._questions))
            # Whoever waits for an error may have left; asyncio would complain.
            self._asking.add_done_callback(lambda task: task.cancelled() or task.exception())
        asking = self._asking
        done, _ = await asyncio.wait((asking,), timeout=max(0, until - asyncio.get_running_loop().time()))
        if done:
            asking.result()
        return bool(done)

    def connect(self, version: ServedVersion) -> socket.socket | None:
        """Return a connection to a free query process of a version; None if the version is gone.

        Raises:
            OverloadedError: Too many queries wait already, or this worker has too many files open.

        """
        try:
            connection = socket.socket(socket.AF_UNIX)
        except OSError as error:
            self.refused["files"] += 1
            raise OverloadedError(f"the server can open no more connections ({error.strerror}); try again") from None
        connection.setblocking(False)  # noqa: FBT003  # the standard library's way
        try:
            connection.connect(version.address)
        except BlockingIOError:
            connection.close()
            self.refused["queue"] += 1
            raise failures.queue_full(self.limits.queue) from None
        except (ConnectionRefusedError, FileNotFoundError):
            connection.close()
            if self._version is version:
                self._version = None
            return None
        return connection

    async def look(self) -> None:
        """Let the server look which version another engine has in use, and give it a moment to do so.

        Raises:
            OverloadedError: The server is shutting down.

        """
        await self._question(LOOK)
        await asyncio.sleep(_LOOK)

    async def prepare(self, digest: str) -> None:
        """Get the query processes of a version ready, before it comes into use; another engine has it by then.

        Raises:
            RuhrgraphError: It cannot be read, or the server is shutting down.

        """
        if self._remote:
            await self.look()
            return
        await self._question(f"versions/{digest}")

    async def _ask(self, number: int) -> None:
        """Ask which version answers; questions are counted.

        Raises:
            RuhrgraphError: There is none, or the server is shutting down.

        """
        version = ServedVersion.from_json(await self._question(""))
        activity = self._activity
        with suppress(FileNotFoundError):  # it has gone since; whoever waits for it asks again
            if activity is None or self._version is None or self._version.activity != version.activity:
                activity = Activity(Path(version.activity))
            self._version, self._answered, self._activity = version, number, activity

    async def _question(self, question: str) -> dict[str, Any]:
        """Return the answer to a question, as `Generations` has it.

        Raises:
            RuhrgraphError: The answer is an error, or the server is shutting down.

        """
        try:
            reader, writer = await asyncio.open_unix_connection(self._address)
        except OSError:
            raise OverloadedError("the server is shutting down; try again later") from None
        try:
            writer.write(f"{question}\n".encode())
            line = await reader.read()
        except ConnectionError:
            line = b""
        finally:
            writer.close()
        if not line.endswith(b"\n"):
            raise OverloadedError("the server is shutting down; try again later")
        content: dict[str, Any] = json.loads(line)
        if "error" in content:
            raise error_from_json(content)
        return content
