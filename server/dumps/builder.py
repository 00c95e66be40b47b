"""Makes the dumps of a version where they are missing, in a process of its own, so that no HTTP worker is blocked.

In: a version. Out: the manifest of its dumps. Several requests at once, in one worker or in several, make them once. A
server that only reads has the writer make them.
"""

import asyncio
from asyncio.subprocess import PIPE
from time import monotonic
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from cachetools import LRUCache

from ruhrgraph.graph.dumps import dumps
from ruhrgraph.graph.dumps.dumps import Manifest, are_right, dumps_folder, read_manifest
from ruhrgraph.graph.versions.integrity import folder_signature
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.ontology.errors import DataFolderError, OverloadedError
from ruhrgraph.server.engine.child_process import start_module

WAIT_SECONDS = 20.0
"""How long a request waits for dumps that are being made; they go on being made afterwards."""

_RETRY_SECONDS = 30.0

_running: dict[str, asyncio.Task[Manifest]] = {}
_failed: dict[str, tuple[float, str]] = {}
_right: LRUCache[str, str] = LRUCache(100)
"""The state of the folders whose files were found to be right, by the digest of the version."""


async def wait_for_dumps(version: Version, base: str, writer: str) -> Manifest:
    """Return the manifest of a version's dumps; where they are missing or damaged, start to make them and wait.

    Args:
        version: The version.
        base: The base IRI of the graph.
        writer: The address of the server that makes them; "" if it is this one.

    Raises:
        OverloadedError: They are still being made.
        DataFolderError: They cannot be made.

    """
    if (made := read_manifest(version)) and await _are_right(version, made):
        return made
    when, reason = _failed.get(version.digest, (0.0, ""))
    if reason and monotonic() - when < _RETRY_SECONDS:
        raise DataFolderError(reason)
    task = _running.get(version.digest)
    if task is None:
        task = _running[version.digest] = asyncio.create_task(_make(version, base, writer))
        task.add_done_callback(lambda _: _running.pop(version.digest, None))
    try:
        return await asyncio.wait_for(asyncio.shield(task), WAIT_SECONDS)
    except TimeoutError:
        raise OverloadedError("the dumps of this version are still being made; ask again in a moment") from None


async def _are_right(version: Version, made: Manifest) -> bool:
    """Return whether the dumps are as they were made; they are read again only when a file has changed."""
    folder = dumps_folder(version)
    state = await asyncio.to_thread(folder_signature, folder)
    if _right.get(version.digest) == state:
        return True
    if not await asyncio.to_thread(are_right, version, made):
        return False
    _right[version.digest] = state
    return True


async def _make(version: Version, base: str, writer: str) -> Manifest:
    """Have a version's dumps made, here or by the writer.

    Raises:
        DataFolderError: That failed.

    """
    reason = await (asyncio.to_thread(_ask_writer, version, writer) if writer else _run(version, base))
    made = None if reason else read_manifest(version)
    if made is None:
        reason = reason or "the dumps of this version are made, but have not come to this server yet"
        _failed[version.digest] = (monotonic(), reason)
        raise DataFolderError(reason)
    _failed.pop(version.digest, None)
    return made


async def _run(version: Version, base: str) -> str:
    """Run the process that makes a version's dumps; return why it failed, "" if it did not."""
    data = version.folder.parent.parent.absolute()
    process = await start_module(dumps.__name__, str(data), version.digest, base, stderr=PIPE)
    _, errors = await process.communicate()
    if not process.returncode:
        return ""
    lines = errors.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"the dumps cannot be made (exit code {process.returncode})"


def _ask_writer(version: Version, writer: str) -> str:
    """Ask the writer for a dump of a version, so that it makes them all; return why it does not, "" if it does."""
    address = f"{writer}versions/{version.digest}.nq.gz"
    try:
        # The address is from the settings. The answer has no body, as nobody here reads it.
        with urlopen(Request(address, method="HEAD"), timeout=WAIT_SECONDS):  # noqa: S310
            return ""
    except HTTPError as error:
        error.close()
        reason = f"status {error.code}"
    except OSError as error:
        reason = str(getattr(error, "reason", "") or error)
    return f"the dumps of this version are missing, and the writer, {writer}, does not make them now ({reason})"
