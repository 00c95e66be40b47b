"""The SPARQL 1.1 Protocol: what a request asks, freed from how it was sent.

In: the parameters of an address, or the body of a POST with its content type. Out: one frozen `SparqlRequest`, or an
error that says what the protocol wants. Parameters that it does not know are passed over, as clients send many.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl

from ruhrgraph.ontology.errors import BadRequestError, QueryRefusedError, UnsupportedMediaTypeError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_FORMAT_NAMES = ("format", "output", "results")
_MAX_FIELDS = 1000
_ONLY_QUERY, _NOT_PLAIN = b"query=", (b"&", b"\\")


@dataclass(frozen=True)
class SparqlRequest:
    """One query with the dataset to ask, if the request names one, and the form of the answer that it asks for."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None


def parameters(encoded: bytes) -> list[tuple[str, str]]:
    """Return the parameters of an address or of a form.

    Raises:
        BadRequestError: They are no UTF-8, or too many.

    """
    if encoded.startswith(_ONLY_QUERY) and not any(mark in encoded for mark in _NOT_PLAIN):
        with suppress(UnicodeDecodeError):
            return [("query", _unquoted(encoded[len(_ONLY_QUERY) :]))]
    try:
        text = encoded.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MAX_FIELDS)
    except UnicodeDecodeError:
        raise BadRequestError("the parameters are not valid UTF-8") from None
    except ValueError:
        raise BadRequestError(f"there are more than {_MAX_FIELDS} parameters") from None


def _unquoted(encoded: bytes) -> str:
    """Return what stands behind a `=`, by way of Python's own escapes, which are ten times as fast as `urllib`.

    Raises:
        UnicodeDecodeError: A `%` without two digits, or no UTF-8.

    """
    return encoded.replace(b"+", b" ").replace(b"%", b"\\x").decode("unicode_escape").encode("latin-1").decode()


def from_address(pairs: Sequence[tuple[str, str]]) -> SparqlRequest:
    """Return what a GET asks.

    Args:
        pairs: The parameters of its address.

    Raises:
        BadRequestError: There is not exactly one query.
        QueryRefusedError: It brings an update.

    """
    if len(pairs) == 1 and pairs[0][0] == "query":
        return SparqlRequest(pairs[0][1])
    return _request(pairs, [value for name, value in pairs if name == "query"])


def from_body(content_type: str | None, body: bytes, pairs: Sequence[tuple[str, str]]) -> SparqlRequest:
    """Return what a POST asks, with its query in a form or as the body itself.

    Args:
        content_type: The header, with or without parameters.
        body: The body.
        pairs: The parameters of the address, which may name the dataset.

    Raises:
        BadRequestError: There is not exactly one query, or it is no UTF-8.
        QueryRefusedError: It brings an update.
        UnsupportedMediaTypeError: The body is of another type.

    """
    media_type, charset = _content_type(content_type)
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMediaTypeError(f"the body's charset is {charset}; send UTF-8")
    if media_type == QUERY:
        if any(name == "query" for name, _ in pairs):
            raise BadRequestError("the query stands both in the body and in the address; send it once")
        return _request(pairs, [_text(body)])
    if media_type == FORM or (not media_type and not body):
        # Some clients post a form and name everything in the address, with no body at all.
        form = [*parameters(body), *pairs]
        return _request(form, [value for name, value in form if name == "query"])
    named = media_type or "not named"
    raise UnsupportedMediaTypeError(f"the body's content type is {named}; send {QUERY} or {FORM}")


def _request(pairs: Sequence[tuple[str, str]], queries: Sequence[str]) -> SparqlRequest:
    """Return the request of one query and the parameters around it."""
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise QueryRefusedError("this is the endpoint for queries; updates are not answered here")
    if len(queries) != 1:
        found = "no query" if not queries else f"{len(queries)} queries"
        raise BadRequestError(f"the request brings {found}; send one, as parameter `query` or as the body of a POST")
    return SparqlRequest(
        query=queries[0],
        default_graphs=tuple(value for name, value in pairs if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in pairs if name == "named-graph-uri"),
        format=next((value for wanted in _FORMAT_NAMES for name, value in pairs if name == wanted and value), None),
    )


def _content_type(header: str | None) -> tuple[str, str]:
    """Return the media type and the charset of a content type, both in lower case."""
    media_type, *rest = (header or "").split(";")
    charset = "utf-8"
    for parameter in rest:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    return media_type.strip().lower(), charset


def _text(body: bytes) -> str:
    """Return a body as text."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRequestError("the query is not valid UTF-8") from None
