"""The team of a forum in a page: its persons as records, its doubts as issues, and no doubtful word understood."""

import pytest

from ruhrgraph.graph.mapping.reading_report import report_on
from ruhrgraph.loaders.document import parse_document
from ruhrgraph.loaders.records import Reading
from ruhrgraph.loaders.themenforen import load

PAGE = """Klicken Sie auf den Titel

Titel

Frage?

Text.

Moderationsteam
{line}

Teilnehmerkreis
Fachleute

Veranstaltungen

1. Werkstatt am 3.5.2019 in Essen
Ziel: Austausch
Teilnehmende: 20

Ressort: MWIDE
"""
LINE = 10


def _read(line: str) -> Reading:
    return load(parse_document("seite", PAGE.format(line=line).encode(), "seite.txt"))


def test_record() -> None:
    """Office, titles, role, organisation and ministry of a line are fields of the moderation."""
    (forum,) = _read("Finanzminister Dr. Max Muster, Vorsitzender der Stiftung Ruhr").themenforen
    (found,) = forum.moderationen
    fields = (found.amt, found.akademischer_titel, found.name, found.rolle, found.organisation, found.ressort)
    values = ["Finanzminister", "Dr.", "Max Muster", "Vorsitzender", "Stiftung Ruhr", "FM"]
    assert [value and value.value for value in fields] == values
    assert found.regierung is not None


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("Max Muster, Stadt Essen, max@essen.de", "max@essen.de"),
        ("Max Muster und N.N.", "und N.N."),
        ("Max Muster, Eva Klein", "Eva Klein"),
        ("Max Muster, Vorsitzender seit 2015", "Vorsitzender seit 2015"),
    ],
)
def test_left_out(line: str, left: str) -> None:
    """What fits no rule is a warning at its line that quotes it, and is listed as not understood."""
    reading = _read(line)
    (warning,) = (issue for issue in reading.issues if issue.severity == "warning")
    assert (warning.code, warning.line) == ("value-not-understood", LINE)
    assert left in warning.message
    assert report_on(reading)["notUnderstood"] == [{"line": LINE, "text": left}]


@pytest.mark.parametrize("line", ["N.N.", "angefragt", "Die Moderation übernimmt Max Muster."])
def test_no_person(line: str) -> None:
    """A line without a person is reported, is not understood, and makes no moderation."""
    reading = _read(line)
    assert ("no-person", LINE) in [(issue.code, issue.line) for issue in reading.issues]
    assert reading.themenforen[0].moderationen == ()
    assert {"line": LINE, "text": line} in report_on(reading)["notUnderstood"]


def test_positions() -> None:
    """Persons of one line and of several are counted on."""
    (forum,) = _read("Max Muster und Eva Klein\nBernd Beispiel").themenforen
    assert [(item.position.value, item.name.value) for item in forum.moderationen] == [
        (1, "Max Muster"),
        (2, "Eva Klein"),
        (3, "Bernd Beispiel"),
    ]
