"""Tests of the limits of nesting and of chains."""

import pytest

from ruhrgraph.ontology.errors import QuerySyntaxError
from ruhrgraph.server.engine.nesting import MAX_DEPTH, MAX_OPERATORS, check_nesting

HARMLESS = {
    "braces in a text": 'ASK { ?s ?p "' + "{" * 500 + '" }',
    "braces in a long text": "ASK { ?s ?p '''" + "{'\"" * 500 + "''' }",
    "braces in a comment": "# " + "{" * 500 + "\nASK {}",
    "a text with an escaped quotation mark": 'ASK { ?s ?p "\\"' + "(" * 500 + '" }',
    "brackets in names": "PREFIX e: <a:> ASK { e:a\\(\\( ?p 1 }",
    "brackets in IRIs": "ASK { VALUES ?x { " + "<http://de.wikipedia.org/wiki/Essen_(Ruhr)> " * 1000 + "} }",
    "a long list after IN": "ASK { FILTER(?x IN (" + '"a"@de, ' * 50_000 + "1)) }",
    "a long VALUES": "ASK { VALUES (?x ?y) { " + '("a"^^<b:> UNDEF) (-1 true)' * 20_000 + "} }",
    "many short groups": "ASK { " + "{} " * 400 + "}",
    "as deep as it may be": "ASK " + "{" * MAX_DEPTH + "}" * MAX_DEPTH,
    "a long comment": "ASK {} #" + ";" * 20_000,
}
TOO_MUCH = {
    "braces": "ASK " + "{" * 3000 + "}" * 3000,
    "one level too deep": "ASK " + "{" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1),
    "square brackets": "ASK { " + "[ ?p " * 3000 + "1" + "]" * 3000 + " }",
    "lists": "ASK { " + "(" * 4500 + ")" * 4500 + " ?p 1 }",
    "parentheses": "ASK { FILTER(" + "(" * 4500 + "1" + ")" * 4500 + ") }",
    "brackets behind an escape": "PREFIX e: <a:> ASK { e:a\\' ?p " + "(" * 300 + ")" * 300 + " . ?s ?p 'x' }",
    "unions": "ASK { {} " + "UNION {} " * 15_000 + "}",
    "negations": "ASK { FILTER(" + "!" * 15_000 + "1) }",
    "sums": "ASK { FILTER(1" + "+1" * 15_000 + ") }",
    "paths": "ASK { ?s a" + "/a" * 15_000 + " ?o }",
    "one operator too many": "ASK { ?s a" + "/<a:>" * MAX_OPERATORS + " ?o }",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_harmless_queries_pass(text: str) -> None:
    """Brackets where they are no code do not count, and neither do long lists of values."""
    check_nesting(text)


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_is_too_deep_or_too_long_is_refused(text: str) -> None:
    """Deep nesting and long chains are refused with their place."""
    with pytest.raises(QuerySyntaxError, match=r"line 1, column \d+: ") as caught:
        check_nesting(text)
    assert caught.value.line == 1


def test_updates_may_be_long() -> None:
    """An update brings as many statements as it likes, but nests no deeper."""
    check_nesting("INSERT DATA { " + "<a:a> <a:b> 'c' ; <a:c> 1 . " * 20_000 + "}", operators=False)
    with pytest.raises(QuerySyntaxError, match="brackets nest deeper"):
        check_nesting("DELETE {} WHERE " + "{" * (MAX_DEPTH + 1), operators=False)
