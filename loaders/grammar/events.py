"""The heading of an event: `1. Auftaktworkshop im G Data Campus am 06.03.2019 von 14:00 bis 17:30 Uhr in Bochum`.

In: a heading without its number. Out: kind, title, theme, date, times, place, what is not yet known, a remark. Date,
times and marks are cut out of the heading first. What stands between them is kind, place or theme; what fits none of
these is returned as left over.
"""

import re
from dataclasses import dataclass, field
from itertools import islice

from ruhrgraph.loaders.document import Passage, ReadValue, text_of
from ruhrgraph.loaders.grammar.dates import FoundDate, find_date
from ruhrgraph.loaders.grammar.places import LEADS_TO_PLACE, merge, read_place
from ruhrgraph.loaders.grammar.times import FoundTimes, find_times
from ruhrgraph.loaders.records import Ortsangabe

_REMARK = re.compile(r"\(([^()]*)\)|,?\s*\b((?:zuvor|anschließend|danach|vorab|im\s+Anschluss)\b.{0,300})$")
_OPEN = re.compile(
    r"(?:\b(?:Ort|Zeit|Uhrzeit|Termin|Datum|Raum|Veranstaltungsort)(?:\s*(?:,|und|&|/)\s*(?:Ort|Zeit|Uhrzeit|Termin|Datum)){0,5}:?\s+)?"
    r"(?:\bn\.?\s?n\s?\.?\s?b\.?(?!\w)|\bn\.\s?n\.(?!\w)|\bnoch\s+(?:offen|nicht\s+bekannt)\b|\btba\b|\bwird\s+noch\s+bekannt\s*gegeben\b)",
    re.IGNORECASE,
)
_THEME = re.compile(
    r"(?P<lead>\b(?:zum\s+Thema|zu\s+den\s+Themen|zur\s+Frage|Thema:|Titel:|zum\s+Schwerpunkt)\s*:?\s*)(?P<theme>.{1,300})$"
)
_DASHED = re.compile(r"(?:^|\s)[–—-]\s+(?P<theme>\S.{0,300})$")
_COLON = re.compile(r":\s+(?P<theme>\S.{0,300})$")
_SPECIFIED = re.compile(
    r"\b(?:als|im\s+Format)\s+(?:ein(?:e[rmn]?)?\s+)?(?P<kind>[A-ZÄÖÜ][\w/-]*(?:\s?/\s?[A-ZÄÖÜ][\w-]*)*)"
)
_KIND_END = re.compile(r"\s+(?:mit|zum|zur|zu|des|der|für|von|als|über|im|in|unter|und\s+(?=[a-zäöü]))\b|\s*[:–]|\s+„")
_QUOTED = re.compile(r"^[„\"“](?P<inside>[^„“”\"]+)[“”\"]$")
_ENDS_IN_QUOTE = re.compile(r"\s[„\"“]([^„“”\"]+)[“”\"]$")
_GAP = re.compile(r"\x00+")
_PURPOSE = re.compile(r"\b(?:zum|zur|mit)\b")
_MOST_PLACES = 10
"""How many places in a title are tried as the one where the event is."""
_TRIM = " \t\n\xa0,;:.–—-"


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """What an event's heading says; `left_over` are passages that fit no rule."""

    titel: ReadValue[str]
    art: ReadValue[str] | None
    thema: ReadValue[str] | None
    date: FoundDate | None
    times: FoundTimes | None
    orte: Ortsangabe
    noch_offen: ReadValue[str] | None
    hinweis: ReadValue[str] | None
    left_over: tuple[Passage, ...] = field(default=())


def _without(text: Passage, piece: Passage) -> Passage:
    """Return a passage in which a piece is blanked out, so that positions stay."""
    start, end = piece.start - text.start, piece.end - text.start
    return Passage(text.text[:start] + "\x00" * (end - start) + text.text[end:], text.start)


def _theme(segment: Passage) -> tuple[Passage, Passage | None]:
    """Return a segment without its theme, and the theme without the quotation marks around all of it."""
    match = _THEME.search(segment.text) or _DASHED.search(segment.text)
    if not match:
        return segment, None
    theme = segment.cut(match.start("theme")).strip(_TRIM)
    if quoted := _QUOTED.match(theme.text):
        theme = theme.cut(*quoted.span("inside"))
    return segment.cut(0, match.start()), theme


