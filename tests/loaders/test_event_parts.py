"""The parts of events: numbers, headings, labels."""

import pytest

from ruhrgraph.loaders.document import Passage, ReadingLog, parse_document
from ruhrgraph.loaders.event_parts import EventParts, begins_event, is_event_label, split_events


def _split(text: str) -> tuple[list[EventParts], list[tuple[str, str, int]]]:
    """Return the events' parts, and the issues."""
    log = ReadingLog(parse_document("x", text.encode(), "x"))
    parts = split_events(list(log.document.passage.lines()), log)
    for part in parts:
        for shown in (part.number, *part.shown, *part.labels, part.goal, part.participants):
            assert shown is None or log.document.text[shown.start : shown.end] == shown.text
    return parts, [(issue.severity, issue.code, issue.line) for issue in log.issues]


def _texts(part: EventParts) -> tuple[str, list[str], str | None, str | None]:
    goal = part.goal.text if part.goal else None
    participants = part.participants.text if part.participants else None
    return part.number.text, [shown.text for shown in part.shown], goal, participants


GOALS = ["Ziel:", "Ziele:", "Zielsetzung:", "Ziel :", "**Ziel:**", "ZIEL:", "Ziel der Veranstaltung:"]
PARTICIPANTS = ["Teilnehmende:", "TeilnehmerInnen:", "Teilnehmer*innen:", "Teilnehmer:innen:", "Teilnehmer/-innen:"]
PARTICIPANTS += ["TN:", "Teilnehmerinnen und Teilnehmer:", "Teilnehmende (geplant):", "Anzahl der Teilnehmenden:"]


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("participants", PARTICIPANTS)
def test_labels(goal: str, participants: str) -> None:
    """Goal and participants stand behind the usual forms of their labels."""
    parts, issues = _split(f"1. Workshop\n{goal} Ideen\nund mehr\n{participants} 20\n")
    assert [_texts(part) for part in parts] == [("1", ["Workshop"], "Ideen\nund mehr", "20")]
    assert issues == []


@pytest.mark.parametrize(
    "text",
    [
        "1. A Ziel: x Teilnehmende: 20",
        "1. A Ziel: x\nTeilnehmende: 20",
        "1. A\nZiel: x Teilnehmerinnen und Teilnehmer: 20",
    ],
)
def test_labels_within_a_line(text: str) -> None:
    """A label may stand in the line of the part before it."""
    parts, issues = _split(text)
    assert [_texts(part) for part in parts] == [("1", ["A"], "x", "20")]
    assert issues == []


def test_labelled_heading() -> None:
    """Date, time, place and theme in lines of their own belong to the heading, in this order."""
    parts, issues = _split(
        "1. Workshop\nZiel: Ideen\nOrt: Rathaus Essen\nThema: Wasser\nDatum: 1.2.2019\nZeit: 10 Uhr\nTeilnehmende: 20\n"
    )
    assert _texts(parts[0]) == (
        "1",
        ["Workshop", "Thema: Wasser", "1.2.2019", "10 Uhr", "Rathaus Essen"],
        "Ideen",
        "20",
    )
    assert [text for text in parts[0].heading.text.split("\x00") if text] == [
        "Workshop",
        "Rathaus Essen",
        "Thema: Wasser",
        "1.2.2019",
        "10 Uhr",
    ]
    assert issues == []


@pytest.mark.parametrize(
    ("text", "numbers", "issues"),
    [
        ("1. A\n\n2. B", ["1", "2"], []),
        ("1) A\nZiel: x\nTeilnehmende: 5\n2) B\nZiel: y", ["1", "2"], []),
        ("### 1. A\n\n**2. B**", ["1", "2"], []),
        ("1.) A\n\n2.) B", ["1", "2"], []),
        ("1. A\nZiel: x\n\n1. Altbau\n2. Neubau", ["1"], []),
        ("1. A\nZiel: x\n\n3. B\nZiel: y", ["1", "3"], [("error", "event-number", 4)]),
        ("1. A\nZiel: x\n\n1. B\nZiel: y", ["1", "1"], [("error", "event-number", 4)]),
        ("1. A\n\n2. B\n\n2. Workshop am 1.2.2019", ["1", "2", "2"], [("error", "event-number", 5)]),
        ("2. A\nZiel: x", ["2"], [("error", "event-number", 1)]),
        ("A\nZiel: x", [], [("warning", "unread-text", 1), ("error", "unread-text", 2)]),
        ("Es sind zwei.\n\n1. A", ["1"], [("warning", "unread-text", 1)]),
    ],
)
def test_numbers(text: str, numbers: list[str], issues: list[tuple[str, str, int]]) -> None:
    """Events are numbered 1, 2, …; other numbers, and text before the first event, are reported."""
    parts, found = _split(text)
    assert [part.number.text for part in parts] == numbers
    assert found == issues


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("Budget: 2 Mio. Euro\nin zwei Jahren\nTeilnehmende: 20", [("error", "label-unknown", 3)]),
        ("Teilnehmende: 20\nZiel: mehr", [("error", "label-doubled", 4)]),
        ("Teilnehmende: 20\n\nEin Satz.", [("warning", "unread-text", 5)]),
        ("Teilnehmende: 20\nDas Ziel ist die Planung.", [("warning", "unread-text", 4)]),
        ("Teilnehmende: 20 Ressort: VM", [("error", "label-unknown", 3)]),
        ("Teilnehmende: 20\n\nRessort: VM", [("error", "label-unknown", 5)]),
    ],
)
def test_lost_text(text: str, issues: list[tuple[str, str, int]]) -> None:
    """A label that is unknown or comes twice, and text that belongs to no label, are reported and in no value."""
    parts, found = _split(f"1. A\nZiel: x\n{text}")
    assert found == issues
    assert _texts(parts[0]) == ("1", ["A"], "x", "20")


def test_sentence_below_heading() -> None:
    """A sentence below an event's heading is no part of it, the rest of a long heading is."""
    parts, issues = _split("1. Workshop in\nEssen\nDas Ziel ist die Planung.\nTeilnehmende: 20")
    assert parts[0].shown[0].text == "Workshop in\nEssen"
    assert issues == [("warning", "unread-text", 3)]


def test_what_begins_an_event() -> None:
    """A numbered line with a label below it; the labels of place and time may be elsewhere too."""
    lines = list(Passage("1. A\n\nZiel: x\n2. B\nc", 0).lines())
    assert [begins_event(lines, index) for index in (0, 2, 3)] == [True, False, False]
    assert [is_event_label(Passage(text, 0)) for text in ("Ziel: x", "TN: 5", "Ort: Essen", "Zielgruppe: x")] == [
        True,
        True,
        False,
        False,
    ]
