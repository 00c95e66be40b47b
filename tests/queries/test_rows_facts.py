"""The canned queries' rows for facts that only few documents have (facts.trig, with the other dataset made by hand)."""

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, QueryResultsFormat, QuerySolutions, RdfFormat, Store, serialize
from rdflib import Graph

from ruhrgraph.graph.versions.things_maker import things_of
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import bind, read
from ruhrgraph.queries.things import Things
from ruhrgraph.server.engine.evaluation import fill_default_graph
from tests.queries.conftest import SMALL

PLACES = '"Ministerium des Innern, Zeche Nordstern, Förderturm"'
EVENT = 'veranstaltung/3-1,Veranstaltung,"1. Veranstaltung, Forum 3"'
OTHER_EVENT = EVENT.replace("3-1", "3-2").replace("1.", "2.")
MEETING = (
    "person/herta-wuest,Herta Wüst,Innenministerin,,veranstaltung/3-1,Tagung,,,,"
    "ort/foerderturm ort/zeche-nordstern,Förderturm; Zeche Nordstern,gemeinde/gelsenkirchen,Gelsenkirchen,3,"
    "ressort/im,IM,lead,beleg/g"
)
OTHER_MEETING = (
    "person/herta-wuest,Herta Wüst,Innenministerin,,veranstaltung/3-2,Gespräch,,,,ort/foerderturm,Förderturm,"
    "gemeinde/gelsenkirchen,Gelsenkirchen,3,ressort/im,IM,lead,beleg/g"
)
FORUM = "themenforum/3,Themenforum,Bekämpfung der Clan-Kriminalität"
EVENTS = [
    "3,1,veranstaltung/3-1,Tagung,,,,Förderturm; Zeche Nordstern,,,,,,ort/foerderturm ort/zeche-nordstern,,IM",
    "3,2,veranstaltung/3-2,Gespräch,,,,Förderturm,,,,,,ort/foerderturm,,IM",
]
ROWS: list[tuple[str, dict[str, str], list[str]]] = [
    (
        "projects-by-place",
        {},
        [
            "gemeinde/essen,Essen,03-01,Aufklärung,IM,beleg/e beleg/f",
            "gemeinde/gelsenkirchen,Gelsenkirchen,03-01,Aufklärung,IM,",
        ],
    ),
    ("projects-by-place", {"municipality": "05113000"}, ["gemeinde/essen,Essen,03-01,Aufklärung,IM,beleg/e beleg/f"]),
    (
        "organisation",
        {"organisation": "adfc"},
        [
            "cooperates in,themenforum/3,Themenforum,Bekämpfung der Clan-Kriminalität,,,,",
            'is in a forum with,ressort/vm,Ressort,Ministerium für Verkehr,"forum 13, lead",,beleg/d,',
            'is in a forum with,ressort/mwide,Ressort,Ministerium für Wirtschaft,"forum 13, participating",,beleg/d,',
            'is in a forum with,ressort/stk-sport,Ressort,"Staatskanzlei, Sport","forum 13, participating",,beleg/d,',
            "is in a project of,ressort/vm,Ressort,Ministerium für Verkehr,13-01,,beleg/c,",
            "is named by,projekt/13-01,Projekt,ÖPNV-Initiative,13-01,,beleg/c,",
            "is named by,themenforum/13,Themenforum,Mobilität der Zukunft,forum 13,,beleg/d,",
        ],
    ),
    (
        "ministry",
        {"ministry": "Ministry of the Interior"},
        [
            "answers for,projekt/03-01,Projekt,Aufklärung,03-01,,,",
            "has the member of the government,person/herta-wuest,Person,Herta Wüst,forum 3,,,",
            f"hosts,{EVENT},,,,{PLACES}",
            f'is in a forum with the event,{EVENT},"forum 3, lead",,,{PLACES}',
            f'is in a forum with the event,{OTHER_EVENT},"forum 3, lead",,,Förderturm',
            "leads,themenforum/3,Themenforum,Bekämpfung der Clan-Kriminalität,forum 3,,beleg/g,",
            'shares a forum with,ressort/stk,Ressort,Staatskanzlei,"forum 3, participating",,,',
        ],
    ),
    (
        "meetings",
        {"person": "Ministerin Herta Wüst", "venue": "Zeche Nordstern", "relation": "lead"},
        [MEETING, OTHER_MEETING],
    ),
    ("edges", {"thing": "beteiligung/themenforum-3-adfc-kooperation"}, []),
    (
        "edges",
        {"thing": "themenforum/3", "relation": "is asked for"},
        [f"ressort/fm,Ressort,Ministerium der Finanzen,is asked for,{FORUM},1,,,"],
    ),
    (
        "edges",
        {"thing": "Förderturm", "relation": "is part of"},
        ["ort/foerderturm,Ort,Förderturm,is part of,ort/zeche-nordstern,Ort,Zeche Nordstern,1,,,"],
    ),
    (
        "edges",
        {"thing": "03-01", "relation": "mentions"},
        [
            "projekt/03-01,Projekt,Aufklärung,mentions,gemeinde/essen,Gemeinde,Essen,2,,,beleg/e beleg/f",
            "projekt/03-01,Projekt,Aufklärung,mentions,projekt/13-01,Projekt,ÖPNV-Initiative,1,,,",
        ],
    ),
    (
        "organisations",
        {"organisation": "Zum Beispiel e.V."},
        ['organisation/zumbeispiel,Zum Beispiel e. V.,Verein,1,"3, field 1"'],
    ),
    ("organisations", {"organisation": "Bund"}, ["organisation/bund,Bund,,1,3"]),
    ("edges", {"thing": "Bund"}, [f"{FORUM},mentions,organisation/bund,Organisation,Bund,1,,,beleg/i"]),
    (
        "organisation",
        {"organisation": "Bund"},
        [
            'is in a forum with,ressort/im,Ressort,Ministerium des Innern,"forum 3, lead",,beleg/i,',
            'is in a forum with,ressort/stk,Ressort,Staatskanzlei,"forum 3, participating",,beleg/i,',
            "is named by,teilnehmergruppe/3-1,Teilnehmergruppe,Amt und Bund (Forum 3),forum 3,,beleg/j,",
            f"is named by,{FORUM},forum 3,,beleg/i,",
        ],
    ),
    ("ministries", {"ministry": "IM"}, ["IM,ressort/im,Ministerium des Innern,,1,0,1,0,1,1"]),
    ("ministries", {"ministry": "Staatskanzlei"}, ["Stk,ressort/stk,Staatskanzlei,,0,1,0,0,0,0"]),
    ("projects", {"project": "03-01"}, ["03-01,projekt/03-01,Aufklärung,,,IM,3,2020,,1,true,true"]),
    ("projects", {"from": "2030", "ministry": "IM"}, ["03-01,projekt/03-01,Aufklärung,,,IM,3,2020,,1,true,true"]),
    ("venues", {"venue": "Förderturm"}, ["ort/foerderturm,Förderturm,Gelsenkirchen,2,1"]),
    (
        "venues",
        {"venue": "Zeche Nordstern"},
        ["ort/foerderturm,Förderturm,Gelsenkirchen,2,1", "ort/zeche-nordstern,Zeche Nordstern,Gelsenkirchen,4,3"],
    ),
    ("events", {"venue": "Zeche Nordstern", "forum": "3"}, EVENTS),
]
SEARCHES = [
    ("clan kriminalität", "themenforum/3", "Bekämpfung der Clan-Kriminalität"),
    ("KRIMINALITAET bekaempfung", "themenforum/3", "Bekämpfung der Clan-Kriminalität"),
    ('"clan-kriminalität"', "themenforum/3", "Bekämpfung der Clan-Kriminalität"),
    ("Haus Stadt", "projekt/03-01", "Häuser der Familien in den Städten werden gestärkt."),
    ("haeuser strasse", "projekt/03-01", "Häuser der Familien in den Städten werden gestärkt."),
    (
        "Leuchtturm",
        "projekt/03-01",
        "…dass er ein Fenster braucht, weil er erst nach vielen Wörtern",
    ),
    ("Sache Aufklärung Leuchtturm", None, ""),
    ("Aufklärung Leuchtturm", "projekt/03-01", "Aufklärung"),
    ('"Leuchtturm Wort"', None, ""),
    ("Familie", "projekt/03-01", "Häuser der Familien"),
    ("gezähe", None, ""),
]


