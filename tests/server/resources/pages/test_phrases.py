"""The parts of lead sentences."""

import pytest

from ruhrgraph.server.resources.pages.phrases import counted, joined, listed, scheduled, sentence, with_article


def test_numbers() -> None:
    """Numbers are in words up to twelve; one has its own form."""
    assert counted(1, "ein Projekt", "Projekte", "de") == "ein Projekt"
    assert counted(12, "ein Projekt", "Projekte", "de") == "zwölf Projekte"
    assert counted(1300, "ein Projekt", "Projekte", "de") == "1.300 Projekte"
    assert counted(1300, "one project", "projects", "en") == "1,300 projects"


def test_lists() -> None:
    """A list ends in `und`; of more than five names, the first four are named."""
    assert listed([], "de") == ""
    assert listed(["A"], "de") == "A"
    assert listed(["A", "B", "C"], "en") == "A, B and C"
    assert listed(list("ABCDEFG"), "de") == "A, B, C, D und 3 weitere"
    assert joined(["", "a", "b"], "de") == "a und b"
    assert sentence("aha?") == "Aha?"
    assert sentence("") == ""


@pytest.mark.parametrize(
    ("name", "de"),
    [
        ("Ministerium der Finanzen", "das Ministerium der Finanzen"),
        ("Minister für Europa", "der Minister für Europa"),
        ("Staatskanzlei (Stk)", "die Staatskanzlei (Stk)"),
        ("Staatskanzlei, Sport", "Staatskanzlei, Sport"),
        ("Amt X", "Amt X"),
    ],
)
def test_articles(name: str, de: str) -> None:
    """A ministry has its article; a name whose gender is not known has none."""
    assert with_article(name, "de") == de


@pytest.mark.parametrize(
    ("edtf", "de"),
    [
        ("2019-04-08", "für den 8. April 2019"),
        ("2019-06", "für Juni 2019"),
        ("2019-06?", "für Juni 2019 (ungewiss)"),
        ("2019-34", "für das 2. Quartal 2019"),
        ("2019", "für 2019"),
    ],
)
def test_times(edtf: str, de: str) -> None:
    """Each precision of a date has its own preposition and article."""
    assert scheduled(edtf, "de") == de
