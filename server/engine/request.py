"""The SPARQL 1.1 Protocol: what a request asks, freed from how it was sent.

In: the parameters of an address, or the body of a POST with its content type. Out: one frozen `SparqlRequest`, or an
error that says what the protocol wants. Parameters that it does not know are passed over, as clients send many.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from ruhrgraph.ontology.errors import BadRequestError, QueryRefusedError, UnsupportedMediaTypeError
from ruhrgraph.server.http.header_fields import check_charset, parse_content_type
from ruhrgraph.server.http.request_size import MAX_PARAMETERS

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
BYTE_ORDER_MARK = "\ufeff"
"""What some editors write before a text; it is no part of it."""
_FORMAT_NAMES = ("format", "output", "results")
_HEX = re.compile(rb"[0-9A-Fa-f]{2}")


@dataclass(frozen=True)
class SparqlRequest:
    """One query; the dataset, the form of the answer and the seconds that it may take, if the request names them.

    The `prologue` are lines in front of the query that the request does not bring, ending in a line break.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    timeout: float = inf
    prologue: str = ""


def parameters(encoded: bytes) -> list[tuple[str, str]]:
    """Return the parameters of an address or of a form.

    Raises:
        BadRequestError: They are no UTF-8, or too many.

    """
    fields = encoded.split(b"&")
    if len(fields) > MAX_PARAMETERS:
        raise BadRequestError(f"there are more than {MAX_PARAMETERS:,} parameters")
    pairs = (field.partition(b"=") for field in fields if field)
    try:
        return [(_unquoted(name), _unquoted(value)) for name, _, value in pairs]
    except UnicodeDecodeError:
        raise BadRequestError("the parameters are not valid UTF-8") from None


def _unquoted(encoded: bytes) -> str:
    """Return a decoded name or value, by Python's own escapes, which are ten times as fast as `urllib`.

    Raises:
        UnicodeDecodeError: It is no UTF-8.

    """
    plain = encoded.replace(b"\\", b"%5C").replace(b"+", b" ")
    try:
        decoded = _unescaped(plain)
    except UnicodeDecodeError:  # a percent sign without two digits, which stands for itself
        first, *others = plain.split(b"%")
        decoded = _unescaped(b"%".join((first, *(each if _HEX.match(each) else b"25" + each for each in others))))
    return decoded.decode()


def _unescaped(percent_encoded: bytes) -> bytes:
    return percent_encoded.replace(b"%", b"\\x").decode("unicode_escape").encode("latin-1")


def named_values(pairs: Sequence[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    """Return the values of a parameter, as often as it is given; an empty one, as forms send it, is not given."""
    return tuple(value for name, value in pairs if name == wanted and value)


def from_address(pairs: Sequence[tuple[str, str]]) -> SparqlRequest:
    """Return the request in the address of a GET.

    Args:
        pairs: The parameters of its address.

    Raises:
        BadRequestError: There is not exactly one query.
        QueryRefusedError: It brings an update.

    """
    if len(pairs) == 1 and pairs[0][0] == "query":
        return SparqlRequest(pairs[0][1].removeprefix(BYTE_ORDER_MARK))
    return _request(pairs, [value for name, value in pairs if name == "query"])


def from_body(content_type: str | None, body: bytes, pairs: Sequence[tuple[str, str]]) -> SparqlRequest:
    """Return the request in a POST, with its query in a form or as the body itself.

    Args:
        content_type: The header, with or without parameters.
        body: The body.
        pairs: The parameters of the address, which may name the dataset.

    Raises:
        BadRequestError: There is not exactly one query, or it is no UTF-8.
        QueryRefusedError: It brings an update.
        UnsupportedMediaTypeError: The body is of another type.

    """
    given = parse_content_type(content_type)
    media_type = given.media_type
    check_charset(given, "query")
    if media_type == QUERY:
        if any(name == "query" for name, _ in pairs):
            raise BadRequestError("the query stands both in the body and in the address; send it once")
        return _request(pairs, [_text(body)])
    if media_type == FORM or (not media_type and not body):
        # Some clients post a form and name everything in the address, with no body at all.
        form = [*parameters(body), *pairs]
        return _request(form, [value for name, value in form if name == "query"])
    raise unsupported_type(media_type)


def unsupported_type(media_type: str) -> UnsupportedMediaTypeError:
    """Return the error of a body that is no query by its media type, "" for none."""
    named = media_type or "not named"
    return UnsupportedMediaTypeError(f"the body's content type is {named}; send {QUERY} or {FORM}")


def _request(pairs: Sequence[tuple[str, str]], queries: Sequence[str]) -> SparqlRequest:
    """Return the request of one query and the parameters around it."""
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise QueryRefusedError("this is the endpoint for queries; updates are not answered here")
    if len(queries) != 1:
        found = "no query" if not queries else f"{len(queries)} queries"
        raise BadRequestError(f"the request brings {found}; send one, as parameter `query` or as the body of a POST")
    return SparqlRequest(
        query=queries[0].removeprefix(BYTE_ORDER_MARK),
        default_graphs=named_values(pairs, "default-graph-uri"),
        named_graphs=named_values(pairs, "named-graph-uri"),
        format=next((value for wanted in _FORMAT_NAMES for name, value in pairs if name == wanted and value), None),
        timeout=_timeout(pairs),
    )


def _timeout(pairs: Sequence[tuple[str, str]]) -> float:
    """Return how many seconds a client gives a query; an empty value or 0, as forms send it, is not given.

    Raises:
        BadRequestError: It is no number, or one below 0.

    """
    for value in named_values(pairs, "timeout"):
        try:
            seconds = float(value)
        except ValueError:
            seconds = -1.0
        if not 0 <= seconds < inf:
            raise BadRequestError(f"timeout: “{value}” has to be a number of seconds above 0")
        if seconds:
            return seconds
    return inf


def _text(body: bytes) -> str:
    """Return a body as text."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise BadRequestError("the query is not valid UTF-8") from None
