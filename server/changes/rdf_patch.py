"""What a version changed, as RDF Patch: the quads that it removed (`D`), then those that it added (`A`).

In: an entry of the log of changes. Out: a stream of lines.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from ruhrgraph.graph.changes.database import LogEntry, Sign
from ruhrgraph.graph.changes.log_file import changes_folder, open_log
from ruhrgraph.ontology.errors import DamagedLogError


async def rdf_patch(data: Path, entry: LogEntry) -> AsyncIterator[bytes]:
    """Yield the patch from the version before to that of an entry, part by part.

    The log is open only while a part is read, so that a slow client does not keep others from writing to it.

    Args:
        data: The data folder.
        entry: An entry of its log.

    """
    yield f"H id <urn:sha256:{entry.digest}> .\n".encode()
    if entry.previous:
        yield f"H prev <urn:sha256:{entry.previous}> .\n".encode()
    yield b"TX .\n"
    sign: Sign
    for sign, letter in (("-", b"D "), ("+", b"A ")):
        number = 0
        while part := await asyncio.to_thread(_part, data, entry, sign, number):
            number, quads = part
            yield b"".join(letter + line for line in quads.splitlines(keepends=True))
    yield b"TC .\n"


def _part(data: Path, entry: LogEntry, sign: Sign, after: int) -> tuple[int, bytes] | None:
    """Return the next part of a difference and its number; None at the end.

    Raises:
        DataFolderError: The log cannot be read, or has been made up anew meanwhile.

    """
    with open_log(changes_folder(data)) as log:
        if log is None or next(log.entries("WHERE number = ?", entry.number), None) != entry:
            raise DamagedLogError("the log of changes has been made up anew; ask again")
        return log.difference(entry.number, sign, after)
