"""What the pool of query processes may use.

These are the numbers. `engine.answer` ends a query at its time limit, `pool.zygote` keeps the number of processes and
ends long queries for others, `pool.places` counts the processes of all versions, `pool.query_process` limits the
memory, and the backlog of a socket is the queue.
"""

from dataclasses import dataclass, replace

from ruhrgraph.server.engine.process_limits import MIB

HINT = "ask for less at once, with more selective patterns, without sorting or grouping all of it, or with a LIMIT"
"""What to do about a query that takes too much."""
LARGE = 1_000_000
"""Triples above which no page waits for what reads the whole version, and no worker has all its names in memory."""
MOST_TIES = 2_000
"""How many ties of a thing of a large version its page tells of."""
SHORT_SECONDS = 2.0
"""How long a query about a large version may take that a page can do without."""
MOST_NODES, MOST_EDGES = 1_000, 20_000
"""How many nodes and edges a network of a large version may have that is worked out for a page."""
NETWORK_SECONDS = 4.0
"""How long its queries may take together."""
LEAST_MEMORY = 32
"""MiB with which a query process can answer small queries."""
_LEAST_SLOW = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """How many query processes there are, and what they may take.

    A query that runs for `slow_after` seconds goes on with little priority, and a further process takes the place of
    its own, so that long queries do not hold up short ones. There are at most `slow` such queries. Beyond that a long
    one keeps its place, and is ended after `evict_after` seconds if others wait. With `slow` at 0 all keep their place
    and none is ended for others, as long as their version is in use.
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
    memory_total: int = 18 * 1024
    """MiB that all queries together may take, also while some go on with a version that is no longer in use."""
    in_memory: int = 300 * MIB
    """Bytes of a version that is held in memory although it has a store on disk."""
    union: bool = True
    """Whether the default graph is the union of all graphs."""


def within(limits: Limits, data: int = 0) -> Limits:
    """Return limits with which all query processes together keep to `memory_total`.

    There are fewer long queries at once first. If that is not enough, each query may take less, and at last there are
    fewer processes; three with 32 MiB each are the least, whatever the total.

    Args:
        limits: What is wanted.
        data: MiB of data that each process shares at first, but may copy: the engine counts in them what is in use.

    """
    total, least = limits.memory_total, min(limits.memory, LEAST_MEMORY)
    most = max(total // (least + data), 1 + _LEAST_SLOW)
    processes = min(limits.processes, most - _LEAST_SLOW)
    slow = min(limits.slow, max(_LEAST_SLOW, total // (limits.memory + data) - processes))
    memory = max(least, min(limits.memory, total // (processes + slow) - data))
    return replace(limits, processes=processes, slow=slow, memory=memory)
