"""What the dataset says of a thing, in one query: its statements, its neighbours' labels, what links to it, its Belege.

In: an IRI and a page. Out: triples as the query processes give them. A neighbour without a label (a Moderation, a
Laufzeit) is a knot rather than a thing of its own, so it is told in full. Of what links to the thing Belege are left
out: those of its own statements are told in full, those of statements about others belong to the others.
"""

from dataclasses import dataclass

import pyoxigraph as ox

from ruhrgraph.graph.rdf.namespaces import RDF
from ruhrgraph.graph.rdf.terms import LABEL
from ruhrgraph.server.engine.rows import rows, statements
from ruhrgraph.server.sparql.service import QueryService

PAGE = 100
"""How many things that link to another are told on one page."""
REIFIED = frozenset({f"{RDF}subject", f"{RDF}predicate", f"{RDF}object"})
"""The properties by which a Beleg names the statement that it proves."""
# `t:` is the thing itself. Each word of a query costs the time to look at it, so there are no more than it takes: a
# literal among the neighbours `?n` is no subject of anything, and tells nothing.
_HEAD = (
    f"PREFIX t: <%s> PREFIX rdf: <{RDF}> PREFIX l: <{LABEL.value}>\n"
    "CONSTRUCT { t: ?tp ?to . ?s ?p ?o . ?n ?q t: ; a ?t ; l: ?l ; ?np ?no . ?no l: ?nl } {"
)
_LINKING = "SELECT DISTINCT ?n { ?n ?i t: FILTER NOT EXISTS { ?n rdf:subject ?of } } ORDER BY ?n"
_TOLD_OF_NEIGHBOURS = (
    "OPTIONAL { ?n ?q t: } OPTIONAL { ?n l: ?l } OPTIONAL { ?n a ?t } "
    "OPTIONAL { ?n ?np ?no FILTER NOT EXISTS { ?n l: ?any } OPTIONAL { ?no l: ?nl } }"
)
_OWN = "{ t: ?tp ?to } UNION { ?s rdf:subject t: ; ?p ?o }"
_OWN_IN_SHORT = "{ VALUES ?tp { l: rdf:type } t: ?tp ?to }"
_LINKED = "{ t: ?r ?n } UNION"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a thing: triples, whether more things link to it, and the digest of the version."""

    triples: tuple[ox.Triple, ...]
    more: bool
    digest: str


async def told_of(service: QueryService, iri: str, page: int) -> Told:
    """Return what the version in use says of a thing; nothing of one that it does not know.

    Args:
        service: Answers queries.
        iri: Any IRI.
        page: Which page, from 1; later ones tell only what else links to the thing.

    Raises:
        RuhrgraphError: The query could not be answered.

    """
    if not _is_iri(iri):
        return Told((), more=False, digest="")
    query, graphs, seconds = _query(iri, page), await _graphs(service), service.settings.query_timeout
    digest, found = await statements(service.pool, query, seconds, graphs)
    thing = ox.NamedNode(iri)
    triples = tuple(sorted(found, key=lambda triple: triple.subject != thing))  # what the thing itself says comes first
    most = sum(triple.object == thing for triple in triples)
    return Told(triples, more=False, digest=digest) if most <= PAGE else _one_page(triples, iri, digest)


def _one_page(triples: tuple[ox.Triple, ...], iri: str, digest: str) -> Told:
    """Return what fits a page: what links to the thing beyond that belongs to the next one."""
    linking = sorted({_place(triple.subject) for triple in triples if links(triple, iri)})
    if len(linking) <= PAGE:
        return Told(triples, more=False, digest=digest)
    first_of_next = linking[PAGE]
    kept = tuple(each for each in triples if _place(each.subject) != first_of_next)
    return Told(kept, more=True, digest=digest)


def links(triple: ox.Triple, iri: str) -> bool:
    """Tell whether a statement links another thing to this one; what a Beleg says of statements does not."""
    value = triple.object
    return isinstance(value, ox.NamedNode) and value.value == iri and triple.predicate.value not in REIFIED


def _place(subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> tuple[bool, str]:
    """Return what SPARQL sorts a node by: blank ones first, then IRIs by code point."""
    return isinstance(subject, ox.NamedNode), "" if isinstance(subject, ox.Triple) else subject.value


async def count_of(service: QueryService, graph: str) -> int:
    """Return how many triples a named graph holds; 0 where there is none of that name."""
    if not _is_iri(graph):
        return 0
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    _, (row,) = await rows(service.pool, query, service.settings.query_timeout)
    return int(row["n"].value)


def _is_iri(text: str) -> bool:
    """Tell whether a text is an IRI, so that it may stand in a query."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


async def _graphs(service: QueryService) -> tuple[str, ...]:
    """Return the graphs to ask where the default graph is not the union of them."""
    if service.settings.default_graph == "union":
        return ()
    _, facts = await service.pool.facts(service.settings.query_timeout)
    return facts.graphs


def _query(iri: str, page: int) -> str:
    """Return the query for a page of what is said of a thing."""
    own, linked = (_OWN, _LINKED) if page == 1 else (_OWN_IN_SHORT, "")
    # One more than a page has tells whether there is a next one.
    part = f"LIMIT {PAGE + 1} OFFSET {(page - 1) * PAGE}" if page > 1 else f"LIMIT {PAGE + 1}"
    return f"{_HEAD % iri}{own} UNION {{ {linked} {{ {_LINKING} {part} }} {_TOLD_OF_NEIGHBOURS} }} }}"
