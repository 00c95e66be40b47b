"""`ruhrgraph versions`: which versions are published, and where each comes from."""

import argparse
import json
import sys

from ruhrgraph.graph.versions.history import HistoryEntry, history
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


def _item(entry: HistoryEntry) -> dict[str, str | float | bool | None]:
    """Return a version as JSON has it."""
    record = entry.record
    return {
        "digest": entry.version.digest,
        "made": record.made or None,
        "kind": record.kind,
        "parent": record.parent,
        "seconds": record.seconds,
        "current": entry.current,
    }


def _line(entry: HistoryEntry) -> str:
    """Return a version as a line: `*` for the one in use, digest, time, kind, parent."""
    record = entry.record
    time = f"{record.made[:19]}Z" if record.made else "-"
    parent = record.parent[:_SHORT] if record.parent else "-"
    mark = "*" if entry.current else " "
    return f"{mark} {entry.version.digest}  {time:20}  {record.kind:6}  {parent}"
