"""The lists and paragraphs of a cell: HTML lists, Markdown lists, lines with bullets, and enumerations in prose.

In: a cell's passage. Out: its blocks in order. What is nested in an item is a part of it.
"""

import re
from dataclasses import dataclass
from typing import Literal

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.markup import BULLETS, MARKER, plain, trim

_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>ul|ol|li|p|div|br|table|tbody|tr|td)\b[^<>]*>|(?P<blank>\n[ \t]*\n\s*)|"
    r"(?:^|(?<=>)(?:(?<=<br>)|(?<=<br/>)|(?<=<br />)|(?<=<p>)))(?P<indent>[ \t]*)"
    rf"{MARKER}[ \t]+(?!\d)",
    re.MULTILINE | re.IGNORECASE,
)
_LISTS = frozenset({"ul", "ol"})
_LETTER = re.compile(r"(?<!\S)\(?([A-Za-z])\)\s+")
_NUMBER = re.compile(
    r"(?<!\S)(?:\((\d)\)|(\d)(?:\.\)|[.)]))\s+(?!(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
    r"Dezember|Quartal|Halbjahr|Jahr|Liga|Klasse|Phase|bis|und|oder|Stufe|Semester|Platz)\w{0,3}\b)(?=[„\"A-ZÄÖÜ])"
)
_ROMAN_NUMBER = re.compile(r"(?:(?<=^)|(?<=\s))\(?(i{1,3}|iv|vi{0,3}|I{1,3}|IV|VI{0,3})\)\s+")
_ORDINAL_WORD = re.compile(r"\b(erstens|zweitens|drittens|viertens|fünftens|sechstens)\b[,:]?\s+", re.IGNORECASE)
_ORDINAL_WORDS = ("erstens", "zweitens", "drittens", "viertens", "fünftens", "sechstens")
_BULLET = re.compile(
    rf"(?:^|(?<=\s))[{BULLETS.replace('–', '').replace('—', '').replace('·', '').replace('→', '')}]\s+"
)
_STEP = re.compile(r"\b(?:Phase|Schritt|Block|Modul|Baustein|Stufe)\s+(?:(\d)|(I{1,3}|IV|V)):\s")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_CONJUNCTION = re.compile(r"[,;]?\s*\b(?:und|sowie)\s*$|[,;]\s*$")
_NESTED_INDENT = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A list item or a paragraph of a cell: its passages are its own text and that of what is nested in it."""

    kind: Literal["item", "paragraph"]
    passages: tuple[Passage, ...]

    @property
    def passage(self) -> Passage:
        """The passage that the block begins with."""
        return self.passages[0]


class _Reader:
    """Goes through a cell from token to token, and collects blocks."""

    def __init__(self, cell: Passage) -> None:
        self.cell = cell
        self.blocks: list[tuple[Literal["item", "paragraph"], list[Passage]]] = []
        self.depth = 0
        """How many lists are open."""
        self.in_item = False
        self.begins = False
        """Whether the next text begins a new item."""
        self.indent: int | None = None
        """How far the items of a list in Markdown are indented; None outside such a list."""

    def add(self, start: int, end: int) -> None:
        """Take the text between two tokens as an item, as a part of the one before, or as a paragraph."""
        if not self.cell.text[start:end].strip():
            return
        part = trim(self.cell.cut(start, end))
        if not plain(part.text).strip(f"*-{BULLETS} "):
            return
        if self.begins:
            self.blocks.append(("item", [part]))
        elif self.in_item and self.blocks and self.blocks[-1][0] == "item":
            self.blocks[-1][1].append(part)
        else:
            self.blocks.append(("paragraph", [part]))
        self.begins = False

    def take(self, token: re.Match[str]) -> None:
        """Change the state as a token says."""
        if token["tag"]:
            self._take_tag(token["tag"].casefold(), is_end=bool(token["end"]))
        elif token["blank"] is not None:
            self._take_blank(token["blank"])
        elif not self.depth:
            self._take_marker(len(token["indent"].expandtabs(4)))

    def _take_tag(self, tag: str, *, is_end: bool) -> None:
        if tag in _LISTS:
            self.depth = max(0, self.depth - 1) if is_end else self.depth + 1
            self.in_item = self.depth > 1 or (self.in_item and not is_end) or (self.in_item and self.depth > 0)
        elif tag == "li":
            nested = self.depth > 1
            self.begins = not is_end and not nested
            self.in_item = nested or not is_end
        elif tag != "br" and not self.in_item:
            self.depth = 0
        elif tag == "br" and not self.depth:
            self.in_item = False
        if not self.depth and tag != "li":
            self.indent = None

    def _take_blank(self, blank: str) -> None:
        indented = blank.rpartition("\n")[2]
        if not self.depth and not indented:
            self.in_item = False

    def _take_marker(self, indent: int) -> None:
        nested = self.indent is not None and self.in_item and indent >= self.indent + _NESTED_INDENT
        if not nested:
            self.indent = indent
        self.begins, self.in_item = not nested, True


def blocks(cell: Passage) -> list[Block]:
    """Return the blocks of a cell in order: list items with what is nested in them, and the paragraphs around them."""
    reader = _Reader(cell)
    last = 0
    for token in _TOKEN.finditer(cell.text):
        reader.add(last, token.start())
        reader.take(token)
        last = token.end()
    reader.add(last, len(cell.text))
    return [Block(kind, tuple(passages)) for kind, passages in reader.blocks]


def inline_items(passage: Passage) -> list[Passage]:
    """Return the parts of an enumeration inside a paragraph, none if there is no enumeration.

    Known are `A) … B) …`, `i) … ii) …`, `1. … 2. …`, `(1) … (2) …`, `• … • …`, `Schritt 1: … Schritt 2: …` (which
    stays), and `erstens … zweitens …`; they count from the first on.
    """
    text = passage.text
    inside = _within_brackets(text)
    letters = [
        (match, ord(match[1].casefold()) - ord("a")) for match in _LETTER.finditer(text) if match.end(1) not in inside
    ]
    romans = [
        (match, _ROMAN.index(match[1].upper())) for match in _ROMAN_NUMBER.finditer(text) if match.end(1) not in inside
    ]
    numbers = [(match, int(match[1] or match[2]) - 1) for match in _NUMBER.finditer(text)]
    words = [(match, _ORDINAL_WORDS.index(match[1].casefold())) for match in _ORDINAL_WORD.finditer(text)]
    if numbers and text[: numbers[0][0].start()].rstrip()[-1:] not in ("", ":", ".", ";"):
        numbers = []
    bullets = [(match, number) for number, match in enumerate(_BULLET.finditer(text))]
    steps = [(match, int(match[1]) - 1 if match[1] else _ROMAN.index(match[2])) for match in _STEP.finditer(text)]
    for found in (letters, romans, numbers, words, bullets, steps):
        if len(found) >= len("ab") and [position for _, position in found] == list(range(len(found))):
            starts = [match.start() if found is steps else match.end() for match, _ in found]
            ends = [*(match.start() for match, _ in found[1:]), len(text)]
            return [
                _without_conjunction(passage.cut(start, end).strip()) for start, end in zip(starts, ends, strict=True)
            ]
    return []


def _within_brackets(text: str) -> frozenset[int]:
    """Return where a bracket closes that began before the word in front of it (`(siehe Anlage a)`)."""
    opened: list[int] = []
    found = set()
    blank = 0
    for index, character in enumerate(text):
        if character == " ":
            blank = index
        elif character == "(":
            opened.append(index)
        elif character == ")" and opened and opened.pop() < blank:
            found.add(index)
    return frozenset(found)


def _without_conjunction(part: Passage) -> Passage:
    conjunction = _CONJUNCTION.search(part.text)
    return part.cut(0, conjunction.start()) if conjunction else part
