"""Writes the dataset that a request names into its update, as USING clauses, since the engine knows no other way.

In: an update and the graphs of `using-graph-uri` and `using-named-graph-uri`. Out: the update with them.
"""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.engine.tokens import Token, tokens


def with_dataset(text: str, graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """Return an update whose patterns are put to a dataset.

    Each WHERE outside of braces belongs to an operation; before it is the place for USING. `DELETE WHERE {…}` has none
    and is written as what it is short for, `DELETE {…} USING … WHERE {…}`.

    Args:
        text: The update.
        graphs: The graphs that make up the default graph.
        named_graphs: The named graphs.

    Raises:
        QuerySyntaxError: The update cannot be cut into tokens.
        BadRequestError: A graph's name is no IRI, or the update names a dataset, too.

    """
    if not graphs and not named_graphs:
        return text
    found = list(tokens(text))
    for token in found:
        if token.kind == "word" and (word := token.text.upper()).startswith(("USING", "WITH")):
            raise BadRequestError(f"the request names graphs, and so does {word} in the update; do it in one place")
    clauses = [*(f"USING {_iri(iri)}" for iri in graphs), *(f"USING NAMED {_iri(iri)}" for iri in named_graphs)]
    using = f" {' '.join(clauses)} "
    parts: list[str] = []
    end = 0
    for place, copied in _wheres(found):
        parts += [text[end:place], text[copied] if copied else "", using]
        end = place
    return "".join([*parts, text[end:]])


def _wheres(found: Sequence[Token]) -> Iterator[tuple[int, slice | None]]:
    """Yield where each WHERE outside of braces starts, and for `DELETE WHERE` the pattern to write before it."""
    level = 0
    for place, token in enumerate(found):
        level += (token.text == "{") - (token.text == "}")
        word = token.text.upper() if token.kind == "word" else ""
        if word == "WHERE" and level == 0:
            short = place > 0 and found[place - 1].text.upper() == "DELETE"
            yield token.start, _group(found, place + 1) if short else None
        elif word == "DELETEWHERE" and level == 0:
            yield token.start + len("DELETE"), _group(found, place + 1)


def _group(found: Sequence[Token], begin: int) -> slice:
    """Return the place in the text of the group in braces that begins with one of the tokens."""
    level = 0
    for token in map(found.__getitem__, range(begin, len(found))):
        level += (token.text == "{") - (token.text == "}")
        if level <= 0:
            return slice(found[begin].start, token.start + 1)
    return slice(0, 0)


def _iri(iri: str) -> str:
    """Return a graph's name as SPARQL has it."""
    try:
        return str(ox.NamedNode(iri))
    except ValueError:
        raise BadRequestError(f"“{iri}” is no absolute IRI of a graph") from None
