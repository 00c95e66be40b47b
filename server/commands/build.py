"""`ruhrgraph build`: documents in, a published version out, or the lines that say why not."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from ruhrgraph.graph.build import BuildOptions, BuildResult, build
from ruhrgraph.graph.builds.executor import Executor, SingleProcess
from ruhrgraph.ontology.errors import NotValidError
from ruhrgraph.server.commands.progress import progress
from ruhrgraph.server.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Build the documents that are named.

    Raises:
        DocumentError: A document cannot be read.
        NotValidError: The graph is not valid; why stands on standard error already.
        DataFolderError: The data folder cannot be written.
        LostTaskError: Processes at work on a document ended, time after time.
        ClusterError: The Dask cluster cannot be reached or used, or is lost.

    """
    documents = arguments.documents
    if arguments.scheduler:
        # Workers are in folders of their own.
        documents, settings = [path.resolve() for path in documents], replace(settings, data=settings.data.resolve())
    with _executor(arguments, settings) as executor:
        told = build_and_tell(documents, settings, executor, skip_invalid=arguments.skip_invalid)
    sys.stdout.write(f"{told}\n")
    return 0


def _executor(arguments: argparse.Namespace, settings: Settings) -> AbstractContextManager[Executor]:
    """Return where the tasks of the build run; what takes time to import is imported only where it is asked for."""
    found: AbstractContextManager[Executor]
    if arguments.scheduler:
        cluster = import_module("ruhrgraph.graph.builds.dask_cluster")
        found = cluster.DaskCluster(arguments.scheduler, settings.data)
    elif arguments.jobs > 1:
        found = import_module("ruhrgraph.graph.builds.process_pool").ProcessPool(arguments.jobs)
    else:
        found = nullcontext(SingleProcess())
    return found


def build_and_tell(
    documents: Sequence[Path], settings: Settings, executor: Executor | None = None, *, skip_invalid: bool = False
) -> str:
    """Build, show progress, warnings and problems on standard error, and return the line that sums it up.

    Raises:
        DocumentError: A document cannot be read.
        NotValidError: The graph is not valid.
        DataFolderError: The data folder cannot be written.

    """
    with progress() as show:
        options = BuildOptions(
            show, settings.offer, settings.keep_versions, executor or SingleProcess(), skip_invalid=skip_invalid
        )
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
