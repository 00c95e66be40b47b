"""File descriptors of an HTTP worker: as many as the system gives, and some of them kept for answers at work.

An answer needs one besides that of its connection, for a file or for a query process. A server that has none left
fails in the middle of its work, so it refuses clients before.
"""

import resource
from contextlib import suppress

from ruhrgraph.ontology.errors import OverloadedError

_RESERVE = 256
"""Descriptors that connections do not get, or a quarter, if there are few: one half for what the worker opens besides
answers, the other for connections that are told why they are refused."""


def raise_limit() -> None:
    """Let this process open as many files as the system allows it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # some systems have no number as their limit, but do not take that
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def check_connection(number: int) -> None:
    """Check whether a connection can be served.

    Args:
        number: Its descriptor. The system gives the least that is free, so at least so many are in use.

    Raises:
        OverloadedError: What is left is needed for others.

    """
    limit, reserve = _limits()
    if number >= limit - reserve:
        raise _error()


def check_request(connections: int, answers: int) -> None:
    """Check whether a request can be answered.

    Args:
        connections: How many are open.
        answers: How many are at work.

    Raises:
        OverloadedError: What is left is needed for others.

    """
    limit, reserve = _limits()
    if connections + answers >= limit - reserve // 2:
        raise _error()


def may_linger(number: int) -> bool:
    """Return whether a connection may stay open for a while, so that its client gets to read why it is closed."""
    limit, reserve = _limits()
    return number < limit - reserve // 2


def _limits() -> tuple[int, int]:
    """Return how many descriptors there may be, and how many of these are kept."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return limit, min(_RESERVE, limit // 4)


def _error() -> OverloadedError:
    return OverloadedError("too many connections to this server are open; try again later")
