"""Quantities in German prose: `bis zu 40 Grundschulen`, `rund 1.200 Wohnungen`, `20–30 Stipendien`, `2 Mio. Euro`.

In: a passage. Out: each quantity with its phrase, what is counted, and the least and the greatest number. `über 30` has
no greatest, `bis zu 40` no least. A year, a paragraph of a law, a number in a name or an address, an ordinal, a time,
and the count of a text's own parts (`drei Phasen`) are no quantities; where it is not plain, there is none.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.loaders.grammar.numbers import COUNTING_WORDS, parse_number
from ruhrgraph.loaders.records import Menge
from ruhrgraph.ontology.names import find_authority

_DIGITS = r"\d{1,3}(?:\.\d{3}){1,3}(?![\d.,]\d)|\d{1,7}(?![\d.,]?\d)(?!\.)"
_NUMBER = rf"(?:{_DIGITS}|(?i:{COUNTING_WORDS})\b)"
_MILLIONS = rf"\d{{1,3}}(?:,\d{{1,3}})?|(?i:{COUNTING_WORDS}|eine)\b"
_ABOUT = r"ca\.|circa|etwa|rund|rd\.|ungefähr|gut|knapp|annähernd|fast|schätzungsweise"
_MORE = r"(?<!nicht )mehr\s+als|nicht\s+weniger\s+als|mindestens|mind\.|wenigstens|über|ab"
_LESS = r"nicht\s+mehr\s+als|bis(?:\s+zu)?(?:\s+maximal)?|maximal|max\.|höchstens|(?<!nicht )weniger\s+als|unter"
_HEDGE = (
    rf"(?P<lead>(?i:(?:insgesamt|insg\.|jährlich|jeweils|je|zusammen|zunächst)\s+){{0,2}})"
    rf"(?:(?P<more>(?i:{_MORE}))\s+|(?P<less>(?i:{_LESS}))\s+)?(?:(?P<about>(?i:{_ABOUT}))\s+)?"
)
_SCALES = {"mio": 10**6, "million": 10**6, "mrd": 10**9, "milliarde": 10**9, "tsd": 10**3}
_SCALE = r"(?P<scale>Mio\.?|Millionen?|Mrd\.?|Milliarden?|Tsd\.?)\s+"
_WORD_BETWEEN = (
    r"(?:(?:neu|mehr)\s+|(?!(?:und|oder|bis|zu|in|im|an|am|auf|der|die|den|des|dem|für|von|mit|ab|pro|je)\b)"
    r"[a-zäöüß-]{2,30}(?:e|en|er|es|em)\s+){0,3}"
)
_UNIT = (
    r"(?P<unit>%(?:[ -]?Punkten?\b)?|€|Prozent(?:punkte)?\b|k?m²?(?![\w/])|qm(?!\w)|ha\b|MW\b|kW\b|TN\b|"
    r"[A-ZÄÖÜ](?:[\w*/-]|:(?=[a-zäöü])){2,60}(?:-\s?/?[A-ZÄÖÜ]\w{1,30})?)"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,§/–-]){_HEDGE}(?:"
    rf"(?P<scaled>{_MILLIONS})\s*{_SCALE}|"
    rf"(?:(?P<between>(?i:zwischen))\s+)?(?P<first>{_NUMBER}|(?i:ein|eine|einem|einer)(?=\s+bis\s))(?:\s*(?P<to>bis(?:\s+zu)?|und|[-–—])\s*(?P<second>{_NUMBER}))?\s+"
    rf"){_WORD_BETWEEN}{_UNIT}"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NO_UNIT = re.compile(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Uhr|Jahr|Monat|Woche|Tag(?:e|en|es)?$|"
    r"Stunde|Minute|Sekunde|Semester|Schuljahr|Halbjahr|Quartal|Phase|Schritt|Stufe|Teil(?:e|en)?$|Baustein|Modul|Block|Blöcke|Element|"
    r"Säule|Frage|Ziel|Handlungsfeld|Projektjahr|Punkt|Etappe|Kapitel|Abschnitt|Seite|Absatz|Abs\b|Satz|Art\b|Nr\b|Nummer|"
    r"Uhr|Grad|Mal$|Promille|Themenbereich|Bereich|Aspekt|Kategorie)\w*"
)
_SINGULAR = re.compile(r"\w+(?:ung|heit|keit|schaft|ion|bau|ismus|ment|tät)$")
_NAME_BEFORE = re.compile(
    r"(?:\b(?!(?:In|Im|Mit|Auf|An|Am|Von|Vom|Für|Bei|Aus|Durch|Es|Die|Der|Den|Das|Diese|Alle|Werden|Dabei|Dazu|Hier|Jährlich|Zunächst|"
    r"Sie|Wir|Nach|Zu|Zur|Zum|Um|Und|Sowie|Als|Dort|Insgesamt|Weitere|Geplant)\b)[A-ZÄÖÜ][\w.-]{0,40}|[„“\"»§#]|"
    r"\b[a-zäöü]{0,40}\.(?:nrw|de))\s{0,16}$"
)
_NAME_BEHIND = re.compile(r"\s+[A-Z]{2,}\b|\s*(?:[„“\"»]|\d)")
_NOT_SO = re.compile(r"(?:\d\s*[x×]|\b(?:statt|anstatt|nicht|kein|keine|keinen|ursprünglich))\s*$", re.IGNORECASE)
_DATING = re.compile(r"(?:ab|bis)", re.IGNORECASE)
_BEFORE = 60
"""How many characters before a number can tell that it is a name's."""
_ADDRESS = re.compile(r"(?:straße|str\.|platz|weg|allee|ring|gasse|damm|ufer)\s*$", re.IGNORECASE)
_SIGN = re.compile(r"%.*|€|TN|MW|kW|ha|qm|k?m²?")
_SAME_IN_PLURAL = re.compile(r"\w*(?:Euro|[Mm]eter|[Ww]att|Prozent|Cent|Dollar|Partner|Betriebe)$")
_PLURAL = re.compile(r".*(?:n|e|er|s|in|nen)$")


