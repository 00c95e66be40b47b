"""Tests of the tokens of SPARQL."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.ontology.errors import QuerySyntaxError
from ruhrgraph.server.engine.tokens import tokens

PIECES = {
    "iri": ["<>", "<http://x/a#b>", "<it's>", "<\\u00e4>"],
    "string": ["''", '"a\\"#b"', "'''a'b\n''c'''", '"""<x> # y"""'],
    "variable": ["?x", "$long_name1"],
    "tag": ["@de", "@de-AT"],
    "name": [":", "ex:", ":a", "ex:a.b", "e-x:%41\\(b\\)", "_:b"],
    "number": ["1", "1.5", "1e5"],
    "word": ["SELECT", "a", "ä"],
    "mark": ["{", "(", "<", "+", "."],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PIECES.items() for text in texts])
def test_kinds(kind: str, text: str) -> None:
    """Each piece is one token of its kind, whatever blanks and comments are around it."""
    before = "# a comment\r\n \t"
    (token,) = tokens(f"{before}{text} # another")
    assert token == (kind, text, len(before))


_CODE = st.lists(
    st.sampled_from([text for texts in PIECES.values() for text in texts] + [" ", "# c\n", "'", '"', "\\x", "<a b>"]),
    max_size=12,
).map(" ".join)


@given(text=_CODE | st.text())
def test_nothing_is_lost(text: str) -> None:
    """The tokens stand in the text where they say, one behind the other, with blanks and comments between them."""
    end = 0
    with suppress(QuerySyntaxError):  # a string that is not closed
        for token in tokens(text):
            assert text.startswith(token.text, token.start)
            between = text[end : token.start].lstrip("".join(map(chr, range(33))))
            assert between == "" or between.startswith("#")
            end = token.start + len(token.text)


def test_a_long_string_that_never_ends() -> None:
    """A string in three quotes without end is an error with its place."""
    with pytest.raises(QuerySyntaxError, match='line 2, column 2: the text that opens with """ is not closed'):
        list(tokens('ASK\n """a"'))
