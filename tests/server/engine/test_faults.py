"""The faults of the engine that docs/endpoint.md tells of: each is still there, and the way around it still works.

When one of these tests fails with a newer engine, the fault is mended: take it out of the page.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

PAGE = (Path(__file__).parents[3] / "docs" / "endpoint.md").read_text("utf-8")
DATA = """
PREFIX : <http://x/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
GRAPH :g1 { :a :p :b . :n :v "5"^^xsd:nonNegativeInteger ; :w "1.50"^^xsd:decimal . }
GRAPH :g2 { :a :p :b . }
"""
PREFIXES = "PREFIX : <http://x/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"

Rows = list[tuple[str | None, ...]]
"""The values of rows, sorted; None where a variable is not bound."""

FAULTS: dict[str, tuple[str, Rows, str, Rows]] = {
    "conversion": (
        "SELECT (xsd:integer(1e5) AS ?n) {}",
        [("99999",)],
        "SELECT (xsd:integer(ROUND(xsd:decimal(1e5))) AS ?n) {}",
        [("100000",)],
    ),
    "derived types": (
        "SELECT (STR(DATATYPE(?o)) AS ?d) { ?s :v ?o }",
        [("http://www.w3.org/2001/XMLSchema#integer",)],
        "SELECT (?o >= 0 AS ?d) { ?s :v ?o }",
        [("true",)],
    ),
    "spelling of numbers": (
        "SELECT (STR(?o) AS ?t) { ?s :w ?o }",
        [("1.5",)],
        "SELECT ?o { ?s :w ?o FILTER(?o = 1.50) }",
        [("1.5",)],
    ),
    "back references": (
        "SELECT (REGEX('abab', '^(..)\\\\1$') AS ?x) {}",
        [(None,)],
        "SELECT (SUBSTR('abab', 1, 2) = SUBSTR('abab', 3) AS ?x) {}",
        [("true",)],
    ),
    "language of GROUP_CONCAT": (
        "SELECT (LANG(GROUP_CONCAT(?t)) AS ?x) { VALUES ?t { 'a'@de 'b'@de } }",
        [("de",)],
        "SELECT (LANG(GROUP_CONCAT(STR(?t))) AS ?x) { VALUES ?t { 'a'@de 'b'@de } }",
        [("",)],
    ),
    "subquery in GRAPH": (
        "SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s :v ?o } } }",
        [(None, "1")],
        "SELECT ?g (COUNT(?s) AS ?n) { GRAPH ?g {} OPTIONAL { GRAPH ?g { ?s :v ?o } } } GROUP BY ?g",
        [("http://x/g1", "1"), ("http://x/g2", "0")],
    ),
    "VALUES in GRAPH": (
        "SELECT ?g { GRAPH ?g { VALUES ?g { :g1 :no } } }",
        [("http://x/g1",), ("http://x/no",)],
        "SELECT ?g { VALUES ?g { :g1 :no } GRAPH ?g {} }",
        [("http://x/g1",)],
    ),
    "MINUS in GRAPH": (
        "SELECT ?g { GRAPH ?g { ?a :p ?b MINUS { ?c :v ?d } } }",
        [("http://x/g2",)],
        "SELECT ?g { GRAPH ?g { ?a :p ?b } MINUS { GRAPH ?h { ?c :v ?d } } }",
        [("http://x/g1",), ("http://x/g2",)],
    ),
    "BNODE": (
        "SELECT (COUNT(DISTINCT ?b) AS ?n) { VALUES ?i { 1 2 } BIND(BNODE('x') AS ?b) }",
        [("1",)],
        "SELECT (COUNT(DISTINCT ?b) AS ?n) { VALUES ?i { 1 2 } BIND(BNODE(CONCAT('x', STR(?i))) AS ?b) }",
        [("2",)],
    ),
    "path from an unknown node": (
        "SELECT ?x { :new :p* ?x }",
        [],
        "SELECT ?x { { BIND(:new AS ?x) } UNION { :new :p+ ?x } }",
        [("http://x/new",)],
    ),
    "optional path from an unknown node": (
        "SELECT ?x { :new :p? ?x }",
        [],
        "SELECT ?x { { BIND(:new AS ?x) } UNION { :new :p ?x } }",
        [("http://x/new",)],
    ),
    "path to an unknown node": (
        "SELECT ?x { ?x :p* :new }",
        [],
        "SELECT ?x { { BIND(:new AS ?x) } UNION { ?x :p+ :new } }",
        [("http://x/new",)],
    ),
    "optional path to an unknown node": (
        "SELECT ?x { ?x :p? :new }",
        [],
        "SELECT ?x { { BIND(:new AS ?x) } UNION { ?x :p :new } }",
        [("http://x/new",)],
    ),
}


def _rows(query: str) -> Rows:
    """Return the rows of a query over all graphs."""
    store = Store()
    store.load(DATA.encode(), RdfFormat.TRIG)
    result = store.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(result, QuerySolutions)
    found = [tuple(None if term is None else getattr(term, "value", str(term)) for term in row) for row in result]
    return sorted(found, key=str)


@pytest.mark.parametrize(("fault", "wrong", "around", "right"), FAULTS.values(), ids=FAULTS)
def test_a_fault_and_the_way_around_it(fault: str, wrong: Rows, around: str, right: Rows) -> None:
    """The page shows a query that the engine answers wrongly, and one that it answers as SPARQL 1.1 has it."""
    assert _rows(fault) == wrong
    assert _rows(around) == right
    shown = PAGE.replace("\\|", "|")
    assert f"`{fault}`" in shown
    assert f"`{around}`" in shown


_SORT = """
import sys
from pyoxigraph import Store
store = Store()
store.load(path=sys.argv[1])
query = "SELECT * { ?s ?p ?o . ?a ?b ?c } ORDER BY " + sys.argv[2]
print(sum(1 for _ in store.query(query, use_default_graph_as_union=True)))
"""


@pytest.mark.parametrize(("order", "ends"), [("?o ?c", True), ("STR(?o) STR(?c)", False)])
def test_sorting_values_of_several_kinds(order: str, ends: bool) -> None:  # noqa: FBT001  # a column of a table
    """`ORDER BY` over numbers, dates and texts together ends the process; their texts can be sorted."""
    command = [sys.executable, "-c", _SORT, str(Path(__file__).parents[1] / "small.trig"), order]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ("total order" in done.stderr) == ends
    assert (done.returncode == 0) != ends
    assert "`ORDER BY ?x`" in PAGE
    assert "`ORDER BY STR(?x)`" in PAGE


def test_the_endpoint_of_a_service_is_named() -> None:
    """SERVICE with a variable is not evaluated, whatever the variable is bound to."""
    with pytest.raises(RuntimeError, match="unbound"):
        _rows("SELECT * { VALUES ?e { <http://x/> } SERVICE ?e {} }")
    assert "`SERVICE ?e`" in PAGE
