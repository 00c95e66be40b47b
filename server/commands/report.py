"""`ruhrgraph report`: how the published version's documents were read."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from ruhrgraph.graph.versions.integrity import read_file
from ruhrgraph.graph.versions.record import damaged
from ruhrgraph.graph.versions.repository import Version, published
from ruhrgraph.ontology.errors import DataFolderError
from ruhrgraph.server.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the report as text, or as JSON just as it was published.

    Raises:
        NotPublishedError: Nothing is published.
        DataFolderError: The report cannot be read.

    """
    content = _content(published(settings.data))
    if arguments.format == "json":
        sys.stdout.buffer.write(content)
        return 0
    try:
        told = json.loads(content)
        documents = told["documents"]
    except (ValueError, KeyError, TypeError):
        raise DataFolderError(f"{settings.data}: the published report is damaged; build again") from None
    lines = [line for document in documents for line in _lines(document)]
    more = (*_findings(told.get("shapes", ())), *_left_out(told.get("leftOut", ())))
    sys.stdout.write("\n".join((*lines, *more)) + "\n")
    return 0


def _content(version: Version) -> bytes:
    """Return the published report."""
    try:
        return read_file(version, version.report)
    except FileNotFoundError:
        raise damaged(version, "report.json is missing") from None


def _findings(shapes: Sequence[dict[str, str]]) -> Iterator[str]:
    """Yield the lines on what the shapes found; reports of older releases know nothing of it."""
    if shapes:
        yield "shapes"
    yield from (f"  {item['severity']}: {item['focus']}: {item['message']}" for item in shapes)


def _left_out(documents: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines on documents that are not in the dataset."""
    for document in documents:
        yield f"{document['document']} (left out)"
        yield from (f"  {line}" for line in document["problems"])


def _lines(document: dict[str, Any]) -> Iterator[str]:
    """Yield the lines on one document."""
    name, missed = document["document"], document["notUnderstood"]
    yield f"{name} (read as {document['loader']}, SHA-256 {document['sha256'][:12]}…)"
    characters = f"{document['understood']} understood, {document['boilerplate']} boilerplate"
    yield f"  {document['characters']} characters without white space: {characters}"
    yield f"  not understood: {len(missed)} {'line' if len(missed) == 1 else 'lines'}"
    yield from (f"  {name}:{item['line']}: not understood: {item['text']}" for item in missed)
    issues = document["issues"]
    counts = {kind: sum(issue["severity"] == kind for issue in issues) for kind in ("error", "warning", "note")}
    yield "  issues: " + ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counts.items())
    for issue in issues:
        yield f"  {name}:{issue['line']}: {issue['severity']}: {issue['message']} [{issue['code']}]"
