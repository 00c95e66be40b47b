"""Municipalities that a running text names: `in Bochum`, `Standorte Dortmund, Hamm und Unna`, `Stadtteil Essen-Werden`.

In: a text, and the spans of the organisations and venues in it. Out: where a curated municipality is named. A town
within such a name is none (`Universität Duisburg-Essen`), nor is a region (`Kreis Unna`), an adjective (`Essener`), or
a name that begins with a town (`Leipzig Charta`). What is also a word (`Essen`, `Wetter`) needs a word that leads to a
place.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ruhrgraph.loaders.grammar.name_pattern import escaped, name_pattern
from ruhrgraph.ontology.names import spellings

_WORDS_TOO = frozenset({
    *("Essen", "Wetter", "Alpen", "Kamen", "Hagen", "Hamm", "Siegen", "Datteln", "Haltern", "Münster", "Marl"),
    *("Werne", "Selm", "Herten", "Schwerte", "Witten"),
})  # fmt: skip
"""Towns whose names are words, names of persons, or parts of other names as well."""
_LEADS = re.compile(
    r"(?<![\w-])(?:[Ii]n|[Aa]us|[Nn]ach|[Zz]wischen|(?:Orte[ns]?|Stadt|Städte[n]?|Kommunen?|Gemeinden?|Landeshauptstadt|\w{0,30}[Ss]tandorte?[ns]?|"
    r"\w{0,20}[Qq]uartiere?[ns]?|Stadtteile?[ns]?|Ortsteile?[ns]?|\w{0,30}räumen?|Modellstädten?|Ruhrgebietsstädten?|Oberzentr\w{2})"
    r"(?:\s(?:in|wie|von|sind|:))?)\s?:?\s$"
)
_NO_TOWN_BEFORE = re.compile(
    r"(?:\b(?:Region|Raum|Großraum|Ballungsraum|Kreis(?:es)?|Kreise|Landkreis(?:es)?|Regierungsbezirk|Metropolregion|Bezirk|Bistums?|"
    r"Borussia|Fortuna|Rot-Weiß|VfL|MSV|FC|SV|TuS|SC|TSV|SG|ETB|Radio|Messe|Herrn?|Frau|Familie|beim|zum|vom|das|kein|gutes|"
    r"[A-ZÄÖÜ]\w{0,30}(?:halle|arena|stadion|haus|schloss|pavillon|museum|forum|bad|turm|hütte|center|schule|gymnasium|universität|"
    r"hochschule|akademie|theater|oper|philharmonie|bibliothek|bahnhof|flughafen|hafen|zoo|kirche|kammer|klinikum|krankenhaus|verein|"
    r"club|festival|derby)|(?:Dr|Prof|Dipl\.-\w{1,12})\.|[A-ZÄÖÜ]\w{0,30}(?:Halle|Arena|Stadion|Museum|Theater))|-)\s$",
)
_BRACKET = re.compile(r"\((?:z\.\s?B\.\s|u\.\s?a\.\s|bspw\.\s|in\s|hier:?\s)?$")
_BETWEEN = re.compile(r"\s?(?:,|/|&(?:amp;)?|(?:,\s?)?(?:und|sowie|bzw\.|oder))\s?(?:in\s|auch\sin\s)?")
_PART = re.compile(r"-[A-ZÄÖÜ][\w-]{0,60}")
_FURTHEST = 40
"""How many characters before a town are looked at."""


@cache
def _towns() -> re.Pattern[str]:
    """All curated names of municipalities as one pattern."""
    names = (name for record in spellings("gemeinde").values() for name in (record.label, *record.alternatives))
    return re.compile(name_pattern(escaped(names)))


def find_named_towns(text: str, names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where municipalities are named.

    Args:
        text: The text, with blanks for all white space.
        names: The spans of organisations and venues, in order.

    """
    found = [match.span() for match in _towns().finditer(text)]
    ends = sorted(end for _, end in names)
    starts = sorted(start for start, _ in names)
    outside = [span for span in found if bisect_left(starts, span[1]) == bisect_left(ends, span[0] + 1)]
    possible = [span for span in outside if not _is_no_town(text, *span)]
    sure = {span for span in possible if _is_sure(text, *span)}
    for pairs in (list(pairwise(possible)), list(pairwise(reversed(possible)))):
        for one, two in pairs:
            first, second = min(one, two), max(one, two)
            can_be = _is_part(text, one) or not _is_part(text, two)
            if one in sure and can_be and _BETWEEN.fullmatch(text[_end_of_part(text, first) : second[0]]):
                sure.add(two)
    return sorted(sure)


def _end_of_part(text: str, town: tuple[int, int]) -> int:
    """Return where the name of a part of a town ends (`Duisburg-Hochfeld`), or the town's."""
    part = _PART.match(text, town[1])
    return part.end() if part else town[1]


def _is_part(text: str, town: tuple[int, int]) -> bool:
    return _end_of_part(text, town) > town[1]


def _is_no_town(text: str, start: int, end: int) -> bool:
    """Return whether the words beside a name make it something else than a town."""
    before = text[max(0, start - _FURTHEST) : start]
    if _NO_TOWN_BEFORE.search(before):
        return True
    behind = re.match(r" [A-ZÄÖÜ]|-[a-zäöüß\d]", text[end : end + 2])
    return bool(behind and not _LEADS.search(before))


def _is_sure(text: str, start: int, end: int) -> bool:
    """Return whether a name is a town's by itself, or by what leads to it."""
    before = text[max(0, start - _FURTHEST) : start]
    if text[start:end] not in _WORDS_TOO and not _is_part(text, (start, end)):
        return True
    return bool(_LEADS.search(before)) or (bool(_BRACKET.search(before)) and text.startswith(")", end))
