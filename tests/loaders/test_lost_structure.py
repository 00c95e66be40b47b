"""Changed pages: each is read as the whole one, or says at which line something is wrong."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pytest

from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import Document, ReadValue
from ruhrgraph.loaders.records import Reading
from ruhrgraph.loaders.shipped import documents

PAGE = next(document.text for document in documents() if document.name == "themenforen")
FORUM = PAGE[PAGE.index("Zukunftswert Arbeit") : PAGE.index("\nPotenziale der Metropolregion für")]
"""Forum 7."""
MINISTRIES = "MAGS (weitere beteiligte Ressorts MSB, MWIDE)"
TEAM, CIRCLE, EVENTS = "Moderationteam\n", "Teilnehmerkreis\n", "Veranstaltungen\n"
PERSON, GROUPS, QUESTION = "Oliver Burkhard", "Unternehmen im Ruhrgebiet", "Wie gestalten wir die Arbeit von morgen?"


def _read(text: str) -> Reading:
    return load(Document("themenforen", text, ""))


@cache
def _whole() -> Reading:
    return _read(PAGE)


def _values(record: Any) -> Iterator[Any]:  # noqa: ANN401  # records of all kinds
    """Yield all values of a record and of those in it, in order."""
    if isinstance(record, ReadValue):
        yield record.value
    elif isinstance(record, tuple):
        for item in record:
            yield from _values(item)
    elif is_dataclass(record):
        for each in fields(record):
            yield from _values(getattr(record, each.name))


def _changed(old: str, new: str) -> str:
    """Return the page with something in forum 7 changed; `old` is a pattern."""
    changed = re.sub(old, new, FORUM, count=1)
    assert changed != FORUM
    return PAGE.replace(FORUM, changed)


SAME = [
    *((TEAM, f"{heading}\n") for heading in ("Moderation", "Moderatorinnen:", "Moderiert von", "## Moderation")),
    *((TEAM, f"{heading}\n") for heading in ("Moderationsteam des Forums", "**Moderator/-innen**")),
    (TEAM, "Moderation: "),
    *((CIRCLE, f"{heading}\n") for heading in ("Teilnehmende", "Kreis der Teilnehmenden:", "Zielgruppe", "Adressaten")),
    (CIRCLE, "Teilnehmerkreis: "),
    *((EVENTS, f"{heading}\n") for heading in ("Termine", "Geplante Veranstaltungen", "Veranstaltungen:")),
    *(
        ("Ressort:", label)
        for label in ("Federführung:", "Zuständiges Ressort:", "Ressort :", "ressort:", "Ressort:\n")
    ),
    (re.escape(f"Ressort: {MINISTRIES}"), "Federführung: MAGS\nBeteiligte Ressorts: MSB, MWIDE"),
    ("Zukunftswert", "Themenforum 7: Zukunftswert"),
    ("Zukunftswert", "7. Zukunftswert"),
    ("Zukunftswert", "Themenforum 7\n\nZukunftswert"),
    ("Arbeit\n\nWie", "Arbeit\nWie"),
    ("Durch den", "Konzept\nDurch den"),
    ("Ziel:", "Zielsetzung:"),
    ("Teilnehmende:", "Teilnehmer*innen:"),
    (r"(2\. Workshop.*\n)(Ziel:.*)\n(Teilnehmende:.*)", r"\1\3\n\2"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_read_all_the_same(old: str, new: str) -> None:
    """Another form of a heading or label, or another order of an event's labels, changes nothing."""
    found = _read(_changed(old, new))
    assert list(_values(found.themenforen)) == list(_values(_whole().themenforen))
    assert [(issue.severity, issue.code) for issue in found.issues] == [
        (issue.severity, issue.code) for issue in _whole().issues
    ]


@pytest.mark.parametrize("pattern", [r"\n[ \xa0]*(?=\n)", r"\n(?=\n)"])
def test_blank_lines(pattern: str) -> None:
    """Lost blank lines change nothing."""
    assert list(_values(_read(re.sub(pattern, "", PAGE)).themenforen)) == list(_values(_whole().themenforen))


