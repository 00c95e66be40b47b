"""Two versions compared as streams: the same whether they fit into memory, lie in stores, or are sorted on disk."""

import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.changes import diff
from ruhrgraph.graph.changes.diff import changed_subjects, remove_scratch_files, subject_streams
from ruhrgraph.graph.versions.repository import Version

DATASET = "urn:dataset"


def version(folder: Path, name: str, lines: set[bytes], where: str) -> Version:
    """Return a version with some statements, in a store or as N-Quads."""
    made = Version(name * 64, folder / name)
    made.folder.mkdir()
    if where == "store":
        store = ox.Store(str(made.store))
        store.load(b"".join(sorted(lines)), ox.RdfFormat.N_QUADS)
        store.flush()
    else:
        made.dataset.write_bytes(b"".join(sorted(lines)))
    return made


def statements(seed: int, count: int) -> set[bytes]:
    """Return some statements."""
    chance = random.Random(seed)  # noqa: S311  # for a test
    return {
        b'<urn:s%d> <urn:p> "%d %d" <urn:g%d> .\n' % (chance.randrange(40), n, chance.randrange(2), n % 3)
        for n in range(count)
    }


@pytest.mark.parametrize(
    ("old", "new"), [("store", "store"), ("quads", "store"), ("store", "quads"), ("quads", "quads")]
)
@pytest.mark.parametrize("most", [0, 10**9])
def test_differences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, most: int) -> None:
    """The lines that differ are exactly those, subject by subject in order, however the versions lie there."""
    monkeypatch.setattr(diff, "_MAX_DIFFERENCES", most)
    monkeypatch.setattr(diff, "_RUN_BYTES", 500)
    one, other = statements(1, 300), statements(2, 310)
    before, after = version(tmp_path, "a", one, old), version(tmp_path, "b", other, new)
    work = tmp_path / "work"
    work.mkdir()
    found = list(changed_subjects(*subject_streams(before, after, work, DATASET)))
    assert {line for _, was, _ in found for line in was} - {line for _, _, now in found for line in now} == one - other
    assert {line for _, _, now in found for line in now} - {line for _, was, _ in found for line in was} == other - one
    subjects = [subject for subject, _, _ in found]
    assert subjects == sorted(set(subjects))
    for subject, was, now in found:
        assert set(was) == {line for line in one if line.startswith(subject + b" ")}
        assert set(now) == {line for line in other if line.startswith(subject + b" ")}
    remove_scratch_files(work, after.digest)
    assert [path.name for path in work.iterdir()] == ([f"{after.digest}.nq"] if new == "store" else [])
    remove_scratch_files(work)
    assert list(work.iterdir()) == []


def test_from_nothing(tmp_path: Path) -> None:
    """Beside nothing, everything differs."""
    lines = statements(1, 50)
    after = version(tmp_path, "a", lines, "store")
    found = list(changed_subjects(*subject_streams(None, after, tmp_path / "a", DATASET)))
    assert {line for _, _, now in found for line in now} == lines


@pytest.mark.parametrize("where", ["store", "quads"])
def test_blank_nodes_that_change_owner(tmp_path: Path, where: str) -> None:
    """When the link from the owner goes, the whole of what belongs to the blank node is told of the next one."""
    kept = {
        b"<urn:b> <urn:p> _:x .\n",
        b"_:x <urn:p> _:y .\n",
        b"_:y <urn:p> <urn:o> .\n",
        b"<urn:b> <urn:q> <urn:o> .\n",
    }
    before = version(tmp_path, "a", {*kept, b"<urn:a> <urn:p> _:x .\n"}, "quads")
    after = version(tmp_path, "b", kept, "quads")
    if where == "store":
        for made in (before, after):
            store = ox.Store(str(made.store))
            store.extend(quad for quad in ox.parse(path=str(made.dataset), format=ox.RdfFormat.N_QUADS))
            store.flush()
            made.dataset.unlink()
    work = tmp_path / "work"
    work.mkdir()
    told = {
        subject: (len(was), len(now))
        for subject, was, now in changed_subjects(*subject_streams(before, after, work, DATASET))
    }
    assert told == {b"<urn:a>": (4, 0), b"<urn:b>": (1, 4)}
