"""Days in German prose, one or several: `22.3.19`, `10./11.04.2019`, `30. Mai bis 2. Juni 2019`, `3.4. und 5.6.2019`.

In: a match of `DAYS`. Out: an EDTF day, an interval (days without a gap), a set (`{…}`), or one of a set (`[…]`,
`3. oder 4. Mai`). A day without month or year has those of the next one that has them.
"""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from ruhrgraph.loaders.grammar.date_words import (
    IS_APPROXIMATE,
    IS_UNCERTAIN,
    ITEM_LEAD,
    MONTH,
    YEAR,
    month_number,
)
from ruhrgraph.loaders.records import Datum

_NO_TIME = r"(?![\d:]|\.\d|\s?(?:Uhr|h\b|[-–—]\s?\d|bis\b|Personen|Teilnehme))"
# A year of two digits must not be the hour of a time (`am 3.5. 14 Uhr`).
_SHORT_YEAR = rf"['’]?\d{{2}}{_NO_TIME}"
_FULL = (
    rf"{YEAR}-\d{{2}}-\d{{2}}(?![\d-])|\d{{1,2}}\.\s?\d{{1,2}}(?:\.\s?|\s){YEAR}(?![\d:]|\.\d)|"
    rf"\d{{1,2}}\s\d{{1,2}}[.\s]\s?{YEAR}(?![\d:])|\d{{1,2}}([/-])\d{{1,2}}[/-]{YEAR}(?![\d:])|"
    rf"\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_SHORT_YEAR}|\d{{1,2}}\.?\s?{MONTH},?\s*(?:{YEAR}(?!\d)|{_SHORT_YEAR})"
).replace("([/-])", "[/-]")
_WITH_MONTH = rf"\d{{1,2}}\.\s?\d{{1,2}}\.?(?!\d)|\d{{1,2}}\.?\s?{MONTH}"
_PART = rf"(?:{_WITH_MONTH}|\d{{1,2}}\.|\d{{1,2}}(?=\s?(?:[-–—/+&]|bis\s|und\s|u\.\s|oder\s|bzw\.\s)))"
_BETWEEN = (
    r"\s?(?:,\s?(?:(?:und|u\.|sowie|oder|bzw\.|bis)\s)?|"
    r"(?:und|u\.|sowie|oder|bzw\.|bis(?:\s(?:zum|einschließlich))?)\s|[-–—/+&]\s?)"
)
_GROUP = rf"(?:{_PART}{_BETWEEN}{ITEM_LEAD}){{0,9}}(?:{_FULL})"
_LAST = rf"(?:{_BETWEEN}{ITEM_LEAD}(?:\d{{1,2}}\.\s?\d{{1,2}}\.(?!\s?\d)|\d{{1,2}}\.\s?{MONTH}(?!\s?\d)))?"
DAYS = rf"(?<![\d.:/-]){_GROUP}(?:{_BETWEEN}{ITEM_LEAD}{_GROUP}){{0,5}}{_LAST}"
_ITEM = re.compile(
    rf"(?P<between>{_BETWEEN})?(?P<lead>{ITEM_LEAD})"
    rf"(?:(?P<iso>{YEAR}-\d{{2}}-\d{{2}})|(?P<d>\d{{1,2}})(?:\.\s?|\s|(?=[/-]))?(?P<m>[/-]\d{{1,2}}(?=[/-]{YEAR})|"
    rf"\d{{1,2}}(?=[.\s]|$)|{MONTH})?(?(m)(?:[.,\s/-]\s?(?P<y>{YEAR}|(?<=[.\s]){_SHORT_YEAR}))?)\.?)",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\s(?:oder|bzw\.)\s")
_RANGE = re.compile(r"bis|^\s?[-–—]\s?$")
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Day:
    date: dt.date
    mark: str
    ends_range: bool

    @property
    def edtf(self) -> str:
        return self.date.isoformat() + self.mark


def _year(text: str) -> int:
    digits = text.strip("'’")
    return int(digits) if len(digits) == len("2019") else 2000 + int(digits)


def _completed(core: str) -> list[tuple[re.Match[str], int, int, int]]:
    """Return the items of a list with year, month and day, those that lack some completed from their neighbours."""
    items = list(_ITEM.finditer(core))
    years: list[int | None] = []
    months: list[int | None] = []
    year = month = None
    for item in reversed(items):
        if item["iso"]:
            year, month = int(item["iso"][:4]), int(item["iso"][5:7])
        else:
            year = _year(item["y"]) if item["y"] else year
            month = month_number(item["m"].strip("/-")) if item["m"] else month
        years.insert(0, year)
        months.insert(0, month)
    found: list[tuple[re.Match[str], int, int, int]] = []
    for index, item in enumerate(items):
        day_year, day_month = years[index] or (found[-1][1] if found else None), months[index]
        if day_year is None or day_month is None:
            raise LookupError("it has no year")
        found.append((item, day_year, day_month, int(item["iso"][8:] if item["iso"] else item["d"])))
    return found


def read_days(match: re.Match[str]) -> Datum:
    """Return the day or days of a match of `DAYS`.

    Raises:
        ValueError: No calendar has one of the days, or a range ends before it begins.
        LookupError: A day has no year.

    """
    days, either, iso = [], _EITHER.search(match["core"]) is not None, True
    for item, year, month, day in _completed(match["core"]):
        mark = {(True, True): "%", (True, False): "?", (False, True): "~", (False, False): ""}[
            bool(IS_UNCERTAIN.search(item["lead"])), bool(IS_APPROXIMATE.search(item["lead"]))
        ]
        between = item["between"] or ""
        iso = iso and bool(item["iso"])
        ends_range = bool(_RANGE.search(between)) or (iso and "/" in between)
        ends_range = ends_range or ("und" in between and "zwischen" in match["lead"].casefold())
        days.append(_Day(dt.date(year, month, day), mark, ends_range))
    return _joined(days, either=either)


def _joined(days: list[_Day], *, either: bool) -> Datum:
    parts: list[tuple[_Day, _Day]] = []
    for day in days:
        if day.ends_range and parts:
            if day.date <= parts[-1][0].date:
                raise ValueError("the range ends before it begins")
            parts[-1] = (parts[-1][0], day)
        else:
            parts.append((day, day))
    parts.sort(key=lambda part: part[0].date)
    first, last = parts[0][0], max((part[1] for part in parts), key=lambda day: day.date)
    without_gap = all(after[0].date - before[1].date == _ONE_DAY for before, after in pairwise(parts))
    if len(parts) > 1 and (either or not without_gap):
        inside = ",".join(start.edtf if start == end else f"{start.edtf}..{end.edtf}" for start, end in parts)
        edtf = f"[{inside}]" if either else f"{{{inside}}}"
    else:
        edtf = first.edtf if first == last else f"{first.edtf}/{last.edtf}"
    return Datum(edtf, first.date, last.date)
