"""The dumps of a version, made by a process of their own where they are missing, so that no HTTP worker stands still.

In: a version. Out: the list of its dumps. Two requests at once, in one worker or in several, make them once.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections import OrderedDict
from time import monotonic

from ruhrgraph.graph.dumps.dumps import Manifest, manifest
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.ontology.errors import DataFolderError, OverloadedError

WAIT_SECONDS = 20.0
"""How long a request waits for dumps that are being made; they go on being made afterwards."""

_AGAIN_AFTER = 30.0
_MOST_KNOWN = 32

_known: OrderedDict[str, Manifest] = OrderedDict()
_making: dict[str, asyncio.Task[Manifest]] = {}
_failed: dict[str, tuple[float, str]] = {}


async def dumps_of(version: Version, base: str) -> Manifest:
    """Return the list of a version's dumps; make them first where they are missing.

    Args:
        version: The version.
        base: The base IRI of the graph.

    Raises:
        OverloadedError: They are still being made; ask again.
        DataFolderError: They cannot be made.

    """
    if (known := _known.get(version.digest)) is not None:
        return known
    if (made := manifest(version)) is not None:
        return _remember(made)
    when, reason = _failed.get(version.digest, (0.0, ""))
    if reason and monotonic() - when < _AGAIN_AFTER:
        raise DataFolderError(reason)
    task = _making.get(version.digest)
    if task is None:
        task = _making[version.digest] = asyncio.create_task(_make(version, base))
        task.add_done_callback(lambda _: _making.pop(version.digest, None))
    try:
        return await asyncio.wait_for(asyncio.shield(task), WAIT_SECONDS)
    except TimeoutError:
        raise OverloadedError("the dumps of this version are still being made; ask again in a moment") from None


def forget(version: Version) -> None:
    """Forget that a version's dumps were there."""
    _known.pop(version.digest, None)


def _remember(made: Manifest) -> Manifest:
    """Keep the list of a version's dumps; the one known longest goes first."""
    _known[made.digest] = made
    while len(_known) > _MOST_KNOWN:
        _known.popitem(last=False)
    return made


async def _make(version: Version, base: str) -> Manifest:
    """Let another process make a version's dumps."""
    data = version.folder.parent.parent.absolute()
    command = (sys.executable, "-m", "ruhrgraph.graph.dumps.dumps", str(data), version.digest, base)
    process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE)
    _, errors = await process.communicate()
    made = manifest(version) if process.returncode == 0 else None
    if made is None:
        lines = errors.decode(errors="replace").strip().splitlines()
        reason = lines[-1] if lines else f"the dumps cannot be made (exit code {process.returncode})"
        _failed[version.digest] = (monotonic(), reason)
        raise DataFolderError(reason)
    _failed.pop(version.digest, None)
    return _remember(made)
