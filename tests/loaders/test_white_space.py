"""White space that is cut short while a document is read: what is kept, and that positions are those of the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import Document, parse_document
from ruhrgraph.loaders.shipped import documents
from ruhrgraph.loaders.white_space import shortened

FORUM = """Titel

Frage{x}nach mehr?

Moderationsteam
Minister Dr. Joachim Stamp

Veranstaltungen

1. Veranstaltung{x}am 08.04.2019 von 12:00{x}bis 18:00 Uhr in Essen
Ziel: Darstellung
Teilnehmende: ca. 100

Ressort: MKFFI
"""


@given(st.text(alphabet="ab \t\n\r\xa0\u3000\u2028", max_size=300))
def test_places(text: str) -> None:
    """Each character is at its place in the whole document and in its line; what is left out is white space."""
    whole = Document("x", text, "")
    short = shortened(whole)
    assert short.text.split() == text.split()
    assert [text[short.place(at)] for at in range(len(short.text))] == list(short.text)
    assert short.place(len(short.text)) == len(text)
    assert [short.line(at) for at in range(len(short.text))] == [
        whole.line(short.place(at)) for at in range(len(short.text))
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a b", "a b"),
        ("a" + " " * 100 + "b", "a" + " " * 16 + "b"),
        ("a" + "\n" * 100 + "b", "a" + "\n" * 5 + "b"),
        ("a" + " " * 100 + "\r\n" + " " * 100 + "b", "a" + " " * 16 + "\r\n" + " " * 16 + "b"),
        ("a" * 100, "a" * 100),
        ("", ""),
    ],
)
def test_kept(text: str, kept: str) -> None:
    """A few blanks and empty lines stay, and a line stays a line."""
    assert shortened(Document("x", text, "")).text == kept


@pytest.mark.parametrize("blanks", [" " * 60_000, "\t" * 50, " \xa0" * 2_000], ids=["spaces", "tabs", "mixed"])
def test_evidence(blanks: str) -> None:
    """However long a run of blanks is, the same is read, and each value stands where its span says in the file."""
    short, long = (load(parse_document("a", FORUM.format(x=each).encode(), "a")) for each in (" ", blanks))
    event, same = long.themenforen[0].veranstaltungen[0], short.themenforen[0].veranstaltungen[0]
    assert (event.titel.value, event.beginn and event.beginn.value) == (same.titel.value, "12:00")
    text = long.document.text
    quoted = [
        text[span.start : span.end] for part in (event.beginn, event.ende) for span in (part.spans if part else ())
    ]
    assert quoted == ["12:00", "18:00"]
    question = long.themenforen[0].leitfrage
    assert question is not None
    assert [text[span.start : span.end] for span in question.spans] == [f"Frage{blanks}nach mehr?"]
    assert [issue.line for issue in long.issues] == [issue.line for issue in short.issues]


def test_shipped() -> None:
    """The reading has the document itself, not the shortened one."""
    for document in documents():
        assert load(document).document is document
