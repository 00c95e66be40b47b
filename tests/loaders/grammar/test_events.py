"""Events' headings: the parts in every order, from the documents and beyond."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.events import read_event
from ruhrgraph.loaders.grammar.foreign_parts import find_foreign_part
from ruhrgraph.loaders.records import Ortsangabe

# heading, kind, title, theme, venue, municipality
CASES: list[tuple[str, str, str, str | None, str | None, str | None]] = [
    ("Veranstaltung am 08.04.2019 von 12:00 bis 18:00 Uhr im Signal Iduna Park Dortmund",
     "Veranstaltung", "Veranstaltung", None, "Signal Iduna Park Dortmund", "Dortmund"),
    ("Auftaktworkshop im G Data Campus am 06.03.2019 von 14:00 bis 17:30 Uhr in Bochum",
     "Auftaktworkshop", "Auftaktworkshop", None, "G Data Campus", "Bochum"),
    ("Veranstaltung am 22.03.2019 im Ruhrfestspielhaus Recklinghausen – Themensetzung „Urbane Energielösungen“",
     "Veranstaltung", "Veranstaltung: Themensetzung „Urbane Energielösungen“", "Themensetzung „Urbane Energielösungen“",
     "Ruhrfestspielhaus Recklinghausen", "Recklinghausen"),
    ("Veranstaltung zum Thema „Altschulden“ am 10.05 2019 im Ebertbad Oberhausen",
     "Veranstaltung", "Veranstaltung zum Thema „Altschulden“", "Altschulden", "Ebertbad Oberhausen", "Oberhausen"),
    ("Präsenzveranstaltung am 18.03.2019 bei thyssenkrupp in Essen zum Thema Qualifizierung, Digitalisierung, Transfer",
     "Präsenzveranstaltung", "Präsenzveranstaltung: Qualifizierung, Digitalisierung, Transfer",
     "Qualifizierung, Digitalisierung, Transfer", "thyssenkrupp", "Essen"),
    ("Veranstaltung: Innovationskonferenz am 29.05.2019 in Tel Aviv",
     "Veranstaltung", "Veranstaltung: Innovationskonferenz", "Innovationskonferenz", None, "Tel Aviv"),
    ("Veranstaltung als Workshop n.n.b. (nach behördeninternen Informationsveranstaltungen)",
     "Workshop", "Veranstaltung als Workshop", None, None, None),
    ("Veranstaltung mit Keynote-Speaker, Talkrunde und Workshops am 07.02.2019, 13-17 Uhr in der Sparkassenakademie",
     "Veranstaltung", "Veranstaltung mit Keynote-Speaker, Talkrunde und Workshops", None, "Sparkassenakademie", None),
    ("Öffentlicher Workshop/ Projektbörse: Juni 2019",
     "Öffentlicher Workshop/ Projektbörse", "Öffentlicher Workshop/ Projektbörse", None, None, None),
    ("Barcamp am 15.02.2019 ganztägig im Haus der Technik, Essen",
     "Barcamp", "Barcamp", None, "Haus der Technik", "Essen"),
    ("Fortsetzungsveranstaltung am 08.04.2019 ganztägig in der Kamener Stadthalle",
     "Fortsetzungsveranstaltung", "Fortsetzungsveranstaltung", None, "Kamener Stadthalle", "Kamen"),
    ("Veranstaltung am 04.07.2019 von 10:00 bis 14:00 Uhr in Duisburg",
     "Veranstaltung", "Veranstaltung", None, None, "Duisburg"),
    ("Internationale Konferenz am 06.09.2019, 13:30 bis 16:30 Uhr, Ort n. n. b.",
     "Internationale Konferenz", "Internationale Konferenz", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "kind", "title", "theme", "venue", "municipality"), CASES)
def test_heading(
    heading: str, kind: str, title: str, theme: str | None, venue: str | None, municipality: str | None
) -> None:
    """A heading is read into kind, title, theme, venue and municipality, and nothing of it is left over."""
    found = read_event(Passage(heading, 0))
    parts = (found.art, found.titel, found.thema, found.orte.ort)
    assert tuple(part and part.value for part in parts) == (kind, title, theme, venue)
    assert [town.value for town in found.orte.gemeinden] == ([municipality] if municipality else [])
    assert not found.left_over


@pytest.mark.parametrize(
    ("heading", "host"),
    [
        ("Arbeitssitzung am 05.04.2019 bei Studio 47 in Duisburg", "Studio 47"),
        ("Arbeitssitzung des TF am 09.01.2019 bei Radio Bochum", "Radio Bochum"),
        ("Barcamp am 15.02.2019 im Haus der Technik, Essen", None),
    ],
)
def test_host(heading: str, host: str | None) -> None:
    """Whom an event is at (`bei`) is its host."""
    found = read_event(Passage(heading, 0)).orte.gastgeber
    assert (found.value if found else None) == host


@pytest.mark.parametrize("mark", ["n.n.b.", "n. n. b.", "n. n .b.", "Ort n. n. b."])
def test_not_yet_known(mark: str) -> None:
    """What is not yet known is noted in every spelling, and is no venue."""
    found = read_event(Passage(f"Workshop im II. Quartal 2019 {mark}", 0))
    assert found.noch_offen is not None
    assert found.noch_offen.value == mark
    assert found.orte.ort is None


def test_aside_is_no_time() -> None:
    """A time in an aside (`zuvor ab 16.00 Uhr …`) is a remark and not the event's."""
    heading = "Zukunftswerkstatt am 15.03.2019 in der Aula, 17.00 – 19.45 Uhr, zuvor ab 16.00 Uhr Pressetermin"
    found = read_event(Passage(heading, 0))
    assert found.times is not None
    assert found.times.beginn is not None
    assert found.times.beginn.value == "17:00"
    assert found.hinweis is not None
    assert found.hinweis.value == "zuvor ab 16.00 Uhr Pressetermin"


