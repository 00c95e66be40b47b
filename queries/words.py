"""The words of a search, in all spellings that count as the same word.

In: what a person types. Out: texts as the query `search` takes them: `1/2 clan`, `2/2 kriminalität`, …: which of how
many words, a blank, and a spelling. A blank before a spelling means that a word begins with it.
"""

import re
from collections.abc import Iterator

from ruhrgraph.ontology.errors import ParameterError

_PIECE = re.compile(r'["“„»]([^"“”„»«]++)["“”«]|([^\W_]+)')
_MOST_WORDS, _MOST_SPELLINGS, _LONGEST = 9, 12, 60
_UMLAUT = re.compile(r"ae|oe|ue|ss|[äöüß]")
_OTHER = {"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_ENDING = re.compile(r"(?:erinnen|innen|ern|em|en|er|es|e|n|s)$")
_LEAST_STEM = 4
_MOST_SHIFTED = 6
"""Letters of a stem whose vowel may change: Haus, Häuser; in longer words that is rare."""
_LAST_VOWEL = re.compile(r"(äu|au|[aouäöü])(?=[^aeiouäöü]*$)")
_SHIFTED = {"a": "ä", "o": "ö", "u": "ü", "au": "äu", "ä": "a", "ö": "o", "ü": "u", "äu": "au"}


def word_forms(text: str) -> list[str]:
    """Return the spellings of all words of a text, which is composed; a phrase in quotation marks is one word.

    A text without letters and digits is looked for as it stands.

    Raises:
        ParameterError: There are more words than the query can tell apart.

    """
    pieces = dict.fromkeys(" ".join((phrase or word).lower().split()) for phrase, word in _PIECE.findall(text))
    words = list(filter(None, pieces)) or [text.lower()]
    if len(words) > _MOST_WORDS:
        raise ParameterError(f"a search has at most {_MOST_WORDS} words, not {len(words)}; leave some out")
    return [
        f"{number}/{len(words)} {spelling}" for number, word in enumerate(words, 1) for spelling in _spellings(word)
    ]


def _spellings(word: str) -> list[str]:
    """Return a word, as it is typed first; then its stem, of which a word has to begin with."""
    if len(word) > _LONGEST:
        return [word]
    found = list(_german(word))
    stem = _ENDING.sub("", word)
    if len(stem) < _LEAST_STEM:
        stem = word
    if " " not in word and len(stem) >= _LEAST_STEM and not stem.isdecimal():
        stems = [stem] if stem != word else []
        if len(stem) <= _MOST_SHIFTED:
            stems.append(_LAST_VOWEL.sub(lambda vowel: _SHIFTED[vowel[1]], stem))
        found += (f" {spelling}" for changed in stems for spelling in _german(changed))
    return [spelling for spelling in dict.fromkeys(found) if spelling[1:] not in found or not spelling.startswith(" ")][
        :_MOST_SPELLINGS
    ]


def _german(word: str) -> Iterator[str]:
    """Yield a word with and without umlauts: as it stands, and with all of them changed, and each."""
    yield word
    places = list(_UMLAUT.finditer(word))
    if places:
        yield _UMLAUT.sub(lambda found: _OTHER[found[0]], word)
    if len(places) > 1:
        for place in places[:2]:
            yield word[: place.start()] + _OTHER[place[0]] + word[place.end() :]
