"""The names of ministries: every spelling, those of the Bund and of other Länder, and unknown ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.ministry_names import find_ministries, ministry_of, read_ministry
from ruhrgraph.ontology import authorities

ACRONYMS = sorted(record.acronym for record in authorities() if record.kind == "ressort" and record.acronym)


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("Justizministerium, FM", "JM FM"),
        ("des Justizministeriums", "JM"),
        ("Ministerium für Schule und Bildung des Landes NRW, JM", "MSB JM"),
        ("Ministerium für Wirtschaft, Innovation, Digitalisierung & Energie", "MWIDE"),
        ("Ministerium für Umwelt, Landwirtschaft, Natur- und Verbraucherschutz", "MULNV"),
        ("Ministerium für Arbeit/Gesundheit/Soziales", "MAGS"),
        ("Ministerium für Wirtschaft", "MWIDE"),
        ("Ministerium für Kinder, Familie, Flüchtlinge und Integration und Ministerium der Justiz", "MKFFI JM"),
        ("Wirtschafts- und Digitalministerium", "MWIDE"),
        ("Justiz- und Innenministerium", "JM IM"),
        ("NRW-Verkehrsministerium, Landesministerium für Verkehr", "VM VM"),
        ("StK, Stk Sport, Stk-Ehrenamt, Staatskanzlei (Sport), Stk/FM", "Stk Stk/Sport Stk/Ehrenamt Stk/Sport Stk FM"),
        ("Minister für Bundes- und Europaangelegenheiten sowie Internationales", "Stk/MBEI"),
        ("mwide, im Land, vm", "MWIDE"),
    ],
)  # fmt: skip
def test_known(text: str, acronyms: str) -> None:
    """A ministry is found by acronym, short form and full name, and a comma within a name parts no ministries."""
    found = find_ministries(Passage(text, 0))
    assert " ".join(item.acronym.value for item in found if item.known) == acronyms


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("BMWi", True),
        ("Bundesministerium für Bildung und Forschung", True),
        ("Bundesfinanzministerium", True),
        ("Finanzministerium Hessen", True),
        ("Ministerium der Justiz des Landes Niedersachsen", True),
        ("MKULNV", False),
        ("Ministerium für Verkehr, Bau und Stadtentwicklung", False),
        ("Ministerium für Wissenschaft und Wirtschaft", False),
    ],
)
def test_unknown(text: str, *, foreign: bool) -> None:
    """A ministry of somebody else, and one that no curated record has, is kept as written and said to be so."""
    (found,) = find_ministries(Passage(text, 0))
    assert (found.acronym.value, found.known, found.foreign) == (text, False, foreign)


def test_subjects_of_several() -> None:
    """Subjects that two ministries have, or none, mean no ministry."""
    assert ministry_of("Heimat und Verkehr") is None
    assert ministry_of("Raumfahrt") is None


@pytest.mark.parametrize(
    ("written", "shown"), [("MBEI", "Stk/MBEI"), ("Stk Ehrenamt", "Stk/Ehrenamt"), ("CdS", "Stk/CdS")]
)
def test_unit(written: str, shown: str) -> None:
    """A unit of the Staatskanzlei has one form to show."""
    assert read_ministry(Passage(written, 0)).acronym.value == shown


@given(st.sampled_from([name for name in ACRONYMS if len(name) > len("abc") and "/" not in name]), st.data())
def test_swapped_letters(acronym: str, data: st.DataObject) -> None:
    """Two neighbouring letters swapped are read as the ministry meant, and said to be repaired."""
    index = data.draw(st.integers(0, len(acronym) - 2))
    swapped = acronym[:index] + acronym[index + 1] + acronym[index] + acronym[index + 2 :]
    found = read_ministry(Passage(swapped, 0))
    assert found.acronym.value == acronym
    assert found.repaired is (swapped != acronym)


def test_unknown_acronym() -> None:
    """An acronym that no ministry has is kept as written and said to be unknown."""
    found = read_ministry(Passage("XYZ", 0))
    assert (found.acronym.value, found.known) == ("XYZ", False)


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the search for ministries fail."""
    find_ministries(Passage(text, 0))
