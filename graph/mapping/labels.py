"""Short names for things that the documents give none: dates in words, and the beginnings of long texts."""

import re

_LONGEST = 80
_MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905 - a list
)
_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_PART_OF_YEAR = re.compile(r"(\d{4})-(3[3-6]|40|41)")
_PARTS = {
    **{str(32 + number): f"{number}. Quartal" for number in (1, 2, 3, 4)},
    **{str(39 + number): f"{number}. Halbjahr" for number in (1, 2)},
}
_DOUBTS = {"?": " (ungewiss)", "~": " (etwa)", "%": " (etwa, ungewiss)"}


def shorten(text: str) -> str:
    """Return a text that is short enough for a label: cut after a word, with an ellipsis."""
    if len(text) <= _LONGEST:
        return text
    words, _, rest = text[: _LONGEST - 1].rpartition(" ")
    return f"{(words or rest).rstrip(' ,;:–-')} …"


def date_words(edtf: str) -> str:
    """Return a date in EDTF as a German reader writes it (`7.2.2019`, `2. Quartal 2019`, `30.5.2019–2.6.2019`).

    EDTF is that of ISO 8601-2: a question mark is for what is uncertain, a tilde for what is approximate.
    """
    if edtf[:1] in ("{", "["):
        return ", ".join(date_words(day) for day in edtf[1:-1].split(","))
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        return f"{date_words(start)}–{date_words(end)}"
    sure, doubt = (edtf[:-1], _DOUBTS[edtf[-1]]) if edtf[-1:] in _DOUBTS else (edtf, "")
    if found := _DAY.fullmatch(sure):
        return f"{int(found[3])}.{int(found[2])}.{found[1]}{doubt}"
    if found := _MONTH.fullmatch(sure):
        return f"{_MONTHS[int(found[2]) - 1]} {found[1]}{doubt}"
    if found := _PART_OF_YEAR.fullmatch(sure):
        return f"{_PARTS[found[2]]} {found[1]}{doubt}"
    return f"{sure}{doubt}"
