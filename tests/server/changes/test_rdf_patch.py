"""The difference of a version as RDF Patch."""

import asyncio
from pathlib import Path

from ruhrgraph.graph.changes.database import LogEntry
from ruhrgraph.graph.changes.log_file import changes_folder, open_log
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.server.changes.rdf_patch import rdf_patch


def _entries(data: Path) -> tuple[LogEntry, ...]:
    """Record all changes of a data folder, and return their entries."""
    record_changes(data)
    with open_log(changes_folder(data)) as log:
        assert log is not None
        return tuple(log.entries())


def _patch(data: Path, entry: LogEntry) -> list[str]:
    """Return the lines of the patch of an entry."""

    async def read() -> bytes:
        return b"".join([part async for part in rdf_patch(data, entry)])

    return asyncio.run(read()).decode().splitlines()


def test_removed_quads_come_before_added_ones(tmp_path: Path) -> None:
    """A patch names the version and the one before it, then removes, then adds, each quad with its graph."""
    publish(tmp_path, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", b"{}")
    update = "DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } } ; INSERT DATA { <urn:x> <urn:y> <urn:z> }"
    write(tmp_path, Update(update, "urn:"))
    first, second = _entries(tmp_path)
    assert _patch(tmp_path, second) == [
        f"H id <urn:sha256:{second.digest}> .",
        f"H prev <urn:sha256:{first.digest}> .",
        "TX .",
        "D <urn:a> <urn:b> <urn:c> <urn:g> .",
        "A <urn:x> <urn:y> <urn:z> .",
        "TC .",
    ]


def test_the_first_version_adds_everything(tmp_path: Path) -> None:
    """The first version has none before it, and all of its quads are added, however many parts they are read in."""
    lines = sorted(f"<urn:s{number}> <urn:p> <urn:o> <urn:g> .\n" for number in range(20_000))
    publish(tmp_path, "".join(lines).encode(), b"{}")
    (entry,) = _entries(tmp_path)
    patch = _patch(tmp_path, entry)
    assert patch[:2] == [f"H id <urn:sha256:{entry.digest}> .", "TX ."]
    assert sorted(patch[2:-1]) == [f"A {line.strip()}" for line in lines]
    assert patch[-1] == "TC ."
