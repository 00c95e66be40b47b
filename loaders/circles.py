"""The circle of participants of a Themenforum: its text, and the groups that it lists.

A numbered or bulleted list has its items. Else each sentence without a verb is a list of what stands between commas and
semicolons, outside of brackets and quotation marks. What depends on an earlier item stays with it, so `Experten aus
Justiz, Zoll und Kommunen` is one group. Sentences with a verb give no items, and one item alone is no list.

In: a circle's lines. Out: the text, and the groups.
"""

import re
from collections.abc import Iterator

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue
from ruhrgraph.loaders.grammar.foreign_parts import Kind, find_foreign_part
from ruhrgraph.loaders.records import Teilnehmergruppe
from ruhrgraph.loaders.sections import paragraphs_of
from ruhrgraph.ontology.names import find_authority

_NUMBERED = re.compile(r"^\s*+(?P<number>\d{1,2})[.)]\s+(?=\S)")
_INNER_NUMBER = re.compile(r"(?<=\w[\s.;,])\s{0,3}\d{1,2}[.)]\s(?=[A-ZÄÖÜ\x01])")
_BULLET = re.compile(r"^\s*+(?:[•·▪●*–-]|[a-z]\))\s+(?=\S)")
_MARKED = re.compile(r"^\s*+[Zz]u\s+\d{1,2}\)?[.:]?\s+(?=\S)")
_LEAD_WORDS = r"(?:Darunter|Unter\s+anderem|U\.\s?a\.|Insbesondere|Beispielsweise)\b"
_LEAD_IN = re.compile(rf"^(?:[^:,;.()]{{0,60}}:\s+|{_LEAD_WORDS}\s+)(?=\S)")
_OWN_LINE = re.compile(rf"^\s*+(?:[Zz]u\s+\d|{_LEAD_WORDS})")
_CLOSING = re.compile(
    r"(?:[\s,;]{1,3}(?:etc\.?|usw\.?|u\.\s?[aÄä]\.(?:\s?m\.)?|u\.\s?v\.\s?m\.|und\s(?:andere|weitere)))?"
    r"\s{0,3}(?:(?<!\b\w)\.{1,3})?\s{0,3}$"
)
_VERB = re.compile(
    r"\b(?:ist|sind|wird|werden|wurden?|soll(?:en)?|sollten|kann|können|haben|hat|nimmt|nehmen|kommt|kommen|gehören|gehört|"
    r"umfasst|richtet|richten|entwickeln|engagiert|stehen|steht|laden|lädt|bringen|bringt|arbeiten|arbeitet|beträgt|betragen|"
    r"bleibt|bleiben|gibt|geht|gehen|macht|machen|findet|finden|trifft|treffen|liegt|liegen|erfolgt|wirkt|wirken)\b"
    r"|^(?:Das|Es|Wir|Sie|Dies|Diese|Bei|Im|In|Dazu|Zusätzlich|Ferner|Außerdem|Hier|Dabei|Darüber|Zudem|Zu\s+den)\s"
)
_SENTENCE_END = re.compile(
    r"(?<!\b\w)(?<!bzw|ggf|etc|usw|sog|vgl)(?<!evtl|inkl|insb)(?<!Mio|Mrd)(?<!\bca|\bDr|\bSt|\bNr)[.!?](?=\s+[A-ZÄÖÜ„])"
)
_PAIRS = {"(": ")", "[": "]", "„": '“”"', "»": "«"}
_HIDDEN = "\x01"
_DEPENDS = re.compile(
    r"(?:des|der|dem|den|aus|von|vom|für|mit|im|in|bei|an|am|zum|zur|die|das|darunter|insbesondere|sowohl|wie|etwa|"
    r"z\.\s?B\.|u\.\s?a\.|unter\s+anderem|also|d\.\s?h\.|einschließlich|inklusive)\s|-"
)
_PEOPLE = (
    r"(?:(?:Expert|Vertret|Akteur|Mitglied|Mitarbeit|Beschäftigt|Fachleut|Fachkräft|Person|Einladung|Verantwortlich|Delegiert|"
    r"Interessiert|Spezialist|Entscheid|Gäst|Menschen|Repräsentant|Beteiligt|Kreis)\w{0,14}|Expertenkreis)"
)
_ANY_PEOPLE = re.compile(rf"\b{_PEOPLE}\b")
_NEW_HEAD = re.compile(
    rf"(?:(?:weitere|andere|lokale|regionale|externe|ausgewählte|interessierte)\s+)?{_PEOPLE}(?:\s+und\s+{_PEOPLE})?\b"
)
_FROM = re.compile(r"\b(?:aus|von|vom|an)\b")
_AND = re.compile(r"(?<!-)\s(?:und|sowie)\b")
_GOVERNS = re.compile(r"\b(?:der|des|von|vom|aus|für|an|mit|zur|zum|in|im|wie)\b")
_SEMICOLON, _COMMA = re.compile(";"), re.compile(r"(?<!\d),|,(?!\d)")
_AS_WELL_AS, _LAST = re.compile(r"\s+sowie\s+"), re.compile(r"\s+(?:und|&)\s+(?:auch\s+)?")
_CASE = re.compile(r"(?:des|der|dem|den)\s|-")
_IN_TOWNS = re.compile(r"(?:BR|Bezirksregierung(?:en)?|IHKs?|HWKs?|Stadt|Städten?|Kreise?n?)\s")
_STEM, _SHORT_LINE = 4, 60


