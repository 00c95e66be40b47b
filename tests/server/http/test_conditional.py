"""Conditional requests: what RFC 9110 §13 says, by the function and by a server."""

import timeit
from datetime import UTC, datetime, timedelta, timezone

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.server.http.conditional import (
    NotModified,
    check_preconditions,
    coded_etag,
    entity_tag,
    http_date,
    parse_http_date,
)
from ruhrgraph.server.http.errors import PreconditionFailedError

CHANGED = datetime(2026, 11, 6, 8, 49, 37, 500_000, UTC)
AT, BEFORE, AFTER = (
    "Fri, 06 Nov 2026 08:49:37 GMT",
    "Fri, 06 Nov 2026 08:49:36 GMT",
    "Fri, 06 Nov 2026 08:49:38 GMT",
)


@pytest.mark.parametrize(
    "value", [AT, "Friday, 06-Nov-26 08:49:37 GMT", "Fri Nov  6 08:49:37 2026", "Fri, 6 Nov 2026 09:49:37 +0100"]
)
def test_forms_of_dates(value: str) -> None:
    """HTTP's three forms of a date are read, and what else mail has."""
    assert parse_http_date(value) == CHANGED.replace(microsecond=0)


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d{1,9} [A-Z][a-z]{2} \d{1,20} \d\d:\d\d:\d{1,9} [+-]?\w+"))
def test_what_is_no_date_is_none(value: str) -> None:
    """Whatever stands in a header, it is a moment with a time zone, or no date."""
    moment = parse_http_date(value)
    assert moment is None or moment.utcoffset() is not None


@given(st.datetimes(datetime(1971, 1, 1), datetime(2060, 1, 1)), st.integers(-12, 12))  # noqa: DTZ001  # zones are added
def test_dates_come_back(moment: datetime, hours: int) -> None:
    """A moment that is written is read again, to the second and in whatever time zone."""
    moment = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    assert parse_http_date(http_date(moment)) == moment.replace(microsecond=0)


MET, MODIFIED_NOT, FAILED = "carried out", "304", "412"


@pytest.mark.parametrize(
    ("method", "headers", "outcome"),
    [
        ("GET", {}, MET),
        ("GET", {"if-none-match": '"a"'}, MODIFIED_NOT),
        ("GET", {"if-none-match": 'W/"a"'}, MODIFIED_NOT),
        ("GET", {"if-none-match": '"x", W/"y", "a-gzip"'}, MODIFIED_NOT),
        ("GET", {"if-none-match": "*"}, MODIFIED_NOT),
        ("HEAD", {"if-none-match": '"a"'}, MODIFIED_NOT),
        ("POST", {"if-none-match": '"a"'}, FAILED),
        ("PUT", {"if-none-match": "*"}, FAILED),
        ("GET", {"if-none-match": '"x"'}, MET),
        ("GET", {"if-none-match": '"a-br"'}, MET),
        ("GET", {"if-none-match": "a"}, MET),
        ("GET", {"if-none-match": '"b,c",,"", W/"", "xa", "ax", "'}, MET),
        ("GET", {"if-none-match": '"b,c",,"" , "a"'}, MODIFIED_NOT),
        ("GET", {"if-none-match": ""}, MET),
        ("POST", {"if-none-match": '"x"'}, MET),
        ("GET", {"if-match": '"a"'}, MET),
        ("POST", {"if-match": '"x", "a-gzip"'}, MET),
        ("GET", {"if-match": "*"}, MET),
        ("GET", {"if-match": 'W/"a"'}, FAILED),
        ("GET", {"if-match": 'W/"a", W/"a-gzip",W/"'}, FAILED),
        ("GET", {"if-match": 'W/"a", "a"'}, MET),
        ("GET", {"if-match": '"x"'}, FAILED),
        ("POST", {"if-match": '"x"'}, FAILED),
        ("GET", {"if-match": '"a"', "if-none-match": '"a"'}, MODIFIED_NOT),
        ("GET", {"if-match": '"x"', "if-none-match": '"a"'}, FAILED),
        ("GET", {"if-modified-since": AT}, MODIFIED_NOT),
        ("GET", {"if-modified-since": BEFORE}, MET),
        ("GET", {"if-modified-since": AFTER}, MET),
        ("GET", {"if-modified-since": "yesterday"}, MET),
        ("POST", {"if-modified-since": AT}, MET),
        ("GET", {"if-modified-since": AT, "if-none-match": '"x"'}, MET),
        ("GET", {"if-unmodified-since": AT}, MET),
        ("GET", {"if-unmodified-since": AFTER}, MET),
        ("GET", {"if-unmodified-since": BEFORE}, FAILED),
        ("DELETE", {"if-unmodified-since": BEFORE}, FAILED),
        ("GET", {"if-unmodified-since": BEFORE, "if-match": '"a"'}, MET),
        ("GET", {"if-unmodified-since": "yesterday"}, MET),
    ],
)
def test_preconditions(method: str, headers: dict[str, str], outcome: str) -> None:
    """Conditions are looked at in the order of RFC 9110 §13.2.2, and each by its kind of comparison."""
    try:
        found = check_preconditions(headers, method, ("a", "a-gzip"), CHANGED)
    except PreconditionFailedError:
        assert outcome == FAILED
    else:
        assert outcome == (MODIFIED_NOT if found else MET)


