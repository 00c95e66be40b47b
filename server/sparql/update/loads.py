"""What becomes of LOAD, which nothing here carries out: `LOAD SILENT` does nothing, as it may; any other is refused.

In: an update. Out: the same with an operation without effect in the place of each `LOAD SILENT`; and the word on
whether an update can be read at all, so that what is against the grammar is told as such and not as refused.
"""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ruhrgraph.graph.versions.update import Update, apply
from ruhrgraph.ontology.errors import BadRequestError, QuerySyntaxError
from ruhrgraph.server.engine.tokens import Token, tokens

_NOTHING = "INSERT DATA {} "
_SILENT = (["LOAD", "SILENT"], ["LOADSILENT"])
_STOP = " DROP GRAPH <urn:ruhrgraph:no-such-graph> ; "
"""An operation that fails on an empty store, so that none after it is carried out."""


def check_syntax(update: Update) -> None:
    """Read an update without carrying out any of it.

    Raises:
        QuerySyntaxError: It is against the grammar; its place is that in the update as it is.

    """
    text = update.text
    begin = _end_of_prologue(list(tokens(text)))
    try:
        apply(ox.Store(), Update(f"{text[:begin]}{_STOP}{text[begin:]}", update.base))
    except QuerySyntaxError as error:
        line, column = error.line or 1, error.column or 1
        if line == text.count("\n", 0, begin) + 1:
            before = begin - (text.rfind("\n", 0, begin) + 1)
            column = max(before + 1, column - len(_STOP)) if column > before else column
        what = str(error).partition(": ")[2]
        raise QuerySyntaxError(f"the update, line {line}, column {column}: {what}", line, column) from None
    except BadRequestError:
        return  # it could be read, and has stopped at once


def _end_of_prologue(found: Sequence[Token]) -> int:
    """Return where the first operation may begin: the engine reads PREFIX and BASE only before it."""
    end = place = 0
    while place < len(found):
        word = found[place].text.upper()
        # PREFIX: without a blank before the colon is one token, the keyword and the name.
        length = 3 if word == "PREFIX" else 2 if word == "BASE" or word.startswith("PREFIX") else 0
        if not length or place + length > len(found) or found[place + length - 1].kind != "iri":
            break
        place += length
        end = found[place - 1].start + len(found[place - 1].text)
    return end


def without_silent_loads(text: str) -> str:
    """Return an update, known to follow the grammar, in which nothing stands in for each `LOAD SILENT`.

    Raises:
        QuerySyntaxError: The update cannot be cut into tokens.

    """
    parts: list[str] = []
    end = 0
    for place in _silent_loads(list(tokens(text)), len(text)):
        parts += [text[end : place.start], _NOTHING]
        end = place.stop
    return "".join([*parts, text[end:]])


def _silent_loads(found: Sequence[Token], length: int) -> Iterator[slice]:
    """Yield the places of `LOAD SILENT <from>` and `… INTO GRAPH <to>`, each up to the semicolon behind it."""
    level, start = 0, None
    for place, token in enumerate(found):
        level += (token.text == "{") - (token.text == "}")
        words = [word.text.upper() for word in found[place : place + 2] if word.kind == "word"]
        if level == 0 and start is None and (words in _SILENT or words[:1] in _SILENT):
            start = token.start
        elif token.text == ";" and start is not None:
            yield slice(start, token.start)
            start = None
    if start is not None:
        yield slice(start, length)
