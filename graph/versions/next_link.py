"""The link that is to replace `current`, and the room that is reserved for it.

In: the data folder. Out: files in it. A link takes an inode and on some file systems a block. So a small file reserves
both, and going back to an earlier version works on a full disk.
"""

from contextlib import suppress
from pathlib import Path

from ruhrgraph.graph.versions.disk_errors import is_no_room
from ruhrgraph.graph.versions.file_sync import flush

NEXT = ".new-current"
_RESERVE = ".reserve"
_CONTENT = b"room to go back to an earlier version on a full disk\n".ljust(16 * 1024, b".")


def make_link(data: Path, digest: str) -> None:
    """Make the link to a version that is to replace `current`, unless it is there; on a full disk it takes the room.

    Raises:
        OSError: The folder cannot be written.

    """
    new, target = data / NEXT, Path("versions") / digest
    if new.is_symlink() and new.readlink() == target:
        return
    new.unlink(missing_ok=True)
    try:
        new.symlink_to(target)
    except OSError as error:
        if not is_no_room(error):
            raise
        (data / _RESERVE).unlink(missing_ok=True)
        new.symlink_to(target)


def reserve_room(data: Path) -> None:
    """Reserve room for the next link, unless that is done or there is none."""
    path = data / _RESERVE
    if path.is_file() and path.stat().st_size == len(_CONTENT):
        return
    with suppress(OSError):  # as long as there is no room, there is none to reserve
        path.write_bytes(_CONTENT)
        flush(path)
