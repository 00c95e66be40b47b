"""Runs work in a thread, so that the server goes on answering meanwhile.

In: a function that may raise errors of the domain. Out: its result. This is the place where a pool of processes with a
time limit can step in.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import anyio.to_thread

from ruhrgraph.ontology.errors import RuhrgraphError

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a function returns, called in a thread of its own.

    Raises:
        RuhrgraphError: The function raises it.

    """

    def call() -> T | RuhrgraphError:
        try:
            return function(*args, **kwargs)
        except RuhrgraphError as error:
            # Its traceback and what it came from hold the results of pyoxigraph, which must end in the thread of their
            # beginning; so they are let go here, and only the message goes on.
            error.__context__ = error.__cause__ = None
            return error.with_traceback(None)

    outcome = await anyio.to_thread.run_sync(call, abandon_on_cancel=True)
    if isinstance(outcome, RuhrgraphError):
        raise outcome
    return outcome
