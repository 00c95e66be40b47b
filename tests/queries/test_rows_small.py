"""The canned queries' rows for a dataset made by hand (tests/server/small.trig), cell by cell; long ones in rows/."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Store, serialize
from rdflib import Graph

from ruhrgraph.graph.versions.things_maker import things_of
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import bind, names, read

Csv = Callable[..., list[str]]

ROWS = {
    "forums": [
        "2,themenforum/2,Innovationen im Ruhrgebiet,,FM,,,3,1,0",
        '13,themenforum/13,Mobilität der Zukunft,Wie bewegen wir uns?,VM,"MWIDE, Stk/Sport",FM,2,3,2',
    ],
    "moderators": [
        "2,Innovationen im Ruhrgebiet,person/aerztin-oezer,Ärztin Özer,,,",
        "2,Innovationen im Ruhrgebiet,person/hendrik-wuest,Hendrik Wüst,Minister,,",
        "2,Innovationen im Ruhrgebiet,person/eckhard-forst,Eckhard Forst,Vorstandsvorsitzender,,",
        "13,Mobilität der Zukunft,person/hendrik-wuest,Hendrik Wüst,Minister,,VM",
        "13,Mobilität der Zukunft,person/aerztin-oezer,Ärztin Özer,Vorständin,Ökobahn,",
    ],
    "measures": ["13-01,1,Takt verdichten", "13-01,2,Tarif vereinfachen"],
    "ministries": [
        "FM,ressort/fm,Ministerium der Finanzen,,1,0,0,1,1,0",
        "MWIDE,ressort/mwide,Ministerium für Wirtschaft,,0,1,1,0,0,1",
        "Stk,ressort/stk,Staatskanzlei,,0,0,0,0,0,0",
        'Stk/Sport,ressort/stk-sport,"Staatskanzlei, Sport",Stk,0,1,0,0,0,0',
        "VM,ressort/vm,Ministerium für Verkehr,,1,0,2,0,1,2",
    ],
    "venues": [
        "organisation/oekobahn,Ökobahn,Essen,1,1",
        "ort/zeche-nordstern,Zeche Nordstern,Gelsenkirchen,2,2",
    ],
    "organisations": [
        'organisation/adfc,ADFC,Verband,2,"13, 13-01"',
        'organisation/oekobahn,Ökobahn,Unternehmen,2,"2, 13"',
    ],
    "moderators-by-ministry": [
        "FM,person/aerztin-oezer,Ärztin Özer,2,lead",
        "FM,person/eckhard-forst,Eckhard Forst,2,lead",
        "FM,person/hendrik-wuest,Hendrik Wüst,2,lead",
        "MWIDE,person/aerztin-oezer,Ärztin Özer,13,participating",
        "MWIDE,person/hendrik-wuest,Hendrik Wüst,13,participating",
        "Stk/Sport,person/aerztin-oezer,Ärztin Özer,13,participating",
        "Stk/Sport,person/hendrik-wuest,Hendrik Wüst,13,participating",
        "VM,person/aerztin-oezer,Ärztin Özer,13,lead",
        "VM,person/hendrik-wuest,Hendrik Wüst,13,lead",
    ],
    "moderators-by-venue": [
        "organisation/oekobahn,Ökobahn,person/aerztin-oezer,Ärztin Özer,1",
        "organisation/oekobahn,Ökobahn,person/hendrik-wuest,Hendrik Wüst,1",
        "ort/zeche-nordstern,Zeche Nordstern,person/aerztin-oezer,Ärztin Özer,2",
        "ort/zeche-nordstern,Zeche Nordstern,person/eckhard-forst,Eckhard Forst,1",
        "ort/zeche-nordstern,Zeche Nordstern,person/hendrik-wuest,Hendrik Wüst,2",
    ],
    "ministries-by-venue": [
        "organisation/oekobahn,Ökobahn,MWIDE,participating,1",
        "organisation/oekobahn,Ökobahn,Stk/Sport,participating,1",
        "organisation/oekobahn,Ökobahn,VM,lead,1",
        "ort/zeche-nordstern,Zeche Nordstern,FM,lead,1",
        "ort/zeche-nordstern,Zeche Nordstern,MWIDE,participating,1",
        "ort/zeche-nordstern,Zeche Nordstern,Stk/Sport,participating,1",
        "ort/zeche-nordstern,Zeche Nordstern,VM,lead,1",
    ],
    "co-moderators": [
        "person/aerztin-oezer,Ärztin Özer,person/eckhard-forst,Eckhard Forst,1",
        "person/aerztin-oezer,Ärztin Özer,person/hendrik-wuest,Hendrik Wüst,2",
        "person/eckhard-forst,Eckhard Forst,person/hendrik-wuest,Hendrik Wüst,1",
    ],
    "project-chain": [
        "07-01,Zukunftscampus,,,,",
        '13-01,ÖPNV-Initiative,13,"Ärztin Özer, Hendrik Wüst",Ökobahn; Zeche Nordstern,"MWIDE, Stk/Sport, VM"',
        '13-02,Mobilitätsregion,13,"Ärztin Özer, Hendrik Wüst",Ökobahn; Zeche Nordstern,"MWIDE, Stk/Sport, VM"',
    ],
    "evidence": [
        "projekt/13-01,https://w3id.org/ruhrgraph/ontology#erwaehnt,organisation/adfc,handlungsfelder,5,9,ADFC",
        "themenforum/2,https://w3id.org/ruhrgraph/ontology#erwaehnt,organisation/oekobahn,themenforen,90,97,Ökobahn",
        "themenforum/13,https://w3id.org/ruhrgraph/ontology#erwaehnt,organisation/oekobahn,themenforen,900,907,Ökobahn",
        "themenforum/13,https://w3id.org/ruhrgraph/ontology#erwaehnt,organisation/adfc,themenforen,910,914,ADFC",
    ],
    "search": [
        "organisation/adfc,Organisation,ADFC,ADFC",
        "projekt/13-01,Projekt,ÖPNV-Initiative,Busse und Bahnen fahren besser; der ADFC macht mit.",
    ],
    "ministry-pairs": [
        "MWIDE,Stk/Sport,1,13",
        "MWIDE,VM,1,13",
        "Stk/Sport,VM,1,13",
    ],
    "projects-by-place": [],
} | {path.stem: path.read_text(encoding="utf-8").splitlines() for path in (Path(__file__).parent / "rows").iterdir()}


VALUES = {
    "search": {"text": "adf"},
    "person": {"person": "Wuest"},
    "ministry": {"ministry": "stk"},
    "organisation": {"organisation": "Ökobahn"},
    "forum": {"forum": "13"},
    "project": {"project": "13-01"},
    "event": {"event": "veranstaltung/13-1"},
    "venue": {"venue": "Zeche Nordstern"},
    "municipality": {"municipality": "Gelsenkirchen"},
    "field": {"field": "Vernetzte Mobilität"},
    "meetings": {"forum": "2"},
}


def _values(name: str) -> dict[str, str]:
    return VALUES.get(name, {})


@pytest.mark.parametrize("name", names())
def test_rows(csv: Csv, name: str) -> None:
    """A query gives these rows in this order."""
    assert csv(name, **_values(name))[1:] == ROWS[name]


@pytest.mark.parametrize("name", names())
def test_another_engine_gives_the_same_rows(small_store: Store, name: str) -> None:
    """The text of a query gives the same rows in rdflib."""
    graph = Graph()
    union = (quad.triple for quad in small_store.quads_for_pattern(None, None, None, DefaultGraph()))
    graph.parse(data=serialize(union, format=RdfFormat.N_TRIPLES), format="nt")
    things = things_of(small_store, DEFAULT_BASE)
    written = graph.query(bind(read(name), _values(name), things)).serialize(format="csv")
    assert written is not None
    lines = written.decode().replace("https://w3id.org/ruhrgraph/id/", "").splitlines()
    assert sorted(lines[1:]) == sorted(ROWS[name])


@pytest.mark.parametrize(
    ("name", "values", "count"),
    [
        ("measures", {"project": "13-01"}, 2),
        ("measures", {"project": "https://w3id.org/ruhrgraph/id/projekt/13-01"}, 2),
        ("measures", {"project": "13-02"}, 0),
        ("moderators-by-ministry", {"ministry": "vm"}, 2),
        ("moderators-by-ministry", {"ministry": "Stk/Sport"}, 2),
        ("moderators-by-ministry", {"ministry": "stk-sport"}, 2),
        ("moderators-by-ministry", {"ministry": "Ministerium der Finanzen"}, 3),
        ("moderators-by-ministry", {"ministry": "https://w3id.org/ruhrgraph/id/ressort/mwide"}, 2),
        ("moderators-by-ministry", {"ministry": "Stk"}, 0),
        ("moderators-by-venue", {"venue": "zeche nordstern"}, 3),
        ("moderators-by-venue", {"venue": "Nordstern, Zeche"}, 3),
        ("moderators-by-venue", {"venue": "zeche-nordstern"}, 3),
        ("moderators-by-venue", {"venue": "https://w3id.org/ruhrgraph/id/organisation/oekobahn"}, 2),
        ("evidence", {"subject": "projekt/13-01"}, 1),
        ("evidence", {"subject": "https://w3id.org/ruhrgraph/id/themenforum/13"}, 2),
        ("evidence", {"document": "themenforen"}, 3),
        ("evidence", {"document": "https://w3id.org/ruhrgraph/source/themenforen"}, 3),
        ("evidence", {"document": "themenforen", "subject": "themenforum/2"}, 1),
        ("moderators", {"forum": "13"}, 2),
        ("events", {"forum": "13"}, 3),
        ("projects", {"forum": "13"}, 2),
        ("projects", {"from": "2022"}, 1),
        ("projects", {"from": "2023"}, 0),
        ("projects", {"to": "2018-12-31"}, 0),
        ("projects", {"field": "1", "ministry": "VM"}, 2),
        ("forums", {"ministry": "FM"}, 2),
        ("forums", {"person": "Forst"}, 1),
        ("moderators", {"organisation": "ökobahn"}, 1),
        ("moderators", {"ministry": "VM"}, 1),
        ("events", {"from": "2019-05"}, 2),
        ("events", {"to": "2019-04-08"}, 2),
        ("events", {"to": "2019-03"}, 0),
        ("events", {"from": "2019", "to": "2019"}, 3),
        ("events", {"municipality": "Gelsenkirchen"}, 2),
        ("events", {"venue": "Ökobahn"}, 1),
        ("timeline", {"ministry": "FM"}, 1),
        ("venues", {"municipality": "essen"}, 1),
        ("organisations", {"project": "13-1"}, 1),
        ("co-moderators", {"person": "Eckhard Forst"}, 2),
        ("project-chain", {"venue": "Zeche Nordstern"}, 2),
        ("project-chain", {"ministry": "FM"}, 0),
        ("ministries-by-venue", {"ministry": "FM"}, 1),
        ("evidence", {"object": "ADFC"}, 2),
        ("edges", {"thing": "themenforum/2"}, 6),
        ("edges", {"relation": "Speaks For"}, 1),
        ("edges", {"from": "2019-06", "relation": "holds"}, 2),
        ("meetings", {"relation": "interested"}, 6),
        ("meetings", {"municipality": "Gelsenkirchen", "person": "Wüst"}, 5),
        ("meetings", {"to": "2019-04-08", "ministry": "VM"}, 2),
        ("ministry-pairs", {"ministry": "VM"}, 2),
        ("search", {"text": "MOBIL"}, 3),
        ("search", {"text": "mobil", "kind": "projekt"}, 1),
        ("search", {"text": ".*"}, 0),
        ("search", {"text": "“Anführung”"}, 1),
    ],
)
def test_parameters_choose_rows(csv: Csv, name: str, values: dict[str, str], count: int) -> None:
    """A parameter takes keys, names and IRIs alike, and leaves the rows that it names."""
    assert len(csv(name, **values)) - 1 == count
