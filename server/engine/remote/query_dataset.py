"""The dataset that a query is put to in another engine: graphs of one version, and none of the others that are there.

In: a query, the graphs that its request names, and the marker of the version. Out: parameters of the SPARQL 1.1
Protocol. There are always some, as they count more than what the query says itself (§2.1.4).
"""

import re
from collections.abc import Iterable
from typing import TypeAlias, cast

import pyoxigraph as ox

from ruhrgraph.server.engine.prologue import end_of_prologue
from ruhrgraph.server.engine.remote.marker import Marker, union_graph
from ruhrgraph.server.engine.tokens import tokens

Graphs: TypeAlias = tuple[list[str], list[str]]
"""IRIs of the graphs that make the default graph, and of the named graphs."""

_FROM = re.compile(r"\w*FROM(NAMED)?", re.IGNORECASE)
"""Parsers need no blanks around keywords: `ASKFROM<urn:a>`."""
_DEFAULT, _NAMED = "urn:default", "urn:named"


def dataset_parameters(query: str, requested: Graphs | None, base: str, marker: Marker) -> list[tuple[str, str]]:
    """Return the parameters that name the dataset: that of the request, or of the query, or else the version.

    Args:
        query: A query that can be parsed.
        requested: The graphs that the request names; None if it names none.
        base: The base IRI of the version.
        marker: The marker of the version.

    """
    default, named = requested or _clauses(query, base) or ([], [])
    if default or named:
        graphs = frozenset(marker.graphs)
        default, named = [iri for iri in default if iri in graphs], [iri for iri in named if iri in graphs]
        if not default and not named:
            default = [f"{union_graph(base, '')}none"]  # there is no such graph, and there must be one
    else:
        default = [union_graph(base, marker.digest)]
        # A version of many documents has many graphs, and most queries ask for none of them.
        named = list(marker.graphs) if _has_graph(query) else []
    return [*(("default-graph-uri", iri) for iri in default), *(("named-graph-uri", iri) for iri in named)]


def _has_graph(query: str) -> bool:
    """Return whether a keyword of the query is or ends in GRAPH."""
    return any(token.kind == "word" and "GRAPH" in token.text.upper() for token in tokens(query))


def _clauses(query: str, base: str) -> Graphs | None:
    """Return the graphs behind FROM and FROM NAMED; None where the query has no such clause."""
    if "FROM" not in query.upper():
        return None
    found, is_from, is_named = list[tuple[str, str]](), False, False
    for token in tokens(query):
        if token.kind == "word" and (clause := _FROM.fullmatch(token.text)):
            is_from, is_named = True, bool(clause[1])
        elif is_from and token.kind == "word" and token.text.upper() == "NAMED":
            is_named = True
        else:
            if is_from and token.kind in ("iri", "name"):
                found.append((_NAMED if is_named else _DEFAULT, token.text))
            is_from = False
    return _resolved(query[: end_of_prologue(query)], found, base) if found else None


def _resolved(prologue: str, clauses: Iterable[tuple[str, str]], base: str) -> Graphs:
    """Return the IRIs in clauses as the parser reads them, which knows the prefixes and the base of a query."""
    template = " ".join(f"<urn:query> <{kind}> {iri} ." for kind, iri in clauses)
    query = f"{prologue}\nCONSTRUCT {{ {template} }} WHERE {{}}"
    default, named = list[str](), list[str]()
    for triple in cast("ox.QueryTriples", ox.Store().query(query, base_iri=base)):
        if isinstance(triple.object, ox.NamedNode):
            (default if triple.predicate.value == _DEFAULT else named).append(triple.object.value)
    return default, named
