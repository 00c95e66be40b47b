"""The sections of a page of Themenforen: the text before the first forum, and each forum's lines by their headings.

In: the page's lines. Out: the page's own heading and introduction, and one `Section` for each forum.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue
from ruhrgraph.loaders.event_parts import is_event_label, is_participants_label
from ruhrgraph.loaders.headings import (
    FoundHeading,
    find_heading,
    heading_kind,
    is_part_of_text,
    join_labels,
    stray_label,
)
from ruhrgraph.loaders.records import Quelle

_INVITATION = re.compile(r"^\s*Klicken\s+Sie\s+auf\s+den\s+Titel\b")
_HEADING_MARK = re.compile(r"#{1,6}\s++(?=\S)")
_SEMICOLON = re.compile(r"\s{0,3};\s{0,3}")
_BULLET = re.compile(r"\s*+(?:[-•*·▪●]|\d{1,2}[.)])\s++(?=\S)")
_RATING = re.compile(r"^\s*\d+\s+Bewertung(?:en)?\s*$")
_FOOTER = re.compile(
    r"^\s*(?:Weitere Informationen|zum Thema|Pressestelle|Kontakt|Keine Ergebnistreffer|Verwandte|Meldungen|Themen|"
    r"Information|Downloads|Links|Zum Thema|Karte|Abonnieren|Newsletter|Mo Di Mi Do Fr Sa So|\d{1,2}|"
    r"Abonnieren Sie hier den Newsletter der Landesregierung.*)\s*$"
)


_LONG_LINE = 120
"""Characters that no line of a heading has."""


@dataclass(frozen=True, slots=True)
class Section:
    """A forum's lines by heading; `head` is what stands before the moderation team."""

    head: list[Passage]
    team: list[Passage]
    circle: list[Passage]
    events: list[Passage]
    ministries: Passage | None


@dataclass(frozen=True, slots=True)
class _Mark:
    """A heading in a page, and the number of its line."""

    kind: str
    index: int
    heading: FoundHeading


def paragraphs_of(lines: list[Passage], text: Passage) -> list[Passage]:
    """Return the paragraphs: runs of lines without a blank line in between."""
    paragraphs: list[list[Passage]] = [[]]
    for line in lines:
        if line.text.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [text.cut(group[0].start, group[-1].end).strip() for group in paragraphs if group]


def preamble(lines: list[Passage], log: ReadingLog) -> tuple[Quelle, list[Passage]]:
    """Return what the page says before its first forum, and the lines behind it.

    The line `Klicken Sie auf den Titel …` of the page separates the two. Without that line, the first forum's title is
    the paragraph before the last question above its moderation team.
    """
    text = log.document.passage
    first_team = next((index for index, line in enumerate(lines) if heading_kind(line) == "team"), len(lines))
    invitation = next((i for i, line in enumerate(lines[:first_team]) if _INVITATION.match(line.text)), None)
    if invitation is None:
        paragraphs = paragraphs_of(lines[:first_team], text)
        start = _first_title(paragraphs)
        before = [line for line in lines[:first_team] if start is None or line.end <= start.start]
        body = lines[len(before) :]
    else:
        log.mark_boilerplate(lines[invitation])
        before, body = lines[:invitation], lines[invitation + 1 :]
    for line in before:
        if label := stray_label(line):
            message = f"the label „{label.text}“ stands in the introduction; does the first forum begin above it?"
            log.add_issue("error", "label-in-text", line.start, message)
    return _page(paragraphs_of(before, text), log), body


def _first_title(paragraphs: list[Passage]) -> Passage | None:
    questions = [index for index, part in enumerate(paragraphs) if part.text.endswith("?") and "\n" not in part.text]
    if questions and questions[-1] > 0:
        return paragraphs[questions[-1] - 1]
    return paragraphs[0] if paragraphs else None


def _page(paragraphs: list[Passage], log: ReadingLog) -> Quelle:
    """Return the page's heading and introduction; a repeated heading and the rating are boilerplate."""
    titel, texts = None, []
    for part in (line for index, paragraph in enumerate(paragraphs) for line in _page_parts(paragraph, index)):
        if _RATING.match(part.text):
            log.mark_boilerplate(part)
        elif titel is None:
            mark = _HEADING_MARK.match(part.text)
            titel = part.cut(mark.end() if mark else 0).read()
            log.mark_understood(part)
        elif part.read().value == titel.value:
            log.mark_boilerplate(part)
        else:
            texts.append(part)
    if not texts:
        return Quelle(titel)
    log.mark_understood(*texts)
    return Quelle(titel, ReadValue(" ".join(part.read().value for part in texts), tuple(part.span for part in texts)))


def _page_parts(paragraph: Passage, index: int) -> list[Passage]:
    """Return a paragraph, or its lines if blank lines seem to be lost: a heading comes twice or has long text below."""
    lines = [line.strip() for line in paragraph.lines()]
    repeated = index == 0 and len(lines) > 1 and (lines[0].text == lines[1].text or len(lines[1].text) > _LONG_LINE)
    return lines if repeated or any(_RATING.match(line.text) for line in lines) else [paragraph]


