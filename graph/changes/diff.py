"""The difference between two versions, subject by subject.

In: two versions. Out: for each subject that differs, its quads before and after, as lines of N-Quads. Both versions are
read as sorted streams, so memory does not grow with their size. A large version that is only a store on disk is written
out and sorted on disk first.

A blank node has no name outside of its version. So quads with a blank node count as quads of the IRI that owns it: the
first IRI that links to it or to a blank node connected with it; if none does, the dataset. All quads with blank nodes
have to fit into memory.
"""

import heapq
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

from ruhrgraph.graph.rdf.external_sort import sorted_lines
from ruhrgraph.graph.rdf.nquads import split_graph, subject
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.graph.versions.store import dump_store

SubjectStatements: TypeAlias = tuple[bytes, list[bytes]]
"""A subject as written in N-Quads (`<IRI>`), and its quads as lines."""

_RUN_BYTES = 16 * 1024 * 1024
_MAX_DIFFERENCES = 200_000
"""How many bytes are sorted at once, and by how many lines two dumps may differ before both are sorted completely."""
_BLANK = re.compile(rb"_:[^\s\"<>()]+")
_SUBJECT_OF_PAIR = itemgetter(0)


def changed_subjects(
    before: Iterator[SubjectStatements], after: Iterator[SubjectStatements]
) -> Iterator[tuple[bytes, list[bytes], list[bytes]]]:
    """Yield each subject whose quads differ in two streams sorted by subject, with its quads before and after."""
    old, new = next(before, None), next(after, None)
    while old or new:
        if new is None or (old and old[0] < new[0]):
            assert old is not None  # noqa: S101  # one of the two is there
            yield (*old, [])
            old = next(before, None)
        elif old is None or new[0] < old[0]:
            yield new[0], [], new[1]
            new = next(after, None)
        else:
            if old[1] != new[1]:
                yield (*old, new[1])
            old, new = next(before, None), next(after, None)


def subject_streams(
    before: Version | None, after: Version, folder: Path, dataset: str
) -> tuple[Iterator[SubjectStatements], Iterator[SubjectStatements]]:
    """Return two versions as streams for `changed_subjects`. Subjects that are the same in both may be left out.

    Args:
        before: The earlier version, or None for an empty one. Both must be pinned until the streams are read.
        after: The later version.
        folder: A folder for scratch files. The dump of the later version may stay there, to be used again: the next
            comparison starts from that version.
        dataset: The IRI that owns blank nodes that no IRI links to.

    Raises:
        OSError: A version cannot be read, or the disk is full.

    """
    if before is None:
        return iter(()), _groups(_sorted(after, folder), dataset)
    if before.dataset.is_file() or after.dataset.is_file():
        return _groups(_sorted(before, folder), dataset), _groups(_sorted(after, folder), dataset)
    old, new = _dumped(before, folder), _dumped(after, folder)
    touched = _changed_between(old, new, dataset)
    return _groups(_sorted_lines_about(old, touched), dataset), _groups(_sorted_lines_about(new, touched), dataset)


def remove_scratch_files(folder: Path, digest: str | None = None) -> None:
    """Remove scratch files, except the dump of the version with a digest for the next comparison."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name != f"{digest}.nq":
            path.unlink()


def _sorted(version: Version, folder: Path) -> Path:
    """Return a file with the sorted quads of a version."""
    return version.dataset if version.dataset.is_file() else _sorted_lines_about(_dumped(version, folder), None)


def _dumped(version: Version, folder: Path) -> Path:
    """Return a file with the quads of a version that is a store on disk, in the order of the store."""
    path = folder / f"{version.digest}.nq"
    if not path.is_file():
        aside = path.with_suffix(".part")
        dump_store(version, aside)
        aside.replace(path)
    return path


def _changed_between(old: Path, new: Path, dataset: str) -> frozenset[bytes] | None:
    """Return the subjects that may differ between two dumps, or None if there are too many.

    Both dumps have the order of their store, so a line that is in both comes at about the same place.
    """
    gone: set[bytes] = set()
    come: set[bytes] = set()
    linked = {b"<%b>" % dataset.encode()}
    with old.open("rb") as first, new.open("rb") as second:
        for line, other in zip_longest(first, second, fillvalue=b""):
            if b"_:" in line + other:
                linked.update(subject(item) for item in (line, other) if item and blank_nodes(item))
            if line == other:
                continue
            if line in come:
                come.remove(line)
            elif line:
                gone.add(line)
            if other in gone:
                gone.remove(other)
            elif other:
                come.add(other)
            if len(gone) + len(come) + len(linked) > _MAX_DIFFERENCES:
                return None
    return frozenset(linked.union(map(subject, gone), map(subject, come)))


def _sorted_lines_about(path: Path, subjects: frozenset[bytes] | None) -> Path:
    """Return a file with the sorted lines of another file that are about some subjects; None stands for all."""
    target = path.with_suffix(".sorted")
    with path.open("rb") as file, target.open("wb") as output:
        lines = (line for line in file if subjects is None or subject(line) in subjects)
        output.writelines(sorted_lines(lines, path.parent, _RUN_BYTES))
    return target


def _groups(path: Path, dataset: str) -> Iterator[SubjectStatements]:
    """Yield the subjects of a sorted file with their quads."""
    with path.open("rb") as file:
        blank = [line for line in file if b"_:" in line and blank_nodes(line)]
    keyed = ((subject(line), line) for line in _lines(path, frozenset(blank)))
    if blank:
        keyed = heapq.merge(keyed, sorted(_owned(blank, b"<%b>" % dataset.encode())), key=_SUBJECT_OF_PAIR)
    for about, pairs in groupby(keyed, _SUBJECT_OF_PAIR):
        yield about, [line for _, line in pairs]


def _lines(path: Path, without: frozenset[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file except some."""
    with path.open("rb") as file:
        yield from (line for line in file if line not in without) if without else file


def blank_nodes(line: bytes) -> list[bytes]:
    """Return the blank nodes in subject and object of a line."""
    found = [line[: line.index(b" ")]] if line.startswith(b"_:") else []
    object_ = split_graph(line)[0].split(b" ", 2)[2]
    return found + (_BLANK.findall(object_) if object_.startswith((b"_:", b"<<(")) else [])


def _owned(lines: Iterable[bytes], dataset: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield lines with blank nodes, each after the subject that owns them."""
    links: dict[bytes, bytes] = {}

    def root(blank: bytes) -> bytes:
        while (above := links.setdefault(blank, blank)) != blank:
            links[blank] = blank = links[above]
        return blank

    for line in lines:
        first, *others = blank_nodes(line)
        for other in others:
            links[root(other)] = root(first)
        root(first)
    owners: dict[bytes, bytes] = {}
    for line in lines:
        if not line.startswith(b"_:"):
            blank = root(blank_nodes(line)[0])
            owners[blank] = min(owners.get(blank, subject(line)), subject(line))
    for line in lines:
        yield owners.get(root(blank_nodes(line)[0]), dataset), line
