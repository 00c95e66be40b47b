"""Tokens of SPARQL queries and updates.

In: a text. Out: its tokens without white space and comments. Strings, IRIs, names and comments are those of SPARQL's
grammar, but without a parser a `<` may be taken for the beginning of an IRI where it is an operator.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ruhrgraph.ontology.errors import QuerySyntaxError

_TOKEN = re.compile(
    r"""
      (?P<blank>[\x00-\x20]++)
    | (?P<comment>\#[^\r\n]*+)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    | (?P<string>'''(?:[^'\\]|\\[\s\S]|'(?!''))*+''' | \"""(?:[^"\\]|\\[\s\S]|"(?!""))*+\""")
    | (?P<open_text>'''|\""")
    | (?P<short>'(?:[^'\\\r\n]|\\.)*+' | "(?:[^"\\\r\n]|\\.)*+")
    | (?P<variable>[?$]\w++)
    | (?P<tag>@[A-Za-z][A-Za-z0-9-]*+)
    | (?P<name>(?:[^\W\d][\w.-]{0,63})?:(?:[\w.:%-]|\\.)*+)
    | (?P<number>\d++(?:\.\d++)?(?:[eE][+-]?\d++)?)
    | (?P<word>[^\W\d]\w*+)
    | (?P<escape>\\.)
    | (?P<mark>[\s\S])
    """,
    re.VERBOSE,
)
_SKIPPED = ("blank", "comment")


class Token(NamedTuple):
    """One token, its kind, its text and where it starts.

    The kinds are `iri`, `string`, `name`, `number`, `tag` of a language, `variable`, `word` (a keyword or a function),
    `escape`, and `mark` for other signs.
    """

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query.

    Raises:
        QuerySyntaxError: A text in three quotes is never closed.

    """
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        if kind == "open_text":
            message = f"the text that opens with {found[0]} is not closed"
            raise syntax_error(text, found.start(), message, "open text")
        if kind not in _SKIPPED:
            yield Token("string" if kind == "short" else kind, found[0], found.start())


def syntax_error(text: str, start: int, message: str, reason: str = "") -> QuerySyntaxError:
    """Return an error that names the place in the text by line and column, both counted from 1."""
    before = text[:start]
    line = before.count("\n") + 1
    column = start - (before.rfind("\n") + 1) + 1
    return QuerySyntaxError(f"line {line}, column {column}: {message}", line, column, reason)
