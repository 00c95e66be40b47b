"""Reconciliation over HTTP, asked as OpenRefine asks: forms with batches of queries, suggestions, previews, columns."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize
from urllib.parse import quote

import httpx
import pytest

from ruhrgraph.ontology import DEFAULT_BASE

LATITUDE = "http://www.w3.org/2003/01/geo/wgs84_pos#lat"
EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
KEYS = {"id", "name", "description", "type", "score", "match", "features"}


@pytest.fixture(scope="module")
def refine(data: Path, serving: Callable[..., AbstractContextManager[Any]]) -> Iterator[httpx.Client]:
    """Return a client of a server on the shipped documents."""
    with serving("--data", str(data), "--workers", "1") as (_, client):
        yield client


def _ask(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # whatever a query holds
    """Return the candidates for one query, sent as OpenRefine sends it."""
    response = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert response.status_code == 200, response.text
    result: list[dict[str, Any]] = response.json()["q0"]["result"]
    return result


def _decomposed(text: str, form: Literal["NFD", "NFKD", "mixed"]) -> str:
    """Return a text decomposed, or with only its first umlaut decomposed."""
    if form != "mixed":
        return normalize(form, text)
    place = next((index for index, letter in enumerate(text) if normalize("NFD", letter) != letter), 0)
    return text[:place] + normalize("NFD", text[place]) + text[place + 1 :]


def test_manifest(refine: httpx.Client) -> None:
    """Without a query the service says what it is: versions, spaces, types, and addresses on the server at hand."""
    response = refine.get("/reconcile")
    manifest = response.json()
    assert manifest["versions"] == ["0.1", "0.2"]
    assert manifest["identifierSpace"] == f"{DEFAULT_BASE}id/"
    assert manifest["schemaSpace"] == f"{DEFAULT_BASE}ontology#"
    assert {"id": "Ort", "name": "Veranstaltungsort"} in manifest["defaultTypes"]
    root = str(refine.base_url).rstrip("/")
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert template.startswith(f"{root}/reconcile/")
        assert template.endswith("{{id}}")
    assert response.headers["access-control-allow-origin"] == "*"


def test_parse_queries(refine: httpx.Client) -> None:
    """A batch is answered under its own keys; a cell that is empty or a whole text has no candidates."""
    names = {"q0": "Essen", "q1": "Karl-Josef Laumann", "q2": "  ", "q3": "?", "q4": "x" * 20_000}
    queries = {key: {"query": name, "limit": 5, "type": [], "properties": []} for key, name in names.items()}
    response = refine.post("/reconcile", data={"queries": json.dumps(queries)})
    assert response.headers["content-type"] == "application/json"
    answer = response.json()
    assert {key: len(answer[key]["result"]) > 0 for key in names} == dict(
        zip(names, (True, True, False, False, False), strict=True)
    )
    for candidate in answer["q0"]["result"]:
        assert candidate.keys() == KEYS
        assert candidate["type"][0].keys() == {"id", "name"}
        assert 0 < candidate["score"] <= 100
    assert refine.get("/reconcile", params={"queries": json.dumps(queries)}).json() == answer


@pytest.mark.parametrize(
    ("query", "type_", "found"),
    [
        ("Laumann, Karl-Josef", None, "person/karl-josef-laumann"),
        ("Prof. Dr. Uta Hohn", None, "person/uta-hohn"),
        ("MWIDE", None, "ressort/mwide"),
        ("Wirtschaftsministerium", "Ressort", "ressort/mwide"),
        ("Mülheim/Ruhr", "Gemeinde", "gemeinde/muelheim-an-der-ruhr"),
        ("Stadthalle Kamen", None, "ort/kamener-stadthalle"),
        ("Radio Bochum", "Ort", "ort/radio-bochum"),
        ("Mitsubishi Hitaki", "Organisation", "organisation/mhps-gmbh"),
        ("13-01", "Projekt", "projekt/13-01"),
        ("Themenforum 13", None, "themenforum/13"),
        ("gemeinde/essen", None, "gemeinde/essen"),
        (f"{DEFAULT_BASE}id/gemeinde/essen", f"{DEFAULT_BASE}ontology#Gemeinde", "gemeinde/essen"),
    ],
)
def test_certain(refine: httpx.Client, query: str, type_: str | None, found: str) -> None:
    """Labels, other spellings, acronyms, inverted names, titles, codes and identifiers are certain matches."""
    first, *others = _ask(refine, query=query, **({"type": type_} if type_ else {}))
    assert (first["id"], first["score"], first["match"]) == (found, 100, True)
    assert not any(other["match"] for other in others)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Gelsnkirchen", "gemeinde/gelsenkirchen"),
        ("Karl Josef Lauman", "person/karl-josef-laumann"),
        ("Wissenschaftspark", "ort/wissenschaftspark-gelsenkirchen"),
        ("mwide", "ressort/mwide"),
        ("13-01", "projekt/13-01"),
    ],
)
def test_likely(refine: httpx.Client, query: str, found: str) -> None:
    """A misspelling, a part of a name, an acronym in small letters and a bare code are found, but not certain."""
    first = _ask(refine, query=query)[0]
    assert first["id"] == found
    assert first["score"] < 100
    assert not first["match"]


@pytest.mark.parametrize("name", ["Düsseldorf", "Mülheim an der Ruhr", "Köln", "Hendrik Wüst", "Führung für Köln"])
@pytest.mark.parametrize("composition", ["NFD", "NFKD", "mixed"])
def test_decomposed_names(refine: httpx.Client, name: str, composition: Literal["NFD", "NFKD", "mixed"]) -> None:
    """A name with decomposed umlauts, as macOS writes them, has the same candidates as the composed one."""
    assert _ask(refine, query=_decomposed(name, composition)) == _ask(refine, query=name)


@pytest.mark.parametrize("composition", ["NFD", "mixed"])
def test_decomposed_properties(refine: httpx.Client, composition: Literal["NFD", "NFKD", "mixed"]) -> None:
    """Values of properties are compared composed, whether they are names or identifiers."""
    for value in ("Mülheim an der Ruhr", "Köln"):
        composed, decomposed = (
            _ask(refine, query="Haus der Technik", type="Ort", properties=[{"pid": "gemeinde", "v": text}])
            for text in (value, _decomposed(value, composition))
        )
        assert composed == decomposed


@pytest.mark.parametrize("composition", ["NFD", "mixed"])
@pytest.mark.parametrize(("what", "prefix"), [("entity", "Mülh"), ("property", "Länge"), ("type", "Über")])
def test_decomposed_prefixes(
    refine: httpx.Client, what: str, prefix: str, composition: Literal["NFD", "NFKD", "mixed"]
) -> None:
    """What was typed so far is completed whether its umlauts are composed or not."""
    answers = [
        refine.get(f"/reconcile/suggest/{what}", params={"prefix": text}).json()
        for text in (prefix, _decomposed(prefix, composition))
    ]
    assert answers[0] == answers[1]


def test_decomposed_identifiers(writable: tuple[httpx.Client, Path]) -> None:
    """A thing is found by its identifier whether the umlauts in its IRI and in the request are composed or not."""
    client, _ = writable
    stored = {"gemeinde/käß": "gemeinde/ka\u0308ß", "gemeinde/o\u0308l": "gemeinde/öl"}
    types = " . ".join(
        f'<{DEFAULT_BASE}id/{id_}> a <{DEFAULT_BASE}ontology#Gemeinde> ; <{RDFS}label> "x"' for id_ in stored
    )
    update = f"INSERT DATA {{ GRAPH <urn:g> {{ {types} }} }}"
    assert client.post("/sparql/update", data={"update": update}).is_success
    for id_, other in stored.items():
        for given in (id_, other, f"{DEFAULT_BASE}id/{other}"):
            assert [item["id"] for item in _ask(client, query=given) if item["match"]] == [id_]
            assert client.get("/reconcile/view", params={"id": given}).headers["location"].endswith(quote(id_))
            extend = json.dumps({"ids": [given], "properties": [{"id": f"{RDFS}label"}]})
            answer = client.post("/reconcile", data={"extend": extend}).json()
            assert answer["rows"] == {given: {f"{RDFS}label": [{"str": "x"}]}}


def test_namesakes(refine: httpx.Client) -> None:
    """Where two things bear a name neither is certain, until the type tells them apart."""
    pair = [item for item in _ask(refine, query="Radio Bochum") if item["score"] == 100]
    assert {item["type"][0]["id"] for item in pair} == {"Organisation", "Ort"}
    assert not any(item["match"] for item in pair)


@pytest.mark.parametrize("type_", ["Person", "Nichts", f"{DEFAULT_BASE}ontology#Person"])
def test_type_is_a_filter(refine: httpx.Client, type_: str) -> None:
    """Only things of the type are candidates; a type that there is not has none."""
    assert all(item["type"][0]["id"] == "Person" for item in _ask(refine, query="Essen", type=type_))


def test_properties(refine: httpx.Client) -> None:
    """A property that fits keeps a match certain, one that contradicts ends it, one that nobody has changes nothing."""

    def first(**properties: Any) -> dict[str, Any]:  # noqa: ANN401  # whatever a value may be
        asked = [{"pid": name, "v": value} for name, value in properties.items()]
        return _ask(refine, query="Haus der Technik", type="Ort", properties=asked)[0]

    assert first(gemeinde="Essen")["match"]
    assert first(gemeinde={"id": "gemeinde/essen", "name": "Essen"})["match"]
    assert first(gemeinde=["Essen", "Duisburg"])["match"]
    assert first(nichts="x")["match"]
    against = first(gemeinde="Dortmund")
    assert not against["match"]
    assert against["score"] < 80
    assert {"id": "gemeinde", "value": 0.0} in against["features"]


def test_properties_alone(refine: httpx.Client) -> None:
    """Without a name the properties alone find candidates, none of them certain."""
    found = _ask(refine, type="Ort", properties=[{"pid": "gemeinde", "v": "Kamen"}])
    assert [item["id"] for item in found] == ["ort/kamener-stadthalle"]
    assert not found[0]["match"]


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
def test_refused(refine: httpx.Client, form: dict[str, str], status: int, told: str) -> None:
    """What cannot be answered is refused with one line that says why."""
    response = refine.post("/reconcile", data=form, headers={"content-type": "application/x-www-form-urlencoded"})
    assert response.status_code == status
    assert told in response.text
    assert response.text.count("\n") == 1


def test_other_bodies_are_refused(refine: httpx.Client) -> None:
    """Only forms are read."""
    assert refine.post("/reconcile", json={"queries": {}}).status_code == 415


def test_extension(refine: httpx.Client) -> None:
    """Columns are fetched: things with identifier and name, numbers, days and texts, nothing where there is none."""
    properties = ["handlungsfeld", "seite", "laufzeit", "fruehestens", LATITUDE, EXACT_MATCH, "nichts"]
    ids = ["projekt/13-01", "gemeinde/essen", "veranstaltung/13-2", "nicht/da"]
    asked = {"ids": ids, "properties": [{"id": name} for name in properties]}
    answer = refine.post("/reconcile", data={"extend": json.dumps(asked)}).json()
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
    assert {"str": "https://sws.geonames.org/2928810/"} in town[EXACT_MATCH]
    assert event["fruehestens"] == [{"date": "2019-03-25T00:00:00Z"}]
    assert unknown == {name: [] for name in properties}


def test_what_things_lead_to(refine: httpx.Client) -> None:
    """Columns may also lead over several statements or against their direction: who moderates what, until when."""

    def cells(id_: str, name: str) -> list[str]:
        asked = {"ids": [id_], "properties": [{"id": name}]}
        answer = refine.get("/reconcile", params={"extend": json.dumps(asked)}).json()
        assert answer["meta"][0]["name"] != name
        return [str(cell.get("name", cell.get("int"))) for cell in answer["rows"][id_][name]]

    assert cells("person/hendrik-wuest", "^person/themenforum") == ["Neue Mobilität"]
    assert cells("person/hendrik-wuest", "^person/ressort") == ["Ministerium für Verkehr"]
    assert cells("ressort/vm", "^ressort")[:2] == ["ÖPNV-Initiative", "Mobilitätsregion"]
    assert cells("projekt/13-01", "laufzeit/endjahr") == ["2030"]


def test_many_things(refine: httpx.Client) -> None:
    """An extension of more things than one query could name is answered all the same."""
    ids = [f"{kind}/{'x' * 100}{number}" for kind in ("ort", "person") for number in range(495)]
    asked = {"ids": [*ids, "gemeinde/essen"], "properties": [{"id": LATITUDE}]}
    answer = refine.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    assert len(answer["rows"]) == 991
    assert answer["rows"]["gemeinde/essen"][LATITUDE] == [{"float": 51.45657}]


def test_proposed_properties(refine: httpx.Client) -> None:
    """The properties that things of a type have are property_proposals, with German names."""
    answer = refine.get("/reconcile/properties", params={"type": "Ort", "limit": 2}).json()
    assert (answer["type"], answer["limit"], len(answer["properties"])) == ("Ort", 2, 2)
    all_of_them = refine.get("/reconcile/properties", params={"type": "Ort"}).json()["properties"]
    assert {"id": "gemeinde", "name": "liegt in der Gemeinde"} in all_of_them
    assert refine.get("/reconcile/properties", params={"type": "Nichts"}).json()["properties"] == []
    assert refine.get("/reconcile/properties", params={"type": "Ort", "limit": "x"}).status_code == 400


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
def test_suggestions(refine: httpx.Client, what: str, prefix: str, found: str) -> None:
    """Things, properties and types are suggested by the beginning of a word, things also by identifier."""
    answer = refine.get(f"/reconcile/suggest/{what}", params={"prefix": prefix}).json()["result"]
    assert found in [item["id"] for item in answer]
    assert all(item["id"] and item["name"] for item in answer)


def test_suggestions_go_on(refine: httpx.Client) -> None:
    """With a cursor the suggestions go on where they ended."""
    first = refine.get("/reconcile/suggest/entity", params={"prefix": "", "type": "Gemeinde"}).json()["result"]
    more = refine.get("/reconcile/suggest/entity", params={"prefix": "", "type": "Gemeinde", "cursor": 5}).json()
    assert len(first) == 20
    assert more["result"][:15] == first[5:]
    assert refine.get("/reconcile/suggest/anything").status_code == 404


def test_preview(refine: httpx.Client) -> None:
    """A preview shows a thing in a few lines and may be framed by any page, but nothing else may."""
    response = refine.get("/reconcile/preview", params={"id": "gemeinde/essen"})
    assert "<h1>" in response.text
    assert "05113000" in response.text
    assert "frame-ancestors *" in response.headers["content-security-policy"]
    assert "x-frame-options" not in response.headers
    assert refine.get("/").headers["x-frame-options"] == "DENY"
    assert refine.get("/reconcile/preview", params={"id": "nicht/da"}).status_code == 404


def test_view(refine: httpx.Client) -> None:
    """The link of a thing leads to it at the server at hand; what there is not leads nowhere."""
    response = refine.get("/reconcile/view?id=gemeinde%2Fessen")
    assert response.status_code == 303
    assert response.headers["location"] == str(refine.base_url.join("/id/gemeinde/essen"))
    assert refine.get("/reconcile/view", params={"id": "https://example.org/"}).status_code == 404


def test_another_version(serving: Callable[..., AbstractContextManager[Any]], tmp_path: Path) -> None:
    """What a write adds is found at once, as the names of the version in use are read anew."""
    term = f"{DEFAULT_BASE}ontology#Person"
    thing = f"{DEFAULT_BASE}id/person/erika-muster"
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    update = f'INSERT DATA {{ GRAPH <urn:g> {{ <{thing}> a <{term}> ; <{label}> "Erika Muster"@de }} }}'
    with serving("--data", str(tmp_path), "--workers", "1", RUHRGRAPH_TOKEN="t") as (_, client):  # noqa: S106
        assert not any(item["match"] for item in _ask(client, query="Erika Muster"))
        client.post("/sparql/update", data={"update": update}, headers={"authorization": "Bearer t"}).raise_for_status()
        assert _ask(client, query="Muster, Erika")[0]["match"]
