"""Tests of the dataset that a request names for its update."""

import pytest
from pyoxigraph import Store

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.sparql.update.using_clauses import with_dataset


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CLEAR ALL", "CLEAR ALL"),
        ("DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", "DELETE { ?s ?p 1 }  USING <a:g> USING NAMED <a:n> WHERE { ?s ?p 1 }"),
        ("DELETE WHERE { ?s ?p 1 }", "DELETE { ?s ?p 1 } USING <a:g> USING NAMED <a:n> WHERE { ?s ?p 1 }"),
        ("DELETEWHERE{?s ?p 1}", "DELETE{?s ?p 1} USING <a:g> USING NAMED <a:n> WHERE{?s ?p 1}"),
        (
            "DELETE {} WHERE { SELECT * WHERE {} } # WHERE",
            "DELETE {}  USING <a:g> USING NAMED <a:n> WHERE { SELECT * WHERE {} } # WHERE",
        ),
    ],
)
def test_the_dataset_is_written_into_the_update(text: str, expected: str) -> None:
    """USING stands before each WHERE of an operation, and nowhere else."""
    assert with_dataset(text, ["a:g"], ["a:n"]) == expected
    assert with_dataset(text, [], []) == text
    Store().update(expected)


def test_what_cannot_be_read_stays_so() -> None:
    """A pattern that is missing is left to the parser."""
    assert with_dataset("DELETE WHERE", ["a:g"], []) == "DELETE  USING <a:g> WHERE"


def test_graphs_that_are_no_iri() -> None:
    """What would break out of an IRI is refused."""
    with pytest.raises(BadRequestError):
        with_dataset("DELETE WHERE {}", ["a:b> USING <c"], [])


@pytest.mark.parametrize(
    "clause", ["WITH <a:g> DELETE {} WHERE {}", "DELETE {} USING <a:g> WHERE {}", "with<a:g>delete{}where{}"]
)
def test_the_dataset_is_named_once(clause: str) -> None:
    """A request that names graphs beside an update that does, too, is refused (SPARQL 1.1 Protocol §2.2.3)."""
    assert with_dataset(clause, [], []) == clause
    with pytest.raises(BadRequestError, match="in one place"):
        with_dataset(clause, ["a:g"], [])


def test_names_are_no_clauses() -> None:
    """A name or a text that looks like a clause is none."""
    text = "PREFIX with: <a:> DELETE { with:a with:using 'USING' } WHERE {}"
    assert "USING <a:g>" in with_dataset(text, ["a:g"], [])
