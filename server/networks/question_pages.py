"""The pages of the questions to a network: all nodes and edges as tables, surroundings, paths with their wording."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ruhrgraph.graph.networks.network import Edge
from ruhrgraph.graph.networks.questions import Step, ranking, shared_neighbours, shortest_paths
from ruhrgraph.ontology.errors import InvalidParameterError
from ruhrgraph.server.http.tables import Cell, Column, TableRow, table
from ruhrgraph.server.http.templates import page_response
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.language import in_language
from ruhrgraph.server.networks.answers import MEASURES, Asked
from ruhrgraph.server.networks.filters import Filters, filters
from ruhrgraph.server.networks.measure_words import measure_words
from ruhrgraph.server.networks.network_service import Quote
from ruhrgraph.server.networks.page import reader_of
from ruhrgraph.server.networks.pictures import edge_columns, edge_rows, node_columns, node_rows, picture
from ruhrgraph.server.networks.reader import Reader

MOST_PATHS_SHOWN = 5
"""How many paths a page has; the file has more."""
_MOST_QUOTES, _LONGEST_QUOTE = 4, 500
"""How many Belege a page shows for an edge, and how many characters of each."""
PAGED = ("sort", "page")
"""The parameters of tables, which only pages have."""

PageContent: TypeAlias = dict[str, Any]
"""What the template of a question shows."""
PageOf: TypeAlias = Callable[[Asked, Reader, Mapping[str, str]], Awaitable[PageContent]]
"""Returns it, given what is asked, who reads, and the parameters of tables."""


@dataclass(frozen=True, slots=True)
class ShownEdge:
    """An edge with the wording that it rests on, and how many more passages there are."""

    source: Cell
    words: str
    target: Cell
    quotes: tuple[tuple[str, str], ...]
    more: int


async def question_page(
    request: Request, name: str, page_of: PageOf, asked: Asked, paged: Mapping[str, str]
) -> HTMLResponse:
    """Return the page of a question; without the nodes that it needs, only its form.

    Args:
        request: The request for it.
        name: The name of the question.
        page_of: Returns what the page shows.
        asked: What is asked.
        paged: The parameters of tables.

    """
    whole = await asked.networks.network(asked.definition)
    part = await asked.networks.part(asked.definition, asked.others)
    reader = reader_of(request, part, asked.others)
    offered: Filters = filters(whole, reader.values, (), reader.class_name, reader.language)
    content = await page_of(asked, reader, paged)
    query = reader.link("", **asked.own, **paged).partition("?")[2]
    return await in_thread(
        lambda: page_response(
            request,
            f"network_{name}.html",
            query=query,
            section="network",
            reader=reader,
            own=asked.own,
            filters=offered,
            **content,
        )
    )


async def edges_content(asked: Asked, reader: Reader, paged: Mapping[str, str]) -> PageContent:
    """Return the table of all edges."""
    part = await asked.networks.part(asked.definition, asked.others)
    rows = await in_thread(edge_rows, part, reader)
    return {"table": table(edge_columns(reader), rows, {**reader.values, **paged})}


async def rank_content(asked: Asked, reader: Reader, paged: Mapping[str, str]) -> PageContent:
    """Return the table of all nodes."""
    name = asked.own.get("measure") or "degree"
    if name not in MEASURES:
        raise InvalidParameterError(f"measure: there is no “{name}”; there is: {', '.join(MEASURES)}")
    drawing = await asked.networks.drawing(asked.definition, asked.others)
    types = asked.types(drawing.network)
    nodes = [node for node, _ in ranking(drawing.network, drawing.measured, MEASURES[name], types)]
    rows = await in_thread(node_rows, nodes, drawing, reader)
    values = {**reader.values, **asked.own, **paged}
    return {
        "table": table(node_columns(reader), rows, values),
        "words": measure_words(reader.language),
        "measure": name,
    }


async def ego_content(asked: Asked, reader: Reader, paged: Mapping[str, str]) -> PageContent:
    """Return the surroundings of a node as a picture and a table."""
    if "node" not in asked.own:
        return {"node": None}
    wanted = {**asked.others, "ego": asked.own["node"], "radius": asked.own.get("radius", "1")}
    drawing = await asked.networks.drawing(asked.definition, wanted)
    node = await asked.node(asked.own["node"], drawing.network)
    rows = await in_thread(edge_rows, drawing.network, reader)
    return {
        "node": reader.node(node),
        "class_name": reader.class_name(node.type),
        "neighbours": drawing.measured.nodes[node.iri].degree,
        "picture": await in_thread(picture, drawing, reader),
        "table": table(edge_columns(reader), rows, {**reader.values, **asked.own, **paged}),
    }


async def path_content(asked: Asked, reader: Reader, _: Mapping[str, str]) -> PageContent:
    """Return the shortest paths between two nodes with the wording that their edges rest on."""
    if not {"from", "to"} <= asked.own.keys():
        return {"ends": None}
    part = await asked.networks.part(asked.definition, asked.others)
    source, target = await asked.node(asked.own["from"], part), await asked.node(asked.own["to"], part)
    found = await in_thread(shortest_paths, part, source.iri, target.iri)
    shown = found.paths[:MOST_PATHS_SHOWN]
    edges = [edge for steps in shown for step in steps for edge in step.edges]
    quotes = await asked.networks.quotes(iri for edge in edges for iri in edge.evidence)
    return {
        "ends": (reader.node(source), reader.node(target)),
        "paths": [[_shown(step, reader, quotes) for step in steps] for steps in shown],
        "found": len(found.paths),
        "more": found.more,
    }


def _shown(step: Step, reader: Reader, quotes: Mapping[str, Quote]) -> list[ShownEdge]:
    """Return the edges of a step in their own direction."""
    cells = {node.iri: reader.node(node) for node in (step.source, step.target)}
    return [_shown_edge(edge, cells, reader, quotes) for edge in step.edges]


def _shown_edge(edge: Edge, cells: Mapping[str, Cell], reader: Reader, quotes: Mapping[str, Quote]) -> ShownEdge:
    told = sorted({(quotes[iri].text, quotes[iri].passage) for iri in edge.evidence if iri in quotes})
    longest_first = sorted(told, key=lambda quote: -len(quote[0]))[:_MOST_QUOTES]
    return ShownEdge(
        cells[edge.source],
        reader.words(edge.relation),
        cells[edge.target],
        tuple((_cut(text), reader.thing(passage)) for text, passage in longest_first),
        len(told) - len(longest_first),
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rstrip()} …"


async def compare_content(asked: Asked, reader: Reader, paged: Mapping[str, str]) -> PageContent:
    """Return the common neighbours of two nodes as a table."""
    if not {"a", "b"} <= asked.own.keys():
        return {"ends": None}
    part = await asked.networks.part(asked.definition, asked.others)
    one, other = await asked.node(asked.own["a"], part), await asked.node(asked.own["b"], part)
    shared = await in_thread(shared_neighbours, part, one.iri, other.iri)
    ends = (reader.node(one), reader.node(other))
    columns = (
        Column("common", in_language(reader.language, "gemeinsamer Nachbar", "common neighbour")),
        Column("type", in_language(reader.language, "Klasse", "class")),
        Column("a", in_language(reader.language, f"Verbindung mit {ends[0].text}", f"tie to {ends[0].text}")),
        Column("b", in_language(reader.language, f"Verbindung mit {ends[1].text}", f"tie to {ends[1].text}")),
    )
    rows: list[TableRow] = [
        (
            reader.node(item.node),
            Cell(reader.class_name(item.node.type)),
            _ties(item.to_one, reader),
            _ties(item.to_other, reader),
        )
        for item in shared
    ]
    return {"ends": ends, "table": table(columns, rows, {**reader.values, **asked.own, **paged})}


def _ties(edges: Iterable[Edge], reader: Reader) -> Cell:
    """Return the words of edges as one cell that leads to their Belege."""
    found = tuple(edges)
    return Cell(", ".join(dict.fromkeys(reader.words(edge.relation) for edge in found)), reader.proof(found[0]))
