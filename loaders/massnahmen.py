"""The measures of a Projekt, in the cell of its row `Maßnahmen`.

Measures are the list items where there is a list; else the numbered paragraphs, or the parts of an enumeration in
prose; else each paragraph. A list that only completes the sentence before it is one measure with it. A paragraph beside
a list is a measure too if it is a phrase without a verb (`Öffentlichkeitsarbeit für das Büro`).

In: the cell's passage. Out: the measures in order, and the texts around them.
"""

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue
from ruhrgraph.loaders.grammar.dates import find_date
from ruhrgraph.loaders.grammar.foreign_parts import Kind, find_foreign_part
from ruhrgraph.loaders.grammar.lists import Block, blocks, inline_items
from ruhrgraph.loaders.grammar.markup import is_enumerated, plain, plain_with_head, trim, without_marker
from ruhrgraph.loaders.grammar.quantities import find_quantities
from ruhrgraph.loaders.records import Datum, Massnahme

_TAG = 20
"""How many characters before and behind a paragraph can hold its tag."""
_ALL_BOLD = re.compile(r"\*\*[^*]{1,200}\*\*")
_BREAKS = re.compile(r"\n|<(?:br|p|ul|ol|li|div)\b", re.IGNORECASE)
_AND_SO_ON = re.compile(
    r"(?:etc|usw|u\.\s?a|uvm|u\.\s?v\.\s?[am]|u\.\s?v\.\s?a\.\s?m|u\.\s?ä|und\s+(?:vieles|anderes|andere|weitere|weiteres)(?:\s+mehr)?|und|sowie|oder)?[\s.…–-]*",
    re.IGNORECASE,
)
# A sentence about the items: `Besonders wichtig ist hierbei …`, `Zu den Partnern gehören …`.
_REMARK = re.compile(
    r"(?:\w+\s+){0,3}(?:ist|sind|wird|werden)\s+(?:hierbei|dabei|hierfür)\b|Zu\s+(?:den|diesen)\s+(?:\w+\s+){1,4}(?:gehören|zählen)\b"
)
_UNFINISHED = re.compile(
    r",(?:\s+(?:(?:in|mit|für|auf|an|durch|bei|von|zu|über|aus|unter)\s+)?(?:die|der|das|dem|den|denen|deren|dessen|welche[rnms]?|"
    r"was|wie|wo|ob|dass|damit|indem|um|wenn|weil|womit|wodurch)(?:\s+\w{1,30}){0,2})?\s*$"
)
_QUESTION_CLAUSE = re.compile(
    r"(?:ob\s+und\s+)?(?:was|wie|welche[rnms]?|ob|wo|wann|warum|wer|wem|wodurch|womit|inwieweit)\b"
)
_EXPLAINED = re.compile(r"(?:\bd\.\s?h\.|\bdas\s+heißt|\bund\s+zwar|\bnämlich|:)\s*[,:]?\s*$")
_MOST_EXPLANATIONS = 12
_LAST_BUT_ONE = re.compile(r"\b(?:und|sowie|oder)\s*$")
_OF_NO_MEASURES = re.compile(
    r"(?:bereiche|gruppen|partner|partnerinnen\s+und\s+partner|standorte|branchen|städte|kommunen|akteure|mitglieder|"
    r"ansprechpersonen|ziele)\s*(?:sind|gehören|betroffen|angesprochen|beteiligt)?\s*:\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:wird|werden|wurden?|würden?|ist|sind|war|waren|sein|soll|sollen|sollten?|kann|können|könnten?|muss|müssen|hat|haben|"
    r"steht|stehen|findet|finden|bietet|bieten|dient|dienen|erfolgt|erfolgen|umfasst|umfassen|gehört|gehören|zielt|zielen|"
    r"beginnt|beginnen|ermöglicht|ermöglichen|unterstützt|bildet|bilden|liegt|liegen|gibt|geben|besteht|bestehen|macht|machen|"
    r"erhält|erhalten|sorgt|sorgen|trägt|tragen|führt|führen|entsteht|entstehen|folgt|folgen|gliedert|stellt|stellen|fließen|"
    r"wählt|prüft|berät|lernt|hilft|bringt|schafft|will|wollen|gilt|gelten|kommt|kommen|nimmt|nehmen|übernimmt|entscheidet)\b"
)
_ACTION = re.compile(
    r"(?!(?:Die|Der|Das|Diese[rs]?|Eine?|Alle|Jede[rs]?|Keine|Unsere|Ihre|Seine)\b)"
    r"(?:[A-ZÄÖÜ0-9][\wäöüß-]{1,40}(?:e|er|es|en)\s+){0,2}(?=[A-ZÄÖÜ])[\wäöüß-]{0,60}(?:ung|ion|(?i:arbeit|konferenz|bau|aufruf|ankauf|verkauf|"
    r"wettbewerb|kampagne|betrieb|workshop|seminar|symposium|messe|training|fachtag|auftakt|konzert|kongress|gipfel|festival|studie|börse|camp))s?\b(?=[\s,.(]|$)"
)
_SENTENCE_END = re.compile(r"(?<!\b\w)(?<!\bbzw)(?<!\bggf)(?<!\binkl)[.!?][“”\")]?(?:\s+(?=[A-ZÄÖÜ„])|\s*$)")
_QUOTED = re.compile(r"[„“\"][^„“”\"]{1,200}[“”\"]")
_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d{2}(?![\d-]|\.\d)")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_YEAR_DIGITS = re.compile(r"\d{2}")
_BARE_YEAR = re.compile(r"^((?:19|20)\d{2})(?=:?\s+[A-ZÄÖÜ])|(?<=\()((?:19|20)\d{2})(?=\)\W*$)")
_FROM = re.compile(r"\b(?:ab|seit|von|zwischen|nach|vor|ursprünglich|statt)\s*$", re.IGNORECASE)
_FROM_INSIDE = re.compile(r"^(?:ab|seit|von|nach|vor)\b", re.IGNORECASE)
_SECOND_DASH = re.compile(r"^([-–—])\s[^\n]{1,300}?\s\1\s")
_IN_MEASURES: frozenset[Kind] = frozenset({"label", "date", "time", "year", "weekday", "postponement", "hedge"})
"""What a measure may say; a bracket without its partner shows that it was cut in the wrong place."""
_MOVED: frozenset[Kind] = _IN_MEASURES - {"postponement"} | {"bracket"}


