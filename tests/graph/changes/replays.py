"""What the tests of the log of changes share: writes, and what the log makes of them."""

from pathlib import Path

import pyoxigraph as ox

from ruhrgraph.graph.changes.database import LogEntry, Member, Sign
from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.changes.log_file import changes_folder, open_log
from ruhrgraph.graph.versions.repository import published
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write

BASE = "http://example.org/"
ONE = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"


def update(data: Path, text: str, keep: int = 20) -> None:
    """Carry out an update and prune, as the writer process does."""
    write(data, Update(text, BASE))
    prune(data, keep)


def entries(data: Path) -> list[LogEntry]:
    """Return the entries of the log."""
    with open_log(changes_folder(data)) as log:
        return list(log.entries()) if log else []


def members(data: Path) -> list[Member]:
    """Return all members of the log."""
    with open_log(changes_folder(data)) as log:
        return list(log.members(0, 10**9)) if log else []


def replayed(data: Path) -> bytes:
    """Return the union that a client makes of the members, as sorted N-Triples; blank nodes as they are labelled."""
    latest = {member.object: member for member in members(data)}
    return b"".join(sorted(set(b"".join(item.payload for item in latest.values()).splitlines(keepends=True))))


def union(data: Path) -> bytes:
    """Return the union of the graphs in use, as sorted N-Triples."""
    triples = {quad.triple for quad in load_store(published(data))}
    return b"".join(sorted(ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES) or b"" for triple in triples))


def patched(data: Path) -> bytes:
    """Return what comes of applying all differences one after the other, as N-Quads."""
    quads: set[bytes] = set()
    with open_log(changes_folder(data)) as log:
        assert log is not None
        for entry in log.entries():
            sign: Sign
            for sign in ("-", "+"):
                number = 0
                while part := log.difference(entry.number, sign, number):
                    number, lines = part
                    found = set(lines.splitlines(keepends=True))
                    assert found <= quads if sign == "-" else not found & quads
                    quads = quads - found if sign == "-" else quads | found
    return b"".join(sorted(quads))
