"""Reconciliation over HTTP, asked as OpenRefine asks: forms with batches of queries, suggestions, previews, columns."""

import json
from typing import Literal

import httpx
import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from tests.server.reconciliation.openrefine import decomposed

LATITUDE = "http://www.w3.org/2003/01/geo/wgs84_pos#lat"
SAME_AS = "https://schema.org/sameAs"
KEYS = {"id", "name", "description", "type", "score", "match", "features"}


def test_manifest(client: httpx.Client) -> None:
    """Without a query the service says what it is: versions, spaces, types, and addresses on the server at hand."""
    response = client.get("/reconcile")
    manifest = response.json()
    assert manifest["versions"] == ["0.1", "0.2"]
    assert manifest["identifierSpace"] == f"{DEFAULT_BASE}id/"
    assert manifest["schemaSpace"] == f"{DEFAULT_BASE}ontology#"
    assert {"id": "Ort", "name": "Veranstaltungsort"} in manifest["defaultTypes"]
    root = str(client.base_url).rstrip("/")
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert template.startswith(f"{root}/reconcile/")
        assert template.endswith("{{id}}")
    assert response.headers["access-control-allow-origin"] == "*"


def test_batch(client: httpx.Client) -> None:
    """A batch is answered under its own keys; a cell that is empty or a whole text has no candidates."""
    names = {"q0": "Essen", "q1": "Karl-Josef Laumann", "q2": "  ", "q3": "?", "q4": "x" * 20_000}
    queries = {key: {"query": name, "limit": 5, "type": [], "properties": []} for key, name in names.items()}
    response = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert response.headers["content-type"] == "application/json"
    answer = response.json()
    assert {key: len(answer[key]["result"]) > 0 for key in names} == dict(
        zip(names, (True, True, False, False, False), strict=True)
    )
    for candidate in answer["q0"]["result"]:
        assert candidate.keys() == KEYS
        assert candidate["type"][0].keys() == {"id", "name"}
        assert 0 < candidate["score"] <= 100
    assert client.get("/reconcile", params={"queries": json.dumps(queries)}).json() == answer


@pytest.mark.parametrize("composition", ["NFD", "mixed"])
@pytest.mark.parametrize(("what", "prefix"), [("entity", "Mülh"), ("property", "Länge"), ("type", "Über")])
def test_decomposed_prefixes(
    client: httpx.Client, what: str, prefix: str, composition: Literal["NFD", "NFKD", "mixed"]
) -> None:
    """What was typed so far is completed whether its umlauts are composed or not."""
    answers = [
        client.get(f"/reconcile/suggest/{what}", params={"prefix": text}).json()
        for text in (prefix, decomposed(prefix, composition))
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("form", "status", "told"),
    [
        ({"queries": "{"}, 400, "no JSON"),
        ({"queries": "[]"}, 400, "JSON object"),
        ({"queries": '{"a": {}}'}, 400, "neither a query nor a property"),
        ({}, 400, "send either"),
        ({"queries": "{}", "extend": "{}"}, 400, "send either"),
        ({"extend": "5"}, 400, "JSON object"),
        ({"queries": json.dumps({key: {"query": "x"} for key in map(str, range(101))})}, 413, "at most 100"),
        ({"queries": " " * 1_100_000}, 413, "1 MiB"),
    ],
)
def test_refused(client: httpx.Client, form: dict[str, str], status: int, told: str) -> None:
    """What cannot be answered is refused with one line that says why."""
    response = client.post("/reconcile", data=form, headers={"content-type": "application/x-www-form-urlencoded"})
    assert response.status_code == status
    assert told in response.text
    assert response.text.count("\n") == 1


def test_other_bodies_are_refused(client: httpx.Client) -> None:
    """Only forms are read."""
    assert client.post("/reconcile", json={"queries": {}}).status_code == 415


def test_extension(client: httpx.Client) -> None:
    """Columns are fetched: things with identifier and name, numbers, days and texts, nothing where there is none."""
    properties = ["handlungsfeld", "seite", "laufzeit", "fruehestens", LATITUDE, SAME_AS, "nichts"]
    ids = ["projekt/13-01", "gemeinde/essen", "veranstaltung/13-2", "nicht/da"]
    asked = {"ids": ids, "properties": [{"id": name} for name in properties]}
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    assert [column["id"] for column in answer["meta"]] == properties
    assert answer["meta"][0]["name"] == "gehört zum Handlungsfeld"
    assert list(answer["rows"]) == ids
    project, town, event, unknown = answer["rows"].values()
    assert project["handlungsfeld"] == [
        {"id": "handlungsfeld/vernetzte-mobilitaet", "name": "Chancenregion Ruhr: Vernetzte Mobilität – kurze Wege"}
    ]
    assert project["seite"] == [{"int": 7}]
    assert project["laufzeit"] == [{"str": "2020 bis 2030"}]
    assert town[LATITUDE] == [{"float": 51.45657}]
    assert {"str": "https://sws.geonames.org/2928810/"} in town[SAME_AS]
    assert event["fruehestens"] == [{"date": "2019-03-25T00:00:00Z"}]
    assert unknown == {name: [] for name in properties}