@dataclass(frozen=True, slots=True)
class FoundMeasures:
    """The measures of a cell, each with the passages that make it up, and the texts around them."""

    items: tuple[tuple[Passage, ...], ...]
    around: tuple[Passage, ...]


def read_measures(cell: Passage, log: ReadingLog) -> tuple[tuple[Massnahme, ...], ReadValue[str] | None]:
    """Return a cell's measures in order, and the text around them.

    Args:
        cell: The cell of the row `Maßnahmen`.
        log: Takes a warning where the end of a measure is not clear.

    """
    found = find_measures(cell, log)
    for parts in found.items:
        _note_doubts(parts, log)
    if len(found.items) == 1 and _SECOND_DASH.match(cell.text.strip()):
        message = f"„{plain(cell.text)[:80]}“ may be several measures; begin a line with each"
        log.add_issue("warning", "value-not-understood", trim(cell).start, message)
    return tuple(_measure(number, parts) for number, parts in enumerate(found.items, 1)), _texts(found.around)


def _note_doubts(parts: tuple[Passage, ...], log: ReadingLog) -> None:
    """Report a measure with a bracket that lacks its partner, and one whose date was moved."""
    text = _text(parts)
    whole = Passage(text, 0)
    message = ""
    if part := find_foreign_part(whole, _IN_MEASURES):
        message = f"„{part.passage.text}“ in the measure „{text[:80]}“ has no partner; is the measure cut or joined?"
    elif len(_ANY_YEAR.findall(text)) > 1 and (part := find_foreign_part(whole, _MOVED)):
        message = f"„{part.passage.text}“ in the measure „{text[:80]}“ leaves its date open; none is read"
    if message:
        log.add_issue("warning", "value-not-understood", parts[0].start, message)


