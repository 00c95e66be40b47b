"""The shapes as plain data."""

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.graph.schema.shapes import shapes
from ruhrgraph.ontology import DEFAULT_BASE, turtle

SH = "http://www.w3.org/ns/shacl#"


@pytest.mark.parametrize("base", [DEFAULT_BASE, "https://example.org/x/"])
def test_every_rule_is_there(base: str) -> None:
    """Each property shape of a class is a rule of it, with a message in both languages, in any base."""
    found = [rule for shape in shapes(base) for rule in shape.rules]
    quads = list(ox.parse(turtle("shapes", base), ox.RdfFormat.TURTLE))
    of_classes = {quad.subject for quad in quads if quad.predicate.value == f"{SH}targetClass"}
    declared = sorted(
        str(quad.object) for quad in quads if quad.predicate.value == f"{SH}property" and quad.subject in of_classes
    )
    assert sorted(f"<{rule.iri}>" for rule in found) == declared
    for rule in found:
        assert all((rule.path, rule.message.de, rule.message.en, rule.conditions)), rule.name
    assert {rule.severity for rule in found} == {"violation", "warning"}


def test_every_shape_has_a_class() -> None:
    """The target of each shape is a class of the ontology."""
    classes = {item.iri for item in vocabulary(DEFAULT_BASE).classes}
    targets = [shape.target for shape in shapes(DEFAULT_BASE)]
    assert set(targets) <= classes
    assert len(targets) == len(set(targets))


def test_conditions_are_as_shacl_names_them() -> None:
    """A constraint is given by its local name and its value."""
    conditions = {name for shape in shapes(DEFAULT_BASE) for rule in shape.rules for name, _ in rule.conditions}
    assert {"minCount", "maxCount", "class", "datatype"} <= conditions
    assert not conditions & {"path", "message", "severity"}
