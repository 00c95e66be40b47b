"""The whole dataset: sorted files are merged into one of canonical N-Quads, and that is validated part by part.

In: files of statements. Out: one file with its digest and the classes of all things, and what breaks a rule in it.
"""

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruhrgraph.graph.builds.executor import Executor, Progress
from ruhrgraph.graph.builds.findings import Finding
from ruhrgraph.graph.builds.range_validation import RANGE, RangeTask, validate_range
from ruhrgraph.graph.builds.type_index import TypeIndex
from ruhrgraph.graph.builds.work_folder import unfinished_path, write_whole
from ruhrgraph.graph.rdf.sorted_files import merged, ranges
from ruhrgraph.graph.versions.integrity import file_sha256


@dataclass(frozen=True, slots=True)
class DatasetFile:
    """A file of canonical N-Quads, its SHA-256, and the index of the classes of its things."""

    path: Path
    digest: str
    types: Path


def merge(sources: Sequence[Path], folder: Path, base: str, progress: Progress) -> DatasetFile:
    """Merge sorted files into one, with an index of classes.

    Args:
        sources: The files.
        folder: The folder of the build.
        base: The base IRI, ending in `/`.
        progress: Shows how many bytes of all are merged.

    Raises:
        OSError: The folder cannot be written.

    """
    step, whole, done = "merging", sum(path.stat().st_size for path in sources), 0
    unfinished, sha256 = unfinished_path(folder), hashlib.sha256()
    types = TypeIndex(folder, base)
    progress(step)
    with unfinished.open("wb") as file:
        for lines in merged(sources):
            data = b"".join(lines)
            file.write(data)
            sha256.update(data)
            types.add(lines)
            done += len(data)
            progress(step, done, whole)
    digest = sha256.hexdigest()
    types.finish(folder / f"{digest}.types")
    unfinished.replace(folder / f"{digest}.nq")
    return DatasetFile(folder / f"{digest}.nq", digest, folder / f"{digest}.types")


def merged_before(mark: Path) -> DatasetFile | None:
    """Return a dataset that was merged before; the mark is a file that holds its digest."""
    if not mark.exists():
        return None
    digest = mark.read_text()
    dataset = DatasetFile(mark.with_name(f"{digest}.nq"), digest, mark.with_name(f"{digest}.types"))
    return dataset if dataset.path.exists() and file_sha256(dataset.path) == digest else None


def validate_file(
    dataset: DatasetFile, others: Iterable[DatasetFile], base: str, executor: Executor, progress: Progress
) -> Iterator[Finding]:
    """Yield what breaks a rule in a dataset.

    Args:
        dataset: The dataset.
        others: Other ones that it leads to.
        base: The base IRI, ending in `/`.
        executor: Where the parts are validated.
        progress: Shows how many of them are.

    """
    step, indexes = "validating", (dataset.types, *(other.types for other in others))
    tasks = [RangeTask(dataset.path, start, end, indexes, base) for start, end in ranges(dataset.path, RANGE)]
    progress(step, 0, len(tasks))
    for done, findings in enumerate(executor.run(validated, tasks), 1):
        progress(step, done, len(tasks))
        yield from findings


def validated(task: RangeTask) -> tuple[Finding, ...]:
    """Return what breaks a rule in a part of a dataset, from a file if that was found out before.

    Raises:
        OSError: The file cannot be written.

    """
    path = task.dataset.with_name(f"{task.dataset.stem}-{task.start}.findings")
    if not path.exists():
        write_whole(path, pickle.dumps(validate_range(task)))
    findings: tuple[Finding, ...] = pickle.loads(path.read_bytes())  # noqa: S301  # written by ourselves
    return findings
