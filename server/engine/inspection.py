"""A cheap look at a query before it is parsed: some short queries kill the process that parses them, others call out.

In: the text of a query. Out: an `Inspection`, or an error. The parser calls itself for each bracket and each link of a
chain (a few thousand of either overflow its stack), and it knows keywords without blanks around them (`SERVICESILENT`),
so the looks here are stricter than the grammar.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ruhrgraph.ontology.errors import BadRequestError, QueryRefusedError
from ruhrgraph.server.engine.tokens import TERMS, Token, syntax_error, tokens

MAX_DEPTH = 128
MAX_PARTS = 1000
"""Tokens outside of the data of VALUES and of lists after IN, which may be as long as they like.

Those that make a further triple pattern weigh more: the planner's time grows with the third power of their number.
"""
MAX_IRI = 2000

_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY", "WITH"})
_MARKS = {"/": 3, ",": 3, ";": 2}
_LIST_ELEMENT = 8
_DATA_WORDS = frozenset({"UNDEF", "TRUE", "FALSE"})
# `?a<?b)SERVICE#>` reads like an IRI here, but as an operator, code and a comment where the parser expects one.
_HIDDEN_SERVICE = re.compile(r"\).*service", re.IGNORECASE | re.DOTALL)
# `?a<'x>` and `?a<?b#>` read like IRIs here, but where the parser expects an operator, as one and the beginning of a
# text or a comment: from there on, texts and code may have changed places. No operator stands before `http://`.
_DOUBTFUL_IRI = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*://)[^>]*['#]")


# A glance at most queries is enough: short, few brackets, no word that anything here looks for, and in front a
# keyword of a query behind its prefixes.
_SHORT = 2000
_FEW_PIECES, _FEW_WITHIN_BRACKETS = 900, 110
_OF_WORDS = bytes(code for code in range(128) if chr(code).isalpha() or chr(code) == "_")
# What surely is one token: with other signs in between it may be an operator, code and another one.
_IRI = re.compile(r"<[^<>\"'{}|^`\\\x00-\x20]*>")
_PIECE = re.compile(r"\d+|[^\W\d]\w*|[^\w\x00-\x20]")
_QUERY = re.compile(
    r"\s*(?:(?:PREFIX\s+[\w.-]*:\s*<[^<>\s]*>|BASE\s+<[^<>\s]*>)\s*)*(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Inspection:
    """What the look found; the prefixes that the query declares are looked up when they are asked for."""

    text: str

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that the query declares, with their IRIs."""
        return _prologue(list(tokens(self.text)))[0]


def inspect(text: str, service_allow: Collection[str] = ()) -> Inspection:
    """Look at a query before it is parsed.

    Args:
        text: The query.
        service_allow: The endpoints that SERVICE may reach.

    Raises:
        QuerySyntaxError: Its brackets nest too deep, or it has too many parts.
        QueryRefusedError: It is an update, or it uses SERVICE for an endpoint that is not allowed.

    """
    if _is_plain(text):
        return Inspection(text)
    found = list(tokens(text))
    _check_size(text, found)
    _check_doubtful(found, text, "SERVICE")
    _check_services(found, service_allow)
    _, first = _prologue(found)
    if first in _UPDATES:
        raise QueryRefusedError(f"{first} is an update; only queries are answered here")
    return Inspection(text)


def _is_plain(text: str) -> bool:
    """Tell at a glance whether a query is below all limits, whatever its tokens are."""
    if len(text) > _SHORT or not _QUERY.match(text):
        return False
    if "\\" in text or '"""' in text or "'''" in text or "SERVICE" in text.upper():
        return False
    if text.count("(") + text.count("{") + text.count("[") > MAX_DEPTH:
        return False
    most = _FEW_WITHIN_BRACKETS if "(" in text else _FEW_PIECES
    # Behind the language of a text, a word may be cut once more.
    heavy = 2 * (text.count("/") + text.count(",")) + text.count(";") + text.count("@")
    # A word ends with a sign that belongs to none (digits are such), so there are at most twice as many pieces as
    # signs, and one.
    signs = len(text.encode("utf-8", "surrogatepass").translate(None, _OF_WORDS))
    return 2 * signs + 1 + heavy <= most or len(_PIECE.findall(_IRI.sub("<>", text))) + heavy <= most


def inspect_update(text: str, service_allow: Collection[str] = (), *, names_dataset: bool = False) -> None:
    """Look at an update before it is parsed; how long it may be is the request's concern.

    Args:
        text: The update.
        service_allow: The endpoints that SERVICE may reach.
        names_dataset: Whether the request names graphs besides the text, as `using-graph-uri`.

    Raises:
        QuerySyntaxError: Its brackets nest too deep.
        QueryRefusedError: It uses LOAD, or SERVICE for an endpoint that is not allowed.
        BadRequestError: The request names graphs, and the update does, too.

    """
    found = list(tokens(text))
    _check_depth(text, found)
    for keyword in ("SERVICE", "LOAD"):
        _check_doubtful(found, text, keyword)
    _check_services(found, service_allow)
    if _has_load(found):
        raise QueryRefusedError("LOAD is refused: nothing is fetched from elsewhere; send the data to /store instead")
    for token in found:
        word = token.text.upper()
        if names_dataset and token.kind == "word" and word.startswith(("USING", "WITH")):
            raise BadRequestError(f"the request names graphs, and so does {word} in the update; do it in one place")


