"""The line of ministries in a page: its roles as records, its doubts as issues, and no doubtful word understood."""

from ruhrgraph.graph.mapping.reading_report import report_on
from ruhrgraph.loaders.document import parse_document
from ruhrgraph.loaders.themenforen import load

PAGE = """Klicken Sie auf den Titel

Titel

Frage?

Moderationsteam
Max Muster

Veranstaltungen

1. Werkstatt am 3.5.2019 in Essen
Ziel: Austausch
Teilnehmende: 20

{line}
"""


def test_line() -> None:
    """Each role of the line is a field of the forum, and what fits no rule is a warning at the line, not understood."""
    line = "Ressort: MWIDE (weitere: Justizministerium, RVR; FM angefragt)"
    reading = load(parse_document("seite", PAGE.format(line=line).encode(), "seite.txt"))
    (forum,) = reading.themenforen
    assert forum.federfuehrend is not None
    assert forum.federfuehrend.value == "MWIDE"
    assert [item.value for item in forum.beteiligt] == ["JM"]
    assert [item.value for item in forum.angefragt] == ["FM"]
    warnings = [(issue.code, issue.line) for issue in reading.issues if issue.severity == "warning"]
    assert ("value-not-understood", 16) in warnings
    assert report_on(reading)["notUnderstood"] == [{"line": 16, "text": "RVR"}]


def test_two_leads() -> None:
    """A line with two lead ministries is an error: a forum has one."""
    reading = load(parse_document("seite", PAGE.format(line="Ressort: MWIDE und MULNV").encode(), "seite.txt"))
    assert ("error", "no-ministry") in [(issue.severity, issue.code) for issue in reading.issues]
