"""Terms of projects: every form of the documents, and any years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.project_terms import find_term

# text, start year, end year, open end, regular operation
CASES: list[tuple[str, int | None, int | None, bool, bool]] = [
    ("2020 bis 2030", 2020, 2030, False, False),
    ("2020-2023", 2020, 2023, False, False),
    ("2020", 2020, 2020, False, False),
    ("Bis 2034", None, 2034, False, False),
    ("Ab 2020", 2020, None, True, False),
    ("Zunächst bis einschließlich 2022", None, 2022, False, False),
    ("2020, ab dann Fortführung im Regelbetrieb", 2020, 2020, False, True),
    ("2020 bis 2022, ab dann ggf. Fortführung im Regelbetrieb", 2020, 2022, False, True),
    ("2020 bis 2034 (Projekt bis Ende 2021, anschließend Regelbetrieb)", 2020, 2034, False, True),
    ("Ab 2020 (bis zur Erreichung der Projektziele voraussichtlich 2025)", 2020, 2025, False, False),
    ("2020 bis 2030 (nach Evaluation ggf. Fortführung bis 2040)", 2020, 2030, False, False),
    ("2020 bis 2024 (ab 2025 Fortführung wesentlicher Elemente im Regelbetrieb)", 2020, 2024, False, True),
    ("2020 bis zur Übernahme in die Regelfinanzierung durch die Krankenkassen", 2020, None, True, True),
    ("Start in 2020, Laufzeit zunächst 3 Jahre, nach Evaluation ggf. Fortführung", 2020, None, False, False),
    ("Start in 2020, 3 Jahre Laufzeit", 2020, None, False, False),
    ("Aufbauphase 2020, danach Regelbetrieb", 2020, 2020, False, True),
    ("Aufbauphase (1 Jahr), in der Folge Start Regelbetrieb", None, None, False, True),
    ("Abhängig von den weiteren Entscheidungen auf Bundes- und Landesebene", None, None, False, False),
    ("Die Ruhr Games finden biennial statt, 2019 erfolgte die Durchführung.", None, None, False, False),
    ("Dazu werden 2020 zunächst eine Machbarkeitsstudie durchgeführt", 2020, None, False, False),
    ("3 Jahre: Bis zum Ende der Legislatur in 2022 sollten erste Ergebnisse vorliegen", None, 2022, False, False),
    ("Beginn 2021, Ende 2024", 2021, 2024, False, False),
    ("2020 bis 2027, ab dann Fortführung im Regelsystem geplant", 2020, 2027, False, True),
]


@pytest.mark.parametrize(("text", "start", "end", "open_end", "regular"), CASES)
def test_form(text: str, start: int | None, end: int | None, *, open_end: bool, regular: bool) -> None:
    """A term in any form of the documents gives its years, an open end and regular operation."""
    found = find_term(Passage(text, 0))
    years = tuple(year and year.value for year in (found.startjahr, found.endjahr))
    assert years == (start, end)
    assert bool(found.offenes_ende) is open_end
    assert bool(found.regelbetrieb) is regular


@given(
    st.integers(1990, 2060),
    st.integers(1990, 2060),
    st.sampled_from(["{} bis {}", "{}-{}", "{} – {}", "von {} bis {}"]),
)
def test_any_years(start: int, end: int, form: str) -> None:
    """Any two years in any form are read back, each from its own span."""
    text = form.format(start, end)
    found = find_term(Passage(text, 0))
    assert found.startjahr is not None
    assert found.endjahr is not None
    for year, expected in ((found.startjahr, start), (found.endjahr, end)):
        assert year.value == expected
        assert text[year.spans[0].start : year.spans[0].end] == str(expected)


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of terms fail."""
    found = find_term(Passage(text, 0))
    assert found.startjahr is None or str(found.startjahr.value) in text