def _has_load(found: Iterable[Token]) -> bool:
    """Tell whether an update has the keyword LOAD.

    The parser knows it without a blank behind it, also in front of a name (`LOADex:document`); but such a name is no
    keyword within braces, nor where a keyword stands before it (`PREFIX load:`, `WITH load:graph`).
    """
    level, before = 0, ""
    for token in found:
        text = token.text.upper()
        if token.kind == "word" and "LOAD" in text:
            return True
        if token.kind == "name" and text.startswith("LOAD") and level == 0 and before != "word":
            return True
        level += (text == "{") - (text == "}")
        before = token.kind
    return False


def _check_depth(text: str, found: Iterable[Token]) -> None:
    """Refuse brackets that nest so deep that they would overflow the parser's stack."""
    depth = 0
    for token in found:
        peak, net = _depth(token)
        if depth + peak > MAX_DEPTH:
            raise syntax_error(text, token.start, f"brackets nest deeper than {MAX_DEPTH} levels")
        depth = max(0, depth + net)


def _check_doubtful(found: Iterable[Token], text: str, keyword: str) -> None:
    """Refuse a text with a keyword anywhere in it if texts and code may have changed places."""
    if keyword in text.upper() and any(token.kind == "iri" and _DOUBTFUL_IRI.match(token.text) for token in found):
        raise QueryRefusedError(
            f"{keyword} may hide here: write a blank behind the operator <, and no ' or # into relative IRIs"
        )


def _check_size(text: str, found: list[Token]) -> None:
    """Refuse what would overflow the parser's stack."""
    depth = parts = 0
    weights = _weights(found)
    for token, weight in zip(found, weights, strict=True):
        peak, net = _depth(token)
        if depth + peak > MAX_DEPTH:
            raise syntax_error(text, token.start, f"brackets nest deeper than {MAX_DEPTH} levels")
        depth = max(0, depth + net)
        parts += weight
        if parts > MAX_PARTS:
            message = f"the query has more than {MAX_PARTS} parts; put long lists of values into VALUES"
            raise syntax_error(text, token.start, message)
        if token.kind == "iri" and len(token.text) > MAX_IRI:
            raise syntax_error(text, token.start, f"an IRI is longer than {MAX_IRI} characters")


def _weights(found: list[Token]) -> Iterator[int]:
    """Yield for each token how many parts it counts as: none for data, several where it makes a triple pattern."""
    brackets: list[str] = []
    follows_term = False
    for token, is_data in zip(found, _data(found), strict=True):
        inside_list = bool(brackets) and brackets[-1] == "("
        is_term = token.kind in TERMS or token.kind == "variable"
        if is_data:
            yield 0
        elif token.kind != "mark":
            yield _LIST_ELEMENT if inside_list and is_term and follows_term else 1
        else:
            yield 1 if token.text == "," and inside_list else _MARKS.get(token.text, 1)
            if token.text in _OPENING:
                brackets.append(token.text)
            elif token.text in _CLOSING and brackets:
                brackets.pop()
        follows_term = is_term


def _depth(token: Token) -> tuple[int, int]:
    """Return by how many levels a token deepens at most, and at its end.

    Brackets in an IRI count too, as the parser may read `<` as an operator; those that close without opening do not.
    """
    if token.kind == "mark":
        return (1, 1) if token.text in _OPENING else (0, -1 if token.text in _CLOSING else 0)
    if token.kind != "iri":
        return 0, 0
    level = peak = 0
    for character in token.text:
        level += (character in _OPENING) - (character in _CLOSING)
        peak = max(peak, level)
    return peak, max(0, level)


def _data(found: list[Token]) -> Iterator[bool]:
    """Yield for each token whether it is data: a plain term in a block of VALUES or in a list after IN."""
    end = ""
    before = opener = ""
    for token in found:
        word = token.text.upper() if token.kind == "word" else ""
        plain = token.kind in TERMS or word in _DATA_WORDS or token.text in ("^", "-", "+")
        if end and (plain or (end == "}" and token.text in ("(", ")")) or (end == ")" and token.text == ",")):
            yield True
            continue
        end = ""
        if token.text == "{" and opener == "VALUES":
            end = "}"
        elif token.text == "(" and before == "IN":
            end = ")"
        # VALUES keeps waiting for its brace while variables and their brackets go by.
        if word or not (token.kind == "variable" or token.text in ("(", ")")):
            opener = word
        before = word
        yield False


def _check_services(found: list[Token], allowed: Collection[str]) -> None:
    """Refuse SERVICE, in any spelling that the parser knows, for endpoints that are not allowed."""
    for place, token in enumerate(found):
        following = found[place + 1 : place + 3]
        if token.kind == "word" and token.text.upper() == "SERVICE":
            if following and following[0].text.upper() == "SILENT":
                following = following[1:]
            if following and following[0].kind == "iri" and following[0].text[1:-1] in allowed:
                continue
        elif not _is_service(token, following):
            continue
        raise QueryRefusedError("SERVICE is refused: queries may not call other endpoints from here")


def _is_service(token: Token, following: list[Token]) -> bool:
    """Tell whether the parser may find the keyword SERVICE in a token that is more than that."""
    text = token.text.upper()
    if "SERVICE" not in text:
        return False
    if token.kind == "name":
        return "SERVICE" in text.partition(":")[0] and bool(following) and following[0].text == "{"
    return token.kind in ("word", "tag") or (token.kind == "iri" and bool(_HIDDEN_SERVICE.search(text)))


def _prologue(found: list[Token]) -> tuple[dict[str, str], str]:
    """Return the prefixes that a query declares, and the first keyword after them."""
    prefixes: dict[str, str] = {}
    place = 0
    while place < len(found):
        word = found[place].text.upper()
        if word == "PREFIX" and place + 2 < len(found):
            prefixes[found[place + 1].text.removesuffix(":")] = found[place + 2].text[1:-1]
            place += 3
        elif word == "BASE":
            place += 2
        else:
            return prefixes, word
    return prefixes, ""
