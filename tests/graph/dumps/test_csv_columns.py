"""Columns hold all that is said of the things of a class, so that nothing is lost in a cell."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.dumps.csv_columns import IRI, Table, datatype, find_tables, things
from ruhrgraph.graph.rdf.namespaces import XSD
from ruhrgraph.graph.rdf.terms import LABEL, TYPE
from tests.graph.dumps.statements import BASE, A, P

CLASS = NamedNode(f"{BASE}ontology#Ort")


def _table(*quads: Quad) -> Table:
    """Return the table of one thing of the class, with these statements."""
    found, count = find_tables(things([[Quad(A, TYPE, CLASS), *quads]], BASE), BASE)
    assert count == 1 + len({quad.triple for quad in quads})
    return found["Ort"]


def test_a_column_for_each_kind_of_value() -> None:
    """IRIs, languages and datatypes of one property have columns of their own; the label comes first."""
    table = _table(
        Quad(A, P, Literal("x", language="de")),
        Quad(A, P, Literal("1", datatype=NamedNode(f"{XSD}integer"))),
        Quad(A, P, NamedNode("urn:x")),
        Quad(A, LABEL, Literal("Ort", language="de")),
    )
    assert [(column.name, column.key[1]) for column in table.columns] == [
        ("label", "@de"),
        ("p_de", "@de"),
        ("p_integer", f"{XSD}integer"),
        ("p_iri", IRI),
    ]


def test_the_same_in_two_graphs_counts_once() -> None:
    """What two graphs say of a thing is one value."""
    table = _table(Quad(A, P, Literal("x"), A), Quad(A, P, Literal("x"), P))
    assert [column.separator for column in table.columns] == [None]


@pytest.mark.parametrize(
    ("values", "separator"),
    [
        (["a"], None),
        (["a", "b"], "; "),
        (["a; b", "c"], " | "),
        (["a; b", "c | d"], "\n"),
        (["a; b", "c | d", "e\nf"], "\x1f"),
    ],
)
def test_separator(values: list[str], separator: str | None) -> None:
    """Several values are separated by the first mark that occurs in none of them."""
    (column,) = _table(*(Quad(A, P, Literal(value)) for value in values)).columns
    assert column.separator == separator


def test_names_are_unique() -> None:
    """Properties of one name, and one that is called as the first column, get numbers."""
    table = _table(
        *(Quad(A, NamedNode(f"urn:{part}"), Literal("x")) for part in ("a#name", "b#name", "c/iri", "d:Name", "e/"))
    )
    assert [column.name for column in table.columns] == ["e", "iri_2", "Name", "name", "name_2"]


def test_things_without_a_class_are_left_out() -> None:
    """A thing that belongs to no class of the ontology is in no table."""
    assert not list(things([[Quad(A, TYPE, P), Quad(A, P, A)]], BASE))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (IRI, "anyURI"),
        ("@de", "string"),
        (f"{XSD}gYear", "gYear"),
        (f"{XSD}nothing", {"@id": f"{XSD}nothing", "base": "string"}),
        ("urn:own", {"@id": "urn:own", "base": "string"}),
    ],
)
def test_datatype(kind: str, expected: object) -> None:
    """Datatypes that CSVW knows have its names, all others are strings with the IRI beside them."""
    assert datatype(kind) == expected
