"""The mark-up in table cells: HTML lists and paragraphs, Markdown bold, bullets.

In: a cell's passage. Out: its blocks (list items and paragraphs) as passages, and any passage's plain text.
"""

import html
import re
from dataclasses import dataclass
from typing import Literal

from ruhrgraph.loaders.document import Passage, ReadValue

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_OPENING = re.compile(rf"(?:\s|{_TAG.pattern})*+")
_INLINE = re.compile(r"</?(?:b|i|u|em|strong|span|a|sub|sup)\b[^<>]*>", re.IGNORECASE)
_SUBSCRIPT = re.compile(r"\s*<su[bp]>(.{0,200}?)</su[bp]>", re.DOTALL)
_ITEM = re.compile(r"<li\b[^<>]*>(.*?)(?:</li>|(?=<li\b)|(?=</[ou]l>)|$)", re.DOTALL | re.IGNORECASE)
_MARKDOWN_ITEM = re.compile(r"(?:^|(?<=>))[ \t]*[-*•–][ \t]+(.*?)(?=<(?:br|p|/p)\b|$)", re.MULTILINE)
_BREAK = re.compile(r"</?(?:p|ol|ul|div|br)\b[^<>]*>|\n\s*\n", re.IGNORECASE)
_MARKER = re.compile(r"^\s*(?:(?:[•·▪●\-–*]|\d{1,2}[.)]|[a-zA-Z]\))\s+)+")
_ENUMERATOR = re.compile(
    r"^(?:(?:Phase|Block|Schritt|Stufe|Baustein|Modul|Maßnahme|Teil)\s+(?:[IVX]+|\d+|[A-Z])\b|\d{1,2}[.)]\s|[A-Za-z]\)\s)",
)
_INLINE_LETTER = re.compile(r"(?:(?<=^)|(?<=\s))([A-Za-z])\)\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A list item or a paragraph of a cell."""

    kind: Literal["item", "paragraph"]
    passage: Passage


def plain(text: str) -> str:
    """Return a text without tags, Markdown bold and entities, and with single spaces."""
    text = _SUBSCRIPT.sub(lambda found: found[1].strip(), text)
    text = _TAG.sub(" ", _INLINE.sub("", text))
    return " ".join(html.unescape(text).replace("**", "").split())


def has_tags(passage: Passage) -> bool:
    """Return whether a passage holds HTML."""
    return bool(_TAG.search(passage.text))


def read_plain(passage: Passage) -> ReadValue[str]:
    """Return a passage's plain text as a value; its span does not cover tags at the ends."""
    inner = trim(passage)
    return ReadValue(plain(inner.text), (inner.span,))


def trim(passage: Passage) -> Passage:
    """Return a passage without white space and whole tags at its ends."""
    text = passage.text
    opening = _OPENING.match(text)
    start, end = opening.end() if opening else 0, len(text.rstrip())
    while text.endswith(">", start, end):
        tag = text.rfind("<", start, end)
        if tag < 0 or ">" in text[tag : end - 1]:
            break
        end = tag
        while end > start and text[end - 1].isspace():
            end -= 1
    return passage.cut(start, max(start, end))


def blocks(cell: Passage) -> list[Block]:
    """Return the blocks of a cell in order: `<li>` and Markdown list items, and the paragraphs around them."""
    found: list[Block] = []
    last = 0
    pattern = _ITEM if re.search(r"<li\b", cell.text, re.IGNORECASE) else _MARKDOWN_ITEM
    for match in pattern.finditer(cell.text):
        found += _paragraphs(cell.cut(last, match.start()))
        item = cell.cut(*match.span(1))
        if plain(item.text):
            found.append(Block("item", item))
        last = match.end()
    return found + _paragraphs(cell.cut(last))


def _paragraphs(passage: Passage) -> list[Block]:
    parts = (trim(part) for part in passage.split(_BREAK))
    return [Block("paragraph", part) for part in parts if plain(part.text)]


def is_enumerated(passage: Passage) -> bool:
    """Return whether a paragraph begins with an enumerator (`Phase I`, `2.`, `<b>Schritt 1:</b>`)."""
    return bool(_ENUMERATOR.match(plain(passage.text)))


def without_marker(passage: Passage) -> Passage:
    """Return a list item without its bullet, number or letter (`• `, `3. `, `a) `)."""
    inner = trim(passage)
    marker = _MARKER.match(inner.text)
    return trim(inner.cut(marker.end())) if marker else inner


def inline_items(passage: Passage) -> list[Passage]:
    """Return the parts of an enumeration inside a paragraph (`A) … B) …`), none if there is no enumeration."""
    starts = list(_INLINE_LETTER.finditer(passage.text))
    letters = [match[1].casefold() for match in starts]
    if len(starts) < len("ab") or letters != [chr(ord("a") + index) for index in range(len(letters))]:
        return []
    ends = [*(match.start() for match in starts[1:]), len(passage.text)]
    return [passage.cut(match.end(), end).strip() for match, end in zip(starts, ends, strict=True)]
