"""Place phrases: venue, municipalities and host, and what is none of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.places import is_ministry, merge, read_place

# phrase, venue, municipalities
CASES: list[tuple[str, str | None, list[str]]] = [
    ("in Duisburg", None, ["Duisburg"]),
    ("im Wissenschaftspark Gelsenkirchen", "Wissenschaftspark Gelsenkirchen", ["Gelsenkirchen"]),
    ("in der Veltins Arena in Gelsenkirchen", "Veltins Arena", ["Gelsenkirchen"]),
    ("im Haus der Technik, Essen", "Haus der Technik", ["Essen"]),
    ("auf Zollverein, Zentrale RAG Immobilien", "Zollverein, Zentrale RAG Immobilien", []),
    ("im Erich Brost-Pavillon, UNESCO-Welterbe Zollverein in Essen",
     "Erich Brost-Pavillon, UNESCO-Welterbe Zollverein", ["Essen"]),
    ("in der Kamener Stadthalle", "Kamener Stadthalle", ["Kamen"]),
    ("im Bochumer Bergbaumuseum", "Bochumer Bergbaumuseum", ["Bochum"]),
    ("im Dortmunder U", "Dortmunder U", ["Dortmund"]),
    ("in der Stadthalle Mülheim", "Stadthalle Mülheim", ["Mülheim"]),
    ("im MAGS NRW", "MAGS NRW", []),
    ("in wewole WERKEN gGmbH, Castrop-Rauxel", "wewole WERKEN gGmbH", ["Castrop-Rauxel"]),
    ("in Essen im Haus der Technik", "Haus der Technik", ["Essen"]),
    ("Essen, Rathaus", "Rathaus", ["Essen"]),
    ("in Essen: Haus der Technik", "Haus der Technik", ["Essen"]),
    ("in Hintertupfingen", None, ["Hintertupfingen"]),
    ("im Rathaus in Hintertupfingen", "Rathaus", ["Hintertupfingen"]),
    ("in Essen und Dortmund", None, ["Essen", "Dortmund"]),
    ("in Essen, Bochum und in Dortmund", None, ["Essen", "Bochum", "Dortmund"]),
    ("bei Evonik in Essen und Marl", "Evonik", ["Essen", "Marl"]),
    ("in Duisburg-Nord", None, ["Duisburg"]),
    ("in Gelsenkirchen-Buer, Rathaus", "Rathaus", ["Gelsenkirchen"]),
    ("in Duisburg Ruhrort", None, ["Duisburg"]),
    ("in Bochum-Langendreer im Bahnhof Langendreer", "Bahnhof Langendreer", ["Bochum"]),
    ("im Essener Norden", None, ["Essen"]),
    ("in Köln", None, ["Köln"]),
    ("Hollestraße 1, 45127 Essen", "Hollestraße 1", ["Essen"]),
    ("im Haus der Technik, Hollestraße 1, 45127 Essen", "Haus der Technik", ["Essen"]),
    ("Raum 3.14, Rathaus Essen", "Raum 3.14, Rathaus Essen", ["Essen"]),
    ("Messe Essen, Halle 3", "Messe Essen, Halle 3", ["Essen"]),
    ("im „Haus am See“ in Haltern", "„Haus am See“", ["Haltern"]),
    ("im Hotel Essen in Bochum", "Hotel Essen", ["Bochum"]),
    ("an der Universität Duisburg-Essen", "Universität Duisburg-Essen", []),
    ("bei der Staatskanzlei", "Staatskanzlei", []),
    ("im Landtag NRW", "Landtag NRW", []),
    ("im Ministerium für Arbeit, Gesundheit und Soziales in Düsseldorf",
     "Ministerium für Arbeit, Gesundheit und Soziales", ["Düsseldorf"]),
    ("in Essen/Ruhr", None, ["Essen"]),
    ("IN ESSEN", None, ["ESSEN"]),
    ("bei der Bezirksregierung Arnsberg", "Bezirksregierung Arnsberg", ["Arnsberg"]),
    ("Ort: Rathaus Essen", "Rathaus Essen", ["Essen"]),
    ("im Colosseum", "Colosseum", []),
]  # fmt: skip
NONE = [
    "im Ruhrgebiet",
    "in der Region Hamm",
    "im Raum Essen",
    "im Wandel",
    "in Theorie und Praxis",
    "mit Essen und Getränken",
    "Impulse und Diskussion",
    "zu Fragen der Mobilität",
    "auf Einladung der Stadt Essen",
    "in Essen oder Bochum",
    "in Bochum bzw. Dortmund",
    "im Kreis Unna",
    "im Großraum Bochum",
    "in Absprache mit dem MAGS",
    "bei Frau Müller",
    "bei Essen",
    "im Herzen von Essen",
    "in der Innenstadt von Essen",
    "am 3.5.2O19",
    "Raum 201",
    "im Rathaus Ziel: Austausch",
    "in Präsenz",
]
LONG_TOWNS = ["in Haltern am See, Bürgerhaus Nord", "in Mülheim an der Ruhr, Bürgerhaus Nord"]


@pytest.mark.parametrize("phrase", LONG_TOWNS)
def test_long_town(phrase: str) -> None:
    """A town with a preposition in its name is read whole, also before a venue."""
    found = read_place(Passage(phrase, 0))
    town = phrase.removeprefix("in ").partition(",")[0]
    assert [each.value for each in found.orte.gemeinden] == [town]
    assert found.orte.ort is not None
    assert (found.orte.ort.value, found.left_over) == ("Bürgerhaus Nord", ())


PARTLY = [
    ("im Haus der Technik und in der Zeche Zollverein", "und in der Zeche Zollverein"),
    ("im Rathaus Essen, Eintritt frei", "Eintritt frei"),
    ("im Rathaus Essen mit anschließendem Empfang", "mit anschließendem Empfang"),
    ("in Essen, Moderation: Frau Müller", "Moderation: Frau Müller"),
    ("in Essen und Umgebung", "Umgebung"),
    ("in Essen unter anderem", "unter anderem"),
    ("in Essen, 2. Etage", "2. Etage"),
    ("im Rathaus Essen auf Einladung des RVR", "auf Einladung des RVR"),
    ("im Rathaus Essen in Kooperation mit dem RVR", "in Kooperation mit dem RVR"),
    ("im Rathaus Essen gemeinsam mit dem RVR", "gemeinsam mit dem RVR"),
]


@pytest.mark.parametrize(("phrase", "venue", "towns"), CASES)
def test_phrase(phrase: str, venue: str | None, towns: list[str]) -> None:
    """A phrase gives the venue as written, and the municipalities that it or its name says."""
    found = read_place(Passage(phrase, 0))
    assert (found.orte.ort and found.orte.ort.value, [town.value for town in found.orte.gemeinden]) == (venue, towns)
    assert not found.left_over


@pytest.mark.parametrize("phrase", NONE)
def test_no_place(phrase: str) -> None:
    """What is no venue and no town, or not for sure, is none."""
    assert not read_place(Passage(phrase, 0))


@pytest.mark.parametrize(("phrase", "rest"), PARTLY)
def test_left_over(phrase: str, rest: str) -> None:
    """What stands behind a place and is none of it is left over."""
    assert [part.text for part in read_place(Passage(phrase, 0)).left_over] == [rest]


@pytest.mark.parametrize(
    "phrase",
    ["in Vielfalt", "im Colosseum", "im Wandel", "am Arbeitsplatz", "in der Schule", "im Netzwerk"],
)
def test_in_title(phrase: str) -> None:
    """At the end of a title only what is known to be a place is one."""
    assert not read_place(Passage(phrase, 0), in_title=True)


@pytest.mark.parametrize(
    ("phrase", "host"),
    [
        ("bei Radio Bochum", "Radio Bochum"),
        ("bei den Stadtwerken Bochum", "Stadtwerken Bochum"),
        ("bei der Staatskanzlei", "Staatskanzlei"),
        ("im MAGS NRW", "MAGS"),
        ("im Verkehrsministerium", "Verkehrsministerium"),
        ("im Haus der Technik", None),
    ],
)
def test_host(phrase: str, host: str | None) -> None:
    """Whom an event is at is its host, and so is a ministry in whose house it is."""
    found = read_place(Passage(phrase, 0)).orte.gastgeber
    assert (found.value if found else None) == host


def test_street() -> None:
    """An address beside a venue's name is kept apart from it."""
    street = read_place(Passage("im Haus der Technik, Hollestraße 1, 45127 Essen", 0)).street
    assert street is not None
    assert street.text == "Hollestraße 1"


@pytest.mark.parametrize(
    ("name", "is_one"), [("MAGS", True), ("MAGS NRW", True), ("Justizministerium", True), ("RVR", False)]
)
def test_ministry(name: str, *, is_one: bool) -> None:
    """A ministry is known by all its curated names, with and without the Land."""
    assert is_ministry(name) is is_one


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("in Essen", "in Bochum", (None, ["Essen", "Bochum"])),
        ("im Colosseum", "in Essen", ("Colosseum", ["Essen"])),
        ("in Essen", "im Colosseum", ("Colosseum", ["Essen"])),
        ("im Colosseum", "im Rathaus", None),
        ("im Rathaus Essen", "in Bochum", None),
    ],
)
def test_merge(first: str, second: str, expected: tuple[str | None, list[str]] | None) -> None:
    """Two places complete each other, or contradict each other."""
    merged = merge(read_place(Passage(first, 0)), read_place(Passage(second, 50)))
    found = merged and (merged.orte.ort and merged.orte.ort.value, [town.value for town in merged.orte.gemeinden])
    assert found == expected


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of places fail."""
    read_place(Passage(text, 0))
    read_place(Passage(text, 0), in_title=True)
