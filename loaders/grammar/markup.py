"""The mark-up in table cells: HTML and Markdown bold, tags, entities, bullets.

In: a cell's passage. Out: any passage's plain text, and the passage without the mark-up at its ends.
"""

import html
import re

from ruhrgraph.loaders.document import Passage, ReadValue

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_OPENING = re.compile(rf"(?:\s|{_TAG.pattern})*+")
_INLINE = re.compile(r"</?(?:b|i|u|em|strong|span|a|sub|sup)\b[^<>]*>", re.IGNORECASE)
_SUBSCRIPT = re.compile(r"\s*<su[bp]>(.{0,200}?)</su[bp]>", re.DOTALL)
BULLETS = "•·▪●‣◦–—➢►→■□☐✓✔"
MARKER = rf"(?:[-*{BULLETS}]|o(?=\s)|\(?\d{{1,2}}(?:\.\d)?[.)]|\d\.\d(?=\s)|[IVX]{{1,4}}\.|\(?[a-zA-Z]\))"
"""A pattern for the bullet, number or letter of a list item."""
_MARKER = re.compile(rf"^\s*(?:{MARKER}\s+)+")
_ENUMERATOR = re.compile(
    r"^(?:(?:Phase|Block|Schritt|Stufe|Baustein|Modul|Maßnahme|Teil)\s+(?:[IVX]+|\d+|[A-Z])\b|\d{1,2}[.)]\s|[A-Za-z]\)\s)",
)
_BOLD_HEAD = re.compile(
    r"^(?P<number>\s*\d{1,2}[.)]\s)?\s*(?:<b>|<strong>|\*\*)?(?P<inner>\s*\d{1,2}[.)]\s)?[^<>*]{2,120}[^<>*:.!?…–\s-]\s*(?P<end>(?:</b>|</strong>|\*\*))(?:\s|<br\s?/?>|</?p>)+"
    r"(?:(?P<sentence>(?:In|Im|Das|Der|Die|Den|Dem|Ein|Eine|Es|Mit|Für|Auf|An|Am|Bei|Zur|Zum|Durch|Über|Hier|Hierfür|Dazu|Damit|"
    r"Alle|Um|Von|Vom|Nach|Wir|Sie|Er)\b)|(?P<capital>[A-ZÄÖÜ]))"
)


def plain(text: str) -> str:
    """Return a text without tags, Markdown bold and entities, and with single spaces."""
    if "<" not in text and "&" not in text:
        return " ".join(text.replace("**", "").split())
    if "<su" in text:
        text = _SUBSCRIPT.sub(lambda found: found[1].strip(), text)
    text = _TAG.sub(" ", _INLINE.sub("", text))
    return " ".join(html.unescape(text).replace("**", "").split())


def plain_with_head(text: str) -> str:
    """Return a text as `plain` does, with a colon behind a bold head that runs into a sentence.

    In mark-up the bold letters part the two (`<b>1. Netzwerk</b> Das Netzwerk dient …`); plain text needs a sign.
    """
    head = _BOLD_HEAD.match(text)
    if head and (head["sentence"] or head["number"] or head["inner"]):
        return f"{plain(text[: head.start('end')])}: {plain(text[head.end('end') :])}"
    return plain(text)


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


def is_enumerated(passage: Passage) -> bool:
    """Return whether a paragraph begins with an enumerator (`Phase I`, `2.`, `<b>Schritt 1:</b>`)."""
    return bool(_ENUMERATOR.match(plain(passage.text)))


def without_marker(passage: Passage) -> Passage:
    """Return a list item without its bullet, number or letter (`• `, `3. `, `a) `)."""
    inner = trim(passage)
    marker = _MARKER.match(inner.text)
    return trim(inner.cut(marker.end())) if marker else inner
