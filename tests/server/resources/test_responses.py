"""The response that describes a thing: its form, its caching, its errors, asked of a real server process."""

from pathlib import Path

import httpx
import pytest
from rdflib import RDFS, Graph, URIRef

from tests.server.resources.answers import SUFFIXES

BASE = "https://w3id.org/ruhrgraph/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def test_browsers_and_those_who_take_all_get_the_page(server: httpx.Client) -> None:
    """Without a preference, and with a browser's, the page comes; what no form fits is 406."""
    for accept in ("*/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"):
        assert (
            server.get("/doc/themenforum/13", headers={"accept": accept})
            .headers["content-type"]
            .startswith("text/html")
        )
    assert server.get("/doc/themenforum/13", headers={"accept": "image/png"}).status_code == 406


def test_caching(server: httpx.Client) -> None:
    """Each form and each coding has a strong ETag of its own, and whoever has it already gets 304; HEAD is as GET."""
    tags = set()
    for suffix in ("html", *SUFFIXES):
        for coding in ("identity", "gzip", "br", "zstd"):
            path, headers = f"/doc/themenforum/13.{suffix}", {"accept-encoding": coding}
            answer, head = server.get(path, headers=headers), server.head(path, headers=headers)
            tag = answer.headers["etag"]
            tags.add(tag)
            assert not tag.startswith("W/")
            assert answer.headers.get("content-encoding", "identity") == coding
            assert head.content == b""
            assert {name: head.headers[name] for name in ("etag", "content-length", "link")} == {
                name: answer.headers[name] for name in ("etag", "content-length", "link")
            }
            for given in (tag, f'"other", W/{tag}', "*"):
                again = server.get(path, headers={**headers, "if-none-match": given})
                assert (again.status_code, again.content) == (304, b"")
                assert again.headers["cache-control"] == answer.headers["cache-control"]
            assert server.get(path, headers={**headers, "if-none-match": '"other"'}).status_code == 200
    assert len(tags) == 4 * (1 + len(SUFFIXES))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/doc/themenforum/99", 404),
        ("/doc/themenforum/99.ttl", 404),
        ("/doc/themenforum/13.pdf", 404),
        ("/doc/themenforum/13?page=2", 404),
        ("/doc/themenforum/13?page=0", 400),
        ("/doc/themenforum/13?page=x", 400),
        ("/doc/themenforum/13?format=pdf", 406),
        ("/doc/", 404),
        ("/doc/a%20b", 404),
        ("/doc/%3E%3Cx", 404),
        ("/doc/%ff", 404),
        ("/doc/%22%7D", 404),
        ("/graph/nothing", 404),
    ],
)
def test_what_is_not_there(server: httpx.Client, path: str, status: int) -> None:
    """What is not known, or is no IRI, is 404 in one line; a page or a format that there is not has its own status."""
    answer = server.get(path)
    assert (answer.status_code, answer.text.count("\n")) == (status, 1)


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("predicate", "<http://ex.example/1> 1"),
        ("control", f'<{LABEL}> "a\\u0001b"'),
        ("noncharacter", f'<{LABEL}> "a\\uFFFEb"'),
    ],
)
def test_what_xml_cannot_say(writable: tuple[httpx.Client, Path], name: str, statement: str) -> None:
    """A description that RDF/XML cannot say is 406 there, with the reason; all other forms say it."""
    client, _ = writable
    update = f"INSERT DATA {{ <{BASE}id/ding/{name}> {statement} }}"
    assert client.post("/sparql/update", data={"update": update}).is_success
    answer = client.get(f"/doc/ding/{name}.rdf")
    assert (answer.status_code, answer.text.count("\n")) == (406, 1)
    assert "XML" in answer.text
    for suffix in ("html", "ttl", "nt", "jsonld", "trig", "nq"):
        assert client.get(f"/doc/ding/{name}.{suffix}").status_code == 200


def test_a_carriage_return_in_xml(writable: tuple[httpx.Client, Path]) -> None:
    """A carriage return comes back from RDF/XML as it was written, and not as a line feed."""
    client, _ = writable
    update = f'INSERT DATA {{ <{BASE}id/ding/return> <{LABEL}> "a\\rb\\r\\nc" }}'
    assert client.post("/sparql/update", data={"update": update}).is_success
    said = Graph().parse(data=client.get("/doc/ding/return.rdf").content, format="xml")
    assert [str(label) for label in said.objects(URIRef(f"{BASE}id/ding/return"), RDFS.label)] == ["a\rb\r\nc"]
