"""`ruhrgraph serve`: the graph over HTTP, built first where nothing is published."""

import argparse
import os
import sys
from dataclasses import replace

from ruhrgraph.graph.versions.history import published_with_base
from ruhrgraph.graph.versions.repository import current
from ruhrgraph.ontology.errors import (
    BaseIriError,
    DataFolderError,
    EngineError,
    NotPublishedError,
)
from ruhrgraph.server.processes.listener import bind_socket, listener_url
from ruhrgraph.server.processes.runtime_folder import runtime_folder
from ruhrgraph.server.processes.supervisor import Supervisor, limits_of
from ruhrgraph.server.settings import Settings

_ENGINE_SECONDS = 10.0
_BACKLOG = 2048
"""How many connections may wait for a worker."""


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until stopped.

    Raises:
        SettingError: The address cannot be bound, the version in use was built with another base IRI, or there is
            too little memory for queries.
        DocumentError, NotValidError, DataFolderError: Nothing is published, and it cannot be built.
        EngineError: Another engine has no version, and none can be put there.

    """
    # The port first, so that nobody waits for a build only to learn that the port is in use.
    with bind_socket(arguments.host, arguments.port) as listener:
        if settings.engine:
            _publish_first(settings)
        elif _is_published(settings):
            _check_base(settings)
        elif settings.writer:
            _print(f"nothing is published in {settings.data} yet; the writer, {settings.writer}, does that")
        else:
            _build(settings)
        settings = replace(
            settings,
            data=settings.data.resolve(),
            workers=arguments.workers or settings.workers,
            root_path=(arguments.root_path or settings.root_path).rstrip("/"),
        )
        limits = limits_of(settings)
        # From now on clients can connect; they wait until the workers have started.
        listener.listen(_BACKLOG)
        _print_addresses(listener_url(listener))
        _print_lack_of_contact(settings)
        with runtime_folder() as folder:
            metrics = folder / "metrics"
            metrics.mkdir()
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
            return Supervisor(listener, settings, limits, folder).run()


def _is_published(settings: Settings) -> bool:
    """Return whether anything is published, whether it can be read or not."""
    try:
        return current(settings.data) is not None
    except DataFolderError:
        return True


def _check_base(settings: Settings) -> None:
    """Check the base IRI of the version in use; a damaged one is served as soon as it is repaired.

    Raises:
        SettingError: It was built with another one.

    """
    try:
        published_with_base(settings.data, settings.base)
    except DataFolderError as error:
        sys.stderr.write(f"ruhrgraph: {error}\n")


def _build(settings: Settings) -> None:
    """Build the first version.

    Raises:
        DocumentError, NotValidError, DataFolderError: It cannot be built.

    """
    from ruhrgraph.server.commands.build import build_and_tell  # noqa: PLC0415  # rarely needed, and slow to load

    _print(f"nothing is published in {settings.data} yet, building")
    _print(build_and_tell((), settings))
    if current(settings.data) is not None:
        _start_again()


def _start_again() -> None:
    """Start this command again: a build leaves threads and memory behind, with which workers must not be forked."""
    os.execv(sys.executable, sys.orig_argv)  # noqa: S606  # the command itself


def _publish_first(settings: Settings) -> None:
    """Put a version into another engine if it has none; where that cannot be told or done, serve until it has one.

    Raises:
        DocumentError, NotValidError, DataFolderError, EngineError: A version cannot be built, or not be put there.

    """
    from ruhrgraph.server.commands.publish import publish_and_tell  # noqa: PLC0415  # few have another engine
    from ruhrgraph.server.engine.remote.endpoint import Endpoint  # noqa: PLC0415  # the same
    from ruhrgraph.server.engine.remote.marker import read_marker  # noqa: PLC0415  # the same

    assert settings.engine is not None  # noqa: S101  # who calls this has looked
    try:
        marker = read_marker(Endpoint(settings.engine), settings.base, _ENGINE_SECONDS)
    except NotPublishedError as error:
        if settings.writer or not settings.engine.update:
            sys.stderr.write(f"ruhrgraph: {error}\n")
            return
        if not _is_published(settings):
            _build(settings)
        _print(publish_and_tell(settings))
        _start_again()
    except (BaseIriError, EngineError) as error:
        sys.stderr.write(f"ruhrgraph: {error}\n")
    else:
        _print(f"version {marker.digest} answers, in the engine")
        if marker.default_graph != settings.default_graph:
            sys.stderr.write(
                f"ruhrgraph: it was published with RUHRGRAPH_DEFAULT_GRAPH={marker.default_graph}, and answers so; "
                "`ruhrgraph publish` changes that\n"
            )


def _print_addresses(root: str) -> None:
    """Print the addresses to begin with."""
    _print(f"serving at {root}/ (stop with Ctrl-C)")
    addresses = {
        "sparql": "SPARQL endpoint",
        "queries": "canned queries",
        "network": "networks of actors",
        "mcp": "for assistants",
        "openapi.json": "description",
    }
    for path, text in addresses.items():
        _print(f"  {root}/{path}  {text}")


def _print_lack_of_contact(settings: Settings) -> None:
    """Say so where the settings do not tell whom to ask: the operator can change that, and readers see it."""
    if settings.offer.contact is None:
        _print("no contact is set: pages and catalogue say so (RUHRGRAPH_CATALOG, docs/harvesting.md)")


def _print(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