@dataclass(frozen=True, slots=True)
class _Numbers:
    least: int | None
    greatest: int | None


def find_quantities(passage: Passage) -> tuple[Menge, ...]:
    """Return the quantities that a passage names, in order."""
    text = passage.text
    return tuple(
        _quantity(passage, match)
        for match in _QUANTITY.finditer(text)
        if _is_quantity(match, text) and _numbers(match) is not None
    )


def _is_quantity(match: re.Match[str], text: str) -> bool:
    """Return whether a number before a noun counts that noun."""
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    hedged = bool(match["more"] or match["less"] or match["about"])
    if not _is_unit(match["unit"]) or _ADDRESS.search(before) or _NOT_SO.search(before):
        return False
    is_large = "." in (match["first"] or "")  # a dot for thousands, which no name has
    in_name = not (hedged or is_large or match["lead"]) and _NAME_BEFORE.search(before)
    if in_name or (_NAME_BEHIND.match(text, match.end()) and not _SIGN.fullmatch(match["unit"])):
        return False
    return match["scaled"] is not None or _are_numbers(match, hedged=hedged)


def _is_unit(unit: str) -> bool:
    """Return whether a word can be counted: a sign of measure, or a plural that is no town, time or part."""
    if _SIGN.fullmatch(unit):
        return True
    plural = _PLURAL.match(unit) or _SAME_IN_PLURAL.match(unit)
    return bool(plural) and not (_NO_UNIT.match(unit) or _SINGULAR.match(unit) or find_authority("gemeinde", unit))


def _are_numbers(match: re.Match[str], *, hedged: bool) -> bool:
    """Return whether the digits are no year, no postcode, and no pair of ordinals."""
    numbers = [number for number in (match["first"], match["second"]) if number]
    dating = _DATING.fullmatch(match["more"] or match["less"] or "bis")
    if dating and not match["about"] and any(_YEAR.fullmatch(number) for number in numbers):
        return False
    if match["to"] == "und" and not match["between"]:
        return False
    return hedged or not any(len(number) == len("45127") and number.isdigit() for number in numbers)


def _numbers(match: re.Match[str]) -> _Numbers | None:
    """Return the least and the greatest number; None if a number is no whole one, or a range is reversed."""
    if match["scaled"]:
        scale = next(value for name, value in _SCALES.items() if match["scale"].casefold().startswith(name))
        whole, _, part = match["scaled"].partition(",")
        if part and len(part) > len(str(scale)) - 1:
            return None
        least = greatest = parse_number(whole) * scale + (int(part) * scale // 10 ** len(part) if part else 0)
    else:
        least = parse_number(match["first"])
        greatest = parse_number(match["second"]) if match["second"] else least
        if greatest < least or greatest <= 1:
            return None
    if match["more"]:
        return _Numbers(least, None if match["second"] is None else greatest)
    if match["less"]:
        return _Numbers(None if match["second"] is None else least, greatest)
    return _Numbers(least, greatest)


def _quantity(passage: Passage, match: re.Match[str]) -> Menge:
    numbers = _numbers(match) or _Numbers(None, None)
    first = match.span("scaled") if match["scaled"] else match.span("first")
    second = match.span("second") if match["second"] else first
    about = ReadValue(value=True, spans=(passage.cut(*match.span("about")).span,)) if match["about"] else None
    return Menge(
        passage.cut(*match.span()).read(),
        passage.cut(*match.span("unit")).read(),
        None if numbers.least is None else ReadValue(numbers.least, (passage.cut(*first).span,)),
        None if numbers.greatest is None else ReadValue(numbers.greatest, (passage.cut(*second).span,)),
        about,
    )
