"""The language in the path of a request, and that of an error."""

import pytest
from starlette.requests import Request

from ruhrgraph.server.http.language_path import error_language, with_language
from ruhrgraph.server.language import language


@pytest.mark.parametrize(
    ("root", "path", "seen", "tongue"),
    [
        ("", "/en/queries", "/queries", "en"),
        ("", "/en/", "/", "en"),
        ("", "/en", "/", "en"),
        ("/ruhr", "/ruhr/en/doc/x", "/ruhr/doc/x", "en"),
        ("", "/energie", "/energie", "de"),
        ("", "/queries", "/queries", "de"),
        ("", "/en/en/x", "/en/x", "en"),
    ],
)
def test_path(root: str, path: str, seen: str, tongue: str) -> None:
    """Routes see the path without the language, raw and decoded."""
    scope = {"type": "http", "root_path": root, "path": path, "raw_path": path.encode(), "headers": []}
    found = with_language(scope)
    assert (found["path"], found["raw_path"].decode()) == (seen, seen)
    assert language(Request(found)) == tongue


def test_the_encoding_of_a_path_stays() -> None:
    """What is percent-encoded in the path behind the language stays so."""
    scope = {"type": "http", "path": "/en/doc/a/b", "raw_path": b"/en/doc/a%2Fb"}
    assert with_language(scope)["raw_path"] == b"/doc/a%2Fb"


@pytest.mark.parametrize(
    ("accepted", "path", "expected"),
    [
        ("", "/x", "de"),
        ("en-GB,en;q=0.9,de;q=0.5", "/x", "en"),
        ("de-DE,de;q=0.9,en;q=0.8", "/x", "de"),
        ("fr, en;q=0.2", "/x", "en"),
        ("fr", "/x", "de"),
        ("de", "/en/x", "en"),
        ("en;q=0, de;q=0.1", "/x", "de"),
    ],
)
def test_language_of_an_error(accepted: str, path: str, expected: str) -> None:
    """An error is in the language of the address, else in the one that the client likes best."""
    scope = {
        "type": "http",
        "path": path,
        "raw_path": path.encode(),
        "headers": [(b"accept-language", accepted.encode())],
    }
    assert error_language(Request(with_language(scope))) == expected
