"""Numbers of participants in German prose: `ca. 40 – 50`, `Über 100`, `bis zu 80`, `rund 1.200`, `x aus …`.

In: a passage. Out: the least and the greatest number, and the span that says them. A single number is both; `über
100` has no greatest, `bis zu 80` no least. A number further on in the text counts only when it plainly counts people.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage

_NUMBER = r"(\d{1,3}(?:\.\d{3}){1,3}|\d{1,9})(?![\d:]|\.\d|\s*(?:Uhr|%|Prozent)\b)"
_ABOUT = (
    r"(?:(?:ca|circa|etwa|rund|ungefähr|voraussichtlich|insgesamt|jeweils|je|gut|knapp|max|maximal|mind|mindestens|"
    r"geplant|die|rd)\b\.?:?\s*)*"
)
_RANGE = re.compile(rf"(?:zwischen\s+)?{_NUMBER}\s*(?:bis(?:\s+zu)?|und|[-–—/])\s*{_NUMBER}", re.IGNORECASE)
_MORE = re.compile(rf"(?:über|mehr\s+als|mindestens|mind\.|min\.|wenigstens|ab)\s+(?:ca\.\s*)?{_NUMBER}", re.IGNORECASE)
_LESS = re.compile(
    rf"(?:bis\s+zu|bis\s+maximal|maximal|max\.|höchstens|unter|weniger\s+als)\s*(?:ca\.\s*)?{_NUMBER}", re.IGNORECASE
)
_AND_LESS = re.compile(rf"\s*[,;]?\s*(?:und\s+|aber\s+)?{_LESS.pattern}", re.IGNORECASE)
_EXACT = re.compile(_NUMBER)
_LEAD = re.compile(_ABOUT, re.IGNORECASE)
_SIGN = re.compile(
    r"\b(?:ca\.|circa|etwa|rund|ungefähr|bis\s+zu|max\.|maximal|höchstens|mind\.|mindestens|über|mehr\s+als|zwischen)\s*(?=\d)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\s*(?:$|[).,;]|(?:\w+\s+){0,2}(?:Person|Teilnehm|Akteur|Expert|Gäst|Bürger|Vertret|Menschen|Mitglied|Besuch|Einladung|"
    r"Fachleut|Jugendlich|Studierend))",
)
_WORDS = ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_WORD = re.compile(rf"(?:ca\.\s*|etwa\s+|rund\s+)?({'|'.join(_WORDS)})\s+(?=[A-ZÄÖÜa-zäöü])", re.IGNORECASE)
_OF_PEOPLE = re.compile(
    rf"\b(?:mit|aus|von|je)\s+{_NUMBER}\s+(?=(?:Person|Teilnehm|Akteur|Expert|Mitglied|Gäst|Vertret))"
)


@dataclass(frozen=True, slots=True)
class FoundCount:
    """A number of people found in a passage: where, the least and the greatest (None where open)."""

    passage: Passage
    least: int | None
    greatest: int | None


def _number(text: str) -> int:
    return int(text.replace(".", ""))


def _count_at(passage: Passage, start: int) -> FoundCount | None:
    """Return the count that begins at a position, qualifiers first."""
    text = passage.text
    if more := _MORE.match(text, start):
        and_less = _AND_LESS.match(text, more.end())
        end = and_less.end() if and_less else more.end()
        return FoundCount(passage.cut(start, end), _number(more[1]), _number(and_less[1]) if and_less else None)
    if less := _LESS.match(text, start):
        return FoundCount(passage.cut(start, less.end()), None, _number(less[1]))
    lead = _LEAD.match(text, start)
    begin = lead.end() if lead else start
    if spread := _RANGE.match(text, begin):
        least, greatest = sorted((_number(spread[1]), _number(spread[2])))
        return FoundCount(passage.cut(start, spread.end()), least, greatest)
    if begin > start and (found := _MORE.match(text, begin) or _LESS.match(text, begin)):
        inner = _count_at(passage, begin)
        return inner and FoundCount(passage.cut(start, found.end()), inner.least, inner.greatest)
    if exact := _EXACT.match(text, begin):
        number = _number(exact[1])
        return FoundCount(passage.cut(start, exact.end()), number, number)
    return None


def find_count(passage: Passage) -> FoundCount | None:
    """Return the number of participants that a text names, or None if it names none (`x`, `n.n.b.`, prose)."""
    begin = len(passage.text) - len(passage.text.lstrip())
    if found := _count_at(passage, begin):
        return found
    if word := _WORD.match(passage.text, begin):
        number = _WORDS.index(word[1].casefold()) + 2
        return FoundCount(passage.cut(begin, word.end()), number, number)
    for sign in _SIGN.finditer(passage.text):
        found = _count_at(passage, sign.start())
        if found and _PEOPLE.match(passage.text, found.passage.end - passage.start):
            return found
    if people := _OF_PEOPLE.search(passage.text):
        number = _number(people[1])
        return FoundCount(passage.cut(*people.span(1)), number, number)
    return None
