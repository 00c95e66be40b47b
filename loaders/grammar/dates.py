"""Dates in German prose: days, months, quarters, half-years, seasons and years, with their certainty.

In: a passage. Out: the date as EDTF (ISO 8601-2 level 1 and the quarters of level 2) with its first and last day, and
the span that says it. Tolerated: `10.05 2019` (a dot missing), `11. Juni 2019`, `3.5.2019`, `08.04.19`.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.records import Datum

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_MONTH_NUMBERS = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)},
    "jänner": 1, "feber": 2, "maerz": 3, "sept": 9,
}  # fmt: skip
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4,
             "erstes": 1, "zweites": 2, "drittes": 3, "viertes": 4,
             "ersten": 1, "zweiten": 2, "dritten": 3, "vierten": 4}  # fmt: skip
_SEASONS = {"frühjahr": (21, 3, 5), "frühling": (21, 3, 5), "sommer": (22, 6, 8), "herbst": (23, 9, 11)}

_YEAR = r"(?:19|20)\d{2}"
_MONTH = "(?:" + "|".join(sorted((re.escape(m) for m in _MONTH_NUMBERS), key=len, reverse=True)) + r")\b\.?"
_UNCERTAIN = (
    r"(?:ggf\.|gegebenenfalls|voraussichtlich|vorauss\.|vsl\.|evtl\.|eventuell|vermutlich|möglicherweise|geplant"
    r"(?:\s+für)?|wahrscheinlich)"
)
_WEEKDAY = (
    r"(?:\b(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|(?:Mo|Di|Mi|Do|Fr|Sa|So)\.?),?\s+)"
)
_LEAD = (
    rf"(?:\b(?P<doubt>{_UNCERTAIN})\s+)?(?:\b(?:am|vom|im|in|ab|für|zum)\s+)?(?:\b(?:den|dem|der)\s+)?"
    rf"{_WEEKDAY}?(?:\b(?:den|dem)\s+)?"
)
_TAIL = r"(?P<tail>\s*(?:\(\s*(?:geplant|voraussichtlich|tbc|unter Vorbehalt)\s*\)|\?))?"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in a passage: where (with its preposition), what, and for an impossible one why."""

    passage: Passage
    datum: Datum | None
    repaired: bool = False
    problem: str | None = None


def _days(year: int, first_month: int, last_month: int) -> tuple[dt.date, dt.date]:
    last_day = calendar.monthrange(year, last_month)[1]
    return dt.date(year, first_month, 1), dt.date(year, last_month, last_day)


def _span_of_months(edtf: str, year: int, first: int, last: int) -> Datum:
    return Datum(edtf, *_days(year, first, last))


def _full_year(text: str) -> int:
    return int(text) if len(text) == len("2019") else 2000 + int(text)


def _day(match: re.Match[str]) -> Datum:
    day = dt.date(_full_year(match["y"]), int(match["m"]), int(match["d"]))
    return Datum(day.isoformat(), day, day)


def _day_with_month_name(match: re.Match[str]) -> Datum:
    month = _MONTH_NUMBERS[match["m"].rstrip(".").casefold()]
    day = dt.date(int(match["y"]), month, int(match["d"]))
    return Datum(day.isoformat(), day, day)


def _day_range(match: re.Match[str]) -> Datum:
    month = match["m2"]
    month_number = int(month) if month.isdigit() else _MONTH_NUMBERS[month.rstrip(".").casefold()]
    year = _full_year(match["y"])
    first = dt.date(year, int(match["m1"] or month_number), int(match["d1"]))
    last = dt.date(year, month_number, int(match["d2"]))
    if last < first:
        raise ValueError("the range ends before it begins")
    return Datum(f"{first.isoformat()}/{last.isoformat()}", first, last)


def _month(match: re.Match[str]) -> Datum:
    year, month = int(match["y"]), _MONTH_NUMBERS[match["m"].rstrip(".").casefold()]
    return _span_of_months(f"{year}-{month:02}" + ("~" if match["part"] else ""), year, month, month)


def _quarter(match: re.Match[str]) -> Datum:
    year, quarter = int(match["y"]), _QUARTERS[match["q"].rstrip(".").casefold()]
    return _span_of_months(f"{year}-{32 + quarter}", year, 3 * quarter - 2, 3 * quarter)


