"""The picture of a network and the tables of its nodes and edges, for pages."""

from dataclasses import dataclass

from markupsafe import Markup

from ruhrgraph.graph.networks.files.drawing import MEASURE_NAMES, Drawing
from ruhrgraph.graph.networks.measures import NodeMeasures
from ruhrgraph.graph.networks.network import Edge, Network, Node
from ruhrgraph.ontology import authorities
from ruhrgraph.server.graphics.network_picture import NetworkNode, NetworkTie, network_picture
from ruhrgraph.server.http.tables import Cell, Column, TableRow
from ruhrgraph.server.language import in_language
from ruhrgraph.server.language.dates import date_text
from ruhrgraph.server.language.numbers import number_text
from ruhrgraph.server.networks.measure_words import MeasureWords, measure_words
from ruhrgraph.server.networks.reader import Reader

MOST_DRAWN = 120
"""How many nodes the picture in a page has; that of a larger network is drawn by a script."""
_MEASURE_KEYS = {name: key for key, name in MEASURE_NAMES.items()}


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a network, how many nodes it shows, and whether that is all of them."""

    markup: Markup
    shown: int
    is_whole: bool


def picture(drawing: Drawing, reader: Reader) -> Picture:
    """Return the picture of a network, or of its most central nodes."""
    degrees = {iri: measures.degree for iri, measures in drawing.measured.nodes.items()}
    nodes = sorted(drawing.network.nodes, key=lambda node: (-degrees[node.iri], node.iri))[:MOST_DRAWN]
    number = {node.iri: index for index, node in enumerate(nodes)}
    names = {record.key: record.acronym for record in authorities() if record.kind == "ressort"}
    markup = network_picture(
        [
            NetworkNode(
                label=node.label(reader.language),
                href=reader.thing(node.iri),
                type=node.type,
                type_label=reader.class_name(node.type),
                degree=degrees[node.iri],
                x=drawing.places[node.iri][0],
                y=drawing.places[node.iri][1],
                short=(names.get(node.iri.rpartition("/")[2]) or "") if node.type == "Ressort" else "",
            )
            for node in nodes
        ],
        [
            NetworkTie(number[edge.source], number[edge.target], edge.weight)
            for edge in drawing.network.edges
            if edge.source in number and edge.target in number
        ],
        reader.language,
        drawing.network.definition.title[reader.language],
        name="picture",
        classes={node.type: reader.class_name(node.type) for node in drawing.network.nodes},
    )
    return Picture(markup, len(nodes), len(nodes) == len(drawing.network.nodes))


def edge_columns(reader: Reader) -> tuple[Column, ...]:
    """Return the columns of a table of edges."""
    return (
        Column("source", in_language(reader.language, "von", "from")),
        Column("relation", in_language(reader.language, "Verbindung", "tie")),
        Column("target", in_language(reader.language, "zu", "to")),
        Column("weight", in_language(reader.language, "Gewicht", "weight"), is_number=True),
        Column("time", in_language(reader.language, "Zeit", "time")),
        Column("evidence", in_language(reader.language, "Belege", "evidence"), is_number=True),
    )


def edge_rows(network: Network, reader: Reader) -> list[TableRow]:
    """Return the edges of a network as rows, the heaviest first."""
    nodes = {node.iri: node for node in network.nodes}
    edges = sorted(network.edges, key=lambda edge: (-edge.weight, edge.source, edge.target))
    return [_edge_row(edge, nodes[edge.source], nodes[edge.target], reader) for edge in edges]


def _edge_row(edge: Edge, source: Node, target: Node, reader: Reader) -> TableRow:
    return (
        reader.node(source),
        Cell(reader.words(edge.relation)),
        reader.node(target),
        Cell(number_text(edge.weight, reader.language), order=edge.weight),
        Cell(_time(edge, reader), order=edge.first.isoformat() if edge.first else ""),
        Cell(number_text(len(edge.evidence), reader.language), reader.proof(edge), order=len(edge.evidence)),
    )


def _time(edge: Edge, reader: Reader) -> str:
    """Return the time between the first and the last day of an edge."""
    if edge.first is None or edge.last is None:
        return ""
    time = edge.first.isoformat() if edge.first == edge.last else f"{edge.first}/{edge.last}"
    return date_text(time, reader.language)


def node_columns(reader: Reader) -> tuple[Column, ...]:
    """Return the columns of a table of nodes."""
    return (
        Column("label", in_language(reader.language, "Name", "name")),
        Column("type", in_language(reader.language, "Klasse", "class")),
        *(Column(words.name, words.label, is_number=True) for words in measure_words(reader.language)),
    )


def node_rows(nodes: list[Node], drawing: Drawing, reader: Reader) -> list[TableRow]:
    """Return nodes with their measures as rows, in the order in which they are given."""
    return [
        (
            reader.node(node),
            Cell(reader.class_name(node.type)),
            *(_measure(drawing.measured.nodes[node.iri], words, reader) for words in measure_words(reader.language)),
        )
        for node in nodes
    ]


def _measure(measures: NodeMeasures, words: MeasureWords, reader: Reader) -> Cell:
    value = getattr(measures, _MEASURE_KEYS[words.name])
    return Cell(number_text(value, reader.language, words.places), order=float(value))
