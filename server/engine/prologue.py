"""What stands in front of a query or an update: PREFIX and BASE, up to the keyword that says what it is.

In: the text. Out: the prefixes, the keyword, or where the prologue ends.
"""

from collections.abc import Iterator
from itertools import takewhile

from ruhrgraph.server.engine.tokens import Token, tokens

_KEYWORDS = frozenset({"PREFIX", "BASE", "VERSION"})


def declared_prefixes(query: str) -> dict[str, str]:
    """Return the prefixes that a query declares, with their IRIs as they stand there."""
    found = list(_declarations(query))
    return {
        name.text.removesuffix(":"): iri.text[1:-1]
        for keyword, name, iri in zip(found, found[1:], found[2:], strict=False)
        if keyword.text.upper() == "PREFIX" and iri.kind == "iri"
    }


def first_keyword(text: str) -> str:
    """Return the keyword behind the prologue in upper case; nothing where there is none."""
    end = end_of_prologue(text)
    return next((token.text.upper() for token in tokens(text) if token.start >= end and token.kind == "word"), "")


def end_of_prologue(text: str) -> int:
    """Return where the prologue of a text ends."""
    return max((token.start + len(token.text) for token in _declarations(text)), default=0)


def _declarations(text: str) -> Iterator[Token]:
    """Return the tokens before the first keyword that declares nothing."""
    return takewhile(lambda token: token.kind != "word" or token.text.upper() in _KEYWORDS, tokens(text))