def _half(match: re.Match[str]) -> Datum:
    year, half = int(match["y"]), _QUARTERS[match["q"].rstrip(".").casefold()]
    if half > len("12"):
        raise ValueError("a year has two halves")
    return _span_of_months(f"{year}-{39 + half}", year, 6 * half - 5, 6 * half)


def _season(match: re.Match[str]) -> Datum:
    year = int(match["y"])
    code, first, last = _SEASONS[match["s"].casefold()]
    return _span_of_months(f"{year}-{code}", year, first, last)


def _year(match: re.Match[str]) -> Datum:
    year = int(match["y"])
    return _span_of_months(match["y"], year, 1, 12)


_DASH = r"\s*(?:bis(?:\s+(?:zum|einschließlich))?|und|[-–/+&])\s*"
_DAY_RANGE = (
    rf"(?<!\d)(?P<d1>\d{{1,2}})\.?\s?(?:(?P<m1>\d{{1,2}})\.?)?{_DASH}(?P<d2>\d{{1,2}})\.\s?"
    rf"(?P<m2>\d{{1,2}}(?=\.|\s)|{_MONTH})\.?\s?(?P<y>{_YEAR})(?![\d:])"
)
_DAY = (
    r"(?<![\d.])(?P<d>\d{1,2})(?:\.\s?|\s)(?P<m>\d{1,2})(?:\.\s?|\s)"
    rf"(?P<y>{_YEAR}|\d{{2}}\b)(?![\d:]|\.\d)"
)
_DAY_WITH_MONTH_NAME = rf"(?<!\d)(?P<d>\d{{1,2}})\.?\s?(?P<m>{_MONTH})\s*(?P<y>{_YEAR})(?!\d)"
_MONTH_OF_YEAR = rf"(?:(?P<part>Anfang|Mitte|Ende)\s+)?\b(?P<m>{_MONTH})\s*(?P<y>{_YEAR})(?!\d)"
_ORDINAL = r"I{1,3}|IV|[1-4]|erste[sn]|zweite[sn]|dritte[sn]|vierte[sn]"
_QUARTER = rf"\b(?P<q>{_ORDINAL})\.?\s*Quartal\s*(?P<y>{_YEAR})"
_HALF = rf"\b(?P<q>{_ORDINAL})\.?\s*Halbjahr\s*(?P<y>{_YEAR})"
_SEASON = rf"\b(?P<s>{'|'.join(_SEASONS)})\s*(?P<y>{_YEAR})"
_WHOLE_YEAR = rf"\b(?:Jahr(?:e|es)?\s+|(?<=in )|(?<=Anfang )|(?<=Ende ))(?P<y>{_YEAR})(?!\d)"
# The order is that of preference where two forms begin at one place.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Datum]], ...] = tuple(
    (re.compile(_LEAD + pattern + _TAIL, re.IGNORECASE), build)
    for pattern, build in (
        (_DAY_RANGE, _day_range),
        (_DAY, _day),
        (_DAY_WITH_MONTH_NAME, _day_with_month_name),
        (_MONTH_OF_YEAR, _month),
        (_QUARTER, _quarter),
        (_HALF, _half),
        (_SEASON, _season),
        (_WHOLE_YEAR, _year),
    )
)
_WELL_FORMED = re.compile(rf"\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_YEAR}|[a-zä]\s+{_YEAR}|Quartal\s+{_YEAR}", re.IGNORECASE)


def find_date(passage: Passage) -> FoundDate | None:
    """Return the first date in a passage, with the words that lead to it (`am`, `ggf. im`), or None.

    An impossible date (`31.02.2019`) comes back without a `datum` and with the `problem`.
    """
    found = [
        (match.start(), order, match, build)
        for order, (pattern, build) in enumerate(_FORMS)
        if (match := pattern.search(passage.text))
    ]
    if not found:
        return None
    _, _, match, build = min(found, key=lambda item: item[:2])
    where = passage.cut(match.start(), match.end())
    try:
        datum = build(match)
    except ValueError as error:
        return FoundDate(where, None, problem=str(error))
    if match["doubt"] or match["tail"]:
        datum = Datum(f"{datum.edtf.rstrip('~')}?", datum.fruehestens, datum.spaetestens)
    return FoundDate(where, datum, repaired=not _WELL_FORMED.search(where.text) and "/" not in datum.edtf)
