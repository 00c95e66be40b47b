"""Finding things by the beginning of a name, and words that were misspelled."""

import pytest

from ruhrgraph.queries.name_search import find_by_prefix, similar_words
from ruhrgraph.queries.things import Things
from tests.queries.test_lookup import THINGS

TYPES = ("Person", "Ressort", "Themenforum", "Gemeinde")


def _found(prefix: str, things: Things) -> list[str]:
    return [entity.id for entity in find_by_prefix(prefix, (things.by_type[type_] for type_ in TYPES))]


@pytest.mark.parametrize(
    ("prefix", "ids"),
    [
        ("hend", ["person/hendrik-wuest"]),
        ("wüst", ["person/hendrik-wuest", "person/herta-wuest"]),
        ("neue mob", ["themenforum/13"]),
        ("verkehrsm", ["ressort/vm"]),
        ("endrik", []),
    ],
)
def test_prefixes(prefix: str, ids: list[str]) -> None:
    """A name or a word in it begins with the text; other parts of words do not count."""
    assert _found(prefix, THINGS) == ids


def test_whole_names_come_first() -> None:
    """Names that begin with the text stand before those that have it in their middle."""
    assert _found("ess", THINGS)[0] == "gemeinde/essen"


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Mobilitet", "Mobilität"),
        ("Hendrick Wüst", "Hendrik Wüst"),
        ("Hendrik Wüst", ""),
        ("xq", ""),
        ("zzzzzzzz", ""),
        ("", ""),
    ],
)
def test_misspelled_words(text: str, better: str) -> None:
    """A word that no name has becomes the one most like it; short words and unlike ones stay."""
    assert similar_words(text, THINGS, TYPES) == better
