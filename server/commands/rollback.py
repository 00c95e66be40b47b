"""`ruhrgraph rollback [DIGEST]`: go back to an earlier version; a running server switches to it by itself."""

import argparse
import sys

from ruhrgraph.graph.changes.lifecycle import rollback
from ruhrgraph.server.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Put a version into use: the one that is named, or the parent of the one in use.

    Raises:
        VersionNotFoundError: There is no such version, or none to go back to.
        NotPublishedError, DataFolderError: Nothing is published, or the data folder cannot be written.

    """
    version = rollback(settings.data, arguments.digest)
    sys.stdout.write(f"version {version.digest} is in use now in {settings.data}\n")
    return 0
