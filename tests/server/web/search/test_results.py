"""The results of a search as a page shows them."""

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.things import Things, read_things
from ruhrgraph.server.web.search.results import Piece, passage_of, passages_query, search_results

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
IDS = f"{DEFAULT_BASE}id/"
ROWS = [
    {"thing": f"{IDS}projekt/1", "kind": "Projekt", "label": "Bahn", "match": "…die Mobilität im Ruhrgebiet …"},
    {"thing": f"{IDS}themenforum/13", "kind": "Themenforum", "label": "Neue Mobilität", "match": "Neue Mobilität"},
    {"thing": f"{IDS}massnahme/1", "kind": "Massnahme", "label": "", "match": "Häuser der Mobilität"},
]


@pytest.fixture(scope="module")
def things() -> Things:
    """Return the named things: a forum and, not among the rows, a ministry."""
    names = [("Themenforum", "themenforum/13", "Neue Mobilität"), ("Ressort", "ressort/vm", "Mobilitätsministerium")]
    rows = ({"c": f"{DEFAULT_BASE}ontology#{c}", "s": IDS + s, "p": LABEL, "o": o, "l": ""} for c, s, o in names)
    return read_things(DEFAULT_BASE, rows, ())


def test_the_thing_itself_is_first(things: Things) -> None:
    """What has exactly the name that was searched for stands first, even where the query has no row for it."""
    assert search_results("neue mobilität", ROWS, things, "", 1).hits[0].kind == "Themenforum"
    assert search_results("Mobilitätsministerium", ROWS, things, "", 1).hits[0].iri == f"{IDS}ressort/vm"


def test_kinds_and_pages(things: Things) -> None:
    """A class narrows the hits, not the counts; a page behind the last is empty."""
    found = search_results("Mobilität", ROWS, things, "Projekt", 1)
    assert [hit.kind for hit in found.hits] == ["Projekt"]
    assert found.counts == {"Projekt": 1, "Themenforum": 1, "Massnahme": 1}
    assert search_results("Mobilität", ROWS, things, "", 2).hits == ()


@pytest.mark.parametrize(
    ("text", "marked"), [("mobilität", ["Mobilität"]), ("Haus", ["Häuser"]), ("(", []), ("x|", [])]
)
def test_marked_words(things: Things, text: str, marked: list[str]) -> None:
    """Words are marked as the query finds them, with endings and umlauts; nothing of a search is a pattern."""
    hit = search_results(text, ROWS[2:], things, "", 1).hits[0]
    assert [piece.text for piece in hit.snippet if piece.is_marked] == marked
    assert hit.label == (Piece("1"),)


@pytest.mark.parametrize(
    ("text", "longer"),
    [("digitale", "Digitalen"), ("energie", "Energien"), ("schule", "Schulen"), ("brücke", "Brücken")],
)
def test_the_whole_of_a_longer_word(things: Things, text: str, longer: str) -> None:
    """Of two spellings of one length the stem comes first, in every process: it marks a word to its end."""
    row = {"thing": f"{IDS}projekt/1", "kind": "Projekt", "label": "Bahn", "match": f"von {longer} an"}
    found = search_results(text, [row], things, "", 1).hits[-1].snippet
    assert Piece(longer, is_marked=True) in found


def test_the_passage_of_a_text(things: Things) -> None:
    """The place of a text is that of the evidence whose value has it; of a label none is asked for.

    It is looked for in the default graph, which is of one version on each engine.
    """
    hits = search_results("Mobilität", ROWS, things, "", 1).hits
    assert "GRAPH" not in passages_query(hits)
    assert "themenforum/13" not in passages_query(hits)
    places = [
        {"thing": f"{IDS}projekt/1", "text": "Anderes", "passage": "urn:a"},
        {"thing": f"{IDS}projekt/1", "text": "Es geht um die Mobilität im Ruhrgebiet und mehr.", "passage": "urn:b"},
    ]
    assert [passage_of(hit, places) for hit in hits if hit.snippet] == ["urn:b", ""]
