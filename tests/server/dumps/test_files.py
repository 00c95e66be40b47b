"""The files of the dumps: in each coding, with checksums and ranges, whatever happens while they are sent."""

import gzip
import hashlib
import json
import shutil
from base64 import b64decode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from time import sleep

import httpx
import pytest

from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest, dumps_folder, ensure_dumps
from ruhrgraph.graph.versions.integrity import file_sha256
from ruhrgraph.graph.versions.repository import Version, publish
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import OverloadedError
from ruhrgraph.server.dumps.files import time_of
from tests.server.dumps.downloads import MEDIA_TYPES, NAME, PACKED, REPORT, Serve, raw, statement


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
    answer, body = raw(server, f"/dumps/{NAME}", coding)
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


LARGE = 96 * 1024 * 1024
ZEROS = bytes(1024 * 1024)
LARGE_NAMES = ["large.zip", NAME]


@contextmanager
def _large(folder: Path) -> Iterator[Version]:
    """Give a version with one large dump: stored it has no blocks on the disk, unpacked it is as large again."""
    version, _ = publish(folder, statement(1), REPORT)
    ensure_dumps(version, DEFAULT_BASE)
    path = dumps_folder(version) / PACKED
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(LARGE // len(ZEROS)):
            file.write(ZEROS)
    stored, zipped = path.stat().st_size, dumps_folder(version) / "large.zip"
    with zipped.open("wb") as file:
        file.truncate(LARGE)
    files = (
        DumpFile(NAME, "all", "nq", "", LARGE, "ab" * 32, 1),
        DumpFile(PACKED, "all", "nq", "gz", stored, file_sha256(path), 1),
        DumpFile("large.zip", "tables", "csvw", "", LARGE, file_sha256(zipped), 1),
    )
    path = dumps_folder(version) / "manifest.json"
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
            publish(tmp_path, statement(2), REPORT)
            shutil.rmtree(version.folder)
            size += sum(map(len, chunks))
        assert size == LARGE
        assert client.get(f"/dumps/{NAME}").content == statement(2)


def test_a_version_stays_while_it_is_downloaded(serving: Serve, tmp_path: Path) -> None:
    """Pruning leaves a version alone as long as one of its files is being sent, and removes it afterwards."""
    with _large(tmp_path) as version, serving("--data", str(tmp_path)) as (_, client):
        with client.stream("GET", "/dumps/large.zip") as answer:
            chunks = answer.iter_raw()
            next(chunks)
            publish(tmp_path, statement(2), REPORT)
            assert prune(tmp_path, 1) == ()
            del chunks
        for _ in range(100):
            if prune(tmp_path, 1):
                break
            sleep(0.1)
        assert not version.folder.exists()


def test_the_time_of_a_version_that_was_just_pruned(tmp_path: Path) -> None:
    """A version that goes while it is read is asked for again, and no error of the server."""
    with pytest.raises(OverloadedError, match="pruned"):
        time_of(Version("0" * 64, tmp_path / "versions" / ("0" * 64)))
