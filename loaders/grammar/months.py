"""Parts of a year in German prose: weeks, months, quarters, half-years, seasons, and the year itself.

In: a match of one of the patterns. Out: EDTF with the first and last day. Quarters are 33 to 36, half-years 40 and 41,
seasons 21 to 24 (ISO 8601-2, table of sub-year groupings); weeks are intervals of days (ISO 8601-1).
"""

import calendar
import datetime as dt
import re

from ruhrgraph.loaders.grammar.date_words import MONTH, YEAR, month_number
from ruhrgraph.loaders.records import Datum

_RANKS = {
    **{word: number for number, words in enumerate(("i 1 erst", "ii 2 zweit", "iii 3 dritt", "iv 4 viert"), 1)
       for word in words.split()},
}  # fmt: skip
_RANK = r"(?:I{1,3}|IV|[1-4]|(?:erst|zweit|dritt|viert)e[snr]?)"
_SHORT = r"(?:(?:19|20)\d{2}|['’]?\d{2})(?![\d:.]\d|\d|\s?Uhr)"
_OF = r"(?:\s?(?:,|/|des\s+Jahres|in|im\s+Jahr)\s?|\s)"
_TO = r"\s?(?:[-–—/&+]|bis|und|oder)\s?"
_SEASONS = {
    "frühjahr": (21, 3, 5),
    "frühling": (21, 3, 5),
    "sommer": (22, 6, 8),
    "herbst": (23, 9, 11),
    "winter": (24, 12, 2),
}
_SEASON = rf"(?:Früh(?!jahr|ling)|Spät|Hoch|Vor)?(?:{'|'.join(_SEASONS)})"
MONTH_LIST = (
    rf"(?:(?<![\w.])(?P<m1>{MONTH})(?:\s?(?P<y1>{YEAR})(?!\d))?(?P<mto>{_TO})(?:(?:zum|Anfang|Mitte|Ende)\s)?)?"
    rf"(?<![\w])(?P<m>{MONTH}),?\s?(?P<my>{YEAR}|['’]\d{{2}})(?!\d|/\d)"
    rf"|(?<![\d./-])(?P<n>0[1-9]|1[0-2]|(?<=im )[1-9])[./](?P<ny>{YEAR})(?![\d/.-])"
    rf"|(?<![\d./-])(?P<iy>{YEAR})-(?P<i>0[1-9]|1[0-2])(?![\d-])"
)
QUARTER = (
    rf"(?:(?<![\w.])(?P<q1>{_RANK})\.?(?P<qto>{_TO}))?(?<!\w)(?P<q>{_RANK})\.?\s?(?:Quartals?|Q\.?\b){_OF}(?P<qy>{_SHORT})"
    rf"|\bQuartal\s(?P<qb>{_RANK}){_OF}(?P<qby>{_SHORT})|\bQ\s?(?P<qs>[1-4]){_OF}(?P<qsy>{_SHORT})"
    rf"|(?<![\d/])(?P<qiy>{YEAR})[/\s-]Q(?P<qi>[1-4])(?!\d)"
)
HALF = (
    rf"(?<![\w.])(?P<h>{_RANK})\.?\s?(?:Halbjahr(?:es)?|HJ\b\.?|Jahreshälfte|Hälfte){_OF}(?P<hy>{_SHORT})"
    rf"|\b(?:Halbjahr|HJ)\s(?P<hb>[1-4]|I{{1,2}}){_OF}(?P<hby>{_SHORT})|\bH(?P<hs>[12])\s?[/\s]\s?(?P<hsy>{YEAR})(?!\d)"
)
SEASON = (
    rf"(?:(?<!\w)(?P<s1>{_SEASON})(?:\s{YEAR})?{_TO})?"
    rf"(?<!\w)(?P<s>{_SEASON})\s?(?P<sy>{YEAR})(?:/(?P<sto>\d{{2,4}}))?(?!\d)"
)
WEEK = (
    rf"\b(?:KW|Kalenderwochen?)\s?(?P<w>\d{{1,2}})(?:\.?{_TO}(?P<w2>\d{{1,2}}))?\.?{_OF}(?P<wy>{_SHORT})"
    rf"|(?<![\w.])(?:(?P<wa>\d{{1,2}})\.?{_TO})?(?<!\d)(?P<wb>\d{{1,2}})\.\s?(?:KW|Kalenderwoche){_OF}(?P<wby>{_SHORT})"
)
WHOLE_YEAR = (
    r"(?:(?<=Jahr )|(?<=Jahre )|(?<=Jahres )|(?<=in )|(?<=Anfang )|(?<=Mitte )|(?<=Ende )|(?<=Jahresende ))"
    rf"(?P<yy>{YEAR})(?![\d/–-])"
)


def _rank(text: str) -> int:
    return _RANKS[re.sub(r"e[snr]?$", "", text.casefold())]


