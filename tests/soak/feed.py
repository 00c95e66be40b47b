"""Reads the whole feed of a server as a client does, and compares what comes of it with the dataset.

In: a port and the data folder. Out: what is not right, if anything.
"""

import time
from pathlib import Path

import httpx

from ruhrgraph.graph.versions.repository import published
from ruhrgraph.graph.versions.store import load_store
from tests.benchmarks.processes import HOST
from tests.server.changes.ldes_client import Client

_ATTEMPTS = 5
_PAUSE = 3.0
"""Seconds in which a log is made up anew, whose damage was found when it was read."""


def feed_fault(port: int, data: Path) -> str | None:
    """Return how the feed differs from the dataset, None if it does not; a log that is being made is waited for."""
    fault = None
    for attempt in range(_ATTEMPTS):
        if attempt:
            time.sleep(_PAUSE)
        try:
            fault = _difference(port, data)
        except AssertionError as error:  # the client's, where a page is refused or gone
            fault = f"the feed cannot be read: {str(error)[:300]}"
        if fault is None:
            break
    return fault


def _difference(port: int, data: Path) -> str | None:
    with httpx.Client(base_url=f"http://{HOST}:{port}", timeout=60) as http:
        state = {item.object: item.payload for item in Client(http).members()}
    replayed = frozenset[str]().union(*state.values())
    there = {str(quad.triple) for quad in load_store(published(data))}
    if replayed == there:
        return None
    missing, more = len(there - replayed), len(replayed - there)
    return f"the feed lacks {missing} triples of the {len(there)} that there are, and has {more} too many"
