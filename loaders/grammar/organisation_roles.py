"""What organisations do, where trigger words say it: `in Kooperation mit dem RVR`, `Träger: Stiftung Zollverein`.

In: a text and the organisations named in it. Out: each organisation that a trigger leads to, with its role and the
words that say it. A list behind a trigger counts as a whole; a full stop, a verb or a clause ends it. Precision comes
before recall: a denied or doubtful role is none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ruhrgraph.loaders.grammar.organisations import Mention
from ruhrgraph.loaders.grammar.role_words import (
    AS_PARTNER,
    BETWEEN,
    BETWEEN_OBLIQUE,
    DIRECT,
    DOUBT_BEFORE,
    DOUBT_BEHIND,
    LEAD,
    PARTICIPLE,
    TRIGGER,
)

_BY_BEFORE = re.compile(
    r"(?:^|[\s(])(?:von|vom|durch|(?:aus|mit)\sMitteln)(?:\s(?:der|dem|den|des|das|die|von))?(?:\s[„\"])?\s?$"
)
_TO_PARTICIPLE = re.compile(r"[“\"”«]?\s(?:\w{2,15}\s){0,2}")
_WIDEST = 60
"""How many characters beside a name or a trigger are looked at."""
_FURTHEST = 240
"""How many characters a list may have before the next name."""


@dataclass(frozen=True, slots=True)
class FoundRole:
    """A role that words of a text give to an organisation: the mention, the role, and where these words stand."""

    mention: Mention
    role: str
    start: int
    end: int


def find_roles(text: str, mentions: Sequence[Mention]) -> Iterator[FoundRole]:
    """Yield the roles that trigger words give to the organisations named in a text.

    Args:
        text: The text, with blanks for all white space.
        mentions: Where it names organisations, in order.

    """
    for match in (match for start, end in _near(mentions) for match in TRIGGER.finditer(text, start, end)):
        role = str(match.lastgroup).partition("_")[0]
        if not DOUBT_BEFORE.search(text[max(0, match.start() - _WIDEST) : match.start()]):
            between = BETWEEN if DIRECT.search(match[0]) else BETWEEN_OBLIQUE
            for mention in _listed(text, match.end(), mentions, between):
                yield FoundRole(mention, role, *match.span())
    for start, end in _near(mentions):
        yield from _before_participle(text, start, end, mentions)
    for mention in mentions:
        if partner := AS_PARTNER.match(text, mention.end):
            yield FoundRole(mention, "kooperation", partner.start() + 1, partner.end())


def _near(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text in which a word can give a role to an organisation; they lie apart."""
    start = end = 0
    for mention in mentions:
        if mention.start - _FURTHEST > end:
            if end:
                yield start, end
            start = mention.start - _FURTHEST
        end = max(end, mention.end + _WIDEST)
    if end:
        yield start, end


def _listed(text: str, position: int, mentions: Sequence[Mention], between_items: re.Pattern[str]) -> Iterator[Mention]:
    """Yield the organisations of the list that begins at a position, up to the first gap that is none between items."""
    gap = LEAD
    for place in range(bisect_left(mentions, position, key=lambda mention: mention.start), len(mentions)):
        mention = mentions[place]
        between = text[position : mention.start]
        if len(between) > _FURTHEST or not gap.fullmatch(between):
            return
        if not DOUBT_BEHIND.match(text, mention.end):
            yield mention
        position, gap = mention.end, between_items


def _before_participle(text: str, begin: int, stop: int, mentions: Sequence[Mention]) -> Iterator[FoundRole]:
    """Yield the roles of `vom RVR geleitet`: a preposition, names, and a participle in the same clause."""
    for match in PARTICIPLE.finditer(text, begin, stop):
        group: list[Mention] = []
        end = match.start()
        for place in range(bisect_left(mentions, end, key=lambda mention: mention.end) - 1, -1, -1):
            mention = mentions[place]
            if not (BETWEEN if group else _TO_PARTICIPLE).fullmatch(text, mention.end, end):
                break
            group.append(mention)
            end = mention.start
        before = text[max(0, end - _WIDEST) : end]
        if group and _BY_BEFORE.search(before) and not DOUBT_BEFORE.search(before):
            for mention in reversed(group):
                yield FoundRole(mention, str(match.lastgroup), *match.span())
