"""Maps and timelines in place of tables."""

import pytest

from ruhrgraph.queries.things import Things
from ruhrgraph.server.web.lists.definitions import EVENTS
from ruhrgraph.server.web.lists.drawings import list_map, list_timeline
from ruhrgraph.server.web.lists.entries import ListContent, Tables, list_content


@pytest.fixture(scope="module")
def events(tables: Tables, things: Things) -> ListContent:
    """Return the content of the list of events: one without town, one without date."""
    return list_content(EVENTS, tables, things, "1")


def test_a_map(events: ListContent) -> None:
    """A town is linked to the things there, and it is said how many have none."""
    drawn = list_map(events, events.entries, "Veranstaltungen", "de", lambda key: f"?gemeinde={key}")
    assert '<a href="?gemeinde=essen"' in drawn
    assert "Turm; Halle" in drawn
    assert "nicht auf der Karte: 1" in drawn


def test_a_timeline(events: ListContent) -> None:
    """An event is linked to its page, and it is said how many have no date, or one that is none."""
    drawn = list_timeline(events.entries, "en", lambda iri: f"/page/{iri}")
    assert 'href="/page/urn:e1"' in drawn
    assert "not on the timeline: 1" in drawn
