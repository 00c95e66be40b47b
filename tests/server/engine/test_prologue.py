"""Tests of what stands in front of queries."""

import pytest

from ruhrgraph.server.engine.prologue import declared_prefixes, end_of_prologue, first_keyword, missing_prefixes

PROLOGUES = {
    "": "",
    "PREFIX e: <a:> ": "PREFIX e: <a:>",
    "base<http://x/>prefix : <select> # ASK\n PREFIX select: <b:>": "base<http://x/>prefix : <select> # ASK\n PREFIX "
    "select: <b:>",
    "# SELECT\n": "",
    "VERSION '1.2' PREFIX e: <a:> ": "VERSION '1.2' PREFIX e: <a:>",
}


@pytest.mark.parametrize(("before", "prologue"), PROLOGUES.items())
@pytest.mark.parametrize("rest", ["SELECT * {}", "ASKFROM<a:>{}", "insert data {}"])
def test_the_prologue_ends_before_the_first_keyword(before: str, prologue: str, rest: str) -> None:
    """Names and comments that look like keywords are none; case and blanks do not matter."""
    text = before + rest
    assert text[: end_of_prologue(text)] == prologue
    assert rest.upper().startswith(first_keyword(text)[:3])


def test_prefixes_are_found() -> None:
    """The prefixes that a query declares are known with their IRIs."""
    query = "BASE <a:> PREFIX : <b:>\nprefix ex: <c:>PREFIX prefix:<d:> ASK { PREFIX ?no <e:> }"
    assert declared_prefixes(query) == {"": "b:", "ex": "c:", "prefix": "d:"}
    assert declared_prefixes("") == {}
    assert first_keyword("") == ""


@pytest.mark.parametrize(
    ("query", "line"),
    [
        (
            "SELECT * { ?s a rk:Person ; rdfs:label ?l }",
            "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX rk: <http://x/ontology#>\n",
        ),
        ("PREFIX rk: <urn:> SELECT * { ?s a rk:Person }", ""),
        ("SELECT * { ?s a mine:Person ; ?p _:b . # rk:x\n FILTER(?s != 'rk:x' && ?s != <rk:x>) }", ""),
        ("SELECT * { ?s ?p '''rk: }", ""),
        ("", ""),
    ],
)
def test_our_prefixes_need_no_declaration(query: str, line: str) -> None:
    """What is used and not declared is declared in one line; texts, comments and IRIs use nothing."""
    assert missing_prefixes(query, "http://x/") == line
