"""The headings of a forum's sections and the labels inside of them."""

import pytest

from ruhrgraph.loaders.document import Passage, parse_document
from ruhrgraph.loaders.headings import (
    find_heading,
    heading_kind,
    is_part_of_text,
    join_labels,
    looks_like_heading,
    stray_label,
)

KNOWN = {
    "team": (
        "Moderationsteam|Moderationteam|Moderations-Team|Moderation|Moderation:|MODERATION|Moderatorin|"
        "Moderatorinnen|Moderatoren|Moderator/-innen|Moderator/innen|Moderatoren/-innen|ModeratorInnen|"
        "Moderator(innen)|Wer moderiert?|"
        "Moderator*innen|Moderator:innen|Moderator(inn)en|Moderatorinnen und Moderatoren|"
        "Moderatorin und Moderator|Moderationstandem|Das Moderationsteam|Moderationsteam des Forums|"
        "Moderation des Themenforums|Moderiert von|Moderiert von:|Es moderieren:|Moderierende|"
        "Moderatorenteam|Moderator*innen-Team|Moderation (Tandem)|## Moderation|"
        "**Moderation**|**Moderation:**|**Moderation**:|<b>Moderationsteam</b>|__Moderation__|  Moderation  "
    ),
    "circle": (
        "Teilnehmerkreis|Teilnehmerkreis:|Teilnehmendenkreis|Teilnehmenden-Kreis|Teilnehmer-Kreis|TN-Kreis|"
        "Teilnehmende|TeilnehmerInnenkreis|Teilnehmer*innenkreis|Teilnehmerinnen und Teilnehmer|"
        "Teilnehmer/-innen|Zielgruppe|Zielgruppen:|Kreis der Teilnehmenden|"
        "Kreis der Teilnehmerinnen und Teilnehmer|Adressatenkreis|Geladener Kreis|**Zielgruppe**|"
        "### Teilnehmende|Beteiligte|Mitwirkende|Adressatinnen und Adressaten|Teilnehmerkreis des Forums"
    ),
    "events": (
        "Veranstaltungen|Veranstaltungen:|Veranstaltung|Termine|Termine:|Geplante Veranstaltungen|"
        "Unsere Veranstaltungen|Veranstaltungstermine|Termine und Veranstaltungen|"
        "Veranstaltungen und Termine|Veranstaltungen 2019|Terminübersicht|"
        "Bisherige und geplante Veranstaltungen|Übersicht der Veranstaltungen|## Veranstaltungen|"
        "**Veranstaltungen**|Veranstaltungen des Themenforums|veranstaltungen"
    ),
    "ministries": (
        "Ressort: VM|Ressorts: VM|Ressort : VM|ressort: VM|RESSORT: VM|Ressort(s): VM|"
        "Federführendes Ressort: VM|Federführung: VM|Zuständiges Ressort: VM|Zuständig: VM|"
        "Verantwortliches Ressort: VM|Federführendes Ministerium: VM|Ministerium: VM|**Ressort:** VM|"
        "**Ressort**: VM|Ressort VM|Ressort VM (beteiligte Ressorts: FM)|Ressort Stk/Sport"
    ),
}


@pytest.mark.parametrize(("line", "kind"), [(line, kind) for kind, lines in KNOWN.items() for line in lines.split("|")])
def test_known(line: str, kind: str) -> None:
    """The usual forms of each heading are known, with or without marks."""
    assert heading_kind(Passage(line, 0)) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Moderation ist wichtig.",
        "Die Moderatoren begleiten den Prozess",
        "Das Moderationsteam: drei Personen",
        "Moderation: Neue Wege gehen",
        "Veranstaltungen in Essen",
        "Teilnehmende werden eingeladen",
        "Ressort",
        "Ressort:",
        "Ressort über alles",
        "Ressortübergreifend: ja",
        "Leitung",
        "",
    ],
)
def test_ordinary_text(line: str) -> None:
    """What only begins with such a word is no heading."""
    assert heading_kind(Passage(line, 0)) is None


