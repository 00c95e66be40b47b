"""The dumps over HTTP, by a real server: listed, downloaded in each coding, whatever happens meanwhile."""

import gzip
import hashlib
import json
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path
from time import sleep

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest, ensure, folder_of
from ruhrgraph.graph.mapping.dataset import canonical
from ruhrgraph.graph.versions.repository import Version, publish, published
from ruhrgraph.ontology import DEFAULT_BASE

Serve = Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], httpx.Client]]]
Run = Callable[..., subprocess.CompletedProcess[bytes]]

REPORT = b'{"documents": []}\n'
NAME = "ruhrgraph.nq"
PACKED = f"{NAME}.gz"
MEDIA_TYPES = {
    "ruhrgraph.nq": "application/n-quads",
    "ruhrgraph.trig": "application/trig",
    "ruhrgraph.ttl": "text/turtle; charset=utf-8",
    "ruhrgraph.nt": "application/n-triples",
    "ruhrgraph.jsonld": "application/ld+json",
    "ruhrgraph.rdf": "application/rdf+xml",
    "ruhrgraph-tables.zip": "application/zip",
    "ruhrgraph.ttl.gz": "application/gzip",
    "ruhrgraph-facts.nq.gz": "application/gzip",
}


@pytest.fixture(scope="module")
def content(server: httpx.Client, small_data: Path) -> bytes:
    """Return the N-Quads of the served dataset, whose dumps the server has made."""
    assert server.get("/dumps/").status_code == 200
    return published(small_data).dataset.read_bytes()


def _raw(client: httpx.Client, path: str, coding: str) -> tuple[httpx.Response, bytes]:
    """Return an answer to a client that takes a content coding, and its content as it is sent."""
    with client.stream("GET", path, headers={"accept-encoding": coding}) as answer:
        return answer, b"".join(answer.iter_raw())


def test_list(server: httpx.Client, small_data: Path) -> None:
    """The list names each file with its address, size and checksum, and all of them can be had."""
    answer = server.get("/dumps/", headers={"accept": "application/json"})
    listed = answer.json()
    version = published(small_data)
    assert listed["version"] == version.digest
    assert {entry["name"] for entry in listed["files"]} >= set(MEDIA_TYPES)
    for entry in listed["files"]:
        got, body = _raw(server, entry["url"], "identity")
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
    assert "script" not in page.headers["content-security-policy"]
    for entry in server.get("/dumps/?format=json").json()["files"]:
        assert f'href="/dumps/{entry["name"]}"' in page.text


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


