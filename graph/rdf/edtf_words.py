"""Dates in EDTF (ISO 8601-2) and durations (ISO 8601-1) in words, as a German reader writes them."""

import re

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_PART_OF_YEAR = re.compile(r"(\d{4})-(2[1-4]|3[3-6]|40|41)")
_PARTS = {
    **dict(zip(("21", "22", "23", "24"), ("Frühling", "Sommer", "Herbst", "Winter"), strict=True)),
    **{str(32 + number): f"{number}. Quartal" for number in (1, 2, 3, 4)},
    **{str(39 + number): f"{number}. Halbjahr" for number in (1, 2)},
}
_DOUBTS = {"?": " (ungewiss)", "~": " (etwa)", "%": " (etwa, ungewiss)"}
_DURATION = re.compile(r"P(?=\d)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?")
_UNITS = (("Jahr", "Jahre"), ("Monat", "Monate"), ("Tag", "Tage"))


def date_words(edtf: str, *, in_full: bool = False) -> str:
    """Return a date in words (`7.2.2019`, `2. Quartal 2019`, `10.4.2019 und 12.4.2019`); what is none as it is.

    Args:
        edtf: The date. A question mark is for what is uncertain, a tilde for what is approximate; of an interval, an
            unknown end is empty, and an open one two dots.
        in_full: Write `7. Februar 2019` and `bis`, as in a sentence.

    """
    if edtf[:1] in ("{", "[") and edtf[-1:] in ("}", "]"):
        *others, last = [_interval(part, "..", in_full=in_full) for part in edtf[1:-1].split(",")]
        return f"{', '.join(others)} {'und' if edtf[0] == '{' else 'oder'} {last}" if others else last
    return _interval(edtf, "/", in_full=in_full)


def duration_words(duration: str) -> str:
    """Return a duration in words (`1 Jahr und 6 Monate`); what is no duration in years, months and days as it is."""
    found = _DURATION.fullmatch(duration)
    if not found:
        return duration
    numbers = [(int(number), units) for number, units in zip(found.groups(), _UNITS, strict=True) if number]
    return " und ".join(f"{number} {units[number != 1]}" for number, units in numbers)


def _interval(edtf: str, mark: str, *, in_full: bool) -> str:
    """Return an interval in words; a day, a month, a year or a part of one is an interval without a mark."""
    if mark not in edtf:
        return _point(edtf, in_full=in_full)
    start, _, end = edtf.partition(mark)
    start, end = _point(start, in_full=in_full), _point(end, in_full=in_full)
    if end in ("", ".."):
        return f"ab {start}, Ende offen" if end else f"ab {start}"
    if start in ("", ".."):
        return f"bis {end}"
    return f"{start} bis {end}" if in_full else f"{start}–{end}"


def _point(edtf: str, *, in_full: bool) -> str:
    sure, doubt = (edtf[:-1], _DOUBTS[edtf[-1]]) if edtf[-1:] in _DOUBTS else (edtf, "")
    if found := _DAY.fullmatch(sure):
        year, month, day = (int(number) for number in found.groups())
        return f"{day}. {_MONTHS[month - 1]} {year}{doubt}" if in_full else f"{day}.{month}.{year}{doubt}"
    if found := _MONTH.fullmatch(sure):
        return f"{_MONTHS[int(found[2]) - 1]} {found[1]}{doubt}"
    if found := _PART_OF_YEAR.fullmatch(sure):
        return f"{_PARTS[found[2]]} {found[1]}{doubt}"
    return f"{sure}{doubt}"
