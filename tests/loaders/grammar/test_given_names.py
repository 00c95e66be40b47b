"""The list of given names."""

import pytest

from ruhrgraph.loaders.grammar.given_names import is_given_name


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("Eva", True), ("Karl-Josef", True), ("Ayşe", True), ("Signal", False), ("Berliner", False), ("Ruhr-Eva", False)],
)
def test_given_name(word: str, *, is_one: bool) -> None:
    """A usual given name is one, in both parts if it is a double one."""
    assert is_given_name(word) is is_one
