"""Offices of this government and of others, with their departments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.offices import find_office

# office, ministry; the name `Eva Klein` follows each
MEMBERS: list[tuple[str, str | None]] = [
    ("Ministerin", None),
    ("Landesministerin", None),
    ("Staatssekretär", None),
    ("nordrhein-westfälischer Minister", None),
    ("Parlamentarischer Staatssekretär", None),
    ("Minister NRW", None),
    ("Finanzminister", "FM"),
    ("Innenminister", "IM"),
    ("Wirtschafts- und Digitalminister", "MWIDE"),
    ("Kultur- und Wissenschaftsministerin", "MKW"),
    ("NRW-Verkehrsminister", "VM"),
    ("Justizstaatssekretär", "JM"),
    ("Umweltministerin (NRW)", "MULNV"),
    ("Ministerin für Schule und Bildung", "MSB"),
    ("Minister der Justiz", "JM"),
    ("Minister des Innern", "IM"),
    ("Minister für Wirtschaft", "MWIDE"),
    ("Ministerin für Verkehr des Landes Nordrhein-Westfalen", "VM"),
    ("Minister für Kinder, Familie, Flüchtlinge und Integration", "MKFFI"),
    ("Ministerin für Umwelt, Landwirtschaft, Natur- und Verbraucherschutz", "MULNV"),
    ("Minister für Bundes- und Europaangelegenheiten sowie Internationales", "Stk/MBEI"),
    ("Europaminister", "Stk/MBEI"),
    ("Staatssekretärin im Ministerium für Schule und Bildung", "MSB"),
    ("Staatssekretär im MWIDE", "MWIDE"),
    ("Staatssekretärin im Finanzministerium", "FM"),
    ("Staatssekretär MWIDE", "MWIDE"),
    ("Parl. Staatssekretär", None),
    ("Ministerpräsident von Nordrhein-Westfalen", "Stk"),
    ("Staatssekretärin der Staatskanzlei", "Stk"),
    ("Staatssekretär für Sport und Ehrenamt", "Stk"),
    ("Chef der Staatskanzlei", "Stk/CdS"),
    ("Ministerpräsident", "Stk"),
    ("Minister und stellvertretender Ministerpräsident", None),
    ("Vize-Ministerpräsident", None),
]
OTHERS = [
    "Ministerin a. D.",
    "Minister a.D.",
    "Minister außer Dienst",
    "Minister i. R.",
    "ehemaliger Minister",
    "frühere Finanzministerin",
    "Ex-Minister",
    "Altkanzler",
    "Alt-Bundeskanzler",
    "Altministerpräsident",
    "Bundesminister",
    "Bundesfinanzminister",
    "Bundesministerin für Bildung und Forschung",
    "Bundeskanzlerin",
    "Ministerin des Landes Hessen",
    "hessischer Minister",
    "niederländischer Minister",
    "Staatsminister",
    "Minister für Verkehr des Landes Niedersachsen",
    "Staatssekretär im Bundesministerium für Verkehr",
    "designierter Minister",
]


@pytest.mark.parametrize(("office", "ressort"), MEMBERS)
def test_member(office: str, ressort: str | None) -> None:
    """An office of the government in office, as written, with the ministry that it names."""
    found = find_office(Passage(f"{office} Eva Klein", 0))
    assert found is not None
    assert (found.passage.text, found.member, found.ressort, found.doubt) == (office, True, ressort, None)


@pytest.mark.parametrize("office", OTHERS)
def test_other(office: str) -> None:
    """A former office, or one of another government, is no office of this one and names none of its ministries."""
    found = find_office(Passage(f"{office} Eva Klein", 0))
    assert found is not None
    assert (found.passage.text, found.member, found.ressort, found.doubt) == (office, False, None, None)


@pytest.mark.parametrize(
    "office",
    [
        "Raumfahrtminister",
        "Minister für Raumfahrt",
        "Verteidigungsministerin",
        "Finanz- und Innenminister",
        "Staatssekretär im Raumfahrtministerium",
    ],
)
def test_unknown_department(office: str) -> None:
    """A department that no ministry has, or that two have, is a doubt."""
    found = find_office(Passage(f"{office} Eva Klein", 0))
    assert found is not None
    assert (found.member, found.ressort) == (False, None)
    assert found.doubt


@pytest.mark.parametrize("text", ["Eva Klein", "Kanzler der Universität", "Universitätskanzler", "Ministerium", ""])
def test_none(text: str) -> None:
    """Other words are no office of a government."""
    assert find_office(Passage(text, 0)) is None


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of offices fail."""
    find_office(Passage(text, 0))
