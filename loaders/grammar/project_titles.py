"""Projects that a text names by their exact title.

In: a text, and titles with their codes. Out: where a title stands, with the code. A title that reads like ordinary
words (`Justiz und Öffentlichkeit`) counts only in quotation marks or behind a word such as `Projekt`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

_NAME = 18
"""From so many characters on a title of capitalised words is taken for a name wherever it stands."""
_SHORTEST, _LONGEST = 8, 150
"""How many characters a title has that is looked for."""
_CUE = re.compile(r"(?:\b(?:Projekt(?:s|es|e|en)?|Programm\w{0,2}|Vorhabens?|Initiative|Maßnahmen?)\s[„\"“]?|[„“\"‚])$")
_OPENING, _CLOSING = re.compile(r"[„“\"‚»«]$"), re.compile(r"[.,!?]?[“”\"‘«»]")
_WIDEST = 20
"""How many characters before a title are looked at."""
_WORD = r"(?<![\w-].)[\w/-]*+"


def _is_a_name(title: str) -> bool:
    """Return whether a title is long enough, and has capitals or digits in every word, as names have."""
    words = title.split()
    return len(title) >= _NAME and len(words) > 1 and all(re.match(r"[A-ZÄÖÜ\d+]", word) for word in words)


def find_titles(text: str, titles: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield where titles stand, each with the code of its project.

    A word that begins a title is looked up, and only then the characters of each possible length. So the time does not
    grow with the number of titles.

    Args:
        text: The text, with blanks for all white space.
        titles: The titles, with single blanks, and their codes.

    """
    codes = {title.strip(' „“”".,'): code for title, code in titles.items()}
    codes = {title: code for title, code in codes.items() if _SHORTEST <= len(title) <= _LONGEST}
    if not codes:
        return
    first_letters = "".join(sorted({re.escape(title[0]) for title in codes}))
    word = re.compile(rf"[{first_letters}]{_WORD}")
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for title in codes:
        lengths[_first_word(word, title)].add(len(title))
    for match in word.finditer(text):
        for length in sorted(lengths.get(match[0], ()), reverse=True):
            end = match.start() + length
            title = text[match.start() : end]
            if title in codes and not re.match(r"[\w-]", text[end : end + 1]):
                before = text[max(0, match.start() - _WIDEST) : match.start()]
                begins_longer = _OPENING.search(before) and not _CLOSING.match(text, end)
                if not begins_longer and (_is_a_name(title) or _CUE.search(before)):
                    yield match.start(), end, codes[title]
                break


def _first_word(word: re.Pattern[str], title: str) -> str:
    match = word.match(title)
    return match[0] if match else ""
