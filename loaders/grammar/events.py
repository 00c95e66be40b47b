"""The heading of an event: `1. Auftaktworkshop im G Data Campus am 06.03.2019 von 14:00 bis 17:30 Uhr in Bochum`.

In: a heading without its number. Out: kind, title, theme, dates, times, place, what is not yet known, a remark. Dates,
times and marks are cut out of the heading first. What stands between them is title, place or theme; what fits none of
these is returned as left over, what is doubtful with its reason.
"""

import re
from dataclasses import dataclass, field

from ruhrgraph.loaders.document import Passage, ReadValue, Span
from ruhrgraph.loaders.grammar.dates import FoundDate, find_dates
from ruhrgraph.loaders.grammar.event_marks import (
    Marks,
    read_brackets,
    read_words,
    split_formats,
    without,
    without_quotations,
)
from ruhrgraph.loaders.grammar.event_titles import (
    TRIM,
    FoundTitle,
    find_title,
    kind_of,
    place_of,
    split_theme,
    theme_in_title,
    town_at_end,
    unfinished_end,
)
from ruhrgraph.loaders.grammar.foreign_parts import ForeignPart, Kind, find_foreign_part
from ruhrgraph.loaders.grammar.places import FoundPlace, merge
from ruhrgraph.loaders.grammar.postponements import FoundDates, read_dates
from ruhrgraph.loaders.grammar.times import FoundTimes, find_times
from ruhrgraph.loaders.records import Ortsangabe

