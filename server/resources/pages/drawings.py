"""The drawings of a page: what is dated, on a timeline.

In: the thing with its ties. Out: markup, empty where a drawing would say nothing more than the sections.
"""

from collections.abc import Sequence

from markupsafe import Markup

from ruhrgraph.graph.rdf.edtf_words import date_words
from ruhrgraph.server.graphics.timeline import Event, EventGroup, timeline
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.urls import page_link
from ruhrgraph.server.resources.pages.records import Tie
from ruhrgraph.server.result_pages.edtf_bounds import edtf_bounds

_FEWEST, _MOST = 2, 60
_TERMS = ("has the term", "has the phase")


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
    date = f"{begins}{tie.date}" if is_phase else tie.date
    days = None if date.startswith(("/", "..")) else edtf_bounds(date)
    if days is None:
        return None
    name = tie.label.removesuffix(f", {date_words(tie.date)}")
    name = name.partition(", ")[0] if tie.relation in _TERMS else name
    href = page_link(tie.thing, base, page.home)
    return Event(name, tie.date, *days, href=href, note=tie.place)