def _measure(number: int, parts: tuple[Passage, ...]) -> Massnahme:
    spans = tuple(part.span for part in parts)
    quantities = tuple(quantity for part in parts for quantity in find_quantities(part))
    date = _date(parts[0]) if len(parts) == 1 else None
    return Massnahme(ReadValue(number, spans[:1]), ReadValue(_text(parts), spans), date, quantities)


def _text(parts: tuple[Passage, ...]) -> str:
    """Return the text of a measure; items that are nested in it follow behind a semicolon, if they have no sign."""
    text = plain_with_head(parts[0].text)
    for number, part in enumerate(parts[1:], 1):
        parted = number == 1 or text.endswith((",", ";", ":", ".", " und", " oder", " sowie", "d.h.", "d. h."))
        text += (" " if parted else "; ") + plain(part.text)
    return text


def _texts(parts: tuple[Passage, ...]) -> ReadValue[str] | None:
    if not parts:
        return None
    return ReadValue(" ".join(plain(part.text) for part in parts), tuple(trim(part).span for part in parts))


def find_measures(cell: Passage, log: ReadingLog) -> FoundMeasures:
    """Return what the measures of a cell are made of, and the passages around them."""
    inner = trim(cell)
    if not _BREAKS.search(inner.text) and (parts := inline_items(inner)):
        return _enumerated(inner, parts)
    found = blocks(cell)
    if not any(block.kind == "item" for block in found):
        return _paragraphs(_with_heads([block.passage for block in found], cell))
    merged = _without_unfinished_lists(_with_explanations(found, log))
    if not any(_is_measure(block) for block in merged):
        if all(len(block.passages) > 1 or block.kind == "item" for block in merged):
            message = f"„{plain(inner.text)[:80]}“ lists what is no measure; kept as one, say what is to be done"
            log.add_issue("warning", "value-not-understood", inner.start, message)
        return FoundMeasures(tuple(_bare(block) for block in merged), ())
    items = tuple(_bare(block) for block in merged if _is_measure(block))
    return FoundMeasures(items, tuple(part for block in merged if not _is_measure(block) for part in _around(block)))


def _bare(block: Block) -> tuple[Passage, ...]:
    return tuple(without_marker(part) for part in block.passages)


def _around(block: Block) -> tuple[Passage, ...]:
    return _bare(block) if block.kind == "item" else block.passages


def _with_heads(paragraphs: list[Passage], cell: Passage) -> list[Passage]:
    """Return paragraphs in which one all in bold letters is one with those below it, up to the next."""
    result: list[Passage] = []
    after_head = False
    for part in paragraphs:
        start, end = part.start - cell.start, part.end - cell.start
        before, behind = cell.text[max(0, start - _TAG) : start].rstrip(), cell.text[end : end + _TAG].lstrip()
        tags = before.endswith(("<b>", "<strong>")) and behind.startswith(("</b>", "</strong>"))
        is_head = tags or bool(_ALL_BOLD.fullmatch(part.text))
        if after_head and not is_head:
            result[-1] = cell.cut(result[-1].start - cell.start, part.end - cell.start)
        else:
            result.append(part)
        after_head = after_head or is_head
    return result


def _enumerated(paragraph: Passage, parts: list[Passage]) -> FoundMeasures:
    lead = paragraph.cut(0, max(0, parts[0].start - paragraph.start)).strip()
    lead = lead.cut(0, lead.text.rfind(" ") + 1 if " " in lead.text else 0).strip()
    return FoundMeasures(tuple((part,) for part in parts), (lead,) if lead.text else ())


def _paragraphs(paragraphs: list[Passage]) -> FoundMeasures:
    """Return the measures of a cell without a list."""
    if len(paragraphs) == 1 and (parts := inline_items(paragraphs[0])):
        return _enumerated(paragraphs[0], parts)
    numbered = [part for part in paragraphs if is_enumerated(part)]
    if numbered:
        items = tuple((without_marker(part),) for part in numbered)
        return FoundMeasures(items, tuple(part for part in paragraphs if part not in numbered))
    return FoundMeasures(tuple((part,) for part in paragraphs), ())


