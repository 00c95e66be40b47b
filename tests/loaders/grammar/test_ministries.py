"""The ministries behind a forum: roles, separators, swapped letters, spellings of the Staatskanzlei's units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.ministries import read_ministries

# line, lead, participating, interested, further one open
CASES: list[tuple[str, list[str], list[str], list[str], bool]] = [
    ("MKFFI (weitere beteiligte Ressorts: MSB und Stk/Sport)", ["MKFFI"], ["MSB", "Stk/Sport"], [], False),
    ("MAGS (weitere beteiligte Ressorts MSB, MWIDE)", ["MAGS"], ["MSB", "MWIDE"], [], False),
    ("MAGS", ["MAGS"], [], [], False),
    ("MKW (weiteres beteiligtes Ressort noch offen, MWIDE ist interessiert)", ["MKW"], [], ["MWIDE"], True),
    ("MKW (beteiligtes Ressort: MSB; MWIDE und MAGS sind interessiert)", ["MKW"], ["MSB"], ["MWIDE", "MAGS"], False),
    ("Stk/CdS", ["Stk/CdS"], [], [], False),
    ("Stk Sport (beteiligtes Ressort: Stk)", ["Stk/Sport"], ["Stk"], [], False),
    ("MWIDE (weitere beteiligte Ressorts: MHKGB, VM)", ["MWIDE"], ["MHKBG", "VM"], [], False),
]


@pytest.mark.parametrize(("line", "lead", "participating", "interested", "more"), CASES)
def test_line(line: str, lead: list[str], participating: list[str], interested: list[str], *, more: bool) -> None:
    """A line tells lead, participating and interested ministries apart."""
    found = read_ministries(Passage(line, 0))
    roles = (found.lead, found.participating, found.interested)
    assert [[item.acronym.value for item in role] for role in roles] == [lead, participating, interested]
    assert bool(found.more_open) is more


# line, lead, participating, interested, asked, what is reported
DOUBTS: list[tuple[str, str, str, str, str, list[str]]] = [
    ("MWIDE (weitere: Justizministerium, FM)", "MWIDE", "JM FM", "", "", []),
    ("MWIDE (FM angefragt)", "MWIDE", "", "", "FM", []),
    ("MWIDE angefragt", "", "", "", "MWIDE", []),
    ("MWIDE, FM angefragt", "MWIDE", "", "", "FM", []),
    ("MWIDE; angefragt: FM", "MWIDE", "", "", "FM", []),
    ("MWIDE (angefragt: Ministerium der Finanzen)", "MWIDE", "", "", "FM", []),
    ("MWIDE (FM wurde angefragt)", "MWIDE", "", "", "FM", []),
    ("MWIDE (MSB und FM angefragt)", "MWIDE", "", "", "MSB FM", []),
    ("MWIDE (MSB, MKW und VM sind angefragt)", "MWIDE", "", "", "MSB MKW VM", []),
    ("MWIDE (weitere: MSB, FM angefragt)", "MWIDE", "MSB", "", "FM", []),
    ("MWIDE (MSB, FM angefragt)", "MWIDE", "", "", "FM", ["MSB"]),
    ("MWIDE (MSB, FM) angefragt", "MWIDE", "", "", "", ["MSB", "FM", "angefragt"]),
    ("MWIDE (MSB und – angefragt – FM)", "MWIDE", "", "", "", ["MSB", "angefragt", "FM"]),
    ("MWIDE (FM ist angefragt worden)", "MWIDE", "", "", "FM", []),
    ("MWIDE (FM noch nicht angefragt)", "MWIDE", "", "", "", ["FM noch nicht angefragt"]),
    ("MWIDE (FM ggf. interessiert)", "MWIDE", "", "", "", ["FM ggf. interessiert"]),
    ("MWIDE (bis 2019: MULNV)", "MWIDE", "", "", "", ["bis 2019: MULNV"]),
    ("MWIDE (MSB und FM, beide angefragt)", "MWIDE", "", "", "", ["MSB", "FM", "beide", "angefragt"]),
    ("MWIDE (weitere beteiligte Ressorts: MSB, MKW; angefragt: FM und JM)", "MWIDE", "MSB MKW", "", "FM JM", []),
    ("MWIDE (weitere: MSB (interessiert), FM (angefragt), VM)", "MWIDE", "VM", "MSB", "FM", []),
    ("MWIDE (MSB beteiligt, MKW interessiert, FM angefragt)", "MWIDE", "MSB", "MKW", "FM", []),
    ("MWIDE (interessiert sind MSB und MKW)", "MWIDE", "", "MSB MKW", "", []),
    ("MWIDE (Interesse: MSB, MKW)", "MWIDE", "", "MSB MKW", "", []),
    ("MWIDE (weitere: MSB, ggf. FM)", "MWIDE", "MSB", "", "", ["ggf. FM"]),
    ("MWIDE (weitere: MSB, VM noch zu klären)", "MWIDE", "MSB", "", "", ["VM noch zu klären"]),
    ("ggf. MWIDE", "MWIDE", "", "", "", ["ggf. MWIDE"]),
    ("MWIDE (MSB ist nicht beteiligt)", "MWIDE", "", "", "", ["MSB ist nicht beteiligt"]),
    ("MWIDE (weitere: MSB, ohne FM)", "MWIDE", "MSB", "", "", ["ohne FM"]),
    ("MWIDE (weitere: MSB, RVR und Schulämter)", "MWIDE", "MSB", "", "", ["RVR", "Schulämter"]),
    ("MWIDE (weitere: MSB, Verkehrsminsterium)", "MWIDE", "MSB", "", "", ["Verkehrsminsterium"]),
    ("MWIDE (weitere: BMWi, VM)", "MWIDE", "VM", "", "", ["BMWi"]),
    ("MWIDE (weiteres: Finanzministerium Hessen)", "MWIDE", "", "", "", ["Finanzministerium Hessen"]),
    ("Bundesministerium für Wirtschaft und Energie", "", "", "", "", ["Bundesministerium für Wirtschaft und Energie"]),
    ("MWIDE (weitere: MSB, MWIDE)", "MWIDE", "MSB", "", "", ["MWIDE"]),
    ("MWIDE (weitere beteiligte Ressorts: MSB, VM", "MWIDE", "MSB VM", "", "", ["("]),
    ("MWIDE weitere: MSB)", "MWIDE", "MSB", "", "", [")"]),
    ("MWIDE. Stand: 2019", "MWIDE", "", "", "", ["Stand: 2019"]),
    ("MWIDE und MULNV", "MWIDE MULNV", "", "", "", []),
    ("MWIDE/MULNV", "MWIDE MULNV", "", "", "", []),
    ("MWIDE (federführend), MULNV", "MWIDE", "MULNV", "", "", []),
    ("MWIDE unter Beteiligung des Justizministeriums", "MWIDE", "JM", "", "", []),
    ("MWIDE, weitere beteiligte Ressorts: MSB und VM", "MWIDE", "MSB VM", "", "", []),
    ("Ministerium für Schule und Bildung (MSB) (weitere: MKW)", "MSB", "MKW", "", "", []),
    ("MSB – Ministerium für Schule und Bildung", "MSB", "", "", "", []),
    ("MSB (Ministerium für Kinder, Familie, Flüchtlinge und Integration, VM)", "MSB", "MKFFI VM", "", "", []),
    ("MWIDE (weitere Ressorts: Finanz- und Justizministerium)", "MWIDE", "FM JM", "", "", []),
    ("XYZ (weitere: ABC)", "XYZ", "", "", "", ["ABC"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "lead", "participating", "interested", "asked", "reported"), DOUBTS)
def test_line_with_doubts(
    line: str, lead: str, participating: str, interested: str, asked: str, reported: list[str]
) -> None:
    """A ministry whose role is not certain has none, and all that fits no rule is reported."""
    found = read_ministries(Passage(line, 0))
    roles = (found.lead, found.participating, found.interested, found.asked)
    assert [" ".join(item.acronym.value for item in role) for role in roles] == [
        lead, participating, interested, asked,
    ]  # fmt: skip
    assert [doubt.passage.text for doubt in found.doubts] == reported


@pytest.mark.parametrize(
    "line",
    ["MWIDE (weitere: n. n. b.)", "MWIDE (weitere Ressorts sind angefragt)", "MWIDE (MSB sowie weitere)",
     "MWIDE (weitere Ressorts noch offen)", "MKW (noch offen, MWIDE interessiert)"],
)  # fmt: skip
def test_further_one_open(line: str) -> None:
    """A line says in many ways that further ministries are not yet known."""
    found = read_ministries(Passage(line, 0))
    assert found.more_open is not None
    assert found.doubts == ()


@given(
    st.lists(st.sampled_from(["MSB", "und", ",", "(", ")", "angefragt", "weitere", "ggf.", "offen", "Amt"]), max_size=8)
)
def test_all_words_count(words: list[str]) -> None:
    """Whatever is composed of the words of such lines: a ministry is in a role, or the line has a doubt."""
    found = read_ministries(Passage(" ".join(["MWIDE", *words]), 0))
    named = {item.acronym.value for role in (found.lead, found.participating, found.asked) for item in role}
    assert found.doubts or {"MWIDE"} | ({"MSB"} & set(words)) == named


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of ministries fail."""
    read_ministries(Passage(text, 0))
