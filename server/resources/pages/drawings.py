"""The drawings of a page: what is dated, on a timeline.

In: the thing with its ties. Out: markup, empty where a drawing would say nothing more than the sections.
"""

import datetime as dt
import re
from collections.abc import Sequence

from markupsafe import Markup

from ruhrgraph.graph.rdf.edtf_words import date_words
from ruhrgraph.server.graphics.timeline import Event, EventGroup, timeline
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.urls import page_link
from ruhrgraph.server.resources.pages.records import Tie

_FEWEST, _MOST = 2, 60
_TERMS = ("has the term", "has the phase")
_QUARTERS = {33: 1, 34: 4, 35: 7, 36: 10}
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?")
_DECEMBER, _QUARTER = 12, 3


def time_drawing(ties: Sequence[Tie], name: str, base: str, page: PageContext) -> Markup:
    """Return the rows of a section on a timeline: events, or the term of a project with its phases."""
    dated = list({tie.thing: tie for tie in ties if tie.date}.values())
    begins = next((tie.date[:4] for tie in dated if tie.relation == _TERMS[0]), "")
    events = [found for tie in dated if (found := _event(tie, begins, base, page))]
    is_term = any(tie.relation in _TERMS for tie in dated)
    if not events or len(events) > _MOST or (len(events) < _FEWEST and not is_term):
        return Markup()
    undated = len({tie.thing for tie in ties if not tie.date})
    events.sort(key=lambda event: event.first)
    return timeline([EventGroup(tuple(events))], page.language, name=name, undated=undated)


def _event(tie: Tie, begins: str, base: str, page: PageContext) -> Event | None:
    """Return a dated tie as an event; None without a first day, but a phase is drawn from where the term begins."""
    is_phase = tie.relation == _TERMS[1] and tie.date.startswith("/")
    days = _days(f"{begins}{tie.date}" if is_phase else tie.date)
    if days is None:
        return None
    name = tie.label.removesuffix(f", {date_words(tie.date)}")
    name = name.partition(", ")[0] if tie.relation in _TERMS else name
    href = page_link(tie.thing, base, page.home)
    return Event(name, tie.date, *days, href=href, note=tie.place)


def _days(edtf: str) -> tuple[dt.date, dt.date | None] | None:
    """Return the first and the last day of a date or a span in EDTF; None for what is neither, or has no beginning."""
    start, slash, end = edtf.partition("/")
    first = _span(start)
    if first is None:
        return None
    if not slash:
        return first
    if end in ("", ".."):
        return first[0], None
    last = _span(end)
    return (first[0], last[1]) if last and first[0] <= last[1] else None


def _span(edtf: str) -> tuple[dt.date, dt.date] | None:
    """Return the days of a day, a month, a quarter or a year."""
    found = _PERIOD.fullmatch(edtf)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return (dt.date(year, month, day),) * 2
        first, length = (_QUARTERS[month], _QUARTER) if month in _QUARTERS else (month or 1, 1 if month else _DECEMBER)
        after = first + length
        end = dt.date(year + after // 13, (after - 1) % 12 + 1, 1)
        return dt.date(year, first, 1), end - dt.timedelta(days=1)
    except ValueError:
        return None
