"""Reads a network out of the graph.

In: a function that answers SELECT queries over the union of all graphs, and a definition. Out: the `Network`.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from ruhrgraph.graph.networks.network import Edge, Network, Node
from ruhrgraph.queries.networks import NetworkDefinition

Row: TypeAlias = Mapping[str, str]
"""A solution: the values of bound variables as text."""
Ask: TypeAlias = Callable[[str], Iterable[Row]]
"""Answers a SELECT query."""

_COLLECTED = re.compile(r"\(GROUP_CONCAT\(.*\) AS \?(?:evidence|via)\)")
"""What a query puts together about each edge beside its ends and its weight."""
_LABELS = """
PREFIX rk: <%sontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?label ?language WHERE {
  VALUES ?class { %s }
  ?thing a ?class ; rdfs:label ?label .
  BIND(LANG(?label) AS ?language)
}
ORDER BY ?thing ?language ?label
"""
_TITLES = """
PREFIX rk: <%sontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?beleg WHERE {
  VALUES ?class { rk:Themenforum rk:Veranstaltung rk:Projekt rk:Handlungsfeld }
  ?thing a ?class .
  ?beleg rdf:subject ?thing ; rdf:predicate rdfs:label .
}
"""
_MINISTRIES = """
PREFIX rk: <%sontology#>
SELECT DISTINCT ?thing ?ministry WHERE {
  { ?thing rk:federfuehrendesRessort|rk:beteiligtesRessort|rk:ressort ?ministry }
  UNION { ?thing rk:themenforum/(rk:federfuehrendesRessort|rk:beteiligtesRessort) ?ministry }
  UNION { ?forum rk:hatTeilnehmergruppe ?thing ; rk:federfuehrendesRessort|rk:beteiligtesRessort ?ministry }
}
"""


def extract(ask: Ask, definition: NetworkDefinition, base: str, *, evidence: bool = True) -> Network:
    """Return the network that a definition's query finds.

    A thing of several classes has the first of them in the definition's list, and each edge is there once. To the
    evidence that the query finds come the Belege of the titles of what an edge ties or leads through.

    Args:
        ask: Answers the queries.
        definition: The network.
        base: The base IRI of the graph.
        evidence: Whether edges get their evidence and what they lead through, of which a large dataset has very much.

    """
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for row in ask(_TITLES % base) if evidence else ():
        titles[row["thing"]].append(row["beleg"])
    found: defaultdict[str, set[str]] = defaultdict(set)
    edges: dict[tuple[str, str, str], Edge] = {}
    for row in ask(definition.query if evidence else _COLLECTED.sub("", definition.query)):
        found[row["source"]].add(row["sourceType"])
        found[row["target"]].add(row["targetType"])
        edges[row["source"], row["target"], row["relation"]] = _edge(row, titles)
    types = {iri: min(classes, key=definition.node_types.index) for iri, classes in found.items()}
    labels = _labels(ask, base, set(types.values()))
    nodes = tuple(Node(iri, types[iri], labels.get(iri, {"de": _short(iri)})) for iri in sorted(types))
    return Network(definition, base, nodes, tuple(edges[key] for key in sorted(edges)))


def _edge(row: Row, titles: Mapping[str, list[str]]) -> Edge:
    via = sorted(set(row.get("via", "").split()))
    told = [beleg for thing in (row["source"], row["target"], *via) for beleg in titles.get(thing, ())]
    return Edge(
        source=row["source"],
        target=row["target"],
        relation=row["relation"],
        weight=float(row["weight"]),
        first=_date(row.get("from")),
        last=_date(row.get("to")),
        evidence=tuple(sorted({*row.get("evidence", "").split(), *told})),
        via=tuple(via),
    )


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def ministries_of_things(ask: Ask, base: str) -> dict[str, frozenset[str]]:
    """Return the IRIs of the ministries that forums, events, projects and groups of participants belong to."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in ask(_MINISTRIES % base):
        found[row["thing"]].add(row["ministry"])
    return {thing: frozenset(ministries) for thing, ministries in found.items()}


def _labels(ask: Ask, base: str, classes: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the labels of all things of some classes. A name without a language, as persons have it, holds for all."""
    found: dict[str, dict[str, str]] = {}
    for row in ask(_LABELS % (base, " ".join(f"rk:{name}" for name in sorted(classes)))):
        found.setdefault(row["thing"], {}).setdefault(row.get("language") or "de", row["label"])
    return {iri: labels if "de" in labels else {**labels, "de": _short(iri)} for iri, labels in found.items()}


def _short(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rpartition("/")[2]
