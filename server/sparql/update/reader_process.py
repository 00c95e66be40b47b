"""The reader process: writes one graph as it is stored to standard output, and ends.

For the real default graph, which queries do not see on its own. In: a line of JSON, an `ReadTask`. Out: frames; a head
with the digest of the version, data, and an end; or an error.
"""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from ruhrgraph.graph.versions.integrity import check
from ruhrgraph.graph.versions.repository import Version, current, pin
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.ontology.errors import BadRequestError, GraphNotFoundError, RuhrgraphError, WriteLimitError
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.engine.pool.wire import DATA, END, HEAD, frame, pack_error
from ruhrgraph.server.engine.process_limits import end_with_parent, limit_memory

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Which graph to write, None for the default graph, and the short name of the format to write it in."""

    data: str
    memory: int
    parent: int
    graph: str | None
    format: str
    base: str


def encode_task(task: ReadTask) -> bytes:
    """Return a task as the process reads it from its standard input."""
    return json.dumps(asdict(task)).encode() + b"\n"


def main() -> int:
    """Write one graph."""
    task = ReadTask(**json.loads(sys.stdin.buffer.readline()))
    end_with_parent(task.parent)
    limit_memory(task.memory)
    out = sys.stdout.buffer
    try:
        version = current(Path(task.data))
        statements = _statements(version, task.graph)
        out.write(frame(HEAD, json.dumps(version.digest if version else None).encode()))
        write_graph(statements, task.format, task.base, output=cast("IO[bytes]", _FrameWriter(out)))
        out.write(frame(END))
    except RuhrgraphError as error:
        out.write(pack_error(error))
    except MemoryError:
        message = f"the graph takes more than the {task.memory} MiB of memory that an answer may"
        out.write(pack_error(WriteLimitError(message)))
    out.flush()
    return 0


class _FrameWriter:
    """A file that writes what it gets as frames with data."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        """Write a part."""
        self._out.write(frame(DATA, bytes(data)))
        return len(data)

    def flush(self) -> None:
        """Write what is held."""
        self._out.flush()


def _statements(version: Version | None, name: str | None) -> list[ox.Triple]:
    """Return the statements of a graph.

    Raises:
        GraphNotFoundError: There is no such graph.
        BadRequestError: Its name is no IRI.

    """
    try:
        graph = ox.DefaultGraph() if name is None else ox.NamedNode(name)
    except ValueError:
        raise BadRequestError(f"“{name}” is no absolute IRI of a graph") from None
    if version is None:
        store = ox.Store()
        found: list[ox.Triple] = []
    else:
        with pin(version):
            check(version, quick=version.store.is_dir())
            store = ox.Store.read_only(str(version.store)) if version.store.is_dir() else load_store(version)
            found = [quad.triple for quad in store.quads_for_pattern(None, None, None, graph)]
    if not found and isinstance(graph, ox.NamedNode) and not store.contains_named_graph(graph):
        raise GraphNotFoundError(f"there is no graph {graph}")
    return found


if __name__ == "__main__":
    sys.exit(main())
