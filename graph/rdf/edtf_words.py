"""Dates in EDTF (ISO 8601-2) and durations (ISO 8601-1) in words, as a German or an English reader writes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_PART_OF_YEAR = re.compile(r"(\d{4})-(2[1-4]|3[3-6]|40|41)")
_PART_CODES = ("21", "22", "23", "24", "33", "34", "35", "36", "40", "41")
_DURATION = re.compile(r"P(?=\d)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?")


@dataclass(frozen=True)
class _Words:
    """The words of a language; of a day in short and in full by strings to format, of a doubt by its mark."""

    months: tuple[str, ...]
    parts: tuple[str, ...]
    day: str
    day_in_full: str
    doubts: Mapping[str, str]
    units: tuple[tuple[str, str], ...]
    and_: str
    or_: str
    to: str
    until: str
    since: str
    open_end: str


_WORDS: Mapping[str, _Words] = {
    "de": _Words(
        months=(
            *("Januar", "Februar", "März", "April", "Mai", "Juni"),
            *("Juli", "August", "September", "Oktober", "November", "Dezember"),
        ),
        parts=(
            *("Frühling", "Sommer", "Herbst", "Winter"),
            *(f"{number}. Quartal" for number in (1, 2, 3, 4)),
            *(f"{number}. Halbjahr" for number in (1, 2)),
        ),
        day="{day}.{number}.{year}",
        day_in_full="{day}. {month} {year}",
        doubts={"?": " (ungewiss)", "~": " (etwa)", "%": " (etwa, ungewiss)"},
        units=(("Jahr", "Jahre"), ("Monat", "Monate"), ("Tag", "Tage")),
        and_="und",
        or_="oder",
        to="bis",
        until="bis",
        since="ab",
        open_end=", Ende offen",
    ),
    "en": _Words(
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        parts=(
            *("spring", "summer", "autumn", "winter"),
            *("first quarter of", "second quarter of", "third quarter of", "fourth quarter of"),
            *("first half of", "second half of"),
        ),
        day="{day} {month} {year}",
        day_in_full="{day} {month} {year}",
        doubts={"?": " (uncertain)", "~": " (approximately)", "%": " (approximately, uncertain)"},
        units=(("year", "years"), ("month", "months"), ("day", "days")),
        and_="and",
        or_="or",
        to="to",
        until="until",
        since="from",
        open_end=", no end set",
    ),
}


def date_words(edtf: str, language: str = "de", *, in_full: bool = False) -> str:
    """Return a date in words (`7.2.2019`, `2. Quartal 2019`, `10.4.2019 und 12.4.2019`); what is none as it is.

    Args:
        edtf: The date. A question mark is for what is uncertain, a tilde for what is approximate; of an interval, an
            unknown end is empty, and an open one two dots.
        language: `de` or `en`.
        in_full: Write `7. Februar 2019` and `bis`, as in a sentence.

    """
    words = _WORDS[language]
    if edtf[:1] in ("{", "[") and edtf[-1:] in ("}", "]"):
        *others, last = [_interval(part, "..", words, in_full=in_full) for part in edtf[1:-1].split(",")]
        return f"{', '.join(others)} {words.and_ if edtf[0] == '{' else words.or_} {last}" if others else last
    return _interval(edtf, "/", words, in_full=in_full)


def duration_words(duration: str, language: str = "de") -> str:
    """Return a duration in words (`1 Jahr und 6 Monate`); what is no duration in years, months and days as it is."""
    found = _DURATION.fullmatch(duration)
    if not found:
        return duration
    words = _WORDS[language]
    numbers = [(int(number), units) for number, units in zip(found.groups(), words.units, strict=True) if number]
    return f" {words.and_} ".join(f"{number} {units[number != 1]}" for number, units in numbers)


def _interval(edtf: str, mark: str, words: _Words, *, in_full: bool) -> str:
    """Return an interval in words; a day, a month, a year or a part of one is an interval without a mark."""
    if mark not in edtf:
        return _point(edtf, words, in_full=in_full)
    start, _, end = edtf.partition(mark)
    start, end = _point(start, words, in_full=in_full), _point(end, words, in_full=in_full)
    if end in ("", ".."):
        return f"{words.since} {start}{words.open_end}" if end else f"{words.since} {start}"
    if start in ("", ".."):
        return f"{words.until} {end}"
    return f"{start} {words.to} {end}" if in_full else f"{start}–{end}"


def _point(edtf: str, words: _Words, *, in_full: bool) -> str:
    sure, doubt = (edtf[:-1], words.doubts[edtf[-1]]) if edtf[-1:] in words.doubts else (edtf, "")
    if found := _DAY.fullmatch(sure):
        year, number, day = (int(each) for each in found.groups())
        form = words.day_in_full if in_full else words.day
        return form.format(day=day, number=number, month=words.months[number - 1], year=year) + doubt
    if found := _MONTH.fullmatch(sure):
        return f"{words.months[int(found[2]) - 1]} {found[1]}{doubt}"
    if found := _PART_OF_YEAR.fullmatch(sure):
        return f"{words.parts[_PART_CODES.index(found[2])]} {found[1]}{doubt}"
    return f"{sure}{doubt}"
