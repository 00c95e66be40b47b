"""Follows the version in use: starts query processes on each new one, and lets those on the version before end.

In: the link `current` of a data folder, and connections of HTTP workers, each with one line: an empty one to know where
to ask, the link of a version that is to come into use, or `look` where another engine has changed its version. Out: one
line of JSON: the `ServedVersion`, `{}` once the other one is ready, or an error. The link is read when somebody asks,
so nobody gets a version older than the one in use at that moment, unless that is damaged: then the one that is in
memory goes on. A version that a write of this server makes is ready before it comes into use. All of it happens in one
thread of one process, which calls `run`.
"""

import selectors
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ruhrgraph.ontology.errors import DataFolderError, RuhrgraphError
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.generation import Generation, Holder, StaleHolderError, ZygoteDiedError
from ruhrgraph.server.engine.pool.questions import QuestionSocket
from ruhrgraph.server.engine.pool.version_link import link_or_nothing, mirror_folder, read_link
from ruhrgraph.server.engine.pool.version_watch import VersionWatch
from ruhrgraph.server.engine.pool.wire import error_as_json
from ruhrgraph.server.settings import EngineAddress

LOOK = "look"
"""The question of a worker that has found another version in use in another engine."""
_ATTEMPTS = 3
_PAUSE = 1.0
"""Seconds before a version is tried again that could not be read, and between two looks at the one in use."""