def sections_of(lines: list[Passage], log: ReadingLog) -> Iterator[Section]:
    """Yield the page's forums. Each ends with its `Ressort:` line or, without that line, before the next forum."""
    lines = join_labels(_without_repetition(lines, log), log.document.passage)
    start, parts = 0, dict[str, _Mark]()
    marks = _marks(lines)
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        if mark.kind == "ministries":
            if _ends_forum(lines, mark, following, parts):
                yield _section(lines, (start, mark.index), parts, mark, log)
                start, parts = mark.index + 1, {}
        elif mark.kind == "team" and "team" in parts and parts.keys() - {"team"}:
            end = _end_without_ministries(lines, parts["team"].index, mark.index)
            yield _section(lines, (start, end), parts, None, log)
            start, parts = end, {"team": mark}
        else:
            _check_order(mark, parts, log)
            parts.setdefault(mark.kind, mark)
    if parts:
        first = min(mark.index for mark in parts.values())
        end = _end_without_ministries(lines, first, len(lines))
        yield _section(lines, (start, end), parts, None, log)
        start = end
    _footer(lines[start:], log)


def _without_repetition(lines: list[Passage], log: ReadingLog) -> list[Passage]:
    """Return lines without those that say the same as the one above; these are reported."""
    kept: list[Passage] = []
    above = ""
    for line in lines:
        words = line.text.strip()
        if words and words == above and not _FOOTER.match(words):
            message = f"„{words[:60]}“ stands twice; it is read once"
            log.add_issue("warning", "line-doubled", line.start, message)
            log.mark_understood(line)
            continue
        above = words or above
        kept.append(line)
    return kept


def _marks(lines: list[Passage]) -> list[_Mark]:
    """Return the headings of sections in order; what reads as text or as an event's label is none."""
    marks: list[_Mark] = []
    for index, line in enumerate(lines):
        found = find_heading(line)
        if found is None:
            continue
        above = lines[index - 1] if index and lines[index - 1].text.strip() else None
        below = lines[index + 1] if index + 1 < len(lines) and lines[index + 1].text.strip() else None
        last = marks[-1].kind if marks else "ministries"
        if found.kind == "ministries" or not (
            (found.kind == "circle" and (last == "events" or ((found.loose or found.rest) and last != "team")))
            or (found.rest is None and is_part_of_text(above, line, below))
        ):
            marks.append(_Mark(found.kind, index, found))
    return marks


def _ends_forum(lines: list[Passage], mark: _Mark, following: _Mark | None, parts: dict[str, _Mark]) -> bool:
    """Return whether a line of ministries ends a forum, or stands in the middle of one or in a text."""
    if not parts:
        return False
    between = lines[mark.index + 1 : following.index if following else len(lines)]
    if following and following.kind == "ministries" and any(is_event_label(line) for line in between):
        return False
    if "events" in parts or following is None:
        return True
    asks = any(line.text.rstrip().endswith("?") for line in between)
    return following.kind != "events" and (following.kind != "circle" or "circle" in parts or asks)


def _check_order(mark: _Mark, parts: dict[str, _Mark], log: ReadingLog) -> None:
    """Report a heading that a forum has already, or that stands behind what comes later in a forum."""
    order = ("team", "circle", "events")
    words = mark.heading.line.read().value
    if mark.kind in parts:
        message = f"„{words}“ is the second heading of its kind in one forum; is the end of a forum missing above it?"
        log.add_issue("error", "heading-doubled", mark.heading.line.start, message)
    elif any(kind in parts for kind in order[order.index(mark.kind) + 1 :]):
        message = f"„{words}“ stands behind a section that follows it in other forums; is a heading missing above it?"
        log.add_issue("error", "heading-order", mark.heading.line.start, message)


def _footer(lines: list[Passage], log: ReadingLog) -> None:
    """Mark the page's footer as boilerplate, and report what else stands behind the last forum."""
    for line in lines:
        if _FOOTER.match(line.text):
            log.mark_boilerplate(line)
        elif line.text.strip():
            lost = stray_label(line) or find_heading(line)
            message = f"text is not understood; is the document whole? „{line.text.strip()[:60]}“"
            log.add_issue("error" if lost else "warning", "unread-text", line.start, message)


def _end_without_ministries(lines: list[Passage], first: int, limit: int) -> int:
    """Return the line where a forum without `Ressort:` ends: after its last `Teilnehmende:` paragraph."""
    ends = [i for i in range(first, limit) if is_participants_label(lines[i])]
    if not ends:
        return limit
    return next((i for i in range(ends[-1], limit) if not lines[i].text.strip()), limit)


def _without_bullet(line: Passage, log: ReadingLog) -> Passage:
    bullet = _BULLET.match(line.text)
    if bullet is None:
        return line
    log.mark_understood(line.cut(0, bullet.end()))
    return line.cut(bullet.end())


def _section(
    lines: list[Passage],
    bounds: tuple[int, int],
    parts: dict[str, _Mark],
    ministries: _Mark | None,
    log: ReadingLog,
) -> Section:
    start, end = bounds
    found: dict[str, list[Passage]] = {"team": [], "circle": [], "events": []}
    marks = sorted(parts.values(), key=lambda mark: mark.index)
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        log.mark_understood(mark.heading.line)
        text = mark.heading.rest
        rest = [] if text is None else text.split(_SEMICOLON) if mark.kind == "team" else [text]
        found[mark.kind] = [*rest, *lines[mark.index + 1 : following.index if following else end]]
    found["team"] = [_without_bullet(line, log) for line in found["team"]]
    return Section(
        lines[start : marks[0].index if marks else end],
        found["team"],
        found["circle"],
        found["events"],
        lines[ministries.index] if ministries is not None else None,
    )
