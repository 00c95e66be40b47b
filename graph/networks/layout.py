"""Where the nodes of a network stand in a picture: the same for the same network, and no two on one spot.

A spring layout with a fixed seed gives places that show who belongs together. Each node then goes to the free cell of a
grid that is nearest to its place, the most connected nodes first. So two nodes are at least one unit apart, and circles
of up to one unit across do not overlap.
"""

from collections.abc import Iterator

from ruhrgraph.graph.networks.measures import SEED, fast_graph, simple_graph
from ruhrgraph.graph.networks.network import Network

_CELLS_PER_NODE = 6
"""How many cells the grid has for each node. More bring nodes closer to their places, and make the picture larger."""
_MOST_ITERATIONS = 100
_LEAST_ITERATIONS = 10
_MOST_PAIRS = 1_000_000_000
"""How many pairs of nodes all iterations together may compare; a network of over 3,100 nodes has fewer iterations."""


def positions(network: Network) -> dict[str, tuple[float, float]]:
    """Return the place of each node by its IRI, in units of which each node takes one."""
    import rustworkx as rx  # noqa: PLC0415

    graph = simple_graph(network)
    if not graph:
        return {}
    iterations = max(_LEAST_ITERATIONS, min(_MOST_ITERATIONS, _MOST_PAIRS // len(graph) ** 2))
    places = rx.spring_layout(fast_graph(graph), seed=SEED, num_iter=iterations)
    side = max(1.0, (len(graph) * _CELLS_PER_NODE) ** 0.5)
    cells = _on_grid(
        {index: (x * side / 2, y * side / 2) for index, (x, y) in _scaled(dict(places)).items()}, dict(graph.degree)
    )
    return {node.iri: (float(x), float(y)) for node, (x, y) in ((network.nodes[i], cells[i]) for i in sorted(cells))}


def _scaled(places: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """Return places moved and scaled so that they lie between -1 and 1."""
    middle = [sum(place[axis] for place in places.values()) / len(places) for axis in (0, 1)]
    reach = max((abs(place[axis] - middle[axis]) for place in places.values() for axis in (0, 1)), default=0.0) or 1.0
    return {index: ((x - middle[0]) / reach, (y - middle[1]) / reach) for index, (x, y) in places.items()}


def _on_grid(places: dict[int, tuple[float, float]], degree: dict[int, int]) -> dict[int, tuple[int, int]]:
    """Return a cell of its own for each node, near its place; nodes with more neighbours choose first."""
    taken: dict[tuple[int, int], int] = {}
    for index in sorted(places, key=lambda index: (-degree[index], index)):
        x, y = places[index]
        cell = next(cell for cell in _cells_around(round(x), round(y)) if cell not in taken)
        taken[cell] = index
    return {index: cell for cell, index in taken.items()}


def _cells_around(x: int, y: int) -> Iterator[tuple[int, int]]:
    """Yield the cells of a grid from a cell outwards, ring by ring."""
    yield x, y
    ring = 1
    while True:
        steps = range(-ring, ring + 1)
        around = [(dx, dy) for dx in steps for dy in steps if max(abs(dx), abs(dy)) == ring]
        yield from ((x + dx, y + dy) for dx, dy in sorted(around, key=lambda step: (step[0] ** 2 + step[1] ** 2, step)))
        ring += 1
