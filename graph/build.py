"""The pipeline: documents in, a published version out; or nothing published, and why."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from pyoxigraph import Quad

from ruhrgraph.graph.catalog.publisher import Offer, shipped
from ruhrgraph.graph.catalog.stable_part import stable_quads
from ruhrgraph.graph.changes.lifecycle import Retention, prune
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.dumps.dumps import ensure_dumps
from ruhrgraph.graph.mapping.dataset import assemble, canonical
from ruhrgraph.graph.mapping.reading_report import Report, ShapeFinding, as_json, report
from ruhrgraph.graph.networks.statements import network_quads, unmeasured
from ruhrgraph.graph.rdf.gc_pause import gc_paused
from ruhrgraph.graph.schema.validation import Violation, validate
from ruhrgraph.graph.versions.integrity import damage
from ruhrgraph.graph.versions.repository import Version, digest, publish, versions
from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import Document, Issue, read
from ruhrgraph.loaders.shipped import documents as shipped_documents
from ruhrgraph.ontology.errors import DocumentError, RuhrgraphError

Progress: TypeAlias = Callable[[str], None]

_KEEP = Retention()
_DUMPS_LATER = "; the version is published, and a server makes its dumps when they are first asked for"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The outcome of a build.

    Attributes:
        version: The version that is in use now; None if the graph is not valid.
        published: Whether it is another version than before.
        repaired: Whether it was there already but damaged, and was written anew.
        report: How the documents were read.
        problems: Why nothing was published, as lines.
        warnings: What is not as it should be although the version was published, as lines.

    """

    version: Version | None
    published: bool
    report: Report
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    repaired: bool = False


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


@gc_paused()
def build(
    documents: Sequence[Path],
    data: Path,
    base: str,
    progress: Progress = _quiet,
    offer: Offer | None = None,
    keep: Retention = _KEEP,
) -> BuildResult:
    """Read documents, map and link what they say, validate, publish, write the dumps, prune.

    Args:
        documents: The files to read; none means the two that ship with the package.
        data: The data folder.
        base: The base IRI, ending in `/`.
        progress: Called with the name of each step as it begins.
        offer: Who offers the dataset and how; None for what ships with the package.
        keep: Which versions stay; older ones are removed.

    Raises:
        DocumentError: A document cannot be read, or no loader knows it; nothing is published.
        DataFolderError: The data folder cannot be written.

    """
    begun = perf_counter()
    progress("reading the documents")
    read_documents = _documents(documents)
    readings = [load(document) for document in read_documents]
    progress("linking")
    quads, links = assemble(readings, base)
    quads += stable_quads(base, offer or shipped())
    progress("measuring the networks")
    dataset, too_large = _add_networks(quads, base)
    content = report(readings, _by_document(links.issues))
    progress("validating")
    violations = validate(quads, base)
    content["shapes"] = list(map(_finding, violations))
    # If a document has errors, what the shapes find are only their consequences.
    problems = _lines(content, "error") or tuple(str(item) for item in violations if item.severity == "violation")
    warnings = [
        *too_large,
        *_lines(content, "warning"),
        *(f"warning: {item}" for item in violations if item.severity != "violation"),
    ]
    if problems:
        return BuildResult(None, published=False, report=content, problems=problems, warnings=tuple(warnings))
    progress("publishing")
    about = as_json(content).encode()
    texts = {document.name: document.text for document in read_documents}
    repaired = any(damage(version) for version in versions(data) if version.digest == digest(dataset))
    version, published = publish(data, dataset, about, perf_counter() - begun, texts, base)
    # From here on the version is in use, whatever fails: a server makes up for it later.
    progress("recording what has changed")
    with _as_warning(warnings):
        record_changes(data)
    progress("writing the dumps")
    with _as_warning(warnings, _DUMPS_LATER):
        ensure_dumps(version, base)
    if published:
        prune(data, keep.versions, keep.seconds)
    return BuildResult(version, published, content, problems, tuple(warnings), repaired)


def _add_networks(quads: list[Quad], base: str) -> tuple[bytes, list[str]]:
    """Add the measures of the networks, and return all quads as canonical N-Quads, and what was not measured."""
    without = canonical(quads)
    networks = network_quads(quads, digest(without), base)
    quads += networks
    why = "is too large to be measured in a build; a server measures it when it is asked for"
    return canonical(networks, without), [f"network {name} {why}" for name in unmeasured(networks, base)]


def _finding(violation: Violation) -> ShapeFinding:
    """Return what a shape found as the report shows it."""
    return ShapeFinding(
        severity=violation.severity,
        focus=violation.focus,
        value=violation.value or "",
        shape=violation.shape,
        message=violation.message,
    )


@contextmanager
def _as_warning(warnings: list[str], consequence: str = "") -> Iterator[None]:
    """Add an error of what is done inside to the warnings, with what follows from it."""
    try:
        yield
    except RuhrgraphError as error:
        warnings.append(f"{error}{consequence}")


def _by_document(issues: Iterable[tuple[str, Issue]]) -> dict[str, list[Issue]]:
    """Return issues by the name of their document."""
    found: dict[str, list[Issue]] = defaultdict(list)
    for name, issue in issues:
        found[name].append(issue)
    return found


def _lines(content: Report, severity: str) -> tuple[str, ...]:
    """Return a report's issues of a severity as lines, `document:line: severity: message [code]`."""
    return tuple(
        f"{document['document']}:{issue['line']}: {severity}: {issue['message']} [{issue['code']}]"
        for document in content["documents"]
        for issue in document["issues"]
        if issue["severity"] == severity
    )
