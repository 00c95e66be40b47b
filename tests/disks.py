"""Real small disks for tests: a file system in memory, which is filled until nothing more goes onto it."""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from shutil import which

import pytest

_MOUNT, _UMOUNT = which("mount") or "", which("umount") or ""
_BLOCKS = (1 << 20, 4096, 1)


@contextmanager
def small_disk(path: Path) -> Iterator[Path]:
    """Mount a file system of 24 MiB and 400 inodes, and give its folder; the test is skipped where that is denied."""
    with disk(path, "size=24m,nr_inodes=400") as is_mounted:
        if not is_mounted:
            pytest.skip("no file system can be mounted here, which takes the rights of root")
        yield path


@contextmanager
def disk(path: Path, size: str) -> Iterator[bool]:
    """Make a folder, mount a file system of a size there, and tell whether that is allowed here."""
    path.mkdir()
    mount = [_MOUNT, "-t", "tmpfs", "-o", f"{size},mode=755", "small", str(path)]
    is_mounted = bool(_MOUNT and _UMOUNT) and not subprocess.run(mount, capture_output=True, check=False).returncode
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run([_UMOUNT, "--lazy", str(path)], check=True)


@contextmanager
def read_only(folder: Path, place: Path) -> Iterator[Path]:
    """Show a folder at another place, where nothing can be written; the test is skipped where that is denied."""
    place.mkdir()
    steps = ([_MOUNT, "--bind", str(folder), str(place)], [_MOUNT, "-o", "remount,ro,bind", str(place)])
    if not _MOUNT or any(subprocess.run(step, capture_output=True, check=False).returncode for step in steps):
        pytest.skip("no folder can be mounted here, which takes the rights of root")
    try:
        yield place
    finally:
        subprocess.run([_UMOUNT, "--lazy", str(place)], check=True)


def fill_blocks(disk: Path) -> None:
    """Fill a disk to its last byte."""
    with (disk / "filling").open("ab", buffering=0) as file:
        for size in _BLOCKS:
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)


def _fill_inodes(disk: Path) -> None:
    (disk / "filling").mkdir()
    with suppress(OSError):
        for number in count():
            (disk / "filling" / str(number)).touch()


def _remount(disk: Path, how: str = "ro") -> None:
    subprocess.run([_MOUNT, "-o", f"remount,{how}", str(disk)], check=True)


def free(disk: Path) -> None:
    """Make room again."""
    _remount(disk, "rw")
    filling = disk / "filling"
    if filling.is_dir():
        for path in filling.iterdir():
            path.unlink()
        filling.rmdir()
    filling.unlink(missing_ok=True)


FULL: Mapping[str, Callable[[Path], None]] = {"no blocks": fill_blocks, "no inodes": _fill_inodes}
"""How nothing more goes onto a disk because it is full."""
READ_ONLY: Mapping[str, Callable[[Path], None]] = {"read-only": _remount}


def tree(folder: Path) -> dict[str, int]:
    """Return the paths below a folder with their sizes; a link has none."""
    return {
        str(path.relative_to(folder)): path.lstat().st_size
        for path in sorted(folder.rglob("*"))
        if not path.is_dir() and path.name != ".dumps.lock"
    }
