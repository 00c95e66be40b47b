"""The date that holds among the dates of a heading: postponed (`verschoben vom … auf den …`), cancelled, or only one.

In: a passage. Out: the date in force, the one it was moved from, and the words that say so. Two dates that no rule
connects are returned as unclear.
"""

import re
from dataclasses import dataclass, field, replace
from itertools import islice

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.dates import FoundDate, find_dates

_FIRST, _SECOND = "(?<!\x01)\x01++", "(?<!\x02)\x02++"
_MARKS = ("\x01", "\x02")
_MOVED = r"(?:verschoben|verlegt|umgelegt|vertagt|vorverlegt|vorgezogen|verschiebt\s+sich|Verlegung|Verschiebung)"
_DROPPED = (
    r"(?:abgesagt|entfällt|entfallen|fällt\s+(?:leider\s+)?aus|ausgefallen|storniert|gestrichen|gecancelt|annulliert|"
    r"aufgehoben)"
)
_IS = r"(?:(?:wird|wurde|ist|muss|musste|daher|leider|der\s+Termin|Termin|(?:die\s+)?Veranstaltung)\s+){0,3}"
_OPEN = r"\s?[,;:(\[–—-]?\s?[(\[]?"
_CLOSE = r"(?:\s?[)\]]|(?=\W|$))"
_NEW = (
    r"(?:(?:ein\s+)?neue[rs]?(?:\s+(?:Termin|Datum))?|Ersatztermin|Nachholtermin|Ausweichtermin|neu|jetzt|nun|nunmehr|stattdessen|"
    r"(?:wird\s+)?nachgeholt|wird)(?:\s+ist|\s+nun)?\s?:?"
)
_OLD = (
    r"(?:ursprünglich\w{0,2}|eigentlich|zunächst|zuerst|bisher\w{0,3}|zuvor|vorher|anstatt|statt|anstelle|alt(?:er(?:\s+Termin)?)?|"
    r"(?:Ersatz|Ersatztermin|Nachholtermin|Ersatzveranstaltung)\s+für)"
    r"(?:\s+(?:war|geplant\w{0,2}|vorgesehen\w{0,2}|Termin\w{0,2}|angesetzt)){0,2}\s?:?"
)
_UNTIL = (
    r"(?:\s?[,;]?\s+(?:bis\s+)?auf\s+(?:unbestimmte\s+Zeit|Weiteres|weiteres|"
    r"(?:einen\s+)?spätere\w{0,2}\s+(?:Zeitpunkt|Termin)))?"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_OLD_THEN_NEW = (
    _pattern(rf"{_OPEN}{_IS}\b{_MOVED}\s+{_FIRST}\s?,?\s+(?:auf\s+)?{_SECOND}{_CLOSE}"),
    _pattern(rf"{_IS}{_FIRST}\s?,?\s*{_IS}auf\s+{_SECOND}\s+{_MOVED}\b"),
    _pattern(rf"{_FIRST}{_OPEN}{_IS}{_MOVED}\s+(?:auf|in)\s+{_SECOND}{_CLOSE}"),
    _pattern(
        rf"\b{_OLD}\s?{_FIRST}{_OPEN}(?:(?:geplant|vorgesehen)\s?,?\s)?{_IS}(?:{_NEW}\s?|{_MOVED}\s+(?:auf\s+)?|auf\s+)?{_SECOND}(?:\s+{_MOVED})?{_CLOSE}"
    ),
    _pattern(rf"\b{_OLD}\s?{_FIRST}\s?,?\s?{_SECOND}"),
    _pattern(
        rf"{_FIRST}{_OPEN}(?:{_IS}(?:{_DROPPED}|{_MOVED})\s?[,;:–—-]?\s?(?:und\s+)?)?{_NEW}\s?{_SECOND}(?:\s+nachgeholt)?{_CLOSE}"
    ),
)
_NEW_THEN_OLD = (
    _pattern(rf"(?:\b{_NEW}\s?)?{_FIRST}{_OPEN}{_OLD}\s?{_SECOND}(?:\s+geplant)?{_CLOSE}"),
    _pattern(rf"{_FIRST}{_OPEN}{_IS}(?:{_MOVED}|Ersatz|Ersatztermin|Nachholtermin)\s+{_SECOND}{_CLOSE}"),
)
_ONLY_NEW = (
    _pattern(rf"{_OPEN}{_IS}\b{_MOVED}\s+(?:auf|in)\s+{_FIRST}{_CLOSE}"),
    _pattern(rf"\bauf\s+{_FIRST}\s+{_MOVED}\b"),
    _pattern(
        rf"{_OPEN}(?:\b(?:{_DROPPED}|{_MOVED})\s?[,;:–—-]?\s?)?"
        rf"\b(?:neue[rs]?(?:\s+(?:Termin|Datum))?|Ersatztermin|Nachholtermin|Ausweichtermin)\s?:?\s?{_FIRST}{_CLOSE}"
    ),
)
_NEW_ALONE = (
    _pattern(rf"{_OPEN}{_IS}\b{_MOVED}\s+auf\s+{_SECOND}{_CLOSE}"),
    _pattern(rf"{_OPEN}\b(?:neue[rs]?(?:\s+(?:Termin|Datum))?|Ersatztermin|Nachholtermin)\s?:?\s?{_SECOND}{_CLOSE}"),
)
_ONLY_OLD = (
    _pattern(rf"{_OPEN}{_IS}\b(?:{_MOVED}|Ersatz|Ersatztermin|Nachholtermin)\s+{_FIRST}{_CLOSE}"),
    _pattern(rf"{_OPEN}\b{_OLD}\s?{_FIRST}{_CLOSE}"),
)
# `verlegt ins Rathaus` moves the place, not the date.
_END = r"\s?(?:[)\]]|(?=[,;:.!–—\x01]|-\s|$))"
_NO_DATE = _pattern(
    rf"{_OPEN}{_IS}\b(?P<words>(?:bis\s+auf\s+Weiteres\s+|auf\s+unbestimmte\s+Zeit\s+)?{_MOVED}\b{_UNTIL}){_END}"
)
_CANCELLED = _pattern(rf"{_OPEN}{_IS}\b(?P<words>{_DROPPED}\b|findet\s+nicht\s+statt\b|Absage\b)!?{_CLOSE}")
_TELLING = _pattern(rf"\b(?:{_MOVED}|{_DROPPED}|nachgeholt|Ersatztermin|Nachholtermin|Ausweichtermin)\b")
_TO = _pattern(r"(?:in\s+de[nr]|zum)\s")
_AIM = _pattern(r"\bauf\s+(?:(?:den|das|die)\s+)?\w{1,20}\s?$")
_LEADS_BACK = _pattern(r"(?:für|vo[mn])\s")
_MOST = 4


@dataclass(frozen=True, slots=True)
class FoundDates:
    """What a passage says of its date; `words` are all the passages that say it.

    `noch_offen` is what says that there is no new date, `hinweis` what says that there will be none.
    """

    date: FoundDate | None = None
    original: FoundDate | None = None
    noch_offen: Passage | None = None
    hinweis: Passage | None = None
    words: tuple[Passage, ...] = ()
    unclear: tuple[Passage, ...] = field(default=())


def _masked(passage: Passage, dates: tuple[FoundDate, ...]) -> str:
    """Return the text with each date as a run of its own mark."""
    text = passage.text
    for date, mark in zip(dates, _MARKS, strict=False):
        start, end = date.passage.start - passage.start, date.passage.end - passage.start
        text = text[:start] + mark * (end - start) + text[end:]
    return text


def _match(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _is_coarse(date: FoundDate) -> bool:
    return date.datum is not None and re.fullmatch(r"\d{4}[?~%]?", date.datum.edtf) is not None


def read_dates(passage: Passage) -> FoundDates:
    """Return the date in force, the one before, and the words that say both."""
    dates = find_dates(passage)
    if len(dates) > 1:
        # A year beside a day belongs to the title (`Zukunft im Jahr 2030 am 3.5.2019`).
        dates = tuple(date for date in dates if not _is_coarse(date)) or dates
    text = _masked(passage, dates)
    if len(dates) == len(_MARKS):
        found = _read_two(passage, text, dates[0], dates[1])
    elif len(dates) == 1:
        found = _read_one(passage, text, dates[0])
    else:
        found = FoundDates(unclear=tuple(date.passage for date in dates)) if dates else _without_date(passage, text)
    return _checked(passage, found)


def _read_two(passage: Passage, text: str, first: FoundDate, second: FoundDate) -> FoundDates:
    # „am … (Ersatztermin für den …)“, „am … (verschoben vom …)“: the second date is the old one.
    backwards = _LEADS_BACK.match(second.passage.text)
    patterns = _NEW_THEN_OLD if backwards else (*_OLD_THEN_NEW, _NEW_THEN_OLD[0])
    match = _match(patterns, text)
    moved = _match(_NEW_ALONE, text) if match is None else None
    if moved and not re.search(r"\d", text[: moved.start()]):
        # The place may stand between the dates: `am … in Essen (verschoben auf den …)`.
        return FoundDates(second, _plain(first), words=(first.passage, passage.cut(*moved.span()).strip()))
    if match is None:
        return FoundDates(unclear=(first.passage, second.passage))
    words = (passage.cut(*match.span()).strip(),)
    new_first = match.re in _NEW_THEN_OLD
    return (
        FoundDates(first, _plain(second), words=words) if new_first else FoundDates(second, _plain(first), words=words)
    )


def _plain(date: FoundDate) -> FoundDate:
    """Return a date that no longer holds, without the doubt in `ursprünglich geplant`."""
    if date.datum is None:
        return date
    return replace(date, datum=replace(date.datum, edtf=date.datum.edtf.replace("?", "")))


def _read_one(passage: Passage, text: str, date: FoundDate) -> FoundDates:
    several = date.datum is not None and date.datum.edtf.startswith(("{", "["))
    if several and _match((*_ONLY_NEW, *_ONLY_OLD), text):
        return FoundDates(unclear=(date.passage,))
    back = _LEADS_BACK.match(date.passage.text)
    if not back and (match := _match(_ONLY_NEW, text)):
        return FoundDates(date, words=(passage.cut(*match.span()).strip(),))
    if match := _match(_ONLY_OLD, text):
        words = passage.cut(*match.span()).strip(" ,;()")
        return FoundDates(None, _plain(date), noch_offen=words, words=(passage.cut(*match.span()),))
    if (rest := _without_date(passage, text)).words:
        if _TO.match(date.passage.text):  # `in den Oktober 2019 verschoben`
            return FoundDates(unclear=(date.passage, *rest.words))
        return FoundDates(None, _plain(date), rest.noch_offen, rest.hinweis, (date.passage, *rest.words))
    return FoundDates(date, words=(date.passage,))


def _without_date(passage: Passage, text: str) -> FoundDates:
    if (match := _NO_DATE.search(text)) and _AIM.search(text[: match.start("words")]):
        return FoundDates(unclear=(passage.cut(*match.span()),))
    if match:
        return FoundDates(noch_offen=passage.group(match, "words"), words=(passage.cut(*match.span()),))
    if match := _CANCELLED.search(text):
        return FoundDates(hinweis=passage.group(match, "words"), words=(passage.cut(*match.span()),))
    return FoundDates()


def _checked(passage: Passage, found: FoundDates) -> FoundDates:
    """Return what was found, as unclear if words of a postponement are left that no rule knows."""
    covered = [(words.start - passage.start, words.end - passage.start) for words in found.words]
    left = [
        passage.cut(*match.span())
        for match in islice(_TELLING.finditer(passage.text), _MOST)
        if not any(start <= match.start() < end for start, end in covered)
    ]
    if not left:
        return found
    dates = [date.passage for date in (found.date, found.original) if date]
    return FoundDates(unclear=(*found.unclear, *dates, *left))
