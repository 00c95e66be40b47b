"""The first and the last day that a date in EDTF (ISO 8601-2) allows, to draw it.

In: a year, a month, a day, a quarter, a half or a season of a year, an interval or a list of these. Out: two days.
"""

import datetime as dt
import re

_DATE = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<part>\d\d)(?:-(?P<day>\d\d))?)?[?~%]?(?:T.{0,40})?", re.ASCII)
# First month and number of months of what ISO 8601-2 numbers in place of a month; a winter ends in the next year.
_PARTS = {
    **{21 + season: (3 + 3 * season, 3) for season in range(4)},
    **{33 + quarter: (1 + 3 * quarter, 3) for quarter in range(4)},
    **{40 + half: (1 + 6 * half, 6) for half in range(2)},
}
_MONTHS = 12
_SEVERAL = re.compile(r"\.\.|[,/]")


def edtf_bounds(edtf: str) -> tuple[dt.date, dt.date | None] | None:
    """Return the first and the last day, None for a last day that is open; None for a text that is no such date."""
    parts = _SEVERAL.split(edtf.strip("{}[]"))
    found = [_bounds(part) for part in parts if part]
    days = [bounds for bounds in found if bounds]
    if not days or len(days) != len(found):
        return None
    if "/" in edtf and days[-1][1] < days[0][0]:
        return None
    is_open = edtf.endswith(("/", ".."))
    return min(first for first, _ in days), None if is_open else max(last for _, last in days)


def _bounds(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the bounds of a single date."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, part, day = int(found["year"]), int(found["part"] or 0), int(found["day"] or 0)
    try:
        if day:
            return dt.date(year, part, day), dt.date(year, part, day)
        month, months = (1, _MONTHS) if not found["part"] else _PARTS.get(part, (part, 1))
        first, after = dt.date(year, month, 1), year * _MONTHS + month - 1 + months
        return first, dt.date(after // _MONTHS, after % _MONTHS + 1, 1) - dt.timedelta(days=1)
    except ValueError:
        return None
