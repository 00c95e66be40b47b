"""Where the server is, and which of its addresses answers for an IRI."""

import pytest
from starlette.requests import Request

from ruhrgraph.server.http.urls import local_url, root_path, root_url

BASE = "https://w3id.org/ruhrgraph/"


def request(host: str | None, root_path: str = "", scheme: str = "http") -> Request:
    """Return a request as a server hands it on."""
    headers = [] if host is None else [(b"host", host.encode())]
    return Request(
        {
            "type": "http",
            "scheme": scheme,
            "path": f"{root_path}/",
            "root_path": root_path,
            "headers": headers,
            "query_string": b"",
            "server": ("127.0.0.1", 8000),
        }
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (request("example.org"), "http://example.org/"),
        (request("example.org:8080", "/ruhr", "https"), "https://example.org:8080/ruhr/"),
        (request("[::1]:8000"), "http://[::1]:8000/"),
        (request(None), "http://127.0.0.1:8000/"),
        (request('x"><script>'), "http://127.0.0.1:8000/"),
    ],
)
def test_the_root_as_the_client_sees_it(given: Request, expected: str) -> None:
    """Scheme, host and path are those of the request; a host that is none is not believed."""
    assert root_url(given) == expected
    assert root_url(given).endswith(root_path(given))


def test_local_links() -> None:
    """What lies below the base leads to the server at hand, all else where it leads anyway."""
    assert local_url(f"{BASE}id/ort/a", BASE, "/ruhr/") == "/ruhr/id/ort/a"
    assert local_url(f"{BASE}ontology#Ort", BASE, "http://a.example/") == "http://a.example/ontology#Ort"
    assert local_url("http://other.example/x", BASE, "/") == "http://other.example/x"
