"""Ministries that a running text names, by acronym or by name: `das MSB`, `des Ministeriums der Finanzen`.

In: a text. Out: where a ministry of the Land is named, with its acronym in the form to show. Ministries of other Länder
and of the federation are none. An acronym of two letters needs an article or another acronym beside it.
"""

import re
from collections.abc import Iterator
from functools import cache

from ruhrgraph.loaders.grammar.name_pattern import longest_first, name_pattern
from ruhrgraph.loaders.grammar.organisation_words import is_adjective_elsewhere, is_elsewhere
from ruhrgraph.ontology.names import find_authority, spellings

_SURE = 3
"""From so many letters on an acronym is sure by itself."""
_ARTICLE = re.compile(r"(?<!\w)(?:das|des|dem|beim|vom|zum|im|ins|Ressorts?:?|Ministeri(?:um|en):?)\s$")
_JOINT = r"(?:\s?[,/]\s?|\s(?:und|sowie|oder|&)\s)"
_BEFORE = re.compile(r"(?P<word>[\w-]{2,40})\s$")
_BEHIND = re.compile(
    r"(?:\s(?:von|in|aus|des\sLandes|des|der|für)(?:\sLand)?)?[\s(/–-]{1,3}(?P<word>[A-ZÄÖÜ][\w-]{1,40})|"
    r"\sdes\s(?P<federation>Bundes)\b|\sder\s(?P<republic>Bundesrepublik)"
)
_MORE_BEHIND = re.compile(r"(?:,\s[A-ZÄÖÜ][\w-]{1,40})*+,?\s(?:und|sowie)\s(?:für\s)?(?P<next>[A-ZÄÖÜ][\w-]{1,40})")
_FURTHEST = 30
"""How many characters before a name are looked at."""


def _inflected(name: str) -> str:
    name = re.escape(name).replace(r"\ ", r"\s{1,3}")
    return re.sub(r"([Mm])inisterium", r"\1inisterium(?:s)?", name)


@cache
def _ministries() -> re.Pattern[str]:
    """All curated spellings and acronyms as one pattern."""
    names = {
        name
        for record in spellings("ressort").values()
        for name in (record.label, *record.alternatives, *filter(None, [record.acronym]))
    }
    return re.compile(name_pattern(map(_inflected, longest_first(names))))


def find_named_ministries(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where ministries are named, each with its acronym."""
    found = []
    for match in _ministries().finditer(text):
        written = " ".join(match[0].split())
        record = find_authority("ressort", written) or find_authority(
            "ressort", re.sub(r"([Mm]inisterium)s", r"\1", written)
        )
        if record and record.acronym and not _is_anothers(text, match, written):
            found.append((match.start(), match.end(), record.acronym, written.isupper() and len(written) < _SURE))
    for place, (start, end, acronym, short) in enumerate(found):
        beside = (place and re.fullmatch(_JOINT, text[found[place - 1][1] : start])) or (
            place + 1 < len(found) and re.fullmatch(_JOINT, text[end : found[place + 1][0]])
        )
        hyphen = re.match(r"-\w", text[end : end + 2])
        if not short or (not hyphen and (beside or _ARTICLE.search(text[max(0, start - _FURTHEST) : start]))):
            yield start, end, acronym


def _is_anothers(text: str, match: re.Match[str], written: str) -> bool:
    """Return whether a name is that of another Land's ministry, or the beginning of a longer one."""
    before = _BEFORE.search(text[max(0, match.start() - _FURTHEST) : match.start()])
    if before and (is_elsewhere(before["word"]) or is_adjective_elsewhere(before["word"])):
        return True
    behind = _BEHIND.match(text, match.end())
    if behind and (behind["word"] in {None, "Bundes", "Bundesrepublik"} or is_elsewhere(behind["word"])):
        return True
    can_go_on = written.startswith("Ministerium") and " und " not in written
    more = _MORE_BEHIND.match(text, match.end()) if can_go_on else None
    return bool(more and not find_authority("ressort", more["next"]) and "inisteri" not in more["next"])
