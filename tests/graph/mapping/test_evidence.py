"""Evidence: every statement of a document's graph is traceable to the very characters that say it."""

import re
from collections import defaultdict

from pyoxigraph import NamedNode, Quad

from ruhrgraph.graph.rdf.namespaces import PROV, RDF
from ruhrgraph.graph.rdf.terms import TYPE, Iris
from ruhrgraph.loaders.records import Reading
from ruhrgraph.ontology import DEFAULT_BASE

IRIS = Iris(DEFAULT_BASE)
PASSAGE = re.compile(re.escape(DEFAULT_BASE) + r"source/([a-z-]+)#char=(\d+),(\d+)")


def _belege(dataset: tuple[Quad, ...]) -> dict[str, dict[str, set[object]]]:
    """Return each Beleg's values by property."""
    found: dict[str, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    for quad in dataset:
        if quad.graph_name == IRIS.graph("evidence") and isinstance(quad.subject, NamedNode):
            found[quad.subject.value][quad.predicate.value].add(quad.object)
    return {iri: values for iri, values in found.items() if "/id/beleg/" in iri}


def _statement(values: dict[str, set[object]]) -> tuple[object, object, object]:
    subject, predicate, value = (values[f"{RDF}{name}"] for name in ("subject", "predicate", "object"))
    assert len(subject) == len(predicate) == len(value) == 1
    return next(iter(subject)), next(iter(predicate)), next(iter(value))


def test_each_statement_has_evidence(dataset: tuple[Quad, ...], readings: dict[str, Reading]) -> None:
    """Every statement of the documents' graphs and of the links, its type aside, has a Beleg."""
    proven = {_statement(values) for values in _belege(dataset).values()}
    graphs = {IRIS.graph(name) for name in (*readings, "links")}
    claims = {
        (quad.subject, quad.predicate, quad.object)
        for quad in dataset
        if quad.graph_name in graphs and quad.predicate != TYPE
    }
    assert len(claims) > len(readings)
    assert claims - proven == set()
    assert proven - claims == set()


def test_each_quote_stands_at_its_span(dataset: tuple[Quad, ...], readings: dict[str, Reading]) -> None:
    """Every Beleg's quote is the text between the two positions that its passage names."""
    for iri, values in _belege(dataset).items():
        (passage,) = values[f"{PROV}wasQuotedFrom"]
        (quote,) = values[f"{DEFAULT_BASE}ontology#zitat"]
        match = PASSAGE.fullmatch(getattr(passage, "value", ""))
        assert match, iri
        text = readings[match[1]].document.text
        assert text[int(match[2]) : int(match[3])] == getattr(quote, "value", None), iri


def test_each_beleg_is_one(dataset: tuple[Quad, ...]) -> None:
    """A Beleg has one subject, predicate, object, passage and quote: no two statements share an IRI."""
    for iri, values in _belege(dataset).items():
        assert {len(items) for items in values.values()} == {1}, iri


def test_names_stand_in_their_quotes(dataset: tuple[Quad, ...]) -> None:
    """A person's name stands, white space folded, in the text that is quoted for it."""
    for values in _belege(dataset).values():
        subject, predicate, value = _statement(values)
        if "/id/person/" in getattr(subject, "value", "") and getattr(predicate, "value", "").endswith("name"):
            (quote,) = values[f"{DEFAULT_BASE}ontology#zitat"]
            assert getattr(value, "value", "?") == " ".join(getattr(quote, "value", "").split())
