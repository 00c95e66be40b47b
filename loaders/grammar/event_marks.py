"""What an event's heading says beside kind, date, time and place: brackets, remarks, and what is not yet known.

In: a heading in which dates are looked for. Out: passages to cut out of it, sorted by what they are.
"""

import re
from dataclasses import dataclass, field
from itertools import islice

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.date_words import IS_UNCERTAIN, IS_WEEKDAY
from ruhrgraph.loaders.grammar.dates import find_dates
from ruhrgraph.loaders.grammar.foreign_parts import find_foreign_part
from ruhrgraph.loaders.grammar.places import read_place
from ruhrgraph.loaders.grammar.times import find_times
from ruhrgraph.loaders.grammar.towns import STATE, read_town

_BRACKET = re.compile(r"[(\[]([^()\[\]\x00]{0,300})[)\]]")
_QUOTED = re.compile(
    r"„[^„“”\"\x00]{0,300}[“”\"]|\"[^\"„\x00]{0,300}\"|“[^“”\x00]{0,300}”|»[^»«\x00]{0,300}«|‚[^‚‘\x00]{0,300}‘|"
    r"(?<=\s)'[^'\x00]{0,300}'"
)
_ASIDE = re.compile(r"(?:\bund\s+)?\b(?:zuvor|anschließend|danach|vorab|im\s+Anschluss)\b[^\x00]{0,300}")
_POSTPONED = re.compile(
    r"\b(?:verschoben|verlegt|vorverlegt|ursprünglich\w{0,2}|statt|anstatt|anstelle|Ersatztermin|Nachholtermin|Ausweichtermin|"
    r"neuer\s+Termin|alter\s+Termin|nachgeholt|bisher\w{0,3}|abgesagt|entfällt|entfallen|ausgefallen|vertagt|gestrichen|fällt\s+(?:leider\s+)?aus)\b",
    re.IGNORECASE,
)
_WITHOUT_DATE = re.compile(
    r"\b(?:verschoben|vertagt|abgesagt|entfällt|entfallen|ausgefallen|gestrichen|fällt\s+(?:leider\s+)?aus)\b",
    re.IGNORECASE,
)
_GAP = re.compile(r"\x00+")
_WHAT = (
    r"(?:Ort|Orte|Zeit|Uhrzeit|Termine?|Datum|Raum|Räume|Veranstaltungsort|Tagungsort|Details|Einzelheiten|Näheres|"
    r"Programm)"
)
_OPEN = re.compile(
    rf"(?:\b(?:(?:genaue|konkrete)[rs]?\s+)?{_WHAT}(?:\s*(?:,|und|&|/)\s*{_WHAT}){{0,5}}\s?:?\s+)?"
    r"(?:(?:ist|sind|steht|stehen|wird|werden)\s+)?"
    r"(?:\bn\.?\s?n\s?\.?\s?b\.?(?!\w)|\bn\.\s?n\.(?!\w)|\bnoch\s+(?:offen|unklar|unbekannt|nicht\s+bekannt|nicht\s+fest|in\s+Planung|"
    r"in\s+Abstimmung)\b|\b(?:tba|tbd)\b|\b(?:wird|werden)?\s*noch\s+(?:bekannt\s*gegeben|mitgeteilt|festgelegt)\b)"
    rf"|\b(?:(?:genaue|konkrete)[rs]?\s+)?{_WHAT}\s+(?:folgt|folgen|offen|unklar|unbekannt)\b"
    r"|\b(?:an\s+)?(?:wechselnde|verschiedene|unterschiedliche|mehrere)n?\s+(?:Veranstaltungso|O)rten?\b",
    re.IGNORECASE,
)
_FORMAT = (
    r"(?:(?:als|per|via|über)\s+)?(?:eine?\s+)?(?:Video-?\s?konferenz|Telefonkonferenz|Web-?konferenz|Zoom|Webex|"
    r"(?:MS\s?)?Teams|Livestream|Hybrid-?veranstaltung|"
    r"Webinar|Online-Veranstaltung|Videoschalte)|online|digital|virtuell|hybrid|im\s+(?:Netz|Internet|Livestream)|in\s+Präsenz"
)
_IS_FORMAT = re.compile(rf"\s*(?:{_FORMAT})\s*", re.IGNORECASE)
_FORMAT_FIRST = re.compile(rf"^\s*(?P<format>{_FORMAT})\s*(?:\s(?:und|sowie)\s|[,:–-]\s)\s*", re.IGNORECASE)
_FORMAT_LAST = re.compile(rf"\s*(?:\s(?:und|sowie)\s|,\s|\s[–-]\s)\s*(?P<format>{_FORMAT})$", re.IGNORECASE)
_TAKES_PLACE = re.compile(r"\b(?:findet|finden)\b(?P<between>.{0,300}?)\bstatt\b(?!\s+(?:am|des|vom|im))")
_MOST = 8


