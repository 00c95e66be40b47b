"""The sections of a page of Themenforen: the text before the first forum, and each forum's lines by their headings.

In: the page's lines. Out: the page's own heading and introduction, and one `Section` for each forum.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue
from ruhrgraph.loaders.records import Quelle

HEADINGS = {
    "team": re.compile(r"^\s*Moderations?-?[Tt]eam\s*:?\s*$"),
    "circle": re.compile(r"^\s*Teilnehme(?:r|nden)-?[Kk]reis\s*:?\s*$"),
    "events": re.compile(r"^\s*Veranstaltung(?:en)?\s*:?\s*$"),
    "ministries": re.compile(r"^\s*(?P<label>Ressorts?|Federführendes Ressort)\s*:\s*(?P<value>\S.*)$"),
}

_INVITATION = re.compile(r"^\s*Klicken\s+Sie\s+auf\s+den\s+Titel\b")
_RATING = re.compile(r"^\s*\d+\s+Bewertung(?:en)?\s*$")
_FOOTER = re.compile(
    r"^\s*(?:Weitere Informationen|zum Thema|Pressestelle|Kontakt|Keine Ergebnistreffer|Verwandte|Meldungen|Themen|"
    r"Information|Downloads|Links|Zum Thema|Karte|Abonnieren|Newsletter|Mo Di Mi Do Fr Sa So|\d{1,2}|"
    r"Abonnieren Sie hier den Newsletter der Landesregierung.*)\s*$"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A forum's lines by heading; `head` is what stands before the moderation team."""

    head: list[Passage]
    team: list[Passage]
    circle: list[Passage]
    events: list[Passage]
    ministries: Passage | None


def heading_kind(line: Passage) -> str | None:
    """Return the kind of heading that a line is ("team", "circle", "events", "ministries"), or None."""
    return next((kind for kind, pattern in HEADINGS.items() if pattern.match(line.text)), None)


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
    return _page(paragraphs_of(before, text), log), body


def _first_title(paragraphs: list[Passage]) -> Passage | None:
    questions = [index for index, part in enumerate(paragraphs) if part.text.endswith("?") and "\n" not in part.text]
    if questions and questions[-1] > 0:
        return paragraphs[questions[-1] - 1]
    return paragraphs[0] if paragraphs else None


def _page(paragraphs: list[Passage], log: ReadingLog) -> Quelle:
    """Return the page's heading and introduction; a repeated heading and the rating are boilerplate."""
    titel, texts = None, []
    for part in paragraphs:
        if _RATING.match(part.text):
            log.mark_boilerplate(part)
        elif titel is None:
            titel = part.read()
            log.mark_understood(part)
        elif part.read().value == titel.value:
            log.mark_boilerplate(part)
        else:
            texts.append(part)
    if not texts:
        return Quelle(titel)
    log.mark_understood(*texts)
    return Quelle(titel, ReadValue(" ".join(part.read().value for part in texts), tuple(part.span for part in texts)))


def sections_of(lines: list[Passage], log: ReadingLog) -> Iterator[Section]:
    """Yield the page's forums. Each ends with its `Ressort:` line or, without that line, before the next forum."""
    teams = [index for index, line in enumerate(lines) if heading_kind(line) == "team"]
    start = 0
    for position, team in enumerate(teams):
        limit = teams[position + 1] if position + 1 < len(teams) else len(lines)
        ministries = next((i for i in range(team, limit) if heading_kind(lines[i]) == "ministries"), None)
        end = ministries if ministries is not None else _end_without_ministries(lines, team, limit)
        yield _section(lines, (start, team, end), ministries, log)
        start = end + 1 if ministries is not None else end
    for line in lines[start:]:
        if _FOOTER.match(line.text):
            log.mark_boilerplate(line)
        elif line.text.strip() and teams:
            log.add_issue(
                "warning",
                "unread-text",
                line.start,
                f"text is not understood; is the document whole? „{line.text.strip()[:60]}“",
            )


def _end_without_ministries(lines: list[Passage], team: int, limit: int) -> int:
    """Return the line where a forum without `Ressort:` ends: after its last `Teilnehmende:` paragraph."""
    ends = [i for i in range(team, limit) if re.match(r"\s*Teilnehme\w*\s*:", lines[i].text)]
    if not ends:
        return limit
    return next((i for i in range(ends[-1], limit) if not lines[i].text.strip()), limit)


def _section(lines: list[Passage], bounds: tuple[int, int, int], ministries: int | None, log: ReadingLog) -> Section:
    start, team, end = bounds
    parts: dict[str, list[Passage]] = {"team": [], "circle": [], "events": []}
    current = "team"
    log.mark_understood(lines[team])
    for line in lines[team + 1 : end]:
        kind = heading_kind(line)
        if kind in parts:
            current = kind
            log.mark_understood(line)
        else:
            parts[current].append(line)
    return Section(
        lines[start:team],
        parts["team"],
        parts["circle"],
        parts["events"],
        lines[ministries] if ministries is not None else None,
    )