def test_what_things_lead_to(client: httpx.Client) -> None:
    """Columns may also lead over several statements or against their direction: who moderates what, until when."""

    def cells(id_: str, name: str) -> list[str]:
        asked = {"ids": [id_], "properties": [{"id": name}]}
        answer = client.get("/reconcile", params={"extend": json.dumps(asked)}).json()
        assert answer["meta"][0]["name"] != name
        return [str(cell.get("name", cell.get("int"))) for cell in answer["rows"][id_][name]]

    assert cells("person/hendrik-wuest", "^person/themenforum") == ["Neue Mobilität"]
    assert cells("person/hendrik-wuest", "^person/ressort") == ["Ministerium für Verkehr"]
    assert cells("ressort/vm", "^ressort")[:2] == ["ÖPNV-Initiative", "Mobilitätsregion"]
    assert cells("projekt/13-01", "laufzeit/endjahr") == ["2030"]


def test_many_things(client: httpx.Client) -> None:
    """An extension of more things than one query could name is answered all the same."""
    ids = [f"{kind}/{'x' * 100}{number}" for kind in ("ort", "person") for number in range(495)]
    asked = {"ids": [*ids, "gemeinde/essen"], "properties": [{"id": LATITUDE}]}
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    assert len(answer["rows"]) == 991
    assert answer["rows"]["gemeinde/essen"][LATITUDE] == [{"float": 51.45657}]


def test_proposed_properties(client: httpx.Client) -> None:
    """The properties that things of a type have are property_proposals, with German names."""
    answer = client.get("/reconcile/properties", params={"type": "Ort", "limit": 2}).json()
    assert (answer["type"], answer["limit"], len(answer["properties"])) == ("Ort", 2, 2)
    all_of_them = client.get("/reconcile/properties", params={"type": "Ort"}).json()["properties"]
    assert {"id": "gemeinde", "name": "liegt in der Gemeinde"} in all_of_them
    assert client.get("/reconcile/properties", params={"type": "Nichts"}).json()["properties"] == []
    assert client.get("/reconcile/properties", params={"type": "Ort", "limit": "x"}).status_code == 400


@pytest.mark.parametrize(
    ("what", "prefix", "found"),
    [
        ("entity", "Lau", "person/karl-josef-laumann"),
        ("entity", "gemeinde/essen", "gemeinde/essen"),
        ("entity", "Gelsnkirchen", "gemeinde/gelsenkirchen"),
        ("property", "Gemein", "gemeinde"),
        ("type", "ver", "Ort"),
    ],
)
def test_suggestions(client: httpx.Client, what: str, prefix: str, found: str) -> None:
    """Things, properties and types are suggested by the beginning of a word, things also by identifier."""
    answer = client.get(f"/reconcile/suggest/{what}", params={"prefix": prefix}).json()["result"]
    assert found in [item["id"] for item in answer]
    assert all(item["id"] and item["name"] for item in answer)


def test_suggestions_go_on(client: httpx.Client) -> None:
    """With a cursor the suggestions go on where they ended."""
    first = client.get("/reconcile/suggest/entity", params={"prefix": "", "type": "Gemeinde"}).json()["result"]
    more = client.get("/reconcile/suggest/entity", params={"prefix": "", "type": "Gemeinde", "cursor": 5}).json()
    assert len(first) == 20
    assert more["result"][:15] == first[5:]
    assert client.get("/reconcile/suggest/anything").status_code == 404


def test_preview(client: httpx.Client) -> None:
    """A preview shows a thing in a few lines and may be framed by any page, but nothing else may."""
    response = client.get("/reconcile/preview", params={"id": "gemeinde/essen"})
    assert "<h1>" in response.text
    assert "05113000" in response.text
    assert "frame-ancestors *" in response.headers["content-security-policy"]
    assert "x-frame-options" not in response.headers
    assert client.get("/").headers["x-frame-options"] == "DENY"
    assert client.get("/reconcile/preview", params={"id": "nicht/da"}).status_code == 404


def test_view(client: httpx.Client) -> None:
    """The link of a thing leads to it at the server at hand; what there is not leads nowhere."""
    response = client.get("/reconcile/view?id=gemeinde%2Fessen")
    assert response.status_code == 303
    assert response.headers["location"] == str(client.base_url.join("/id/gemeinde/essen"))
    assert client.get("/reconcile/view", params={"id": "https://example.org/"}).status_code == 404
