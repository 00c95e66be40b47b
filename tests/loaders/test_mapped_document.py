"""Changed documents: places and spans of what is kept, replaced and left out."""

from dataclasses import replace

from ruhrgraph.loaders.document import Document, Span
from ruhrgraph.loaders.mapped_document import mapped, whole_reading
from ruhrgraph.loaders.records import Quelle, Reading
from ruhrgraph.loaders.white_space import shortened


def test_reading() -> None:
    """The spans in all parts of a reading are moved."""
    whole = Document("x", "a" + " " * 100 + "b", "")
    short = shortened(whole)
    reading = replace(Reading(short, "x", Quelle()), understood=(Span(17, 18),), boilerplate=(Span(0, 1),))
    moved = whole_reading(reading, short, whole)
    assert moved.understood == (Span(101, 102),)
    assert moved.boilerplate == (Span(0, 1),)
    assert moved.document is whole


def test_span() -> None:
    """A span covers what was replaced, and nothing that was left out at its ends."""
    whole = Document("x", "_a\ufb01_b_", "")
    read = mapped(whole, [(Span(1, 2), "a"), (Span(2, 3), "fi"), (Span(4, 5), "b"), (Span(6, 6), "")])
    assert read.text == "afib"
    assert [read.span(span) for span in (Span(0, 1), Span(0, 3), Span(1, 2), Span(2, 3), Span(2, 4))] == [
        Span(1, 2),
        Span(1, 3),
        Span(2, 3),
        Span(2, 3),
        Span(2, 5),
    ]
    assert read.left_out() == (Span(0, 1), Span(3, 4), Span(5, 6))


def test_changed_twice() -> None:
    """Places and lines are those of the file, however many times a document was changed."""
    whole = Document("x", "a\n_\n_b", "")
    once = mapped(whole, [(Span(0, 2), "a\n"), (Span(3, 4), "\n"), (Span(5, 6), "b")])
    twice = mapped(once, [(Span(0, 1), "a"), (Span(3, 4), "b")])
    assert (once.text, twice.text) == ("a\n\nb", "ab")
    assert (twice.place(1), twice.line(1), twice.place(2)) == (5, 3, 6)
