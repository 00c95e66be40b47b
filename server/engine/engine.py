"""What answers queries, as all features see it: a query in, bytes and a content type out, or an error that tells why.

In: queries as `Asked`, and the seconds that they may take. Out: `Answer`s, and the facts of the version in use. Behind
it is the pool of query processes (`pool.pool`); what these put a query to is a store of their own, or another engine
over HTTP (`remote`). No feature can tell which.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from ruhrgraph.graph.versions.facts import Facts
from ruhrgraph.server.engine.pool.generation import ServedVersion
from ruhrgraph.server.engine.pool.wire import Asked, End


class Answer(Protocol):
    """The answer to one query, read inside of `async with`; leaving that before the end breaks the query off.

    `digest` is the version that answers, `kind` is "solutions", "boolean" or "graph", and `end` is None until all was
    read.
    """

    digest: str
    content_type: str
    kind: str
    end: End | None

    async def __aenter__(self) -> Self:
        """Begin the query, and wait for the head of its answer."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the query if it is still at work."""

    async def buffered(self, limit: int) -> bytes | None:
        """Return the whole answer if it has no more bytes than a limit, else None; nothing is lost for `chunks`."""

    def chunks(self) -> AsyncIterator[bytes]:
        """Yield the answer as it comes; after an error what was yielded is not the whole answer."""


@dataclass(frozen=True, slots=True)
class EngineStats:
    """The figures of an HTTP worker's queries.

    `queued` queries wait for a process, `busy` ones are at work; `answered` were answered; `ends` counts
    query processes by why they were ended, `refused` queries by why they were not begun. `engine_failures` counts how
    another engine failed, and `retries` how often it was asked a second time.
    """

    queued: int
    busy: int
    answered: int
    ends: Mapping[str, int]
    refused: Mapping[str, int]
    engine_failures: Mapping[str, int]
    retries: int


class Engine(Protocol):
    """Answers the queries of one HTTP worker. Every method may raise a `RuhrgraphError`: each limit has its class."""

    def answer(self, asked: Asked, seconds: float) -> Answer:
        """Return the answer to a query, which may take a number of seconds, including its wait."""

    async def facts(self, seconds: float = 30.0) -> tuple[str, Facts]:
        """Return the digest of the version in use, and the facts about it."""

    def digest(self) -> str:
        """Return the digest of the version that is served, without waiting."""

    async def served(self, seconds: float) -> ServedVersion:
        """Return the version that is served, and what is wrong with the one in use, as the server knows it now."""

    def stats(self) -> EngineStats:
        """Return the figures so far."""

    async def prepare(self, digest: str) -> None:
        """Get a version ready before it comes into use."""
