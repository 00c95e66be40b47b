"""`ruhrgraph versions`: which versions are published, and where each comes from."""

import argparse
import json
import sys

from ruhrgraph.graph.versions.history import Entry, history
from ruhrgraph.server.settings import Settings

_SHORT = 12


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the versions, the newest first.

    Raises:
        DataFolderError: The data folder cannot be read.

    """
    entries = history(settings.data)
    if arguments.format == "json":
        sys.stdout.write(f"{json.dumps({'versions': [_item(entry) for entry in entries]}, indent=2)}\n")
        return 0
    sys.stdout.writelines(f"{_line(entry)}\n" for entry in entries)
    return 0


def _item(entry: Entry) -> dict[str, str | float | bool | None]:
    """Return a version as JSON has it."""
    made = entry.made
    return {
        "digest": entry.version.digest,
        "made": made.made or None,
        "kind": made.kind,
        "parent": made.parent,
        "seconds": made.seconds,
        "current": entry.current,
    }


def _line(entry: Entry) -> str:
    """Return a version as a line: the mark of the one in use, digest, time, kind, parent."""
    made = entry.made
    time = f"{made.made[:19]}Z" if made.made else "-"
    parent = made.parent[:_SHORT] if made.parent else "-"
    mark = "*" if entry.current else " "
    return f"{mark} {entry.version.digest}  {time:20}  {made.kind:6}  {parent}"
