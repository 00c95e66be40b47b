"""The description of a thing, in one query: its statements, its neighbours' labels, what links to it, its Belege.

In: an IRI and the number of a page. Out: triples. A neighbour without a label (a Beleg, a blank node) comes with all
of its own statements, as nobody would look it up alone. The Belege of the thing's statements come whole, too; Belege of
other things' statements that name this thing are left out.
"""

from dataclasses import dataclass

import pyoxigraph as ox

from ruhrgraph.graph.rdf.namespaces import RDF
from ruhrgraph.graph.rdf.terms import LABEL
from ruhrgraph.server.engine.rows import rows, statements
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.sparql.query_service import QueryService

PAGE_SIZE = 100
"""How many of the things that link to another are on one page."""
REIFIED = frozenset({f"{RDF}subject", f"{RDF}predicate", f"{RDF}object"})
"""The properties by which a Beleg names the statement that it proves."""
# `t:` is the thing itself. The query is short on purpose, as the look at its text takes time for each word. A literal
# among the neighbours `?n` is the subject of nothing and adds nothing.
_HEAD = (
    f"PREFIX t: <%s> PREFIX rdf: <{RDF}> PREFIX l: <{LABEL.value}>\n"
    "CONSTRUCT { t: ?tp ?to . ?s ?p ?o . ?n ?q t: ; a ?t ; l: ?l ; ?np ?no . ?no l: ?nl } {"
)
_LINKING = "SELECT DISTINCT ?n { ?n ?i t: FILTER NOT EXISTS { ?n rdf:subject ?of } } ORDER BY ?n"
_OF_NEIGHBOURS = (
    "OPTIONAL { ?n ?q t: } OPTIONAL { ?n l: ?l } OPTIONAL { ?n a ?t } "
    "OPTIONAL { ?n ?np ?no FILTER NOT EXISTS { ?n l: ?any } OPTIONAL { ?no l: ?nl } }"
)
_OWN = "{ t: ?tp ?to } UNION { ?s rdf:subject t: ; ?p ?o }"
_OWN_IN_SHORT = "{ VALUES ?tp { l: rdf:type } t: ?tp ?to }"
_LINKED = "{ t: ?r ?n } UNION"


@dataclass(frozen=True, slots=True)
class Description:
    """What a version says of a thing: triples, whether more things link to it, and the digest of the version."""

    triples: tuple[ox.Triple, ...]
    more: bool
    digest: str


async def describe(service: QueryService, iri: str, page: int) -> Description:
    """Return what the version in use says of a thing; no triples where it does not know the thing.

    Args:
        service: Answers queries.
        iri: Any IRI.
        page: Which page, from 1; later ones hold only what else links to the thing.

    Raises:
        RuhrgraphError: The query could not be answered.

    """
    if not _is_iri(iri):
        return Description((), more=False, digest="")
    query, graphs, seconds = _query(iri, page), await _graphs(service), service.settings.query_timeout
    digest, triples = await statements(service.engine, query, seconds, graphs)
    return await in_thread(_description, triples, iri, digest)


def _description(found: tuple[ox.Triple, ...], iri: str, digest: str) -> Description:
    """Return the description in an answer: what the thing itself says comes first."""
    thing = ox.NamedNode(iri)
    triples = tuple(sorted(found, key=lambda triple: triple.subject != thing))
    linking = sum(triple.object == thing for triple in triples)
    return _first_page(triples, iri, digest) if linking > PAGE_SIZE else Description(triples, more=False, digest=digest)


def _first_page(triples: tuple[ox.Triple, ...], iri: str, digest: str) -> Description:
    """Return the statements that fit on a page; further links to the thing are on the next one."""
    linking = sorted({_sort_key(triple.subject) for triple in triples if is_link(triple, iri)})
    if len(linking) <= PAGE_SIZE:
        return Description(triples, more=False, digest=digest)
    first_of_next = linking[PAGE_SIZE]
    kept = tuple(triple for triple in triples if _sort_key(triple.subject) != first_of_next)
    return Description(kept, more=True, digest=digest)


def is_link(triple: ox.Triple, iri: str) -> bool:
    """Return whether a statement links another thing to this one; what a Beleg says of a statement does not."""
    value = triple.object
    return isinstance(value, ox.NamedNode) and value.value == iri and triple.predicate.value not in REIFIED


def _sort_key(subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> tuple[bool, str]:
    """Return what SPARQL orders a node by: blank nodes first, then IRIs by code point."""
    return isinstance(subject, ox.NamedNode), "" if isinstance(subject, ox.Triple) else subject.value


async def count_triples(service: QueryService, graph: str) -> int:
    """Return how many triples a named graph holds; 0 where there is none of that name."""
    if not _is_iri(graph):
        return 0
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    _, (row,) = await rows(service.engine, query, service.settings.query_timeout)
    return int(row["n"].value)


def _is_iri(text: str) -> bool:
    """Return whether a text is an IRI, so that it may stand in a query."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


async def _graphs(service: QueryService) -> tuple[str, ...]:
    """Return the graphs to ask; none where the default graph is the union of all."""
    if service.settings.default_graph == "union":
        return ()
    _, facts = await service.engine.facts(service.settings.query_timeout)
    return facts.graphs


def _query(iri: str, page: int) -> str:
    """Return the query for a page of the description of a thing."""
    own, linked = (_OWN, _LINKED) if page == 1 else (_OWN_IN_SHORT, "")
    # One more than fits a page shows whether there is a next one.
    part = f"LIMIT {PAGE_SIZE + 1} OFFSET {(page - 1) * PAGE_SIZE}" if page > 1 else f"LIMIT {PAGE_SIZE + 1}"
    return f"{_HEAD % iri}{own} UNION {{ {linked} {{ {_LINKING} {part} }} {_OF_NEIGHBOURS} }} }}"
