"""The ways in which a file or a folder is damaged, for tables of tests."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path


def _cut(path: Path) -> None:
    """Cut a file at the end of a line, or else in the middle."""
    content = path.read_bytes()
    place = content[:-1].rfind(b"\n") + 1
    path.write_bytes(content[: place or len(content) // 2])


def _flip(path: Path) -> None:
    """Flip one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _empty(path: Path) -> None:
    """Make a file empty."""
    path.write_bytes(b"")


def _make_unreadable(path: Path) -> None:
    """Put a folder in the place of a file, which not even root can read as one."""
    path.unlink()
    path.mkdir()


def _exchange(path: Path) -> None:
    """Replace the content of a file by other content of the same size, and set its time back.

    This is what a bit that flips on the disk looks like: only reading the file finds it.
    """
    status = path.stat()
    path.write_bytes(b"\n" * status.st_size)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


DAMAGES: Mapping[str, Callable[[Path], None]] = {
    "cut": _cut,
    "flipped": _flip,
    "emptied": _empty,
    "removed": Path.unlink,
    "unreadable": _make_unreadable,
    "exchanged": _exchange,
}


def remove(path: Path) -> None:
    """Remove a link, a file or a folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _link(target: str) -> Callable[[Path], None]:
    """Return what lets `current` name something else."""

    def damage(data: Path) -> None:
        remove(data / "current")
        (data / "current").symlink_to(target)

    return damage


def _cut_link(data: Path) -> None:
    """Take the last characters off what `current` names."""
    _link(str((data / "current").readlink())[:-5])(data)


def _link_to_a_copy(data: Path) -> None:
    """Let `current` name a folder elsewhere that holds a version."""
    version = data / (data / "current").readlink()
    shutil.copytree(version, data / "elsewhere" / version.name)
    _link(f"elsewhere/{version.name}")(data)


def _folder_in_its_place(data: Path) -> None:
    """Put a copy of the version in the place of the link to it, as a copying tool that follows links does."""
    version = data / (data / "current").readlink()
    remove(data / "current")
    shutil.copytree(version, data / "current")


def _file_in_its_place(data: Path) -> None:
    """Put a file in the place of the link."""
    remove(data / "current")
    (data / "current").write_text("versions")


LINK_DAMAGES: Mapping[str, Callable[[Path], None]] = {
    "removed": lambda data: remove(data / "current"),
    "dangling": _link(f"versions/{'0' * 64}"),
    "cut": _cut_link,
    "the folder of versions": _link("versions"),
    "itself": _link("current"),
    "a folder elsewhere": _link_to_a_copy,
    "a folder": _folder_in_its_place,
    "a file": _file_in_its_place,
}
"""What may happen to `current`."""
