"""Dates in German prose: days and lists of days, weeks, months, quarters, half-years, seasons, years.

In: a passage. Out: each date as EDTF (ISO 8601-2 levels 0 to 2) with its first and last day, its doubts, and the span
that says it. Tolerated: `10.05 2019` (a dot missing), `11. Juni 2019`, `3.5.2019`, `08.04.19`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.date_words import (
    IS_APPROXIMATE,
    IS_BOUND,
    IS_UNCERTAIN,
    IS_WEEKDAY,
    LEAD,
    MONTH,
    TAIL,
    WEEKDAYS,
    YEAR,
    weekday_number,
)
from ruhrgraph.loaders.grammar.days import DAYS, read_days
from ruhrgraph.loaders.grammar.months import HALF, MONTH_LIST, QUARTER, SEASON, WEEK, WHOLE_YEAR, read_part, read_week
from ruhrgraph.loaders.records import Datum

_WITHOUT_YEAR = (
    rf"(?<!Straße des )(?<!\d)(?:\d{{1,2}}\.\s?{MONTH}(?![\w-])|(?:(?<=am )|(?<=vom )|(?<=den )|(?<=dem )|(?<=, ))"
    rf"\d{{1,2}}\.\s?\d{{1,2}}\.(?!\d|\s?\d{{4}})|(?:(?<=im )|(?<=Anfang )|(?<=Mitte )|(?<=Ende )){MONTH}(?![\w-])|"
    rf"(?<=im )(?:Früh|Spät)?(?:Frühjahr|Sommer|Herbst|Winter)(?=\s*(?:$|[,;(]|in\s)))"
    rf"(?!\s*{YEAR})|\b(?:(?:Oster|Pfingst|Sommer|Herbst|Weihnachts|Winter)ferien|Ostern|Pfingsten|Weihnachten|Jahreswechsel)\s+{YEAR}"
    r"(?:/\d{2,4})?(?!\d)"
)
_MOST = 12
"""How many dates of one form are looked for in a passage."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in a passage: where (with the words that lead to it), and what.

    Without a `datum`, `problem` says why no calendar has the day, or `doubt` why the words do not tell the date.
    `weekday` names the day of the week that it is, if another one is written.
    """

    passage: Passage
    datum: Datum | None
    repaired: bool = False
    problem: str | None = None
    doubt: str | None = None
    weekday: str | None = None


def _no_date(match: re.Match[str]) -> Datum:
    year = re.search(YEAR, match["core"])
    raise LookupError("it names no day, month or season" if year else "it has no year")


# The order is that of preference where two forms begin at one place. The last column is what each form cannot be
# without: it is looked for first, because most texts hold no date.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Datum], re.Pattern[str]], ...] = tuple(
    (
        re.compile(rf"(?P<lead>{LEAD})(?P<core>{pattern})(?P<tail>{TAIL})", re.IGNORECASE),
        build,
        re.compile(hint, re.IGNORECASE),
    )
    for pattern, build, hint in (
        (DAYS, read_days, r"\d"),
        (MONTH_LIST, read_part, r"\d\d"),
        (QUARTER, read_part, r"q"),
        (HALF, read_part, r"halbjahr|hj|hälfte|h[12]"),
        (SEASON, read_part, r"frühjahr|frühling|sommer|herbst|winter"),
        (WEEK, read_week, r"kw|kalenderwoche"),
        (WHOLE_YEAR, read_part, r"\d{4}"),
        (_WITHOUT_YEAR, _no_date, r"\d|im\s|anfang|mitte|ende"),
    )
)
_WELL_FORMED = re.compile(rf"^\d{{1,2}}\.\s?\d{{1,2}}\.\s?{YEAR}$|[a-zä.]\s+{YEAR}$|^(?!\d{{1,2}}[.\s])", re.IGNORECASE)
_PLAIN = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def find_dates(passage: Passage) -> tuple[FoundDate, ...]:
    """Return the dates in a passage in order, each with the words that lead to it (`am`, `ggf. im`).

    An impossible date (`31.02.2019`) comes back without a `datum` and with the `problem`, one that is not told
    (`ab Mai 2019`, `am 3. Mai`) with the `doubt`.
    """
    found = sorted(
        (
            (match.start(), order, match, build)
            for order, (pattern, build, hint) in enumerate(_FORMS)
            if hint.search(passage.text)
            for match in islice(pattern.finditer(passage.text), _MOST)
        ),
        key=lambda item: (item[0], item[1], -item[2].end()),
    )
    dates, end = [], 0
    for start, _, match, build in found:
        if start >= end:
            dates.append(_read(passage, match, build))
            end = match.end()
    return tuple(dates)


def find_date(passage: Passage) -> FoundDate | None:
    """Return the first date in a passage, or None."""
    return next(iter(find_dates(passage)), None)


def _read(passage: Passage, match: re.Match[str], build: Callable[[re.Match[str]], Datum]) -> FoundDate:
    where = passage.cut(match.start(), match.end())
    if bound := IS_BOUND.search(match["lead"]):
        return FoundDate(where, None, doubt=f"„{bound[0]}“ gives only one end of a time")
    try:
        datum = build(match)
    except ValueError as error:
        return FoundDate(where, None, problem=str(error))
    except LookupError as error:
        return FoundDate(where, None, doubt=str(error.args[0]))
    around = f"{match['lead']} {match['tail']}"
    edtf = _qualified(
        datum.edtf, uncertain=bool(IS_UNCERTAIN.search(around)), about=bool(IS_APPROXIMATE.search(around))
    )
    repaired = not _WELL_FORMED.search(match["core"]) and _PLAIN.fullmatch(datum.edtf) is not None
    return FoundDate(
        where,
        Datum(edtf, datum.fruehestens, datum.spaetestens),
        repaired=repaired,
        weekday=_other_weekday(where, datum),
    )


def _qualified(edtf: str, *, uncertain: bool, about: bool) -> str:
    """Return an EDTF value, each date of which is marked as uncertain, approximate, or both."""
    if not uncertain and not about:
        return edtf

    def mark(match: re.Match[str]) -> str:
        doubtful, rough = uncertain or match[2] in ("?", "%"), about or match[2] in ("~", "%")
        return match[1] + ("%" if doubtful and rough else "?" if doubtful else "~")

    return re.sub(r"(\d{4}(?:-\d{2}){0,2})([?~%]?)", mark, edtf)


def _other_weekday(where: Passage, datum: Datum) -> str | None:
    """Return the weekday of a day if its words name another one; of several days the first and the last are checked."""
    written = [weekday_number(match[0]) for match in islice(IS_WEEKDAY.finditer(where.text), _MOST)]
    days = [datum.fruehestens, datum.spaetestens]
    if not written or (datum.spaetestens - datum.fruehestens).days > len(WEEKDAYS) * 4 or "," in datum.edtf:
        return None
    ends = [written[0], written[-1]] if len(written) > 1 else [written[0]]
    differ = [day for day, number in zip(days, ends, strict=False) if day.weekday() != number]
    return WEEKDAYS[differ[0].weekday()] if differ else None
