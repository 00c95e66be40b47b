"""Organisations in German texts: by curated names, and by the patterns of such names.

In: a passage. Out: the names as written, each mention a span. Precision comes before recall: a pattern needs a
proper name beside its word (`Stiftung Mercator`, `Fraunhofer-Institut für …`, `STEAG GmbH`); plurals and generic words
do not count.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from ruhrgraph.loaders.document import Passage, ReadValue, Span
from ruhrgraph.loaders.grammar.curated_organisations import find_curated, find_widely_known
from ruhrgraph.loaders.grammar.name_pattern import escaped, name_pattern
from ruhrgraph.loaders.grammar.organisation_lists import ListedName, find_lists
from ruhrgraph.loaders.grammar.organisation_patterns import find_named
from ruhrgraph.loaders.grammar.organisation_words import begins_like_organisation, ends_with_legal_form, nominative
from ruhrgraph.loaders.records import Organisationsname
from ruhrgraph.ontology.names import find_authority, fold

__all__ = ["begins_like_organisation", "ends_with_legal_form", "find_organisations", "kind_of", "nominative"]

_NOTHING: Mapping[str, str] = MappingProxyType({})
_ABBREVIATION = re.compile(r"\((?:kurz:?\s)?[\"„]?(?P<short>[A-ZÄÖÜ][\w.-]{1,11})[\"“]?(?=[,;)])")
_NAME_OF_TOWN = r"(?P<town>[A-ZÄÖÜ][\w/-]{2,30}(?:\s(?:an\sder\sRuhr|am\sSee))?)(?![\w-])"
_TOWN = re.compile(name_pattern(("Landeshauptstadt", "Stadt"), behind=rf"\s{_NAME_OF_TOWN}"))
_WHERE = re.compile(r"\b(?:in|aus|innerhalb|nach|um|Gebiet|Stadtgebiet|Raum)\s(?:der\s|den\s)?$")
_LABEL = re.compile(r"^([^\t\n.,;:]{1,40})\t", re.MULTILINE)
_WORD = re.compile(r"\b(?:Begriff|Stichwort|Schlagwort|Wort|Motto|Titel|Slogan)(?:e?s)?\s[„\"“]?(?:$|(?=[A-ZÄÖÜ]))")
_WIDEST = 20
"""How many characters before a town are looked at."""
_LONGEST = 150
"""How many characters a name may have that an abbreviation is explained by."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an organisation is named, relative to its passage, and by which name."""

    start: int
    end: int
    name: str

    @property
    def key(self) -> str:
        """What is equal for all names of one organisation."""
        record = find_authority("organisation", self.name)
        return record.key if record else fold(self.name)


def find_organisations(passage: Passage, learned: Mapping[str, str] = _NOTHING) -> tuple[Organisationsname, ...]:
    """Return the organisations that a text names, in the order of their first mention.

    A mention inside a longer one counts once (`RAG` in `RAG Stiftung` is no mention of RAG). A name in curated spelling
    and the same name by pattern are one.

    Args:
        passage: The text.
        learned: The abbreviations that the document explains, with their names.

    """
    return named(passage, find_mentions(passage.text, learned))


def named(passage: Passage, mentions: list[Mention]) -> tuple[Organisationsname, ...]:
    """Return the mentions in a passage as one name for each organisation."""
    found: dict[str, tuple[str, list[Span]]] = {}
    for mention in mentions:
        span = passage.cut(mention.start, mention.end).span
        found.setdefault(mention.key, (mention.name, []))[1].append(span)
    return tuple(Organisationsname(ReadValue(name, tuple(spans))) for name, spans in found.values())


def find_mentions(text: str, learned: Mapping[str, str] = _NOTHING) -> list[Mention]:
    """Return where a text names organisations, in order; none overlaps another."""
    # No name by form, and nothing that belongs to one, goes over a line or begins in the label of a row.
    text, lines = _LABEL.sub(r"\1|", text).replace("\n", "|"), text
    curated = [Mention(start, end, name) for start, end, name in find_curated(lines)]
    listed = [Mention(item.start, item.end, item.name) for item in find_lists(text) if not _is_where(text, item)]
    spans = [span for span in (*find_named(text), *find_widely_known(text)) if not _is_word(text, *span)]
    patterns = [Mention(start, end, nominative(" ".join(text[start:end].split()))) for start, end in spans]
    # A name that has a record is among the curated ones, or what stands beside it makes it another's.
    patterns = [one for one in patterns if find_authority("organisation", one.name) is None]
    found = _apart([*curated, *_towns(text), *_learned(text, learned)], [*listed, *patterns])
    return list(_without_abbreviations(text, found))


