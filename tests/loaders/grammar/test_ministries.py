"""The ministries behind a forum: roles, separators, swapped letters, spellings of the Staatskanzlei's units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.ministries import read_ministries, read_ministry
from ruhrgraph.ontology import authorities

ACRONYMS = sorted(record.acronym for record in authorities() if record.kind == "ressort" and record.acronym)

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


def test_unknown() -> None:
    """An acronym that no ministry has is kept as written and said to be unknown."""
    found = read_ministry(Passage("XYZ", 0))
    assert (found.acronym.value, found.known) == ("XYZ", False)


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of ministries fail."""
    read_ministries(Passage(text, 0))
