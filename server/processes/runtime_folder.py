"""The folder of a running server: the sockets of its pool, and the metrics of its workers."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ruhrgraph.ontology.errors import SettingError

_PREFIX = "ruhrgraph-server-"
_PROCESSES = Path("/proc")


@contextmanager
def runtime_folder() -> Iterator[Path]:
    """Give an empty folder of this process, which nobody else may enter; it is removed afterwards.

    A server that is killed cannot remove its folder, so the next one does.

    Raises:
        SettingError: There is no place for temporary files.

    """
    try:
        _remove_leftovers()
        made = tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-")
    except OSError as error:
        raise SettingError(f"no folder for temporary files can be made ({error}); name one with TMPDIR") from None
    with made as folder:
        yield Path(folder)


def _remove_leftovers() -> None:
    """Remove the folders of servers that do not run any more, where the system tells which do."""
    if not (_PROCESSES / "self").exists():
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdecimal() and not (_PROCESSES / pid).exists():
            shutil.rmtree(folder, ignore_errors=True)
