"""The errors of queries that met a limit: which limit it was, and how to get under it."""

from collections.abc import Mapping

from ruhrgraph.ontology.errors import (
    BadRequestError,
    EngineError,
    OverloadedError,
    QueryMemoryError,
    QueryTimeoutError,
    RuhrgraphError,
)
from ruhrgraph.server.engine.limits import HINT

_CAUSES: Mapping[bytes, str] = {
    b"memory allocation of": "memory",
    b"implement a total order": "order",
    b"panicked at": "panic",
    b"Segmentation fault": "crash",
}
"""What a process that crashes writes to standard error, and the cause in one word."""


def cause_of(output: bytes) -> str:
    """Return why a query process ended, from what it wrote to standard error; `killed` if that says nothing."""
    return next((cause for words, cause in _CAUSES.items() if words in output), "killed")


def process_ended(cause: str, memory: int) -> RuhrgraphError:
    """Return the error of a query that ended its process.

    Args:
        cause: As from `cause_of`.
        memory: How many MiB the query was allowed.

    """
    if cause in ("memory", "killed"):  # what the system kills, it kills because memory is short
        return QueryMemoryError(f"the query needs more than the {memory} MiB of memory that it may take; {HINT}")
    if cause == "order":
        # The engine compares numbers, dates and texts in a way that is no order, and aborts if it finds out.
        return BadRequestError("the query sorts values of kinds that have no common order; sort by STR(?value) instead")
    return BadRequestError("the query ended the process that read it; write it with less nesting, or split it up")


def evicted() -> OverloadedError:
    """Return the error of a long query that was killed because others wait."""
    return OverloadedError(
        "the query was ended because many long ones are running and others wait, or because the machine is short of "
        f"memory; try again later, or {HINT}"
    )


def timed_out(seconds: float, *, begun: bool) -> QueryTimeoutError:
    """Return the error of a query that took too long, or waited so long that it was not begun."""
    seconds = round(seconds, 2)
    if begun:
        return QueryTimeoutError(f"the query takes longer than the {seconds:g} seconds that it may; {HINT}")
    return QueryTimeoutError(f"the query waited {seconds:g} seconds for others and was not begun; try again later")


def engine_failure(error: EngineError) -> str:
    """Return in one word how another engine failed, for the metrics: `unreachable`, `busy`, and so on."""
    return type(error).__name__.removeprefix("Engine").removesuffix("Error").lower()


def queue_full(waiting: int) -> OverloadedError:
    """Return the error of a query that finds too many others waiting."""
    return OverloadedError(f"{waiting} queries are waiting already, as many as may; try again later")
