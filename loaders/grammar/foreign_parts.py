"""What has no place in a value: parts that another grammar knows, and words that hedge.

In: a passage that is about to become a venue, title, name, organisation, role or the like. Out: the first part of it
that belongs elsewhere, with the kind of it. Whoever reads the value parses the part further or reports it; it does not
stay in the value in silence.
"""

import re
from dataclasses import dataclass
from typing import Literal

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.dates import find_date
from ruhrgraph.loaders.grammar.times import find_times

Kind = Literal["label", "date", "time", "year", "weekday", "postponement", "hedge", "bracket"]

_LABEL = re.compile(
    r"\b(?:Ziele?|Zielsetzung|Teilnehme\w{1,20}|TN|Ressorts?|Federführung|Laufzeit|Maßnahmen?|Projektbeschreibung|Budget|"
    r"Ort|Veranstaltungsort|Treffpunkt|Zeit|Uhrzeit|Beginn|Ende|Termine?|Datum|Raum|Thema|Titel|Konzept|Moderation\w{0,20}|"
    r"Dauer|Leitung|Träger|Zielgruppen?|Kosten|Kontakt|Ansprechpartner\w{0,10}|Hinweise?|Anmeldung|Veranstalter\w{0,5})\s*:"
)
_LABEL_BEGINS_LINE = re.compile(r"(?<=\n)\s{0,8}(?:Ziele?|Zielsetzung|Teilnehmende|TN|Ressorts?|Federführung)\b")
_LIKE_A_DATE = re.compile(
    r"(?<![\d.])\d{1,2}[./]\s?\d{1,2}[./]\s?[\dOolI]{2,4}(?!\w)"
    r"|(?<!\w)(?=\w{0,3}[OolI])(?:19|2[0O])[\dOolI]{2}(?!\w)"
)
"""What was meant as a date or a year, with a letter for a digit or too few of them."""
_YEAR = re.compile(r"(?<![\w.,-])(?:19|20)\d{2}(?:/\d{2,4})?(?![\w-])")
_WEEKDAY = re.compile(r"\b(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)s?\b")
_POSTPONEMENT = re.compile(
    r"\b(?:verschoben|verlegt|vertagt|abgesagt|entfällt|ausgefallen|gestrichen|fällt\s+(?:leider\s+)?aus|nachgeholt|"
    r"abgebrochen)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:angefragt\w{0,2}|offen|ggf\.|gegebenenfalls|evtl\.|eventuell|voraussichtlich|vorauss\.|vsl\.|vermutlich|geplant|"
    r"möglicherweise|unter\s+Vorbehalt|tbc|tba|tbd|n\.\s?n\.|N\.\s?N\.|n\.\s?n\.\s?b\.|noch\s+nicht\s+bekannt)(?!\w)",
    re.IGNORECASE,
)
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("label", _LABEL),
    ("label", _LABEL_BEGINS_LINE),
    ("date", _LIKE_A_DATE),
    ("postponement", _POSTPONEMENT),
    ("hedge", _HEDGE),
    ("weekday", _WEEKDAY),
    ("year", _YEAR),
)
_PAIRS = {"(": ")", "[": "]", "„": '“”"'}
_CLOSERS = frozenset(")]")


@dataclass(frozen=True, slots=True)
class ForeignPart:
    """A part of a value that belongs elsewhere: where it stands, and what it is."""

    passage: Passage
    kind: Kind


def find_foreign_part(passage: Passage, allowed: frozenset[Kind] = frozenset()) -> ForeignPart | None:
    """Return the first part of a value that has no place in it, or None.

    Args:
        passage: The value as it stands in the document.
        allowed: Kinds that this value may contain, such as a year in a title.

    """
    found: list[ForeignPart] = []
    if "date" not in allowed and (date := find_date(passage)):
        found.append(ForeignPart(date.passage, "date"))
    if "time" not in allowed and (times := find_times(passage)):
        found.append(ForeignPart(times.passage, "time"))
    for kind, pattern in _PATTERNS:
        if kind not in allowed and (match := pattern.search(passage.text)):
            found.append(ForeignPart(passage.cut(*match.span()), kind))
    if "bracket" not in allowed and (bracket := _unclosed(passage)):
        found.append(ForeignPart(bracket, "bracket"))
    return min(found, key=lambda part: part.passage.start, default=None)


def _unclosed(passage: Passage) -> Passage | None:
    """Return the first bracket or quotation mark of a passage that has no partner, or None."""
    waiting: list[tuple[int, str]] = []
    for index, character in enumerate(passage.text):
        if waiting and character in waiting[-1][1]:
            waiting.pop()
        elif character in _PAIRS:
            waiting.append((index, _PAIRS[character]))
        elif character in _CLOSERS:
            return passage.cut(index, index + 1)
    return passage.cut(waiting[0][0], waiting[0][0] + 1) if waiting else None
