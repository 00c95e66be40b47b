"""Reads a network out of the graph.

In: a function that answers SELECT queries over the union of all graphs, and a definition. Out: the `Network`.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from ruhrgraph.graph.networks.network import Edge, Network, Node
from ruhrgraph.queries.networks import NetworkDefinition

Row: TypeAlias = Mapping[str, str]
"""A solution: the values of bound variables as text."""
Ask: TypeAlias = Callable[[str], Iterable[Row]]
"""Answers a SELECT query."""

_LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?label ?language WHERE {
  VALUES ?thing { %s }
  ?thing rdfs:label ?label .
  BIND(LANG(?label) AS ?language)
}
ORDER BY ?thing ?language ?label
"""


def extract(ask: Ask, definition: NetworkDefinition) -> Network:
    """Return the network that a definition's query finds."""
    types: dict[str, str] = {}
    edges: list[Edge] = []
    for row in ask(definition.query):
        types.setdefault(row["source"], row["sourceType"])
        types.setdefault(row["target"], row["targetType"])
        edges.append(_edge(row))
    labels = _labels(ask, types)
    nodes = tuple(Node(iri, types[iri], labels.get(iri, {"de": _short(iri)})) for iri in sorted(types))
    return Network(definition, nodes, tuple(sorted(edges, key=lambda edge: (edge.source, edge.target, edge.relation))))


def _edge(row: Row) -> Edge:
    return Edge(
        source=row["source"],
        target=row["target"],
        relation=row["relation"],
        weight=float(row["weight"]),
        first=_date(row.get("from")),
        last=_date(row.get("to")),
        evidence=tuple(sorted(row.get("evidence", "").split())),
        via=tuple(sorted(row.get("via", "").split())),
    )


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _labels(ask: Ask, iris: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the labels of things by language. A name without a language, as persons have it, holds for all."""
    found: dict[str, dict[str, str]] = {}
    for row in ask(_LABELS % " ".join(f"<{iri}>" for iri in iris)):
        found.setdefault(row["thing"], {}).setdefault(row["language"] or "de", row["label"])
    return {iri: labels if "de" in labels else {**labels, "de": _short(iri)} for iri, labels in found.items()}


def _short(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rpartition("/")[2]
