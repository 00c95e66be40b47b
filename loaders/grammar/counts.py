"""Numbers of participants in German prose: `ca. 40 – 50`, `Über 100`, `bis zu 80`, `rund 1.200`, `x aus …`, `50+`.

In: a passage. Out: the least and the greatest number, whether it is hedged, and the span that says them. A single
number is both; `über 100` has no greatest, `bis zu 80` no least. Where the numbers do not say how many people come in
all (`je 20`, `30 Schüler und 20 Lehrkräfte`, `2019 waren es 30`), there is no count but the doubt.
"""

import re
from dataclasses import dataclass
from itertools import islice

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.number_words import NUMBER_WORD, number_of

_NO_PEOPLE = (
    r"(?!\s?(?:Uhr\b|h\b|%|Prozent|€|Euro\b|EUR\b|Mio|Mrd|Millionen|Milliarden|Jahre?n?\b|[-–]?\s?(?:jährig|Jährig|prozentig|tägig|"
    r"stündig|köpfig)|Tage?n?\b|Stunden?\b|Std|Minuten?\b|Min\.|Wochen?\b|Monate?n?\b|km\b|m²|qm\b|Meter|Kilometer|"
    r"[x×]\s?\d|mal\s+\d|Cent\b|Plätze\b|\.\s?(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)))"
)
_DIGITS = r"(?:\d{1,3}(?:[.'’\s]\d{3}){1,3}(?!\d)|\d{1,9})"
_NUMBER = (
    rf"(?<!\d)(?<!\d[.,:])({_DIGITS}(?!\.?\d|:\d|,\d|\.\s?[A-ZÄÖÜa-zäöü]|-\s?[A-ZÄÖÜa-zäöü]){_NO_PEOPLE}|{NUMBER_WORD})"
)
_HEDGE = (
    r"(?:ca|circa|zirka|etwa|rund|ungefähr|voraussichtlich\w{0,2}|gut|knapp|rd|ggf|gegebenenfalls|evtl|eventuell|geplant\w{0,2}|vsl|"
    r"schätzungsweise|geschätzt|vermutlich|fast|nahezu|an\s+die|um\s+die|in\s+etwa|erwartet\w{0,2}|angestrebt|ein\s+paar)"
)
_ABOUT = rf"(?:(?:{_HEDGE}\b\.?|insgesamt|werden|sind|alle|die|~)(?:\s?:)?\s*){{0,5}}+"
_LEAST = r"(?:nicht\s+weniger\s+als|nicht\s+unter|über|mehr\s+als|mindestens|mind\.?|min\.?|wenigstens|ab|>=?|≥)"
_MOST_OF = (
    r"(?:nicht\s+mehr\s+als|nicht\s+über|bis\s+zu|bis\s+(?:maximal|max\.)|bis|"
    r"maximal\w{0,2}|max\.?|höchstens|unter|weniger\s+als|<=?|≤)"
)
_RANGE = re.compile(
    rf"(?:zwischen\s+)?{_NUMBER}\s*(?:bis(?:\s+(?:zu|maximal|max\.))?|[-–—/])\s*{_ABOUT}{_NUMBER}", re.IGNORECASE
)
_BETWEEN = re.compile(rf"zwischen\s+{_ABOUT}{_NUMBER}\s*und\s*{_ABOUT}{_NUMBER}", re.IGNORECASE)
_MORE = re.compile(rf"{_LEAST}\s*{_ABOUT}{_NUMBER}(?:\s?\+)?", re.IGNORECASE)
_LESS = re.compile(rf"{_MOST_OF}\s*{_ABOUT}{_NUMBER}", re.IGNORECASE)
_NOUN = r"(?:\s[A-ZÄÖÜ][\w-]{1,40})?"
_AND_LESS = re.compile(rf"{_NOUN}\s*[,;]?\s*(?:(?:und|aber|jedoch)\s+){{0,2}}{_LESS.pattern}", re.IGNORECASE)
_AND_MORE = re.compile(
    rf"{_NOUN}\s*[,;]?\s*(?:(?:und|aber|jedoch)\s+){{0,2}}(?:mindestens|mind\.|wenigstens)\s+(?:aber\s+)?{_NUMBER}",
    re.IGNORECASE,
)
_EXACT = re.compile(_NUMBER, re.IGNORECASE)
_BEHIND_MORE = re.compile(r"\s?\+(?!\s*\d)|\s+(?:oder|und)\s+mehr\b|\s?\((?:mind|min)\.?\)", re.IGNORECASE)
_BEHIND_LESS = re.compile(r"\s?\(?(?:max\.?+|maximal|höchstens)\)?+(?!\s*\d|\w)", re.IGNORECASE)
_BEHIND_ABOUT = re.compile(rf"\s?\(\s?{_HEDGE}\.?\s?\)", re.IGNORECASE)
_LEAD = re.compile(_ABOUT, re.IGNORECASE)
_IS_HEDGE = re.compile(rf"(?<!\w){_HEDGE}(?!\w)|~|Dutzend", re.IGNORECASE)
_PEOPLE = (
    r"(?:Person|Teilnehm|Teilnahme|Akteur|Expert|Gäst|Bürger|Vertret|Menschen|Mitglied|Besuch|Einladung|Fachleut|Fachkräft|Jugendlich|"
    r"Studierend|Schüler|Lehr|Kinder|Eltern|Familien|Beschäftigt|Mitarbeit|Unternehmer|Gründer|Auszubild|Azubi|Delegiert|Frauen|Männer|"
    r"Senior|Forsch|Wissenschaftl|Verantwortlich|Interessiert|Leute|Moderator|Referent|Leitung|\w{2,30}(?:innen|ende|kräfte)\b)"
)
_ENDS = re.compile(rf"\s*(?:$|[).,;:–]|(?:[\w-]+\s+){{0,2}}{_PEOPLE}|aus\s|werden|erwartet)")
_SIGN = re.compile(rf"(?<!\w)(?:{_HEDGE}\.?|{_LEAST}|{_MOST_OF}|zwischen)\s*(?=\d)", re.IGNORECASE)
_OF_PEOPLE = re.compile(
    rf"(?:\b(?:mit|aus|von|werden|nehmen|sind)\s+|[(,;:–]\s?){_NUMBER}(?=\s+(?:\w+e\s+)?(?:Person|Teilnehm|Akteur|Expert|Mitglied|Gäst|Vertret))"
)
_PARTLY = re.compile(r"\b(?:je|jeweils|pro|à)\s+(?!nach\b)\w|\d\s?[x×]\s?\d|\bmal\s+\d|\b\w+en\s+à\s", re.IGNORECASE)
_ASIDE = re.compile(
    r"\((?:davon|darunter|inkl\.|inklusive|einschließlich|hiervon)[^()]{0,200}\)|[,;]?\s(?:davon|darunter)\s.{0,200}$"
)
_SUM = re.compile(
    rf"(?:[,+/]\s?|\b(?:plus|zzgl\.|zuzüglich|weitere)\s+)(?:{_HEDGE}\.?\s+)?(?:weitere\s+)?{_NUMBER}(?:\s+(?:\w+e\s+)?{_PEOPLE}|$)"
    rf"|(?:\bplus\b|\+|zzgl\.|zuzüglich|\bweitere)\s+{_NUMBER}"
    rf"|(?P<and>\b(?:und|sowie|oder)\s+)(?:{_HEDGE}\.?\s+)?(?:weitere\s+)?{_NUMBER}",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:aus|von)\b|\bin\s+\d")
