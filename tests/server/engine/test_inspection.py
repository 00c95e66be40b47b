"""The look at a query before it is parsed: what would kill the process or call out is refused, and nothing else."""

import subprocess
import sys

import pytest

from ruhrgraph.ontology.errors import QueryRefusedError, QuerySyntaxError
from ruhrgraph.server.engine.inspection import MAX_DEPTH, MAX_PARTS, inspect

HARMLESS = {
    "braces in a text": 'ASK { ?s ?p "' + "{" * 500 + '" }',
    "braces in a long text": "ASK { ?s ?p '''" + "{'\"" * 500 + "''' }",
    "braces in a comment": "# " + "{" * 500 + "\nASK {}",
    "a text with an escaped quotation mark": 'ASK { ?s ?p "\\"' + "(" * 500 + '" }',
    "brackets in names": "PREFIX e: <a:> ASK { e:a\\(\\( ?p 1 }",
    "brackets in IRIs": "ASK { VALUES ?x { " + "<http://de.wikipedia.org/wiki/Essen_(Ruhr)> " * 1000 + "} }",
    "a long list after IN": "ASK { FILTER(?x IN (" + '"a"@de, ' * 5000 + "1)) }",
    "a long VALUES": "ASK { VALUES (?x ?y) { " + '("a"^^<b:> 1) ' * 4000 + "} }",
    "many short groups": "ASK { " + "{} " * 400 + "}",
    "as deep as it may be": "ASK " + "{" * MAX_DEPTH + "}" * MAX_DEPTH,
    "service in a text": 'ASK { ?s ?p "SERVICE <http://a/> {}" }',
    "service in a comment": "ASK { # SERVICE <http://a/> {}\n}",
    "service in an IRI": "ASK { ?s <http://example.org/SERVICE> ?o }",
    "service as a variable": "ASK { ?service ?p $SERVICE }",
    "service as a prefix": "PREFIX service: <a:> ASK { service:a ?p service:b . }",
    "service as a local name": "PREFIX e: <a:> ASK { ?s a e:Service }",
    "an update in a text": 'ASK { ?s ?p "DELETE" }',
    "an update as a name": "PREFIX insert: <a:> ASK { insert:a ?p 1 }",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_harmless_queries_pass(text: str) -> None:
    """Brackets and keywords where they are no code do not count."""
    inspect(text)


TOO_MUCH = {
    "braces": "ASK " + "{" * 3000 + "}" * 3000,
    "one level too deep": "ASK " + "{" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1),
    "square brackets": "ASK { " + "[ ?p " * 3000 + "1" + "]" * 3000 + " }",
    "lists": "ASK { " + "(" * 4500 + ")" * 4500 + " ?p 1 }",
    "parentheses": "ASK { FILTER(" + "(" * 4500 + "1" + ")" * 4500 + ") }",
    "brackets that look like an IRI": "ASK { FILTER(?a<" + "(" * 300 + "1>0" + ")" * 300 + ") }",
    "brackets behind an escape": "PREFIX e: <a:> ASK { e:a\\' ?p " + "(" * 300 + ")" * 300 + " . ?s ?p 'x' }",
    "unions": "ASK { {} " + "UNION {} " * 6500 + "}",
    "negations": "ASK { FILTER(" + "!" * 9500 + "1) }",
    "sums": "ASK { FILTER(1" + "+1" * 7500 + ") }",
    "paths": "ASK { ?s a" + "/a" * 8500 + " ?o }",
    "differences": "ASK { " + "MINUS {} " * 2500 + "}",
    "described things": "DESCRIBE" + " <a:>" * 2700,
    "assignments": "ASK { " + "".join(f"BIND(1 AS ?a{number})" for number in range(2800)) + "}",
    "elements of a list": "ASK { (" + "1 " * 4000 + ") ?p 1 }",
    "an operator chain that looks like an IRI": "ASK { FILTER(?a<?b" + "+?b" * 1000 + ">1) }",
}


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_overflows_the_parser_is_refused(text: str) -> None:
    """Deep nesting and long chains are refused with their place."""
    with pytest.raises(QuerySyntaxError, match=r"line 1, column \d+: ") as caught:
        inspect(text)
    assert caught.value.line == 1


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://a/> {} }",
        "SELECT * { service silent <http://a/> {} }",
        "SELECT * { SERVICE ?x {} }",
        "SELECT * { SERVICE # a comment\n<http://a/> {} }",
        "SELECT * { SERVICESILENT<http://a/>{} }",
        "PREFIX : <http://a/> SELECT * { SERVICE:x{} }",
        "PREFIX p: <http://a/> SELECT * { SERVICEp:x {} }",
        "SELECT * { ?s ?p 1SERVICE<http://a/>{} }",
        "SELECT * { ?s ?p trueSERVICE<http://a/>{} }",
        "SELECT * { FILTER(true)SERVICE<http://a/>{} }",
        "SELECT * { BIND(1 AS ?a) FILTER(?a<?b)SERVICE#c>\n?x{} }",
        "SELECT * { VALUES ?x { 'a' } SERVICE <http://a/> {} }",
        'SELECT * { ?s ?p "a" } # "\n VALUES ?x { 1 } SERVICE <http://a/> {}',
    ],
)
def test_calls_to_other_endpoints_are_refused(text: str) -> None:
    """SERVICE is refused in every spelling that the parser knows."""
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        inspect(text)


