"""How names are compared: what is the same, what is nearly so, and what has nothing to do with each other."""

import pytest

from ruhrgraph.queries.similarity import (
    EXACT_SCORE,
    is_same,
    normalise,
    score,
    without_titles,
    written_alike,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mülheim an der Ruhr", "MUELHEIM AN DER RUHR"),
        ("Laumann, Karl-Josef", "Karl-Josef Laumann"),
        ("Laumann Karl Josef", "Karl-Josef Laumann"),
        ("EON", "E.ON"),
        ("Stk/Sport", "Stk Sport"),
        ("Mu\u0308nster", "Münster"),
        ("13-01", "13/01"),
    ],
)
def test_same(one: str, other: str) -> None:
    """Case, accents, punctuation and the order of words make no other name."""
    assert is_same(normalise(one), normalise(other))
    assert score(normalise(one), normalise(other)) == EXACT_SCORE


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Gelsnkirchen", "Gelsenkirchen", 90, 99),
        ("Karl Josef Lauman", "Karl-Josef Laumann", 90, 99),
        ("Wissenschaftspark", "Wissenschaftspark Gelsenkirchen", 70, 90),
        ("Themenforum 12", "Themenforum 13", 60, 75),
        ("Essen", "Haus der Technik Essen", 55, 75),
    ],
)
def test_nearly_the_same(one: str, other: str, least: float, most: float) -> None:
    """A misspelling counts more than a part of a name, and neither is the same; another number is another thing."""
    assert least <= score(normalise(one), normalise(other)) <= most
    assert not is_same(normalise(one), normalise(other))


@pytest.mark.parametrize(
    ("one", "other"), [("13-01", "13-02"), ("13-01", "01-13"), ("im", "Ministerium im Land"), ("?!", "?!"), ("", "")]
)
def test_nothing_in_common(one: str, other: str) -> None:
    """Codes are the same or not; very short words and signs are no part of a name."""
    assert score(normalise(one), normalise(other)) == 0
    assert not is_same(normalise(one), normalise(other))


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Prof. Dr. Uta Hohn", "uta-hohn"),
        ("Hohn, Prof. Dr. Uta", "uta-hohn"),
        ("Minister Hendrik Wüst", "hendrik-wuest"),
        ("Frau Staatssekretärin Serap Güler", "serap-gueler"),
        ("Dr.", "dr"),
        ("Drago Minister", "drago-minister"),
    ],
)
def test_titles_are_no_part_of_a_name(name: str, bare: str) -> None:
    """Forms of address, offices and titles before a person's name are left out; a name is never left empty."""
    assert without_titles(name) == bare


def test_acronyms_keep_their_case() -> None:
    """The word `im` does not mean the ministry for sure, but `IM` does; other names may be written as one likes."""
    assert written_alike("IM", "IM")
    assert not written_alike("IM", "im")
    assert written_alike("Essen", "ESSEN")