@pytest.mark.parametrize(
    ("line", "kind", "rest"),
    [
        ("Moderation: Minister Hendrik Wüst", "team", "Minister Hendrik Wüst"),
        ("**Moderation:** Dr. Eva Klein, RAG", "team", "Dr. Eva Klein, RAG"),
        ("Moderiert von Eva Klein und Uwe Bork", "team", "Eva Klein und Uwe Bork"),
        ("Teilnehmerkreis: Kommunen, Verbände", "circle", "Kommunen, Verbände"),
    ],
)
def test_text_behind(line: str, kind: str, rest: str) -> None:
    """Moderators and participants may stand behind the heading in its line."""
    found = find_heading(Passage(line, 0))
    assert found is not None
    assert (found.kind, found.rest and found.rest.text) == (kind, rest)


@pytest.mark.parametrize(
    ("before", "line", "after", "is_text"),
    [
        (None, "Moderation", "Eva Klein", False),
        ("Ein Satz.", "Moderation", "Eva Klein", False),
        (None, "Moderation", "und Begleitung", True),
        ("Es geht um die", "Moderation", "Eva Klein", True),
        ("Übung,", "Moderation", None, True),
        ("Frau A", "Teilnehmerkreis", "alle", False),
        (None, "Moderation:", "eine Kunst", False),
        (None, "## Moderation", "eine Kunst", False),
    ],
)
def test_part_of_text(before: str | None, line: str, after: str | None, is_text: bool) -> None:  # noqa: FBT001  # a column
    """A word alone in a line of a sentence is no heading."""
    passages = [None if text is None else Passage(text, 0) for text in (before, line, after)]
    assert is_part_of_text(passages[0], Passage(line, 0), passages[2]) is is_text


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Ressort:\nVM (weitere: FM)", ["Ressort:\nVM (weitere: FM)"]),
        ("Ressort\n\nVM", ["Ressort\n\nVM"]),
        ("Ressort:\nEin Titel", ["Ressort:", "Ein Titel"]),
        ("Federführung: VM\nBeteiligte Ressorts: FM", ["Federführung: VM(Beteiligte Ressorts: FM"]),
        ("Ressort: VM (IM)\nBeteiligte Ressorts: FM", ["Ressort: VM (IM)", "Beteiligte Ressorts: FM"]),
        ("a\n\nb", ["a", "", "b"]),
    ],
)
def test_labels_are_joined(text: str, joined: list[str]) -> None:
    """A label and the ministries in the next line are one line, and so are lead and other ministries."""
    passage = parse_document("x", text.encode(), "x").passage
    assert [line.text for line in join_labels(list(passage.lines()), passage)] == joined


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Ziel: Ideen", "Ziel"),
        ("**Ressort:** VM", "Ressort"),
        ("Budget: 2 Mio. Euro", "Budget"),
        ("Teilnehmende : alle", "Teilnehmende"),
        ("Ansprechpartnerin: Eva Klein", "Ansprechpartnerin"),
        ("Alle Zeit der Welt. Ressort: VM", "Ressort"),
        ("Das Ziel: Ideen", None),
        ("Konzept: Ideen", None),
        ("Ziel ist es, Ideen zu finden", None),
    ],
)
def test_stray_labels(line: str, label: str | None) -> None:
    """Labels of other sections at the beginning of a line are known."""
    found = stray_label(Passage(line, 0))
    assert (found and found.text) == label


@pytest.mark.parametrize(
    ("line", "looks"),
    [
        ("Leitung", True),
        ("Die Gastgeber", True),
        ("**Leitung**", True),
        ("Leitung:", True),
        ("Ein Satz.", False),
        ("Was nun?", False),
        ("kleine Wörter", False),
        ("Eine Zeile mit sehr vielen Wörtern darin", False),
        ("Eva Klein, RAG", False),
    ],
)
def test_looks_like_heading(line: str, looks: bool) -> None:  # noqa: FBT001  # a column
    """A heading is short, without punctuation, and begins with a capital letter."""
    assert looks_like_heading(Passage(line, 0)) is looks
