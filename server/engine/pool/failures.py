"""What a person is told whose query was ended: which limit it met, and how to get under it."""

import signal
from dataclasses import dataclass

from ruhrgraph.ontology.errors import (
    BadRequestError,
    OverloadedError,
    QueryMemoryError,
    QueryTimeoutError,
    RuhrgraphError,
)
from ruhrgraph.server.engine.limits import HINT


@dataclass(frozen=True, slots=True)
class Death:
    """How a query process ended: its exit code or the negative number of the signal, and what the engine said why."""

    status: int
    why: str

    @property
    def from_outside(self) -> bool:
        """Whether somebody killed it, perhaps the system, because memory is short."""
        return self.status == -signal.SIGKILL and not self.why

    @property
    def cause(self) -> str:
        """The cause in one word; whom the system kills, it kills for memory."""
        if self.why:
            return self.why
        return "memory" if self.from_outside else "crash"


def after_death(death: Death | None, memory: int) -> RuhrgraphError:
    """Return the error for a query that took its process with it.

    Args:
        death: How the process ended, if that is known.
        memory: How many MiB the query was allowed.

    """
    cause = death.cause if death else "crash"
    if cause == "memory":
        return QueryMemoryError(f"the query needs more than the {memory} MiB of memory that it may take; {HINT}")
    if cause == "order":
        # The engine compares numbers, dates and texts in a way that is no order, and aborts if it finds out.
        return BadRequestError("the query sorts values of kinds that have no common order; sort by STR(?value) instead")
    return QueryMemoryError("the query ended its process; write it with less nesting, or split it up")


def after_timeout(seconds: float, *, begun: bool) -> QueryTimeoutError:
    """Return the error for a query that took too long, or waited so long that it was not begun."""
    if begun:
        return QueryTimeoutError(f"the query takes longer than the {seconds:g} seconds that it may; {HINT}")
    return QueryTimeoutError(f"the query waited {seconds:g} seconds for others and was not begun; try again later")


def queue_full(waiting: int) -> OverloadedError:
    """Return the error for a query that finds too many others waiting."""
    return OverloadedError(f"{waiting} queries are waiting already, as many as may; try again later")


def crowded_out(slow: int) -> OverloadedError:
    """Return the error for a long query that meets too many other long ones while short ones wait."""
    return OverloadedError(f"{slow} long queries are running already, as many as may; try again later, or {HINT}")


def shutting_down() -> OverloadedError:
    """Return the error for a query that comes or is still at work when the server stops."""
    return OverloadedError("the server is shutting down; try again later")
