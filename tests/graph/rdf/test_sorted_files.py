"""Sorted files: merged in any number, and cut between subjects."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.graph.rdf import sorted_files
from ruhrgraph.graph.rdf.nquads import subject
from ruhrgraph.graph.rdf.sorted_files import merged, ranges

LINES = st.lists(st.sets(st.text("ab", min_size=1, max_size=12).map(lambda text: f"{text}\n".encode())), max_size=6)


@given(LINES)
def test_merged(tmp_path_factory: pytest.TempPathFactory, files: list[set[bytes]]) -> None:
    """Files of any number and length become one list, sorted, each line once, however small the blocks are."""
    folder = tmp_path_factory.mktemp("merged")
    paths = [folder / str(number) for number in range(len(files))]
    for path, lines in zip(paths, files, strict=True):
        path.write_bytes(b"".join(sorted(lines)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_files, "_LEAST", 8)
        found = [line for lines in merged(paths, memory=1) for line in lines]
    assert found == sorted(set().union(*files))


@pytest.mark.parametrize("size", [1, 30, 1000])
def test_ranges(tmp_path: Path, size: int) -> None:
    """The ranges of a file follow each other from its beginning to its end, and keep each subject whole."""
    path = tmp_path / "dataset.nq"
    lines = [f"<urn:{number:03}> <urn:p> <urn:{place}> .\n".encode() for number in range(20) for place in range(4)]
    path.write_bytes(b"".join(lines))
    found = list(ranges(path, size))
    assert [0, *(end for _, end in found)] == [*(start for start, _ in found), path.stat().st_size]
    data = path.read_bytes()
    subjects = [{subject(line) for line in data[start:end].splitlines()} for start, end in found]
    assert sum(map(len, subjects)) == 20


def test_an_empty_file_has_no_ranges(tmp_path: Path) -> None:
    """Where there are no lines there is nothing to cut, and nothing to merge."""
    path = tmp_path / "dataset.nq"
    path.write_bytes(b"")
    assert list(ranges(path, 10)) == []
    assert list(merged([path])) == []
