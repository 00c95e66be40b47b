"""The dumps over HTTP, by a real server: listed, whole, in parts, with conditions, whatever happens meanwhile."""

import gzip
import hashlib
import json
import os
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from email import message_from_bytes
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest, ensure, folder_of
from ruhrgraph.graph.mapping.dataset import canonical
from ruhrgraph.graph.versions.repository import Version, publish, published
from ruhrgraph.ontology import DEFAULT_BASE

Serve = Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], httpx.Client]]]
Run = Callable[..., subprocess.CompletedProcess[bytes]]

REPORT = b'{"documents": []}\n'
NAME = "ruhrgraph.nq"
MEDIA_TYPES = {
    "ruhrgraph.nq": "application/n-quads",
    "ruhrgraph.trig": "application/trig",
    "ruhrgraph.ttl": "text/turtle; charset=utf-8",
    "ruhrgraph.nt": "application/n-triples",
    "ruhrgraph.jsonld": "application/ld+json",
    "ruhrgraph.rdf": "application/rdf+xml",
    "ruhrgraph.jelly": "application/x-jelly-rdf",
    "ruhrgraph-tables.zip": "application/zip",
    "ruhrgraph.ttl.gz": "application/gzip",
    "ruhrgraph-facts.nq.zst": "application/zstd",
}


@pytest.fixture(scope="module")
def content(server: httpx.Client, small_data: Path) -> bytes:
    """Return the N-Quads of the served dataset, whose dumps the server has made."""
    assert server.get("/dumps/").status_code == 200
    return published(small_data).dataset.read_bytes()


def test_list(server: httpx.Client, small_data: Path) -> None:
    """The list names each file with its address, size and checksum, and all of them can be had."""
    answer = server.get("/dumps/", headers={"accept": "application/json"})
    listed = answer.json()
    version = published(small_data)
    assert listed["version"] == version.digest
    assert {entry["name"] for entry in listed["files"]} >= set(MEDIA_TYPES)
    for entry in listed["files"]:
        got = server.get(entry["url"], headers={"accept-encoding": "identity"})
        assert (got.status_code, got.headers["content-type"]) == (200, entry["mediaType"])
        assert len(got.content) == entry["bytes"] == int(got.headers["content-length"])
        assert hashlib.sha256(got.content).hexdigest() == entry["sha256"]
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
    """A file has its media type and its name, and a packed one is no coded answer."""
    answer = server.head(f"/dumps/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[name]
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["accept-ranges"] == "bytes"
    assert "content-encoding" not in answer.headers
    assert {link["rel"] for link in answer.links.values()} == {"describedby", "collection"}


@pytest.mark.parametrize("name", ["ruhrgraph.ttl", "graph-links.ttl.gz"])
def test_head(server: httpx.Client, name: str) -> None:
    """HEAD tells what GET tells, and sends nothing."""
    head, get = server.head(f"/dumps/{name}"), server.get(f"/dumps/{name}")
    assert head.content == b""
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


def test_packed(server: httpx.Client, content: bytes) -> None:
    """What is packed unpacks to the file without the suffix."""
    assert gzip.decompress(server.get(f"/dumps/{NAME}.gz").content) == content


@pytest.mark.parametrize(
    ("wanted", "begin", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=5-9", 5, 10),
        ("bytes=100-", 100, None),
        ("bytes=-7", -7, None),
        ("bytes=10-99999999999", 10, None),
        ("bytes=-99999999999", 0, None),
        ("BYTES = 3-4", 3, 5),
        ("bytes=5-9,999999999-", 5, 10),
    ],
)
def test_part(server: httpx.Client, content: bytes, wanted: str, begin: int, end: int | None) -> None:
    """A part is what stands there, and says which part it is."""
    answer = server.get(f"/dumps/{NAME}", headers={"range": wanted})
    part = content[begin:end]
    first = begin if begin >= 0 else len(content) + begin
    assert answer.status_code == 206
    assert answer.content == part
    assert answer.headers["content-range"] == f"bytes {first}-{first + len(part) - 1}/{len(content)}"


def test_several_parts(server: httpx.Client, content: bytes) -> None:
    """Several parts come in one answer, each with its place, in the order in which they were asked for."""
    answer = server.get(f"/dumps/{NAME}", headers={"range": "bytes=20-29, 0-4,-3"})
    assert answer.status_code == 206
    assert int(answer.headers["content-length"]) == len(answer.content)
    head = f"content-type: {answer.headers['content-type']}\r\n\r\n".encode()
    parts = [part for part in message_from_bytes(head + answer.content).walk() if not part.is_multipart()]
    size = len(content)
    assert [(part["content-range"], part.get_payload()) for part in parts] == [
        (f"bytes 20-29/{size}", content[20:30].decode()),
        (f"bytes 0-4/{size}", content[:5].decode()),
        (f"bytes {size - 3}-{size - 1}/{size}", content[-3:].decode()),
    ]
    assert {part["content-type"] for part in parts} == {"application/n-quads"}


@pytest.mark.parametrize("wanted", ["bytes=999999999-", "bytes=-0", "bytes=999999999-,-0"])
def test_nothing_there(server: httpx.Client, content: bytes, wanted: str) -> None:
    """A part that the file does not have is 416, with the file's size."""
    answer = server.get(f"/dumps/{NAME}", headers={"range": wanted})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(content)}"