def _year(text: str) -> int:
    digits = text.strip("'’")
    return int(digits) if len(digits) == len("2019") else 2000 + int(digits)


def _span(edtf: str, first: tuple[int, int], last: tuple[int, int]) -> Datum:
    end = calendar.monthrange(*last)[1]
    return Datum(edtf, dt.date(*first, 1), dt.date(*last, end))


def read_part(match: re.Match[str]) -> Datum:
    """Return the month, quarter, half-year, season or year of a match.

    Raises:
        ValueError: A year has no such part, or a range ends before it begins.
        LookupError: The words do not tell which part is meant.

    """
    for name, read in (("m", _months), ("q", _quarter), ("h", _half), ("s", _season), ("n", _month), ("yy", _whole)):
        groups = {key: value for key, value in match.groupdict().items() if value and key not in _AROUND}
        if name in match.groupdict():
            return read(groups)
    raise LookupError("it fits no rule")


_AROUND = frozenset({"lead", "core", "tail"})


def _months(groups: dict[str, str]) -> Datum:
    if "m" not in groups:
        return _month(groups)
    last = (_year(groups["my"]), month_number(groups["m"]))
    if "m1" not in groups:
        return _span(f"{last[0]}-{last[1]:02}", last, last)
    first = (int(groups.get("y1", last[0])), month_number(groups["m1"]))
    if last <= first:
        raise ValueError("the range ends before it begins")
    edtfs = [f"{year}-{month:02}" for year, month in (first, last)]
    if "oder" in groups["mto"]:
        return _span(f"[{edtfs[0]},{edtfs[1]}]", first, last)
    apart = (last[0] - first[0]) * 12 + last[1] - first[1]
    listed = any(sign in groups["mto"] for sign in ("und", "&", "+"))
    return _span(f"{{{edtfs[0]},{edtfs[1]}}}" if listed and apart > 1 else "/".join(edtfs), first, last)


def _month(groups: dict[str, str]) -> Datum:
    year, month = int(groups.get("ny") or groups["iy"]), int(groups.get("n") or groups["i"])
    return _span(f"{year}-{month:02}", (year, month), (year, month))


def _quarter(groups: dict[str, str]) -> Datum:
    number = next(_rank(groups[key]) for key in ("q", "qb", "qs", "qi") if key in groups)
    year = next(_year(groups[key]) for key in ("qy", "qby", "qsy", "qiy") if key in groups)
    if "q1" in groups:
        first = _rank(groups["q1"])
        if first >= number:
            raise ValueError("the range ends before it begins")
        if "oder" in groups["qto"] or ("und" in groups["qto"] and number > first + 1):
            raise LookupError("it names two quarters")
        return _span(f"{year}-{3 * first - 2:02}/{year}-{3 * number:02}", (year, 3 * first - 2), (year, 3 * number))
    return _span(f"{year}-{32 + number}", (year, 3 * number - 2), (year, 3 * number))


def _half(groups: dict[str, str]) -> Datum:
    number = next(_rank(groups[key]) for key in ("h", "hb", "hs") if key in groups)
    year = next(_year(groups[key]) for key in ("hy", "hby", "hsy") if key in groups)
    if number > len("12"):
        raise ValueError("a year has two halves")
    return _span(f"{year}-{39 + number}", (year, 6 * number - 5), (year, 6 * number))


def _season(groups: dict[str, str]) -> Datum:
    if "s1" in groups:
        raise LookupError("it names two seasons")
    year, word = int(groups["sy"]), groups["s"].casefold()
    name = next(name for name in _SEASONS if word.endswith(name))
    code, first, last = _SEASONS[name]
    if "sto" in groups and (name != "winter" or int(groups["sto"][-2:]) != (year + 1) % 100):
        raise LookupError("it names two years")
    about = "" if word == name else "~"
    if name == "winter":
        # The winter of one year is that at its beginning or that at its end.
        start = (year, 12) if "sto" in groups else (year, 1)
        return _span(f"{year}-{code}{about}", start, (year + 1, 2))
    return _span(f"{year}-{code}{about}", (year, first - bool(about)), (year, last + bool(about)))


def _whole(groups: dict[str, str]) -> Datum:
    year = int(groups["yy"])
    return _span(groups["yy"], (year, 1), (year, 12))


def read_week(match: re.Match[str]) -> Datum:
    """Return the days of a calendar week, or of several.

    Raises:
        ValueError: The year has no such week.

    """
    last = int(match["w2"] or match["w"] or match["wb"])
    first = int(match["w"] or match["wa"] or match["wb"])
    year = _year(match["wy"] or match["wby"])
    start, end = dt.date.fromisocalendar(year, first, 1), dt.date.fromisocalendar(year, last, 7)
    if end <= start:
        raise ValueError("the range ends before it begins")
    return Datum(f"{start.isoformat()}/{end.isoformat()}", start, end)
