"""The dataset that a query is put to in another engine: graphs of one version, and none of the others that are there.

In: a query, the graphs that its request names, and the marker of the version. Out: the query without FROM, and the
parameters of the SPARQL 1.1 Protocol that name the dataset. There are always some: by the standard they count more than
what a query says (§2.1.4), so a FROM that was overlooked is harmless. RDF4J was seen to heed FROM NAMED all the same.
"""

import re
from collections.abc import Sequence
from typing import TypeAlias, cast

import pyoxigraph as ox

from ruhrgraph.server.engine.prologue import end_of_prologue
from ruhrgraph.server.engine.remote.marker import Marker, union_graph
from ruhrgraph.server.engine.tokens import tokens

Graphs: TypeAlias = tuple[Sequence[str], Sequence[str]]
"""IRIs of the graphs that make the default graph, and of the named graphs."""
Parameters: TypeAlias = list[tuple[str, str]]

_FROM = re.compile(r"(\w*?)FROM(NAMED)?", re.IGNORECASE)
"""Parsers need no blanks around keywords: `ASKFROM<urn:a>`."""
_DEFAULT, _NAMED = "urn:default", "urn:named"


def with_dataset(query: str, requested: Graphs | None, base: str, marker: Marker) -> tuple[str, Parameters]:
    """Return the query to send, and the parameters that name its dataset: of the request, the query or the version.

    Args:
        query: A query that can be parsed.
        requested: The graphs that the request names; None if it names none.
        base: The base IRI of the version.
        marker: The marker of the version.

    """
    text, clauses = _without_clauses(query) if "FROM" in query.upper() else (query, [])
    if requested is None and clauses:
        requested = _resolved(query[: end_of_prologue(query)], clauses, base)
    if requested is not None:
        graphs = frozenset(marker.graphs)
        default, named = ([iri for iri in iris if iri in graphs] for iris in requested)
        if not default and not named:
            default = [f"{union_graph(base, '')}none"]  # a graph that there is not, as none at all would mean all
    else:
        default = [union_graph(base, marker.digest)]
        # A version of many documents has many graphs, and most queries ask for none of them.
        asks = any(token.kind == "word" and "GRAPH" in token.text.upper() for token in tokens(query))
        named = list(marker.graphs) if asks else []
    return text, [*(("default-graph-uri", iri) for iri in default), *(("named-graph-uri", iri) for iri in named)]


def _without_clauses(query: str) -> tuple[str, Parameters]:
    """Return a query with blanks in the place of its FROM clauses, and these: the kind of graph, and its name there."""
    parts, clauses, begin, end, kind = list[str](), Parameters(), -1, 0, ""
    for token in tokens(query):
        if token.kind == "word" and (keyword := _FROM.fullmatch(token.text)):
            begin, kind = token.start + len(keyword[1]), _NAMED if keyword[2] else _DEFAULT
        elif begin >= 0 and token.kind == "word" and token.text.upper() == "NAMED":
            kind = _NAMED
        elif begin >= 0:
            if token.kind in ("iri", "name"):
                clauses.append((kind, token.text))
                parts += [query[end:begin], " "]
                end = token.start + len(token.text)
            begin = -1
    return "".join((*parts, query[end:])), clauses


def _resolved(prologue: str, clauses: Parameters, base: str) -> Graphs:
    """Return the IRIs in clauses as the parser reads them, which knows the prefixes and the base of a query."""
    template = " ".join(f"<urn:query> <{kind}> {name} ." for kind, name in clauses)
    query = f"{prologue}\nCONSTRUCT {{ {template} }} WHERE {{}}"
    default, named = list[str](), list[str]()
    for triple in cast("ox.QueryTriples", ox.Store().query(query, base_iri=base)):
        if isinstance(triple.object, ox.NamedNode):
            (default if triple.predicate.value == _DEFAULT else named).append(triple.object.value)
    return default, named
