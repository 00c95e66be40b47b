"""The header of a query: what is read, and what is refused."""

import pytest

from ruhrgraph.ontology.errors import QuerySyntaxError
from ruhrgraph.queries.header import header


def test_a_query_without_header_says_nothing() -> None:
    """A query without decorators has an empty header."""
    assert header("# a comment\nASK {}").texts == {}


def test_texts_and_parameters_are_read() -> None:
    """Plain and quoted values are read, and each parameter keeps its line."""
    found = header(
        "#+ summary: What it is\n"
        '#+ description: "With: a colon \\u00e4"\n'
        "#+ params:\n"
        "#+   - name: forum\n"
        "#+     type: integer\n"
        '#+     example: "13"\n'
        "#+   - name: text\n"
        "ASK {}"
    )
    assert found.texts == {"summary": "What it is", "description": "With: a colon ä"}
    assert found.params == [(4, {"name": "forum", "type": "integer", "example": "13"}), (7, {"name": "text"})]


def test_keys_of_other_tools_are_passed_over() -> None:
    """What grlc knows and this reader does not is no error, with all that belongs to it."""
    found = header(
        "#+ endpoint: http://localhost/\n#+ tags:\n#+   - one\n#+   - two\n#+ defaults:\n#+   - a: b\n#+ summary: x"
    )
    assert found.texts == {"summary": "x"}
    assert found.params == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("#+ summary: x\n#+ summary with: a colon: here", 2),
        ("#+ summary: what: else", 1),
        ("#+ summary: - a dash", 1),
        ('#+ summary: "not closed', 1),
        ("#+ summary: a comment # here", 1),
        ("#+ summary: x\n#+ no key", 2),
        ("#+ params:\n#+   - text", 2),
        ("#+ params:\n#+     name: text", 2),
        ("#+ params:\n#+   - name: text\n#+    type: string", 3),
    ],
)
def test_what_yaml_readers_would_read_differently_is_refused(text: str, line: int) -> None:
    """A header that is not of the strict form is refused with its line."""
    with pytest.raises(QuerySyntaxError, match=f"line {line}: ") as caught:
        header(text)
    assert caught.value.line == line
