"""What is reported of an event: repairs, doubts, and what is wrong in the document.

In: what the grammar found in a heading or a number of participants. Out: issues in the log.
"""

from ruhrgraph.loaders.document import Passage, ReadingLog
from ruhrgraph.loaders.grammar.counts import FoundCount
from ruhrgraph.loaders.grammar.dates import FoundDate
from ruhrgraph.loaders.grammar.events import FoundEvent
from ruhrgraph.loaders.grammar.times import FoundTimes
from ruhrgraph.loaders.grammar.towns import is_town


def report_event(found: FoundEvent, log: ReadingLog) -> None:
    """Report what was repaired in an event's heading, what is doubtful in it, and what is wrong with it."""
    for date in (found.date, found.original):
        if date:
            _report_date(date, log)
    if found.times:
        _report_times(found.times, log)
    if found.cancelled:
        message = f"„{_shown(found.cancelled)}“: the event has no date in force; remove it if it did not take place"
        log.add_issue("warning", "event-cancelled", found.cancelled.start, message)
    for doubt in found.doubts:
        kept = "kept as written" if doubt.kept else "left out"
        message = (
            f"„{_shown(doubt.passage)}“ is {kept}: {doubt.reason}; write it in one of the forms of docs/reading.md"
        )
        log.add_issue("warning", "value-not-understood", doubt.passage.start, message)
    for passage in found.left_over:
        message = (
            f"„{_shown(passage)}“ in an event's heading fits no rule; write it in one of the forms of docs/reading.md"
        )
        log.add_issue("warning", "heading-not-understood", passage.start, message)
    for town in found.orte.gemeinden:
        if not is_town(town.value):
            message = (
                f"„{town.value}“ is no curated municipality; kept as written (add it to authorities/gemeinden.ttl)"
            )
            log.add_issue("warning", "municipality-unknown", town.spans[0].start, message)


def report_count(count: FoundCount, log: ReadingLog) -> None:
    """Report numbers that do not say how many people take part."""
    if count.doubt:
        message = f"„{_shown(count.passage)}“ is no number of participants: {count.doubt}; write one number or a range"
        log.add_issue("warning", "value-not-understood", count.passage.start, message)


def _report_date(date: FoundDate, log: ReadingLog) -> None:
    written = _shown(date.passage)
    if date.problem:
        message = f"„{written}“ is no date ({date.problem}); correct it in the document"
        log.add_issue("error", "impossible-date", date.passage.start, message)
    elif date.datum and date.weekday:
        message = f"„{written}“ is a {date.weekday}; read as {date.datum.edtf}, correct the weekday or the day"
        log.add_issue("warning", "weekday-differs", date.passage.start, message)
    elif date.datum and date.repaired:
        log.add_issue("note", "date-repaired", date.passage.start, f"„{written}“ is read as {date.datum.edtf}")


def _report_times(times: FoundTimes, log: ReadingLog) -> None:
    written = _shown(times.passage)
    if times.problem:
        log.add_issue("error", "impossible-time", times.passage.start, f"{times.problem}; correct it in the document")
    elif times.repaired:
        log.add_issue("note", "word-repaired", times.passage.start, f"„{written}“ is read as „ganztägig“")
    elif times.approximate and not times.doubt:
        message = f"„{written}“ is read as a time without its doubt"
        log.add_issue("note", "time-approximate", times.passage.start, message)


def _shown(passage: Passage) -> str:
    return passage.read().value