@pytest.mark.parametrize(
    "wanted",
    [
        "lines=1-2",
        "bytes=",
        "bytes=a-b",
        "bytes=9-5",
        "bytes=0-10,5-20",
        "bytes 1-2",
        "bytes=" + "0-0," * 5000,
        "bytes=" + ",".join(f"{number * 2}-{number * 2}" for number in range(17)),
        "bytes=1" + "0" * 400 + "-",
    ],
)
def test_parts_that_are_not_followed(server: httpx.Client, content: bytes, wanted: str) -> None:
    """What is no range, overlaps or asks for very many parts gets the whole."""
    answer = server.get(f"/dumps/{NAME}", headers={"range": wanted})
    assert (answer.status_code, answer.content) == (200, content)


def test_conditions(server: httpx.Client, content: bytes) -> None:
    """A client that has the file gets 304, one that wants another gets 412, and a part only continues the same file."""
    path = f"/dumps/{NAME}"
    known = server.head(path).headers
    etag, modified, other = known["etag"], known["last-modified"], '"0123"'
    old = "Sat, 01 Jan 2000 00:00:00 GMT"

    def status(**headers: str) -> int:
        return server.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()}).status_code

    assert status(if_none_match=etag) == 304
    assert status(if_none_match=f"W/{etag}, {other}") == 304
    assert status(if_none_match="*") == 304
    assert status(if_none_match=other) == 200
    assert status(if_none_match=other, if_modified_since=modified) == 200
    assert status(if_modified_since=modified) == 304
    assert status(if_modified_since=old) == 200
    assert status(if_modified_since="yesterday") == 200
    assert status(if_match=etag) == 200
    assert status(if_match=f"W/{etag}") == 412
    assert status(if_match=other) == 412
    assert status(if_unmodified_since=old) == 412
    assert status(if_unmodified_since=modified) == 200
    for condition, expected in ((etag, 206), (modified, 206), (other, 200), (f"W/{etag}", 200), (old, 200)):
        assert status(range="bytes=0-1", if_range=condition) == expected, condition
    assert server.get(path, headers={"if-none-match": etag, "range": "bytes=0-1"}).content == b""
    assert len(content) > 2


