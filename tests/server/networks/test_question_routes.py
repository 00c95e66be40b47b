"""Questions to networks over HTTP, in JSON and CSV."""

import csv
import io
from typing import Any

import httpx
import pytest

from ruhrgraph.ontology import DEFAULT_BASE

MWIDE = f"{DEFAULT_BASE}id/ressort/mwide"


def _json(client: httpx.Client, path: str) -> dict[str, Any]:
    answer = client.get(f"/network/{path}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _rows(client: httpx.Client, path: str) -> list[dict[str, str]]:
    answer = client.get(f"/network/{path}", headers={"accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_paths_with_quotes(client: httpx.Client) -> None:
    """All shortest paths are there, each step with its edges and the wording that they rest on."""
    found = _json(client, "actors/path?from=mwide&to=Ministerium für Schule und Bildung")
    assert found["length"] == len(found["paths"][0])
    assert len({len(path) for path in found["paths"]}) == 1
    for path in found["paths"]:
        assert (path[0]["from"]["id"], path[-1]["to"]["id"]) == (MWIDE, f"{DEFAULT_BASE}id/ressort/msb")
        for step in path:
            for edge in step["edges"]:
                assert {edge["source"], edge["target"]} == {step["from"]["id"], step["to"]["id"]}
                assert all(item["text"] and "#char=" in item["passage"] for item in edge["evidence"])
                assert edge["evidence"]
    rows = _rows(client, "actors/path?from=mwide&to=msb")
    assert {int(row["path"]) for row in rows} == set(range(1, len(found["paths"]) + 1))
    assert all(row["quotes"] for row in rows)


def test_no_path(client: httpx.Client) -> None:
    """Between two components there is none, and the answer says why; the CSV is its head."""
    nodes = client.get("/network/persons.json").json()["nodes"]
    largest = {node["id"] for node in client.get("/network/persons.json?component=largest").json()["nodes"]}
    one, other = next(iter(largest)), next(node["id"] for node in nodes if node["id"] not in largest)
    found = _json(client, f"persons/path?from={one}&to={other}")
    assert (found["paths"], found["length"]) == ([], None)
    assert "they are in different components" in found["message"]
    answer = client.get(f"/network/persons/path?from={one}&to={other}&format=csv")
    assert answer.text.startswith("path,step,source,")
    assert len(answer.text.splitlines()) == 1


def test_the_surroundings_of_a_node(client: httpx.Client) -> None:
    """They grow with the radius, and are what the file with `ego` has."""
    near, far = (_json(client, f"actors/ego?node=mwide&radius={radius}") for radius in (1, 2))
    assert near["node"]["id"] == MWIDE
    assert len(near["nodes"]) < len(far["nodes"])
    file = client.get("/network/actors.json?ego=mwide").json()
    assert [node["id"] for node in near["nodes"]] == [node["id"] for node in file["nodes"]]
    assert len(_rows(client, "actors/ego?node=mwide")) == len(near["edges"])


def test_all_edges(client: httpx.Client) -> None:
    """All edges of a part are there with the wording that each rests on."""
    found = _json(client, "persons-ministries/edges?ministry=MAGS")
    assert len(found["edges"]) == len(_rows(client, "persons-ministries/edges?ministry=MAGS")) > 0
    assert all(item["text"] for edge in found["edges"] for item in edge["evidence"])


def test_what_two_nodes_share(client: httpx.Client) -> None:
    """Two ministries share forums, with the edges of each to them; without any the answer says so."""
    found = _json(client, "actors/compare?a=mwide&b=mkw")
    assert found["common"]
    for item in found["common"]:
        assert all(MWIDE in (edge["source"], edge["target"]) for edge in item["a"])
        assert item["b"]
    rows = _rows(client, "actors/compare?a=mwide&b=mkw")
    assert {row["common"] for row in rows} == {item["node"]["id"] for item in found["common"]}
    nothing = _json(client, "actors/compare?a=mwide&b=karl-josef-laumann&relation=responsibleFor,moderates")
    assert (nothing["common"], nothing["message"]) == ([], "the two have no common neighbour in this network")


def test_rankings(client: httpx.Client) -> None:
    """The ministry with the most neighbours is MWIDE; a measure is as the file has it."""
    found = _json(client, "actors/rank?measure=degree&type=Ressort")
    assert (found["nodes"][0]["id"], found["nodes"][0]["rank"]) == (MWIDE, 1)
    assert {node["type"] for node in found["nodes"]} == {"Ressort"}
    values = {node["id"]: node for node in client.get("/network/actors.json").json()["nodes"]}
    for row in _json(client, "actors/rank?measure=betweenness")["nodes"][:10]:
        assert row["betweenness"] == values[row["id"]]["betweenness"]
    assert _rows(client, "actors/rank?type=Ressort")[0]["id"] == MWIDE
    empty = _json(client, "ministries/rank?from=2050-01-01")
    assert (empty["nodes"], empty["message"]) == ([], "no node of this network fits all parameters")


def test_a_second_time_nothing_is_sent(client: httpx.Client) -> None:
    """An answer has an ETag."""
    first = client.get("/network/actors/rank?type=Ressort")
    again = client.get("/network/actors/rank?type=Ressort", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("actors/path?from=mwide", 400, "path needs the parameter to, such as msb"),
        ("actors/path?from=mwide&to=", 400, "path needs the parameter to"),
        ("actors/path?from=mwide&to=mssb", 404, "has no node “mssb”; near to it are: "),
        ("actors/path?from=mwide&to=msb&format=xml", 422, "there is no format “xml” here; there is: json, csv, html"),
        ("actors/path?from=mwide&to=msb&type=Person", 404, "the part of network actors"),
        ("actors/ego?node=mwide&radius=50", 422, "from 1 to 10"),
        ("actors/compare?a=mwide", 400, "compare needs the parameter b"),
        ("actors/rank?measure=wichtigkeit", 422, "measure: there is no “wichtigkeit”; there is: degree, inDegree"),
        ("actors/rank?type=Minister", 422, "type: this network has no “Minister”; it has: "),
        ("actors/rank?farbe=rot", 400, "no parameter “farbe”"),
        ("actors/rank?lang=fr", 422, "lang"),
    ],
)
def test_what_cannot_be_answered(client: httpx.Client, path: str, status: int, said: str) -> None:
    """Each mistake has its status and a sentence."""
    answer = client.get(f"/network/{path}")
    assert (answer.status_code, said in answer.text) == (status, True), answer.text
    refused = client.get("/network/actors/rank", headers={"accept": "image/png"})
    assert refused.status_code == 406
