"""The heading of a Projekt: `Title (ACRONYM, code)`, and headings that were meant to be one.

In: a line. Out: its title, ministry and code; for a malformed one what can be told of them.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.loaders.grammar.markup import plain, trim
from ruhrgraph.loaders.grammar.ministries import read_ministry
from ruhrgraph.loaders.project_rows import find_row_start
from ruhrgraph.ontology.names import slug

MARKED_CODE = re.compile(
    r"\(\s*(?P<ministry>[A-Za-zÄÖÜäöü][\w/ -]*?)\s*(?P<separator>[,;:]|\s)\s*(?P<code>\d{2,4}\s?[-–]\s?\d{2})\s*\)"
)
LEVEL = re.compile(r"^\s*(?P<level>#{1,6})?\s*(?P<bold>\*{1,3}|_{1,3}|<b>|<strong>|<h\d>)?\s*")
_BOLD_LINE = re.compile(r"^\s*(?:#{1,6}\s+)?(?:\*\*[^*]{1,300}\*\*|<(?:b|strong)>[^<]{1,300}</(?:b|strong)>)\s*$")
_TABLE_HEAD = re.compile(r"\t\s*$|^\s*\|[^|]{1,300}\|(?:\s*\|)?\s*$")
_CODE_LIKE = re.compile(
    r"(?<![\d.])\d{1,4}\s?[-–—−_./]\s?[\dOoIl]{1,3}(?!\d)|\b[IVX]{1,5}\s?[-–]\s?[IVX]{1,4}\b|\b\d{3,5}\b|\b[X?]{2}-"
)
_LAST_BRACKET = re.compile(r"[(\[{]([^()\[\]{}]{0,60})[)\]}]?[\s*.:]*$")
_FIRST_BRACKET = re.compile(r"^\s*[(\[{]([^()\[\]{}]{1,60})[)\]}]")
_BARE_CODE = re.compile(r"(?<![\d-])\d{1,3}\s?[-–—]\s?\d{1,3}\s*[)\]}]?\s*$|^\d{1,3}\s?[-–—]\s?\d{1,3}(?![\d-])")
_YEARS = re.compile(r"(?:19|20)\d{2}(?:\s*(?:[-–/]|bis)\s*(?:19|20)?\d{2})?")
_SAFE = re.compile(r"[A-Za-z0-9.-]+")
_LONGEST_HEADING = 180
_PARTS = re.compile(r"[,;:]|\s+(?=\d)|(?<=\d)\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A project's heading: its title (None if it is missing), ministry and code.

    Of a malformed one the code is what stands in its place, or the title; it is a slug if no IRI could hold it.
    """

    line: Passage
    title: Passage | None
    ministry: Passage | None
    separator: str
    code: ReadValue[str]
    malformed: bool = False


def is_marked(line: Passage) -> bool:
    """Return whether a line looks like a heading by its mark-up: `#`, all in bold, or the head of a table."""
    level = LEVEL.match(line.text)
    return bool(
        (level and level["level"])
        or _BOLD_LINE.match(line.text.split("\t")[0])
        or (_TABLE_HEAD.search(line.text) and not find_row_start(line))
    )


def read_heading(line: Passage) -> Heading | None:
    """Return a line as a project's heading, which ends in `(ACRONYM, code)` apart from mark-up, or None."""
    codes = list(MARKED_CODE.finditer(line.text)) if "(" in line.text else []
    if not codes:
        return None
    row = find_row_start(line)
    if row and (row.kind, row.form) != ("other", "plain"):
        return None
    match = codes[-1]
    if plain(line.text[match.end() :]).strip("*_#| .:"):
        return None
    title = _title(line, match.start())
    code = line.cut(*match.span("code"))
    return Heading(
        line,
        title if plain(title.text) else None,
        line.cut(*match.span("ministry")),
        match["separator"],
        ReadValue(re.sub(r"\s", "", code.text).replace("–", "-"), (code.span,)),
    )


_QUOTED = re.compile(r"[„\"“](?P<inside>[^„“”\"]+)[“”\"]\.")
"""A title that is in quotation marks as a whole, with a full stop behind them."""


def is_sentence(line: Passage) -> bool:
    """Return whether a line that ends in a project's code is running text: long, or with a full stop."""
    text = plain(line.text)
    return len(text) > _LONGEST_HEADING or text.endswith(".")


def _title(line: Passage, end: int) -> Passage:
    lead = LEVEL.match(line.text)
    title = trim(line.cut(lead.end() if lead else 0, max(end, lead.end() if lead else 0)))
    title = title.cut(0, len(title.text.rstrip("*_ "))).strip("| ")
    quoted = _QUOTED.fullmatch(title.text)
    return title.cut(*quoted.span("inside")) if quoted else title


def looks_malformed(text: str) -> bool:
    """Return whether a heading's text has something in the place of `(ACRONYM, code)` that is not of this form."""
    text = plain(text).strip("*| ")
    brackets = (_LAST_BRACKET.search(text), _FIRST_BRACKET.match(text))
    return (
        any(bracket and _is_mark(bracket[1]) for bracket in brackets)
        or bool(_BARE_CODE.search(text))
        or bool(MARKED_CODE.search(text))
    )


def _is_mark(inside: str) -> bool:
    """Return whether the text in a bracket has a ministry or something like a code."""
    if _YEARS.fullmatch(inside.strip()):
        return False
    parts = [part.strip() for part in _PARTS.split(inside) if part.strip()]
    return not parts or bool(_CODE_LIKE.search(inside)) or any(read_ministry(Passage(part, 0)).known for part in parts)


def read_malformed_heading(line: Passage) -> Heading:
    """Return what can be told of a heading that is not of the form `Title (ACRONYM, code)`."""
    text = line.text.rstrip("\t |")
    brackets = (_LAST_BRACKET.search(text), _FIRST_BRACKET.match(text))
    bracket = next((each for each in brackets if each and _is_mark(each[1])), None)
    lead = LEVEL.match(text)
    whole = trim(line.cut(lead.end() if lead else 0, len(text)))
    title, ministry, code = whole, None, whole
    if bracket:
        inside = line.cut(*bracket.span(1)).strip()
        parts = [part.strip() for part in inside.split(_PARTS) if part.text.strip()]
        ministry = next((part for part in parts if read_ministry(part).known), None)
        rest = [part for part in parts if part is not ministry]
        code = rest[0] if len(rest) == 1 else inside if rest else whole
        if bracket is brackets[0]:
            title = _title(line, bracket.start())
    written = plain(code.text).strip("* ")
    value = written if _SAFE.fullmatch(written) else slug(written) or "ohne-kennung"
    return Heading(
        line, title if plain(title.text) else None, ministry, ",", ReadValue(value, (code.span,)), malformed=True
    )
