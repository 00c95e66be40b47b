"""Whether a part of a moderator's line is an organisation, a place, or neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.affiliations import is_place, is_short_form, read_organisation


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("Evonik", "Evonik"),
        ("Signal AG", "Signal AG"),
        ("Ruhr-Universität Bochum", "Ruhr-Universität Bochum"),
        ("TU Dortmund", "TU Dortmund"),
        ("Stadt Essen", "Stadt Essen"),
        ("WDR", "WDR"),
        ("Signal AG in Bochum", "Signal AG"),
        ("Verband der Automobilindustrie", "Verband der Automobilindustrie"),
        ("Hugo Boss AG", "Hugo Boss AG"),
        ("Rat der Stadt Essen", "Rat der Stadt Essen"),
    ],
)
def test_between_commas(part: str, name: str) -> None:
    """A name with a sign of an organisation is one, without the town behind it."""
    found = read_organisation(Passage(part, 0), marked=False)
    assert found is not None
    assert found.value == name


@pytest.mark.parametrize(
    "part",
    [
        "Bochum",
        "klein.de",
        "Sozialdemokrat",
        "Eva Klein",
        "SPD",
        "seit 2015",
        "Fährfrau am Marienhospital Witten",
        "Kapellmeisterin im Theater Oberhausen",
        "Ehrengast beim Verband der Reeder",
        "Prof. Weber",
        "Dr. Max Muster GmbH",
        "max@essen.de",
        "Stadt Essen und Stadt Bochum",
        "Gelsenwasser",
        "Universität Bochum und Vorsitzender des Verbands",
        "der Stadt",
        "Stadt Essen am 3.5.2019",
        "ggf. Stadt Essen",
        "Stadt Essen Max Muster",
        "",
    ],
)
def test_no_organisation(part: str) -> None:
    """A place, a person, a date, a hedge, two organisations, or a word without a sign is no organisation."""
    assert read_organisation(Passage(part, 0), marked=False) is None


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("Technischen Universität Dortmund", "Technische Universität Dortmund"),
        ("Kreises Unna", "Kreis Unna"),
        ("Ruhr Museums", "Ruhr Museum"),
        ("startklar.ruhr", "startklar.ruhr"),
        ("Vereins Ruhrfreunde", "Verein Ruhrfreunde"),
        ("Deutschen Städtetages", None),
        ("Jahres", None),
        ("Niederlande", None),
        ("Gesamtschule Martin Luther King", None),
    ],
)
def test_inflected(part: str, name: str | None) -> None:
    """A name behind an article is put into the nominative, or left out where that is not certain."""
    found = read_organisation(Passage(part, 0), marked=True)
    assert (found and found.value) == name


def test_marked() -> None:
    """Behind an article, a capital is enough."""
    assert read_organisation(Passage("Freilichtbühne Hünxe", 0), marked=True) is not None
    assert read_organisation(Passage("Jugend", 0), marked=True) is None


def test_place() -> None:
    """A town or a Land alone is a place."""
    assert is_place(Passage("Bochum", 0))
    assert is_place(Passage("aus Essen", 0))
    assert not is_place(Passage("Stadt Essen", 0))


def test_short_form() -> None:
    """An acronym stands for the name whose letters it has."""
    assert is_short_form("RVR", "Regionalverband Ruhr")
    assert not is_short_form("SPD", "Regionalverband Ruhr")


@given(text=st.text(), marked=st.booleans())
def test_any_text(*, text: str, marked: bool) -> None:
    """No text makes the reading fail."""
    read_organisation(Passage(text, 0), marked=marked)
