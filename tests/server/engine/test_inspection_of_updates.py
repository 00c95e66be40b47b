"""Updates before they are parsed: LOAD and SERVICE are found where they are code, and datasets are written in."""

import pytest

from ruhrgraph.ontology.errors import BadRequestError, QueryRefusedError, QuerySyntaxError
from ruhrgraph.server.engine.inspection import MAX_DEPTH, inspect, inspect_update
from ruhrgraph.server.sparql.update.using import with_dataset


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX load: <urn:> INSERT DATA { load:a load:b <http://example.org/#load> }",
        "PREFIX load: <urn:> WITH load:g DELETE { ?load ?p 1 } WHERE { ?load ?p 1 }",
        'INSERT DATA { <a:a> <a:b> \'LOAD <x>\', """; LOAD <x>""", <http://a/LOAD> } # LOAD <x>',
        "COPY <a:x> TO <a:LOAD>",
        "INSERT DATA { <#a> <it's> 'x' }",
        "INSERT DATA { " + "<a:a> <a:b> 'c' . " * 5000 + "}",
    ],
)
def test_harmless_updates_pass(text: str) -> None:
    """LOAD where it is no code does not count, and data may be long."""
    inspect_update(text)


def test_deep_nesting_is_refused() -> None:
    """Brackets that would overflow the parser's stack are refused with their place."""
    nested = "{" * (MAX_DEPTH + 1)
    with pytest.raises(QuerySyntaxError, match="brackets nest deeper"):
        inspect_update(f"DELETE {{}} WHERE {nested}")


def test_allowed_services_pass() -> None:
    """SERVICE in an update may reach an endpoint that is allowed."""
    inspect_update("DELETE {} WHERE { SERVICE <http://a/> {} }", ["http://a/"])
    with pytest.raises(QueryRefusedError):
        inspect_update("DELETE {} WHERE { SERVICE <http://b/> {} }", ["http://a/"])


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?x ?y ?a FILTER(?a<'x>') SERVICE <http://a/> {} #'\n}",
        'ASK { FILTER(?a<?b#>"""\n) SERVICE <http://a/> {} #"""\n}',
    ],
)
def test_queries_hide_no_service_behind_an_operator(text: str) -> None:
    """A text that begins behind an operator hides no SERVICE, though the cut takes both for an IRI."""
    with pytest.raises(QueryRefusedError, match="SERVICE may hide"):
        inspect(text)


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
        ("DELETE WHERE", "DELETE  USING <a:g> USING NAMED <a:n> WHERE"),
    ],
)
def test_the_dataset_is_written_into_the_update(text: str, expected: str) -> None:
    """USING stands before each WHERE of an operation, and nowhere else."""
    assert with_dataset(text, ["a:g"], ["a:n"]) == expected
    assert with_dataset(text, [], []) == text


def test_graphs_that_are_no_iri() -> None:
    """What would break out of an IRI is refused."""
    with pytest.raises(BadRequestError):
        with_dataset("DELETE WHERE {}", ["a:b> USING <c"], [])
