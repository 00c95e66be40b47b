"""Addresses with a slash too many lead to the page."""

import socket

import httpx
import pytest

ROUTES = (
    "/catalog",
    "/catalog.ttl",
    "/queries",
    "/queries/forums",
    "/queries/forums.csv",
    "/reconcile",
    "/reconcile/suggest/entity",
    "/doc/themenforum/13",
    "/doc/themenforum/13.ttl",
    "/ontology",
    "/ontology/shapes",
    "/source/themenforen",
    "/feed",
    "/versions",
    "/.well-known/void",
    "/sitemap.xml",
    "/robots.txt",
    "/openapi.json",
    "/health",
    "/metrics",
)


@pytest.mark.parametrize("path", ROUTES)
def test_a_slash_at_the_end(server: httpx.Client, path: str) -> None:
    """Every address with a slash behind it leads to the one without, with its parameters."""
    answer = server.get(f"{path}/?a=%C3%B6&b")
    assert (answer.status_code, answer.headers["location"]) == (308, f"{path}?a=%C3%B6&b")
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/catalog//", "/catalog"),
        ("/queries//forums.csv", "/queries/forums.csv"),
        ("/doc//themenforum/13", "/doc/themenforum/13"),
        ("/dumps//", "/dumps"),
        ("/sparql//?query=ASK%7B%7D", "/sparql?query=ASK%7B%7D"),
        ("//catalog", "/catalog"),
        ("//", "/"),
        ("//sparql?query=ASK%7B%7D", "/sparql?query=ASK%7B%7D"),
    ],
)
def test_slashes_in_a_row(server: httpx.Client, asked: str, location: str) -> None:
    """Slashes in a row lead to the address with one, never to another host."""
    with socket.create_connection((server.base_url.host, server.base_url.port or 80), timeout=10) as connection:
        connection.sendall(f"GET {asked} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        head = connection.makefile("rb").read().decode()
    assert head.startswith("HTTP/1.1 308 ")
    assert f"\r\nlocation: {location}\r\n" in head


def test_the_method_and_the_body_stay(server: httpx.Client) -> None:
    """A POST to an address with a slash too many is answered where it leads."""
    queries = '{"q": {"query": "Essen"}}'
    answer = server.post("/reconcile/", data={"queries": queries}, follow_redirects=True)
    assert (answer.status_code, list(answer.json())) == (200, ["q"])


@pytest.mark.parametrize("path", ["/nothing/", "/queries/forums/nothing/", "/nothing//at/all"])
def test_nothing_stays_nothing(server: httpx.Client, path: str) -> None:
    """Where there is nothing without the slashes either, there is nothing."""
    assert server.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/sparql/", "/dumps/", "/sparql"])
def test_what_has_a_slash_answers(server: httpx.Client, path: str) -> None:
    """An address that is meant to end in a slash answers without a way round."""
    assert server.get(path, headers={"accept": "*/*"}).status_code == 200


def test_a_thing_leads_to_its_document(server: httpx.Client) -> None:
    """The IRI of a thing with a slash behind it leads to the description."""
    answer = server.get("/id/themenforum/13/", follow_redirects=True)
    assert (answer.status_code, answer.url.path) == (200, "/doc/themenforum/13")
