"""The pipeline: documents in, a published version out; or nothing published, and why."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from ruhrgraph.graph.catalog.publisher import Offer, shipped
from ruhrgraph.graph.catalog.stable_part import stable_quads
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.mapping.dataset import assemble, canonical
from ruhrgraph.graph.mapping.reading_report import Report, as_json, report
from ruhrgraph.graph.rdf.gc_pause import gc_paused
from ruhrgraph.graph.schema.validation import validate
from ruhrgraph.graph.versions.repository import Version, publish
from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import Document, Issue, read
from ruhrgraph.loaders.shipped import documents as shipped_documents
from ruhrgraph.ontology.errors import DataFolderError, DocumentError

Progress: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What came of a build.

    `version` is None where the graph is not valid; `published` tells whether another version than before is in use now;
    `problems` are the lines that say why nothing was published; `warnings` those of what was published all the same.
    """

    version: Version | None
    published: bool
    report: Report
    problems: tuple[str, ...]
    warnings: tuple[str, ...]


def _quiet(_step: str) -> None:
    """Show no progress."""


def _documents(paths: Sequence[Path]) -> tuple[Document, ...]:
    """Return the documents of these files, or the shipped ones where there are none.

    Raises:
        DocumentError: A file cannot be read, or two have one name.

    """
    if not paths:
        return shipped_documents()
    found: dict[str, Path] = {}
    documents = []
    for path in paths:
        document = read(path)
        if document.name in found:
            raise DocumentError(
                f"{path}: has the name of {found[document.name]} (both are `{document.name}`); rename one of them"
            )
        found[document.name] = path
        documents.append(document)
    return tuple(documents)


def build(
    documents: Sequence[Path], data: Path, base: str, progress: Progress = _quiet, offer: Offer | None = None
) -> BuildResult:
    """Read documents, link, validate and publish.

    Args:
        documents: The files to read; none means the two that ship with the package.
        data: The data folder.
        base: The base IRI, ending in `/`.
        progress: Called with the name of each step as it begins.
        offer: Who offers the dataset and how; what ships with the package where it is not given.

    Returns:
        What came of it.

    Raises:
        DocumentError: A document cannot be read, or no loader knows it; nothing is published.
        DataFolderError: The data folder cannot be written.

    """
    with gc_paused():
        return _build(documents, data, base, progress, offer)


def _build(documents: Sequence[Path], data: Path, base: str, progress: Progress, offer: Offer | None) -> BuildResult:
    begun = perf_counter()
    progress("reading the documents")
    read_documents = _documents(documents)
    readings = [load(document) for document in read_documents]
    progress("linking")
    quads, links = assemble(readings, base)
    quads += stable_quads(base, offer or shipped())
    more: dict[str, list[Issue]] = defaultdict(list)
    for name, issue in links.issues:
        more[name].append(issue)
    content = report(readings, more)
    progress("validating")
    violations = validate(quads, base)
    # Where a document has errors, the shapes would only tell of their consequences.
    problems = _lines(content, "error") or tuple(str(item) for item in violations if item.severity == "violation")
    warnings = (*_lines(content, "warning"), *(str(item) for item in violations if item.severity != "violation"))
    if problems:
        return BuildResult(None, published=False, report=content, problems=problems, warnings=warnings)
    progress("publishing")
    about = as_json(content).encode()
    texts = {document.name: document.text for document in read_documents}
    version, published = publish(data, canonical(quads), about, perf_counter() - begun, texts, base)
    progress("recording what has changed")
    try:
        record_changes(data)
    except DataFolderError as error:
        # The version is published all the same, and the log makes up for it once it is mended.
        warnings = (*warnings, str(error))
    return BuildResult(version, published, content, problems, warnings)


def _lines(content: Report, severity: str) -> tuple[str, ...]:
    """Return a report's issues of a severity as lines, `document:line: severity: message [code]`."""
    return tuple(
        f"{document['document']}:{issue['line']}: {severity}: {issue['message']} [{issue['code']}]"
        for document in content["documents"]
        for issue in document["issues"]
        if issue["severity"] == severity
    )
