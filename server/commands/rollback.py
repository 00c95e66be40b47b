"""`ruhrgraph rollback [DIGEST]`: an earlier version is in use again; a server that runs moves over to it by itself."""

import argparse
import sys

from ruhrgraph.graph.changes.lifecycle import rollback
from ruhrgraph.server.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Go back to the version that is named, or to the one that the current was made of.

    Raises:
        VersionNotFoundError: There is no such version, or none to go back to.
        NotPublishedError, DataFolderError: Nothing is published, or the data folder cannot be written.

    """
    version = rollback(settings.data, arguments.digest)
    sys.stdout.write(f"version {version.digest} is in use now in {settings.data}\n")
    return 0
