"""`ruhrgraph build`: documents in, a published version out, or the lines that say why not."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ruhrgraph.graph.build import BuildOptions, build
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
    sys.stdout.write(f"{build_and_tell(arguments.documents, settings)}\n")
    if settings.engine:
        sys.stdout.write(f"{publish_and_tell(settings)}\n")
    return 0


def build_and_tell(documents: Sequence[Path], settings: Settings) -> str:
    """Build, show progress, warnings and problems on standard error, and return the line that sums it up.

    Raises:
        DocumentError: A document cannot be read.
        NotValidError: The graph is not valid.
        DataFolderError: The data folder cannot be written.

    """
    with progress() as show:
        keep = Retention(settings.keep_versions, settings.keep_seconds)
        result = build(documents, settings.data, settings.base, BuildOptions(show, settings.offer, keep))
    for line in (*result.warnings, *result.problems):
        sys.stderr.write(f"{line}\n")
    if result.version is None:
        count = len(result.problems)
        raise NotValidError(f"{count} {'problem' if count == 1 else 'problems'}, see above; nothing is published")
    if result.published:
        return f"published version {result.version.digest} in {settings.data}"
    if result.repaired:
        return f"version {result.version.digest} was damaged and is written anew in {settings.data}"
    return f"nothing new: version {result.version.digest} is published already in {settings.data}"