WRONG = [
    # headings that are unknown or missing
    (TEAM, "Leitung\n", "heading-unknown", "Leitung"),
    (TEAM, "Begleitung durch\n", "heading-unknown", "Begleitung durch"),
    (TEAM, "", "person-elsewhere", "Minister Karl"),
    (TEAM + r".*\n.*\n", "", "no-moderation", "Zukunftswert"),
    (CIRCLE, "Runde\n", "heading-unknown", "Runde"),
    (CIRCLE, "Eingeladene Gäste\n", "heading-unknown", "Eingeladene Gäste"),
    (CIRCLE, "Wer macht mit?\n", "heading-unknown", "Wer macht mit?"),
    (CIRCLE, "", "no-circle", GROUPS),
    (EVENTS, "Treffen\n", "heading-unknown", "Treffen"),
    (EVENTS, "", "heading-missing", "1. Präsenz"),
    (EVENTS + r"[\s\S]*(?=Ressort:)", "", "no-events", "Zukunftswert"),
    ("Ressort:", "Zuordnung:", "label-unknown", "Zuordnung:"),
    ("Ressort: ", "", "label-unknown", "MAGS ("),
    (r"Ressort:.*", "", "no-ministry", "Zukunftswert"),
    ("Zukunftswert Arbeit\n", "", "no-title", QUESTION),
    # headings that come twice or in another order
    (TEAM, TEAM + "\n" + TEAM, "line-doubled", TEAM),
    (TEAM, TEAM + "Moderation\n", "heading-doubled", "Moderation\n"),
    (EVENTS, EVENTS + "\nTermine\n", "heading-doubled", "Termine"),
    (rf"({TEAM}.*\n.*\n)\n({CIRCLE}.*\n)", r"\2\n\1", "heading-order", TEAM),
    (rf"({EVENTS}[\s\S]*)(Ressort:.*)", r"\2\n\n\1", "label-in-text", "Ressort:"),
    (r"(Ressort:.*)", r"\1\nRessort: FM", "label-in-text", "Ressort: FM"),
    (rf"(Zukunftswert Arbeit)\n\n({re.escape(QUESTION)})", r"\2\n\n\1", "no-title", QUESTION),
    # labels in a text
    ("Durch den", "Ressort: FM\nDurch den", "label-in-text", "Ressort: FM"),
    ("Durch den", "Ziel: Ideen\nDurch den", "label-in-text", "Ziel: Ideen"),
    ("\nModeration", "Teilnehmende: 20\n\nModeration", "label-in-text", "Teilnehmende: 20"),
    (PERSON, f"Ressort: FM\n{PERSON}", "label-in-text", "Ressort: FM"),
    (PERSON, f"Ziel: Ideen\n{PERSON}", "label-in-text", "Ziel: Ideen"),
    (PERSON, f"Gastgeberin: Eva Klein\n{PERSON}", "label-unknown", "Gastgeberin"),
    (GROUPS, f"Ziel: Ideen\n{GROUPS}", "label-in-text", "Ziel: Ideen"),
    (GROUPS, f"Ressort: FM\n{GROUPS}", "label-in-text", "Ressort: FM"),
    (EVENTS, "Budget: 2 Mio. Euro\n\n" + EVENTS, "label-in-text", "Budget"),
    (EVENTS, "Methodik: Fishbowl\n\n" + EVENTS, "label-unknown", "Methodik"),
    ("Teilnehmende:", "Budget: 2 Mio. Euro\nTeilnehmende:", "label-unknown", "Budget"),
    ("Teilnehmende:", "Ressort: FM\nTeilnehmende:", "label-unknown", "Ressort: FM"),
    ("Teilnehmende:", "Ziel: mehr\nTeilnehmende:", "label-doubled", "Ziel: mehr"),
    # unknown headings and texts in another section
    ("Durch den", "Ausgangslage\nDurch den", "heading-unknown", "Ausgangslage"),
    ("\nTeilnehmerkreis", "\nKontakt\nEva Klein\n\nTeilnehmerkreis", "heading-unknown", "Kontakt"),
    (rf"({PERSON}.*)\n\n({CIRCLE})", r"\2\1\n", "person-elsewhere", PERSON),
    (rf"({TEAM})(.*\n)", r"\2\1", "person-elsewhere", "Minister Karl"),
    (rf"({CIRCLE})(.*\n)", r"\2\1", "no-circle", GROUPS),
    (rf"(Durch den .*\n)\n({TEAM})", r"\2\1", "text-elsewhere", "Durch den"),
    (rf"\n({CIRCLE})", r"\nBanken, Vereine, Kammern\n\n\1", "text-elsewhere", "Banken"),
    (GROUPS, rf"PD Dr. Eva Klein\n{GROUPS}", "person-elsewhere", "PD Dr."),
    (GROUPS, rf"Eva van den Berg, Stadt Köln, Beigeordnete\n{GROUPS}", "person-elsewhere", "Eva van"),
    # events
    (r"2\. Workshop", "3. Workshop", "event-number", "3. Workshop"),
    (r"2\. Workshop", "1. Workshop", "event-number", "1. Workshop"),
    (r"2\. Workshop", "Workshop", "unread-text", "Workshop"),
    (r"1\. Präsenz", "Präsenz", "unread-text", "Präsenz"),
    (r"(2\. Workshop.*\n)(Ziel:.*\n)", r"\2\1", "label-doubled", "Ziel: Die erarbeiteten"),
    (r"(1\. Präsenz.*\n)(Ziel:.*\n)", r"\2\1", "unread-text", "Ziel: Gemeinsam"),
    (r"\n2\. Workshop", "\nBitte anmelden.\n\n2. Workshop", "unread-text", "Bitte anmelden."),
    # numbers and lines between forums
    ("Zukunftswert", "Themenforum 8: Zukunftswert", "number-differs", "Themenforum 8"),
    ("Zukunftswert", "8. Zukunftswert", "number-differs", "8. Zukunft"),
    ("Zukunftswert", "Ein Satz für sich.\n\nZukunftswert", "no-question", "Ein Satz für sich."),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), WRONG)
