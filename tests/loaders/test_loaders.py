"""The loaders as they are found: which document is whose, what is accounted for, and what is said about bad input."""

from pathlib import Path

import pytest

from ruhrgraph.graph.mapping.reading_report import report_on
from ruhrgraph.loaders import load, loaders
from ruhrgraph.loaders.document import Document, read
from ruhrgraph.loaders.records import Reading
from ruhrgraph.loaders.shipped import documents
from ruhrgraph.ontology.errors import UnknownDocumentError

UNSEEN = sorted(path for path in (Path(__file__).parents[1] / "gold" / "unseen").iterdir() if path.suffix != ".json")
FORUM = """Neue Wege

Wie kommen wir voran?

Wir gehen.

Moderationteam
Minister Hendrik Wüst

Teilnehmerkreis
Alle

Veranstaltungen

1. Workshop am 08.04.2019 von 10:00 bis 12:00 Uhr im Rathaus Essen
Ziel: Ideen
Teilnehmende: 20 Personen

Ressort: VM
"""
PROJECT = """# Projekte

## 1 Handlungsfelder mit 1 Projekten

<b>Feld: Eins – zwei</b> .....\t<b>2</b>
Projekt A (VM, 01-01) .....\t3

## Feld: Eins – zwei

Einleitung.

### Projekt A (VM, 01-01)

Projektbeschreibung\tText
Maßnahmen\tTun
Laufzeit\t2020 bis 2021
"""


def _read(text: str) -> Reading:
    return load(Document("probe", text, ""))


def _codes(text: str, severity: str) -> set[str]:
    return {issue.code for issue in _read(text).issues if issue.severity == severity}


@pytest.mark.parametrize("loader", loaders(), ids=lambda loader: loader.name)
def test_own_document(loader: object) -> None:
    """Each loader recognises the shipped document of its name, and no other."""
    name = getattr(loader, "name", "")
    assert [document.name for document in documents() if load(document).loader == name] == [name]


@pytest.mark.parametrize("document", [*documents(), *map(read, UNSEEN)], ids=lambda document: document.name)
def test_every_character(document: Document) -> None:
    """Every character but white space is understood, boilerplate or listed; of these documents none is listed."""
    report = report_on(load(document))
    unread = sum(len("".join(item["text"].split())) for item in report["notUnderstood"])
    assert report["understood"] + report["boilerplate"] + unread == report["characters"]
    assert report["characters"] == sum(not char.isspace() for char in document.text)
    assert report["notUnderstood"] == []


def test_unknown_document() -> None:
    """A document of no known kind is refused, with the kinds there are."""
    with pytest.raises(UnknownDocumentError, match="handlungsfelder, themenforen"):
        _read("Ein Kochbuch.\n")


def test_two_kinds_in_one() -> None:
    """A document that fits two loaders is refused rather than half read."""
    with pytest.raises(UnknownDocumentError, match="several kinds"):
        _read(FORUM + PROJECT)


@pytest.mark.parametrize("text", [FORUM, PROJECT])
def test_clean(text: str) -> None:
    """The smallest whole document of each kind is read without a warning or an error."""
    assert {issue.severity for issue in _read(text).issues} <= {"note"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FORUM.replace("Ressort: VM\n", ""), "no-ministry"),
        (FORUM.replace("Ressort: VM", "Ressort: VM, IM"), "no-ministry"),
        (FORUM.replace("08.04.2019", "31.02.2019"), "impossible-date"),
        (FORUM.replace("10:00 bis", "10:99 bis"), "impossible-time"),
        (FORUM.replace("Minister Hendrik Wüst\n", ""), "no-moderation"),
        (FORUM.replace("1. Workshop", "Workshop"), "no-events"),
        (PROJECT + PROJECT[PROJECT.index("###") :], "duplicate-code"),
        (PROJECT[: PROJECT.index("###")] + "### Projekt B (VM, 01-02)\n", "section-missing"),
        (PROJECT.replace("Maßnahmen\tTun\n", ""), "row-missing"),
        (PROJECT.replace("2020 bis 2021", "2021 bis 2020"), "years-reversed"),
        (PROJECT.replace("### Projekt A (", "### ("). replace("Projekt A (VM, 01-01) .....\t3\n", ""), "title-missing"),
    ],
)  # fmt: skip
def test_error(text: str, code: str) -> None:
    """What makes a document invalid is an error of its report."""
    assert code in _codes(text, "error")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FORUM.replace("Wie kommen wir voran?", "Wir kommen voran."), "no-question"),
        (FORUM.replace("Ressort: VM", "Ressort: XYZ"), "acronym-unknown"),
        (FORUM.replace("Ziel: Ideen\n", ""), "event-incomplete"),
        (FORUM + "\nWas ist das hier?\n", "unread-text"),
        (FORUM.replace("Minister Hendrik Wüst", "Minister Hendrik Wüst\nunbekannt"), "no-person"),
        (PROJECT.replace("mit 1 Projekten", "mit 2 Projekten"), "count-differs"),
        (PROJECT.replace("Projekt A (VM, 01-01) .....\t3\n", ""), "not-in-contents"),
    ],
)
def test_warning(text: str, code: str) -> None:
    """What is doubtful but leaves the rest whole is a warning of the report."""
    assert code in _codes(text, "warning")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FORUM.replace("08.04.2019", "08.04 2019"), "date-repaired"),
        (FORUM.replace("von 10:00 bis 12:00 Uhr", "ganztätig"), "word-repaired"),
        (FORUM.replace("Ressort: VM", "Ressort: MHKGB"), "acronym-repaired"),
        (FORUM.replace("Hendrik Wüst", "Hendrik\nWüst"), "name-over-lines"),
        (PROJECT.replace("### Projekt A (VM, 01-01)", "## Projekt A (VM; 01-01)"), "heading-level"),
        (PROJECT.replace("### Projekt A (VM, 01-01)", "### Projekt A (VM; 01-01)"), "separator-repaired"),
        (PROJECT.replace("### Projekt A (", "### ("), "title-missing"),
        (PROJECT.replace("### Projekt A (", "### Projekt B ("), "title-differs"),
        (PROJECT.replace("Tun", "<ul><li>Tun</li></ul>"), "markup-removed"),
    ],
)
def test_note(text: str, code: str) -> None:
    """What had to be repaired is a note of the report."""
    assert code in _codes(text, "note")


def test_text_behind_the_last_forum_is_listed() -> None:
    """Text that fits nowhere is listed as not understood, with its line."""
    report = report_on(_read(FORUM + "\nWas ist das hier?\n"))
    assert [item["text"] for item in report["notUnderstood"]] == ["Was ist das hier?"]
    assert report["notUnderstood"][0]["line"] == len(FORUM.splitlines()) + 2


def test_windows_line_ends() -> None:
    """Line ends of two characters change nothing but the positions."""
    plain, windows = _read(FORUM), _read(FORUM.replace("\n", "\r\n"))
    assert [forum.titel.value for forum in windows.themenforen] == [forum.titel.value for forum in plain.themenforen]
    event = windows.themenforen[0].veranstaltungen[0]
    assert event.ziel is not None
    assert windows.document.text[event.ziel.spans[0].start : event.ziel.spans[0].end] == "Ideen"
