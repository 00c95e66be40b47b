"""The marker of another engine in the folder of a server: a link, a file, and a fault."""

from dataclasses import replace
from pathlib import Path

import pytest

from ruhrgraph.ontology.errors import EngineUnreachableError
from ruhrgraph.server.engine.pool.version_link import link_or_nothing
from ruhrgraph.server.engine.remote.marker import Marker
from ruhrgraph.server.engine.remote.mirror import (
    mirrored_digest,
    mirrored_fault,
    mirrored_marker,
    remove_link,
    write_fault,
    write_marker,
)

MARKER = Marker("a" * 64, "urn:uuid:1", 12, ("urn:g",))


def test_each_publication_is_another_link(tmp_path: Path) -> None:
    """The same version published again is another link; the one before can still be read, older ones cannot."""
    links = []
    for number in range(3):
        write_marker(tmp_path, replace(MARKER, publication=f"urn:uuid:{number}"))
        links.append(link_or_nothing(str(tmp_path / "current")))
        assert mirrored_digest(tmp_path) == MARKER.digest
        assert mirrored_marker(tmp_path / links[-1]).publication == f"urn:uuid:{number}"
    assert len(set(links)) == 3
    assert mirrored_marker(tmp_path / links[1]).publication == "urn:uuid:1"
    with pytest.raises(FileNotFoundError):
        mirrored_marker(tmp_path / links[0])
    remove_link(tmp_path)
    assert mirrored_digest(tmp_path) == ""


def test_a_fault_is_known_until_it_is_mended(tmp_path: Path) -> None:
    """What is wrong is of its class for all processes, until nothing is."""
    assert mirrored_fault(tmp_path) is None
    write_fault(tmp_path, EngineUnreachableError("gone"))
    found = mirrored_fault(tmp_path)
    assert (type(found), str(found)) == (EngineUnreachableError, "gone")
    write_fault(tmp_path, None)
    assert mirrored_fault(tmp_path) is None
