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
    ("Aufbauphase 2020, danach Regelbetrieb", 2020, None, False, True),
    ("Aufbauphase (1 Jahr), in der Folge Start Regelbetrieb", None, None, False, True),
    ("Abhängig von den weiteren Entscheidungen auf Bundes- und Landesebene", None, None, True, False),
    ("Die Ruhr Games finden biennial statt, 2019 erfolgte die Durchführung.", None, None, False, False),
    ("Dazu werden 2020 zunächst eine Machbarkeitsstudie durchgeführt", 2020, None, False, False),
    ("3 Jahre: Bis zum Ende der Legislatur in 2022 sollten erste Ergebnisse vorliegen", None, None, False, False),
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


# text, term in EDTF, duration, phases
PERIODS: list[tuple[str, str | None, str | None, list[tuple[str, int | None, int | None]]]] = [
    ("2019/2020", "2019/2020", None, []),
    ("Schuljahr 2020/21", "2020/2021", None, []),
    ("Ab dem Schuljahr 2020/2021", "2020/..", None, []),
    ("seit 2018", "2018/..", None, []),
    ("ab Sommer 2020", "2020/..", None, []),
    ("2020 ff.", "2020/..", None, []),
    ("Start: 2020, Ende: offen", "2020/..", None, []),
    ("Bis 2034", "/2034", None, []),
    ("bis voraussichtlich 2025", "/2025?", None, []),
    ("mindestens bis 2025", "/2025?", None, []),
    ("voraussichtlich 2020 bis 2022", "2020?/2022?", None, []),
    ("2020 bis ca. 2024", "2020/2024~", None, []),
    ("2020 bis 2025 (geplant)", "2020?/2025?", None, []),
    ("Q3 2020 bis Q2 2022", "2020-07/2022-06", None, []),
    ("2. Halbjahr 2020 bis 1. Quartal 2022", "2020-07/2022-03", None, []),
    ("01.01.2020 – 31.12.2022", "2020-01-01/2022-12-31", None, []),
    ("1.1. bis 31.12.2021", "2021-01-01/2021-12-31", None, []),
    ("Juli bis Dezember 2020", "2020-07/2020-12", None, []),
    ("von Oktober 2020 bis zum 30. September 2023", "2020-10/2023-09-30", None, []),
    ("Beginn 1. August 2020, Dauer 36 Monate", "2020-08-01/", "P36M", []),
    ("36 Monate ab Januar 2021", "2021-01/", "P36M", []),
    ("18 Monate", None, "P18M", []),
    ("erstes Halbjahr 2020", "2020-01/2020-06", None, []),
    ("I. Quartal 2020 bis IV. Quartal 2021", "2020-01/2021-12", None, []),
    ("spätestens 2022", "/2022?", None, []),
    ("Start geplant für 2021", "2021?/", None, []),
    ("Gestartet 2019, läuft bis 2024", "2019/2024", None, []),
    ("2020 bis 2022 und darüber hinaus", "2020/..", None, []),
    ("2020 und Folgejahre", "2020/..", None, []),
    ("2 Jahre Pilotphase, danach Regelbetrieb", None, None, []),
    ("Aufbauphase bis Ende 2021, Betrieb ab 2022", None, None, [("Aufbauphase", None, 2021), ("Betrieb", 2022, None)]),
    (
        "erste Phase bis 2022, zweite Phase bis 2025",
        "/2025",
        None,
        [("erste Phase", None, 2022), ("zweite Phase", None, 2025)],
    ),
    ("ca. 2 Jahre", None, "P2Y", []),
    ("3 Jahre: Bis zum Ende der Legislatur in 2022 sollten erste Ergebnisse vorliegen", None, "P3Y", []),
    ("zunächst drei Jahre (2020–2023), danach Verstetigung", "2020/2023", "P3Y", []),
    ("einmalig 2020", "2020", None, []),
    ("laufend", None, None, []),
    ("noch offen", None, None, []),
    ("Aufbauphase 2020, danach Regelbetrieb", "2020/..", None, [("Aufbauphase", 2020, 2020)]),
    ("Aufbauphase 1 Jahr, danach Regelbetrieb", None, None, [("Aufbauphase", None, None)]),
    (
        "Pilotphase 2020-2021; Hauptphase 2022 bis 2025",
        "2020/2025",
        None,
        [("Pilotphase", 2020, 2021), ("Hauptphase", 2022, 2025)],
    ),
    (
        "Konzeptphase (2020) und Umsetzungsphase (2021 bis 2023)",
        "2020/2023",
        None,
        [("Konzeptphase", 2020, 2020), ("Umsetzungsphase", 2021, 2023)],
    ),
    (
        "2019 bis 2027 (Planung bis 2021, Bau ab 2022)",
        "2019/2027",
        None,
        [("Planung", None, 2021), ("Bau", 2022, None)],
    ),
    (
        "Phase 1: 2020 bis 2021, Phase 2: 2022 bis 2024",
        "2020/2024",
        None,
        [("Phase 1", 2020, 2021), ("Phase 2", 2022, 2024)],
    ),
]


@pytest.mark.parametrize(("text", "period", "duration", "phases"), PERIODS)
def test_period(
    text: str, period: str | None, duration: str | None, phases: list[tuple[str, int | None, int | None]]
) -> None:
    """A term in EDTF keeps its precision and its doubts, beside its duration and phases; all is understood."""
    found = find_term(Passage(text, 0))
    assert (found.zeitraum and found.zeitraum.value) == period
    assert (found.dauer and found.dauer.value and found.dauer.value.value) == duration
    years = [
        (each.name.value, *(year and year.value for year in (each.startjahr, each.endjahr))) for each in found.phasen
    ]
    assert years == phases
    assert found.not_understood == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ursprünglich 2019, jetzt 2020 bis 2022", ["2019"]),
        ("2020 bis 2022 (bis 2025)", ["bis 2025"]),
        ("2020 bis 2022, Dauer 5 Jahre", ["5 Jahre"]),
        ("2020 bis 2023, Abschlusskonferenz im Herbst 2023", ["2023"]),
        ("2021 oder 2022", ["2021 oder 2022"]),
        ("2020 bis 2022, verlängert bis 2023", ["2023"]),
        ("März 2020, Juni 2020", ["Juni 2020"]),
        ("2020 und 2025", ["2020 und 2025"]),
        ("Beginn nicht vor 2021", ["Beginn nicht vor 2021"]),
        ("2020-22", ["2020-22"]),
        ("01.08.20 – 31.07.22", ["01.08.20 – 31.07.22"]),
        ("zwei bis drei Jahre", ["zwei bis drei Jahre"]),
        ("nach Bedarf", ["nach Bedarf"]),
        ("20200 bis 2022", ["20200"]),
        ("2020 bis 2022 (100 Plätze)", []),
        ("202 bis 2023", ["202"]),
        ("2020 bis 20223", ["20223"]),
        ("k. A.", ["k. A."]),
    ],
)
def test_not_understood(text: str, parts: list[str]) -> None:
    """A year that no rule accounts for, or that contradicts another, comes back; so does a term without any sense."""
    assert [part.text for part in find_term(Passage(text, 0)).not_understood] == parts


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