@pytest.mark.parametrize(
    ("heading", "noch_offen"),
    [
        ("Workshop am 3.5.2019, Ort: n.n., 14 Uhr", "Ort: n.n."),
        ("Workshop am 3.5.2019, Ort wird noch bekannt gegeben", "Ort wird noch bekannt gegeben"),
        ("Workshop am 3.5.2019 an wechselnden Orten", "an wechselnden Orten"),
        ("Workshop am 3.5.2019, Raum folgt", "Raum folgt"),
        ("Workshop am 3.5.2019, genauer Ort noch offen", "genauer Ort noch offen"),
        ("Workshop am 3.5.2019 - Ort steht noch nicht fest", "Ort steht noch nicht fest"),
        ("Workshop verschoben auf unbestimmte Zeit", "verschoben auf unbestimmte Zeit"),
    ],
)
def test_open_words(heading: str, noch_offen: str) -> None:
    """What is said not to be known yet is no place."""
    found = read_event(Passage(heading, 0))
    assert found.noch_offen is not None
    assert (found.noch_offen.value, found.orte, found.left_over) == (noch_offen, Ortsangabe(), ())


@pytest.mark.parametrize(
    ("heading", "hinweis"),
    [
        ("Workshop am 3.5.2019 online", "online"),
        ("Workshop am 3.5.2019 per Videokonferenz", "per Videokonferenz"),
        ("Workshop am 3.5.2019, 14–17 Uhr, via Zoom", "via Zoom"),
        ("Workshop (digital) am 3.5.2019", "digital"),
        ("Workshop am 3.5.2019 (nur für geladene Gäste)", "nur für geladene Gäste"),
        ("Workshop am 3.5.2019 (ausgebucht) (online)", "ausgebucht; online"),
        ("Workshop am 3.5.2019, Einlass 13:30, Beginn 14:00 Uhr", "Einlass 13:30"),
        ("Workshop am 3.5.2019 abgesagt", "abgesagt"),
    ],
)
def test_remark(heading: str, hinweis: str) -> None:
    """How an event is held and what else is said of it is a remark, and no place."""
    found = read_event(Passage(heading, 0))
    assert found.hinweis is not None
    assert (found.hinweis.value, found.orte, found.left_over) == (hinweis, Ortsangabe(), ())


