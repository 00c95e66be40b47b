"""The line of a Themenforum's ministries: `Ressort: MKFFI (weitere beteiligte Ressorts: MSB und Stk/Sport)`.

In: the line. Out: the acronyms in their roles; what fits no rule is reported and not marked as understood.
"""

from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue
from ruhrgraph.loaders.grammar.ministries import FoundMinistry, read_ministries
from ruhrgraph.loaders.headings import HEADINGS


@dataclass(frozen=True, slots=True)
class Ressorts:
    """The ministries behind a Themenforum, as their acronyms; `weiteres_offen` where a further one is not yet known."""

    federfuehrend: ReadValue[str] | None = None
    beteiligt: tuple[ReadValue[str], ...] = ()
    interessiert: tuple[ReadValue[str], ...] = ()
    angefragt: tuple[ReadValue[str], ...] = ()
    weiteres_offen: ReadValue[bool] | None = None


def read_ressorts(line: Passage | None, number: int, at: Passage, log: ReadingLog) -> Ressorts:
    """Read the line of ministries of the forum with a number, which begins at `at`."""
    match = HEADINGS["ministries"].match(line.text) if line else None
    value = line.group(match, "value") if line and match else None
    if line is None or value is None:
        log.add_issue(
            "error", "no-ministry", at.start, f"forum {number} has no line `Ressort: …`; add its lead ministry"
        )
        return Ressorts()
    ministries = read_ministries(value.strip())
    if len(ministries.lead) != 1:
        message = f"forum {number} names {len(ministries.lead)} lead ministries in „{value.read().value}“; name one"
        log.add_issue("error", "no-ministry", line.start, message)
    # Where two lines were put together, a bracket stands for the end of the line, and is not in the document.
    written = log.document.text
    doubts = [item for item in ministries.doubts if written.startswith(item.passage.text, item.passage.start)]
    for doubt in doubts:
        message = (
            f"„{doubt.passage.read().value}“ in the line of ministries {doubt.reason}; left out, write which take part"
        )
        log.add_issue("warning", "value-not-understood", doubt.passage.start, message)
    log.mark_understood(*parts_without(line, [doubt.passage for doubt in doubts]))
    lead = _acronyms(ministries.lead, log)
    return Ressorts(
        lead[0] if lead else None,
        _acronyms(ministries.participating, log),
        _acronyms(ministries.interested, log),
        _acronyms(ministries.asked, log),
        ministries.more_open,
    )


def parts_without(line: Passage, left_out: list[Passage]) -> list[Passage]:
    """Return the parts of a line between passages that were not understood; these are in order."""
    parts, last = [], 0
    for passage in left_out:
        parts.append(line.cut(last, max(last, passage.start - line.start)))
        last = max(last, passage.end - line.start)
    return [*parts, line.cut(last)]


def _acronyms(found: tuple[FoundMinistry, ...], log: ReadingLog) -> tuple[ReadValue[str], ...]:
    for ministry in found:
        position = ministry.acronym.spans[0].start
        if ministry.repaired:
            message = f"„{ministry.written}“ is no ministry; read as {ministry.acronym.value} (two letters swapped)"
            log.add_issue("note", "acronym-repaired", position, message)
        elif not ministry.known:
            message = f"„{ministry.written}“ is no known ministry; kept as written (add it to authorities/ressorts.ttl)"
            log.add_issue("warning", "acronym-unknown", position, message)
    return tuple(ministry.acronym for ministry in found)
