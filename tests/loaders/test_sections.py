"""The sections of a page of Themenforen."""

import pytest

from ruhrgraph.loaders.document import Passage, ReadingLog, parse_document
from ruhrgraph.loaders.headings import heading_kind
from ruhrgraph.loaders.sections import paragraphs_of, preamble, sections_of

PAGE = """Themen

Ein Satz
und sein Ende.

3 Bewertungen
Klicken Sie auf den Titel
Erstes
Moderationsteam:
Frau A
Teilnehmendenkreis
alle
Veranstaltungen:
1. Auftakt
Ressort: VM
Zweites
Moderations-Team
Herr B
Ressorts: MKFFI
Kontakt
Ein Rest
"""


def _page(text: str) -> tuple[ReadingLog, list[Passage]]:
    """Return a text with the log of its reading, and its lines."""
    document = parse_document("page", text.encode(), "page.txt")
    return ReadingLog(document), list(document.passage.lines())


def _texts(lines: list[Passage]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Moderationsteam:", "team"),
        (" Moderations-Team ", "team"),
        ("Teilnehmerkreis:", "circle"),
        ("Teilnehmenden-Kreis", "circle"),
        ("Veranstaltung:", "events"),
        ("Federführendes Ressort: VM", "ministries"),
        ("Ressorts: VM", "ministries"),
        ("Ressort:", None),
        ("Das Moderationsteam: drei Personen", None),
        ("Veranstaltungen in Essen", None),
    ],
)
def test_headings(line: str, kind: str | None) -> None:
    """A heading stands alone on its line, but for that of the ministries, which has them behind it."""
    assert heading_kind(Passage(line, 0)) == kind


def test_preamble() -> None:
    """Heading and introduction stand before the invitation; the rating is boilerplate, and so is the invitation."""
    log, lines = _page(PAGE)
    page, body = preamble(lines, log)
    assert (page.titel and page.titel.value) == "Themen"
    assert (page.einleitung and page.einleitung.value) == "Ein Satz und sein Ende."
    assert body[0].text == "Erstes"
    text = log.document.text
    assert {text[span.start : span.end] for span in log.boilerplate} == {"3 Bewertungen", "Klicken Sie auf den Titel"}


def test_preamble_without_invitation() -> None:
    """The first forum then begins before the last question above its team."""
    log, lines = _page("Themen\n\nErstes\n\nWas nun?\n\nModerationsteam:\nFrau A\nRessort: VM\n")
    page, body = preamble(lines, log)
    assert (page.titel and page.titel.value) == "Themen"
    assert next(line.text for line in body if line.text) == "Erstes"


def test_sections() -> None:
    """Each forum has its lines by heading; what follows the last is a footer, or else reported."""
    log, lines = _page(PAGE)
    first, second = sections_of(preamble(lines, log)[1], log)
    assert _texts(first.head) == ["Erstes"]
    assert (_texts(first.team), _texts(first.circle), _texts(first.events)) == (["Frau A"], ["alle"], ["1. Auftakt"])
    assert (first.ministries and first.ministries.text) == "Ressort: VM"
    assert (_texts(second.head), _texts(second.team)) == (["Zweites"], ["Herr B"])
    assert [(issue.code, "Ein Rest" in issue.message) for issue in log.issues] == [("unread-text", True)]


def test_forum_without_ministries() -> None:
    """It ends behind the paragraph that names who takes part in its last event."""
    log, lines = _page(
        "A\nModerationsteam:\nX\nVeranstaltungen:\n1. E\nTeilnehmende: alle\n\nB\nModerationsteam:\nY\nRessort: VM\n"
    )
    first, second = sections_of(lines, log)
    assert first.ministries is None
    assert _texts(first.events) == ["1. E", "Teilnehmende: alle"]
    assert [text for text in _texts(second.head) if text] == ["B"]


def test_paragraphs() -> None:
    """Lines without a blank line in between are one paragraph."""
    log, lines = _page("a\nb\n\n \n c \n")
    assert _texts(paragraphs_of(lines, log.document.passage)) == ["a\nb", "c"]


def test_marks() -> None:
    """Marks of Markdown are no part of the page's title and of the moderators' names."""
    log, lines = _page("# Themen\n\nKlicken Sie auf den Titel\n\nA\n\nModeration\n- Frau X\n2. Herr Y\n\nRessort: VM\n")
    page, body = preamble(lines, log)
    (forum,) = sections_of(body, log)
    assert (page.titel and page.titel.value) == "Themen"
    assert [text for text in _texts(forum.team) if text] == ["Frau X", "Herr Y"]


def test_moderators_behind_the_heading() -> None:
    """Several moderators behind the heading in its line are lines of their own."""
    log, lines = _page("A\nModeration: Dr. Eva Klein; Dr. Uwe Bork, RAG\nRessort: VM\n")
    (forum,) = sections_of(lines, log)
    assert _texts(forum.team) == ["Dr. Eva Klein", "Dr. Uwe Bork, RAG"]
