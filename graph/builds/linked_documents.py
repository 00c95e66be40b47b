"""The step between the two passes: what documents get from each other, which are invalid, and who goes into which file.

In: the documents that were read, in order. Out: the tasks of the second pass, and lines that say what is wrong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from ruhrgraph.graph.builds.document_part import DocumentPart, DocumentSummary, read_summary
from ruhrgraph.graph.builds.statement_run import MOST_BYTES, MOST_DOCUMENTS, RunTask, plan_run
from ruhrgraph.graph.builds.unification import FromOthers, Unification
from ruhrgraph.graph.mapping.reading_report import DocumentReport, issue_lines, with_issues
from ruhrgraph.loaders.document import Issue

Lines = dict[str, tuple[str, ...]]
"""Lines that say what is wrong with a document, by its name."""


@dataclass(frozen=True, slots=True)
class LinkedDocuments:
    """The documents of a dataset.

    Attributes:
        parts: The documents, in order.
        runs: What makes files of their statements.
        issues: Their issues with each other, by name.
        errors: What is wrong with them; empty where invalid ones are left out.
        warnings: What a person should look at.
        invalid: The documents that are left out.

    """

    parts: tuple[DocumentPart, ...]
    runs: tuple[RunTask, ...]
    issues: dict[str, tuple[Issue, ...]]
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    invalid: Lines


def link_documents(parts: Sequence[DocumentPart], base: str, *, skip_invalid: bool) -> LinkedDocuments:
    """Find out what documents get from each other, and leave invalid ones out if that is asked for.

    Raises:
        OSError: The folder of the build cannot be written.

    """
    with closing(Unification()) as unification:
        kept, issues, invalid = _added(parts, unification, skip_invalid=skip_invalid)
        runs = _RunPlan(base)
        errors: list[str] = []
        warnings: list[str] = []
        late: Lines = {}
        for part in kept:
            summary = read_summary(part.folder)
            other = unification.from_others(summary)
            issues[part.name] = (*issues.get(part.name, ()), *other.issues)
            content = with_issues(summary.report, issues[part.name])
            found = issue_lines(content, "error")
            if found and skip_invalid:
                late[part.name] = found
            errors += found
            warnings += issue_lines(content, "warning")
            runs.add(part, summary, other)
    if late:
        # They may have given others labels and forums, or may be what documents before were left out for.
        rest = link_documents([part for part in parts if part.name not in late], base, skip_invalid=True)
        return replace(rest, invalid=late | rest.invalid)
    return LinkedDocuments(kept, runs.finish(), issues, tuple(errors), tuple(warnings), invalid)


def _added(
    parts: Sequence[DocumentPart], unification: Unification, *, skip_invalid: bool
) -> tuple[tuple[DocumentPart, ...], dict[str, tuple[Issue, ...]], Lines]:
    """Add documents in their order; return those that were added, their conflicts, and what is wrong with the rest."""
    kept: list[DocumentPart] = []
    issues: dict[str, tuple[Issue, ...]] = {}
    invalid: Lines = {}
    for part in parts:
        summary = read_summary(part.folder)
        conflicts = unification.conflicts(summary)
        if skip_invalid and (found := issue_lines(with_issues(summary.report, conflicts), "error")):
            invalid[part.name] = found
            continue
        unification.add(summary, part.folder)
        kept.append(part)
        if conflicts:
            issues[part.name] = conflicts
    return tuple(kept), issues, invalid


class _RunPlan:
    """Distributes documents over files of statements, in order."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._tasks: list[RunTask] = []
        self._documents: list[tuple[DocumentPart, FromOthers]] = []
        self._bytes = 0

    def add(self, part: DocumentPart, summary: DocumentSummary, other: FromOthers) -> None:
        size = summary.statement_bytes
        if self._documents and (self._bytes + size > MOST_BYTES or len(self._documents) == MOST_DOCUMENTS):
            self._close()
        self._documents.append((part, other))
        self._bytes += size

    def finish(self) -> tuple[RunTask, ...]:
        if self._documents:
            self._close()
        return tuple(self._tasks)

    def _close(self) -> None:
        documents = [(part.folder, other) for part, other in self._documents]
        self._tasks.append(plan_run(documents, self._base))
        self._documents, self._bytes = [], 0


def reports(parts: Iterable[DocumentPart], issues: Mapping[str, tuple[Issue, ...]]) -> Iterator[DocumentReport]:
    """Yield the reports on documents, with their issues with each other."""
    for part in parts:
        yield with_issues(read_summary(part.folder).report, issues.get(part.name, ()))
