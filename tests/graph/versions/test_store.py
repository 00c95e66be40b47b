"""A version is read in whatever form it is stored."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.record import write_record
from ruhrgraph.graph.versions.repository import Version, VersionRecord, digest
from ruhrgraph.graph.versions.store import canonical_file, load_store, read_quads
from ruhrgraph.ontology.errors import DataFolderError

LINES = b'<urn:a> <urn:p> "1" <urn:g> .\n<urn:b> <urn:p> "2" .\n<urn:c> <urn:p> "3" <urn:h> .\n'


def _stored(folder: Path, form: str) -> Version:
    """Return a version that is stored as a file of N-Quads or as a store on disk."""
    version = Version(digest(LINES), folder)
    version.folder.mkdir()
    if form == "file":
        version.dataset.write_bytes(LINES)
    else:
        store = ox.Store(str(version.store))
        store.load(LINES, ox.RdfFormat.N_QUADS)
        store.flush()
        write_record(version, VersionRecord(version.digest, None, "2026-01-01", "update", 0.0))
    return version


@pytest.mark.parametrize("form", ["file", "store"])
def test_every_form_is_read(tmp_path: Path, form: str) -> None:
    """The quads, the store in memory and the canonical file are the same for a file and for a store on disk."""
    version = _stored(tmp_path / "version", form)
    quads = set(ox.parse(LINES, ox.RdfFormat.N_QUADS))
    assert set(read_quads(version)) == quads
    assert set(load_store(version)) == quads
    work = tmp_path / "work"
    work.mkdir()
    path = canonical_file(version, work)
    assert path.read_bytes() == LINES
    assert set(work.iterdir()) == ({path} if form == "store" else set())


@pytest.mark.parametrize("form", ["file", "store"])
def test_damaged_versions(tmp_path: Path, form: str) -> None:
    """A version that cannot be read is an error that says so and what to do, also if no record tells of its files."""
    version = _stored(tmp_path / "version", form)
    damaged = version.dataset if form == "file" else version.store / "CURRENT"
    damaged.write_bytes(b"damaged\n")
    for read in (read_quads, load_store):
        with pytest.raises(DataFolderError, match=r"is damaged: .*run `ruhrgraph build`"):
            list(read(version))