@pytest.fixture(scope="module")
def store() -> Store:
    """Return both datasets made by hand as one store."""
    store = Store()
    store.load(path=str(SMALL))
    store.load(path=str(Path(__file__).parent / "facts.trig"))
    return fill_default_graph(store)


@pytest.fixture(scope="module")
def things(store: Store) -> Things:
    """Return its named things."""
    return things_of(store, DEFAULT_BASE)


@pytest.fixture(scope="module")
def graph(store: Store) -> Graph:
    """Return the same data in rdflib."""
    union = (quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph()))
    return Graph().parse(data=serialize(union, format=RdfFormat.N_TRIPLES), format="nt")


def _lines(store: Store, text: str) -> list[str]:
    """Return the answer to a query as lines of CSV, without IRIs' common beginning."""
    result = store.query(text)
    assert isinstance(result, QuerySolutions)
    return _plain(result.serialize(format=QueryResultsFormat.CSV) or b"")


def _plain(csv: bytes) -> list[str]:
    return csv.decode().replace(f"{DEFAULT_BASE}id/", "").splitlines()[1:]


@pytest.mark.parametrize(("name", "values", "rows"), ROWS)
def test_rows(store: Store, graph: Graph, things: Things, name: str, values: dict[str, str], rows: list[str]) -> None:
    """A query gives these rows, in two engines; evidence names all Belege, and labels are the German ones."""
    text = bind(read(name), values, things)
    assert _lines(store, text) == rows
    assert sorted(_plain(graph.query(text).serialize(format="csv") or b"")) == sorted(rows)


@pytest.mark.parametrize(("words", "first", "passage"), SEARCHES)
def test_search(store: Store, graph: Graph, things: Things, words: str, first: str | None, passage: str) -> None:
    """All words are found in any order, spelling and ending; the best comes first, with the passage that has them."""
    text = bind(read("search"), {"text": words}, things)
    lines = _lines(store, text)
    assert sorted(_plain(graph.query(text).serialize(format="csv") or b"")) == sorted(lines)
    if first is None:
        assert lines == []
    else:
        assert lines[0].startswith(f"{first},")
        assert passage in lines[0]


def test_search_ranks_names_before_texts_and_words_before_parts(store: Store, things: Things) -> None:
    """A whole word in a name comes first, in a short one before a long one, then a part of one, then texts."""
    lines = _lines(store, bind(read("search"), {"text": "Essen"}, things))
    assert [line.partition(",")[0] for line in lines] == ["gemeinde/essen", "massnahme/03-01-1"]
    lines = _lines(store, bind(read("search"), {"text": "Bund"}, things))
    assert [line.partition(",")[0] for line in lines] == ["organisation/bund", "teilnehmergruppe/3-1"]
    lines = _lines(store, bind(read("search"), {"text": "Verkehr"}, things))
    assert lines[0].startswith("ressort/vm,")
