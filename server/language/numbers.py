"""Numbers and sizes as a reader writes them."""

from ruhrgraph.server.language.words import Language, in_language

_UNITS = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))
_SWAPPED = str.maketrans(",.", ".,")


def number_text(number: float, language: Language, places: int = 0) -> str:
    """Return a number with separators and so many decimal places: `57.060`, `57,060`."""
    # As a float, a whole number of more than 15 digits would change, and one of more than 308 fail.
    text = f"{number:,}" if isinstance(number, int) and not places else f"{number:,.{places}f}"
    return in_language(language, text.translate(_SWAPPED), text)


def size_text(count: int, language: Language) -> str:
    """Return a number of bytes in the largest unit of which there is one: `1,5 MB`, `1.5 MB`."""
    for unit, factor in _UNITS:
        if count >= factor:
            return f"{number_text(count / factor, language, 1)}\N{NO-BREAK SPACE}{unit}"
    return f"{count}\N{NO-BREAK SPACE}{in_language(language, 'Byte', 'bytes')}"
