"""The lock that lets one publication at a time write to a remote engine: a graph there with one statement.

An update puts it there if there is none, and whoever has it renews it as it goes on. A lock that is not renewed was
left by a process that was killed, and the next one takes it over: at once if that published from the same data folder,
whose own lock the next one holds, else after a time in which nothing has changed.
"""

import hashlib
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from ruhrgraph.ontology.errors import EngineAnswerError, EngineError
from ruhrgraph.server.engine.remote.endpoint import Endpoint

PATIENCE = 120.0
"""Seconds without a sign of life after which a lock counts as left behind."""

_SECONDS = 60.0
"""How long the engine may take for a request."""
_PAUSE = 1.0
_RENEWAL = 10.0
_PREDICATE = "<http://purl.org/dc/terms/identifier>"


def lock_graph(base: str) -> str:
    """Return the IRI of the graph of the lock, which is also what its statement is about."""
    return f"{base}version/lock"


class PublicationLock:
    """The lock of one publication; `publication_lock` gives it.

    `was_left` tells whether another publication had left it behind, which may have stopped in the middle of its switch.
    `stays` is set where this one may: then an error leaves the lock there, for the next one to know.

    Args:
        endpoint: The engine.
        base: The base IRI, below which the graph of the lock is.
        data: The data folder, whose lock the caller holds.

    """

    def __init__(self, endpoint: Endpoint, base: str, data: Path) -> None:
        self.was_left = False
        self.stays = False
        self._graph = lock_graph(base)
        self._endpoint = endpoint
        self._owner = hashlib.sha256(f"{socket.gethostname()} {data.resolve()}".encode()).hexdigest()[:16]
        self._id = f"{self._owner} {uuid4()}"
        self._renewals = 0
        self._renewed = time.monotonic()

    def acquire(self, show: Callable[[str], None], patience: float) -> None:
        """Wait for the lock, and take it.

        Raises:
            EngineError: The engine fails, or does not have what was written.

        """
        seen, since = self._held(), time.monotonic()
        while True:
            mine = all(value.startswith(self._owner) for value in seen)
            if mine or time.monotonic() - since > patience:
                self._replace(seen)
                self.was_left = self.was_left or bool(seen)
                if (held := self._held()) == {self._value}:
                    return
                if not held:
                    raise EngineAnswerError(
                        "the engine took an update, but does not have what it wrote; RUHRGRAPH_ENGINE and "
                        "RUHRGRAPH_ENGINE_UPDATE have to be addresses of one dataset"
                    )
            else:
                show(f"waiting for another publication, or for {patience:g} seconds without a sign of life of it")
                time.sleep(_PAUSE)
                held = self._held()
            if held != seen:
                seen, since = held, time.monotonic()

    def renew(self, after: float = _RENEWAL) -> None:
        """Give a sign of life, if the last one was some seconds ago.

        Raises:
            EngineError: The engine fails, or another publication has taken the lock over.

        """
        if time.monotonic() - self._renewed < after:
            return
        before = self._value
        self._renewals += 1
        self._replace({before})
        if self._held() != {self._value}:
            raise EngineAnswerError("another publication has come in between; nothing has been switched, publish again")

    def release(self) -> None:
        """Remove the lock, unless another publication has taken it over.

        Raises:
            EngineError: The engine fails.

        """
        self._endpoint.update(f"DELETE DATA {{ {self._statements({self._value})} }}", _SECONDS)

    @property
    def _value(self) -> str:
        """What the lock says now."""
        return f"{self._id} {self._renewals}"

    def _held(self) -> set[str]:
        """Return what the lock says in the engine: nothing if there is none, more if two came at the same time."""
        query = f"SELECT ?value {{ GRAPH <{self._graph}> {{ ?lock {_PREDICATE} ?value }} }}"
        return {row["value"].value for row in self._endpoint.select(query, _SECONDS)}

    def _replace(self, held: set[str]) -> None:
        """Take the lock, if it still says what it said."""
        all_ = f"GRAPH <{self._graph}> {{ ?s ?p ?o }}"
        still = f"{self._statements(held)} {all_}" if held else f"FILTER NOT EXISTS {{ {all_} }}"
        delete = f"DELETE {{ {all_} }} " if held else ""
        text = f"{delete}INSERT {{ {self._statements({self._value})} }} WHERE {{ {still} }}"
        self._endpoint.update(text, _SECONDS)
        self._renewed = time.monotonic()

    def _statements(self, values: set[str]) -> str:
        """Return the lock with some values, as part of an update."""
        triples = (f'<{self._graph}> {_PREDICATE} "{value}" .' for value in sorted(values))
        return f"GRAPH <{self._graph}> {{ {' '.join(triples)} }}"


@contextmanager
def publication_lock(
    endpoint: Endpoint, base: str, data: Path, show: Callable[[str], None], patience: float = PATIENCE
) -> Iterator[PublicationLock]:
    """Hold the lock; where what is done inside fails, it is removed if the engine can be reached, unless it `stays`.

    Raises:
        EngineError: The engine fails.

    """
    lock = PublicationLock(endpoint, base, data)
    lock.acquire(show, patience)
    try:
        yield lock
    except BaseException:
        if not lock.stays:
            with suppress(EngineError):
                lock.release()
        raise
    lock.release()
