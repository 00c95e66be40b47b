"""Numbers in German words: `zwanzig`, `einundzwanzig`, `zweihundert`, `ein Dutzend`."""

import re

_ONES = (
    "", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn",
    "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
_TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_LAST_ONE = 19


def _below_hundred(number: int) -> str:
    if number <= _LAST_ONE:
        return _ONES[number]
    ten, one = divmod(number, 10)
    return f"{_ONES[one]}und{_TENS[ten]}" if one else _TENS[ten]


_WORDS = {
    **{_below_hundred(number): number for number in range(2, 100)},
    **{f"{_ONES[number]}hundert": 100 * number for number in range(1, 10)},
    "hundert": 100, "tausend": 1000, "eintausend": 1000, "ein dutzend": 12, "zwei dutzend": 24,
}  # fmt: skip
NUMBER_WORD = (
    rf"(?:(?:(?:{'|'.join(_ONES[1:10])})und)?(?:{'|'.join(_TENS[2:])})|(?:{'|'.join(_ONES[1:10])})?hundert|"
    rf"(?:ein)?tausend|(?:ein|zwei)\sdutzend|{'|'.join(sorted(_ONES[2:], key=len, reverse=True))})(?![\w-])"
)


def number_of(text: str) -> int:
    """Return the number of a text that matches `NUMBER_WORD`, or of digits with or without marks for thousands."""
    words = " ".join(text.lower().split())
    return _WORDS[words] if words in _WORDS else int(re.sub(r"\D", "", words))
