"""Short names for things that the documents give none: the beginnings of long texts."""

import re

_LONGEST = 80
_MARKS = " ,;:–"
_ABBREVIATION = re.compile(r"[\s(]{1,3}(?:ca|ggf|insbes|bzw|inkl|ev|u\. ?a|d\. ?h|z\. ?B)\.$")


def shorten(text: str) -> str:
    """Return a text that is short enough for a label: cut after a word, with an ellipsis, and its bracket closed."""
    if len(text) <= _LONGEST:
        return text
    words, _, rest = text[: _LONGEST - 1].rpartition(" ")
    cut = _trimmed(_ABBREVIATION.sub("", _trimmed(words or rest)))
    return f"{cut} …)" if cut.count("(") > cut.count(")") else f"{cut} …"


def _trimmed(text: str) -> str:
    """Return a text without marks at its end; the hyphen of half a word (`Anlauf-`) stays."""
    return text.rstrip(_MARKS).removesuffix(" -").rstrip(_MARKS)
