"""The prefixes that an answer in Turtle, TriG or RDF/XML declares: only those that it uses.

In: the statements to write and the prefixes that a query declares. Out: the prefixes to write.
"""

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ruhrgraph.graph.rdf.namespaces import PREFIXES, RDF, XSD

_LOCAL = re.compile(r"[#/][^#/]*$")
# Turtle writes literals of these types without their IRI.
_IMPLIED = (
    f"{RDF}langString",
    *(f"{XSD}{name}" for name in ("string", "integer", "decimal", "double", "boolean")),
)
_TYPE = f"{RDF}type"
_NAME = re.compile(r"(?:[A-Za-z](?:[\w.-]*[\w-])?)?")


def used_prefixes(
    statements: Iterable[ox.Triple | ox.Quad], base: str, declared: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the prefixes that shorten an IRI of these statements.

    Args:
        statements: What is to be written.
        base: The base IRI; its ontology has the prefix `rk`.
        declared: Prefixes of the query, which go before the well-known ones.

    """
    namespaces = {_LOCAL.sub(lambda end: end[0][0], iri) for statement in statements for iri in _iris(statement)}
    known = {"rk": f"{base}ontology#", **PREFIXES, **(declared or {})}
    return {name: iri for name, iri in sorted(known.items()) if iri in namespaces and _NAME.fullmatch(name)}


def _iris(statement: ox.Triple | ox.Quad) -> Iterable[str]:
    """Yield the IRIs of a statement that are written out, those of datatypes too."""
    for term in statement:
        if isinstance(term, ox.NamedNode) and term.value != _TYPE:
            yield term.value
        elif isinstance(term, ox.Literal) and term.datatype.value not in _IMPLIED:
            yield term.datatype.value
