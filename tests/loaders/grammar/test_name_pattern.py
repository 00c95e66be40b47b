"""One pattern for many names."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.grammar.name_pattern import escaped, name_pattern

NAMES = st.lists(
    st.text("abA1 .&(", min_size=1).filter(lambda name: name.strip() == name and name[0].isalnum()), max_size=5
)


@given(NAMES, st.text("abA1 .&(-"))
def test_it_finds_what_a_plain_alternation_finds(names: list[str], text: str) -> None:
    """It matches where the same names as a plain pattern match, the longest first."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    plain = rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?!\w)" if names else r"(?!)"
    assert [match.span() for match in re.finditer(name_pattern(escaped(names)), text)] == [
        match.span() for match in re.finditer(plain, text)
    ]


def test_a_special_character_may_come_first() -> None:
    """A name may begin with a character that patterns have another use for."""
    assert re.search(name_pattern(escaped(["(a)"]), behind=""), "x (a)")
