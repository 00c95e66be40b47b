"""What a pool of query processes may use."""

from dataclasses import dataclass

MIB = 1024 * 1024
HINT = "ask for less at once, with more selective patterns, without sorting or grouping all of it, or with a LIMIT"
"""What to do about a query that takes too much."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many processes there are, and what they may take.

    A query that runs for `slow_after` seconds moves to the slow lane: it goes on with little priority, and a further
    process takes its place, so that long queries do not hold up short ones. When `slow` queries are in that lane, a
    long one runs on where it is, and is ended after `evict_after` seconds only if other queries wait. With `slow` at 0
    there is no such lane.
    """

    processes: int = 2
    slow: int = 8
    slow_after: float = 0.1
    evict_after: float = 1.0
    queue: int = 64
    memory: int = 1024
    """MiB that a query may take on top of the data."""
    in_memory: int = 300 * MIB
    """Bytes of a version that is held in memory although it has a store on disk."""
    union: bool = True
    """Whether the default graph is the union of all graphs."""
