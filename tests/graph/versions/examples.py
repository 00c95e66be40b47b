"""What the tests of versions share: data folders with versions, and changes to them."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from ruhrgraph.graph.versions.integrity import list_files
from ruhrgraph.graph.versions.record import Version, VersionRecord, utc_now, write_record
from ruhrgraph.graph.versions.repository import publish, published
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.graph.versions.update import GraphChange, RdfDocument, Update
from ruhrgraph.graph.versions.write import WriteResult, write

BASE = "http://example.org/"
ONE = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"


def publish_versions(data: Path, count: int) -> list[str]:
    """Publish some versions of one triple each and return their digests, the newest first."""
    datasets = (f"<urn:a> <urn:b> <urn:{number}> .\n".encode() for number in range(count))
    return [publish(data, dataset, b"{}")[0].digest for dataset in datasets][::-1]


def record_files(version: Version) -> None:
    """Let the record of a version list its files as they are, as if a write had made it."""
    record = VersionRecord(version.digest, None, utc_now(), "update", 0.0)
    version.record_file.unlink(missing_ok=True)
    write_record(version, replace(record, files=list_files(version.folder)))


def update(data: Path, text: str) -> WriteResult:
    """Carry out an update."""
    return write(data, Update(text, BASE))


def change(
    data: Path, action: Literal["replace", "add", "delete"], graph: str | None, *documents: bytes, form: str = "ttl"
) -> WriteResult:
    """Change a graph."""
    found = tuple(RdfDocument(form, document) for document in documents)
    return write(data, GraphChange(action, graph, graph or BASE, found))


def quads(data: Path) -> str:
    """Return what is published as sorted N-Quads."""
    text = load_store(published(data)).dump(format=ox.RdfFormat.N_QUADS) or b""
    return "".join(sorted(text.decode().splitlines(keepends=True)))
