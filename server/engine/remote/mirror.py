"""The marker of another engine, mirrored in the folder of a running server: what is in use there is read from a link.

In: markers and faults, as a process finds them that asks the engine again and again. Out: the same, for all processes
of the server. The link `current` names the publication and the digest, and leads to a file with the marker, as
`current` in a data folder leads to a version.
"""

import hashlib
import json
import shutil
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.pool.wire import error_as_json, error_from_json
from ruhrgraph.server.engine.remote.marker import Marker

_CURRENT = "current"
_FAULT = "fault.json"
_NEW = "new"
_CHARACTERS = 16


def write_marker(folder: Path, marker: Marker) -> None:
    """Write a marker, and let the link lead to it; only the one before is kept beside it."""
    name = hashlib.sha256(marker.publication.encode()).hexdigest()[:_CHARACTERS]
    made = folder / name / marker.digest
    made.parent.mkdir(exist_ok=True)
    made.write_text(json.dumps(asdict(marker)))
    kept = {name, _linked(folder).split("/")[0]}
    new = folder / _NEW
    new.unlink(missing_ok=True)
    new.symlink_to(f"{name}/{marker.digest}")
    new.replace(folder / _CURRENT)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink() and path.name not in kept:
            shutil.rmtree(path)


def mirrored_marker(path: Path) -> Marker:
    """Return the marker in the file that the link leads to, or led to.

    Raises:
        OSError: It is gone.

    """
    content = json.loads(path.read_text())
    return Marker(**{**content, "graphs": tuple(content["graphs"])})


def mirrored_digest(folder: Path) -> str:
    """Return the digest of the version in use in the engine; "" where none is known."""
    return _linked(folder).rpartition("/")[2]


def write_fault(folder: Path, error: RuhrgraphError | None) -> None:
    """Write what is wrong with the engine, None if nothing is."""
    new, fault = folder / f"{_FAULT}.{_NEW}", folder / _FAULT
    if error is None:
        fault.unlink(missing_ok=True)
        return
    new.write_text(json.dumps(error_as_json(error)))
    new.replace(fault)


def mirrored_fault(folder: Path) -> RuhrgraphError | None:
    """Return what is wrong with the engine, None if nothing is known to be."""
    with suppress(FileNotFoundError):
        return error_from_json(json.loads((folder / _FAULT).read_text()))
    return None


def remove_link(folder: Path) -> None:
    """Let the link lead nowhere, as no version is in use any more."""
    (folder / _CURRENT).unlink(missing_ok=True)


def _linked(folder: Path) -> str:
    """Return what the link says, "" if there is none."""
    with suppress(FileNotFoundError):
        return str((folder / _CURRENT).readlink())
    return ""
