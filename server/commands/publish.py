"""`ruhrgraph publish`: puts the version in use into the engine that the settings name."""

import argparse
import sys
from dataclasses import replace

from ruhrgraph.graph.versions.history import published_with_base
from ruhrgraph.graph.versions.repository import lock
from ruhrgraph.ontology.errors import EngineError, SettingError
from ruhrgraph.server.commands.progress import progress
from ruhrgraph.server.settings import Settings


def run(_: argparse.Namespace, settings: Settings) -> int:
    """Publish the version in use.

    Raises:
        SettingError: The settings name no engine, or none that can be written to.
        EngineError: The engine fails, or cannot hold the version.
        NotPublishedError, DataFolderError: There is nothing to put there.

    """
    if settings.engine is None:
        raise SettingError("RUHRGRAPH_ENGINE: is not set; it names the engine to publish to (docs/operations.md)")
    sys.stdout.write(f"{publish_and_tell(settings)}\n")
    return 0


def publish_and_tell(settings: Settings) -> str:
    """Put the version in use into the engine, show progress on standard error, and return the line that sums it up.

    Raises:
        SettingError: The engine cannot be written to.
        EngineError: The engine fails, or cannot hold the version.
        NotPublishedError, DataFolderError: There is nothing to put there.

    """
    # Imported only here, as it takes time that commands without another engine need not wait for.
    from ruhrgraph.server.engine.remote.publication import publish_remotely  # noqa: PLC0415  # see above

    published_with_base(settings.data, settings.base)  # before a folder is made for the lock
    settings = replace(settings, data=settings.data.resolve())
    with progress() as show, lock(settings.data):
        version = published_with_base(settings.data, settings.base)
        try:
            new = publish_remotely(version, settings, show)
        except EngineError as error:
            raise type(error)(
                f"version {version.digest} is in use in {settings.data}, but not in the engine: {error} "
                "(`ruhrgraph publish` tries again)"
            ) from None
    if new:
        return f"version {version.digest} is in use now in the engine"
    return f"nothing new: version {version.digest} is in use already in the engine"
