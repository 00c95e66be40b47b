"""How far the nodes of a graph are from each other, counted in steps.

All nodes within so many steps of a node are one whole number, with a bit for each; the next step is the union of the
neighbours' numbers. That takes the time of the longest distance times the edges, where a search from each node takes
the nodes times the edges, and no table of all distances is held.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Distances:
    """Of one node: how many nodes it reaches (with itself), the sum of the distances to them, and the largest."""

    reached: int = 1
    total: int = 0
    farthest: int = 0

    def closeness(self, nodes: int) -> float:
        """Return the closeness centrality in a graph of so many nodes (Wasserman and Faust 1994)."""
        others = self.reached - 1
        return others / self.total * others / (nodes - 1) if self.total else 0.0


def distances(around: Sequence[Sequence[int]]) -> list[Distances]:
    """Return the distances of all nodes; `around` are the neighbours of each."""
    found = [Distances() for _ in around]
    within = [1 << index for index in range(len(around))]
    growing = range(len(around)) if around else []
    steps = 0
    while growing:
        steps += 1
        wider = {index: _union(within, index, around[index]) for index in growing}
        # What a step does not widen is all of a component, and stays so.
        growing = [index for index in growing if wider[index] != within[index]]
        for index in growing:
            within[index] = wider[index]
            reached, of_node = wider[index].bit_count(), found[index]
            of_node.total += steps * (reached - of_node.reached)
            of_node.reached, of_node.farthest = reached, steps
    return found


def _union(within: Sequence[int], index: int, neighbours: Sequence[int]) -> int:
    """Return the nodes within one more step of a node."""
    nodes = within[index]
    for neighbour in neighbours:
        nodes |= within[neighbour]
    return nodes
