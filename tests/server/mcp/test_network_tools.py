"""The tools of the networks."""

import pytest

from ruhrgraph.ontology.errors import NodeNotFoundError, ParameterError, RuhrgraphError
from ruhrgraph.queries.networks import network_names
from tests.server.mcp.conftest import Call

QUESTIONS: dict[str, dict[str, object]] = {
    "network_path": {"from": "mags", "to": "person/hendrik-wuest"},
    "network_ego": {"node": "mags", "radius": 1},
    "network_compare": {"a": "mags", "b": "mwide"},
    "network_edges": {"ministry": "MAGS"},
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_ties_have_quotes(call: Call, name: str) -> None:
    """Each tie in an answer has the quotes that it rests on."""
    answer = call(name, network="actors", **QUESTIONS[name])
    assert answer.structured["rows"]
    assert all(row["quotes"] for row in answer.structured["rows"])
    assert "quotes" not in answer.structured["rows"][0]["values"]


def test_ranks_are_figures(call: Call) -> None:
    """A rank is computed, so no passage is said to prove it."""
    answer = call("network_rank", network="ministries", measure="betweenness")
    assert [row["values"]["rank"] for row in answer.structured["rows"]] == list(range(1, 16))
    assert answer.structured["quotes"] == []
    assert "The figures are computed from all ties" in answer.text


@pytest.mark.parametrize("name", network_names())
def test_each_network_in_short(call: Call, name: str) -> None:
    """A network says what it is, its figures, and who is in it."""
    answer = call("network", network=name)
    assert answer.structured["measures"]["nodes"] == answer.structured["total"]
    degrees = [row["values"]["degree"] for row in answer.structured["rows"]]
    assert degrees == sorted(degrees, reverse=True)


def test_parts(call: Call) -> None:
    """The parameters of networks take a part, and the language is that of the labels."""
    answer = call("network", network="actors", type="Ressort,Themenforum", lang="de")
    assert {row["values"]["type"] for row in answer.structured["rows"]} == {"Ressort", "Themenforum"}
    assert answer.text.startswith("Alle Akteure")


def test_no_path(call: Call) -> None:
    """Where nothing is found, the answer says why."""
    nodes = call("network", network="persons").structured["rows"]
    least = nodes[-1]["values"]["id"]
    answer = call("network_path", network="persons", **{"from": nodes[0]["values"]["id"], "to": least})
    assert answer.structured["total"] or "in different components" in answer.text


@pytest.mark.parametrize(
    ("name", "arguments", "error", "message"),
    [
        ("network", {}, ParameterError, "network needs the parameter network, such as actors"),
        ("network", {"network": "friends"}, RuhrgraphError, "there is no network “friends”"),
        ("network_path", {"network": "actors", "from": "mags"}, ParameterError, "needs the parameter to"),
        ("network_ego", {"network": "actors", "node": "nobody"}, NodeNotFoundError, "has no node “nobody”"),
        ("network_ego", {"network": "actors", "node": "mags", "radius": 99}, ParameterError, "radius"),
        ("network_rank", {"network": "actors", "measure": "beauty"}, ParameterError, "there is no “beauty”"),
    ],
)
def test_wrong_values(
    call: Call, name: str, arguments: dict[str, object], error: type[RuhrgraphError], message: str
) -> None:
    """A wrong value is an error in words."""
    with pytest.raises(error, match=message):
        call(name, **arguments)
