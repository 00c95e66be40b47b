"""Prefixes for people who read Turtle: only those that an answer uses.

In: the triples or quads to write and the prefixes that a query declares. Out: the prefixes to write.
"""

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

WELL_KNOWN: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "m8g": "http://data.europa.eu/m8g/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_LOCAL = re.compile(r"[#/][^#/]*$")
_IMPLIED = (
    f"{WELL_KNOWN['rdf']}langString",
    *(f"{WELL_KNOWN['xsd']}{name}" for name in ("string", "integer", "decimal", "double", "boolean")),
)
_TYPE = f"{WELL_KNOWN['rdf']}type"
_NAME = re.compile(r"(?:[A-Za-z](?:[\w.-]*[\w-])?)?")


def used(
    statements: Iterable[ox.Triple | ox.Quad], base: str, declared: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the prefixes that shorten an IRI of these statements.

    Args:
        statements: What is to be written.
        base: The base IRI; its ontology has the prefix `rk`.
        declared: Prefixes of the query, which go before the well-known ones.

    """
    namespaces = {_LOCAL.sub(lambda end: end[0][0], iri) for statement in statements for iri in _iris(statement)}
    known = {"rk": f"{base}ontology#", **WELL_KNOWN, **(declared or {})}
    return {name: iri for name, iri in sorted(known.items()) if iri in namespaces and _NAME.fullmatch(name)}


def _iris(statement: ox.Triple | ox.Quad) -> Iterable[str]:
    """Yield the IRIs of a statement that are written out, those of datatypes too."""
    for term in statement:
        if isinstance(term, ox.NamedNode) and term.value != _TYPE:
            yield term.value
        elif isinstance(term, ox.Literal) and term.datatype.value not in _IMPLIED:
            yield term.datatype.value