@pytest.mark.parametrize("listed", ['"x",', '"', 'W/"x', 'W/""'])
def test_long_lists_take_little_time(listed: str) -> None:
    """A list of thousands of entity tags is not taken apart: that would hold up all others."""
    value = listed * (60_000 // len(listed))

    def seconds(headers: dict[str, str]) -> float:
        return min(timeit.repeat(lambda: check_preconditions(headers, "GET", ("a" * 32,)), number=1, repeat=5))

    apart = min(timeit.repeat(lambda: [str(part) for part in value.split('"')], number=1, repeat=5))
    assert seconds({"if-none-match": value}) < apart


def test_not_modified_names_what_the_client_has() -> None:
    """304 has the ETag of the coding that the client has, for `*` the one that it would get."""
    assert check_preconditions({"if-none-match": '"a", "a-gzip"'}, "GET", ("a-gzip", "a")) == NotModified("a")
    assert check_preconditions({"if-none-match": "*"}, "GET", ("a-gzip", "a")) == NotModified("a-gzip")
    assert check_preconditions({"if-none-match": "*"}, "GET") == NotModified(None)


def test_etags_differ() -> None:
    """An ETag tells versions, requests and codings apart, and is the same for the same."""
    etag = entity_tag("v1", "a")
    assert len({etag, entity_tag("v2", "a"), entity_tag("v1", "b"), coded_etag(etag, "br")}) == 4
    assert (entity_tag("v1", "a"), coded_etag(etag, "")) == (etag, etag)


LIST = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
PAGES = [
    "/",
    "/catalog",
    "/doc/themenforum/13",
    "/feed",
    "/ontology",
    "/openapi.json",
    "/queries",
    "/queries/forums.csv",
    "/queries?format=html",
    "/robots.txt",
    "/sparql",
    "/sparql?format=html",
    "/versions",
]


def _ask(server: httpx.Client, method: str = "GET", coding: str = "identity", **headers: str) -> httpx.Response:
    sent = {"accept-encoding": coding, **{name.replace("_", "-"): value for name, value in headers.items()}}
    if method == "POST":
        return server.post("/sparql", data={"query": LIST}, headers=sent)
    return server.request(method, "/sparql", params={"query": LIST}, headers=sent)


def test_each_coding_has_its_etag(server: httpx.Client) -> None:
    """One strong ETag never stands for two codings, and each is that of 304 for who has that coding."""
    answers = {coding: _ask(server, coding=coding) for coding in ("identity", "gzip", "br", "zstd")}
    etags = {coding: answer.headers["etag"] for coding, answer in answers.items()}
    assert len(set(etags.values())) == 4
    assert all(etag.startswith('"') for etag in etags.values())
    for coding, etag in etags.items():
        again = _ask(server, coding=coding, if_none_match=etag)
        assert (again.status_code, again.headers["etag"], again.content) == (304, etag, b"")
    assert _ask(server, coding="gzip", if_none_match=etags["br"]).status_code == 200
    assert _ask(server, coding="gzip, br", if_none_match=etags["br"]).headers["etag"] == etags["br"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_conditions(server: httpx.Client, path: str) -> None:
    """Everything with an ETag has one for each coding, and answers 304, 412 and 200 by it."""
    plain = server.get(path, headers={"accept-encoding": "identity"})
    packed = server.get(path, headers={"accept-encoding": "gzip"})
    if "content-encoding" in packed.headers:
        assert packed.headers["etag"] != plain.headers["etag"]
    etag = plain.headers["etag"]

    def status(**headers: str) -> int:
        sent = {"accept-encoding": "identity", **{name.replace("_", "-"): value for name, value in headers.items()}}
        return server.get(path, headers=sent).status_code

    assert status(if_none_match=f'"x", W/{etag}') == 304
    assert status(if_none_match="*") == 304
    assert status(if_none_match='"x"') == 200
    assert status(if_match=etag) == 200
    assert status(if_match='"x"') == 412


@pytest.mark.parametrize(
    ("method", "header", "value", "status"),
    [
        ("GET", "if_none_match", "*", 304),
        ("HEAD", "if_none_match", "*", 304),
        ("POST", "if_none_match", "*", 412),
        ("POST", "if_none_match", "ETAG", 412),
        ("POST", "if_none_match", '"x"', 200),
        ("POST", "if_match", "ETAG", 200),
        ("POST", "if_match", "*", 200),
        ("POST", "if_match", '"x"', 412),
        ("GET", "if_match", '"x"', 412),
        ("GET", "if_match", "W/ETAG", 412),
        ("GET", "if_none_match", "W/ETAG", 304),
        ("POST", "if_modified_since", AT, 200),
        ("GET", "if_modified_since", AT, 200),
        ("GET", "range", "bytes=0-1", 200),
    ],
)
def test_conditions_of_queries(server: httpx.Client, method: str, header: str, value: str, status: int) -> None:
    """A query by GET and by POST answers conditions as its method has to; what it has nothing for is ignored."""
    etag = _ask(server, method if method == "POST" else "GET").headers["etag"]
    answer = _ask(server, method, **{header: value.replace("ETAG", etag)})
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == "*"
    assert status != 412 or answer.text.count("\n") == 1


def test_conditions_of_errors_do_not_count(server: httpx.Client) -> None:
    """What is wrong without conditions is as wrong with them (RFC 9110 §13.2.1)."""
    for headers in ({"if-none-match": "*"}, {"if-match": '"x"'}):
        assert server.get("/sparql", params={"query": "SELECT"}, headers=headers).status_code == 400
        assert server.get("/doc/projekt/nothing", headers=headers).status_code == 404


def test_conditions_of_what_changes_each_time(server: httpx.Client) -> None:
    """An answer without an ETag is what no ETag names."""
    query = {"query": "SELECT (RAND() AS ?x) {}"}
    assert server.get("/sparql", params=query, headers={"if-none-match": '"x"'}).status_code == 200
    assert server.get("/sparql", params=query, headers={"if-match": '"x"'}).status_code == 412