def _apart(sure: list[Mention], others: list[Mention]) -> list[Mention]:
    """Return mentions that do not overlap: the longest, but a curated name before a longer one that it ends."""
    ends = {mention.end for mention in sure if mention.end - mention.start > len("ABCDE")}
    candidates = [*sure, *(mention for mention in others if mention.end not in ends)]
    taken: list[tuple[int, int]] = []
    kept: list[Mention] = []
    for mention in sorted(candidates, key=lambda mention: (mention.start - mention.end, mention.start)):
        place = bisect_left(taken, (mention.start, mention.end))
        if (place == 0 or taken[place - 1][1] <= mention.start) and (
            place == len(taken) or mention.end <= taken[place][0]
        ):
            taken.insert(place, (mention.start, mention.end))
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _is_word(text: str, start: int, end: int) -> bool:
    """Return whether a name is only spoken of as a word (`der Begriff Universität Plus`)."""
    return bool(_WORD.search(text[max(0, start - _WIDEST) : start]) or _WORD.match(text[start:end]))


def _is_where(text: str, item: ListedName) -> bool:
    """Return whether a list of towns says where something is (`in den Städten Essen und Bochum`)."""
    return item.name.startswith("Stadt ") and bool(_WHERE.search(text[max(0, item.shared - _WIDEST) : item.shared]))


def _towns(text: str) -> Iterator[Mention]:
    """Yield the towns that are named as an administration (`Stadt Essen`), not as a place (`in der Stadt Essen`)."""
    for match in _TOWN.finditer(text):
        if find_authority("gemeinde", match["town"]) and not _WHERE.search(
            text[max(0, match.start() - _WIDEST) : match.start()]
        ):
            yield Mention(match.start(), match.end(), f"Stadt {match['town']}")


@lru_cache(maxsize=4)
def _abbreviations(learned: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(name_pattern(escaped(learned), (r"[\w&.-]",), r"s?(?![\w&]|-\w|\.\w)"))


def _learned(text: str, learned: Mapping[str, str]) -> Iterator[Mention]:
    for match in _abbreviations(tuple(learned)).finditer(text):
        if name := learned.get(match[0]) or learned.get(match[0].removesuffix("s")):
            yield Mention(match.start(), match.end(), name)


def _without_abbreviations(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Yield the mentions but for an abbreviation in brackets behind its own name (`Projektträger Jülich (PTJ)`)."""
    before: Mention | None = None
    for mention in mentions:
        bracket = _ABBREVIATION.match(text, before.end + text.startswith((" ", "\xa0"), before.end)) if before else None
        if not (before and bracket and bracket.start("short") == mention.start and mention.key == before.key):
            yield mention
        before = mention


def learn_abbreviations(text: str) -> dict[str, str]:
    """Return the abbreviations that a document explains (`Muster Energie GmbH (MEG)`), with the names behind them."""
    found: dict[str, str] = {}
    for match in _ABBREVIATION.finditer(text):
        short = match["short"]
        if (
            find_authority("ressort", short)
            or find_authority("organisation", short)
            or not re.search(r"[A-ZÄÖÜ].*[A-ZÄÖÜ]", short)
        ):
            continue
        before = text[max(0, match.start() - _LONGEST) : match.start()].rstrip()
        last = next(reversed(find_mentions(before)), None)
        if last and last.end == len(before) and _abbreviates(short, last.name):
            found.setdefault(short, last.name)
    return found


def _abbreviates(short: str, name: str) -> bool:
    """Return whether the letters of a short form stand in a name in this order, the first one first."""
    letters = iter(fold(name))
    return fold(short)[0] == fold(name)[0] and all(letter in letters for letter in fold(short))


_KINDS = (
    ("Unternehmen", r"\b(?:gmbh|ggmbh|ag|se|kg|kgaa|ohg|eg)$"),
    ("Stiftung", r"stiftung"),
    ("Hochschule", r"universität|hochschule|\buni\b|\btu\b|\bfh\b"),
    ("Forschungseinrichtung", r"institut|forschung|exzellenzcluster|max-planck|fraunhofer|leibniz"),
    ("Kammer", r"kammer\b|\bihk\b|\bhwk\b"),
    ("Verband", r"verband|\bbund\b|gewerkschaft|genossenschaft"),
    ("Unternehmen", r"sparkasse|stadtwerke|bank\b"),
    ("Verein", r"\be\.\s?v\.|\bev$|verein\b"),
    ("Kultureinrichtung", r"theater|museum|festspiele|festival|oper\b|philharmonie|kunst"),
    ("Medien", r"radio|zeitung|medien|fernsehen|\bwdr\b|presse"),
    ("Behörde", r"\bamt\b|landesamt|bundesamt|bezirksregierung|ministerium|^stadt\b|^kreis\b|polizei|kriminalamt"),
    ("Bildungseinrichtung", r"schule|kolleg|akademie|bildung"),
    ("Netzwerk", r"netzwerk|initiative|initiativkreis|bündnis"),
)


def kind_of(name: str) -> str:
    """Return the kind of an organisation as its name shows it, or "Einrichtung"."""
    text = name.casefold()
    return next((kind for kind, pattern in _KINDS if re.search(pattern, text)), "Einrichtung")
