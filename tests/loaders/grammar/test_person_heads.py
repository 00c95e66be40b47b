"""What stands before the first comma of a moderator's line."""

import pytest

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.person_heads import find_head


@pytest.mark.parametrize(
    ("line", "name", "before"),
    [
        ("Frau Ministerin Dr. Eva Klein, Stadt", "Eva Klein", "Ministerin"),
        ("Eva Klein und Max Muster", "Eva Klein", None),
        ("Pfarrer Max Muster, Essen", "Max Muster", "Pfarrer"),
        ("Präsident der IHK Dortmund Max Muster", "Max Muster", "Präsident der IHK Dortmund"),
        ("Karl von und zu Berg (RAG)", "Karl von und zu Berg", None),
    ],
)
def test_head(line: str, name: str, before: str | None) -> None:
    """Office or role, and the name, up to what ends it."""
    head = find_head(Passage(line, 0))
    assert head is not None
    office = head.office.passage if head.office else head.role
    assert (head.name.text, office and office.text) == (name, before)


def test_strict() -> None:
    """Where something else may stand, a sign of a person is needed."""
    assert find_head(Passage("Signal Iduna", 0)) is not None
    assert find_head(Passage("Signal Iduna", 0), strict=True) is None
    assert find_head(Passage("Eva Signal", 0), strict=True) is not None