def _with_explanations(found: list[Block], log: ReadingLog) -> list[Block]:
    """Return blocks in which an item that ends in `d.h.` or a colon holds the items that explain it.

    They go on to the one behind `und`. If no item says so, only the next one is taken, with a warning.
    """
    result: list[Block] = []
    index = 0
    while index < len(found):
        block = found[index]
        index += 1
        rest = list(takewhile(lambda other: other.kind == "item", found[index : index + _MOST_EXPLANATIONS]))
        if block.kind == "item" and rest and _EXPLAINED.search(plain(block.passages[-1].text)[-20:]):
            ends = [number for number, item in enumerate(rest) if _LAST_BUT_ONE.search(plain(item.passage.text))]
            count = min(ends[0] + 2, len(rest)) if ends else 1
            if not ends and len(rest) > 1:
                message = f"„{plain(block.passage.text)[-40:]}“ is explained by items of which the last is not clear"
                log.add_issue("warning", "value-not-understood", block.passage.start, f"{message}; nest them in it")
            block = replace(block, passages=(*_bare(block), *(part for item in rest[:count] for part in _bare(item))))
            index += count
        result.append(block)
    return result


def _without_unfinished_lists(found: list[Block]) -> list[Block]:
    """Return blocks in which a list is one with the paragraph before it: its main clause, or no measures."""
    result: list[Block] = []
    index = 0
    while index < len(found):
        block = found[index]
        index += 1
        items = []
        while block.kind == "paragraph" and index < len(found) and found[index].kind == "item":
            items.append(found[index])
            index += 1
        parts = tuple(part for item in items for part in _bare(item))
        lead = plain(block.passages[-1].text)
        clauses = all(_QUESTION_CLAUSE.match(plain(part.text)) for part in parts)
        if items and (_UNFINISHED.search(lead) or clauses):
            result.append(Block("item", (*block.passages, *parts)))
        elif items and _OF_NO_MEASURES.search(lead):
            result.append(replace(block, passages=(*block.passages, *parts)))
        else:
            result += [block, *items]
    return result


def _is_measure(block: Block) -> bool:
    text = plain(block.passage.text)
    if block.kind == "item":
        bare = plain(without_marker(block.passage).text)
        return not _AND_SO_ON.fullmatch(bare) and not _REMARK.match(bare)
    return len(block.passages) == 1 and _is_phrase(text)


def _is_phrase(text: str) -> bool:
    """Return whether a paragraph is a phrase without a verb in its main clause, such as an item of a list is."""
    main = text.partition(",")[0]
    if text.endswith((":", ",")) or ":" in main or is_enumerated(Passage(text, 0)) or _VERB.search(main):
        return False
    sentences = len(_SENTENCE_END.findall(text))
    if sentences > 1 or not main[:1].isupper():
        return False
    return bool(_ACTION.match(main))


def _date(passage: Passage) -> ReadValue[Datum] | None:
    """Return the date of a measure: the only one in its one sentence, which is no beginning (`ab 2020`)."""
    text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), passage.text)
    if not _YEAR_DIGITS.search(text) or len(_SENTENCE_END.findall(text)) > 1:
        return None
    same = Passage(text, passage.start)
    bare = _BARE_YEAR.search(text)
    found = find_date(Passage(f"in {bare[0]}", 0)) if bare else find_date(same)
    if found is None or found.datum is None:
        return None
    start, end = bare.span() if bare else (found.passage.start - passage.start, found.passage.end - passage.start)
    if _FROM.search(text[:start]) or _FROM_INSIDE.match(text[start:end]):
        return None
    rest = same.cut(0, start), same.cut(end)
    if any(find_date(part) or _YEAR.search(part.text) for part in rest):
        return None
    return ReadValue(found.datum, (passage.cut(start, end).span,))
