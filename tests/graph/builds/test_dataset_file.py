"""The whole dataset in one file: its digest, and that what was validated is not validated again."""

import hashlib
from pathlib import Path

import pytest

from ruhrgraph.graph.builds import dataset_file
from ruhrgraph.graph.builds.dataset_file import merge, merged_before, validate_file
from ruhrgraph.graph.builds.executor import SingleProcess
from ruhrgraph.graph.mapping.dataset import canonical, curated_quads
from ruhrgraph.ontology import DEFAULT_BASE


def test_merged_and_validated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files become one, named by its digest; what breaks a rule is found once, and the second time in a file."""
    lines = canonical(curated_quads(DEFAULT_BASE)).splitlines(keepends=True)
    for name, part in (("a", lines[::2]), ("b", lines[1::2]), ("c", lines[:9])):
        (tmp_path / name).write_bytes(b"".join(part))
    steps: list[tuple[str, int, int]] = []

    def progress(step: str, done: int = 0, total: int = 0, /) -> None:
        steps.append((step, done, total))

    sources = [tmp_path / name for name in "abc"]
    dataset = merge(sources, tmp_path, DEFAULT_BASE, progress)
    assert dataset.path.read_bytes() == b"".join(lines)
    assert dataset.digest == hashlib.sha256(b"".join(lines)).hexdigest()
    found = list(validate_file(dataset, (), DEFAULT_BASE, SingleProcess(), progress))
    assert [item.violation.severity for item in found] == ["warning"]
    assert all(done <= total for _, done, total in steps if done)
    assert steps[-1][1] == steps[-1][2] > 0
    monkeypatch.setattr(dataset_file, "validate_range", pytest.fail)
    assert list(validate_file(dataset, (), DEFAULT_BASE, SingleProcess(), progress)) == found


def test_merged_before(tmp_path: Path) -> None:
    """A dataset that was merged is found again by its mark, as long as it is whole."""
    (tmp_path / "a").write_bytes(b"<urn:a> <urn:b> <urn:c> <urn:d> .\n")
    mark = tmp_path / "mark"
    assert merged_before(mark) is None
    dataset = merge([tmp_path / "a"], tmp_path, DEFAULT_BASE, lambda *_: None)
    mark.write_text(dataset.digest)
    assert merged_before(mark) == dataset
    dataset.path.write_bytes(b"")
    assert merged_before(mark) is None
