"""The drawings of sections."""

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.resources.pages.drawings import time_drawing
from ruhrgraph.server.resources.pages.records import Tie
from tests.server.resources.pages.conftest import Tell


def test_the_term_of_a_project_with_its_phases(tell: Tell) -> None:
    """A project has its term as a bar, and its phases, drawn from where the term begins."""
    term = next(section for section in tell("Projekt", "projekt/03-01").sections if section.heading == "Laufzeit")
    assert term.drawing.count('class="timeline-event"') == 2


@pytest.mark.parametrize("date", ["", "/2024", "2019-13", "2019-02-30", "2019/2018", "bald"])
def test_what_has_no_place_in_time_is_not_drawn(date: str) -> None:
    """Dates that have no beginning or are none give no drawing."""
    ties = [Tie("holds", f"urn:{number}", "Veranstaltung", "E", date=date) for number in (1, 2)]
    assert time_drawing(ties, "zeit", DEFAULT_BASE, PageContext()) == ""