# Numbers behind these words are not of people: `aus 10 Schulen`, `der Klassen 9 und 10`, `ab 18 Jahren`.
_BELONGS = re.compile(r"\b(?:aus|von|vom|der|des|im|in|ab|zu|zum|zur|bei|für|mit|am)\b")
_GROUPS = re.compile(
    r"\s+(?:\w{2,30}e[rnms]?\s+)?(?:\w{0,20}(?:[Kk]lassen|[Gg]ruppen|[Ss]tädte|[Kk]ommunen|[Kk]reise|[Gg]emeinden|[Ss]chulen)|Busse|Tische|Stände)\b"
)
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d{2}$")
_UNCOUNTED = re.compile(
    r"\b(?:mehrere|einige|viele|ein\s+paar)\s+(?:hundert|tausend|dutzend)\b|\b(?:hunderte|tausende|dutzende)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"(?:über|unter|ab|bis)\s+\d{1,2}(?:\s*$|\s*[.,;)]|\s+Jahre)", re.IGNORECASE)
_MOST = 12


@dataclass(frozen=True, slots=True)
class FoundCount:
    """A number of people found in a passage: where, the least and the greatest (None where open).

    `approximate` is whether it is hedged. With a `doubt` there is no number, and the doubt says why.
    """

    passage: Passage
    least: int | None
    greatest: int | None
    approximate: bool = False
    doubt: str | None = None


