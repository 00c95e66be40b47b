"""The term of a project: `2020 bis 2030`, `Bis 2034`, `Ab 2020`, `3 Jahre`, `Aufbauphase 2020, danach Regelbetrieb`.

In: the term's text. Out: start and end year, whether the end is open, whether it continues in regular operation, the
term in EDTF, its duration and its phases, each with its span; and what no rule accounts for. A duration gives no year:
only years that are written are read.
"""

import re
from dataclasses import dataclass, field

from ruhrgraph.loaders.document import Passage, ReadValue, Span
from ruhrgraph.loaders.grammar.durations import FoundDuration, find_duration
from ruhrgraph.loaders.grammar.term_clauses import REGULAR, Clause, clauses
from ruhrgraph.loaders.grammar.term_points import (
    ABOUT,
    BARE_POINT,
    DOUBT,
    Point,
    doubted,
    is_doubt,
    point,
    read_bare_point,
    read_point,
)
from ruhrgraph.loaders.records import Phase

_START, _END = point("start"), point("end")
_TO = r"\s*,?\s*(?:bis(?:\s+(?:zum|zur|einschließlich|hin\s+zu))?|[-–—]|(?<=\s)/(?=\s))\s*"
_RANGE = re.compile(rf"{_START}{_TO}{_END}", re.IGNORECASE)
_RANGE_IN_YEAR = re.compile(rf"(?P<bare>{BARE_POINT}){_TO}{_END}", re.IGNORECASE)
_BOUND = re.compile(r"(?:(?P<latest>spätestens)|frühestens)\b", re.IGNORECASE)
_BEYOND = re.compile(
    r"\b(?:und\s+darüber\s+hinaus|und\s+(?:länger|weiter|fortlaufend|laufend|Folgejahre|danach)|hinaus)\b",
    re.IGNORECASE,
)
_NEIGHBOURS = re.compile(rf"{_START}\s*(?:und|sowie|\+|&)\s*{_END}\W*$", re.IGNORECASE)
_SINGLE = re.compile(
    rf"(?:(?:\w{{0,30}}(?:laufzeit|zeitraum|projektjahr)|Dauer|Termin|einmalig|nur|ausschließlich|zunächst|vorerst)\s*:?\s+)?{_START}[\s.?)]*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"(?P<lead>\b(?:{DOUBT}|{ABOUT})\s+)?\b(?:ab|seit|von|erstmals|Beginn|beginnend|beginnt|Start|startet|Projektstart|"
    rf"Projektbeginn|Auftakt|Einstieg|Anlauf|gestartet|begonnen)\b(?:\s+(?:ist|war))?"
    rf"\s*:?\s*{_START}",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\b(?:ab|seit)\s+{_START}|"
    rf"^{_START.replace('<start>', '<begin>')}\s*(?:ff\b|\+|an\b|fortlaufend|laufend|dauerhaft)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"^(?:zunächst\s+)?{_START}(?=\s+(?:bis|ff|gestartet|begonnen)\b|"
    rf"\s+und\s+(?:Folgejahre|fortlaufend|laufend|weiter|danach)|\s*\+|\s+(?:fortlaufend|laufend|dauerhaft)|\s*[-–]\s*(?:$|offen))",
    re.IGNORECASE,
)
_AT_FIRST = re.compile(rf"{_START}\s+zunächst\b", re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?P<lead>\b(?:{DOUBT}|{ABOUT})\s+)?(?:\b(?:bis|Ende|Abschluss|endet|Projektende|Laufzeitende)\b\s*:?\s*|\bbis\b[^\d,;]{{1,80}}?\s){_END}",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:nicht|verlängert|kein\w{0,2}|ursprünglich|statt|bisher|verschoben|abgesagt|entfällt|oder)\b", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:unbefristet\w{0,2}|unbegrenzt|fortlaufend\w{0,2}|kontinuierlich|dauerhaft\w{0,2}|auf\s+Dauer|Daueraufgabe|offen(?:es\s+Ende)?|laufend|"
    r"ohne\s+(?:Befristung|Enddatum|zeitliche\s+Begrenzung)|open\s+end|nicht\s+befristet|"
    r"bis\s+auf\s+[Ww]eiteres|(?:noch\s+)?nicht\s+(?:festgelegt|bekannt|absehbar)|steht\s+noch\s+nicht\s+fest|abhängig\s+vo[nm]|in\s+Abhängigkeit\s+vo[nm])\b|"
    r"\bbis\s+(?:zur|zum|auf)\s+",
    re.IGNORECASE,
)
_PHASE_BEHIND = re.compile(r"\s*[A-ZÄÖÜ]\w{2,30}phase\b")
_EVERY = re.compile(r"\b(?:alle|jede\w?)\s", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<![\d.,])\d{3,9}(?![\d.,]|\s[A-ZÄÖÜ])|(?<![\w.])\d{1,2}\.\d{1,2}\.\d{2}(?!\d)|(?<![\w./])\d{1,2}/\d{2}(?!\d)|['’]\d{2}\b"
)


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """What a term says; a value that it does not say is None."""

    startjahr: ReadValue[int] | None
    endjahr: ReadValue[int] | None
    offenes_ende: ReadValue[bool] | None
    regelbetrieb: ReadValue[bool] | None
    zeitraum: ReadValue[str] | None = None
    dauer: FoundDuration | None = None
    phasen: tuple[Phase, ...] = ()
    not_understood: tuple[Passage, ...] = ()
    """Years that no rule accounts for or that contradict others; the whole term if nothing in it is understood."""


@dataclass
class _Parts:
    """What has been read of a term so far."""

    start: Point | None = None
    end: Point | None = None
    spans: list[Span] = field(default_factory=list)
    """The places that a rule accounts for."""
    duration: FoundDuration | None = None
    phases: list[tuple[Passage, Point | None, Point | None]] = field(default_factory=list)
    opened: Passage | None = None
    since: Passage | None = None
    continued: bool = False
    remarked: bool = False
    contradictions: list[Passage] = field(default_factory=list)


def _same(first: Point | None, second: Point | None) -> bool:
    """Return whether two points do not contradict each other: one may only be more precise."""
    if first is None or second is None:
        return True
    one, other = first.edtf.rstrip("?~%"), second.edtf.rstrip("?~%")
    return one.startswith(other) or other.startswith(one)


def _years(passage: Passage) -> tuple[Point | None, Point | None, list[Passage]]:
    """Return the first and the last point of a clause, and the places that say so."""
    text = passage.text
    if (match := _RANGE.search(text)) or (match := _NEIGHBOURS.match(text)):
        start = read_point(passage.cut(*match.span("start")), is_end=False)
        end = read_point(passage.cut(*match.span("end")), is_end=True)
        end = doubted(end) if "?" in start.edtf else end
        far = match.re is _NEIGHBOURS and end.year.value - start.year.value != 1
        return (None, None, []) if far else (start, end, [passage.cut(*match.span())])
    if match := _RANGE_IN_YEAR.search(text):
        end = read_point(passage.cut(*match.span("end")), is_end=True)
        return read_bare_point(passage.cut(*match.span("bare")), end), end, [passage.cut(*match.span())]
    if match := _SINGLE.match(text):
        place = passage.cut(*match.span("start"))
        start, end = read_point(place, is_end=False), read_point(place, is_end=True)
        bound = _BOUND.match(place.text)
        if bound:
            return (None, end, [place]) if bound["latest"] else (start, None, [place])
        return start, end, [place]
    begins = _OPENING.search(text) or _FROM.search(text) or _AT_FIRST.search(text)
    rest = text if begins is None else text[: begins.start()] + " " * len(begins[0]) + text[begins.end() :]
    ends = _UNTIL.search(rest)
    found = [match for match in (begins, ends) if match]
    return (
        begins and read_point(passage.cut(*begins.span("start")), is_end=False, lead=_lead(begins)),
        ends and read_point(passage.cut(*ends.span("end")), is_end=True, lead=_lead(ends)),
        [passage.cut(*match.span()) for match in found],
    )


def _lead(match: re.Match[str]) -> str:
    return match.groupdict().get("lead") or ""


def _take_term(clause: Clause, parts: _Parts) -> None:
    """Take the years, the duration and the open end of a clause about the term itself."""
    passage = clause.passage
    if clause.aside and is_doubt(passage.text):
        parts.start, parts.end = parts.start and doubted(parts.start), parts.end and doubted(parts.end)
    _take_duration(clause, parts)
    opened = _OPEN.search(passage.text)
    if opened and (not clause.aside or parts.opened is None):
        parts.opened = parts.opened or passage.cut(*opened.span())
        if clause.later and parts.end:
            parts.end = None
    if not _NOT.search(passage.text):
        _take_years(clause, parts)


def _take_duration(clause: Clause, parts: _Parts) -> None:
    """Take a clause's duration; in brackets behind a phase it is the phase's, and `alle zwei Jahre` is none."""
    duration = find_duration(clause.passage)
    if duration is None or _EVERY.search(clause.passage.text):
        return
    of_phase = clause.aside and parts.phases and parts.phases[-1][1:] == (None, None)
    of_phase = of_phase or bool(_PHASE_BEHIND.match(clause.passage.text, duration.passage.end - clause.passage.start))
    if not of_phase and parts.duration is None:
        parts.duration = duration
    parts.spans.append(duration.passage.span)


def _take_years(clause: Clause, parts: _Parts) -> None:
    passage = clause.passage
    start, end, places = _years(passage)
    if start is end is None:
        return
    if start and end and _same(start, end) and parts.start and passage.text.startswith("Ende"):
        start = None
    since = _SINCE.search(passage.text)
    if since and not clause.aside:
        parts.since = passage.cut(*since.span())
    parts.spans += [place.span for place in places]
    if _same(parts.start, start) and _same(parts.end, end):
        parts.start, parts.end = parts.start or start, parts.end or end
        if beyond := _BEYOND.search(passage.text):
            parts.end, parts.opened = None, passage.cut(*beyond.span())
    else:
        parts.contradictions += places


def _take_phase(clause: Clause, parts: _Parts) -> None:
    start, end, places = _years(clause.passage)
    parts.spans += [place.span for place in places]
    if clause.name is not None:
        parts.phases.append((clause.name, start, end))


def _read(term: Passage) -> _Parts:
    parts = _Parts()
    for clause in clauses(term):
        if clause.kind == "phase":
            _take_phase(clause, parts)
        elif clause.kind == "continuation":
            parts.continued = True
            parts.spans.append(clause.passage.span)
        elif clause.kind == "remark" and not _RANGE.search(clause.passage.text):
            parts.remarked = True
            parts.spans.append(clause.passage.span)
        else:
            _take_term(clause, parts)
    if parts.start is parts.end is None and parts.phases:
        parts.start = parts.phases[0][1]
        last = parts.phases[-1][2]
        parts.end = last if last and not parts.continued and parts.opened is None else None
    return parts


def _period(parts: _Parts) -> ReadValue[str] | None:
    """Return the term as an EDTF interval: an unknown bound is empty, an open end is `..` (ISO 8601-2, level 1)."""
    start, end = parts.start, parts.end
    if start is end is None:
        return None
    spans = tuple(dict.fromkeys(span for each in (start, end) if each for span in each.year.spans))
    if start and end and start.year.value > end.year.value:
        return None
    if start and end and start.edtf == end.edtf:
        return ReadValue(start.edtf, spans)
    goes_on = parts.opened is not None or (parts.continued and bool(parts.phases))
    return ReadValue(f"{start.edtf if start else ''}/{end.edtf if end else '..' if goes_on else ''}", spans)


def _not_understood(term: Passage, parts: _Parts) -> tuple[Passage, ...]:
    has_duration = parts.duration is not None and parts.duration.value is not None
    found_any = parts.start or parts.end or has_duration or parts.opened or parts.phases
    if not (found_any or parts.continued or parts.remarked) and not REGULAR.search(term.text):
        return (term.strip(),)
    rest = list(term.text)
    for span in parts.spans:
        start, end = span.start - term.start, span.end - term.start
        rest[start:end] = " " * (end - start)
    years = [term.cut(*match.span()) for match in _YEAR.finditer("".join(rest))]
    return tuple(sorted([*years, *parts.contradictions, *_wrong_duration(parts)], key=lambda each: each.start))


def _wrong_duration(parts: _Parts) -> list[Passage]:
    """Return the duration if it does not fit the years (`2020 bis 2022, 5 Jahre`)."""
    duration, start, end = parts.duration, parts.start, parts.end
    value = duration.value.value if duration and duration.value else ""
    years = re.fullmatch(r"P(\d{1,3})Y", value)
    if duration is None or years is None or start is None or end is None or duration.about:
        return []
    length = end.year.value - start.year.value
    return [] if length in (int(years[1]), int(years[1]) - 1) else [duration.passage]


def _year(point_read: Point | None) -> ReadValue[int] | None:
    return point_read.year if point_read else None


def find_term(passage: Passage) -> FoundTerm:
    """Return what a term says; brackets only complete it (`2020 bis 2030 (ggf. Fortführung bis 2040)` ends in 2030)."""
    parts = _read(passage)
    if parts.duration is None:
        parts.opened = parts.opened or parts.since
    if parts.end is not None or (parts.duration is not None and parts.start is None):
        parts.opened = None
    regular = REGULAR.search(passage.text)
    phases = tuple(
        Phase(ReadValue(number, (name.span,)), name.read(), _year(start), _year(end))
        for number, (name, start, end) in enumerate(parts.phases, 1)
    )
    return FoundTerm(
        _year(parts.start),
        _year(parts.end),
        ReadValue(value=True, spans=(parts.opened.span,)) if parts.opened else None,
        ReadValue(value=True, spans=(passage.cut(*regular.span()).span,)) if regular else None,
        _period(parts),
        parts.duration,
        phases,
        _not_understood(passage, parts),
    )
