"""The parts of what is said of a person."""

import pytest

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.person_heads import find_head
from ruhrgraph.loaders.grammar.person_parts import Parts, Remark, finished, take_part


def _person(line: str) -> Parts:
    head = find_head(Passage(line, 0))
    assert head is not None
    return Parts(head)


@pytest.mark.parametrize("part", ["MSc", "Bochum", "Stadt Essen", "Leiterin", "Ministerin a. D.", "Finanzministerium"])
def test_understood(part: str) -> None:
    """Titles, a place, an organisation, a role, an office and a ministry have their place."""
    assert take_part(_person("Eva Klein"), Passage(part, 0)) is None


@pytest.mark.parametrize("part", ["i. R.", "45", "Leiterin seit 2015", "max@essen.de"])
def test_remarked(part: str) -> None:
    """What fits no rule has none, and is said to have none."""
    assert take_part(_person("Eva Klein"), Passage(part, 0))


def test_two_ministries() -> None:
    """Two ministries of one person are a remark, and neither is taken."""
    person = _person("Finanzminister Max Muster")
    assert take_part(person, Passage("Justizminister", 0)) is None
    remarks: list[Remark] = []
    assert finished(person, remarks).ressort is None
    assert len(remarks) == 1
