"""The one door to pyoxigraph's terms: the IRIs of ruhrgraph, the vocabularies it uses, and typed literals."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from ruhrgraph.loaders.document import Span

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
DCT: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
ORG: Final = "http://www.w3.org/ns/org#"
PROV: Final = "http://www.w3.org/ns/prov#"
SCHEMA: Final = "https://schema.org/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
M8G: Final = "http://data.europa.eu/m8g/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
WGS84: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"
ADMS: Final = "http://www.w3.org/ns/adms#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
DCATAP: Final = "http://data.europa.eu/r5r/"
DCATDE: Final = "http://dcat-ap.de/def/dcatde/"
HYDRA: Final = "http://www.w3.org/ns/hydra/core#"
SPDX: Final = "http://spdx.org/rdf/terms#"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
VOID: Final = "http://rdfs.org/ns/void#"


@cache
def node(iri: str) -> NamedNode:
    """Return the node of an IRI; the same IRI gives the same object."""
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


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return typed(str(value), "integer")


def date(value: dt.date) -> Literal:
    """Return an xsd:date."""
    return typed(value.isoformat(), "date")


TRUE: Final = typed("true", "boolean")


@dataclass(frozen=True)
class Iris:
    """The IRIs below a base (which ends in `/`), as INTERFACE lays them out."""

    base: str

    def term(self, name: str) -> NamedNode:
        """Return a term of the ontology."""
        return node(f"{self.base}ontology#{name}")

    def thing(self, kind: str, key: str) -> NamedNode:
        """Return the thing of a kind with a key (a slug)."""
        return node(f"{self.base}id/{kind}/{key}")

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
        """Return the part of an IRI below the base with `-` for `/` (`projekt-13-01`)."""
        return thing.value.removeprefix(self.base).removeprefix("id/").replace("/", "-")
