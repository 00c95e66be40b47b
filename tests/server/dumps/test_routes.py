"""The addresses of the dumps, on a real server: the lists, the files, what has moved, and the files of versions."""

import gzip
import hashlib
import re
from base64 import b64decode
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ruhrgraph.graph.versions.repository import publish, published
from ruhrgraph.ontology import DEFAULT_BASE
from tests.server.dumps.downloads import MEDIA_TYPES, NAME, PACKED, REPORT, Serve, raw, statement


def test_list(server: httpx.Client, small_data: Path) -> None:
    """The list names each file with its address, size and checksum, and all of them can be had."""
    answer = server.get("/dumps/", headers={"accept": "application/json"})
    listed = answer.json()
    version = published(small_data)
    assert listed["version"] == version.digest
    assert {entry["name"] for entry in listed["files"]} >= set(MEDIA_TYPES)
    for entry in listed["files"]:
        got, body = raw(server, entry["url"], "identity")
        assert (got.status_code, got.headers["content-type"]) == (200, entry["mediaType"])
        assert len(body) == entry["bytes"] == int(got.headers["content-length"])
        assert hashlib.sha256(body).hexdigest() == entry["sha256"]
        assert got.headers["etag"] == f'"{entry["sha256"]}"'
        assert b64decode(got.headers["repr-digest"].removeprefix("sha-256=:")[:-1]).hex() == entry["sha256"]
    again = server.get("/dumps/", headers={"accept": "application/json", "if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_page(server: httpx.Client) -> None:
    """A browser gets a page that links each file."""
    page = server.get("/dumps/", headers={"accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "unsafe" not in page.headers["content-security-policy"]
    for entry in server.get("/dumps/?format=json").json()["files"]:
        assert f'href="/dumps/{entry["name"]}"' in page.text


@pytest.mark.parametrize(
    ("path", "question"), [("dumps/", "Welche Datei brauche ich?"), ("en/dumps/", "Which file do I want?")]
)
def test_the_page_begins_with_what_to_take(server: httpx.Client, path: str, question: str) -> None:
    """The first heading below the title asks which file one wants, in the reader's language."""
    text = server.get(f"/{path}", headers={"accept": "text/html"}).text
    assert re.findall(r"<h2[^>]*>([^<]*)", text)[0] == question


def test_without_slash(server: httpx.Client) -> None:
    """The address without its last slash leads to the list."""
    assert server.get("/dumps").headers["location"] == "/dumps/"


def test_checksums(server: httpx.Client) -> None:
    """The checksums are in the form that sha256sum checks."""
    answer = server.get("/dumps/SHA256SUMS")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    files = server.get("/dumps/?format=json").json()["files"]
    assert answer.text.splitlines() == [f"{entry['sha256']}  {entry['name']}" for entry in files]
    assert server.get("/dumps/?format=txt").text == answer.text


def test_moved(server: httpx.Client, small_data: Path) -> None:
    """Files of older releases lead to what has the same content, or are gone with a word where to look."""
    version = published(small_data)
    moved = server.get(f"/dumps/{NAME}.zst")
    assert (moved.status_code, moved.headers["location"]) == (301, f"/dumps/{PACKED}")
    gone = server.get("/dumps/ruhrgraph.jelly")
    assert gone.status_code == 410
    assert "ruhrgraph.nq.gz" in gone.text
    graph = NamedNode(f"{DEFAULT_BASE}graph/links")
    answer = server.get("/dumps/graph-links.nt", follow_redirects=True)
    assert [step.status_code for step in answer.history] == [301]
    expected = {
        Quad(*quad.triple)
        for quad in parse(version.dataset.read_bytes(), RdfFormat.N_QUADS)
        if quad.graph_name == graph
    }
    assert set(parse(answer.content, RdfFormat.N_TRIPLES)) == expected
    assert expected


@pytest.mark.parametrize("suffix", ["nq", "nq.gz", "nq.zst", "ttl", "rdf.gz", "jsonld.zst"])
def test_versions(server: httpx.Client, content: bytes, small_data: Path, suffix: str) -> None:
    """The files of a version go on working under the address of the version, and never change."""
    digest = published(small_data).digest
    answer = server.get(f"/versions/{digest}.{suffix}", follow_redirects=True)
    assert answer.status_code == 200
    assert [str(step.headers["location"]) for step in answer.history] == (
        [f"/versions/{digest}.{suffix.replace('zst', 'gz')}"] if suffix.endswith("zst") else []
    )
    assert "immutable" in answer.headers["cache-control"]
    body = gzip.decompress(answer.content) if answer.headers["content-type"] == "application/gzip" else answer.content
    if suffix.startswith("nq"):
        assert body == content


@pytest.mark.parametrize(
    "path",
    [
        "manifest.json",
        "none.ttl",
        "ruhrgraph.nq.gz.gz",
        "ruhrgraph-tables.zip.gz",
        "..%2fdataset.nq",
        "%2e%2e%2f%2e%2e%2fversion.json",
        "a/b",
        "ruhrgraph.nq%00",
        "work",
    ],
)
def test_other_names(server: httpx.Client, path: str) -> None:
    """Only what is in the list is served."""
    assert server.get(f"/dumps/{path}").status_code == 404


def test_only_reading(server: httpx.Client) -> None:
    """A dump cannot be written."""
    answer = server.put(f"/dumps/{NAME}", content=b"x")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_next_version(serving: Serve, tmp_path: Path) -> None:
    """After a switch the same address has the next version's file, under another ETag."""
    publish(tmp_path, statement(1), REPORT)
    with serving("--data", str(tmp_path)) as (_, client):
        first = client.get(f"/dumps/{NAME}")
        publish(tmp_path, statement(2), REPORT)
        second = client.get(f"/dumps/{NAME}", headers={"if-none-match": first.headers["etag"]})
        assert (second.status_code, second.content) == (200, statement(2))
        assert first.headers["etag"] != second.headers["etag"]