def test_reported_at_its_line(old: str, new: str, code: str, line: str) -> None:
    """What is lost or at the wrong place is reported where it stands, and no other forum is read otherwise."""
    text = _changed(old, new)
    found = _read(text)
    lines = text.split("\n")
    fresh = {(issue.code, lines[issue.line - 1]) for issue in found.issues if issue.severity != "note"}
    assert any(known == code and f"{words}\n".startswith(line) for known, words in fresh)
    numbers = {forum.titel.value: forum.nummer.value for forum in found.themenforen}
    assert {title: number for title, number in numbers.items() if number not in (7, 8)} == {
        forum.titel.value: forum.nummer.value for forum in _whole().themenforen if forum.nummer.value not in (7, 8)
    }


def _between(first: str, second: str) -> str:
    """Return the page without what stands from one place in forum 7 to one behind it."""
    start = PAGE.index(FORUM) + FORUM.index(first)
    return PAGE[:start] + PAGE[PAGE.index(second, start + 1) :]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (_between("Ressort:", "Wie können wir das Potential"), {"no-ministry", "no-title"}),
        (_between("Ressort:", "Teilnehmerkreis\nMitglieder"), {"heading-doubled", "event-number"}),
        (_between("Ressort:", "1. Expertengespräch"), {"event-number"}),
        (_between(TEAM, "Wie können wir das Potential"), {"second-question"}),
        (PAGE.replace("1 Bewertung", "Ressort: FM\n\n1 Bewertung"), {"label-in-text"}),
        (PAGE.replace("\nWeitere Informationen", "\nZiel: Ideen\n\nWeitere Informationen", 1), {"unread-text"}),
    ],
)
def test_joined_forums(text: str, codes: set[str]) -> None:
    """Where two forums have run together, or a forum and the page around it, there are errors."""
    assert codes <= {issue.code for issue in _read(text).issues if issue.severity == "error"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("die duale", "und\nModeration\nund Begleitung, die duale"),
        ("die duale", "durch die\nModeratoren\nunterstützt, die duale"),
    ],
)
def test_word_in_a_sentence(old: str, new: str) -> None:
    """A heading's word in a line of its own within a sentence is part of the text."""
    concept = _read(_changed(old, new)).themenforen[6].konzept
    assert concept is not None
    assert " ".join(new.split()) in concept.value
