"""What is reported of events, each with its code, severity and line."""

import pytest

from ruhrgraph.loaders.document import Document, ReadingLog
from ruhrgraph.loaders.veranstaltungen import read_events

CASES = [
    ("Workshop am 31.02.2019", "n.n.b.", "error", "impossible-date", 1),
    ("Workshop am 3.5.2019, 25 Uhr", "n.n.b.", "error", "impossible-time", 1),
    ("Workshop am 3.5.19", "n.n.b.", "note", "date-repaired", 1),
    ("Workshop am 3.5.2019 ganztätig", "n.n.b.", "note", "word-repaired", 1),
    ("Workshop am 3.5.2019 gegen 18 Uhr", "n.n.b.", "note", "time-approximate", 1),
    ("Workshop am Montag, 3.5.2019", "n.n.b.", "warning", "weekday-differs", 1),
    ("Workshop am 3.5.2019 abgesagt", "n.n.b.", "warning", "event-cancelled", 1),
    ("Workshop am 3. Mai", "n.n.b.", "warning", "value-not-understood", 1),
    ("Workshop am 3.5.2019 und dann", "n.n.b.", "warning", "heading-not-understood", 1),
    ("Workshop am 3.5.2019 in Hintertupfingen", "n.n.b.", "warning", "municipality-unknown", 1),
    ("Workshop am 3.5.2019", "2019 waren es 30", "warning", "value-not-understood", 3),
]


@pytest.mark.parametrize(("heading", "participants", "severity", "code", "line"), CASES)
def test_issue(heading: str, participants: str, severity: str, code: str, line: int) -> None:
    """What is repaired, doubtful or wrong is reported once, at its line."""
    document = Document("x", f"1. {heading}\nZiel: Austausch\nTeilnehmende: {participants}\n", "")
    log = ReadingLog(document)
    read_events(list(document.passage.lines()), log)
    assert [(issue.severity, issue.code, issue.line) for issue in log.issues] == [(severity, code, line)]


def test_nothing() -> None:
    """Of an event that is fully understood nothing is reported."""
    document = Document("x", "1. Workshop am 3.5.2019 in Essen\nZiel: Austausch\nTeilnehmende: ca. 50\n", "")
    log = ReadingLog(document)
    read_events(list(document.passage.lines()), log)
    assert log.issues == []
