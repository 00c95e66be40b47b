"""`ruhrgraph build`: documents in, a published version out, or the lines that say why not."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ruhrgraph.graph.build import BuildOptions, BuildResult, build
from ruhrgraph.graph.changes.lifecycle import Retention
from ruhrgraph.ontology.errors import NotValidError
from ruhrgraph.server.commands.progress import progress
from ruhrgraph.server.commands.publish import publish_and_tell
from ruhrgraph.server.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Build the documents that are named, and put the version into the engine where the settings name one.

    Raises:
        EngineError: The version is published in the data folder, but not in the engine.
        DocumentError: A document cannot be read.
        NotValidError: The graph is not valid; why stands on standard error already.
        DataFolderError: The data folder cannot be written.

    """
    told = build_and_tell(arguments.documents, settings, skip_invalid=arguments.skip_invalid)
    sys.stdout.write(f"{told}\n")
    if settings.engine:
        sys.stdout.write(f"{publish_and_tell(settings)}\n")
    return 0


def build_and_tell(documents: Sequence[Path], settings: Settings, *, skip_invalid: bool = False) -> str:
    """Build, show progress, warnings and problems on standard error, and return the line that sums it up.

    Raises:
        DocumentError: A document cannot be read.
        NotValidError: The graph is not valid.
        DataFolderError: The data folder cannot be written.

    """
    with progress() as show:
        keep = Retention(settings.keep_versions, settings.keep_seconds)
        options = BuildOptions(show, settings.offer, keep, skip_invalid=skip_invalid)
        result = build(documents, settings.data, settings.base, options)
    left_out = (f"left out: {line}" for lines in result.left_out.values() for line in lines)
    for line in (*result.warnings, *left_out, *result.problems):
        sys.stderr.write(f"{line}\n")
    if result.version is None:
        count = len(result.problems)
        raise NotValidError(f"{count} {'problem' if count == 1 else 'problems'}, see above; nothing is published")
    return f"{_summary(result.version.digest, result, settings.data)}{_without(len(result.left_out))}"


def _summary(digest: str, result: BuildResult, data: Path) -> str:
    """Return what became of a version."""
    if result.published:
        return f"published version {digest} in {data}"
    if result.repaired:
        return f"version {digest} was damaged and is written anew in {data}"
    return f"nothing new: version {digest} is published already in {data}"


def _without(count: int) -> str:
    """Return how many documents were left out, if any."""
    return f"; {count} {'document is' if count == 1 else 'documents are'} left out" if count else ""
