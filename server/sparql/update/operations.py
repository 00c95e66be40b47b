"""Cuts an update into its operations, each with queries for the triples that it may touch.

In: an update whose declarations stand in front. Out: its operations, or None where it is not known what they may touch:
text that may give another result each time, COPY, MOVE and ADD, or spellings that nobody writes. What is found here is
only a proposal: the writer counts afterwards whether it was all. Counting finds what was added beside it, but not if as
much was removed beside it. So whatever an operation removes has to be in the proposal.
"""

from collections.abc import Iterator, Sequence

from ruhrgraph.graph.versions.update import Operation
from ruhrgraph.server.engine.prologue import end_of_prologue
from ruhrgraph.server.engine.tokens import Token, tokens

_MOST_CHARACTERS = 256 * 1024
"""Longer updates touch so many triples that looking at each does not pay."""
_MOST_REPEATED = 1024 * 1024
"""Characters of the declarations, which stand before each operation again."""
_VOLATILE = ("NOW", "RAND", "UUID", "BNODE", "SERVICE", "SERVICESILENT", "LOAD", "COPY", "MOVE", "ADD")
_ORDERED = ("LIMIT", "OFFSET", "SAMPLE", "GROUP_CONCAT", "MIN", "MAX", "SUM", "AVG")
"""What depends on the order of the rows, and the engine may take another one for a query than for an update."""
_ALL = "?s ?p ?o"


def operations(text: str) -> tuple[Operation, ...] | None:
    """Return the operations of an update one by one, or None if it is not known what one of them may touch.

    Args:
        text: The update, its declarations in front (see `prologues.with_prologue_in_front`).

    Raises:
        QuerySyntaxError: It cannot be cut into tokens.

    """
    if len(text) > _MOST_CHARACTERS:
        return None
    found = list(tokens(text))
    # There need be no blank before a function or behind the first word of an operation.
    if any(token.kind == "word" and token.text.upper().endswith(_VOLATILE + _ORDERED) for token in found):
        return None
    begin = end_of_prologue(text)
    prologue = text[:begin]
    parts = list(_parts([token for token in found if token.start >= begin]))
    if len(parts) * len(prologue) > _MOST_REPEATED:
        return None
    result = list[Operation]()
    for part in parts:
        queries = _queries(part)
        if queries is None:
            return None
        # The writer reads the update as a whole before, so no error message tells a place in one of these.
        alone = text[part[0].start : part[-1].start + len(part[-1].text)]
        result.append(Operation(f"{prologue}\n{alone}", tuple(f"{prologue}\n{query}" for query in queries)))
    return tuple(result)


def _parts(found: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each operation: what stands between semicolons outside of braces."""
    level, part = 0, list[Token]()
    for token in found:
        level += (token.text == "{") - (token.text == "}")
        if level == 0 and token.text == ";":
            if part:
                yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


def _queries(found: Sequence[Token]) -> list[str] | None:
    """Return queries for the triples that an operation may touch; None if that is not known."""
    match [token.text.upper() for token in found]:
        case ["CREATE", *_]:
            return []
        case ["CLEAR" | "DROP", *_, "GRAPH", _]:
            return [f"CONSTRUCT {{ {_ALL} }} WHERE {{ GRAPH {found[-1].text} {{ {_ALL} }} }}"]
        case ["CLEAR" | "DROP", *_, "DEFAULT"]:
            return [f"CONSTRUCT {{ {_ALL} }} WHERE {{ {_ALL} }}"]
        case ["INSERT" | "DELETE" as verb, "DATA" | "WHERE" as kind, "{", *_] if (verb, kind) != ("INSERT", "WHERE"):
            return [_construct(found[2:], "{}" if kind == "DATA" else _text(found[2:]))]
        case ["WITH", _, *_]:
            return _of_pattern(found[2:], found[1].text)
        case _:
            return _of_pattern(found, None)


def _of_pattern(found: Sequence[Token], graph: str | None) -> list[str] | None:
    """Return queries for the triples of `DELETE {…} INSERT {…} USING … WHERE {…}`.

    Args:
        found: The tokens.
        graph: What stands behind WITH.

    """
    templates, rest = list[Sequence[Token]](), list(found)
    while len(rest) > 1 and rest[0].text.upper() in {"DELETE", "INSERT"} and rest[1].text == "{":
        length = _length_of_group(rest[1:])
        templates.append(rest[1 : 1 + length])
        rest = rest[1 + length :]
    clauses = list[str]()
    while rest and rest[0].text != "{":
        token = rest.pop(0)
        clauses.append("FROM" if token.text.upper() == "USING" else "" if token.text.upper() == "WHERE" else token.text)
    # Without a template it is a form that is not known here, such as DELETEDATA {…} in one word.
    if not templates or not rest or _length_of_group(rest) != len(rest):
        return None
    pattern = _text(rest)
    # USING takes the place of WITH in the pattern (SPARQL 1.1 Update §3.1.3).
    if graph is not None and "FROM" not in clauses:
        pattern = f"{{ GRAPH {graph} {pattern} }}"
    return [_construct(template, pattern, " ".join(clauses)) for template in templates]


def _length_of_group(found: Sequence[Token]) -> int:
    """Return how many tokens the group in braces has with which these tokens begin."""
    level = 0
    for place, token in enumerate(found):
        level += (token.text == "{") - (token.text == "}")
        if level <= 0:
            return place + 1
    return len(found)


def _construct(template: Sequence[Token], pattern: str, clauses: str = "") -> str:
    """Return a query for the triples of a template in braces, whatever graphs they are in."""
    parts = (_text(part).removeprefix(".").removesuffix(".") for part in _without_graphs(template[1:-1]))
    triples = " . ".join(filter(None, parts))
    return f"CONSTRUCT {{ {triples} }} {clauses} WHERE {pattern}"


def _without_graphs(template: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the parts of a template that stand outside and inside of GRAPH."""
    part, rest = list[Token](), list(template)
    place = 0
    while place < len(rest):
        token = rest[place]
        if token.text in {"{", "}"} or token.text.upper() == "GRAPH":
            yield part
            part = []
            place += 2 if token.text.upper() == "GRAPH" else 1
        else:
            part.append(token)
            place += 1
    yield part


def _text(found: Sequence[Token]) -> str:
    """Return tokens as text: with a blank where blanks or comments were."""
    parts, end = list[str](), -1
    for token in found:
        parts += [" ", token.text] if token.start > end else [token.text]
        end = token.start + len(token.text)
    return "".join(parts).strip()
