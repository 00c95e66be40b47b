"""The SHACL shapes as plain data, for pages that show what a valid graph looks like.

In: a base IRI. Out: the rules of each class, in the order of `ontology/shapes.ttl`.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal as OneOf

from pyoxigraph import NamedNode

from ruhrgraph.graph.rdf.namespaces import SH
from ruhrgraph.graph.rdf.terms import LABEL
from ruhrgraph.graph.schema.ontology import Text, TriplesBySubject, by_subject, triples

_OF_THE_SHAPE = frozenset({"path", "message", "severity"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the property that it is about, what must hold, and the message if it does not hold.

    `conditions` are the constraints as SHACL names them (`minCount`, `class`) with their values.
    """

    iri: str
    name: str
    path: str
    severity: OneOf["violation", "warning"]
    message: Text
    conditions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The rules of one class."""

    iri: str
    name: str
    label: Text
    target: str
    rules: tuple[Rule, ...]


@lru_cache(maxsize=4)
def shapes(base: str) -> tuple[Shape, ...]:
    """Return the shapes with a base IRI, which ends in `/`."""
    said = by_subject(triples("shapes", base))
    nodes = [subject for subject in said.values if said.one(subject, f"{SH}targetClass")]
    return tuple(_shape(said, node) for node in nodes)


def _shape(said: TriplesBySubject, node: NamedNode) -> Shape:
    return Shape(
        iri=node.value,
        name=node.value.rpartition("#")[2],
        label=said.text(node, LABEL.value),
        target=said.one(node, f"{SH}targetClass") or "",
        rules=tuple(_rule(said, NamedNode(rule)) for rule in said.all(node, f"{SH}property")),
    )


def _rule(said: TriplesBySubject, node: NamedNode) -> Rule:
    named = {predicate.removeprefix(SH): predicate for predicate in said.values[node] if predicate.startswith(SH)}
    return Rule(
        iri=node.value,
        name=node.value.rpartition("#")[2],
        path=said.one(node, f"{SH}path") or "",
        severity="warning" if said.one(node, f"{SH}severity") == f"{SH}Warning" else "violation",
        message=said.text(node, f"{SH}message"),
        conditions=tuple(
            (name, value)
            for name, predicate in named.items()
            if name not in _OF_THE_SHAPE
            for value in said.all(node, predicate)
        ),
    )