def _kind(title: Passage) -> ReadValue[str] | None:
    """Return the kind in a title: what follows `als`, else the noun phrase that it begins with."""
    if specified := _SPECIFIED.search(title.text):
        return title.cut(*specified.span("kind")).read()
    end = _KIND_END.search(title.text)
    kind = title.cut(0, end.start()).strip(_TRIM) if end else title.strip(_TRIM)
    return kind.read() if kind.text else None


def _title_and_place(first: Passage) -> tuple[Passage, Passage | None]:
    """Return the title of a heading's first segment, and the place phrase that it may end in."""
    purpose = _PURPOSE.search(first.text)
    for lead in islice(LEADS_TO_PLACE.finditer(first.text), _MOST_PLACES):
        before = first.text[: lead.start()]
        if purpose and purpose.end() <= len(before):
            break
        place = read_place(first.cut(lead.start())) if before.count("„") == before.count("“") else Ortsangabe()
        if place.ort or place.gemeinden:
            return first.cut(0, lead.start()).strip(_TRIM), first.cut(lead.start()).strip(_TRIM)
    return first.strip(_TRIM), None


def read_event(heading: Passage) -> FoundEvent:
    """Return what an event's heading says (the heading without its number)."""
    rest = heading
    remark = _REMARK.search(rest.text)
    hinweis = rest.cut(*remark.span(1 if remark[1] is not None else 2)).strip(_TRIM) if remark else None
    if remark:
        rest = _without(rest, rest.cut(*remark.span()))
    opened = _OPEN.search(rest.text)
    noch_offen = rest.cut(*opened.span()).strip() if opened else None
    if noch_offen:
        rest = _without(rest, noch_offen)
    date = find_date(rest)
    if date:
        rest = _without(rest, date.passage)
    times = find_times(rest)
    if times:
        rest = _without(rest, times.passage)
    segments = [part.strip(_TRIM) for part in rest.split(_GAP)]
    return _assemble([part for part in segments if part.text], date, times, noch_offen, hinweis)


def _theme_in_title(title: Passage, *, whole: bool) -> tuple[Passage, Passage | None]:
    """Return a title without the theme in it, and that theme; a quotation at its end is one if there is no other."""
    head, theme = _theme(title)
    if theme is None and (colon := _COLON.search(title.text)):
        return title.cut(0, colon.start()), title.cut(colon.start("theme")).strip(_TRIM)
    if theme is None and whole and (quoted := _ENDS_IN_QUOTE.search(title.text)):
        return title, title.cut(*quoted.span(1))
    return head, theme


def _assemble(
    segments: list[Passage],
    date: FoundDate | None,
    times: FoundTimes | None,
    noch_offen: Passage | None,
    hinweis: Passage | None,
) -> FoundEvent:
    """Return the event made of the segments between date, times and marks: the title first, then place and theme."""
    title, others = segments[0] if segments else Passage("", 0), segments[1:]
    orte, theme, left_over = Ortsangabe(), None, []
    for segment in others:
        place, found_theme = _theme(segment)
        theme = theme or found_theme
        found = read_place(place) if place.strip(_TRIM).text else Ortsangabe()
        if found.ort or found.gemeinden:
            orte = merge(orte, found)
        elif place.strip(_TRIM).text:
            left_over.append(place)
    if orte.ort is None:
        title, place_in_title = _title_and_place(title)
        orte = merge(read_place(place_in_title), orte) if place_in_title else orte
    head, theme_in_title = _theme_in_title(title, whole=theme is None)
    kind = _kind(head)
    titel = title.read()
    if theme is not None:
        titel = ReadValue(f"{titel.value}: {theme.read().value}", (*titel.spans, theme.span))
    return FoundEvent(
        titel=titel,
        art=kind,
        thema=text_of(theme or theme_in_title),
        date=date,
        times=times,
        orte=orte,
        noch_offen=text_of(noch_offen),
        hinweis=text_of(hinweis),
        left_over=tuple(left_over),
    )
