"""Lines are sorted, however many there are."""

from pathlib import Path

from ruhrgraph.graph.rdf.external_sort import sorted_lines


def test_sorting_in_runs(tmp_path: Path) -> None:
    """Lines that do not fit into memory at once come out in order all the same, each once, and leave no files."""
    lines = [f"{number * 7919 % 1000}\n".encode() for number in range(3000)]
    assert list(sorted_lines(iter(lines), tmp_path, run=500)) == sorted(set(lines))
    assert not list(tmp_path.iterdir())
