"""What a person is told whose query was ended: which limit it met, and how to get under it."""

import signal

from ruhrgraph.ontology.errors import OverloadedError, QueryMemoryError, QueryTimeoutError
from ruhrgraph.server.sparql.limits import HINT

_OUT_OF_MEMORY = (-signal.SIGABRT, -signal.SIGKILL)


def out_of_memory(status: int | None) -> bool:
    """Tell whether a process that ended so met a limit of memory: the engine aborts then, or the system kills it."""
    return status in _OUT_OF_MEMORY


def after_death(status: int | None, memory: int) -> QueryMemoryError:
    """Return the error for a query that took its process with it.

    Args:
        status: How the process ended: its exit code, or the negative number of a signal; None if unknown.
        memory: How many MiB the query was allowed.

    """
    if out_of_memory(status):
        return QueryMemoryError(f"the query needs more than the {memory} MiB of memory that it may take; {HINT}")
    return QueryMemoryError(
        "the query is too complex and ended its process; write it with less nesting, or split it up"
    )


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
