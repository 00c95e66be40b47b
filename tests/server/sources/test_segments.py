"""A document's text cut into lines and passages: nothing of it is lost, and each passage begins once."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.server.sources.segments import (
    CharacterRange,
    Line,
    ProvenStatement,
    Segment,
    group_by_subject,
    lines,
    main_subject,
)

THING = "https://w3id.org/ruhrgraph/id/projekt/13-01"


def _statement(start: int, end: int, subject: str = THING, value: str | None = None) -> ProvenStatement:
    return ProvenStatement(CharacterRange(start, end), subject, "p", value)


def _cut(text: str, *places: tuple[int, int]) -> list[Line]:
    return list(lines(text, [_statement(*place) for place in places]))


def _shown(line: Line) -> str:
    """Return a line with its passages in brackets, `[` where one begins and `<` where one goes on."""
    shown = ""
    for segment in line.segments:
        shown += "".join("[" if name else "<" for name in segment.opens) + segment.text + "]" * segment.closes
    return shown


def test_passages_lie_in_each_other() -> None:
    """A passage inside of another opens and closes inside of it, and the text knows its innermost one."""
    [line] = _cut("Frau Dr. Muster spricht", (0, 15), (5, 8))
    assert _shown(line) == "[Frau [Dr.] Muster] spricht"
    assert [segment.innermost for segment in line.segments] == [(0, 15), (5, 8), (0, 15), None]
    assert line.segments[1].opens == ("char=5,8",)


def test_passages_that_cross_are_cut() -> None:
    """Of two passages that cross, the second is closed with the first and goes on after it."""
    [line] = _cut("abcdef", (0, 4), (2, 6))
    assert _shown(line) == "[ab[cd]]<ef]"


def test_a_passage_of_several_lines_goes_on() -> None:
    """A passage over a line's end begins in the first line and goes on in the next, without the line's end."""
    first, second, third = _cut("ab\ncd\nef", (1, 7))
    assert [_shown(line) for line in (first, second, third)] == ["a[b]", "<cd]", "<e]f"]
    assert first.statements == (_statement(1, 7),)
    assert second.statements == ()


def test_line_ends_count_as_the_text_has_them() -> None:
    """LF, CR and both end a line; positions count the characters of the text as it is."""
    found = _cut("a\r\nb\rc\n\nd", (3, 4), (5, 6), (8, 9))
    assert [(line.number, line.start, _shown(line)) for line in found] == [
        (1, 0, "a"),
        (2, 3, "[b]"),
        (3, 5, "[c]"),
        (4, 7, ""),
        (5, 8, "[d]"),
    ]


def test_what_is_no_passage_is_left_out() -> None:
    """Passages outside of the text, empty and backward ones, are not shown."""
    [line] = _cut("abc", (1, 1), (2, 1), (2, 4), (7, 9))
    assert _shown(line) == "abc"
    assert line.statements == ()


def test_a_passage_is_about_what_most_is_said_of() -> None:
    """The subject of most statements is the foremost; among equals the one named last."""
    said = [_statement(0, 1, "b"), _statement(0, 1, "a", "x"), _statement(0, 1, "a", "y")]
    assert main_subject(said) == "a"
    assert main_subject(said[:2]) == "b"
    assert {subject: len(found) for subject, found in group_by_subject((*said, *said)).items()} == {"a": 2, "b": 1}


@given(
    st.text("ab ä😀\r\n", max_size=40),
    st.lists(st.tuples(st.integers(-1, 42), st.integers(-1, 42)), max_size=8),
)
def test_nothing_is_lost(text: str, places: list[tuple[int, int]]) -> None:
    """Whatever the passages: the segments are the text, tags are balanced in each line, each passage begins once."""
    found = _cut(text, *places)
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    begun: list[str] = []
    for line in found:
        content = "".join(segment.text for segment in line.segments)
        assert text[line.start : line.start + len(content)] == content
        assert not re.search("[\r\n]", content)
        depth = 0
        for segment in line.segments:
            depth += len(segment.opens) - segment.closes
            begun += [name for name in segment.opens if name]
            assert depth >= 0
        assert depth == 0
    visible = {
        CharacterRange(*place).fragment
        for place in places
        if 0 <= place[0] < place[1] <= len(text) and text[place[0] : place[1]].strip("\r\n")
    }
    assert sorted(begun) == sorted(visible)
    assert "".join(segment.text for line in found for segment in line.segments) == re.sub("[\r\n]", "", text)


def test_punctuation_is_no_link() -> None:
    """A passage that is a comma or a single digit has no words that could be a link."""
    passage = CharacterRange(0, 2)
    assert not Segment(", ", ("char=0,2",), 1, passage).has_words
    assert not Segment("1. ", ("char=0,3",), 1, passage).has_words
    assert Segment("50", ("char=0,2",), 1, passage).has_words
