"""The term of a project: `2020 bis 2030`, `Bis 2034`, `Ab 2020`, `2020, ab dann Fortführung im Regelbetrieb`.

In: the term's text. Out: start and end year, whether the end is open, whether it continues in regular operation, each
with its span. A duration (`3 Jahre`) gives no year: only years that are written are read.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadValue

_YEAR = r"(?P<{0}>(?:19|20)\d{{2}})(?:/(?P<{0}_second>(?:20)?\d{{2}}))?(?!\d)"
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
# What may stand before a year without changing which year it is.
_BEFORE_YEAR = (
    r"(?:(?:Anfang|Mitte|Ende|einschließlich|voraussichtlich|vsl\.|ca\.|zum|zur|in|im|dem|den|des|der|Jahre?s?|"
    r"Schuljahre?s?|Wintersemester|Sommersemester|Haushaltsjahr|Frühjahr|Frühling|Sommer|Herbst|Winter|Legislatur\w{0,20}+|"
    rf"(?:[1-4]|I{{1,3}}|IV)\.?\s*(?:Halbjahr|Quartal)|{_MONTHS}|\d{{1,2}}\.\s?(?:{_MONTHS}|\d{{1,2}}\.)|\d{{1,2}}[./])\s*){{0,6}}"
)
_START = _BEFORE_YEAR + _YEAR.format("start")
_END = _BEFORE_YEAR + _YEAR.format("end")
_RANGE = re.compile(rf"{_START}\s*,?\s*(?:bis|[-–—])\s*{_END}", re.IGNORECASE)
_SINGLE = re.compile(
    rf"^(?:(?:\w*(?:phase|laufzeit|zeitraum)|einmalig|nur)\s+)?{_START}(?=\s*(?:$|[,;(.]))", re.IGNORECASE
)
_FROM = re.compile(
    rf"\b(?:ab|seit|von|Beginn|beginnend|beginnt|Start|startet|Auftakt|Einstieg)\b:?\s*{_START}", re.IGNORECASE
)
_SINCE = re.compile(rf"\b(?:ab|seit)\s+{_START}|^{_START.replace('start', 'begin')}\s*(?:ff\b|\+)", re.IGNORECASE)
_OPENING = re.compile(rf"^(?:zunächst\s+)?{_START}(?=\s+(?:bis|ff)\b|\s*\+)", re.IGNORECASE)
_UNTIL = re.compile(rf"\b(?:bis|Ende|Abschluss|endet)\b:?\s*{_END}", re.IGNORECASE)
_AT_FIRST = re.compile(rf"\b{_YEAR.format('start')}\s+zunächst\b", re.IGNORECASE)
_REGULAR = re.compile(r"\bRegel(?:betrieb|system|finanzierung|förderung|angebot|struktur|versorgung)\w*", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:unbefristet|fortlaufend|dauerhaft|auf\s+Dauer|offen|laufend)\b|\bbis\s+(?:zur|zum|auf)\s+", re.IGNORECASE
)
_DURATION = re.compile(r"\b(?:\d+|ein|zwei|drei|vier|fünf|sechs|zehn)\s*(?:Jahre?|Monate?)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]{0,300}\)")
_ASIDE_END = re.compile(rf"\(\s*bis\b[^)]{{0,300}}?{_YEAR.format('end')}")


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """What a term says; a value that it does not say is None."""

    startjahr: ReadValue[int] | None
    endjahr: ReadValue[int] | None
    offenes_ende: ReadValue[bool] | None
    regelbetrieb: ReadValue[bool] | None


def _year(passage: Passage, match: re.Match[str], name: str) -> ReadValue[int]:
    """Return a year; of two years that are one (`Schuljahr 2022/23`) the end is the second."""
    second = match[f"{name}_second"] if name == "end" else None
    start, end = match.span(f"{name}_second" if second else name)
    text = match[name] if second is None else match[name][: len("2022") - len(second)] + second
    return ReadValue(int(text), (passage.cut(start, end).span,))


def _years(passage: Passage, text: str) -> tuple[ReadValue[int] | None, ReadValue[int] | None]:
    """Return start and end year of a text that has the same positions as the passage."""
    if match := _RANGE.search(text):
        return _year(passage, match, "start"), _year(passage, match, "end")
    if match := _SINGLE.search(text):
        year = _year(passage, match, "start")
        return year, year
    start = _OPENING.search(text) or _FROM.search(text)
    end = _UNTIL.search(text)
    if start or end:
        return start and _year(passage, start, "start"), end and _year(passage, end, "end")
    if match := _AT_FIRST.search(text):
        return _year(passage, match, "start"), None
    return None, None


def _end_in_aside(passage: Passage) -> ReadValue[int] | None:
    """Return the end year that a bracket names (`Ab 2020 (bis … voraussichtlich 2025)`)."""
    for aside in _ASIDE.finditer(passage.text):
        if match := _ASIDE_END.match(aside[0]):
            start, end = match.span("end")
            where = passage.cut(aside.start() + start, aside.start() + end)
            return ReadValue(int(match["end"]), (where.span,))
    return None


def _flag(passage: Passage, match: re.Match[str] | None) -> ReadValue[bool] | None:
    return match and ReadValue(value=True, spans=(passage.cut(*match.span()).span,))


def find_term(passage: Passage) -> FoundTerm:
    """Return what a term says; brackets only complete it (`2020 bis 2030 (ggf. Fortführung bis 2040)` ends in 2030)."""
    outside = _ASIDE.sub(lambda aside: " " * len(aside[0]), passage.text)
    start, end = _years(passage, outside)
    if end is None:
        end = _end_in_aside(passage)
    open_end = None
    if end is None and not _DURATION.search(outside):
        open_end = _OPEN.search(outside) or _SINCE.search(outside)
    return FoundTerm(start, end, _flag(passage, open_end), _flag(passage, _REGULAR.search(passage.text)))