def read_circle(lines: list[Passage], log: ReadingLog) -> tuple[Passage | None, tuple[Teilnehmergruppe, ...]]:
    """Return the circle of participants: its whole text, and the groups that it lists."""
    text = log.document.passage
    filled = [line for line in lines if line.text.strip()]
    if not filled:
        return None, ()
    circle = text.cut(filled[0].start, filled[-1].end).strip()
    log.mark_understood(circle)
    numbers = [int(match["number"]) for line in filled if (match := _NUMBERED.match(line.text))]
    run_together = any(_INNER_NUMBER.search(_visible(line.text), 1) for line in filled if _NUMBERED.match(line.text))
    if len(numbers) > 1 and (run_together or numbers != list(range(1, len(numbers) + 1))):
        message = f"the list of participants is numbered {', '.join(map(str, numbers))}; its groups are not read"
        log.add_issue("warning", "value-not-understood", circle.start, message)
        return circle, ()
    listed, parts = _listed(filled), list(_parts(lines, text))
    broken = next(filter(None, (find_foreign_part(part, _ALL_BUT_BRACKETS) for part in listed or parts)), None)
    if broken:
        message = f"„{broken.passage.text}“ has no partner in a circle of participants; its groups are not read"
        log.add_issue("warning", "value-not-understood", broken.passage.start, message)
        return circle, ()
    items = listed or [item for part in parts for sentence in _sentences(part) for item in _items(sentence)]
    if len(items) <= 1:
        return circle, ()
    return circle, tuple(
        Teilnehmergruppe(ReadValue(number, (item.span,)), item.read()) for number, item in enumerate(items, 1)
    )


_ALL_BUT_BRACKETS: frozenset[Kind] = frozenset(("label", "date", "time", "year", "weekday", "postponement", "hedge"))


def _listed(lines: list[Passage]) -> list[Passage]:
    """Return the items of a numbered or bulleted list."""
    for mark in (_NUMBERED, _BULLET):
        items = [line.cut(match.end()).strip() for line in lines if (match := mark.match(line.text))]
        if len(items) > 1:
            return items
    return []


def _parts(lines: list[Passage], text: Passage) -> Iterator[Passage]:
    """Yield the paragraphs; lines that are marked (`Zu 1)`), or short without commas, stand for themselves."""
    for paragraph in paragraphs_of(lines, text):
        each = [line.strip() for line in paragraph.lines()]
        short = all(len(line.text) <= _SHORT_LINE and line.text[:1].isupper() and "," not in line.text for line in each)
        if any(_OWN_LINE.match(line.text) for line in each) or (short and len(each) > 1):
            for line in each:
                match = _MARKED.match(line.text)
                yield line.cut(match.end()) if match else line
        else:
            yield paragraph


def _visible(text: str) -> str:
    """Return a text in which all inside of brackets and quotation marks is hidden; its length stays."""
    if _PAIRS.keys().isdisjoint(text):
        return text
    waiting: list[str] = []
    seen: list[str] = []
    for character in text:
        if waiting and character in waiting[-1]:
            waiting.pop()
            seen.append(_HIDDEN)
        elif character in _PAIRS:
            waiting.append(_PAIRS[character])
            seen.append(_HIDDEN)
        else:
            seen.append(_HIDDEN if waiting else character)
    return "".join(seen)


