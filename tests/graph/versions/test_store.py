"""A version is read in whatever form it is stored."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.graph.versions.store import canonical_file, load_store

LINES = b'<urn:a> <urn:p> "1" <urn:g> .\n<urn:b> <urn:p> "2" .\n<urn:c> <urn:p> "3" <urn:h> .\n'


@pytest.mark.parametrize("form", ["file", "store"])
def test_canonical_file(tmp_path: Path, form: str) -> None:
    """The canonical N-Quads and the store in memory are the same for a file and for a store on disk."""
    version = Version("0" * 64, tmp_path / "version")
    version.folder.mkdir()
    if form == "file":
        version.dataset.write_bytes(LINES)
    else:
        store = ox.Store(str(version.store))
        store.load(LINES, ox.RdfFormat.N_QUADS)
        store.flush()
    work = tmp_path / "work"
    work.mkdir()
    path = canonical_file(version, work)
    assert path.read_bytes() == LINES
    assert set(work.iterdir()) == ({path} if form == "store" else set())
    assert set(load_store(version)) == set(ox.parse(LINES, ox.RdfFormat.N_QUADS))