@dataclass(frozen=True, slots=True)
class Marks:
    """Passages of a heading: remarks, what is not yet known, and what is only a bracket or a word around others."""

    remarks: tuple[Passage, ...] = ()
    noch_offen: tuple[Passage, ...] = ()
    signs: tuple[Passage, ...] = field(default=())


def without(text: Passage, *pieces: Passage) -> Passage:
    """Return a passage in which pieces are blanked out, so that positions stay."""
    result = text.text
    for piece in pieces:
        start, end = piece.start - text.start, piece.end - text.start
        result = result[:start] + "\x00" * (end - start) + result[end:]
    return Passage(result, text.start)


def without_quotations(text: Passage) -> Passage:
    """Return a passage in which quotations are masked: what they say is no date, time or place of the event."""
    return Passage(_QUOTED.sub(lambda match: "\x04" * len(match[0]), text.text), text.start)


def read_brackets(text: Passage) -> Marks:
    """Return the remarks in brackets; of brackets around a date, a time or a place only the brackets themselves."""
    remarks, signs = [], []
    for match in islice(_BRACKET.finditer(text.text), _MOST):
        content, whole = text.cut(*match.span(1)), text.cut(*match.span())
        kind = _kind_of(content, text.cut(0, match.start()))
        if kind == "remark":
            remarks.append(whole)
        elif kind == "part":
            signs += [whole.cut(0, 1), whole.cut(len(whole.text) - 1)]
    return Marks(remarks=tuple(remarks), signs=tuple(signs))


def _kind_of(content: Passage, before: Passage) -> str:
    """Return whether a bracket is a `remark`, around a `part` of the heading, or belongs to what is `around` it."""
    text = content.text.strip()
    words = before.text.split()
    if _POSTPONED.search(text) and (find_dates(content) or _WITHOUT_DATE.search(text)):
        return "around"
    if (
        IS_WEEKDAY.fullmatch(text)
        or IS_UNCERTAIN.fullmatch(text)
        or (STATE.fullmatch(text) and words and read_town(Passage(words[-1], 0)))
    ):
        return "around"
    foreign = find_foreign_part(content)
    opened = _OPEN.search(text)
    if foreign and foreign.kind == "hedge" and _is_all(foreign.passage, content) and not opened:
        return "around"
    return "part" if (opened and opened.span() == (0, len(text))) or _is_part(content) else "remark"


def _is_part(content: Passage) -> bool:
    """Return whether a bracket holds dates, times and places and nothing else."""
    times = find_times(content)
    told = [date.passage for date in find_dates(content)]
    told += [piece for piece in (times.passage, times.admission, *times.unclear) if piece] if times else []
    rest = [part.strip(" ,;") for part in without(content, *told).split(_GAP)]
    places = [read_place(part, in_title=True) for part in rest if re.search(r"\w", part.text)]
    return all(place and not place.left_over for place in places)


def _is_all(part: Passage, whole: Passage) -> bool:
    return not re.search(r"\w", whole.text[: part.start - whole.start] + whole.text[part.end - whole.start :])


def read_words(text: Passage) -> Marks:
    """Return what a heading says is not yet known, its asides (`zuvor …`), and the words `findet … statt`."""
    opened = tuple(text.cut(*match.span()).strip() for match in islice(_OPEN.finditer(text.text), _MOST))
    rest = without(text, *opened)
    asides = tuple(rest.cut(*match.span()).strip() for match in islice(_ASIDE.finditer(rest.text), 1))
    signs: list[Passage] = []
    if takes := _TAKES_PLACE.search(text.text):
        signs = [text.cut(takes.start(), takes.start("between")), text.cut(takes.end("between"), takes.end())]
    return Marks(asides, opened, tuple(signs))


def split_formats(part: Passage) -> tuple[Passage, list[Passage]]:
    """Return a part of a heading without the words that it is held online, and these: they are no venue."""
    if _IS_FORMAT.fullmatch(part.text.strip(" ,;:.–—-")):
        return part.cut(len(part.text)), [part.strip(" ,;:.–—-")]
    text, formats = part.strip(" ,;"), []
    if first := _FORMAT_FIRST.search(text.text):
        formats.append(text.cut(*first.span("format")))
        text = text.cut(first.end())
    if last := _FORMAT_LAST.search(text.text):
        formats.append(text.cut(*last.span("format")))
        text = text.cut(0, last.start())
    return (text, formats) if formats else (part, [])
