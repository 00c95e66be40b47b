"""Points of time that a term begins or ends with: `2020`, `Mitte 2024`, `Q3 2020`, `01.08.2020`, `Schuljahr 2020/21`.

In: a passage. Out: its year and, where the text is more precise, the day or month in EDTF, with the doubt that the
text expresses (`voraussichtlich` is `?`, `ca.` is `~`). Of a school year, a start takes the first year and an end the
second.
"""

import re
from dataclasses import dataclass, replace

from ruhrgraph.loaders.document import Passage, ReadValue

_MONTH_NAMES = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_MONTHS = "|".join(_MONTH_NAMES) + r"|(?:Jan|Feb|Febr|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\b\.?"
_ORDINAL = r"(?:[1-4]\.?|I{1,3}\.?|IV\.?|erste[sn]|zweite[sn]|dritte[sn]|vierte[sn])"
_PART = rf"(?:{_ORDINAL}\s*(?:Halbjahr|Quartal)|Q\s?[1-4]\s*/?)"
_SEASON = "Frühjahr|Frühling|Sommer|Herbst|Winter"
DOUBT = (
    r"voraussichtlich\w{0,2}|voraussichtl\.|vorauss\.|vsl\.|geplant\w{0,2}|ggf\.|gegebenenfalls|evtl\.|eventuell|vermutlich|wahrscheinlich|mindestens|mind\.|"
    r"frühestens|spätestens|möglichst"
)
ABOUT = r"ca\.|circa|etwa|ungefähr|rund|gegen"
# What may stand before a year without changing which year it is.
_BEFORE = (
    rf"(?:(?:Anfang|Mitte|Ende|einschließlich|einschl\.|{DOUBT}|{ABOUT}|zum|zur|für|in|im|am|dem|den|des|der|Laufe?|Jahre?s?|Kalenderjahr|"
    r"Schuljahre?s?|Wintersemester|Sommersemester|Haushaltsjahre?s?|Legislatur\w{0,20}+|Jahresende|Jahresbeginn|"
    rf"{_SEASON}|{_PART}|{_MONTHS}|\d{{1,2}}\.\s?(?:(?:{_MONTHS})|\d{{1,2}}\.)|\d{{1,2}}[./])\s*){{0,6}}"
)
_YEAR = r"(?<![\d.,])(?:19|20)\d{2}"


def point(name: str) -> str:
    """Return a pattern for a point of time with its words before the year, as a group of this name."""
    return rf"(?P<{name}>{_BEFORE}(?:(?<=\.)(?:19|20)\d{{2}}|{_YEAR})(?:/(?:20)?\d{{2}})?(?!\d)(?:\s?\(?\?\)?)?)"


BARE_POINT = (
    rf"(?:\d{{1,2}}\.\s?(?:{_MONTHS}|\d{{1,2}}\.)|(?<![\d.])\d{{1,2}}\.|{_PART}|(?:{_MONTHS})|{_SEASON}|Anfang|Mitte)"
)
"""A pattern for a point without its year, which follows later (`Juli bis Dezember 2020`)."""

_YEARS = re.compile(r"(?P<first>(?:19|20)\d{2})(?:/(?P<second>(?:20)?\d{2}))?(?:\s?\(?\?\)?)?$")
_DAY = re.compile(r"(\d{1,2})\.\s?(?:(\d{1,2})\.|([A-Za-zä]{3,9})\.?)\s*$")
_MONTH = re.compile(r"(?:(?<!\d)(\d{1,2})[./]|\b([A-Za-zä]{3,9})\.?)\s*$")
_QUARTER = re.compile(
    r"(?:(?P<ordinal>[1-4]|I{1,3}|IV|[a-z]{5,8})\.?\s*(?P<kind>Halbjahr|Quartal)|Q\s?(?P<q>[1-4]))\s*/?\s*$",
    re.IGNORECASE,
)
_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4,
            "erste": 1, "zweite": 2, "dritte": 3, "vierte": 4}  # fmt: skip
_DOUBT = re.compile(rf"\b(?:{DOUBT})|\?", re.IGNORECASE)
_ABOUT = re.compile(rf"\b(?:{ABOUT})", re.IGNORECASE)
_MOST_DAYS, _MOST_MONTHS = 31, 12


@dataclass(frozen=True, slots=True)
class Point:
    """A point of time: its year with its span, and its EDTF."""

    year: ReadValue[int]
    edtf: str


def _month_number(name: str) -> int | None:
    beginning = "mär" if name.casefold() == "mrz" else name.casefold()[:3]
    return next(
        (number for number, month in enumerate(_MONTH_NAMES, 1) if month.casefold().startswith(beginning)), None
    )


def _precise(before: str, year: int, *, is_end: bool) -> str:
    """Return a year in EDTF with the month or day that the words before it name."""
    if quarter := _QUARTER.search(before):
        ordinal = (quarter["ordinal"] or quarter["q"]).casefold()
        number = _NUMBERS.get(ordinal, _NUMBERS.get(ordinal[:-1], 0))
        length = 6 if quarter["kind"] and quarter["kind"].casefold() == "halbjahr" else 3
        month = number * length if is_end else (number - 1) * length + 1
        return f"{year}-{month:02}" if 1 <= month <= _MOST_MONTHS else str(year)
    if day := _DAY.search(before):
        day_month = int(day[2]) if day[2] else _month_number(day[3])
        if day_month and 1 <= day_month <= _MOST_MONTHS and 1 <= int(day[1]) <= _MOST_DAYS:
            return f"{year}-{day_month:02}-{int(day[1]):02}"
    elif (found := _MONTH.search(before)) and (only := int(found[1]) if found[1] else _month_number(found[2])):
        return f"{year}-{only:02}" if 1 <= only <= _MOST_MONTHS else str(year)
    return str(year)


def read_point(passage: Passage, *, is_end: bool, lead: str = "") -> Point:
    """Return a point of time from the passage that the pattern `point` matched; `lead` may hold further doubts."""
    years = _YEARS.search(passage.text)
    assert years is not None  # noqa: S101  # the pattern ends in a year
    second = years["second"] if is_end else None
    where = passage.cut(*years.span("second" if second else "first"))
    text = years["first"] if second is None else years["first"][: len("2022") - len(second)] + second
    before = passage.text[: years.start()]
    hedges = f"{lead} {passage.text}"
    doubt, about = _DOUBT.search(hedges), _ABOUT.search(hedges)
    mark = "%" if doubt and about else "?" if doubt else "~" if about else ""
    return Point(ReadValue(int(text), (where.span,)), _precise(before, int(text), is_end=is_end) + mark)


def read_bare_point(passage: Passage, end: Point) -> Point:
    """Return a point without a year of its own; it has the year of the end."""
    year = end.year.value
    is_number = passage.text.rstrip(".").isdigit()
    return Point(end.year, str(year) if is_number else _precise(passage.text, year, is_end=False))


def doubted(point_read: Point) -> Point:
    """Return a point that is uncertain (`2020?`)."""
    edtf = point_read.edtf
    return (
        point_read if edtf[-1] in "?%" else replace(point_read, edtf=f"{edtf[:-1]}%" if edtf[-1] == "~" else f"{edtf}?")
    )


def is_doubt(text: str) -> bool:
    """Return whether a text is nothing but a word of doubt (`geplant`)."""
    return bool(re.fullmatch(rf"(?:{DOUBT})", text.strip(), re.IGNORECASE))
