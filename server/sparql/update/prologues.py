"""Moves what an update declares between its operations to its front, since the engine reads PREFIX only there.

In: an update. Out: the same with its later declarations in front of the first operation and blanks where they stood, so
that places in error messages stay right (but in the line in which the first operation begins). SPARQL 1.1 Update lets
every operation begin with declarations; what cannot be moved without another meaning is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ruhrgraph.server.engine.tokens import Token, syntax_error, tokens

_DECLARES = re.compile(r"\b(?:PREFIX|BASE)\b", re.IGNORECASE)
_NOT_LINE = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class _Declaration:
    """A prefix and its IRI, or with no prefix a base; where it stands, and whether an operation is before it."""

    prefix: str | None
    iri: str
    place: slice
    later: bool


def with_prologue_in_front(text: str) -> str:
    """Return an update that declares its prefixes before its first operation.

    Raises:
        QuerySyntaxError: It gives a prefix a second meaning, uses one before it is declared, or changes its base on
            the way; or it cannot be cut into tokens.

    """
    first_end = text.find(";")
    if first_end < 0 or not _DECLARES.search(text, first_end):
        return text
    found = list(tokens(text))
    declared = list(_declarations(found))
    later = [declaration for declaration in declared if declaration.later]
    if not later:
        return text
    moved = _moved(text, found, declared)
    begin = max((declaration.place.stop for declaration in declared if not declaration.later), default=0)
    parts, end = [text[:begin], *(f" PREFIX {prefix}: {iri} " for prefix, iri in moved.items())], begin
    for declaration in later:
        place = declaration.place
        parts += [text[end : place.start], _NOT_LINE.sub(" ", text[place])]
        end = place.stop
    return "".join([*parts, text[end:]])


def _declarations(found: Sequence[Token]) -> Iterator[_Declaration]:
    """Yield all declarations: those at the beginning, and those behind a semicolon outside of braces."""
    place, level, open_, later = 0, 0, True, False
    while place < len(found):
        declaration, length = _declaration(found[place : place + 3], later=later) if open_ else (None, 1)
        if declaration is not None:
            yield declaration
        else:
            level += (found[place].text == "{") - (found[place].text == "}")
            open_ = level == 0 and found[place].text == ";"
            later = True
        place += length


def _declaration(found: Sequence[Token], *, later: bool) -> tuple[_Declaration | None, int]:
    """Return the declaration with which these tokens begin, and how many tokens it has."""
    word = found[0].text.upper()
    # PREFIX: without a blank before the colon is one token, the keyword and the name.
    length = 3 if word == "PREFIX" else 2 if word in {"BASE", "PREFIX:"} else 0
    if not length or len(found) < length or found[length - 1].kind != "iri":
        return None, 1
    name = found[1].text if word == "PREFIX" else ":"
    if not name.endswith(":"):
        return None, 1
    last = found[length - 1]
    place = slice(found[0].start, last.start + len(last.text))
    prefix = None if word == "BASE" else name.removesuffix(":")
    return _Declaration(prefix, last.text, place, later), length


def _moved(text: str, found: Sequence[Token], declared: Sequence[_Declaration]) -> dict[str, str]:
    """Return the prefixes to declare in front, with their IRIs.

    Raises:
        QuerySyntaxError: A declaration would have another meaning there.

    """
    known: dict[str | None, str] = {
        declaration.prefix: declaration.iri for declaration in declared if not declaration.later
    }
    moved: dict[str, str] = {}
    first_uses: dict[str, Token] = {}
    for token in found:
        if token.kind == "name":
            first_uses.setdefault(token.text.partition(":")[0], token)
    for declaration in declared:
        prefix, iri, start = declaration.prefix, declaration.iri, declaration.place.start
        if not declaration.later or known.get(prefix) == iri:
            continue
        if prefix is None:
            told = "BASE is read only before the first operation; write the IRIs in full, or send two updates"
            raise syntax_error(text, start, told)
        if prefix in known:
            told = f"the prefix {prefix}: stands for {known[prefix]} already; take another prefix for {iri}"
            raise syntax_error(text, start, told)
        early = first_uses.get(prefix)
        if early is not None and early.start < start:
            raise syntax_error(text, early.start, f"the prefix {prefix}: is not declared yet")
        known[prefix] = moved[prefix] = iri
    return moved