def _bounds(text: str, begin: int) -> tuple[int, int | None, int | None] | None:
    """Return the end of the count that begins at a position, the least and the greatest number."""
    if more := _MORE.match(text, begin):
        less = _AND_LESS.match(text, more.end())
        return (less or more).end(), number_of(more[1]), number_of(less[1]) if less else None
    if less := _LESS.match(text, begin):
        more = _AND_MORE.match(text, less.end())
        return (more or less).end(), number_of(more[1]) if more else None, number_of(less[1])
    if spread := _BETWEEN.match(text, begin) or _RANGE.match(text, begin):
        least, greatest = sorted((number_of(spread[1]), number_of(spread[2])))
        return spread.end(), least, greatest
    exact = _EXACT.match(text, begin)
    return _single(text, exact) if exact else None


def _single(text: str, exact: re.Match[str]) -> tuple[int, int | None, int | None]:
    """Return the end of a single number, and its bounds by what stands behind it (`50+`, `80 (max.)`)."""
    number = number_of(exact[1])
    if behind := _BEHIND_MORE.match(text, exact.end()):
        return behind.end(), number, None
    if behind := _BEHIND_LESS.match(text, exact.end()):
        return behind.end(), None, number
    return exact.end(), number, number


def _count_at(passage: Passage, start: int) -> FoundCount | None:
    """Return the count that begins at a position, qualifiers first."""
    text = passage.text
    lead = _LEAD.match(text, start)
    bounds = _bounds(text, start) or _bounds(text, lead.end() if lead else start)
    if bounds is None:
        return None
    end, least, greatest = bounds
    if behind := _BEHIND_ABOUT.match(text, end):
        end = behind.end()
    return FoundCount(passage.cut(start, end), least, greatest, bool(_IS_HEDGE.search(text, start, end)))


def _candidate(passage: Passage) -> FoundCount | None:
    begin = len(passage.text) - len(passage.text.lstrip())
    if found := _count_at(passage, begin):
        return found
    for sign in islice(_SIGN.finditer(passage.text), _MOST):
        found = _count_at(passage, sign.start())
        end = found.passage.end - passage.start if found else 0
        if found and _ENDS.match(passage.text, end) and not _is_age(passage.text, sign.start()):
            return found
    if people := _OF_PEOPLE.search(passage.text):
        return _count_at(passage, people.start(1))
    if alone := re.search(rf"[(–:,]\s?{_NUMBER}\)?\s*$", passage.text):
        return _count_at(passage, alone.start(1))
    return None


def _is_age(text: str, start: int) -> bool:
    """Return whether a sign stands at an age (`Jugendliche über 16`) and not at a number of people."""
    return _AGE.match(text, start) is not None and not re.search(r"(?:^|[(,;:–])\s*$", text[max(0, start - 3) : start])


def _doubt(passage: Passage, found: FoundCount | None) -> str | None:
    """Return why the numbers in a text do not say how many people come in all."""
    text = _ASIDE.sub(lambda match: " " * len(match[0]), passage.text)
    if _PARTLY.search(text) and (found or re.search(r"\d", text)):
        return "it is a number of each part"
    if found is None:
        return "it gives no number" if _UNCOUNTED.search(text) else None
    start, end = found.passage.start - passage.start, found.passage.end - passage.start
    if _YEAR.search(found.passage.text) and not re.match(rf"\s+(?:\w+e\s+)?{_PEOPLE}", text[end:]):
        return "it may be a year"
    behind = text[end:]
    if _GROUPS.match(behind):
        return "it counts no people"
    return "there is another number" if _has_another(text[:start], behind) else None


def _has_another(before: str, behind: str) -> bool:
    """Return whether there is a further number of people before or behind a count."""
    if re.match(r"\s*(?:\(?(?:max|mind?|höchstens|mindestens)\b\.?|bis|[-–/])\s*\d", behind) or _SUM.search(before):
        return True
    if any(_adds(behind, match) for match in islice(_SUM.finditer(behind), _MOST)):
        return True
    other = _EXACT.search(before) or _EXACT.search(behind)
    return other is not None and not _BELONGS.search(behind[: other.start()])


def _adds(behind: str, match: re.Match[str]) -> bool:
    """Return whether a further number is one of people, not of what they come from (`aus 5 Städten und 2 Kreisen`)."""
    before = behind[: match.start()]
    return not match["and"] or not (_OF.search(before) or re.search(r"\d\s*$", before))


def find_count(passage: Passage) -> FoundCount | None:
    """Return the number of participants that a text names, or None if it names none (`x`, `n.n.b.`, prose)."""
    found = _candidate(passage)
    if doubt := _doubt(passage, found):
        return FoundCount(found.passage if found else passage, None, None, doubt=doubt)
    return found
