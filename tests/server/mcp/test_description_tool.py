"""The description of a thing in words."""

import pytest

from ruhrgraph.ontology.errors import NameNotFoundError
from tests.server.mcp.conftest import ROOT, Call


@pytest.mark.parametrize("text", ["13-01", "projekt/13-01", "https://w3id.org/ruhrgraph/id/projekt/13-01"])
def test_a_project(call: Call, text: str) -> None:
    """A code, an identifier and an IRI lead to the same thing, whose statements come in words with their quotes."""
    answer = call("describe", thing=text)
    assert answer.structured["address"] == f"{ROOT}doc/projekt/13-01"
    assert answer.structured["classes"] == ["Projekt"]
    statements = {each["term"]: each for each in answer.structured["statements"] if not each["incoming"]}
    assert statements["rk:ressort"]["property"] == "responsible ministry"
    assert statements["rk:ressort"]["values"] == ["Ministerium für Verkehr (ressort/vm)"]
    quotes = {quote["number"]: quote["quote"] for quote in answer.structured["quotes"]}
    assert [quotes[number] for number in statements["rk:ressort"]["quotes"]] == ["VM"]
    assert "- responsible ministry (rk:ressort): Ministerium für Verkehr (ressort/vm) [" in answer.text


def test_what_links_here(call: Call) -> None:
    """What links to a thing is there, but not twice where the thing says it itself; figures are left out and named."""
    answer = call("describe", thing="Hendrik Wüst")
    incoming = [each for each in answer.structured["statements"] if each["incoming"]]
    (moderation,) = [each for each in incoming if each["term"] == "rk:person"]
    assert moderation["values"] == ["Moderation von Hendrik Wüst, Forum 13 (moderation/13-hendrik-wuest)"]
    assert moderation["quotes"]
    assert "Netzwerkknoten" not in answer.text
    assert "Its measures in networks are left out; `network_rank` has them." in answer.structured["notes"]
    project = call("describe", thing="13-01").structured["statements"]
    assert not [each for each in project if each["incoming"] and each["term"] == "rk:projekt"]


def test_much(call: Call) -> None:
    """Of many values the first are listed, and the others counted."""
    answer = call("describe", thing="handlungsfeld/gelebte-vielfalt")
    assert "; and 5 more" in answer.text
    assert max(len(each["values"]) for each in answer.structured["statements"]) == 25


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Hendrik Wüsst", "did you mean Hendrik Wüst"),
        ("Richter", "“Richter” names several things; ask for one of them: Frank Richter"),
        ("<urn:a> } #", "there is no thing"),
        ("x" * 100_000, "there is no thing"),
    ],
)
def test_what_names_nothing(call: Call, text: str, message: str) -> None:
    """A text that names nothing, or several things, is an error with what is near."""
    with pytest.raises(NameNotFoundError, match=message):
        call("describe", thing=text)
