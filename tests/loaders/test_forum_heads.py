"""What stands before a forum's team: title, question, concept, number."""

import pytest

from ruhrgraph.loaders.document import Document, ReadingLog
from ruhrgraph.loaders.forum_heads import read_head


def _read(text: str) -> tuple[tuple[str | None, ...], list[tuple[str, str, int]]]:
    """Return title, question, concept and number of what would be forum 7, and the issues."""
    log = ReadingLog(Document("x", text, ""))
    head = read_head(list(log.document.passage.lines()), 7, 0, log)
    parts = (head.title, head.question, head.concept, head.number)
    texts = tuple(part.text if part else None for part in parts)
    return texts, [(item.severity, item.code, item.line) for item in log.issues]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Arbeit\n\nWie nun?\n\nText.\nMehr.", ("Arbeit", "Wie nun?", "Text.\nMehr.", None)),
        ("Arbeit\nWie nun?\nText.", ("Arbeit", "Wie nun?", "Text.", None)),
        ("Arbeit\n\nWie nun?\nText.", ("Arbeit", "Wie nun?", "Text.", None)),
        ("Arbeit\nWie geht\ndas?\n\nText.", ("Arbeit", "Wie geht\ndas?", "Text.", None)),
        ("Was bleibt?\n\nWie nun?\n\nText.", ("Was bleibt?", "Wie nun?", "Text.", None)),
        ("Was bleibt?\nWie nun?\nText.", ("Was bleibt?", "Wie nun?", "Text.", None)),
        ("Arbeit\n\nLeitfrage: Wie nun?\n\nKonzept: Text.", ("Arbeit", "Wie nun?", "Text.", None)),
        ("Arbeit\n\nWie nun?\n\nKonzept\nText.", ("Arbeit", "Wie nun?", "Text.", None)),
        ("## Arbeit\n\nWie nun?\n\nText.", ("Arbeit", "Wie nun?", "Text.", None)),
        ("**Arbeit**\n\nWie nun?\n\nText.", ("Arbeit", "Wie nun?", "Text.", None)),
        ("Arbeit\n\n**Leitfrage:** Wie nun?\n\n### Konzept\nText.", ("Arbeit", "Wie nun?", "Text.", None)),
        ("Arbeit\n\nWie nun?\n\n**Konzept**: Text.", ("Arbeit", "Wie nun?", "Text.", None)),
        ("Themenforum 7: Arbeit\n\nWie nun?\n\nText.", ("Arbeit", "Wie nun?", "Text.", "7")),
        ("7. Arbeit\n\nWie nun?\n\nText.", ("Arbeit", "Wie nun?", "Text.", "7")),
        ("Forum 7 – Arbeit\n\nWie nun?\n\nText.", ("Arbeit", "Wie nun?", "Text.", "7")),
        ("Themenforum 7\n\nArbeit\n\nWie nun?\n\nText.", ("Arbeit", "Wie nun?", "Text.", "7")),
        ("Forum 2030\n\nWie nun?\n\nText.", ("Forum 2030", "Wie nun?", "Text.", None)),
        ("#Arbeit, #Zeit\n\nWie nun?\n\nText.", ("#Arbeit, #Zeit", "Wie nun?", "Text.", None)),
    ],
)
def test_head(text: str, parts: tuple[str | None, ...]) -> None:
    """Title, question and concept are told apart, with or without blank lines, labels and a number."""
    assert _read(text) == (parts, [])


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("", [("error", "no-title", 1)]),
        ("Themenforum 8: Arbeit\n\nWie nun?\n\nText.", [("error", "number-differs", 1)]),
        ("8. Arbeit\n\nWie nun?\n\nText.", [("error", "number-differs", 1)]),
        ("Wie nun?\n\nText.", [("error", "no-title", 1)]),
        ("Wie nun?\n\nArbeit\n\nText.", [("error", "no-title", 1)]),
        ("Ein Satz.\n\nArbeit\n\nWie nun?\n\nText.", [("error", "no-question", 1)]),
        ("Arbeit\n\nText.", [("warning", "no-question", 1)]),
        ("Arbeit\n\nWie nun?", [("warning", "no-concept", 1)]),
    ],
)
def test_missing(text: str, issues: list[tuple[str, str, int]]) -> None:
    """What is missing, in another order or numbered otherwise is reported."""
    assert _read(text)[1] == issues