# heading, venue, municipalities
PLACES: list[tuple[str, str | None, list[str]]] = [
    ("Workshop am 3.5.2019 – Haus der Technik, Essen", "Haus der Technik", ["Essen"]),
    ("Workshop am 3.5.2019 (Haus der Technik, Essen)", "Haus der Technik", ["Essen"]),
    ("Workshop (Essen) am 3.5.2019", None, ["Essen"]),
    ("Workshop, online, am 3.5.2019, Rathaus Essen", "Rathaus Essen", ["Essen"]),
    ("Workshop (3.5.2019) in Essen", None, ["Essen"]),
    ("Essen, 3. Mai 2019: Workshop", None, ["Essen"]),
    ("3. Mai 2019: Workshop in Essen", None, ["Essen"]),
    ("Workshop | 3.5.2019 | 14 Uhr | Rathaus Essen", "Rathaus Essen", ["Essen"]),
    ("Workshop, Termin: 3.5.2019, Zeit: 14–17 Uhr, Ort: Rathaus Essen", "Rathaus Essen", ["Essen"]),
    ("Workshop findet am 3.5.2019 in Essen statt", None, ["Essen"]),
    ("Workshop am 3.5.2019, digital und im Rathaus Essen", "Rathaus Essen", ["Essen"]),
    ("Workshop am 3.5.2019, hybrid: Rathaus Essen und Zoom", "Rathaus Essen", ["Essen"]),
    ("Workshop verschoben vom 3.5.2019 auf den 7.6.2019, Rathaus Essen", "Rathaus Essen", ["Essen"]),
    ("Workshop am 3.5.2019, 14 Uhr (Einlass ab 13 Uhr) im Rathaus Essen", "Rathaus Essen", ["Essen"]),
]


@pytest.mark.parametrize(("heading", "venue", "towns"), PLACES)
def test_place(heading: str, venue: str | None, towns: list[str]) -> None:
    """A place is read before and behind the date, in brackets, behind a dash and behind a label."""
    found = read_event(Passage(heading, 0))
    assert (found.orte.ort and found.orte.ort.value, [town.value for town in found.orte.gemeinden]) == (venue, towns)
    assert (found.titel.value, found.left_over, found.doubts) == ("Workshop", (), ())


REPORTED = [
    "Workshop „Zukunft am 3.5.2019 im Rathaus Essen",
    "Workshop am 3.5.2019 im Rathaus (Essen",
    "Workshop am 3.5.2019 im Rathaus Essen Ziel: Austausch",
    "Workshop am 3.5.2019 im Rathaus Essen (angefragt)",
    "Workshop am 3.5.2019 ggf. in Essen",
    "Workshop am 3.5.2019 in Essen und am 7.6.2019 in Bochum",
    "Auftakt am 3.5.2019 in Essen und Abschluss am 7.6.2019 in Bochum",
    "1. Sitzung am 3.5.2019 in Essen; 2. Sitzung am 7.6.2019 in Bochum",
    "Workshop am 3.5.2019 nachmittags im Rathaus Essen",
    "Workshop am 3.5.2019, 17 bis 14 Uhr, Essen",
    "Workshop am 3.5.2019 um 14 Uhr und um 18 Uhr in Essen",
    "Workshop am 3. Mai in Essen",
    "Workshop ab Mai 2019 in Essen",
    "am 3.5.2019 in Essen",
    "Workshop am 3.5.2019 Impulse und Diskussion",
    "Workshop am 3.5.2019 im Haus der Technik und in der Zeche Zollverein",
    "Workshop am 3.5.2019 (Anmeldung bis 1.4.2019) in Essen",
    "Workshop in Essen (verlegt nach Bochum) am 3.5.2019",
    "Workshop am 3.5.2019, verlegt vom Rathaus ins Museum Folkwang",
    "Workshop im Colosseum am 3.5.2019",
    "Workshop zur Mobilität in Essen am 3.5.2019",
    "Workshop zum Thema Wasser im Rathaus Essen am 3.5.2019",
    "Workshop zum Thema Wasser im Haus der Technik, Essen am 3.5.2019",
    "Workshop Hollestraße 1, 45127 Essen am 3.5.2019",
    "Workshop am 3.5.2019 nach Rotterdam",
    "Workshop am 12.09.2O19 im Rathaus Essen",
    "Workshop wird von März auf Mai 2019 verschoben, Rathaus Essen",
    "Workshop Mitte/Ende November 2019 in Essen",
    "Workshop findet am 3.5.2019 in Essen",
    "Workshop am 3.5.2019 im Rathaus Essen\nZiel Leitlinien verabreden",
]


