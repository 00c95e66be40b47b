"""The ontology with counts and examples."""

import pytest

from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import NameNotFoundError
from tests.server.mcp.conftest import Call


def test_all_classes(call: Call) -> None:
    """Each class is there with how often it is used and a thing of it, and the prefixes that queries need."""
    answer = call("schema")
    classes = {each["name"]: each for each in answer.structured["classes"]}
    assert set(classes) == {each.name for each in vocabulary(DEFAULT_BASE).classes}
    assert classes["Themenforum"]["count"] == 20
    assert classes["Themenforum"]["example"].startswith(f"{DEFAULT_BASE}id/themenforum/")
    assert answer.text.startswith(f"PREFIX rk: <{DEFAULT_BASE}ontology#>\nPREFIX ")
    assert "rk:themenforum → rk:Themenforum" in answer.text


@pytest.mark.parametrize("term", ["Themenforum", "rk:themenforum", f"{DEFAULT_BASE}ontology#Themenforum"])
def test_one_term(call: Call, term: str) -> None:
    """A term comes with its meaning in both languages; here a class and a property have the same name."""
    answer = call("schema", term=term)
    assert [each["name"] for each in answer.structured["classes"]] == ["Themenforum"]
    assert "rk:themenforum “" in answer.text
    assert "rk:leitfrage" in answer.text


def test_no_such_term(call: Call) -> None:
    """What is no term is an error that says where all are."""
    with pytest.raises(NameNotFoundError, match="the ontology has no term “Nichts”; `schema` without `term` lists all"):
        call("schema", term="Nichts")
