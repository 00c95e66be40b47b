"""Quantities in prose: every form, and the many numbers that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "phrase", "unit", "least", "greatest", "about"),
    [
        ("Zwischen bis zu 40 Grundschulen und", "bis zu 40 Grundschulen", "Grundschulen", None, 40, False),
        ("rund 1.200 Wohnungen", "rund 1.200 Wohnungen", "Wohnungen", 1200, 1200, True),
        ("mit mehr als 30 Partnern", "mehr als 30 Partnern", "Partnern", 30, None, False),
        ("20–30 Stipendien", "20–30 Stipendien", "Stipendien", 20, 30, False),
        ("zwischen 20 und 30 Schulen", "zwischen 20 und 30 Schulen", "Schulen", 20, 30, False),
        ("zwei bis drei weiteren Standorten", "zwei bis drei weiteren Standorten", "Standorten", 2, 3, False),
        ("ein bis zwei Busse", "ein bis zwei Busse", "Busse", 1, 2, False),
        ("2 Mio. Euro", "2 Mio. Euro", "Euro", 2_000_000, 2_000_000, False),
        ("bis zu 1,2 Millionen Euro", "bis zu 1,2 Millionen Euro", "Euro", None, 1_200_000, False),
        ("mehr als fünf Millionen Menschen", "mehr als fünf Millionen Menschen", "Menschen", 5_000_000, None, False),
        ("In zwölf Quartieren", "zwölf Quartieren", "Quartieren", 12, 12, False),
        (
            "in ganz Nordrhein-Westfalen 20.000 Teilnehmende ein",
            "20.000 Teilnehmende",
            "Teilnehmende",
            20000,
            20000,
            False,
        ),
        ("zehn Kitas werden", "zehn Kitas", "Kitas", 10, 10, False),
        ("Zehn Kitas werden", "Zehn Kitas", "Kitas", 10, 10, False),
        ("ca. 5 km Radweg", "ca. 5 km", "km", 5, 5, True),
        ("Etwa 50 Zeitzeugen", "Etwa 50 Zeitzeugen", "Zeitzeugen", 50, 50, True),
        ("In der Testphase insgesamt 6 Werkstätten", "insgesamt 6 Werkstätten", "Werkstätten", 6, 6, False),
        ("bis zu 400 neu teilnehmende Frauen", "bis zu 400 neu teilnehmende Frauen", "Frauen", None, 400, False),
        ("nicht mehr als 30 Plätze", "nicht mehr als 30 Plätze", "Plätze", None, 30, False),
        ("Betriebe ab 50 Beschäftigten", "ab 50 Beschäftigten", "Beschäftigten", 50, None, False),
        ("rund 2000 Wohnungen", "rund 2000 Wohnungen", "Wohnungen", 2000, 2000, True),
        ("um 25 % reduziert", "25 %", "%", 25, 25, False),
        ("um 10 % Punkte erhöht", "10 % Punkte", "% Punkte", 10, 10, False),
        ("(insgesamt 180 TN)", "insgesamt 180 TN", "TN", 180, 180, False),
        ("die 53 Städte und Gemeinden", "53 Städte", "Städte", 53, 53, False),
    ],
)
def test_quantity(text: str, phrase: str, unit: str, least: int | None, greatest: int | None, *, about: bool) -> None:
    """A quantity has its whole phrase, what is counted, the bounds that the phrase says, and its hedge."""
    (found,) = find_quantities(Passage(text, 0))
    assert (found.text.value, found.einheit.value, bool(found.ungefaehr)) == (phrase, unit, about)
    bounds = tuple(each and each.value for each in (found.mindestens, found.hoechstens))
    assert bounds == (least, greatest)
    (span,) = found.text.spans
    assert text[span.start : span.end] == phrase


@pytest.mark.parametrize(
    "text",
    [
        "Im Jahr 2020 Gründung",
        "2020 Gründung der GmbH",
        "2000 Wohnungen",
        "ab 2020 Schulen",
        "bis 2030 Schulen",
        "§ 16 Abs. 5 TV-L",
        "NRW 4.0 Initiativen",
        "Ruhr 2030 Konferenzen",
        "A 40 Anschlüsse",
        "Industrie 4.0 Projekte",
        "1. bis 4. Liga",
        "am 12. Mai",
        "um 12 Uhr",
        "24 Stunden",
        "drei Jahre",
        "im Alter von 14 bis 18 Jahren",
        "drei Phasen",
        "zwei Bausteine",
        "Musterstraße 12 Essen",
        "in 45127 Essen",
        "Halle 5 Dortmund",
        "3-monatiges Praktikum",
        "Klassen 7 und 9 Schüler",
        "wie 100 Klimaschutzsiedlungen NRW",
        "Top 10 Unternehmen",
        "KfW 432: Konzepte",
        "Linie 107 Essen",
        "Notruf 112 wählen",
        "wie 112 Notruf",
        "2 x 20 Plätze",
        "statt 20 Plätze",
        "mit 3,5 km Strecke",
        "mit 45 km/h",
        "2. Quartal",
        "Block 2 Overhead",
        "eine Schule",
        "30 bis 20 Busse",
    ],
)
def test_none(text: str) -> None:
    """A year, a law, a name, an address, an ordinal, a time, or a part of the text is no quantity."""
    assert find_quantities(Passage(text, 0)) == ()


@given(st.integers(2, 999), st.sampled_from(["Schulen", "Kitas", "Wohnungen", "Partnern"]))
def test_any_number(number: int, unit: str) -> None:
    """Any number before a plural is read with its place."""
    text = f"Es entstehen {number} {unit}."
    (found,) = find_quantities(Passage(text, 0))
    assert found.mindestens is not None
    (span,) = found.mindestens.spans
    assert text[span.start : span.end] == str(number)


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the search fail."""
    find_quantities(Passage(text, 0))