@pytest.mark.parametrize(
    "path",
    [
        "manifest.json",
        "none.ttl",
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
    version, _ = publish(tmp_path, _statement(1), REPORT)
    (version.folder / ".dumps.lock").mkdir()  # what stops even the superuser
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
        part = client.get(f"/dumps/{NAME}", headers={"range": "bytes=1-", "if-range": first.headers["etag"]})
        assert (part.status_code, part.content) == (200, _statement(2))


LARGE = 96 * 1024 * 1024


@contextmanager
def _large(folder: Path) -> Iterator[Version]:
    """Give a version whose one dump is large; the file has no blocks on the disk."""
    version, _ = publish(folder, _statement(1), REPORT)
    made = ensure(version, DEFAULT_BASE)
    (file,) = (file for file in made.files if file.name == NAME)
    path = folder_of(version) / NAME
    path.unlink()
    with path.open("wb") as output:
        output.truncate(LARGE)
    large = DumpFile(NAME, "all", None, "nq", "", LARGE, file.sha256, 1)
    path = folder_of(version) / "manifest.json"
    listed = {**json.loads(path.read_text()), **asdict(Manifest(version.digest, (large,)))}
    path.write_text(json.dumps(listed))
    yield version


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_download_takes_no_memory(serving: Serve, tmp_path: Path) -> None:
    """Many clients at once that take a large file, one of them slowly, cost the server no more than their chunks."""
    with _large(tmp_path), serving("--data", str(tmp_path), RUHRGRAPH_WORKERS="1") as (process, client):
        assert client.head(f"/dumps/{NAME}").headers["content-length"] == str(LARGE)
        before = _peak(process.pid)
        with client.stream("GET", f"/dumps/{NAME}") as slow, ThreadPoolExecutor(4) as pool:
            next(slow.iter_raw(1024))
            sizes = list(pool.map(lambda _: _downloaded(client), range(4)))
        assert sizes == [LARGE] * 4
        assert _peak(process.pid) - before < 32 * 1024
        begun = client.head(f"/dumps/{NAME}").elapsed
        assert begun.total_seconds() < 5


def _downloaded(client: httpx.Client) -> int:
    """Return how many bytes a download has, holding none."""
    with client.stream("GET", f"/dumps/{NAME}") as answer:
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


def test_pruned_during_a_download(serving: Serve, tmp_path: Path) -> None:
    """A download ends well even if its version is replaced and removed from the disk meanwhile."""
    with _large(tmp_path) as version, serving("--data", str(tmp_path)) as (_, client):
        with client.stream("GET", f"/dumps/{NAME}") as answer:
            chunks = answer.iter_raw()
            size = len(next(chunks))
            publish(tmp_path, _statement(2), REPORT)
            shutil.rmtree(version.folder)
            size += sum(map(len, chunks))
        assert size == LARGE
        assert client.get(f"/dumps/{NAME}").content == _statement(2)


def test_build_makes_them(ruhrgraph: Run, tmp_path: Path) -> None:
    """A build writes the dumps and says so."""
    done = ruhrgraph("build", "--data", "d")
    assert done.returncode == 0
    assert b"writing the dumps" in done.stderr
    assert (folder_of(published(tmp_path / "d")) / "manifest.json").is_file()


def test_build_without_room(ruhrgraph: Run, tmp_path: Path) -> None:
    """Where the dumps cannot be written, the version is published all the same, and the build says so."""
    done = ruhrgraph("build", "--data", "d")
    version = published(tmp_path / "d")
    shutil.rmtree(folder_of(version))
    os.unlink(version.folder / ".dumps.lock")  # noqa: PTH108
    (version.folder / ".dumps.lock").mkdir()
    done = ruhrgraph("build", "--data", "d")
    assert done.returncode == 0
    assert b"the version is published" in done.stderr
    assert b"published already" in done.stdout


def test_dump_of_a_version_on_disk(ruhrgraph: Run, tmp_path: Path) -> None:
    """The command that writes the dataset writes that of a version, too, which is a store on disk alone."""
    version, _ = publish(tmp_path / "d", _statement(1), REPORT)
    store = Store(str(tmp_path / "store"))
    store.bulk_load(_statement(1), RdfFormat.N_QUADS)
    store.backup(str(version.store))
    version.dataset.unlink()
    assert ruhrgraph("dump", "--data", "d").stdout == _statement(1)
    assert b"urn:g" in ruhrgraph("dump", "--data", "d", "--format", "trig").stdout
