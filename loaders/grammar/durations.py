"""Durations in German prose: `3 Jahre`, `18 Monate`, `anderthalb Jahre`, `zweijährig`.

In: a passage. Out: the first duration as an `xsd:duration` (`P3Y`), with what the text says of its certainty. A bound
(`mindestens 2 Jahre`, `zwei bis drei Jahre`) is found, but has no value.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.loaders.grammar.numbers import WORDS, parse_number

_WORDS = "|".join(sorted(WORDS, key=len, reverse=True))
_NUMBER = rf"\d{{1,3}}(?:,\d)?|(?:{_WORDS})\b"
_HEDGE = (
    r"(?:\b(?P<bound>mindestens|mind\.|min\.|wenigstens|über|mehr\s+als|bis\s+zu|maximal|max\.|höchstens|weniger\s+als)\s+|"
    r"(?:\b(?P<about>ca\.|circa|etwa|rund|rd\.|ungefähr|voraussichtlich|vsl\.|knapp|gut)\s+))?"
)
_DURATION = re.compile(
    rf"{_HEDGE}(?:(?P<half>(?:ein|1)\s+halbes\s+Jahr|halbjährig\w{{0,2}})|(?P<more_half>anderthalb|eineinhalb|zweieinhalb)\s+Jahre?n?|"
    rf"(?<![\w.,/])(?:(?P<from>{_NUMBER})\s*(?:bis|[-–—/])\s*)?(?P<number>{_NUMBER})[\s-]*"
    r"(?P<unit>Jahre?n?s?|Kalenderjahre?n?|Projektjahre?n?|Monate?n?s?|Wochen?|Tage?n?|jährig\w{0,2}|monatig\w{0,2})"
    rf"|\b(?P<joined>{_WORDS})(?P<joined_unit>jährig|monatig)\w{{0,2}})(?!\w)",
    re.IGNORECASE,
)
_HALVES = {"anderthalb": 18, "eineinhalb": 18, "zweieinhalb": 30}


@dataclass(frozen=True, slots=True)
class FoundDuration:
    """A duration: where, its value (None for a bound or a range), and whether the text hedges it (`ca.`)."""

    passage: Passage
    value: ReadValue[str] | None
    about: bool


def find_duration(passage: Passage) -> FoundDuration | None:
    """Return the first duration in a passage, or None."""
    match = _DURATION.search(passage.text)
    if match is None:
        return None
    where = passage.cut(*match.span()).strip()
    value = None if match["bound"] or match["from"] else _value(match)
    return FoundDuration(where, ReadValue(value, (where.span,)) if value else None, about=bool(match["about"]))


def _value(match: re.Match[str]) -> str | None:
    """Return the duration of a match; None for a part of a year that is no whole number of months."""
    if match["half"]:
        return "P6M"
    if match["more_half"]:
        return f"P{_HALVES[match['more_half'].casefold()]}M"
    number, unit = (match["joined"] or match["number"]), (match["joined_unit"] or match["unit"]).casefold()
    letter = "M" if "monat" in unit else "W" if "woche" in unit else "D" if unit.startswith("tag") else "Y"
    whole, _, part = number.partition(",")
    if part:
        return f"P{int(whole)}Y6M" if (part, letter) == ("5", "Y") else None
    count = parse_number(whole)
    return f"P{count * 7}D" if letter == "W" else f"P{count}{letter}"
