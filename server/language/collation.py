"""The order of words."""

import re
import unicodedata

_DIGITS = re.compile(r"(\d+)")


def din_5007(text: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """Return the sort key of a text by German rules (DIN 5007-1): ä as a, ß as ss, capitals as small letters.

    Numbers inside of the text are in the order of their size (`Forum 2` before `Forum 10`).
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    parts = _DIGITS.split(letters)
    return tuple((len(part.lstrip("0")), part.lstrip("0")) if part.isdecimal() else (-1, part) for part in parts), text
