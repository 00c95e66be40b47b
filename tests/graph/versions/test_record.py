"""The record of a version: read as it was written, or not at all."""

import shutil
from pathlib import Path

import pytest

from ruhrgraph.graph.versions.repository import publish, read_record
from ruhrgraph.ontology.errors import DamagedVersionError
from tests.graph.versions.examples import ONE


def test_each_bit_of_a_record(tmp_path: Path) -> None:
    """Whichever bit of a record flips, it is found, unless what the record says stays the same."""
    version, _ = publish(tmp_path, ONE, b"{}", 1.5, {"a": "text"}, "http://example.org/")
    content = version.record_file.read_bytes()
    record = read_record(version)
    found = 0
    for place in range(0, len(content) * 8, 7):
        changed = bytearray(content)
        changed[place // 8] ^= 1 << place % 8
        version.record_file.write_bytes(changed)
        try:
            assert read_record(version) == record
        except DamagedVersionError:
            found += 1
    assert found > len(content) // 2


def test_the_record_of_another_version(tmp_path: Path) -> None:
    """A version in the folder of another one is damaged, even if all its files agree."""
    one, two = publish(tmp_path, ONE, b"{}")[0], publish(tmp_path, b"", b"{}")[0]
    shutil.copytree(one.folder, two.folder, dirs_exist_ok=True)
    with pytest.raises(DamagedVersionError, match=f"is that of version {one.digest[:12]}"):
        read_record(two)
