"""Where the nodes of a network stand in a picture: the same for the same network, and no two on one spot.

A spring layout with a fixed seed gives places that show who belongs together. Each node then goes to the free cell of a
fine grid that is nearest to its place, the most connected nodes first, and keeps the cells around it free. So two nodes
are at least one unit apart, and circles of up to one unit across do not overlap. Each component is laid out by itself, because springs drive components far
apart; then they stand in rows, the largest first.
"""

from collections import defaultdict
from math import isqrt, pi
from typing import TYPE_CHECKING, TypeAlias

from ruhrgraph.graph.networks.measures import SEED, fast_graph, simple_graph
from ruhrgraph.graph.networks.network import Network

if TYPE_CHECKING:
    import rustworkx as rx

Cells: TypeAlias = dict[int, tuple[int, int]]
_ROOM_PER_NODE = 6
"""How many square units each node has on average. More bring nodes closer to their places, and make the picture larger."""
_FINENESS = 4
"""How many cells of the grid a unit is long. In coarse cells nodes stand in lines, and edges run through others."""
_GAP = 2
"""How many units are free between two components."""
_ROW = 1.4
"""How much wider than high the rows of components are, about."""
_MOST_ITERATIONS = 100
_LEAST_ITERATIONS = 10
_MOST_PAIRS = 1_000_000_000
"""How many pairs of nodes all iterations together may compare; a network of over 3,100 nodes has fewer iterations."""


def positions(network: Network) -> dict[str, tuple[float, float]]:
    """Return the place of each node by its IRI, in units of which each node takes one."""
    import rustworkx as rx

    graph = simple_graph(network)
    fast, degree = fast_graph(graph), dict(graph.degree)
    components = sorted(rx.connected_components(fast), key=lambda nodes: (-len(nodes), min(nodes)))
    cells = _in_rows([_on_grid(_scaled(_springs(fast.subgraph(sorted(nodes)))), degree) for nodes in components])
    return {network.nodes[index].iri: (x / _FINENESS, y / _FINENESS) for index, (x, y) in sorted(cells.items())}


def _springs(part: "rx.PyGraph[int, float]") -> dict[int, tuple[float, float]]:
    """Return the places that springs give to the nodes of a component."""
    import rustworkx as rx

    iterations = max(_LEAST_ITERATIONS, min(_MOST_ITERATIONS, _MOST_PAIRS // len(part) ** 2))
    places = rx.spring_layout(part, seed=SEED, num_iter=iterations)
    return {part[index]: (x, y) for index, (x, y) in dict(places).items()}


def _in_rows(components: list[Cells]) -> Cells:
    """Return the cells of all components, side by side in rows that are at least as long as the first component."""
    spans = [[(min(axis), max(axis)) for axis in zip(*cells.values(), strict=True)] for cells in components]
    sizes = [tuple(last - first + (1 + _GAP) * _FINENESS for first, last in span) for span in spans]
    longest = max(sizes[0][0], isqrt(round(_ROW * sum(wide * high for wide, high in sizes)))) if sizes else 0
    placed: Cells = {}
    x = y = row = 0
    for cells, ((left, _), (top, _)), (wide, high) in zip(components, spans, sizes, strict=True):
        if x and x + wide > longest:
            x, y, row = 0, y + row, 0
        placed |= {index: (x + cell[0] - left, y + cell[1] - top) for index, cell in cells.items()}
        x, row = x + wide, max(row, high)
    return placed


def _scaled(places: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """Return places in cells, moved to the middle, and scaled so that each node has its room on average."""
    middle = [sum(place[axis] for place in places.values()) / len(places) for axis in (0, 1)]
    moved = {index: (x - middle[0], y - middle[1]) for index, (x, y) in places.items()}
    # The mean square of the distances from the middle of a disc is half of the square of its radius.
    spread = sum(x**2 + y**2 for x, y in moved.values()) / len(moved) or 1.0
    factor = (len(places) * _ROOM_PER_NODE / pi / 2 / spread) ** 0.5 * _FINENESS
    return {index: (x * factor, y * factor) for index, (x, y) in moved.items()}


def _on_grid(places: dict[int, tuple[float, float]], degree: dict[int, int]) -> Cells:
    """Return a cell for each node, near its place and a unit from all others; those with more neighbours choose first."""
    around = _nearest_cells(len(places))
    near = range(1 - _FINENESS, _FINENESS)
    found: Cells = {}
    taken: set[tuple[int, int]] = set()
    tried: defaultdict[tuple[int, int], int] = defaultdict(int)
    """How many of the cells around a cell are known to be taken, since none becomes free again."""
    for index in sorted(places, key=lambda index: (-degree[index], index)):
        x, y = (round(part) for part in places[index])
        while (x + around[tried[x, y]][0], y + around[tried[x, y]][1]) in taken:
            tried[x, y] += 1
        dx, dy = around[tried[x, y]]
        found[index] = x + dx, y + dy
        taken.update((x + dx + right, y + dy + down) for right in near for down in near)
    return found


def _nearest_cells(count: int) -> list[tuple[int, int]]:
    """Return cells around a cell, more than so many nodes keep from others, as steps from it, the nearest first."""
    reach = (isqrt(count) + 1) * _FINENESS
    steps = range(-reach, reach + 1)
    return sorted(((dx, dy) for dx in steps for dy in steps), key=lambda step: (step[0] ** 2 + step[1] ** 2, step))
