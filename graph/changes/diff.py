"""What differs between two versions, subject by subject, read as two sorted streams: memory does not grow with them.

In: two versions. Out: for each subject that differs its statements before and after, as lines of N-Quads. A large
version that lies in a store alone is written out and sorted on disk first.

A blank node has no name to tell of from outside, so its statements, and those that link to it, count as statements of
the one IRI that owns it: of all that link to it or to blank nodes it hangs together with, the first; where none does,
the dataset. Of blank nodes, and of nothing else, there has to be room in memory.
"""

import heapq
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

from ruhrgraph.graph.rdf.external_sort import sorted_lines
from ruhrgraph.graph.rdf.nquads import split, subject
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.graph.versions.store import dump

SubjectStatements: TypeAlias = tuple[bytes, list[bytes]]
"""A subject as it stands in N-Quads (`<IRI>`), and its statements."""

_RUN_BYTES = 16 * 1024 * 1024
_MAX_DIFFERENCES = 200_000
"""Bytes that are sorted at once; lines that two dumps may differ by until all of them are sorted."""
_BLANK = re.compile(rb"_:[^\s\"<>()]+")
_SUBJECT_OF_PAIR = itemgetter(0)


def changed_subjects(
    before: Iterator[SubjectStatements], after: Iterator[SubjectStatements]
) -> Iterator[tuple[bytes, list[bytes], list[bytes]]]:
    """Yield each subject that is not the same in two streams sorted by subject, with its statements in both."""
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
    """Return two versions as streams for `differences`, or more than they need of it: what is the same may be missing.

    Args:
        before: The one version, or None for an empty one; both have to stay until the end.
        after: The other version.
        folder: Where to put files that are needed meanwhile. The statements of the later version may stay there, to be
            used again: they are the former ones of the next comparison.
        dataset: The IRI that owns the blank nodes that nothing links to.

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


def remove_scratch_files(folder: Path, version: Version | None = None) -> None:
    """Remove the files of comparisons but for the statements of a version."""
    for path in folder.iterdir():
        if version is None or path.name != f"{version.digest}.nq":
            path.unlink()


def _sorted(version: Version, folder: Path) -> Path:
    """Return a file with a version's statements, sorted."""
    return version.dataset if version.dataset.is_file() else _sorted_lines_about(_dumped(version, folder), None)


def _dumped(version: Version, folder: Path) -> Path:
    """Return a file with the statements of a version that lies in a store, in the order of all stores."""
    path = folder / f"{version.digest}.nq"
    if not path.is_file():
        aside = path.with_suffix(".part")
        dump(version, aside)
        aside.replace(path)
    return path


def _changed_between(old: Path, new: Path, dataset: str) -> frozenset[bytes] | None:
    """Return the subjects of which something may differ between two dumps, None where there are too many to tell.

    Both have the same order, though one that is only the store's. So what is in both comes soon after each other.
    """
    gone: set[bytes] = set()
    come: set[bytes] = set()
    linked = {b"<%b>" % dataset.encode()}
    with old.open("rb") as first, new.open("rb") as second:
        for line, other in zip_longest(first, second, fillvalue=b""):
            if b"_:" in line + other:
                linked.update(subject(item) for item in (line, other) if item and _blank_nodes(item))
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
    """Return a file with those lines of another that are about these subjects, or with all of them, sorted."""
    target = path.with_suffix(".sorted")
    with path.open("rb") as file, target.open("wb") as output:
        lines = (line for line in file if subjects is None or subject(line) in subjects)
        output.writelines(sorted_lines(lines, path.parent, _RUN_BYTES))
    return target


def _groups(path: Path, dataset: str) -> Iterator[SubjectStatements]:
    """Yield the subjects of a sorted file with their statements."""
    with path.open("rb") as file:
        blank = [line for line in file if b"_:" in line and _blank_nodes(line)]
    keyed = ((subject(line), line) for line in _lines(path, frozenset(blank)))
    if blank:
        keyed = heapq.merge(keyed, sorted(_owned(blank, b"<%b>" % dataset.encode())), key=_SUBJECT_OF_PAIR)
    for about, pairs in groupby(keyed, _SUBJECT_OF_PAIR):
        yield about, [line for _, line in pairs]


def _lines(path: Path, without: frozenset[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file but for some."""
    with path.open("rb") as file:
        yield from (line for line in file if line not in without) if without else file


def _blank_nodes(line: bytes) -> list[bytes]:
    """Return the blank nodes of a statement; that of its graph does not count."""
    found = [line[: line.index(b" ")]] if line.startswith(b"_:") else []
    object_ = split(line)[0].split(b" ", 2)[2]
    return found + (_BLANK.findall(object_) if object_.startswith((b"_:", b"<<(")) else [])


def _owned(lines: Iterable[bytes], dataset: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield statements with blank nodes, each with the subject that owns them."""
    links: dict[bytes, bytes] = {}

    def root(blank: bytes) -> bytes:
        while (above := links.setdefault(blank, blank)) != blank:
            links[blank] = blank = links[above]
        return blank

    for line in lines:
        first, *others = _blank_nodes(line)
        for other in others:
            links[root(other)] = root(first)
        root(first)
    owners: dict[bytes, bytes] = {}
    for line in lines:
        if not line.startswith(b"_:"):
            blank = root(_blank_nodes(line)[0])
            owners[blank] = min(owners.get(blank, subject(line)), subject(line))
    for line in lines:
        yield owners.get(root(_blank_nodes(line)[0]), dataset), line
