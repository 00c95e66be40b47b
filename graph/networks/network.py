"""A network as data: nodes, edges, and what they stand for."""

import datetime as dt
from dataclasses import dataclass, field, replace

from ruhrgraph.queries.networks import NetworkDefinition


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a network: its IRI, its class (the local name, `Ressort`), and its labels by language."""

    iri: str
    type: str
    labels: dict[str, str] = field(hash=False)

    def label(self, language: str) -> str:
        """Return the label in a language, else the German one."""
        return self.labels.get(language) or self.labels["de"]


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two nodes, by their IRIs.

    `first` and `last` are the days between which it holds, None where the documents give none. `evidence` are the IRIs
    of the Belege, `via` those of the things through which the two are tied. `newman` is a weight of projections.
    """

    source: str
    target: str
    relation: str
    weight: float
    first: dt.date | None = None
    last: dt.date | None = None
    evidence: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    newman: float | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """A network: nodes in the order of their IRIs, edges in that of source, target, relation; `base` as in settings."""

    definition: NetworkDefinition
    base: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def with_edges(self, edges: tuple[Edge, ...]) -> "Network":
        """Return the network of some of its edges and of the nodes that they tie."""
        tied = {iri for edge in edges for iri in (edge.source, edge.target)}
        return replace(self, nodes=tuple(node for node in self.nodes if node.iri in tied), edges=edges)

    def with_nodes(self, iris: set[str]) -> "Network":
        """Return the network of some of its nodes and of all edges between them."""
        return replace(
            self,
            nodes=tuple(node for node in self.nodes if node.iri in iris),
            edges=tuple(edge for edge in self.edges if edge.source in iris and edge.target in iris),
        )
