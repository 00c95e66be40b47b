"""`ruhrgraph rollback [DIGEST]`: go back to an earlier version; a running server switches to it by itself."""

import argparse
import sys

from ruhrgraph.graph.changes.lifecycle import rollback
from ruhrgraph.server.commands.publish import publish_and_tell
from ruhrgraph.server.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Put a version into use: the one that is named, or the parent of the one in use; also in an engine.

    Raises:
        VersionNotFoundError: There is no such version, or none to go back to.
        NotPublishedError, DataFolderError: Nothing is published, or the data folder cannot be written.
        EngineError: The version is in use in the data folder, but not in the engine.

    """
    version = rollback(settings.data, arguments.digest)
    sys.stdout.write(f"version {version.digest} is in use now in {settings.data}\n")
    if settings.engine:
        sys.stdout.write(f"{publish_and_tell(settings)}\n")
    return 0
