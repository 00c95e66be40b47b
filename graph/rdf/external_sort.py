"""Sorts any number of lines: in memory up to a limit, beyond it in runs on disk that are merged.

In: lines of bytes in any order. Out: the same lines sorted by code point, each once.
"""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

RUN = 64 * 1024 * 1024
"""Bytes that are sorted in memory at once."""


def sorted_lines(lines: Iterable[bytes], folder: Path, run: int = RUN) -> Iterator[bytes]:
    """Yield lines in order.

    Args:
        lines: Each with its line feed.
        folder: A folder for temporary files.
        run: Bytes that are sorted in memory at once.

    """
    runs: list[Path] = []
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size > run:
            runs.append(_written(sorted(held), folder / f"run-{len(runs)}"))
            held, size = [], 0
    held.sort()
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in runs]
        for path in runs:
            path.unlink()  # the open files keep what is needed
        for line, _ in groupby(heapq.merge(*files, held) if files else held):
            yield line


def _written(lines: Iterable[bytes], path: Path) -> Path:
    """Write lines to a file and return its path."""
    with path.open("wb") as file:
        file.writelines(lines)
    return path
