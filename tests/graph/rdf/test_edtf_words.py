"""Dates and durations in words."""

import pytest

from ruhrgraph.graph.rdf.edtf_words import date_words, duration_words


@pytest.mark.parametrize(
    ("edtf", "short", "full"),
    [
        ("2019-02-07", "7.2.2019", "7. Februar 2019"),
        ("2019-06", "Juni 2019", "Juni 2019"),
        ("2019-22~", "Sommer 2019 (etwa)", "Sommer 2019 (etwa)"),
        ("2019-34", "2. Quartal 2019", "2. Quartal 2019"),
        ("2019-41", "2. Halbjahr 2019", "2. Halbjahr 2019"),
        ("2019", "2019", "2019"),
        ("2019-06?", "Juni 2019 (ungewiss)", "Juni 2019 (ungewiss)"),
        ("2019-34%", "2. Quartal 2019 (etwa, ungewiss)", "2. Quartal 2019 (etwa, ungewiss)"),
        ("2019-05-30/2019-06-02", "30.5.2019–2.6.2019", "30. Mai 2019 bis 2. Juni 2019"),
        ("2020/2025?", "2020–2025 (ungewiss)", "2020 bis 2025 (ungewiss)"),
        ("2020/..", "ab 2020, Ende offen", "ab 2020, Ende offen"),
        ("2020/", "ab 2020", "ab 2020"),
        ("/2024", "bis 2024", "bis 2024"),
        ("../2024", "bis 2024", "bis 2024"),
        ("{2019-04-10}", "10.4.2019", "10. April 2019"),
        ("{2019-04-10,2019-04-12}", "10.4.2019 und 12.4.2019", "10. April 2019 und 12. April 2019"),
        ("{2019-04,2019-06,2019-08..2019-09}", "April 2019, Juni 2019 und August 2019–September 2019", None),
        ("[2019-04,2019-05]", "April 2019 oder Mai 2019", "April 2019 oder Mai 2019"),
        ("2019-13", "2019-13", "2019-13"),
        ("2019-02-41", "2019-02-41", "2019-02-41"),
        ("", "", ""),
    ],
)
def test_dates(edtf: str, short: str, full: str | None) -> None:
    """A date is written as German readers write it, with its doubt and its open ends; what is none stays."""
    assert date_words(edtf) == short
    assert full is None or date_words(edtf, in_full=True) == full


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("P3Y", "3 Jahre"),
        ("P1Y6M", "1 Jahr und 6 Monate"),
        ("P18M", "18 Monate"),
        ("P1D", "1 Tag"),
        ("P", "P"),
        ("P2W", "P2W"),
        ("PT3H", "PT3H"),
    ],
)
def test_durations(duration: str, words: str) -> None:
    """A duration is in words, singular or plural; one with hours or weeks stays as it is."""
    assert duration_words(duration) == words
