"""A server beside a writer, on a folder that it can only read: it answers as the writer does, and writes nothing."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.server.http.static_files import static_path
from tests.disks import read_only, tree
from tests.server.processes.proxy import proxy

Serving = Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], httpx.Client]]]
TOKEN = "a-token-for-tests"  # noqa: S105  # it opens nothing else
HOST = {"host": "daten.example"}
PROBLEM, HTML, TURTLE = "application/problem+json", "text/html", "text/turtle"
OWN = ("date", "server-timing", "cache-control")
"""Headers that servers of one version may give differently: a writer has its answers asked for again each time."""
VALIDATORS = ("etag", "last-modified", "content-type", "content-encoding", "vary", "cache-control", "content-location")
ADDRESSES = [
    ("/sparql?query=SELECT+*+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+2000", "text/csv"),
    ("/sparql?query=SELECT+*+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+9", HTML),
    ("/sparql?query=DESCRIBE+%3Chttps://w3id.org/ruhrgraph/id/projekt/13-01%3E", TURTLE),
    ("/sparql", TURTLE),
    ("/queries/forums.csv", "*/*"),
    ("/queries/meetings", HTML),
    ("/", HTML),
    ("/en/projekte?ressort=VM", HTML),
    ("/suche?q=Essen", HTML),
    ("/doc/projekt/13-01", HTML),
    ("/doc/projekt/13-01", TURTLE),
    ("/graph/links", TURTLE),
    ("/ontology", TURTLE),
    ("/source/themenforen", "text/plain"),
    ("/source/themenforen", HTML),
    ("/network/persons.graphml", "*/*"),
    ("/catalog", TURTLE),
    ("/catalog.jsonld", "*/*"),
    ("/.well-known/void", TURTLE),
    ("/dumps/", HTML),
    ("/dumps/SHA256SUMS", "*/*"),
    ("/dumps/ruhrgraph.nt", "*/*"),
    ("/dumps/ruhrgraph.ttl.gz", "*/*"),
    ("/feed", "application/trig"),
    ("/feed", HTML),
    ("/versions.json", "*/*"),
    ("/datenqualitaet", HTML),
    ("/sitemap.xml", "*/*"),
    ("/store?graph=https://w3id.org/ruhrgraph/graph/links", TURTLE),
    ("/store?default", TURTLE),
    ("/reconcile", "application/json"),
    ("/openapi.json", "*/*"),
    ("/zitieren.bib", "*/*"),
    (f"/{static_path('style.css')}", "*/*"),
]


class Pair(NamedTuple):
    """A writer and a reader beside it, and the folder that they share, as the writer sees it."""

    writer: httpx.Client
    reader: httpx.Client
    data: Path


@pytest.fixture(scope="module")
def pair(data: Path, tmp_path_factory: pytest.TempPathFactory, serving: Serving) -> Iterator[Pair]:
    """Return a writer, and a reader on the same folder, which it sees at another place and cannot write to."""
    folder = tmp_path_factory.mktemp("shared")
    own = folder / "data"
    shutil.copytree(data, own, symlinks=True)
    with (
        read_only(own, folder / "seen") as seen,
        serving("--data", str(own), "--workers", "1", RUHRGRAPH_TOKEN=TOKEN) as (_, writer),
        serving("--data", str(seen), "--workers", "1", RUHRGRAPH_WRITER=f"{writer.base_url}/") as (_, reader),
    ):
        yield Pair(writer, reader, own)


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize(("address", "accept"), ADDRESSES)
def test_both_give_the_same(pair: Pair, address: str, accept: str, coding: str) -> None:
    """Bytes, ETag and all other headers of an answer are the same, whichever server gives it."""
    headers = {**HOST, "accept": accept, "accept-encoding": coding}
    found = []
    for client in (pair.writer, pair.reader):
        with client.stream("GET", address, headers=headers) as answer:
            kept = [item for item in answer.headers.multi_items() if item[0] not in OWN]
            found.append((answer.status_code, kept, b"".join(answer.iter_raw())))
    assert found[0] == found[1]
    assert found[0][0] == 200
    assert "set-cookie" not in dict(found[0][1])


def test_a_cache_between_gives_the_same(pair: Pair, tmp_path: Path) -> None:
    """Through nginx each client gets what it accepts, from the reader first and then from the cache."""
    servers = [f"{pair.reader.base_url.host}:{pair.reader.base_url.port}"]
    with proxy(servers, tmp_path) as root, httpx.Client(base_url=root, timeout=30) as proxied:
        hits = 0
        for address, accept in ADDRESSES[::2]:
            for coding in ("identity", "gzip", "identity", "gzip"):
                headers = {**HOST, "accept": accept, "accept-encoding": coding}
                answers = [client.get(address, headers=headers) for client in (pair.reader, proxied)]
                told = [[answer.headers.get(name) for name in VALIDATORS] for answer in answers]
                assert (told[0], answers[0].content) == (told[1], answers[1].content), address
                hits += answers[1].headers.get("x-cache-status") in {"HIT", "REVALIDATED"}
        assert hits > len(ADDRESSES) // 2


WRITES = [("POST", "/sparql/update"), ("PUT", "/store?default"), ("POST", "/store/x"), ("DELETE", "/store?graph=urn:g")]


@pytest.mark.parametrize(("method", "address"), WRITES)
def test_writes_belong_to_the_writer(pair: Pair, method: str, address: str) -> None:
    """A write is refused, with the writer's address, to whoever asks: as text, as JSON and as a page."""
    there = f"{pair.writer.base_url}{address.partition('?')[0]}"
    for token in ({}, {"authorization": f"Bearer {TOKEN}"}):
        for accept in ("*/*", PROBLEM, HTML):
            answer = pair.reader.request(method, address, headers={"accept": accept, **token}, content=b"x")
            assert answer.status_code == 403
            assert there in answer.text
        assert pair.reader.request(method, address, headers={"accept": PROBLEM}).json()["writer"] == there
        assert f'href="{there}"' in answer.text


