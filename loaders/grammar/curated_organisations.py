"""Curated names of organisations in a text, inflected or not, and what beside a name makes it another's.

In: a text. Out: where a curated organisation is named, with a spelling that has a record. What follows a short name
decides: `Landwirtschaftskammer Niedersachsen` is not the one of Nordrhein-Westfalen, `RWE Power` is not RWE.
"""

import re
from collections.abc import Iterator
from functools import cache

from ruhrgraph.loaders.grammar.name_pattern import longest_first, name_pattern
from ruhrgraph.loaders.grammar.organisation_words import (
    LEGAL_FORM,
    is_adjective_elsewhere,
    is_elsewhere,
    is_place,
    is_town_adjective,
    nominative,
)
from ruhrgraph.ontology.names import find_authority, spellings

_JOINT = r"[\s-]{1,40}"
_PEOPLE_BEHIND = re.compile(
    r"-(?:Vertret|Mitarbeit|Vorst[aä]nd|Vorsitz|(?:Haupt)?[Gg]eschäftsführ|Gremi|Präsid|Chef|Direktor|Leiter|Leitung\b|"
    r"Zentrale\b|Expert|Verbandsversammlung|Verwaltung\b|Spitze\b|Team|Fachleute|Beschäftigte|Fraktion)"
)
_PLACE_BEHIND = re.compile(
    r"(?:[ \xa0]{1,3}|[ \xa0]?[(/–-][ \xa0]?)"
    r"(?:(?:für|von|in|im|des|der|das|den|dem|aus|Land|Landes|Landesverband|Bundesland|Region|Bezirk|Sektion)\s+){0,3}"
    r"(?P<word>[\w-]{2,40})"
)
_SISTER = re.compile(r"[ \xa0](?P<place>[A-ZÄÖÜ][\w-]{1,40})(?![\w-])")
_REGISTERED = re.compile(r"[ \xa0](?:e\.\s?V\.|eV(?!\w))")
_NAME_BEHIND = re.compile(r"[ \xa0][\"„]?(?:[A-ZÄÖÜ]\w|\d)")
_NOUN_BEHIND = re.compile(
    r"[ \xa0](?:(?:Anfang|Ende|Mitte|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
    r"Dezember|Frühjahr|Sommer|Herbst|Winter|Mittel|Vertreter|Mitglieder|Partner|Ziel|Teil|Ideen|Träger)\b|"
    r"[A-ZÄÖÜ]\w{0,60}(?:ungen|heiten|keiten|mittel|projekte?n?|konzepte?n?|programme?n?|maßnahmen|angebote?n?|flächen|"
    r"partnern?|ideen)\b)"
)
_OTHER_BEFORE = re.compile(
    r"\b(?:Förderverein|Freundeskreis|Freunde|Landesverband|Kreisverband|Ortsverband|Ortsverein|Bezirksverband|"
    r"Regionalgruppe|Ortsgruppe|Kreisgruppe)e?n?s?\s+(?:(?:der|des|von|vom)\s+)?$"
)
_WORD_BEFORE = re.compile(r"(?P<word>[\w-]{2,40})\s+$")
_COMMON_NOUN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:kammer|zentrale|genossenschaft|konferenz|kreis|parlament)(?:e?s)?")
_WIDELY_KNOWN = (
    *(r"Deutsche[sn]?\s+Rote[sn]?\s+Kreuz(?:es)?", "DRK", "AWO", "Arbeiterwohlfahrt", "Caritas", "Diakonie", "VdK"),
    *(
        "Johanniter-Unfall-Hilfe",
        r"Malteser\s+Hilfsdienst(?:e?s)?",
        r"ver\.di",
        r"IG\s+(?:BCE|BAU|Metall)",
        "GEW",
        "DGB",
    ),
    *("DGB", "DBB", "DEHOGA", "BDI", "BDA", "BDEW", "VKU", "VDI", "VDE", "VDMA", "Bitkom", "DIHK", r"IHK\s+NRW", "KfW"),
    *("DLR", "THW", "DLRG", r"Technische[sn]?\s+Hilfswerk(?:e?s)?", "LWL", "LVR", "LANUV", r"NRW\.URBAN"),
    *(r"Straßen\.NRW", r"NRW\.Energy4Climate", "BUND", "Greenpeace", "WWF", "VCD", "UNESCO", "WDR", "ZDF", "DFG"),
    *("Fraunhofer-Gesellschaft", "Leibniz-Gemeinschaft", "Helmholtz-Gemeinschaft"),
    *(r"Deutschen?\s+Forschungsgemeinschaft", r"Bundesagentur\s+für\s+Arbeit", r"Städte-\s?und\s+Gemeindebund(?:e?s)?"),
    *(r"Deutsche[rn]?\s+(?:Städte|Landkreis)tag(?:e?s)?", r"Städtetag(?=\sNRW)", r"Landkreistag(?=\sNRW)"),
    *("Vonovia", "Thyssengas", "Amprion", "Uniper", "Gelsenwasser", "Ruhrverband(?:e?s)?", "Lippeverband(?:e?s)?"),
    *(r"Universitätsallianz\s+Ruhr", r"Ruhr\s+Museums?", r"Museums?\s+Folkwang", "Bogestra", "Ruhrbahn"),
)
"""Organisations without a record whose name means nothing else. A place behind it makes a name longer (`AWO Essen`)."""
_ALIKE = 3
"""How many letters at the beginning of a name have no ending."""
_FURTHEST = 50
"""How many characters before a name are looked at."""


