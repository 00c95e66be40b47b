"""The codebook: the columns of nodes and edges with their types, and what each means, in both languages.

All files take names and types from here, so that they do not depend on the values that a network happens to have. Names
differ in more than case within nodes and within edges. No attribute is called `id`, because igraph keeps two of them
then, and mixes them up.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ruhrgraph.queries.networks import NetworkDefinition


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, XSD datatype, and meaning by language.

    `is_list` where blanks separate several values; `attribute` is the name in files that have ends and identifiers
    apart, None for those.
    """

    name: str
    type: str
    meaning: dict[str, str]
    is_list: bool
    attribute: str | None


def _column(name: str, type_: str, german: str, english: str, *, is_list: bool = False) -> Column:
    attribute = None if name in _OF_FILES else name[0].lower() + name[1:]
    return Column(name, type_, {"de": german, "en": english}, is_list, attribute)


_OF_FILES = ("Id", "Source", "Target", "Type")
"""Columns that are no attributes; Gephi wants them in these words."""

NODE_COLUMNS = (
    _column("Id", "anyURI", "IRI des Knotens", "IRI of the node"),
    _column("Label", "string", "Bezeichnung", "label"),
    _column("type", "string", "Klasse der Ontologie", "class of the ontology"),
    _column("degree", "integer", "Zahl der Nachbarn", "number of neighbours"),
    _column(
        "inDegree", "integer", "Zahl der Knoten, von denen eine Kante kommt", "number of nodes that an edge comes from"
    ),
    _column(
        "outDegree", "integer", "Zahl der Knoten, zu denen eine Kante führt", "number of nodes that an edge leads to"
    ),
    _column("weightedDegree", "double", "Summe der Gewichte aller Kanten", "sum of the weights of all edges"),
    _column(
        "betweenness",
        "double",
        "Anteil der kürzesten Wege anderer Knoten, die über diesen führen",
        "share of the shortest paths between others that pass this node",
    ),
    _column(
        "closeness",
        "double",
        "Kehrwert der mittleren Entfernung, mal dem Anteil erreichbarer Knoten (Wasserman und Faust)",
        "inverse of the mean distance, times the share of nodes within reach (Wasserman and Faust)",
    ),
    _column("eigenvector", "double", "Eigenvektor-Zentralität, Länge 1", "eigenvector centrality, length 1"),
    _column(
        "pageRank", "double", "PageRank, Dämpfung 0,85, ohne Richtung", "PageRank, damping 0.85, without direction"
    ),
    _column(
        "clustering",
        "double",
        "Anteil der Paare von Nachbarn, die selbst verbunden sind",
        "share of the pairs of neighbours that are tied themselves",
    ),
    _column(
        "core",
        "integer",
        "größtes k, sodass der Knoten im k-Kern liegt",
        "the largest k such that the node is in the k-core",
    ),
    _column(
        "community",
        "integer",
        "Gemeinschaft nach Louvain; 1 ist die größte",
        "community after Louvain; 1 is the largest",
    ),
    _column("x", "double", "Platz im Bild, waagrecht", "place in the picture, horizontal"),
    _column("y", "double", "Platz im Bild, senkrecht", "place in the picture, vertical"),
)
EDGE_COLUMNS = (
    _column("Id", "string", "Name der Kante in dieser Datei", "name of the edge in this file"),
    _column("Source", "anyURI", "Knoten, von dem die Kante kommt", "node that the edge comes from"),
    _column("Target", "anyURI", "Knoten, zu dem die Kante führt", "node that the edge leads to"),
    _column("Type", "string", "gerichtet (Directed) oder nicht (Undirected)", "Directed or Undirected"),
    _column("Weight", "double", "Gewicht", "weight"),
    _column("relation", "string", "Art der Verbindung", "kind of tie"),
    _column("newman", "double", "Gewicht nach Newman, in Projektionen", "weight after Newman, in projections"),
    _column("first", "date", "erster Tag", "first day"),
    _column("last", "date", "letzter Tag", "last day"),
    _column("evidence", "anyURI", "IRIs der Belege", "IRIs of the Belege", is_list=True),
    _column(
        "via", "anyURI", "IRIs der Dinge, durch die beide verbunden sind", "IRIs of what ties the two", is_list=True
    ),
)
NODE_ATTRIBUTES = {column.attribute: column.type for column in NODE_COLUMNS if column.attribute}
EDGE_ATTRIBUTES = {column.attribute: column.type for column in EDGE_COLUMNS if column.attribute}
"""The attributes of nodes and edges, and their types."""
XML_TYPES = {"integer": "long", "double": "double"}
"""The types of numbers in GraphML and GEXF; all other values are strings there."""


def codebook(definition: NetworkDefinition, language: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a network's codebook: file, column, type, meaning."""
    own = {"relation": definition.edge, "Weight": definition.weight}
    for file, columns in (("nodes.csv", NODE_COLUMNS), ("edges.csv", EDGE_COLUMNS)):
        for column in columns:
            meaning = column.meaning[language]
            if file == "edges.csv" and column.name in own:
                meaning = f"{meaning}: {own[column.name][language]}"
            yield {"file": file, "column": column.name, "type": column.type, "meaning": meaning}
