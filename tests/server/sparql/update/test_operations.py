"""The operations of an update, and what each may touch: proved against what the engine really does."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruhrgraph.graph.versions.difference import TouchedTriples, apply_difference
from ruhrgraph.graph.versions.update import Update, apply
from ruhrgraph.ontology.errors import QuerySyntaxError
from ruhrgraph.server.sparql.update.operations import operations
from ruhrgraph.server.sparql.update.prologues import with_prologue_in_front

START = """
<urn:a> <urn:p> <urn:b> <urn:g> .
<urn:a> <urn:p> <urn:b> <urn:h> .
<urn:b> <urn:p> "x"@de <urn:g> .
<urn:a> <urn:q> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:a> <urn:p> <urn:b> .
_:n <urn:p> <urn:a> <urn:h> .
"""
KNOWN = [
    "INSERT DATA { <urn:x> <urn:p> 1 }",
    "INSERT DATA { GRAPH <urn:g> { <urn:x> <urn:p> 1 . <urn:x> <urn:p> 2. } <urn:y> <urn:p> 'a', \"b\"@de }",
    "INSERT DATA { GRAPH <urn:g> { <urn:x> <urn:p> 1 } . <urn:y> <urn:p> 2 . GRAPH <urn:h> {} . }",
    "insert data { <urn:a> <urn:p> <urn:b> }",
    "DELETE DATA { GRAPH <urn:h> { <urn:a> <urn:p> <urn:b> } }",
    "DELETE DATA { <urn:a> <urn:p> <urn:b> } ; INSERT DATA { <urn:a> <urn:p> <urn:c> }",
    "DELETE WHERE { GRAPH ?g { ?s <urn:p> <urn:b> } }",
    "DELETE WHERE { ?s ?p ?o . }",
    "DELETE { ?s <urn:p> ?o } INSERT { ?s <urn:r> ?o . GRAPH <urn:k> { ?o <urn:r> ?s } } WHERE { ?s <urn:p> ?o }",
    "WITH <urn:g> DELETE { ?s <urn:p> ?o } INSERT { ?s <urn:r> ?o } WHERE { ?s <urn:p> ?o }",
    "WITH <urn:g> INSERT { ?s <urn:r> ?o } USING <urn:h> WHERE { ?s <urn:p> ?o FILTER(isIRI(?s)) }",
    "INSERT { <urn:n> <urn:n> ?n } USING <urn:g> USING NAMED <urn:h> WHERE { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }",
    "INSERT { GRAPH ?g { ?s <urn:seen> true } } WHERE { GRAPH ?g { ?s <urn:p> ?o FILTER(isIRI(?s)) } }",
    "PREFIX u: <urn:> # a comment }\nINSERT DATA { # { one\n u:a u:p u:c. GRAPH u:g { u:a u:p u:d } u:e u:p u:f . }",
    "CLEAR GRAPH <urn:g>",
    "DROP SILENT GRAPH <urn:h> ; CREATE GRAPH <urn:new>",
    "CLEAR DEFAULT",
    "DELETE { GRAPH <urn:g> { ?s ?p ?o } } WHERE { GRAPH <urn:g> { ?s ?p ?o OPTIONAL { ?o ?q ?r } } } ;",
]
UNKNOWN = [
    "COPY <urn:g> TO <urn:h>",
    "CLEAR ALL",
    "DROP NAMED",
    "INSERT { <urn:x> <urn:p> ?r } WHERE { BIND(RAND() AS ?r) }",
    "INSERT { <urn:x> <urn:p> ?r } WHERE { BIND(now() AS ?r) }",
    "INSERT { <urn:x> <urn:p> ?o } WHERE { SERVICE SILENT <http://x/> { ?s ?p ?o } }",
    "INSERT { <urn:x> <urn:p> ?o } WHERE { SERVICESILENT<http://x/> { ?s ?p ?o } }",
    "DELETE { ?s ?p ?o } INSERT { ?s <urn:q> ?o } WHERE { ?s ?p ?o FILTERRAND() }",
    "INSERTDATA{<urn:x> <urn:p> 1};DELETEDATA{<urn:a> <urn:p> <urn:b>}",
    "DELETEWHERE{<urn:a> <urn:p> ?o};INSERT DATA{<urn:x> <urn:p> 1}",
    "CLEARGRAPH<urn:g>",
    "INSERT { <urn:x> <urn:p> ?m } WHERE { SELECT (MIN(?o) AS ?m) { ?s ?p ?o } }",
    "INSERT { <urn:x> <urn:p> ?m } WHERE { SELECT (SAMPLE(?o) AS ?m) { ?s ?p ?o } }",
    "DELETE { ?s ?p ?o } INSERT { ?s <urn:q> ?o } WHERE { SELECT * { ?s ?p ?o } ORDER BY ?o OFFSET 2 }",
    "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { ?s <urn:q> ?o } WHERE { SELECT * { ?s ?p ?o } LIMIT 2 }",
]
"""What is not looked at before."""
MISSED = [
    "INSERT DATA { _:b <urn:p> 1 }",
    "INSERT { [] <urn:p> ?o } WHERE { ?s <urn:p> ?o }",
    "WITH <urn:none> INSERT { <urn:x> <urn:p> 1 } WHERE {}",
]
"""What is looked at in vain, and found out by counting."""


def start() -> ox.Store:
    """Return a store."""
    store = ox.Store()
    store.extend(quad for quad in ox.parse(START, format=ox.RdfFormat.N_QUADS) if isinstance(quad, ox.Quad))
    return store


def union_of(store: ox.Store) -> set[ox.Quad]:
    """Return the quads of a store, with the union of all graphs in the default graph."""
    default = {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store}
    return default.union(quad for quad in store if not isinstance(quad.graph_name, ox.DefaultGraph))


def with_union(store: ox.Store) -> ox.Store:
    """Return another store with those quads, and the same graphs."""
    other = ox.Store()
    other.extend(union_of(store))
    for name in store.named_graphs():
        other.add_graph(name)
    return other


def check(text: str, *, known: bool) -> None:
    """Check that the difference of an update turns the store before it into the one after it, in both modes."""
    text = with_prologue_in_front(text)
    after, plain, union = start(), start(), with_union(start())
    size = len(set(union.quads_for_pattern(None, None, None, ox.DefaultGraph())))
    touched = TouchedTriples(after)
    apply(after, Update(text, "http://base/", operations(text)), touched)
    control = start()
    control.update(text, base_iri="http://base/")
    assert len(control) == len(after)
    difference = touched.difference("parent")
    assert (difference is not None) == known
    if difference is None:
        return
    assert set(after) == set(control)
    apply_difference(plain, difference, union=False)
    gained = apply_difference(union, difference, union=True)
    assert set(plain) == set(after)
    assert set(union) == union_of(after)
    assert set(plain.named_graphs()) == set(union.named_graphs()) == set(after.named_graphs())
    assert len(set(union.quads_for_pattern(None, None, None, ox.DefaultGraph()))) == size + gained


@pytest.mark.parametrize("text", KNOWN)
def test_what_is_known(text: str) -> None:
    """The difference of an update is exactly what it did, and counts the triples of the union."""
    check(text, known=True)


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_not_known(text: str) -> None:
    """An update that may touch anything, or is different each time, is carried out as a whole, with no difference."""
    assert operations(text) is None


@pytest.mark.parametrize("text", MISSED)
def test_what_is_missed(text: str) -> None:
    """An update that touches more than was looked up has no difference."""
    assert operations(text) is not None
    check(text, known=False)


@given(st.lists(st.sampled_from([text for text in KNOWN if "PREFIX" not in text]), min_size=2, max_size=5))
@settings(max_examples=60, deadline=None)
def test_several_operations(texts: list[str]) -> None:
    """Operations behind one another have the difference of all of them."""
    check(" ;\n".join(text.removesuffix(";") for text in texts if "CREATE" not in text) or "CLEAR DEFAULT", known=True)


def test_a_long_update() -> None:
    """An update of more than 256 KiB is not looked at."""
    assert operations("INSERT DATA {" + " <urn:x> <urn:p> 1 ." * 20_000 + " }") is None


def test_places_of_errors() -> None:
    """An error in a later operation is told with its line and column in the update."""
    text = "INSERT DATA { <urn:a> <urn:b> 1 } ;\n  DELETE WHERE { ?s ?p }"
    with pytest.raises(QuerySyntaxError) as caught:
        apply(start(), Update(text, "http://base/", operations(text)), TouchedTriples(start()))
    assert (caught.value.line, caught.value.column) == (2, 24)


@pytest.mark.parametrize("prefixes", [1, 50])
def test_many_operations(prefixes: int) -> None:
    """The operations of an update take together not much more room than the update, however many there are."""
    prologue = "".join(f"PREFIX p{number}: <urn:{number}/>\n" for number in range(prefixes))
    text = prologue + " ;\n".join(f"INSERT DATA {{ p0:{number} p0:p 1 }}" for number in range(2_000))
    found = operations(text)
    assert (found is None) == (prefixes > 1)
    assert sum(len(item.text) for item in found or ()) < 3 * len(text)
