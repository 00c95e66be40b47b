"""The files that pages load, over HTTP."""

import httpx
import pytest

from ruhrgraph.server.http.static_files import STATIC_VERSION, static_path


def test_a_file_is_kept_for_a_year(client: httpx.Client) -> None:
    """A file comes with its content type, and browsers need not ask for it again."""
    answer = client.get(f"/{static_path('style.css')}")
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_an_old_address_still_answers(client: httpx.Client) -> None:
    """A page from before an update finds the file, which is not kept for long under that address."""
    answer = client.get("/static/0123456789ab/style.css")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=86400")


@pytest.mark.parametrize("name", ["missing.css", "..%2fapp.py", "%2e%2e"])
def test_no_such_file(client: httpx.Client, name: str) -> None:
    """What is no file of the pages is not found."""
    assert client.get(f"/static/{STATIC_VERSION}/{name}").status_code == 404
