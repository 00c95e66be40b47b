"""What stands before a forum's team: its title, its guiding question and its concept.

In: the lines up to the team's heading. Out: the three as passages, and the number that the title may begin with.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadingLog
from ruhrgraph.loaders.headings import CLOSING, OPENING
from ruhrgraph.loaders.sections import paragraphs_of

_CONCEPT = re.compile(
    rf"{OPENING}(?:Konzept(?:ion)?|Inhalte?|Beschreibung|Kurzbeschreibung|Hintergrund)\s{{0,3}}{CLOSING}"
    rf"(?:\s{{0,3}}:\s{{0,3}}{CLOSING}\s*+|\s*\n\s*)"
)
_QUESTION = re.compile(
    rf"{OPENING}(?:Zentrale\s+)?(?:Leit|Kern)?[Ff]rage\s{{0,3}}{CLOSING}\s{{0,3}}:\s{{0,3}}{CLOSING}\s*+"
)
_MARKS = re.compile(r"^(?:#{1,6}\s+|\*\*(?=.*\*\*$)|__(?=.*__$))")
_NUMBER = re.compile(
    r"^(?:(?:Themenforum|Forum|TF)\s*(?:Nr\.\s*)?(?P<named>\d{1,3})(?:\s*[.:)–-]{1,3}\s*|$)|(?P<bare>\d{1,3})[.)](?:\s+|$))"
)
_ASKS = re.compile(
    r"^(?:W(?:ie|as|er|em|en|o\w{0,6}|ann|arum|ieso|elche[rsnm]?|ieviele?)|Kann|Können|Soll\w{0,2}|Brauch\w{1,2})\b"
)
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class ForumHead:
    """A forum's title, question and concept, and the number in its title."""

    title: Passage | None
    question: Passage | None
    concept: Passage | None
    number: Passage | None = None


def read_head(lines: list[Passage], number: int, position: int, log: ReadingLog) -> ForumHead:
    """Return title, question and concept: the first paragraph, the second if it is a question, and the rest.

    Args:
        lines: The lines before the team.
        number: The forum's number by its place in the page; another one in its title is an error.
        position: Where to report it if there are no lines.
        log: Takes what was understood and the issues.

    """
    text = log.document.passage
    found = paragraphs_of(lines, text)
    log.mark_understood(*found[:1])
    paragraphs = [part for paragraph in found for part in _parts(paragraph)]
    written, paragraphs = _number(paragraphs)
    if written is not None and int(written.text) != number:
        message = f"the forum is called number {written.text}, but is number {number} by its place; is one missing?"
        log.add_issue("error", "number-differs", written.start, message)
    if not paragraphs:
        log.add_issue("error", "no-title", position, "a forum has no title; put it before its moderation team")
        return ForumHead(None, None, None, written)
    title, rest = paragraphs[0], paragraphs[1:]
    question = rest[0] if rest and rest[0].text.endswith("?") else None
    rest = rest[1:] if question else rest
    concept = text.cut(rest[0].start, rest[-1].end) if rest else None
    log.mark_understood(title, question, concept)
    if question is None and title.text.endswith("?"):
        message = f"„{title.read().value}“ stands in the place of a forum's title; put its title above the question"
        log.add_issue("error", "no-title", title.start, message)
    elif question is None and (later := next((part for part in rest[1:] if _is_question(part)), None)):
        message = f"the question „{later.read().value[:60]}“ does not stand below the forum's title; is that its title?"
        log.add_issue("error", "no-question", title.start, message)
    elif question is None:
        log.add_issue("warning", "no-question", title.start, f"forum „{title.read().value}“ has no guiding question")
    if concept is None:
        log.add_issue("warning", "no-concept", title.start, f"forum „{title.read().value}“ has no concept text")
    question, concept = question and _behind(question, _QUESTION), concept and _behind(concept, _CONCEPT)
    return ForumHead(_unmarked(title), question, concept, written)


def _is_question(part: Passage) -> bool:
    return part.text.endswith("?") and "\n" not in part.text and bool(_ASKS.match(part.text))


def _behind(passage: Passage, label: re.Pattern[str]) -> Passage:
    match = label.match(passage.text)
    return passage.cut(match.end()) if match else passage


def _unmarked(title: Passage) -> Passage:
    """Return a title without Markdown's marks of a heading or of bold."""
    return _behind(title, _MARKS).strip(" *_") if _MARKS.match(title.text) else title


def _number(paragraphs: list[Passage]) -> tuple[Passage | None, list[Passage]]:
    """Return the number that a forum is called by, and the paragraphs without it."""
    match = _NUMBER.match(_unmarked(paragraphs[0]).text) if paragraphs else None
    if match is None:
        return None, paragraphs
    title = _unmarked(paragraphs[0])
    rest = title.cut(match.end())
    number = title.group(match, "named") or title.group(match, "bare")
    return number, [rest, *paragraphs[1:]] if rest.text else paragraphs[1:]


def _parts(paragraph: Passage) -> list[Passage]:
    """Return title, question and text apart where no blank line is between them."""
    parts: list[Passage] = []
    lines = list(paragraph.lines())
    while len(lines) > 1 and len(parts) < _MOST_PARTS:
        asking = next((index for index, line in enumerate(lines) if line.text.rstrip().endswith("?")), None)
        if asking is None:
            break
        first = next((index for index in range(asking + 1) if _ASKS.match(lines[index].text)), asking)
        parts += [_joined(paragraph, part) for part in (lines[:first], lines[first : asking + 1]) if part]
        lines = lines[asking + 1 :]
    return [*parts, *([_joined(paragraph, lines)] if lines else [])]


def _joined(paragraph: Passage, lines: list[Passage]) -> Passage:
    return paragraph.cut(lines[0].start - paragraph.start, lines[-1].end - paragraph.start).strip()