@pytest.mark.parametrize("name", sorted(MEDIA_TYPES))
def test_headers(server: httpx.Client, name: str) -> None:
    """A file has its media type and its name; only what is stored as it is has ranges."""
    answer = server.head(f"/dumps/{name}", headers={"accept-encoding": "identity"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[name]
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["accept-ranges"] == ("bytes" if name.endswith((".gz", ".zip")) else "none")
    assert "content-encoding" not in answer.headers
    assert {link["rel"] for link in answer.links.values()} == {"describedby", "collection"}


@pytest.mark.parametrize("coding", ["identity", "gzip", "gzip;q=0", "br, zstd", "br;q=1, gzip;q=.2", "*"])
def test_codings(server: httpx.Client, content: bytes, coding: str) -> None:
    """A client that takes gzip gets the stored bytes, any other the same unpacked, each with its own checksum."""
    answer, body = _raw(server, f"/dumps/{NAME}", coding)
    is_coded = coding in ("gzip", "br;q=1, gzip;q=.2", "*")
    assert answer.headers.get("content-encoding") == ("gzip" if is_coded else None)
    assert answer.headers["content-type"] == "application/n-quads"
    assert (gzip.decompress(body) if is_coded else body) == content
    assert "accept-encoding" in answer.headers["vary"].lower()
    checksum = hashlib.sha256(body).hexdigest()
    assert answer.headers["etag"] == f'"{checksum}"'
    assert b64decode(answer.headers["repr-digest"].removeprefix("sha-256=:")[:-1]).hex() == checksum
    assert int(answer.headers["content-length"]) == len(body)


@pytest.mark.parametrize("coding", ["identity", "gzip, zstd"])
@pytest.mark.parametrize("name", ["ruhrgraph.ttl", "ruhrgraph.ttl.gz", "ruhrgraph-tables.zip"])
def test_head(server: httpx.Client, name: str, coding: str) -> None:
    """HEAD tells what GET tells, and sends nothing."""
    headers = {"accept-encoding": coding, "range": "bytes=0-1" if name == "ruhrgraph.ttl" else "bytes=x"}
    head, get = server.head(f"/dumps/{name}", headers=headers), server.get(f"/dumps/{name}", headers=headers)
    assert (head.status_code, head.content) == (200, b"")
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


def test_packed(server: httpx.Client, content: bytes) -> None:
    """A file with `.gz` is gzip, also for clients that decode content codings."""
    answer = server.get(f"/dumps/{PACKED}", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    assert gzip.decompress(answer.content) == content


def test_resumed(server: httpx.Client, content: bytes) -> None:
    """A download of a stored file goes on where it broke off, as long as the file is the same."""
    etag = server.head(f"/dumps/{PACKED}").headers["etag"]
    start = server.get(f"/dumps/{PACKED}", headers={"range": "bytes=0-99"})
    rest = server.get(f"/dumps/{PACKED}", headers={"range": "bytes=100-", "if-range": etag})
    assert (start.status_code, rest.status_code) == (206, 206)
    assert gzip.decompress(start.content + rest.content) == content
    assert server.get(f"/dumps/{PACKED}", headers={"range": "bytes=1-", "if-range": '"0"'}).status_code == 200


def test_conditions(server: httpx.Client) -> None:
    """A client that has the file in a coding that it takes gets 304, and one that wants another file gets 412."""
    path = f"/dumps/{NAME}"
    for coding in ("identity", "gzip"):
        etag = server.head(path, headers={"accept-encoding": coding}).headers["etag"]
        for header, status in (("if-none-match", 304), ("if-match", 200)):
            assert server.get(path, headers={"accept-encoding": coding, header: etag}).status_code == status
        assert server.get(path, headers={"accept-encoding": coding, "if-match": '"0"'}).status_code == 412
    modified = server.head(path).headers["last-modified"]
    assert server.get(path, headers={"if-modified-since": modified}).status_code == 304


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


def _statement(number: int) -> bytes:
    return canonical([Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal(str(number)), NamedNode("urn:g"))])


def test_missing_dumps_are_made(serving: Serve, tmp_path: Path) -> None:
    """Dumps that are missing, also because someone removed them, are made while the requests wait."""
    version, _ = publish(tmp_path, _statement(1), REPORT)
    with serving("--data", str(tmp_path), RUHRGRAPH_WORKERS="2") as (_, client):
        for _ in range(2):
            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(lambda _: client.get(f"/dumps/{NAME}"), range(8)))
            assert [answer.status_code for answer in answers] == [200] * 8
            assert {answer.content for answer in answers} == {_statement(1)}
            shutil.rmtree(folder_of(version))


def test_dumps_that_cannot_be_made(serving: Serve, tmp_path: Path) -> None:
    """Where dumps cannot be made, the client is told to come again, and everything else goes on."""
    publish(tmp_path, _statement(1), REPORT)
    (tmp_path / "versions" / ".dumps.lock").mkdir()  # what stops even the superuser
    with serving("--data", str(tmp_path)) as (_, client):
        answer = client.get("/dumps/")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
        assert "dumps cannot be written" in answer.text
        assert client.get("/health").status_code == 200


def test_next_version(serving: Serve, tmp_path: Path) -> None:
    """After a switch the same address has the next version's file, under another ETag."""
    publish(tmp_path, _statement(1), REPORT)
    with serving("--data", str(tmp_path)) as (_, client):
        first = client.get(f"/dumps/{NAME}")
        publish(tmp_path, _statement(2), REPORT)
        second = client.get(f"/dumps/{NAME}", headers={"if-none-match": first.headers["etag"]})
        assert (second.status_code, second.content) == (200, _statement(2))
        assert first.headers["etag"] != second.headers["etag"]


LARGE = 96 * 1024 * 1024
ZEROS = bytes(1024 * 1024)
LARGE_NAMES = ["large.zip", NAME]


@contextmanager
def _large(folder: Path) -> Iterator[Version]:
    """Give a version with one large dump: stored it has no blocks on the disk, unpacked it is as large again."""
    version, _ = publish(folder, _statement(1), REPORT)
    ensure(version, DEFAULT_BASE)
    path = folder_of(version) / PACKED
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(LARGE // len(ZEROS)):
            file.write(ZEROS)
    stored = path.stat().st_size
    files = (
        DumpFile(NAME, "all", "nq", "", LARGE, "ab" * 32, 1),
        DumpFile(PACKED, "all", "nq", "gz", stored, "cd" * 32, 1),
        DumpFile("large.zip", "tables", "csvw", "", LARGE, "ef" * 32, 1),
    )
    with (folder_of(version) / "large.zip").open("wb") as file:
        file.truncate(LARGE)
    path = folder_of(version) / "manifest.json"
    listed = {**json.loads(path.read_text()), **asdict(Manifest(version.digest, files))}
    path.write_text(json.dumps(listed))
    yield version


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("name", LARGE_NAMES)
def test_a_download_takes_no_memory(serving: Serve, tmp_path: Path, name: str) -> None:
    """Many clients at once that take a large file, one of them slowly, cost the server no more than their chunks."""
    with _large(tmp_path), serving("--data", str(tmp_path), RUHRGRAPH_WORKERS="1") as (process, client):
        client.headers["accept-encoding"] = "identity"
        assert client.head(f"/dumps/{name}").headers["content-length"] == str(LARGE)
        before = _peak(process.pid)
        with client.stream("GET", f"/dumps/{name}") as slow, ThreadPoolExecutor(4) as pool:
            next(slow.iter_raw(1024))
            sizes = list(pool.map(lambda _: _downloaded(client, name), range(4)))
        assert sizes == [LARGE] * 4
        assert _peak(process.pid) - before < 32 * 1024
        begun = client.head(f"/dumps/{name}").elapsed
        assert begun.total_seconds() < 5


def _downloaded(client: httpx.Client, name: str) -> int:
    """Return how many bytes a download has, holding none."""
    with client.stream("GET", f"/dumps/{name}") as answer:
        return sum(map(len, answer.iter_raw()))


def _peak(pid: int) -> int:
    """Return the most memory that a process and its HTTP workers ever had, in KiB."""
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            status = dict(
                line.split(":\t", 1) for line in (folder / "status").read_text().splitlines() if ":\t" in line
            )
        except OSError:
            continue
        if b"ruhrgraph.server.processes.http_worker" in command and f"\x00{pid}\x00".encode() in command:
            found += int(status["VmHWM"].split()[0])
    return found


@pytest.mark.parametrize("name", LARGE_NAMES)
def test_pruned_during_a_download(serving: Serve, tmp_path: Path, name: str) -> None:
    """A download ends well even if its version is replaced and removed from the disk meanwhile."""
    with _large(tmp_path) as version, serving("--data", str(tmp_path)) as (_, client):
        client.headers["accept-encoding"] = "identity"
        with client.stream("GET", f"/dumps/{name}") as answer:
            chunks = answer.iter_raw()
            size = len(next(chunks))
            publish(tmp_path, _statement(2), REPORT)
            shutil.rmtree(version.folder)
            size += sum(map(len, chunks))
        assert size == LARGE
        assert client.get(f"/dumps/{NAME}").content == _statement(2)


def test_a_version_stays_while_it_is_downloaded(serving: Serve, tmp_path: Path) -> None:
    """Pruning leaves a version alone as long as one of its files is being sent, and removes it afterwards."""
    with _large(tmp_path) as version, serving("--data", str(tmp_path)) as (_, client):
        with client.stream("GET", "/dumps/large.zip") as answer:
            chunks = answer.iter_raw()
            next(chunks)
            publish(tmp_path, _statement(2), REPORT)
            assert prune(tmp_path, 1) == ()
            del chunks
        for _ in range(100):
            if prune(tmp_path, 1):
                break
            sleep(0.1)
        assert not version.folder.exists()


def test_build_makes_them(ruhrgraph: Run, tmp_path: Path) -> None:
    """A build writes the dumps and says so."""
    done = ruhrgraph("build", "--data", "d")
    assert done.returncode == 0
    assert b"writing the dumps" in done.stderr
    assert (folder_of(published(tmp_path / "d")) / "manifest.json").is_file()


def test_build_without_room(ruhrgraph: Run, tmp_path: Path) -> None:
    """If the dumps cannot be written, the version is published all the same, and the build says so."""
    (tmp_path / "d" / "versions" / ".dumps.lock").mkdir(parents=True)
    done = ruhrgraph("build", "--data", "d")
    assert done.returncode == 0
    assert b"the version is published" in done.stderr
    assert b"published version" in done.stdout


def test_dump_of_a_version_on_disk(ruhrgraph: Run, tmp_path: Path) -> None:
    """The command that writes the dataset writes that of a version, too, which is a store on disk alone."""
    version, _ = publish(tmp_path / "d", _statement(1), REPORT)
    store = Store(str(tmp_path / "store"))
    store.bulk_load(_statement(1), RdfFormat.N_QUADS)
    store.backup(str(version.store))
    version.dataset.unlink()
    assert ruhrgraph("dump", "--data", "d").stdout == _statement(1)
    assert b"urn:g" in ruhrgraph("dump", "--data", "d", "--format", "trig").stdout
