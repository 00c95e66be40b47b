"""Events' headings: the parts in every order, from the documents and beyond."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.events import read_event

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
