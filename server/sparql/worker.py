"""A query process: takes one query at a time from its socket, answers it there, and ends when the socket does.

In: an open store and a socket; frames with queries. Out: frames with answers or errors. A query that needs more memory
than it may, or crashes the engine, takes this process with it and nothing else; whoever asked sees the socket close.
"""

import os
import resource
import socket
import time
from collections.abc import Mapping
from functools import lru_cache
from io import RawIOBase
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from ruhrgraph.ontology.errors import QueryMemoryError, ResultTooLargeError, RuhrgraphError
from ruhrgraph.server.negotiation import RDF_FORMATS, RESULT_FORMATS, choose
from ruhrgraph.server.sparql.evaluation import execute, failures, write_graph, write_results
from ruhrgraph.server.sparql.frames import (
    DATA,
    READY,
    Asked,
    End,
    Frames,
    Head,
    frame,
    pack_end,
    pack_error,
    pack_head,
    unpack_asked,
)
from ruhrgraph.server.sparql.opening import Opened
from ruhrgraph.server.sparql.protocol import SparqlRequest

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MIB = 1024 * 1024
_CHUNK = 64 * 1024
_RECEIVE = 256 * 1024
_GROWTH = 32 * MIB
"""How much a process may have grown after an answer; beyond it goes, as memory does not come back from the allocator."""
_ROWS: Mapping[str, tuple[bytes, int]] = {"json": (b'"}},{"', 1), "xml": (b"</result>", 0), "csv": (b"\n", -1), "tsv": (b"\n", -1)}
_MEMORY = Path("/proc/self/statm")

_choose = lru_cache(maxsize=256)(choose)


def serve(channel: socket.socket, opened: Opened, memory: int) -> None:
    """Answer queries until the socket ends.

    Args:
        channel: The socket to the server.
        opened: The store to ask.
        memory: How many MiB a query may take, on top of what this process has from the start.

    """
    size = _Size()
    _limit(size, memory)
    frames = Frames()
    try:
        channel.sendall(frame(READY, b"%d" % os.getpid()))
        while data := channel.recv(_RECEIVE):
            for _, payload in frames.feed(data):
                if not _answer(channel, opened, unpack_asked(payload), size, memory):
                    return
    except (BrokenPipeError, ConnectionResetError):
        return  # the server is gone, or does not want the answer any more


class _Size:
    """Tells how much memory this process has; where the system does not say, nothing."""

    def __init__(self) -> None:
        self._file = os.open(_MEMORY, os.O_RDONLY) if _MEMORY.exists() else None
        self.first = self.now()

    def now(self) -> int:
        """Return the size of the address space in bytes, or 0."""
        if self._file is None:
            return 0
        return int(os.pread(self._file, 32, 0).split()[0]) * resource.getpagesize()

    def grown(self) -> bool:
        """Tell whether this process has grown so much that a fresh one is better."""
        return self.now() - self.first > _GROWTH


def _limit(size: _Size, memory: int) -> None:
    """Limit the memory of this process; beyond the limit the engine aborts it. No dump of it is written."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if size.first:
        most = size.first + memory * MIB
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _answer(channel: socket.socket, opened: Opened, asked: Asked, size: _Size, memory: int) -> bool:
    """Answer one query; return whether this process stays for the next one."""
    begun = time.perf_counter()
    output = _Output(channel, asked.max_bytes)
    try:
        rows = _evaluate(opened, asked, output)
    except RuhrgraphError as error:
        leaving = size.grown()
        channel.sendall(pack_error(error, leaving=leaving))
    except MemoryError:
        message = f"the query needs more than the {memory} MiB of memory that it may take; {HINT}"
        channel.sendall(pack_error(QueryMemoryError(message), leaving=True))
        return False
    else:
        leaving = size.grown()
        output.end(End(rows, round(time.perf_counter() - begun, 6), leaving))
    return not leaving


HINT = "ask for less at once, with more selective patterns, without sorting or grouping all of it, or with a LIMIT"
"""What to do about a query that takes too much."""


def _evaluate(opened: Opened, asked: Asked, output: "_Output") -> int | None:
    """Write the answer of a query to an output; return how many rows or triples it has, if that is known.

    Raises:
        RuhrgraphError: As from `evaluation.evaluate`.
        ResultTooLargeError: The answer is longer than it may be.

    """
    request = SparqlRequest(asked.query, asked.default_graphs, asked.named_graphs, asked.format)
    result, prefixes = execute(opened.store, request, asked.service_allow, union=opened.union)
    written = cast("IO[bytes]", output)
    if isinstance(result, ox.QueryTriples):
        chosen = _choose(asked.accept, RDF_FORMATS, asked.format)
        output.head = Head(chosen.content_type, "graph")
        with failures():
            statements = list(dict.fromkeys(result))
        write_graph(statements, chosen.format.name, asked.base, prefixes, written)
        return len(statements)
    chosen = _choose(asked.accept, RESULT_FORMATS, asked.format)
    if isinstance(result, ox.QueryBoolean):
        output.head = Head(chosen.content_type, "boolean")
        write_results(result, chosen.format.name, written)
        return None
    output.head = Head(chosen.content_type, "solutions")
    output.mark = _ROWS[chosen.format.name][0]
    write_results(result, chosen.format.name, written)
    return output.rows(_ROWS[chosen.format.name][1])
