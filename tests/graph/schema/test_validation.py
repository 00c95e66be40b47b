"""Validation as builds use it: what it hands out, in which words and order, with either engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ruhrgraph.graph.schema import validation
from ruhrgraph.graph.schema.validation import Violation, validate
from ruhrgraph.ontology import DEFAULT_BASE

SAMPLE = (Path(__file__).parents[2] / "ontology" / "sample.ttl").read_text(encoding="utf-8")
RK = f"{DEFAULT_BASE}ontology#"
FORUM = f"{DEFAULT_BASE}id/themenforum/13"
LEAD = f"    rk:federfuehrendesRessort <{DEFAULT_BASE}id/ressort/vm> ;\n"


@pytest.fixture(params=["_with_shacl", "_with_shacl_rust"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take each engine in turn, where it is installed."""
    pytest.importorskip(request.param.removeprefix("_with_"))
    chosen = getattr(validation, request.param)
    monkeypatch.setattr(validation, "_engine", lambda: chosen)


def _quads(text: str) -> Iterator[Quad]:
    return parse(text, RdfFormat.TURTLE)


@pytest.mark.usefixtures("engine")
def test_a_good_graph_has_no_violations() -> None:
    """A graph that keeps every rule gives nothing."""
    assert validate(_quads(SAMPLE)) == ()


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "A Themenforum has one lead ministry (line “Ressort: …”)."),
        ("de", "Ein Themenforum hat ein federführendes Ressort (Zeile „Ressort: …“)."),
    ],
)
def test_a_violation_says_what_is_wrong_with_which_thing(language: validation.Language, message: str) -> None:
    """A violation names the thing, the property and the rule, and says the rule in the language asked for."""
    assert validate(_quads(SAMPLE.replace(LEAD, "")), language=language) == (
        Violation(
            severity="violation",
            focus=FORUM,
            path=f"{RK}federfuehrendesRessort",
            value=None,
            message=message,
            shape=f"{DEFAULT_BASE}ontology/shapes#Themenforum-federfuehrendesRessort",
        ),
    )


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("value", ['zwei\nZeilen und "Zeichen"', "Rücken\\strich", "\u2028 und \x85", "🚲"])
def test_the_offending_value_is_plain_text(value: str) -> None:
    """Any value comes back as it is, without the syntax of RDF."""
    escaped = value.encode("unicode_escape").decode().replace('"', '\\"').replace("\\x", "\\u00")
    found = validate(_quads(SAMPLE.replace('rk:amt "Minister"@de', f'rk:amt "{escaped}"')))
    assert [violation.value for violation in found] == [value]


@pytest.mark.usefixtures("engine")
def test_violations_come_first_and_in_one_order() -> None:
    """Warnings follow violations, and the order does not depend on that of the quads."""
    text = SAMPLE.replace(LEAD, "").replace("rk:nummer 13 ;", "rk:nummer 0, 14 ;").replace('"14:30:00"', '"09:30:00"')
    quads = list(_quads(text))
    found = validate(quads)
    assert [violation.severity for violation in found] == ["violation", "violation", "violation", "warning"]
    assert validate(reversed(quads)) == found


@pytest.mark.usefixtures("engine")
def test_the_union_of_all_graphs_is_validated() -> None:
    """A thing described in two graphs is one thing, and a triple that two graphs hold counts once."""
    quads = list(_quads(SAMPLE))
    spread = [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(f"{DEFAULT_BASE}graph/{number % 3}"))
        for number, quad in enumerate(quads)
    ]
    assert validate([*spread, *quads]) == ()


@pytest.mark.usefixtures("engine")
def test_the_shapes_follow_the_base() -> None:
    """With another base the same rules hold for its IRIs."""
    base = "https://example.org/ruhr/"
    text = SAMPLE.replace(LEAD, "").replace(DEFAULT_BASE, base)
    assert [violation.focus for violation in validate(_quads(text), base)] == [f"{base}id/themenforum/13"]


def test_a_violation_is_one_line() -> None:
    """As text a violation is one line of a bearable length, whatever the value."""
    violation = Violation("violation", FORUM, None, "a\nb " * 100, "A rule.", "a:shape")
    assert str(violation).startswith(f"{FORUM}: A rule. [a b a b")
    assert "\n" not in str(violation)
    assert len(str(violation)) < 200


def test_the_shipped_documents_make_a_valid_graph(dataset: tuple[Quad, ...]) -> None:
    """A build of the shipped documents has no violations."""
    assert [str(found) for found in validate(dataset) if found.severity == "violation"] == []
