"""The clauses of terms and their kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.term_clauses import clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020 bis 2022", [("term", "2020 bis 2022")]),
        (
            "2020, ab dann Fortführung im Regelbetrieb",
            [("term", "2020"), ("continuation", "Fortführung im Regelbetrieb")],
        ),
        (
            "2020 bis 2030 (ggf. bis 2040 verlängert)",
            [("term", "2020 bis 2030"), ("continuation", "ggf. bis 2040 verlängert")],
        ),
        (
            "2020 bis zur Übernahme in die Regelfinanzierung",
            [("term", "2020 bis zur Übernahme in die Regelfinanzierung")],
        ),
        ("Pilotphase 2020 und Hauptphase 2021", [("phase", "2020"), ("phase", "2021")]),
        ("Pilotphase (2020)", [("phase", "2020")]),
        ("2020 (Planung)", [("phase", "2020")]),
        (
            "Konzept liegt seit 2017 vor, Start 2020",
            [("remark", "Konzept liegt seit 2017 vor"), ("term", "Start 2020")],
        ),
        ("Das Projekt besteht seit 2017", [("term", "Das Projekt besteht seit 2017")]),
        (
            "3 Jahre: in 2022 sollten Ergebnisse vorliegen",
            [("term", "3 Jahre"), ("remark", "in 2022 sollten Ergebnisse vorliegen")],
        ),
    ],
)
def test_clauses(text: str, expected: list[tuple[str, str]]) -> None:
    """A term falls into clauses about itself, its phases, what comes after, and remarks."""
    assert [(clause.kind, clause.passage.text) for clause in clauses(Passage(text, 0))] == expected


@given(st.text(alphabet="2019 bis,;()Phase."))
def test_any_text(text: str) -> None:
    """No text makes the reading fail, and each clause is a part of the text."""
    for clause in clauses(Passage(text, 0)):
        assert text[clause.passage.start : clause.passage.end] == clause.passage.text
