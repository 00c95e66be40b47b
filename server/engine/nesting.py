"""How deep a query nests, and how long its chains are: beyond a depth the engine's parser overflows its stack.

In: the text of a query or an update. Out: nothing, or an error with the place.
"""

from ruhrgraph.server.engine.tokens import syntax_error, tokens

MAX_DEPTH = 128
MAX_OPERATORS = 5_000
"""Keywords, operators and dots; long lists of values have few of them."""
_UNCOUNTED = frozenset("(){}[],^-") | {"UNDEF", "TRUE", "FALSE"}


def check_nesting(text: str, *, operators: bool = True) -> None:
    """Refuse brackets that nest too deep and chains that are too long.

    Args:
        text: The query or update.
        operators: Whether to count operators; an update may bring as many statements as it likes.

    Raises:
        QuerySyntaxError: There is too much of either.

    """
    if sum(map(text.count, "({[")) <= MAX_DEPTH and not (operators and len(text) > MAX_OPERATORS):
        return
    depth = count = 0
    for token in tokens(text):
        depth += (token.text in ("(", "{", "[")) - (token.text in (")", "}", "]"))
        if depth > MAX_DEPTH:
            raise syntax_error(text, token.start, f"brackets nest deeper than {MAX_DEPTH} levels", "nesting")
        count += operators and token.kind in ("mark", "word") and token.text.upper() not in _UNCOUNTED
        if count > MAX_OPERATORS:
            message = f"more than {MAX_OPERATORS:,} keywords and operators; put long lists of values into VALUES"
            raise syntax_error(text, token.start, message, "length")
