"""Short names for things that the documents give none: the beginnings of long texts."""

import re

_LONGEST = 80
_LOOSE_END = re.compile(r"(?:[\s,;:–]|(?<=\s)-)+$")
_ABBREVIATION = re.compile(r"[\s(]+(?:ca|ggf|insbes|bzw|inkl|ev|u\. ?a|d\. ?h|z\. ?B)\.$")


def shorten(text: str) -> str:
    """Return a text that is short enough for a label: cut after a word, with an ellipsis, and its bracket closed."""
    if len(text) <= _LONGEST:
        return text
    words, _, rest = text[: _LONGEST - 1].rpartition(" ")
    cut = _LOOSE_END.sub("", _ABBREVIATION.sub("", _LOOSE_END.sub("", words or rest)))
    return f"{cut} …)" if cut.count("(") > cut.count(")") else f"{cut} …"
