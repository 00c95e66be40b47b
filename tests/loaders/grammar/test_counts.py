"""Numbers of participants: every form of the documents, and any numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.counts import find_count

CASES = [
    ("560 aus o.g. Teilnehmerkreis", 560, 560),
    ("ca. 100 Teilnehmende", 100, 100),
    ("ca. 40 – 50 ausgewählte Akteure", 40, 50),
    ("ca. 90-100 aus o.g. Teilnehmerkreis", 90, 100),
    ("ca. 40 bis 50 ausgewählte Expertinnen", 40, 50),
    ("30 – 40 Personen ausgewählte Akteure", 30, 40),
    ("rund 40 ausgewählte Akteure", 40, 40),
    ("rund 1.200 Gäste", 1200, 1200),
    ("Über 100 Einladungen", 100, None),
    ("mehr als 50 Personen", 50, None),
    ("mindestens 30", 30, None),
    ("bis zu 80 Personen", None, 80),
    ("mindestens 20, höchstens 35 Personen", 20, 35),
    ("max. 25 Personen", None, 25),
    ("zwischen 20 und 30 Fachleute", 20, 30),
    ("ca. 100 n.n.b. Akteure", 100, 100),
    ("Ausgewählte Akteure (ca. 50 Personen)", 50, 50),
    ("50+", 50, None),
    ("> 100", 100, None),
    ("50 oder mehr", 50, None),
    ("max. 80", None, 80),
    ("80 (max.)", None, 80),
    ("bis 80 Personen", None, 80),
    ("20-30", 20, 30),
    ("50 bis max. 80 Personen", 50, 80),
    ("bis zu 100 Personen, mindestens aber 50", 50, 100),
    ("zwanzig Fachleute", 20, 20),
    ("ein Dutzend", 12, 12),
    ("1.200", 1200, 1200),
    ("1 200 Gäste", 1200, 1200),
    ("2.019 Teilnehmende", 2019, 2019),
    ("2020 Personen", 2020, 2020),
    ("ca.50", 50, 50),
    ("~50", 50, 50),
    ("Akteure, 50 Personen", 50, 50),
    ("nicht mehr als 40 Personen", None, 40),
    ("nicht weniger als 40 Personen", 40, None),
    ("Akteure, nicht über 40", None, 40),
    ("Ausgewählte Akteure (50)", 50, 50),
    ("Insgesamt werden 80 Gäste erwartet", 80, 80),
    ("100 Personen aus 20 Kommunen und 5 Kreisen", 100, 100),
    ("ca. 90 Schülerinnen und Schüler der Klassen 9 und 10", 90, 90),
    ("ca. 50 Akteure (davon 15 aus den Kommunen)", 50, 50),
    ("ca. 40 Personen ab 18 Jahren", 40, 40),
    ("alle 53 Bürgermeisterinnen und Bürgermeister", 53, 53),
    ("10. Klassen, ca. 60 Schülerinnen und Schüler", 60, 60),
    ("12 bis 15 Jugendliche im Alter von 14 bis 18 Jahren", 12, 15),
]


@pytest.mark.parametrize(("text", "least", "greatest"), CASES)
def test_form(text: str, least: int | None, greatest: int | None) -> None:
    """A number of participants in any form of the documents is read as least and greatest."""
    found = find_count(Passage(text, 0))
    assert found is not None
    assert (found.least, found.greatest) == (least, greatest)


@pytest.mark.parametrize(
    "text",
    [
        "x aus o.g. Teilnehmerkreis",
        "n.n.b.",
        "Interdisziplinäre Teams aus o.g. Expertinnen und Experten",
        "Vertreter, die über Horizon 2020 bereits Kontakte aufgebaut haben",
        "Vertreter der über 2020 hinaus geplanten Vorhaben",
        "",
        "14 Uhr",
        "10. Mai 2019",
        "3.5.2019",
        "50 %",
        "50 Prozent der Belegschaft",
        "Jugendliche über 16",
        "Jugendliche ab 14 Jahren",
        "18-Jährige",
        "20 Euro Eintritt",
        "1. Schülerinnen und Schüler",
        "§ 5 Personen",
        "U18",
        "Generation 60+",
        "6- bis 10-Jährige",
        "Kinder ab 6",
        "5 Mio. Euro",
        "Drei-Städte-Gruppe",
    ],
)
def test_no_count(text: str) -> None:
    """A text that names no number of people gives none, though it may hold numbers."""
    assert find_count(Passage(text, 0)) is None


@pytest.mark.parametrize(
    "text",
    [
        "2019 waren es 30",
        "2019: 30 Personen",
        "je 20 aus Essen und Dortmund",
        "20 pro Schule",
        "100 Personen (50 je Tag)",
        "2 x 30",
        "drei Gruppen à 10 Personen",
        "30 Schüler und 20 Lehrkräfte",
        "50 Teilnehmer, 10 Referenten",
        "30 + 20 Personen",
        "100 Personen und weitere 20 online",
        "50 Personen in Präsenz und 100 online",
        "20 und 30",
        "18 bis 25 Jahre",
        "ca. 50 (max. 80)",
        "mehrere hundert",
        "Hunderte Gäste",
        "über 2020 hinaus",
        "50, maximal 60",
        "50 ± 10",
        "Über 100 (geplant 120)",
        "40 bzw. 50",
        "40 Personen (ohne Presse), 10 Presse",
        "Angemeldet: 25, erwartet: 40",
        "3 Schulklassen",
        "Die 53 Kommunen des Ruhrgebiets",
        "20 Städte mit je 2 Personen",
    ],
)
def test_doubtful(text: str) -> None:
    """Numbers that do not say how many people come in all give no count, but the doubt."""
    found = find_count(Passage(text, 0))
    assert found is not None
    assert (found.least, found.greatest) == (None, None)
    assert found.doubt


@pytest.mark.parametrize(
    "hedge",
    ["ca. {}", "etwa {}", "rund {}", "voraussichtlich {}", "ggf. {}", "gut {}", "knapp {}", "{} (geplant)", "~{}",
     "an die {}"],
)  # fmt: skip
def test_hedged(hedge: str) -> None:
    """A hedge is kept, before and behind the number."""
    found = find_count(Passage(hedge.format(50), 0))
    assert found is not None
    assert (found.least, found.greatest, found.approximate) == (50, 50, True)


@pytest.mark.parametrize("text", ["50", "50 Personen", "50-60", "über 50", "max. 80", "mindestens 20"])
def test_not_hedged(text: str) -> None:
    """A bound is no hedge."""
    found = find_count(Passage(text, 0))
    assert found is not None
    assert not found.approximate


@given(
    st.integers(1, 999_999),
    st.integers(1, 999_999),
    st.sampled_from([" bis ", "-", " – "]),
    st.sampled_from(["", "ca. "]),
)
def test_any_range(first: int, second: int, dash: str, about: str) -> None:
    """Any two numbers are read back as least and greatest, with or without dots in thousands."""
    text = f"{about}{first:,}{dash}{second:,} Akteure".replace(",", ".")
    found = find_count(Passage(text, 0))
    assert found is not None
    assert (found.least, found.greatest) == (min(first, second), max(first, second))


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of counts fail."""
    found = find_count(Passage(text, 0))
    assert found is None or text[found.passage.start : found.passage.end] == found.passage.text