def test_allowed_endpoints_pass() -> None:
    """SERVICE may reach an endpoint that is on the list, and no other by its side."""
    allowed = ("https://a.example/sparql",)
    inspect("SELECT * { SERVICE <https://a.example/sparql> {} }", allowed)
    inspect("SELECT * { SERVICE SILENT <https://a.example/sparql> {} }", allowed)
    for target in ("<https://b.example/sparql>", "<https://a.example/sparql?x>", "?x", "<sparql>"):
        with pytest.raises(QueryRefusedError):
            inspect(f"BASE <https://a.example/> SELECT * {{ SERVICE {target} {{}} }}", allowed)


@pytest.mark.parametrize(
    "text",
    ["INSERT DATA {}", "PREFIX a: <a:> delete where {}", "LOAD <a:>", "# x\nDROP ALL", "WITH <a:> DELETE {} WHERE {}"],
)
def test_updates_are_refused(text: str) -> None:
    """An update is told as such, whatever stands before it."""
    with pytest.raises(QueryRefusedError, match="is an update"):
        inspect(text)


def test_a_text_that_never_ends_is_told() -> None:
    """A text in three quotes without end is an error with its place."""
    with pytest.raises(QuerySyntaxError, match="line 2, column 13: the text that opens with '''"):
        inspect("ASK {\n  VALUES ?x '''a' }")


def test_prefixes_are_found() -> None:
    """The prefixes that a query declares are known afterwards."""
    assert inspect("BASE <a:> PREFIX : <b:>\nprefix ex: <c:> ASK {}").prefixes == {"": "b:", "ex": "c:"}


_PARSE = """
import sys, threading, pyoxigraph
def parse():
    try: pyoxigraph.Store().query(sys.stdin.read())
    except SyntaxError: pass
thread = threading.Thread(target=parse); thread.start(); thread.join()
"""


@pytest.mark.parametrize(
    ("before", "unit", "after"),
    [
        ("ASK { FILTER(1", "+1", ") }"),
        ("ASK { FILTER(", "!", "1) }"),
        ("ASK { FILTER(?a", "||?a", ") }"),
        ("ASK { ?s a", "/a", " ?o }"),
        ("ASK { ", "MINUS{}", "}"),
        ("ASK { {}", "UNION{}", "}"),
        ("ASK { ", "{SELECT*{}}", "}"),
        ("ASK { (", "1 ", ") ?p 1 }"),
        ("DESCRIBE", "<a:>", ""),
    ],
)
def test_the_limits_hold(before: str, unit: str, after: str) -> None:
    """The longest chains that pass do not kill the process that parses them, not even in a thread."""
    count = MAX_PARTS
    while True:
        try:
            inspect(before + unit * count + after)
        except QuerySyntaxError:
            count = count * 19 // 20
        else:
            break
    assert count > MAX_PARTS // 20
    done = subprocess.run(
        [sys.executable, "-c", _PARSE], input=before + unit * count + after, text=True, check=False, timeout=60
    )
    assert done.returncode == 0
