"""The term of a project: `2020 bis 2030`, `Bis 2034`, `Ab 2020`, `2020, ab dann Fortführung im Regelbetrieb`.

In: the term's text. Out: start and end year, whether the end is open, whether it goes on in regular operation, each
with its stretch. A duration (`3 Jahre`) gives no year: only years that are written are read.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, Read

_YEAR = r"((?:19|20)\d{2})(?!\d)"
_ASIDE = re.compile(r"\([^)]*\)")
_FILLER = (
    r"(?:(?:zum|zur)\s+Ende\s+)?(?:(?:des|der)\s+\w+\s+)?"
    r"(?:einschließlich\s+|voraussichtlich\s+|Ende\s+|Mitte\s+|Anfang\s+|in\s+|zum\s+Jahre?\s+)*"
)
_MONTH = (
    r"(?:(?:\d{1,2}[./])?\d{1,2}[./]|"
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\s+)?"
)
_RANGE = re.compile(rf"{_MONTH}{_YEAR}\s*(?:bis|[-–—/])\s*{_FILLER}{_MONTH}{_YEAR}", re.IGNORECASE)
_FROM_UNTIL = re.compile(
    rf"\b(?:ab|seit|von|beginnend|Beginn|Start(?:\s+in)?:?)\s+{_FILLER}{_MONTH}{_YEAR}\s*,?\s*(?:bis|[-–—])\s*{_FILLER}{_MONTH}{_YEAR}",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?:ab|seit|von|Beginn:?|beginnt|Start:?|startet|Auftakt:?|Einstieg:?)\s+{_FILLER}{_MONTH}{_YEAR}",
    re.IGNORECASE,
)
_UNTIL = re.compile(rf"\b(?:bis|Ende:?|Abschluss:?|endet)\s+{_FILLER}{_MONTH}{_YEAR}", re.IGNORECASE)
_SINGLE = re.compile(
    rf"^(?:(?:Aufbau|Start|Projekt|Test|Pilot|Haupt|Förder)\w*\s+)?(?:im\s+Jahr\s+)?{_YEAR}(?=\s*(?:$|[,;(.]))",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"^(?:im\s+Jahr\s+)?{_YEAR}(?=\s+bis\b)", re.IGNORECASE)
_AT_FIRST = re.compile(rf"\b(?:{_YEAR}\s+zunächst|zunächst\s+(?:in\s+)?{_YEAR})\b", re.IGNORECASE)
_REGULAR = re.compile(r"\bRegel(?:betrieb|system|finanzierung|förderung|angebot|struktur|versorgung)\w*", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:unbefristet|fortlaufend|dauerhaft|auf\s+Dauer|offen|laufend)\b|\bbis\s+(?:zur|zum|auf)\s+", re.IGNORECASE
)
_SINCE = re.compile(rf"\b(?:ab|seit)\s+{_FILLER}{_MONTH}{_YEAR}", re.IGNORECASE)
_DURATION = re.compile(r"\b(?:\d+|ein|zwei|drei|vier|fünf|sechs|zehn)\s*(?:Jahre?|Monate?)\b", re.IGNORECASE)
_ASIDE_END = re.compile(rf"\(\s*bis\b[^)]*?{_YEAR}")


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """What a term says; a value that it does not say is None."""

    startjahr: Read[int] | None
    endjahr: Read[int] | None
    offenes_ende: Read[bool] | None
    regelbetrieb: Read[bool] | None


def _year(passage: Passage, match: re.Match[str], group: int) -> Read[int]:
    start, end = match.span(group)
    return Read(int(match[group]), (passage.cut(start, end).span,))


def _years(passage: Passage, text: str) -> tuple[Read[int] | None, Read[int] | None]:
    """Return start and end year of a text that has the same positions as the passage."""
    for pattern in (_FROM_UNTIL, _RANGE):
        if match := pattern.search(text):
            return _year(passage, match, 1), _year(passage, match, 2)
    if match := _SINGLE.search(text):
        year = _year(passage, match, 1)
        return year, year
    start = _OPENING.search(text) or _FROM.search(text)
    end = _UNTIL.search(text)
    if start or end:
        return start and _year(passage, start, 1), end and _year(passage, end, 1)
    if match := _AT_FIRST.search(text):
        return _year(passage, match, 1 if match[1] else 2), None
    return None, None


def _end_in_aside(passage: Passage) -> Read[int] | None:
    """Return the end year that a bracket names (`Ab 2020 (bis … voraussichtlich 2025)`)."""
    for aside in _ASIDE.finditer(passage.text):
        if match := _ASIDE_END.match(aside[0]):
            start, end = match.span(1)
            where = passage.cut(aside.start() + start, aside.start() + end)
            return Read(int(match[1]), (where.span,))
    return None


def _flag(passage: Passage, match: re.Match[str] | None) -> Read[bool] | None:
    return match and Read(value=True, spans=(passage.cut(*match.span()).span,))


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
