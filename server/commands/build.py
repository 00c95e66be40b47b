"""`ruhrgraph build`: documents in, a published version out, or the lines that say why not."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ruhrgraph.graph.build import build
from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.dumps.dumps import ensure
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.ontology.errors import NotValidError, RuhrgraphError
from ruhrgraph.server.commands.progress import progress
from ruhrgraph.server.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Build the documents that are named.

    Raises:
        DocumentError: A document cannot be read.
        NotValidError: The graph is not valid; why stands on standard error already.
        DataFolderError: The data folder cannot be written.

    """
    sys.stdout.write(f"{build_and_tell(arguments.documents, settings)}\n")
    return 0


def build_and_tell(documents: Sequence[Path], settings: Settings) -> str:
    """Build, show progress, warnings and problems on standard error, and return the line that sums it up.

    Raises:
        DocumentError: A document cannot be read.
        NotValidError: The graph is not valid.
        DataFolderError: The data folder cannot be written.

    """
    missed: tuple[str, ...] = ()
    with progress() as show:
        result = build(documents, settings.data, settings.base, show, settings.offer)
        if result.version is not None:
            show("writing the dumps")
            missed = _write_dumps(result.version, settings.base)
    for line in (*result.warnings, *result.problems, *missed):
        sys.stderr.write(f"{line}\n")
    if result.version is None:
        count = len(result.problems)
        raise NotValidError(f"{count} {'problem' if count == 1 else 'problems'}, see above; nothing is published")
    if result.published:
        prune(settings.data, settings.keep_versions)
        return f"published version {result.version.digest} in {settings.data}"
    return f"nothing new: version {result.version.digest} is published already in {settings.data}"


def _write_dumps(version: Version, base: str) -> tuple[str, ...]:
    """Make a version's dumps; return what to tell if that fails. The version is published all the same."""
    try:
        ensure(version, base)
    except RuhrgraphError as error:
        return (f"{error}; the version is published, and a server makes its dumps when they are first asked for",)
    return ()
