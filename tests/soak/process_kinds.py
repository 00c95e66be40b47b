"""Which kind of process each one of a server is.

In: the number of its first process. Out: the numbers of its processes by kind, as their commands and parents tell it.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.processes import family

WORKER, HOLDER, ZYGOTE, QUERY_PROCESS = "worker", "holder", "zygote", "query process"
WRITER, RECORDER = "writer", "recorder"
KINDS = (WORKER, HOLDER, ZYGOTE, QUERY_PROCESS, WRITER, RECORDER)
_MODULES = {b"sparql.update.writer_process": WRITER, b"graph.changes.recorder": RECORDER}
_HOLDER_MODULE = b"engine.pool.holder"
_FORKED = (HOLDER, ZYGOTE, QUERY_PROCESS)
"""Each is forked from the one before, so they have one command."""


def by_kind(root: int) -> Mapping[str, list[int]]:
    """Return the living processes of a server by kind."""
    commands, parents = {}, {}
    for pid in family(root):
        with suppress(OSError):
            commands[pid] = Path(f"/proc/{pid}/cmdline").read_bytes()
            parents[pid] = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    found: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for pid, command in commands.items():
        if pid != root and (kind := _kind(pid, command, root, parents)):
            found[kind].append(pid)
    return found


def _kind(pid: int, command: bytes, root: int, parents: Mapping[int, int]) -> str | None:
    if kind := next((kind for words, kind in _MODULES.items() if words in command), None):
        return kind
    if _HOLDER_MODULE not in command:
        return WORKER if parents[pid] == root else None
    generation = 0
    while (pid := parents.get(pid, root)) != root:
        generation += 1
    return _FORKED[generation] if generation < len(_FORKED) else None
