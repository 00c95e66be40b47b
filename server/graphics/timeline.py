"""A timeline: one line for each event, with its date in words and a mark at its time.

The text is a list, which wraps as text does; beside it, or below it on a phone, each event has a strip on which a day
is a point and a longer time a bar. So labels cannot collide. The strips are pictures of what the text says.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ruhrgraph.server.graphics.markup import draw, share
from ruhrgraph.server.language import Language
from ruhrgraph.server.language.dates import date_text

_MOST_TICKS = 5
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000)
"""How many months may be between two ticks."""
_LAST_LABEL = 0.86
"""Beyond this part of the axis, the label of a tick would not fit."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something at a time.

    Attributes:
        label: What it is called.
        date: When it was, in EDTF (ISO 8601-2): a day, a month, a quarter, an interval, with `?` if uncertain.
        first: The first day that the date allows.
        last: The last day; None for an interval with an open end.
        href: Its page, if it has one.
        note: What else there is to say, such as the place.

    """

    label: str
    date: str
    first: dt.date
    last: dt.date | None
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Events that belong together, such as those of a forum; without a label, they have no heading."""

    events: tuple[Event, ...]
    label: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class _Tick:
    """The beginning of a month or year on the axis, and its label, if it fits."""

    x: str
    label: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """An event with the place of its mark.

    `kind` is `day` for a point, `within` where the event was some time in it, and `term` where it lasts that long.
    """

    event: Event
    when: str
    kind: str
    is_uncertain: bool
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class _Axis:
    """The time that a timeline shows, from the first of a month to the last day of one."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """The length in days."""
        return (self.last - self.first).days + 1

    def place(self, day: dt.date) -> str:
        """Return where a day begins."""
        return share((day - self.first).days, self.days)

    def ticks(self, language: Language) -> list[_Tick]:
        """Return ticks at beginnings of months or years, few enough for a phone."""
        months = _months(self.last) + 1 - _months(self.first)
        step = next((step for step in _STEPS if months / step <= _MOST_TICKS), _STEPS[-1])
        begin = -(-_months(self.first) // step) * step
        return [
            self._tick(dt.date(month // 12, month % 12 + 1, 1), step, language)
            for month in range(begin, _months(self.last) + 1, step)
        ]

    def _tick(self, day: dt.date, step: int, language: Language) -> _Tick:
        fits = (day - self.first).days <= self.days * _LAST_LABEL
        label = str(day.year) if step % 12 == 0 else _short_month(day, language)
        return _Tick(self.place(day), label if fits else "")


def timeline(groups: Sequence[EventGroup], language: Language, *, name: str = "timeline", undated: int = 0) -> Markup:
    """Return a timeline of events, in the order in which they are given.

    Args:
        groups: The events that have a date.
        language: The reader's language.
        name: The id of the timeline, which no other element of the page may have.
        undated: How many events have no date; the timeline says so.

    """
    events = [event for group in groups for event in group.events]
    axis = _axis(events)
    rows = [(group, [_mark(event, axis, language) for event in group.events]) for group in groups if group.events]
    marks = [mark for _, of_group in rows for mark in of_group]
    return draw(
        "timeline.html",
        language,
        rows=rows,
        ticks=axis.ticks(language) if events else [],
        kinds=[kind for kind in ("day", "within", "term") if any(mark.kind == kind for mark in marks)],
        has_uncertain=any(mark.is_uncertain for mark in marks),
        name=name,
        undated=undated,
    )


def _axis(events: Sequence[Event]) -> _Axis:
    """Return the whole months that events are in."""
    days = [day for event in events for day in (event.first, event.last) if day] or [dt.date(2000, 1, 1)]
    last = max(days)
    return _Axis(min(days).replace(day=1), last.replace(day=monthrange(last.year, last.month)[1]))


def _mark(event: Event, axis: _Axis, language: Language) -> _Mark:
    last = event.last or axis.last
    kind = "day" if event.first == event.last else "term" if event.date[:1] in "{[" or "/" in event.date else "within"
    width = share((last - event.first).days + 1, axis.days)
    is_uncertain = any(sign in event.date for sign in "?~%")
    return _Mark(event, date_text(event.date, language), kind, is_uncertain, axis.place(event.first), width)


def _short_month(day: dt.date, language: Language) -> str:
    """Return the month and the year of a day, short: `Apr 2019`."""
    month, year = date_text(day.isoformat()[:7], language).split()
    return f"{month[:3]} {year}"


def _months(day: dt.date) -> int:
    """Return how many months a day is after the beginning of the era."""
    return day.year * 12 + day.month - 1
