"""HTML in a page is read as its text."""

import pytest

from ruhrgraph.graph.mapping.reading_report import report_on
from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import parse_document
from ruhrgraph.loaders.page_markup import without_markup
from ruhrgraph.loaders.records import Reading
from tests.loaders.gold import UNSEEN

PAGE = (UNSEEN / "forum-a.txt").read_text(encoding="utf-8")


def _read(text: str) -> Reading:
    return load(parse_document("seite", text.encode(), "seite.txt"))


def _values(reading: Reading) -> list[list[str]]:
    return [
        [
            *(part.value for part in (forum.titel, forum.leitfrage, forum.konzept, forum.teilnehmerkreis) if part),
            *(person.name.value for person in forum.moderationen),
            *(event.titel.value for event in forum.veranstaltungen),
        ]
        for forum in reading.themenforen
    ]


@pytest.mark.parametrize("tag", ["p", "div", "li", 'span class="x"', "strong", "h2"])
def test_tags_around_lines(tag: str) -> None:
    """Tags around all lines change no value, all is understood, and a note says so."""
    end = tag.partition(" ")[0]
    marked = "\n".join(f"<{tag}>{line}</{end}>" if line.strip() else line for line in PAGE.split("\n"))
    plain, other = _read(PAGE), _read(marked)
    assert _values(other) == _values(plain)
    assert report_on(other)["notUnderstood"] == report_on(plain)["notUnderstood"]
    assert [issue.code for issue in other.issues] == ["markup-removed", *(issue.code for issue in plain.issues)]
    for forum in other.themenforen:
        (span,) = forum.titel.spans
        assert marked[span.start : span.end] == forum.titel.value


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Titel<br>Frage?", "Titel\nFrage?"),
        ("Handel &amp; Gewerbe", "Handel & Gewerbe"),
        ("Essen&nbsp;Nord", "Essen Nord"),
        ("<p>Titel</p><p>Text</p>", "Titel\n\nText"),
        ('<a href="/x">Workshop</a>', "Workshop"),
        ("<!-- Anfang -->Titel", "Titel"),
    ],
)
def test_text(text: str, read: str) -> None:
    """Inline tags vanish, entities are their characters, and a block within a line begins a new one."""
    found = without_markup(parse_document("seite", text.encode(), "seite.txt"))
    assert found is not None
    assert found.text == read


@pytest.mark.parametrize("text", ["Kinder < 6 und Alte > 80", "Forschung & Lehre", "<Name>", "a<b"])
def test_no_markup(text: str) -> None:
    """Signs that are no HTML stay."""
    assert without_markup(parse_document("seite", text.encode(), "seite.txt")) is None
