"""Numbers in German prose: digits with dots for thousands, and the words up to twelve and for tens."""

from typing import Final

WORDS: Final = {
    **dict.fromkeys(("ein", "eine", "einen", "einem", "einer", "eines"), 1),
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11,
    "zwölf": 12, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80,
    "neunzig": 90, "hundert": 100, "einhundert": 100, "tausend": 1000,
}  # fmt: skip
COUNTING_WORDS: Final = "|".join(sorted((word for word, number in WORDS.items() if number > 1), key=len, reverse=True))
"""The words for two and more, as alternatives of a pattern."""


def parse_number(text: str) -> int:
    """Return the number that digits (`1.200`) or a word (`zehn`) stand for."""
    word = text.casefold()
    return WORDS[word] if word in WORDS else int(text.replace(".", ""))
