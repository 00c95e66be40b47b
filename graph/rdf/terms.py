"""RDF terms: the IRIs of ruhrgraph, and literals with language or datatype."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from ruhrgraph.graph.rdf.namespaces import RDF, RDFS, SKOS, XSD
from ruhrgraph.loaders.document import Span


@lru_cache(maxsize=1 << 14)  # more than a document needs at once; a build of many comes by millions
def node(iri: str) -> NamedNode:
    """Return the node of an IRI."""
    return NamedNode(iri)


TYPE: Final = node(f"{RDF}type")
LABEL: Final = node(f"{RDFS}label")
ALTERNATIVE: Final = node(f"{SKOS}altLabel")


def german(text: str) -> Literal:
    """Return a text in German."""
    return Literal(text, language="de")


def english(text: str) -> Literal:
    """Return a text in English."""
    return Literal(text, language="en")


def typed(value: str, datatype: str) -> Literal:
    """Return a literal of an XSD datatype, named by its local name (`gYear`)."""
    return Literal(value, datatype=node(f"{XSD}{datatype}"))


def typed_or_none(value: str | None, datatype: str) -> Literal | None:
    """Return a literal as `typed`, or None if there is no value."""
    return typed(value, datatype) if value else None


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return typed(str(value), "integer")


def date(value: dt.date) -> Literal:
    """Return an xsd:date."""
    return typed(value.isoformat(), "date")


TRUE: Final = typed("true", "boolean")
SHARED_GRAPHS: Final = frozenset({"links", "authorities", "evidence", "ontology", "catalog", "network"})
"""The names of the graphs that are no document's own."""


@dataclass(frozen=True)
class Iris:
    """The IRIs below a base, which ends in `/`."""

    base: str

    def term(self, name: str) -> NamedNode:
        """Return a term of the ontology."""
        return node(f"{self.base}ontology#{name}")

    def thing(self, kind: str, key: str) -> NamedNode:
        """Return the thing of a kind with a key (a slug)."""
        return node(f"{self.base}id/{kind}/{key}")

    def scheme(self, name: str) -> NamedNode:
        """Return the scheme of the concepts of a kind (`handlungsfelder`)."""
        return node(f"{self.base}id/{name}")

    def graph(self, name: str) -> NamedNode:
        """Return a named graph."""
        return node(f"{self.base}graph/{name}")

    def source(self, name: str) -> NamedNode:
        """Return a source document."""
        return node(f"{self.base}source/{name}")

    def passage(self, name: str, span: Span) -> NamedNode:
        """Return a passage of a source document (RFC 5147, characters of the decoded text)."""
        return NamedNode(f"{self.base}source/{name}#char={span.start},{span.end}")

    def key(self, thing: NamedNode) -> str:
        """Return the part of an IRI after the base and `id/`, with `-` for `/` (`projekt-13-01`)."""
        return thing.value.removeprefix(self.base).removeprefix("id/").replace("/", "-")
