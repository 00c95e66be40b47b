"""What the pool of query processes may use.

These are the numbers. `engine.answer` ends a query at its time limit, `pool.zygote` keeps the number of processes and
ends long queries for others, `pool.query_process` limits the memory, and the backlog of a socket is the queue.
"""

from dataclasses import dataclass

from ruhrgraph.server.engine.process_limits import MIB

HINT = "ask for less at once, with more selective patterns, without sorting or grouping all of it, or with a LIMIT"
"""What to do about a query that takes too much."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many query processes there are, and what they may take.

    A query that runs for `slow_after` seconds goes on with little priority, and a further process takes the place of
    its own, so that long queries do not hold up short ones. There are at most `slow` such queries. Beyond that a long
    one keeps its place, and is ended after `evict_after` seconds if others wait. With `slow` at 0 all keep their place
    and none is ended for others.
    """

    processes: int = 2
    slow: int = 16
    slow_after: float = 0.1
    evict_after: float = 0.5
    queue: int = 64
    """How many queries may wait."""
    seconds: float = 30.0
    """How long any query may take: who asks ends it in time, and a zygote where whoever asked has died."""
    memory: int = 1024
    """MiB that a query may take on top of the data."""
    in_memory: int = 300 * MIB
    """Bytes of a version that is held in memory although it has a store on disk."""
    union: bool = True
    """Whether the default graph is the union of all graphs."""