def _sentences(part: Passage) -> Iterator[Passage]:
    """Yield the sentences without a verb, without what introduces their list and closes it."""
    for sentence in _split(part, _SENTENCE_END):
        if _VERB.search(_visible(sentence.text)):
            continue
        lead = _LEAD_IN.match(sentence.text)
        listed = sentence.cut(lead.end()) if lead else sentence
        closing = _CLOSING.search(listed.text)
        yield listed.cut(0, closing.start()) if closing else listed


def _split(passage: Passage, separator: re.Pattern[str]) -> list[Passage]:
    """Return the parts between separators that stand outside of brackets and quotation marks, none of them empty."""
    ends = [match.span() for match in separator.finditer(_visible(passage.text))]
    bounds = zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(passage.text)], strict=True)
    return [part for start, end in bounds if (part := passage.cut(start, end).strip()).text]


Group = tuple[Passage, Passage]
"""The first and the last piece of a group."""


def _items(sentence: Passage) -> list[Passage]:
    """Return the groups in a sentence without a verb; none if one of them names nothing."""
    joined: list[Group] = []
    for part in _split(sentence, _SEMICOLON):
        groups = _groups(part)
        if not groups:
            return []
        if joined and _DEPENDS.match(groups[0][0].text):
            groups = [(joined.pop()[0], groups[-1][1])]
        for first, last in groups:
            if joined and _is_town_of(joined[-1], first):
                joined[-1] = joined[-1][0], last
            else:
                joined.append((first, last))
    items = [sentence.cut(first.start - sentence.start, last.end - sentence.start) for first, last in joined]
    names = all(any(map(str.isupper, item.text)) and ":" not in _visible(item.text) for item in items)
    return items if names else []


def _is_town_of(before: Group, item: Passage) -> bool:
    """Return whether an item is a town in a row of them (`BR Düsseldorf, Münster`)."""
    if not _IN_TOWNS.match(before[0].text) or not find_authority("gemeinde", item.text):
        return False
    return find_authority("gemeinde", before[1].text.split()[-1]) is not None


def _groups(part: Passage) -> list[Group]:
    """Return the groups between commas; what depends on the one before stays with it.

    `Experten aus Justiz, Zoll und Polizei, Kommunen` leaves open whether the last group depends, so there are none.
    """
    pieces = _split(part, _COMMA)
    found: list[Group] = []
    is_open = is_closed = False
    for number, piece in enumerate(pieces):
        depends = _DEPENDS.match(piece.text) is not None
        broken = bool(found) and found[-1][1].text.endswith("-")
        if found and (depends or broken or (is_open and not _NEW_HEAD.match(piece.text))):
            if is_closed and not (depends or broken):
                return []
            found[-1] = found[-1][0], piece
            is_open = is_open or depends
            is_closed = is_open and _AND.search(_visible(piece.text)) is not None
            continue
        last = len(pieces) > 1 and number == len(pieces) - 1
        found += [(each, each) for each in _at_conjunctions(piece, first=number == 0, last=last)]
        is_open, is_closed = _is_open(found[-1][1].text), False
    return found


def _is_open(text: str) -> bool:
    """Return whether a list that depends on people goes on behind a text (`Experten aus Justiz`, …)."""
    text = _visible(text)
    people = _ANY_PEOPLE.search(text)
    origin = _FROM.search(text, people.end()) if people else None
    return origin is not None and not _AND.search(text, origin.end())


def _at_conjunctions(piece: Passage, *, first: bool, last: bool) -> list[Passage]:
    """Return the groups that `sowie` and, in the last piece of a list, `und` join."""
    for separator in (_AS_WELL_AS, _LAST) if last else (_AS_WELL_AS,):
        matches = list(separator.finditer(_visible(piece.text)))
        if not matches:
            continue
        left, right = piece.cut(0, matches[-1].start()).strip(), piece.cut(matches[-1].end()).strip()
        if _are_two(left.text, right.text, first=first):
            return [left, right]
    return [piece]


def _are_two(left: str, right: str, *, first: bool) -> bool:
    """Return whether what stands around a conjunction is two groups, and not a pair of words or one name."""
    if not left or not right:
        return False
    before, after = left.rsplit(maxsplit=1)[-1], right.split(maxsplit=1)[0]
    shared = left[0].islower() or (first and not _NEW_HEAD.match(right))
    adjectives = len(left.split()) == 1 and right[0].islower() and shared
    same_word = before[:_STEM] == after[:_STEM] and before[0].isupper()
    return not (
        adjectives or same_word or before.endswith("-") or _GOVERNS.search(_visible(left)) or _CASE.match(right)
    )
