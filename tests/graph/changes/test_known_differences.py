"""What changed between versions by the differences that writes keep: the same as by comparing the versions."""

import shutil
from pathlib import Path

import pytest

from ruhrgraph.graph.changes.diff import changed_subjects, subject_streams
from ruhrgraph.graph.changes.known_differences import changed_by_differences, forget_differences, keep_difference
from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.changes.log_file import changes_folder
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.versions import write as write_module
from ruhrgraph.graph.versions.repository import Version, publish, published, versions
from ruhrgraph.graph.versions.update import Operation, Update
from ruhrgraph.graph.versions.write import write

DATASET = "http://x/dataset"
BUILD = b"".join(
    b"<http://x/%d> <http://x/p> <http://x/%d> <http://x/g> .\n" % (place, place + 1) for place in range(10)
)
CHANGES = [
    'INSERT DATA { GRAPH <http://x/g> { <http://x/1> <http://x/p> " _:no blank node ü\\n" } }',
    "DELETE DATA { GRAPH <http://x/g> { <http://x/2> <http://x/p> <http://x/3> } }",
    "INSERT DATA { GRAPH <http://x/h> { <http://x/new> <http://x/p> 1, 2 } }",
    "DELETE DATA { GRAPH <http://x/h> { <http://x/new> <http://x/p> 1 } }",
    "INSERT DATA { GRAPH <http://x/h> { <http://x/4> <http://x/p> <http://x/5> } }",
    "DELETE DATA { GRAPH <http://x/g> { <http://x/1> <http://x/p> <http://x/2> } }",
]


@pytest.fixture(params=["large", "small"])
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """Return a data folder with a build, of which writes make stores on disk or files."""
    if request.param == "large":
        monkeypatch.setattr(write_module, "SMALL_BYTES", 0)
        monkeypatch.setattr(write_module, "_SMALL_QUADS", 0)
    publish(tmp_path, BUILD, b"{}")
    return tmp_path


def change(data: Path, text: str, *, known: bool = True) -> Version:
    """Carry out an update of data, and return the version that it makes."""
    looks = text.replace("INSERT DATA", "CONSTRUCT").replace("DELETE DATA", "CONSTRUCT")
    for graph in ("g", "h"):
        looks = looks.replace(f"GRAPH <http://x/{graph}> {{", "").replace("} }", "} WHERE {}")
    update = Update(text, DATASET, (Operation(text, (looks,)),) if known else None)
    assert write(data, update).changed
    return published(data)


def compared(before: Version, after: Version, folder: Path) -> list[tuple[bytes, list[bytes], list[bytes]]]:
    """Return what changed by comparing two versions."""
    return list(changed_subjects(*subject_streams(before, after, folder, DATASET)))


def test_it_is_what_comparing_gives(data: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Between any two versions the differences give what comparing them gives."""
    chain = [published(data), *(change(data, text) for text in CHANGES)]
    for place, before in enumerate(chain):
        for after in chain[place + 1 :]:
            expected = compared(before, after, tmp_path_factory.mktemp("scratch"))
            assert changed_by_differences(data, before, after, DATASET) == expected


@pytest.mark.parametrize("kept", [True, False])
def test_pruned_versions(data: Path, tmp_path_factory: pytest.TempPathFactory, *, kept: bool) -> None:
    """Of a version that was pruned, the difference is known if it was kept; it is forgotten when all is recorded."""
    before, between, after = published(data), change(data, CHANGES[0]), change(data, CHANGES[1])
    if kept:
        keep_difference(data, between)
    shutil.rmtree(between.folder)
    found = changed_by_differences(data, before, after, DATASET)
    assert found == (compared(before, after, tmp_path_factory.mktemp("scratch")) if kept else None)
    forget_differences(data)
    assert changed_by_differences(data, before, after, DATASET) is None


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://x/1> <http://x/p> _:b }",
        "INSERT DATA { _:b <http://x/p> 1 }",
        f"INSERT DATA {{ <{DATASET}> <http://x/p> 1 }}",
    ],
)
def test_blank_nodes(data: Path, text: str) -> None:
    """Where blank nodes are among the statements, or may be counted to the subject, versions are compared."""
    before = published(data)
    assert changed_by_differences(data, before, change(data, text), DATASET) is None


def test_an_unknown_difference(data: Path) -> None:
    """Where a write may have touched anything, versions are compared."""
    before = published(data)
    assert changed_by_differences(data, before, change(data, CHANGES[0], known=False), DATASET) is None


def test_pruning_keeps_what_recording_needs(data: Path) -> None:
    """What pruning keeps of versions that were not recorded goes when they are."""
    record_changes(data)
    for text in CHANGES:
        change(data, text)
    (changes_folder(data) / ".lock").touch()
    prune(data, 1)
    assert len(versions(data)) == 1
    record_changes(data)
    assert not (changes_folder(data) / "differences").exists()
