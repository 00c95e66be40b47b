"""Header fields as clients write them."""

import httpx
import pytest

from ruhrgraph.ontology.errors import UnsupportedMediaTypeError
from ruhrgraph.server.http.header_fields import (
    MAX_ACCEPT,
    check_charset,
    combine_lines,
    drop_unread,
    parse_content_type,
    parse_qualities,
    split_list,
)
from tests.server.http.conftest import Connect
from tests.server.http.raw_connection import RawConnection


@pytest.mark.parametrize(
    ("lines", "combined"),
    [
        ([(b"accept", b"a/b"), (b"host", b"x")], [(b"accept", b"a/b"), (b"host", b"x")]),
        ([(b"accept", b"a/b"), (b"host", b"x"), (b"accept", b"c/d")], [(b"host", b"x"), (b"accept", b"a/b, c/d")]),
        (
            [(b"if-none-match", b'"a"'), (b"accept", b""), (b"if-none-match", b'"b"'), (b"accept", b"*/*")],
            [(b"if-none-match", b'"a", "b"'), (b"accept", b", */*")],
        ),
        (
            [(b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")],
            [(b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")],
        ),
    ],
)
def test_lines_of_a_list(lines: list[tuple[bytes, bytes]], combined: list[tuple[bytes, bytes]]) -> None:
    """The lines of a list become one in their order; what is no list stays as it came."""
    assert combine_lines(lines) == combined


@pytest.mark.parametrize(
    ("value", "qualities"),
    [
        ("gzip", [("gzip", 1.0)]),
        ("GZip;q=.2", [("gzip", 0.2)]),
        ("gzip;q=0.2, br ; q = 0.75", [("gzip", 0.2), ("br", 0.75)]),
        ("a/b;q=1., c/d;Q=0.", [("a/b", 1.0), ("c/d", 0.0)]),
        ("a/b;q=00.5", [("a/b", 0.5)]),
        ("a/b;q=0.12345", [("a/b", 0.12345)]),
        ("a/b;q=7", [("a/b", 1.0)]),
        ('a/b;q="0.3"', [("a/b", 0.3)]),
        ("a/b;q=, c/d;q=x, e/f;q=.", [("a/b", 1.0), ("c/d", 1.0), ("e/f", 1.0)]),
        ("a/b;level=1;q=.4;ext=2", [("a/b", 0.4)]),
        ('a/b;p="x,y;q=0";q=.4, c/d', [("a/b", 0.4), ("c/d", 1.0)]),
        ('a/b;p="x\\"y,z", c/d', [("a/b", 1.0), ("c/d", 1.0)]),
        (",, a/b ,;;,", [("a/b", 1.0), ("", 1.0)]),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", None),
        ("", []),
    ],
)
def test_qualities(value: str, qualities: list[tuple[str, float]] | None) -> None:
    """Qualities are read in all the ways that clients write them, as JDKs do with `.2`."""
    expected = qualities or [("text/html", 1.0), ("image/gif", 1.0), ("image/jpeg", 1.0), ("*", 0.2), ("*/*", 0.2)]
    assert list(parse_qualities(value)) == (expected if value else [])


@pytest.mark.parametrize(
    ("name", "length", "is_read"),
    [
        *((name, MAX_ACCEPT, True) for name in ("accept", "accept-encoding", "accept-language", "accept-datetime")),
        *((name, MAX_ACCEPT + 1, False) for name in ("accept", "accept-encoding", "accept-charset", "accept-datetime")),
        ("if-none-match", 60_000, True),
        ("authorization", 60_000, True),
        ("cookie", 1, False),
    ],
)
def test_unread(name: str, length: int, is_read: bool) -> None:  # noqa: FBT001  # a column of the table
    """Preferences of more than a kilobyte, and cookies, are as if they were not there."""
    lines = [(b"host", b"x"), (name.encode(), b"a" * length)]
    assert drop_unread(lines) == lines[: 2 if is_read else 1]


@pytest.mark.parametrize(
    ("value", "media_type", "charset"),
    [
        (None, "", "utf-8"),
        ("", "", "utf-8"),
        ("text/turtle", "text/turtle", "utf-8"),
        ("Text/Turtle ; Charset=UTF-8", "text/turtle", "utf-8"),
        ('text/turtle;charset="iso-8859-1"', "text/turtle", "iso-8859-1"),
        ("text/turtle;charset=", "text/turtle", "utf-8"),
        ('multipart/form-data; boundary="a;b"', "multipart/form-data", "utf-8"),
        ("turtle", "turtle", "utf-8"),
    ],
)
def test_content_types(value: str | None, media_type: str, charset: str) -> None:
    """A content type is read with its parameters, in whatever case and with whatever quotes."""
    found = parse_content_type(value)
    assert (found.media_type, found.charset) == (media_type, charset)


def test_a_boundary_may_be_quoted() -> None:
    """A parameter in quotes may hold what separates others."""
    assert parse_content_type('multipart/form-data; boundary="a;b\\"c"').parameters == {"boundary": 'a;b"c'}


def test_text_has_to_be_unicode() -> None:
    """A text in another character encoding is refused with what to send."""
    check_charset(parse_content_type("text/plain; charset=US-ASCII"), "query")
    with pytest.raises(UnsupportedMediaTypeError, match="charset of the query is latin1; send UTF-8"):
        check_charset(parse_content_type("text/plain; charset=latin1"), "query")


def test_parts_between_commas() -> None:
    """Empty parts and blanks around go."""
    assert split_list(' a , ,"b,c" ,d', ",") == ["a", '"b,c"', "d"]


ALL = "/sparql?query=SELECT*%7B?s?p?o%7D"


@pytest.mark.parametrize(
    ("path", "lines", "header", "value"),
    [
        (ALL, ["Accept: image/png", "Accept: text/csv"], "content-type", "text/csv; charset=utf-8"),
        (ALL, ["Accept: text/csv;q=.2", "Accept: text/tab-separated-values;q=.3"], "content-type", "text/tab"),
        ("/queries/forums", ["Accept: image/png", "Accept: text/csv;q=.1"], "content-type", "text/csv"),
        (
            "/doc/themenforum/13",
            ["Accept: image/png", "Accept: application/n-quads"],
            "content-type",
            "application/n-q",
        ),
        (ALL, ["Accept-Encoding: identity", "Accept-Encoding: gzip"], "content-encoding", "gzip"),
        (ALL, ["Accept-Encoding: gzip;q=.2", "Accept-Encoding: br;q=.1"], "content-encoding", "gzip"),
        ("/queries/moderators", ["Accept-Encoding: gzip;q=.2", "accept-encoding: br"], "content-encoding", "br"),
        (
            "/doc/themenforum/13",
            ["Accept-Encoding: gzip;q=1.", "Accept-Encoding: zstd;q=0."],
            "content-encoding",
            "gzip",
        ),
    ],
)
def test_lists_in_several_lines(server: httpx.Client, path: str, lines: list[str], header: str, value: str) -> None:
    """A list that comes in several lines is one, for whatever answers."""
    connection = RawConnection(server.base_url.host, server.base_url.port or 80)
    connection.send("\r\n".join([f"GET {path} HTTP/1.1", "Host: x", *lines, "", ""]).encode())
    answer = connection.read()
    connection.close()
    assert answer.status == 200
    assert (answer.header(header) or "").startswith(value)


@pytest.mark.parametrize("lines", [["Accept: " + "image/png," * 200], ["Accept: " + "image/png," * 60] * 2])
def test_long_preferences(server: httpx.Client, connect: Connect, lines: list[str]) -> None:
    """An `Accept` that is too long, in one line or in several, is as if absent: the answer comes in its usual form."""
    connection = connect(server)
    connection.send("\r\n".join([f"GET {ALL} HTTP/1.1", "Host: x", *lines, "", ""]).encode())
    answer = connection.read()
    assert (answer.status, answer.header("content-type")) == (200, "application/sparql-results+json")