def test_what_is_written_is_read(pair: Pair) -> None:
    """A write is seen by the reader at once, with the dumps, which the writer makes, and soon in the feed."""
    before = pair.reader.get("/dumps/ruhrgraph.nq.gz").headers["etag"]
    headers = {"content-type": "application/sparql-update", "authorization": f"Bearer {TOKEN}"}
    update = "INSERT DATA { <urn:new> <urn:b> <urn:c> }"
    assert pair.writer.post("/sparql/update", content=update, headers=headers).status_code == 204
    ask = {"query": "ASK { <urn:new> ?p ?o }", "format": "csv"}
    assert pair.reader.get("/sparql", params=ask).text == "true"
    assert not (pair.data / "current" / "dumps").exists()
    answer = pair.reader.get("/dumps/ruhrgraph.nq.gz")
    assert (answer.status_code, answer.headers["etag"] != before) == (200, True)
    until = time.monotonic() + 60
    while pair.reader.get("/versions.json").json()["versions"][0]["added"] is None:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert "urn:new" in pair.reader.get("/feed").text or pair.reader.get("/feed").status_code == 200


def test_a_reader_writes_nothing(pair: Pair) -> None:
    """Where the writer is behind with the log, or is gone, a reader makes no attempt of its own, and says so."""
    dataset = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"
    publish(pair.data, dataset, b'{"documents": []}\n', base="https://w3id.org/ruhrgraph/")
    before = tree(pair.data)
    for address in ("/feed", "/versions", "/dataset", "/doc/never", "/sparql?query=ASK%7B%7D"):
        assert pair.reader.get(address).status_code in {200, 303, 404}
    assert tree(pair.data) == before


def test_a_version_that_is_pruned(pair: Pair) -> None:
    """A reader goes on to the next version, whatever became of the one before."""
    for number in range(3):
        dataset = b'<urn:a> <urn:b> "%d" <urn:g> .\n' % number
        publish(pair.data, dataset, b'{"documents": []}\n', base="https://w3id.org/ruhrgraph/")
        prune(pair.data, 1)
        answer = pair.reader.get("/sparql", params={"query": "SELECT ?o { <urn:a> ?p ?o }", "format": "csv"})
        assert answer.text.split() == ["o", str(number)]


def test_a_reader_waits_for_the_first_version(tmp_path: Path, serving: Serving) -> None:
    """Where nothing is published yet, a reader builds nothing; it is ready once the writer has published."""
    with serving("--data", str(tmp_path), "--workers", "1", RUHRGRAPH_WRITER="http://127.0.0.1:9/") as (_, reader):
        assert reader.get("/ready").status_code == 503
        assert not list(tmp_path.iterdir())
        publish(tmp_path, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", b'{"documents": []}\n')
        assert reader.get("/ready").status_code == 200
        answer = reader.get("/dumps/")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
        assert "the writer, http://127.0.0.1:9/, does not make them now" in answer.text
