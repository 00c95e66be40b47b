"""The pipeline: documents in, a published version out; or nothing published, and why."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from ruhrgraph.graph.builds.dataset_file import DatasetFile, merge, merged_before, validate_file
from ruhrgraph.graph.builds.document_part import DocumentPart, DocumentTask, DocumentTexts, read_document, release
from ruhrgraph.graph.builds.executor import Executor, Progress, SingleProcess
from ruhrgraph.graph.builds.findings import Finding, problem_lines, to_leave_out, warning_lines
from ruhrgraph.graph.builds.linked_documents import Lines, LinkedDocuments, link_documents, reports
from ruhrgraph.graph.builds.statement_run import write_run
from ruhrgraph.graph.builds.work_folder import work_folder, write_whole
from ruhrgraph.graph.catalog.publisher import Offer, shipped
from ruhrgraph.graph.catalog.stable_part import stable_quads
from ruhrgraph.graph.changes.lifecycle import Retention, prune
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.dumps.dumps import ensure_dumps
from ruhrgraph.graph.mapping.dataset import canonical, curated_quads
from ruhrgraph.graph.mapping.reading_report import LeftOut, ShapeFinding, report_text
from ruhrgraph.graph.networks.statements import add_networks, unmeasured
from ruhrgraph.graph.rdf.gc_pause import gc_paused
from ruhrgraph.graph.schema.validation import Violation, in_order
from ruhrgraph.graph.versions.file_sync import remove_tree
from ruhrgraph.graph.versions.integrity import damage, file_sha256
from ruhrgraph.graph.versions.repository import Version, digest, publish, versions
from ruhrgraph.loaders.document import check_file
from ruhrgraph.loaders.shipped import file_names
from ruhrgraph.ontology.errors import DocumentError, RuhrgraphError

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_REPORT, _VERSION = "report.json", "version"
_DUMPS_LATER = "; the version is published, and a server makes its dumps when they are first asked for"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The outcome of a build.

    Attributes:
        version: The version that is in use now; None if the graph is not valid.
        published: Whether it is another version than before.
        repaired: Whether it was there already but damaged, and was written anew.
        problems: Why nothing was published, as lines.
        warnings: What is not as it should be although the version was published, as lines.
        left_out: Why documents were left out, as lines, by their names.

    """

    version: Version | None
    published: bool
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    repaired: bool = False
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _quiet(_step: str, _done: int = 0, _total: int = 0, /) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build.

    Attributes:
        progress: Shows how far the build is.
        offer: Who offers the dataset and how; None for what ships with the package.
        keep: Which versions stay; older ones are removed.
        executor: Where documents are read, mapped and validated.
        skip_invalid: Whether a document that cannot be read, or is not valid, is left out.

    """

    progress: Progress = _quiet
    offer: Offer | None = None
    keep: Retention = field(default_factory=Retention)
    executor: Executor = field(default_factory=SingleProcess)
    skip_invalid: bool = False


def build(documents: Sequence[Path], data: Path, base: str, options: BuildOptions = BuildOptions()) -> BuildResult:
    """Read documents, map and link what they say, validate, publish, write the dumps, prune.

    Args:
        documents: The files to read; none means the two that ship with the package.
        data: The data folder.
        base: The base IRI, ending in `/`.
        options: How to build.

    Raises:
        DocumentError: A document cannot be read, or no loader knows it; nothing is published.
        DataFolderError: The data folder cannot be written.

    """
    begun = perf_counter()
    with work_folder(data) as folder:
        parts, unreadable = _read(_tasks(documents, base, folder, options), options)
        said = _statements(parts, base, folder, options)
        left_out = unreadable | said.invalid
        names = [part.name for part in said.linked.parts]
        problems = said.linked.errors or problem_lines(said.findings, names)
        if left_out and not names:
            problems = ("no valid document is left",)
        warnings = [*said.linked.warnings, *warning_lines(said.findings)]
        if problems:
            return BuildResult(None, published=False, problems=problems, warnings=tuple(warnings), left_out=left_out)
        findings, too_large = _measured(said.dataset, base, folder, options)
        if problems := problem_lines(findings, names):
            return BuildResult(None, published=False, problems=problems, warnings=tuple(warnings), left_out=left_out)
        violations = in_order(finding.violation for finding in (*said.findings, *findings))
        _write_report(folder / _REPORT, said.linked, violations, left_out)
        options.progress("publishing")
        new = digest(Version("", folder / _VERSION).dataset)
        repaired = any(damage(version) for version in versions(data) if version.digest == new)
        texts = DocumentTexts({part.name: part.folder for part in said.linked.parts})
        seconds = perf_counter() - begun
        version, published = publish(data, folder / _VERSION, folder / _REPORT, seconds, texts, base)
        # From here on the version is in use, whatever fails: a server makes up for it later.
        remove_tree(folder)
    warnings = [*too_large, *warnings, *_after(data, version, base, options)]
    if published:
        prune(data, options.keep.versions, options.keep.seconds)
    return BuildResult(version, published, (), tuple(warnings), repaired, left_out)


def _tasks(documents: Sequence[Path], base: str, folder: Path, options: BuildOptions) -> tuple[DocumentTask, ...]:
    """Return the documents to read, the shipped ones where there are none.

    Raises:
        DocumentError: A file is not there, which is better said before the others are read.

    """
    if not documents:
        return tuple(DocumentTask(name, base, release(), folder) for name in file_names())
    # A name that is not UTF-8 could not be written into the report. One that is given twice is meant once.
    named = {os.fsencode(path).decode(errors="backslashreplace"): path for path in documents}
    if not options.skip_invalid:
        for name, path in named.items():
            check_file(path, name)
    return tuple(DocumentTask(name, base, release(), folder, path.absolute()) for name, path in named.items())


def _counted(
    step: str, function: Callable[[_Task], _Result], tasks: Sequence[_Task], options: BuildOptions
) -> Iterator[_Result]:
    """Run tasks, and show how many are done."""
    options.progress(step, 0, len(tasks))
    for done, result in enumerate(options.executor.run(function, tasks), 1):
        options.progress(step, done, len(tasks))
        yield result


def _read(tasks: Sequence[DocumentTask], options: BuildOptions) -> tuple[tuple[DocumentPart, ...], Lines]:
    """Read documents; return them, and why others are left out.

    Raises:
        DocumentError: A file cannot be read, is no document of a known kind, or two have one name.

    """
    found: dict[str, str] = {}
    parts: list[DocumentPart] = []
    unreadable: Lines = {}
    for task, part in zip(tasks, _counted("reading the documents", read_document, tasks, options), strict=True):
        error = part.error
        if error is None and (other := found.setdefault(part.name, task.file)) != task.file:
            error = DocumentError(f"{task.file}: has the name of {other} (both are `{part.name}`); rename one of them")
        if error is None:
            parts.append(part)
        elif options.skip_invalid:
            unreadable[task.file] = (str(error),)
        else:
            raise error
    return tuple(parts), unreadable


@dataclass(frozen=True, slots=True)
class _Statements:
    """What the valid documents and the curated records say, what breaks a rule in it, and why others are left out."""

    linked: LinkedDocuments
    dataset: DatasetFile
    findings: tuple[Finding, ...]
    invalid: Lines


def _statements(parts: Sequence[DocumentPart], base: str, folder: Path, options: BuildOptions) -> _Statements:
    """Link, map and validate documents; again without those that break a rule, if invalid ones are left out."""
    curated = folder / "curated.nq"
    write_whole(curated, canonical([*curated_quads(base), *stable_quads(base, options.offer or shipped())]))
    invalid: Lines = {}
    while True:
        options.progress("linking")
        linked = link_documents(parts, base, skip_invalid=options.skip_invalid)
        dataset = _merged(linked, curated, base, options)
        findings = tuple(validate_file(dataset, (), base, options.executor, options.progress))
        broken = to_leave_out(findings, [part.name for part in linked.parts]) if options.skip_invalid else {}
        if not broken:
            return _Statements(linked, dataset, findings, invalid | linked.invalid)
        invalid |= broken
        # Also those that linking has left out: what they contradict may be left out now.
        parts = [part for part in parts if part.name not in broken]


def _merged(linked: LinkedDocuments, curated: Path, base: str, options: BuildOptions) -> DatasetFile:
    """Return the statements of documents and the curated ones in one file, unless that is there already."""
    made_from = repr((*(task.plan.name for task in linked.runs), file_sha256(curated)))
    mark = curated.with_name(f"{hashlib.sha256(made_from.encode()).hexdigest()}.merged")
    if dataset := merged_before(mark):
        return dataset
    runs = list(_counted("writing the statements", write_run, linked.runs, options))
    dataset = merge([curated, *runs], curated.parent, base, options.progress)
    write_whole(mark, dataset.digest.encode())
    for path in runs:  # they would take as much room as the dataset
        path.unlink()
    return dataset


def _measured(
    statements: DatasetFile, base: str, folder: Path, options: BuildOptions
) -> tuple[tuple[Finding, ...], list[str]]:
    """Put the files of a version together, with the measures of its networks.

    Returns:
        What breaks a rule in the measures, and what was not measured.

    """
    quads = add_networks(statements.path, folder / _VERSION, base, partial(options.progress, "measuring the networks"))
    path = folder / "networks.nq"
    write_whole(path, canonical(quads))
    networks = merge([path], folder, base, _quiet)
    findings = tuple(validate_file(networks, [statements], base, options.executor, _quiet))
    why = "is too large to be measured in a build; a server measures it when it is asked for"
    return findings, [f"network {name} {why}" for name in unmeasured(quads, base)]


def _write_report(path: Path, linked: LinkedDocuments, violations: Iterable[Violation], left_out: Lines) -> None:
    """Write how the documents were read, what the shapes found, and what was left out."""
    skipped = [LeftOut(document=name, problems=list(lines)) for name, lines in left_out.items()]
    with path.open("w", encoding="utf-8") as file:
        file.writelines(report_text(reports(linked.parts, linked.issues), map(_finding, violations), skipped))


def _finding(violation: Violation) -> ShapeFinding:
    """Return what a shape found as the report shows it."""
    return ShapeFinding(
        severity=violation.severity,
        focus=violation.focus,
        value=violation.value or "",
        shape=violation.shape,
        message=violation.message,
    )


@gc_paused()
def _after(data: Path, version: Version, base: str, options: BuildOptions) -> list[str]:
    """Record what the version changed and write its dumps; return what could not be done."""
    warnings: list[str] = []
    options.progress("recording what has changed")
    with _as_warning(warnings):
        record_changes(data)
    options.progress("writing the dumps")
    with _as_warning(warnings, _DUMPS_LATER):
        ensure_dumps(version, base)
    return warnings


@contextmanager
def _as_warning(warnings: list[str], consequence: str = "") -> Iterator[None]:
    """Add an error of what is done inside to the warnings, with what follows from it."""
    try:
        yield
    except RuhrgraphError as error:
        warnings.append(f"{error}{consequence}")
