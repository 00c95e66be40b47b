"""Projects that a text names by their exact title.

In: a text, and titles with their codes. Out: where a title stands, with the code. A title that reads like ordinary
words (`Justiz und Öffentlichkeit`) counts only in quotation marks or behind a word such as `Projekt`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ruhrgraph.loaders.grammar.name_pattern import longest_first, name_pattern

_LONG = 18
"""From so many characters on a title of capitalised words is taken for a name wherever it stands."""
_SHORTEST = 8
_CUE = re.compile(r"(?:\b(?:Projekt(?:s|es|e|en)?|Programm\w{0,2}|Vorhabens?|Initiative|Maßnahmen?)\s[„\"“]?|[„“\"‚])$")
_WIDEST = 20


@lru_cache(maxsize=4)
def _pattern(titles: tuple[str, ...]) -> re.Pattern[str]:
    words = (r"\s{1,3}".join(map(re.escape, title.split())) for title in longest_first(titles))
    return re.compile(name_pattern(words, behind=r"(?![\w-])"))


def _is_a_name(title: str) -> bool:
    """Return whether a title is long enough, and has capitals or digits in every word, as names have."""
    words = title.split()
    return len(title) >= _LONG and len(words) > 1 and all(re.match(r"[A-ZÄÖÜ\d+]", word) for word in words)


def find_titles(text: str, titles: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield where titles stand, each with the code of its project."""
    if not titles:
        return
    for match in _pattern(tuple(title for title in titles if len(title) >= _SHORTEST)).finditer(text):
        title = " ".join(match[0].split())
        if _is_a_name(title) or _CUE.search(text[max(0, match.start() - _WIDEST) : match.start()]):
            yield match.start(), match.end(), titles[title]
