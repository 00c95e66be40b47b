"""Errors as answers: their status, a line of text, or a problem document."""

import json

import httpx
import pytest

from ruhrgraph.ontology.errors import BadRequestError, DataFolderError, NoRoomError, NotPublishedError, SettingError
from ruhrgraph.server.http.problems import public_message


def test_syntax_errors_are_short_text_with_their_place(server: httpx.Client) -> None:
    """An error is one line of plain text, or a problem document for those who name that."""
    query = {"query": "SELECT ?x {\n?x ?y }"}
    answer = server.get("/sparql", params=query)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("line 2, column 8: ")
    problem = server.get("/sparql", params=query, headers={"accept": "application/problem+json"})
    assert problem.headers["content-type"] == "application/problem+json"
    assert {key: problem.json()[key] for key in ("status", "line", "column")} == {"status": 400, "line": 2, "column": 8}


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", "/nothing", {}, 404),
        ("DELETE", "/sparql", {}, 405),
        ("GET", "/sparql?query=%FF", {}, 400),
        ("GET", "/sparql?update=CLEAR+ALL", {}, 403),
        ("GET", "/sparql?query=INSERT+DATA+%7B%7D", {}, 403),
        ("GET", "/sparql?query=ASK%7BSERVICE%3Chttp%3A%2F%2F127.0.0.1%3A8000%2F%3E%7B%7D%7D", {}, 403),
        ("POST", "/sparql", {"content": b"ASK {}", "headers": {"content-type": "text/plain"}}, 415),
        ("POST", "/sparql", {"content": b"ASK {}"}, 415),
        ("POST", "/sparql", {"content": b"x" * 9_000_000, "headers": {"content-type": "text/turtle"}}, 415),
        ("POST", "/sparql", {"data": {"query": "#" + "x" * 1_100_000}}, 413),
        ("POST", "/sparql", {"data": {"query": "#" + "x" * 9_000_000}}, 413),
        ("POST", "/sparql", {"data": {}}, 400),
    ],
)
def test_errors_have_their_status(
    server: httpx.Client, method: str, path: str, more: dict[str, dict[str, str] | bytes], status: int
) -> None:
    """Each error has its status, one line of text, and the headers that scripts of other sites need."""
    answer = server.request(method, path, **more)  # type: ignore[arg-type]  # one table for all kinds of requests
    assert answer.status_code == status
    assert answer.text.count("\n") == 1
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    if status == 405:
        assert "GET" in answer.headers["allow"]


def test_problem_documents_are_json(server: httpx.Client) -> None:
    """A problem document has the members of its standard."""
    answer = server.get("/nothing", headers={"accept": "application/problem+json"})
    assert set(json.loads(answer.text)) == {"type", "title", "status", "detail"}


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("/srv/my data/changes/log.sqlite3: is damaged", "log.sqlite3: is damaged"),
        ("no room on the disk at /srv/data (No space left)", "no room on the disk at data (No space left)"),
        ("/a/b: cannot be read (No such file: '/a/b/c d.nq')", "b: cannot be read (No such file: 'c d.nq')"),
        ("/data: holds nothing; run `build --data /data`", "data: holds nothing; run `build --data data`"),
        ("data: cannot be read and/or written; see https://example.org/a/b", None),
    ],
)
def test_clients_see_no_paths(told: str, shown: str | None) -> None:
    """Of paths on the server only the last part is shown; what a client sent itself stays as it is."""
    for kind in (DataFolderError, NoRoomError, NotPublishedError, SettingError):
        assert public_message(kind(told)) == (shown or told)
    assert public_message(BadRequestError(told)) == told
