"""The SPARQL 1.1 Protocol: what requests ask, and the requests that are none."""

import timeit
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ruhrgraph.ontology.errors import BadRequestError, QueryRefusedError, UnsupportedMediaTypeError
from ruhrgraph.server.engine.request import SparqlRequest, from_address, from_body, parameters

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def test_an_address_names_query_dataset_and_format() -> None:
    """The parameters of the protocol are read, others are passed over."""
    pairs = parameters(
        b"query=ASK%20%7B%7D&default-graph-uri=a%3Ab&default-graph-uri=c:d&named-graph-uri=e:f"
        b"&format=&output=json&timeout=1&ac=1"
    )
    assert from_address(pairs) == SparqlRequest("ASK {}", ("a:b", "c:d"), ("e:f",), "json", 1.0)


@pytest.mark.parametrize("encoded", [b"query=%C3%BC+%2B", "query=ü+%2B".encode()])
def test_addresses_are_utf_8(encoded: bytes) -> None:
    """Letters beyond ASCII are read, escaped or not, and decoded once only."""
    assert from_address(parameters(encoded)).query == "ü +"
    assert from_address(parameters(b"query=K%25C3%25B6ln")).query == "K%C3%B6ln"


@pytest.mark.parametrize("encoded", [b"query=%FF", b"query=\xff", b"&".join([b"a=b"] * 2000)])
def test_parameters_that_cannot_be_read_are_refused(encoded: bytes) -> None:
    """Parameters that are no UTF-8, or far too many, are a bad request."""
    with pytest.raises(BadRequestError):
        parameters(encoded)


def test_a_form_names_its_query_in_the_body() -> None:
    """A form has the query in its body; the address may name the dataset."""
    asked = from_body(FORM, b"query=ASK+%7B%7D&format=xml", [("default-graph-uri", "a:b")])
    assert asked == SparqlRequest("ASK {}", ("a:b",), (), "xml")


def test_a_body_may_be_the_query() -> None:
    """A query posted as such is the body itself, with or without charset and byte order mark."""
    for content_type in (QUERY, f"{QUERY}; charset=utf-8", f"{QUERY.upper()};charset=UTF-8"):
        assert from_body(content_type, "\ufeffASK { ?ö ?p 1 }".encode(), []).query == "ASK { ?ö ?p 1 }"


def test_a_post_without_body_may_name_all_in_the_address() -> None:
    """Some clients post nothing and put the query into the address."""
    assert from_body(None, b"", [("query", "ASK {}")]).query == "ASK {}"
    assert from_body(FORM, b"", [("query", "ASK {}")]).query == "ASK {}"


@pytest.mark.parametrize(
    ("content_type", "body", "error"),
    [
        (FORM, b"", BadRequestError),
        (FORM, b"query=ASK{}&query=ASK{}", BadRequestError),
        (FORM, b"update=CLEAR+ALL", QueryRefusedError),
        (FORM, b"query=%FF", BadRequestError),
        (QUERY, b"ASK { ?s ?p '\xff' }", BadRequestError),
        (f"{QUERY}; charset=iso-8859-1", b"ASK {}", UnsupportedMediaTypeError),
        ("application/sparql-update", b"CLEAR ALL", UnsupportedMediaTypeError),
        ("text/plain", b"ASK {}", UnsupportedMediaTypeError),
        ("application/json", b"{}", UnsupportedMediaTypeError),
        (None, b"ASK {}", UnsupportedMediaTypeError),
        ("", b"query=ASK{}", UnsupportedMediaTypeError),
    ],
)
def test_what_the_protocol_does_not_know_is_refused(
    content_type: str | None, body: bytes, error: type[Exception]
) -> None:
    """No query, two of them, an update, another media type or encoding are errors of their kind."""
    with pytest.raises(error):
        from_body(content_type, body, [])


def test_a_query_twice_is_refused() -> None:
    """A query in the body and another in the address contradict each other."""
    with pytest.raises(BadRequestError, match="send it once"):
        from_body(QUERY, b"ASK {}", [("query", "ASK {}")])
    with pytest.raises(BadRequestError, match="2 queries"):
        from_address([("query", "ASK {}"), ("query", "ASK {}")])
    with pytest.raises(BadRequestError, match="no query"):
        from_address([("default-graph-uri", "a:b")])


@given(text=st.text() | st.text("%+&=\\x41;"), escaped=st.booleans())
@example(text="\\x41", escaped=False)
@example(text="%zz", escaped=False)
@example(text="a+b%2B%5C", escaped=False)
@example(text="%%41%&&=&c=%\\", escaped=False)
def test_parameters_are_read_as_by_the_standard_library(text: str, *, escaped: bool) -> None:
    """Parameters are read as the standard library reads them, however they are escaped."""
    encoded = f"query={quote(text, safe='') if escaped else text}".encode("utf-8", "replace")
    try:
        expected: object = parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        expected = BadRequestError
    try:
        found: object = parameters(encoded)
    except BadRequestError:
        found = BadRequestError
    assert found == expected


@pytest.mark.parametrize("begin", [b"a=b&query=", b"query=%&", b"query=\\"])
def test_long_parameters_take_little_time(begin: bytes) -> None:
    """A long value is read as quickly beside others, and with signs in it that are no escapes."""
    long = b"%20" * 20_000

    def seconds(encoded: bytes) -> float:
        return min(timeit.repeat(lambda: parameters(encoded), number=1, repeat=5))

    assert seconds(begin + long) < 6 * seconds(b"query=" + long)
