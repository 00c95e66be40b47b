"""Follows the version in use: starts a generation of processes for each new one, and lets go of the one before.

In: the link `current` of a data folder, looked at for each query. Out: the generation that answers, and for a query the
number of the first generation that may. A generation reads the link after its number is given, so a query that needs a
number not yet given gets a version at least as new as the one in use when it came.
"""

import asyncio
import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError, RuhrgraphError
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.generation import Generation, ZygoteDiedError
from ruhrgraph.server.engine.pool.process import Owner
from ruhrgraph.server.engine.pool.zygote import Task

_ATTEMPTS = 3
_PAUSE = 1.0
"""Seconds before a version is tried again that could not be read."""


class Keeper(Owner, Protocol):
    """Who hears of generations."""

    def moved(self, before: Generation | None) -> None:
        """Hear that there is a new current generation."""

    def failed(self, number: int, error: RuhrgraphError) -> None:
        """Hear that the generation of a number does not come."""


class Succession:
    """The current generation, the next one, and those before that still have queries at work."""

    def __init__(self, limits: Limits, data: Path, keeper: Keeper) -> None:
        self.current: Generation | None = None
        self.generations: dict[int, Generation] = {}
        self.switches = 0
        self._limits = limits
        self._data = data
        self._link_path = str(data / "current")
        self._keeper = keeper
        self._given = 0
        self._loading = ""
        self._task: asyncio.Task[None] | None = None
        self._failure: tuple[str, RuhrgraphError, float] | None = None
        self._burials: set[asyncio.Task[None]] = set()

    def need(self) -> int:
        """Return the number of the first generation that may answer a query that comes now, and begin it if need be.

        Raises:
            NotPublishedError: Nothing is published.
            DataFolderError: The version in use cannot be read.

        """
        link = self._link()
        if self._task is not None:
            # Also where the current generation is the right one again (a build, then back): another one comes first.
            return self._given if self._loading == link else self._given + 1
        if self.current is not None and self.current.link == link:
            return self.current.number
        if self._failure is not None and self._failure[0] == link:
            _, error, until = self._failure
            if asyncio.get_running_loop().time() < until:
                raise type(error)(str(error))
        self.begin()
        return self._given

    def begin(self) -> None:
        """Begin a new generation of the version that is then in use, unless one is on its way."""
        if self._task is None:
            self._given += 1
            with suppress(RuhrgraphError):
                self._loading = self._link()
            self._task = asyncio.get_running_loop().create_task(self._load(self._given))

    async def started(self) -> None:
        """Wait until the generation on its way is there, or does not come."""
        if self._task is not None:
            await asyncio.wait((self._task,))

    def retire(self, generation: Generation) -> None:
        """Let go of a generation."""
        if self.generations.pop(generation.number, None) is not None:
            generation.close()
            task = asyncio.get_running_loop().create_task(generation.buried())
            self._burials.add(task)
            task.add_done_callback(self._burials.discard)

    async def close(self) -> None:
        """Let go of all generations, and wait until all their processes have ended."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))
        self.current = None
        for generation in tuple(self.generations.values()):
            self.retire(generation)
        await asyncio.gather(*self._burials)

    async def _load(self, number: int) -> None:
        """Make the generation of a number the current one, or remember why it does not come."""
        outcome = await self._try(number)
        self._task = None
        if isinstance(outcome, Generation):
            before, self.current = self.current, outcome
            self.switches += before is not None
            self._keeper.moved(before)
        else:
            self._failure = (self._loading, outcome, asyncio.get_running_loop().time() + _PAUSE)
            self._keeper.failed(number, outcome)

    async def _try(self, number: int) -> Generation | RuhrgraphError:
        """Return the generation of a number, or why there is none."""
        error = RuhrgraphError()
        for _ in range(_ATTEMPTS):
            try:
                link = self._loading = self._link()
                return await self._start(number, link)
            except ZygoteDiedError:
                error = DataFolderError(f"{self._data / link}: the process that reads it dies; is there memory?")
            except RuhrgraphError as failure:
                error = failure
                with suppress(RuhrgraphError):
                    if self._link() == self._loading:
                        break  # else the version has been pruned meanwhile, and there is a later one
        return error

    async def _start(self, number: int, link: str) -> Generation:
        """Return a generation that holds the version of a link."""
        limits, folder = self._limits, (self._data / link).absolute()
        task = Task(folder.name, str(folder), limits.in_memory, limits.union, limits.memory)
        generation = self.generations[number] = Generation(number, link, task, self._keeper, self._lost)
        try:
            await generation.start()
        except BaseException:  # also when cancelled
            self.retire(generation)
            raise
        return generation

    def _lost(self, generation: Generation) -> None:
        """Take the place of a generation whose zygote has died, and its query processes with it."""
        was_current = generation is self.current
        if was_current:
            self.current = None
        for process in tuple(generation.processes):
            if process.pid:
                self._keeper.lost(process)
                process.close()
        self.retire(generation)
        if was_current:
            self.begin()

    def _link(self) -> str:
        """Return what the link says.

        Raises:
            NotPublishedError: Nothing is published.
            DataFolderError: It is no link.

        """
        try:
            return os.readlink(self._link_path)  # noqa: PTH115  # a path object takes ten times as long
        except FileNotFoundError:
            raise NotPublishedError("nothing is published yet; run `ruhrgraph build`") from None
        except OSError as error:
            message = f"{self._link_path}: is no link to a version ({error.strerror}); remove it and build again"
            raise DataFolderError(message) from None