class Generations:
    """The generation that answers, the next one, and those before that still have queries.

    Args:
        limits: What queries may use.
        data: The data folder.
        folder: Where sockets may be made; nobody else may enter it.
        engine: Another engine, whose version is followed instead, and the base IRI.

    Raises:
        SettingError: No socket can be made there.

    """

    def __init__(
        self, limits: Limits, data: Path, folder: Path, engine: tuple[EngineAddress, str] | None = None
    ) -> None:
        self.address = str(folder / "control")
        self._limits = limits
        self._data = mirror_folder(self.address) if engine else data
        self._engine = engine
        self._link = str(self._data / "current")
        self._folder = folder
        self._count = 0
        self._used: str | None = None  # the link when a generation was last started for those that ask
        self._holders: list[Holder] = []
        self._current: Generation | None = None
        self._next: Generation | None = None
        self._retired: list[Generation] = []
        self._promised = 0.0  # until when the next one is kept for the writer that was told that it is ready
        self._attempts = 0
        self._failed: tuple[str, RuhrgraphError, float] | None = None
        self._questions = QuestionSocket(self.address)
        self._watch = self._new_watch()
        self._looked = time.monotonic()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._questions.listener, selectors.EVENT_READ)
        with suppress(RuhrgraphError):  # whoever asks is told
            if not self._watch.fault(link_or_nothing(self._link)):
                self._demand(read_link(self._link))

    def run(self, seconds: float) -> None:
        """Handle what has come from workers and zygotes; wait for it for at most a number of seconds."""
        for key, _ in self._selector.select(seconds):
            if key.fileobj is self._questions.listener:
                self._questions.accept(self._count)
            elif key.data in (self._current, self._next):
                self._receive(key.data)
            else:
                self._selector.unregister(key.fileobj)  # one that was retired has ended
        if self._questions.waiting:
            self._answer_writers()
            self._answer_readers()
        if time.monotonic() - self._looked > _PAUSE:
            self._look()
        for generation in [item for item in self._retired if item.has_ended()]:
            self._retired.remove(generation)
            self._close(generation)
        for generation in self._generations():
            generation.end_if_hanging()
        self._close_holders({generation.holder for generation in self._generations()}.union(self._holders[-1:]))

    def close(self) -> None:
        """End all generations and their processes."""
        self._close_holders(set())
        for generation in self._generations():
            self._close(generation)
        self._questions.close()
        self._watch.close()
        self._selector.close()

    def close_copies(self) -> None:
        """Close the sockets in a process that was forked from the one that runs this."""
        self._selector.close()
        self._questions.close_copies()
        self._watch.close_copy()
        for held in self._holders:
            held.close_copy()
        for generation in self._generations():
            generation.control.close()

    def _new_watch(self) -> VersionWatch:
        """Return what tells whether the version in use is right."""
        if self._engine is None:
            return VersionWatch(self._data)
        from ruhrgraph.server.engine.remote.engine_watch import EngineWatch  # noqa: PLC0415  # few have another engine

        return EngineWatch(*self._engine, self._data)

    def _generations(self) -> tuple[Generation, ...]:
        """Return all generations that have processes."""
        return tuple(filter(None, (self._current, self._next, *self._retired)))

    def _answer_writers(self) -> None:
        """Tell those that want to use a version whether it is ready; start it if need be."""
        for question in [item for item in self._questions.waiting if item.link]:
            link = question.link
            self._use_next()
            if link == LOOK:
                self._watch.look()
                self._questions.answer([question], {})
                continue
            if link in [item.link for item in (self._current, self._next) if item is not None and item.served]:
                self._questions.answer([question], {})
                self._promised = time.monotonic() + _PAUSE
            elif self._failed is not None and self._failed[0] == link:
                self._questions.answer([question], error_as_json(self._failed[1]))
            elif self._next is None or self._next.served:
                try:
                    self._start(link)
                except DataFolderError as error:
                    self._questions.answer([question], error_as_json(error))

    def _answer_readers(self) -> None:
        """Tell the others where to ask, if a zygote is ready; else start one."""
        readers = [question for question in self._questions.waiting if not question.link]
        if not readers:
            return
        link = link_or_nothing(self._link)
        if fault := self._watch.fault(link):
            self._look()
            self._tell_fault(link, fault)
            return
        if not link:
            return  # another engine is just being asked for the first time
        try:
            self._use_next()
            if self._current is not None and self._current.served is not None:
                # Who asked before it was started may have it, even where yet another version is in use by now.
                number = self._count + 1 if self._current.link == link else self._current.number
                told = [question for question in readers if question.number < number]
                self._questions.answer(told, self._current.served.as_json())
                readers = [question for question in readers if question.number >= number]
            kept = time.monotonic() < self._promised  # it comes into use at once, unless the writer has died
            if readers and (self._next is None or (self._next.served and not kept)):
                self._demand(link)
        except RuhrgraphError as error:
            self._questions.answer(readers, error_as_json(error))

    def _use_next(self) -> None:
        """Let the next generation answer, if it is ready and its version is in use, or was when it was started."""
        if self._next is None or self._next.served is None:
            return
        if self._next.link not in (self._used, link_or_nothing(self._link)):
            return
        if self._current is not None:
            self._current.retire()
            self._retired.append(self._current)
        self._current, self._next = self._next, None
        self._current.holder.advance(Path(self._current.link).name)

    def _tell_fault(self, link: str, fault: RuhrgraphError) -> None:
        """Let the workers go on with the version that is in memory; if there is none, tell them what is wrong."""
        readers = [question for question in self._questions.waiting if not question.link]
        if self._current is not None and self._current.served is not None and self._watch.can_go_on(fault):
            kept = replace(self._current.served, link=link, problem=str(fault))
            self._questions.answer(readers, kept.as_json())
        elif self._next is None or not self._watch.can_go_on(fault):  # else it is just being read again
            self._questions.answer(readers, error_as_json(fault))

    def _look(self) -> None:
        """Read the version in use again if its files have changed: it may be damaged now, or repaired."""
        self._looked = time.monotonic()
        link = link_or_nothing(self._link)
        self._watch.tell(self._watch.fault(link))
        if (self._next is None or self._next.served) and self._watch.has_changed(link):
            with suppress(DataFolderError):  # whoever asks is told
                self._used = link
                self._start(link, fresh=True)

    def _demand(self, link: str) -> None:
        """Start a generation of a version, unless it has just failed.

        Raises:
            RuhrgraphError: It has.

        """
        if self._failed is not None and self._failed[0] == link:
            _, error, until = self._failed
            if time.monotonic() < until:
                raise error
        self._used = link
        self._start(link)

    def _start(self, link: str, *, fresh: bool = False, held: Holder | None = None) -> None:
        """Start a generation, in the place of one that was never used.

        Args:
            link: The link to its version.
            fresh: Read the version anew, in another holder.
            held: The process that has the version in memory, which may be damaged on the disk by now.

        Raises:
            DataFolderError: The system starts no more processes.

        """
        if self._next is not None:
            self._close(self._next)
            self._next = None
        self._count += 1
        if held is None or not held.is_alive():
            held = None
            self._watch.begin(link)
        folder, address = (self._data / link).absolute(), self._folder / str(self._count)
        try:
            if held is None and (fresh or not self._holders or not self._holders[-1].is_alive()):
                self._holders.append(Holder(self._limits))
            self._next = Generation(self._count, link, folder, address, held or self._holders[-1], self._engine)
        except OSError as error:
            message = f"{folder}: the process that reads it cannot be started ({error.strerror}); is there memory?"
            raise DataFolderError(message) from None
        self._selector.register(self._next.control, selectors.EVENT_READ, self._next)
        self._watch.keep(link, *([self._current.link] if self._current else []))

    def _receive(self, generation: Generation) -> None:
        """Note that a zygote is ready; replace one that has died."""
        try:
            if generation.receive():
                self._attempts, self._failed = 0, None
                if generation.holder is self._holders[-1]:  # an older one does not know that the files are damaged
                    self._watch.end(generation.link)
                self._use_next()
        except StaleHolderError:
            with suppress(DataFolderError):  # the next who asks is told
                self._start(generation.link, fresh=True)
        except ZygoteDiedError:
            self._replace(generation)
        except RuhrgraphError as error:
            self._fail(generation, error)

    def _replace(self, generation: Generation) -> None:
        """Start another zygote where one has died; after three attempts, note that the version cannot be read."""
        if generation is self._current:
            self._close(generation)
            self._current = None
            if self._next is None:
                with suppress(DataFolderError):  # the next who asks is told
                    self._start(generation.link, held=generation.holder)
            return
        self._attempts += 1
        if self._attempts < _ATTEMPTS:
            with suppress(DataFolderError):  # the same
                self._start(generation.link)
            return
        message = f"{self._data / generation.link}: the process that reads it dies; is there memory?"
        self._fail(generation, DataFolderError(message))

    def _fail(self, generation: Generation, error: RuhrgraphError) -> None:
        """Note that a version cannot be read."""
        self._close(generation)
        self._next = None
        self._attempts = 0
        self._failed = (generation.link, error, time.monotonic() + _PAUSE)
        self._watch.end(generation.link, error)

    def _close(self, generation: Generation) -> None:
        with suppress(KeyError, ValueError):
            self._selector.unregister(generation.control)
        generation.close()

    def _close_holders(self, used: set[Holder]) -> None:
        """End the processes that hold versions, but for those that are used."""
        for held in [item for item in self._holders if item not in used]:
            self._holders.remove(held)
            held.close()