_GAP = re.compile(r"\x00+|;|\s[/|]\s")
_JOINT = re.compile(r"^\W*(?:und|sowie)\s|\s(?:und|sowie)\W*$")
_IN_TITLE: frozenset[Kind] = frozenset({"year"})
_ALL_BUT_HEDGES: frozenset[Kind] = frozenset({"label", "date", "time", "year", "weekday", "postponement", "bracket"})
_IN_REMARK: frozenset[Kind] = frozenset({"year", "time", "weekday", "hedge"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """A passage of a heading that is doubtful, and why; if it is `kept`, it stands in a value all the same."""

    passage: Passage
    reason: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """What an event's heading says; `left_over` are passages that fit no rule, `doubts` those that fit none for sure.

    `original` is the date that no longer holds, `cancelled` says that there will be none.
    """

    titel: ReadValue[str]
    art: ReadValue[str] | None = None
    thema: ReadValue[str] | None = None
    date: FoundDate | None = None
    original: FoundDate | None = None
    cancelled: Passage | None = None
    times: FoundTimes | None = None
    orte: Ortsangabe = field(default_factory=Ortsangabe)
    noch_offen: ReadValue[str] | None = None
    hinweis: ReadValue[str] | None = None
    left_over: tuple[Passage, ...] = field(default=())
    doubts: tuple[Doubt, ...] = field(default=())


@dataclass(slots=True)
class _Draft:
    """What is gathered of a heading while its parts are read."""

    place: FoundPlace = field(default_factory=FoundPlace)
    theme: Passage | None = None
    remarks: list[Passage] = field(default_factory=list)
    left_over: list[Passage] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def read_event(heading: Passage) -> FoundEvent:
    """Return what an event's heading says (the heading without its number)."""
    visible = without_quotations(heading)
    brackets = read_brackets(visible)
    visible = without(visible, *brackets.remarks, *brackets.signs)
    dates = read_dates(visible)
    visible = without(visible, *dates.words, *dates.unclear)
    words = read_words(visible)
    visible = without(visible, *words.remarks, *words.noch_offen, *words.signs)
    times = find_times(visible)
    marks = Marks((*brackets.remarks, *words.remarks), words.noch_offen, (*brackets.signs, *words.signs))
    cut = [*marks.remarks, *marks.noch_offen, *marks.signs, *dates.words, *dates.unclear]
    cut += [piece for piece in (times.passage, *times.unclear, times.admission) if piece] if times else []
    parts = [part for part in without(heading, *cut).split(_GAP) if part.strip(TRIM).text]
    draft = _Draft(remarks=[*marks.remarks])
    draft.remarks += [times.admission] if times and times.admission else []
    _note_doubts(draft, dates, times)
    return _assemble(heading, parts, draft, (dates, times, marks))


def _note_doubts(draft: _Draft, dates: FoundDates, times: FoundTimes | None) -> None:
    draft.doubts += [Doubt(piece, "no rule connects it with the other dates") for piece in dates.unclear]
    draft.doubts += [Doubt(date.passage, date.doubt) for date in (dates.date, dates.original) if date and date.doubt]
    if times and times.doubt:
        draft.doubts += [Doubt(piece, times.doubt) for piece in (times.passage, *times.unclear)]


def _assemble(
    heading: Passage, parts: list[Passage], draft: _Draft, found: tuple[FoundDates, FoundTimes | None, Marks]
) -> FoundEvent:
    """Return the event made of the parts between dates, times and marks."""
    dates, times, marks = found
    parts, formats = _without_formats(parts)
    draft.remarks += formats
    title = find_title(parts) or FoundTitle(Passage("", heading.start), None, tuple(parts))
    for part in title.others:
        _read_part(part, draft)
    if title.place:
        _add_place(title.place, place_of(title.place, in_title=True), draft, first=True)
    if not draft.place and (named := town_at_end(title.title, draft.theme)):
        draft.doubts.append(Doubt(named, "it may be the place or a part of the title", kept=True))
    if title.unsure:
        draft.doubts.append(Doubt(title.unsure, "it may be the venue or a part of the title", kept=True))
    draft.left_over += draft.place.left_over
    draft.remarks += [draft.place.street] if draft.place.street else []
    orte = _checked_place(heading, draft)
    opened = [*marks.noch_offen, *([dates.noch_offen] if dates.noch_offen else [])]
    titel, art, thema = _names(heading, title.title, draft)
    return FoundEvent(
        titel=titel,
        art=art,
        thema=thema,
        date=dates.date,
        original=dates.original,
        cancelled=dates.hinweis,
        times=times,
        orte=orte,
        noch_offen=_joined(opened, " \t\n\xa0,;()"),
        hinweis=_joined([*_checked_remarks(draft), *([dates.hinweis] if dates.hinweis else [])], TRIM + "()[]"),
        left_over=tuple(piece for piece in draft.left_over if piece.text),
        doubts=tuple(draft.doubts),
    )


def _without_formats(parts: list[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Return the parts of a heading, the first one without `, online` at its end, and these words."""
    if not parts or "," not in parts[0].text:
        return parts, []
    first, formats = split_formats(parts[0])
    return ([first, *parts[1:]], formats) if first.text.strip(TRIM) else (parts, [])


def _read_part(part: Passage, draft: _Draft) -> None:
    """Read a part of a heading besides its title: a theme, a place, or neither."""
    if joint := _JOINT.search(part.text):
        part = part.cut(joint.end()) if joint.start() == 0 else part.cut(0, joint.start())
    rest, formats = split_formats(part)
    draft.remarks += formats
    place, theme, behind = split_theme(rest)
    if theme and draft.theme:
        draft.left_over.append(theme)
    draft.theme = draft.theme or theme
    for phrase in (place, behind):
        if phrase and phrase.strip(TRIM).text:
            _add_place(phrase, place_of(phrase, in_title=False), draft)


def _add_place(phrase: Passage, found: FoundPlace, draft: _Draft, *, first: bool = False) -> None:
    together = merge(found, draft.place) if first else merge(draft.place, found)
    hedged = find_foreign_part(phrase, _ALL_BUT_HEDGES)
    if not found or together is None or hedged:
        draft.left_over.append(phrase.strip(TRIM))
    else:
        draft.place = together


def _checked_place(heading: Passage, draft: _Draft) -> Ortsangabe:
    """Return the place; without its venue if something is in the venue that has no place in it."""
    orte = draft.place.orte
    if orte.ort is None:
        return orte
    span = orte.ort.spans[0]
    venue = heading.cut(span.start - heading.start, span.end - heading.start)
    if (foreign := find_foreign_part(venue)) is None:
        return orte
    draft.doubts.append(Doubt(venue, f"„{foreign.passage.text.strip()}“ has no place in a venue"))
    # A town that only a doubtful venue tells is as doubtful.
    return Ortsangabe() if foreign.kind in ("hedge", "postponement") else Ortsangabe(gemeinden=orte.gemeinden)


def _checked_remarks(draft: _Draft) -> list[Passage]:
    """Return the remarks in which nothing else stands."""
    kept = []
    for remark in draft.remarks:
        if foreign := find_foreign_part(remark, _IN_REMARK):
            draft.doubts.append(Doubt(remark, f"„{foreign.passage.text.strip()}“ has no place in a remark"))
        else:
            kept.append(remark)
    return kept


def _names(
    heading: Passage, title: Passage, draft: _Draft
) -> tuple[ReadValue[str], ReadValue[str] | None, ReadValue[str] | None]:
    """Return title, kind and theme; a title is kept with its doubts, the others are left out."""
    if not title.text:
        draft.doubts.append(Doubt(heading, "the heading names no event, only date or place", kept=True))
        return heading.read(), None, None
    head, inner = theme_in_title(title, whole=draft.theme is None)
    if draft.theme and (foreign := _foreign_in_title(heading, draft.theme)):
        draft.doubts.append(Doubt(draft.theme, f"„{foreign.passage.text.strip()}“ has no place in a theme"))
        draft.theme = None
    foreign = _foreign_in_title(heading, without_quotations(title))
    if foreign:
        draft.doubts.append(Doubt(title, f"„{foreign.passage.text.strip()}“ has no place in a title", kept=True))
    unfinished = unfinished_end(title, heading)
    if unfinished and not foreign:
        draft.doubts.append(Doubt(title, f"a title cannot end in „{unfinished}“", kept=True))
    titel = title.read()
    if draft.theme:
        titel = ReadValue(f"{titel.value}: {draft.theme.read().value}", (*titel.spans, draft.theme.span))
    cut_off = unfinished and title.end == head.end
    kind = None if cut_off or (foreign and foreign.passage.start < head.end) else kind_of(head)
    told = inner if inner and "zum Thema" in title.text else draft.theme or inner
    theme = None if foreign and told is inner else told
    return titel, kind, theme.read() if theme else None


def _foreign_in_title(heading: Passage, text: Passage) -> ForeignPart | None:
    """Return what has no place in a title or a theme; a quotation may say what it likes, a year may stand in all."""
    before = heading.text[max(0, text.start - heading.start - 1) : text.start - heading.start]
    if before in ("„", '"', "“"):
        return None
    years = [date.passage for date in find_dates(text) if date.datum and len(date.datum.edtf) == len("2030")]
    return find_foreign_part(_without_spans(text, years), _IN_TITLE)


def _without_spans(text: Passage, spans: list[Passage]) -> Passage:
    return Passage(without(text, *spans).text.replace("\x00", " "), text.start)


def _joined(passages: list[Passage], around: str) -> ReadValue[str] | None:
    """Return passages as one value, in their order in the heading."""
    stripped = [passage.strip(around) for passage in sorted(passages, key=lambda passage: passage.start)]
    values = [passage.read() for passage in stripped if passage.text]
    spans: tuple[Span, ...] = tuple(span for value in values for span in value.spans)
    return ReadValue("; ".join(value.value for value in values), spans) if values else None