def _inflected(word: str, *, at_end: bool) -> str:
    """Return a pattern for a word of a name with its usual endings (`Deutsche` → `Deutschen`)."""
    if word == "&":
        return "&(?:amp;)?"
    escaped = _JOINT.join(map(re.escape, word.split("-")))
    if re.search(r"(?:sch|lich|weit|neu)e[rs]$", word, re.IGNORECASE):
        return f"{escaped[:-1]}[nrsm]?"
    if re.search(r"[a-zäöüß]e$", word):
        return f"{escaped}[nrsm]?"
    if at_end and re.search(r"[a-zäöüß]{2}$", word) and word[0].isupper():
        return f"{escaped}(?:e?s)?"
    return f"{escaped}s?" if re.fullmatch(r"[A-ZÄÖÜ]{3,}", word) else escaped


def _pattern_of(name: str) -> str:
    """Return a pattern for a name; endings are at its first and last word, and at adjectives."""
    words = name.split()
    last = len(words) - 1
    parts = (_inflected(word, at_end=place in {0, last}) for place, word in enumerate(words))
    return _JOINT.join(parts).replace(rf"{_JOINT}–{_JOINT}", r"\s{0,3}[–-]\s{0,3}")


@cache
def _names() -> tuple[str, ...]:
    """Return all curated spellings, longest first."""
    names = {name for record in spellings("organisation").values() for name in (record.label, *record.alternatives)}
    return tuple(longest_first(names))


@cache
def _curated() -> re.Pattern[str]:
    """All curated spellings with their usual endings as one pattern."""
    return re.compile(name_pattern(map(_pattern_of, _names()), (r"[\w&-]", r"\w\."), r"(?![\w&])(?!\.\w)"))


def find_curated(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where curated organisations are named, with the name as written or, if it is inflected, as curated.

    Where a place behind a name makes it a sister's (`NABU Bayern`), the sister is found, which has no record.
    """
    for match in _curated().finditer(text):
        sister = _SISTER.match(text, match.end())
        if registered := _REGISTERED.match(text, match.end()):
            yield match.start(), registered.end(), base_form(match[0])
        elif not _is_anothers(text, *match.span()):
            yield match.start(), match.end(), base_form(match[0])
        elif sister and (is_place(sister["place"]) or is_elsewhere(sister["place"])):
            yield match.start(), sister.end(), f"{base_form(match[0])} {sister['place']}"


@cache
def _widely_known() -> re.Pattern[str]:
    return re.compile(name_pattern(_WIDELY_KNOWN, (r"[\w&-]", r"\w\."), r"(?![\w&])(?!\.\w)"))


def find_widely_known(text: str) -> Iterator[tuple[int, int]]:
    """Yield where organisations are named that everybody knows by one name, with a place behind it if there is one."""
    for match in _widely_known().finditer(text):
        sister = _SISTER.match(text, match.end())
        if sister and (is_place(sister["place"]) or is_elsewhere(sister["place"])):
            yield match.start(), sister.end()
        elif registered := _REGISTERED.match(text, match.end()):
            yield match.start(), registered.end()
        elif not _is_anothers(text, *match.span()):
            yield match.span()


@cache
def base_form(written: str) -> str:
    """Return the curated spelling that an inflected name is a form of; a spelling that has a record stays as it is."""
    name = " ".join(written.split())
    if find_authority("organisation", name):
        return nominative(name)
    alike = (spelling for spelling in _names() if spelling[:_ALIKE] == name[:_ALIKE])
    return next(spelling for spelling in alike if re.fullmatch(_pattern_of(spelling), written))


def _is_anothers(text: str, start: int, end: int) -> bool:
    """Return whether what stands beside a curated name makes it the name of something else."""
    if text.startswith("-", end) and re.match(r"-\w", text[end : end + 2]) and not _PEOPLE_BEHIND.match(text, end):
        return True
    before = text[max(0, start - _FURTHEST) : start]
    behind, word = _PLACE_BEHIND.match(text, end), _WORD_BEFORE.search(before)
    if _OTHER_BEFORE.search(before) or any(
        match and (is_elsewhere(match["word"]) or is_adjective_elsewhere(match["word"])) for match in (behind, word)
    ):
        return True
    name = text[start:end]
    if word and _COMMON_NOUN.fullmatch(name) and is_town_adjective(word["word"]):
        return True
    return not _is_complete(name) and bool(_NAME_BEHIND.match(text, end)) and not _NOUN_BEHIND.match(text, end)


@cache
def _is_complete(name: str) -> bool:
    """Return whether a name ends in a place or a legal form, so that a word behind it is no part of it."""
    first, _, last = name.rpartition(" ")
    return bool(first) and (is_place(last) or re.fullmatch(LEGAL_FORM, last) is not None)