@pytest.mark.parametrize("heading", REPORTED)
def test_reported(heading: str) -> None:
    """What no rule accounts for is left over or doubtful, and part of no venue."""
    found = read_event(Passage(heading, 0))
    assert found.left_over or found.doubts
    assert found.orte.ort is None or found.orte.ort.value in ("Haus der Technik", "Rathaus Essen")


@pytest.mark.parametrize(
    ("heading", "title", "theme"),
    [
        ("Workshop am 3.5.2019 zum Thema „Mobilität“ in Essen", "Workshop: Mobilität", "Mobilität"),
        (
            "Workshop in Essen zum Thema „Mobilität im Jahr 2030“",
            "Workshop: Mobilität im Jahr 2030",
            "Mobilität im Jahr 2030",
        ),
        ("Workshop am 3.5.2019 zum Thema Wasser – in Essen", "Workshop: Wasser", "Wasser"),
        ("Zukunft im Jahr 2030 am 3.5.2019 in Essen", "Zukunft im Jahr 2030", None),
        ("Zukunftskonferenz 2019 am 3.5.2019 in Essen", "Zukunftskonferenz 2019", None),
        ("„Vielfalt leben“ am 3.5.2019 in Herne", "„Vielfalt leben“", "Vielfalt leben"),
        ("Workshop mit Essen und Getränken am 3.5.2019 in Bochum", "Workshop mit Essen und Getränken", None),
    ],
)
def test_title(heading: str, title: str, theme: str | None) -> None:
    """A title and a theme may hold a year; a quotation is a theme."""
    found = read_event(Passage(heading, 0))
    assert found.titel.value == title
    if theme:
        assert found.thema is not None
        assert found.thema.value == theme
    assert not found.left_over


@given(
    st.permutations(
        ["am 06.03.2019", "von 14:00 bis 17:30 Uhr", "im Rathaus Essen", "(abgesagt)", "Ziel: Austausch", "2020"]
    ),
    st.integers(1, 6),
)
def test_any_parts(parts: list[str], count: int) -> None:
    """No venue holds what belongs elsewhere, however the parts of a heading are put together."""
    venue = read_event(Passage("Workshop " + " ".join(parts[:count]), 0)).orte.ort
    assert venue is None or find_foreign_part(Passage(venue.value, 0)) is None


@given(st.permutations(["am 06.03.2019", "von 14:00 bis 17:30 Uhr", "im Haus Schönberg in Essen"]))
def test_any_order(parts: list[str]) -> None:
    """Date, times and place are read in any order."""
    found = read_event(Passage("Workshop " + " ".join(parts), 0))
    assert found.date is not None
    assert found.times is not None
    assert found.orte.ort is not None
    assert (found.titel.value, found.orte.ort.value, [town.value for town in found.orte.gemeinden]) == (
        "Workshop",
        "Haus Schönberg",
        ["Essen"],
    )


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of headings fail."""
    read_event(Passage(text, 0))
