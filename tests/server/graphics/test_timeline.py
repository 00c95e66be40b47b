"""Timelines: marks where the dates are, and text that says the same."""

import datetime as dt

import pytest

from ruhrgraph.server.graphics.timeline import Event, EventGroup, timeline
from ruhrgraph.server.language import Language
from tests.server.graphics.pictures import elements, text


def _event(date: str, first: str, last: str | None) -> Event:
    day = dt.date.fromisoformat
    return Event("Workshop <A>", date, day(first), day(last) if last else None, "/doc/veranstaltung/1-1", "Essen")


DAY = _event("2019-04-08", "2019-04-08", "2019-04-08")


@pytest.mark.parametrize(
    ("event", "shape", "class_"),
    [
        (DAY, "circle", "mark"),
        (_event("2019-06", "2019-06-01", "2019-06-30"), "rect", "mark within"),
        (_event("2019-34", "2019-04-01", "2019-06-30"), "rect", "mark within"),
        (_event("2019-06?", "2019-06-01", "2019-06-30"), "rect", "mark within uncertain"),
        (_event("2020/2022", "2020-01-01", "2022-12-31"), "rect", "mark term"),
        (_event("2020/..", "2020-01-01", None), "rect", "mark term"),
    ],
)
def test_each_kind_of_date_has_its_mark(event: Event, shape: str, class_: str) -> None:
    """A day is a point, a longer time a bar; the legend explains what there is, and nothing else."""
    drawing = timeline([EventGroup((event,))], "de")
    marks = [mark.get("class") for mark in elements(drawing, shape)]
    assert marks[0] == class_
    said = text(drawing)
    assert ("an diesem Tag" in said) == (shape == "circle")
    assert ("irgendwann in dieser Zeit" in said) == ("within" in class_)
    assert ("Dauer" in said) == ("term" in class_)
    assert ("ungewiss" in said) == ("uncertain" in class_)


def test_where_marks_stand() -> None:
    """The axis has whole months; a month is as long as its days, and an open end reaches the end."""
    events = (DAY, _event("2019-06", "2019-06-01", "2019-06-30"), _event("2019-05/..", "2019-05-01", None))
    drawing = timeline([EventGroup(events)], "de")
    assert elements(drawing, "circle")[0].get("cx") == "7.69%"  # 7 of the 91 days from April to June
    month, term = elements(drawing, "rect")[:2]
    assert (month.get("x"), month.get("width")) == ("67.03%", "32.97%")
    assert (term.get("x"), term.get("width")) == ("32.97%", "67.03%")


@pytest.mark.parametrize(
    ("last", "language", "labels"),
    [
        ("2019-05-02", "de", ["Apr 2019", "Mai 2019"]),
        ("2020-02-02", "en", ["Apr 2019", "Jul 2019", "Oct 2019", "Jan 2020"]),
        ("2024-02-02", "de", ["2020", "2021", "2022", "2023"]),
        ("2119-02-02", "de", ["2020", "2040", "2060", "2080", "2100"]),
        ("9999-12-31", "de", ["4000", "6000", "8000"]),
    ],
)
def test_the_axis_fits_a_phone(last: str, language: Language, labels: list[str]) -> None:
    """However long the time, there are few ticks, at beginnings of months or years, each with room for its label."""
    drawing = timeline([EventGroup((_event(f"2019-04-08/{last}", "2019-04-08", last),))], language)
    assert [element.text for element in elements(drawing, "text")] == labels


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(day: str) -> None:
    """The first and the last day that there is can be drawn."""
    assert len(elements(timeline([EventGroup((_event(day, day, day),))], "de"), "circle")) == 2


def test_groups_and_links() -> None:
    """Each event links to its page, below the heading of its group; text is no markup."""
    drawing = timeline([EventGroup((DAY,), "Forum 1", "/doc/themenforum/1"), EventGroup((), "Forum 2")], "de")
    assert [link.get("href") for link in elements(drawing, "a")] == ["/doc/themenforum/1", "/doc/veranstaltung/1-1"]
    assert "Forum 1 8. April 2019 Workshop <A> · Essen" in text(drawing)
    assert "Forum 2" not in text(drawing)


def test_what_has_no_date_is_counted() -> None:
    """Undated events are named in number, with and without dated ones."""
    assert "Ohne Datum, daher nicht im Zeitstrahl: 3" in text(timeline([EventGroup((DAY,))], "de", undated=3))
    assert text(timeline([], "en", undated=1200)) == "Without a date, and so not on the timeline: 1,200"
    assert "Ohne Datum" not in text(timeline([EventGroup((DAY,))], "de"))
