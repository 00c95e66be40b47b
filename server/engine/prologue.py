"""What stands in front of a query or an update: PREFIX and BASE, up to the keyword that says what it is.

In: the text. Out: the prefixes, the keyword, or where the prologue ends.
"""

from collections.abc import Iterator
from itertools import takewhile

from ruhrgraph.graph.rdf.namespaces import PREFIXES
from ruhrgraph.ontology.errors import QuerySyntaxError
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


def missing_prefixes(query: str, base: str) -> str:
    """Return a line that declares what a query uses of our prefixes without declaring it; "" if there is nothing.

    People need not declare them. Given as the `prologue` of a request, the line does not move the places in errors.

    Args:
        query: The query; one whose tokens cannot be read lacks nothing, as the engine says what is wrong with it.
        base: The base IRI; its ontology has the prefix `rk`.

    """
    try:
        used = {token.text.partition(":")[0] for token in tokens(query) if token.kind == "name"}
        missing = used - declared_prefixes(query).keys()
    except QuerySyntaxError:
        return ""
    known = {"rk": f"{base}ontology#", **PREFIXES}
    found = " ".join(f"PREFIX {name}: <{known[name]}>" for name in sorted(missing) if name in known)
    return f"{found}\n" if found else ""


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
