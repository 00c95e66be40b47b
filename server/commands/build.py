"""`ruhrgraph build`: documents in, a published version out, or the lines that say why not."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from ruhrgraph.graph.build import BuildOptions, BuildResult, build
from ruhrgraph.graph.builds.executor import Executor, SingleProcess
from ruhrgraph.graph.changes.lifecycle import Retention
from ruhrgraph.ontology.errors import NotValidError
from ruhrgraph.server.commands.progress import progress
from ruhrgraph.server.commands.publish import publish_and_tell
from ruhrgraph.server.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Build the documents that are named, and put the version into the engine where the settings name one.

    Raises:
        EngineError: The version is published in the data folder, but not in the engine.
        ClusterError, LostTaskError: A cluster cannot be used, or processes are killed again and again.
        DocumentError: A document cannot be read.
        NotValidError: The graph is not valid; why stands on standard error already.
        DataFolderError: The data folder cannot be written.

    """
    with _executor(arguments.jobs, arguments.scheduler, settings.data) as executor:
        told = build_and_tell(arguments.documents, settings, executor, skip_invalid=arguments.skip_invalid)
    sys.stdout.write(f"{told}\n")
    if settings.engine:
        sys.stdout.write(f"{publish_and_tell(settings)}\n")
    return 0


def _executor(jobs: int, scheduler: str | None, data: Path) -> AbstractContextManager[Executor]:
    """Return where documents are read; what starts processes or connects is imported only where it is asked for."""
    if scheduler:
        from ruhrgraph.graph.builds.dask_cluster import DaskCluster  # noqa: PLC0415

        return DaskCluster(scheduler, data)
    if jobs > 1:
        from ruhrgraph.graph.builds.process_pool import ProcessPool  # noqa: PLC0415

        return ProcessPool(jobs)
    return nullcontext(SingleProcess())


def build_and_tell(
    documents: Sequence[Path],
    settings: Settings,
    executor: Executor | None = None,
    *,
    skip_invalid: bool = False,
) -> str:
    """Build, show progress, warnings and problems on standard error, and return the line that sums it up.

    Raises:
        DocumentError: A document cannot be read.
        NotValidError: The graph is not valid.
        DataFolderError: The data folder cannot be written.

    """
    with progress() as show:
        keep = Retention(settings.keep_versions, settings.keep_seconds)
        options = BuildOptions(show, settings.offer, keep, executor or SingleProcess(), skip_invalid)
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
    report = ", with the report of the build that made it" if result.left_out else ""
    return f"nothing new: version {digest} is published already in {data}{report}"


def _without(count: int) -> str:
    """Return how many documents were left out, if any."""
    return f"; {count} {'document is' if count == 1 else 'documents are'} left out" if count else ""
