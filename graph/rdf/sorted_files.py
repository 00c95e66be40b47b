"""Merges sorted files of lines, whatever their number and size, and finds places between subjects in one.

In: files whose lines are sorted by code point, each once. Out: all their lines, sorted, each once. Blocks of the files
are sorted together, as sorting what is sorted in long runs is faster than comparing the files line by line. A file is
open only while a block is read, because a process may not open as many files as there are documents.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ruhrgraph.graph.rdf.nquads import subject

MEMORY = 48 * 1024 * 1024
"""Bytes of all files that are in memory at once."""
_LEAST = 64 * 1024


@dataclass
class _Block:
    """Lines of a file that are not merged yet, the first of them at `next`; the file is read up to `offset`."""

    path: Path
    size: int
    lines: list[bytes] = field(default_factory=list)
    next: int = 0
    offset: int = 0

    def fill(self) -> bool:
        """Read on if all lines are merged, and return whether there are any."""
        if self.next == len(self.lines):
            with self.path.open("rb") as file:
                file.seek(self.offset)
                data = file.read(self.size) + file.readline()
            self.lines, self.next, self.offset = data.splitlines(keepends=True), 0, self.offset + len(data)
        return bool(self.lines)

    def taken(self, bound: bytes) -> list[bytes]:
        """Return the lines up to a bound, and leave those behind it."""
        start, self.next = self.next, bisect_right(self.lines, bound, self.next)
        return self.lines[start : self.next]


def merged(paths: Sequence[Path], memory: int = MEMORY) -> Iterator[list[bytes]]:
    """Yield the lines of sorted files in order, each once, in lists.

    Args:
        paths: The files.
        memory: About how many bytes of them are in memory at once.

    """
    size = max(_LEAST, memory // max(1, len(paths)))
    blocks = [_Block(path, size) for path in paths]
    while blocks := [block for block in blocks if block.fill()]:
        # What is not read yet comes behind the last line of its block, so behind the least of these lines.
        bound = min(block.lines[-1] for block in blocks)
        lines = sorted(line for block in blocks for line in block.taken(bound))
        yield list(dict.fromkeys(lines))


def ranges(path: Path, size: int) -> Iterator[tuple[int, int]]:
    """Yield the beginnings and ends of parts of a sorted file; no subject is in two parts.

    Args:
        path: A file of sorted N-Quads.
        size: About how many bytes a part has.

    """
    start, whole = 0, path.stat().st_size
    with path.open("rb") as file:
        while start < whole:
            file.seek(min(start + size, whole))
            file.readline()
            line = file.readline()
            end = file.tell() - len(line)
            if line:
                last = subject(line)
                while line and subject(line) == last:
                    end, line = file.tell(), file.readline()
            yield start, end
            start = end
