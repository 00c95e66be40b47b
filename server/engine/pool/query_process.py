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
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, RESULT_FORMATS
from ruhrgraph.ontology.errors import BadRequestError, QueryMemoryError, ResultTooLargeError, RuhrgraphError
from ruhrgraph.server.engine.evaluation import declared, execute, failures, write_graph, write_results
from ruhrgraph.server.engine.limits import HINT, MIB
from ruhrgraph.server.engine.pool.store import Opened, facts
from ruhrgraph.server.engine.pool.wire import (
    DATA,
    FACTS,
    READY,
    Asked,
    End,
    Frames,
    Head,
    frame,
    pack_end,
    pack_error,
    pack_facts,
    pack_head,
    unpack_asked,
)
from ruhrgraph.server.engine.request import SparqlRequest
from ruhrgraph.server.http.errors import RemoteEndpointError
from ruhrgraph.server.http.negotiation import Chosen, choose

_CHUNK = 64 * 1024
_RECEIVE = 16 * 1024  # for much more the allocator goes to the system, which takes longer than the rest
_GROWTH = 32 * MIB
_GROWTH_SHARE = 8
"""How much a process may have grown after an answer: so much, and no larger share of what a query may take. Beyond it
goes, so that the next query finds all that it may take."""
_ROW_MARKS: Mapping[str, tuple[bytes, int]] = {
    "json": (b'}},{"', 1),
    "xml": (b"</result>", 0),
    "csv": (b"\n", -1),
    "tsv": (b"\n", -1),
}
"""What stands between or after rows, and what to add to its number; good enough for logs, cheap enough for all."""
_NO_ROWS = b"[]}}"
_MEMORY = Path("/proc/self/statm")
_OOM_SCORE = Path("/proc/self/oom_score_adj")

_RANDOM_BYTES, _BYTES_OF_A_BLANK_NODE = 64 * 1024, 16
_QUICK = 0.001
"""Seconds in which a process cannot have grown by much: the system needs longer to give it that."""


def serve(channel: socket.socket, opened: Opened, memory: int) -> None:
    """Answer queries until the socket ends.

    Args:
        channel: The socket to the server.
        opened: The store to ask.
        memory: How many MiB a query may take, on top of what this process has from the start.

    """
    _stir()
    size = _Size(memory)
    _limit(size, memory)
    frames = Frames()
    try:
        channel.sendall(frame(READY, b"%d" % os.getpid()))
        while data := channel.recv(_RECEIVE):
            for kind, payload in frames.feed(data):
                if kind == FACTS:
                    channel.sendall(pack_facts(facts(opened)) + pack_end(End(None, 0.0, leaving=size.grown())))
                elif not _answer(channel, opened, unpack_asked(payload), size, memory):
                    return
    except (BrokenPipeError, ConnectionResetError):
        return  # the server is gone, or does not want the answer any more


def _stir() -> None:
    """Let the engine take new chance from the system, as it does after so many bytes of random numbers.

    Its generator was copied when this process was forked: without this, UUID() would be the same in all of them.
    """
    for _ in range(_RANDOM_BYTES // _BYTES_OF_A_BLANK_NODE):
        ox.BlankNode()


class _Size:
    """Tells how much memory this process has; where the system does not say, nothing."""

    def __init__(self, memory: int) -> None:
        self._growth = min(_GROWTH, memory * MIB // _GROWTH_SHARE)
        self._file = os.open(_MEMORY, os.O_RDONLY) if _MEMORY.exists() else None
        self.first = self.now()

    def now(self) -> int:
        """Return the size of the address space in bytes, or 0."""
        if self._file is None:
            return 0
        return int(os.pread(self._file, 32, 0).split()[0]) * resource.getpagesize()

    def grown(self) -> bool:
        """Tell whether this process has grown so much that a fresh one is better."""
        return self.now() - self.first > self._growth


def _limit(size: _Size, memory: int) -> None:
    """Limit the memory of this process; beyond the limit the engine aborts it. No dump of it is written."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _OOM_SCORE.exists():
        _OOM_SCORE.write_text("500")  # where the whole machine runs short, better this than the server
    if size.first:
        most = size.first + memory * MIB
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


class _Output:
    """A file to write one answer to: collects it, and sends it in frames once it is long."""

    def __init__(self, channel: socket.socket, max_bytes: int) -> None:
        self.head: Head | None = None
        self.mark = b""
        self._channel = channel
        self._left = max_bytes
        self._max_bytes = max_bytes
        self._held = bytearray()
        self._tail = b""
        self._marks = 0
        self._begun = False

    def write(self, data: bytes) -> int:
        """Take a part of the answer.

        Raises:
            ResultTooLargeError: The answer is longer than it may be.

        """
        self._left -= len(data)
        if self._left < 0:
            message = (
                f"the answer is longer than the {self._max_bytes:,} bytes that it may have; ask for less, or LIMIT it"
            )
            raise ResultTooLargeError(message)
        self._held += data
        if len(self._held) >= _CHUNK:
            self._channel.sendall(self._frames())
        return len(data)

    def flush(self) -> None:
        """Do nothing; a short answer goes as a whole, with its end."""

    def end(self, end: End) -> None:
        """Send what is left of the answer, and its end."""
        self._channel.sendall(self._frames() + pack_end(end))

    def marks(self) -> int:
        """Return how often the mark was written; call it once, when all is written."""
        return self._marks + (self._tail + self._held).count(self.mark)

    def ends_with(self, text: bytes) -> bool:
        """Tell whether what was written last is this text."""
        return (self._tail + self._held[-len(text) :]).endswith(text)

    def _frames(self) -> bytes:
        """Return what is held as frames, with the head if it is the first of them."""
        data, self._held = self._held, bytearray()
        if self.mark:
            seen = self._tail + data
            self._marks += seen.count(self.mark)
            self._tail = bytes(seen[len(seen) - len(self.mark) + 1 :])
        head = b"" if self._begun or self.head is None else pack_head(self.head)
        self._begun = True
        # One long text comes at once; in one frame, it would be put together anew with each part that arrives.
        return head + b"".join(frame(DATA, data[at : at + _CHUNK]) for at in range(0, len(data), _CHUNK))


def _answer(channel: socket.socket, opened: Opened, asked: Asked, size: _Size, memory: int) -> bool:
    """Answer one query; return whether this process stays for the next one."""
    begun = time.perf_counter()
    output = _Output(channel, asked.max_bytes)
    try:
        rows = _evaluate(opened, asked, output)
    except RuhrgraphError as error:
        leaving = size.grown()
        channel.sendall(pack_error(_blamed(error, asked), leaving=leaving))
    except MemoryError:
        message = f"the query needs more than the {memory} MiB of memory that it may take; {HINT}"
        channel.sendall(pack_error(QueryMemoryError(message), leaving=True))
        return False
    else:
        seconds = time.perf_counter() - begun
        leaving = seconds > _QUICK and size.grown()
        output.end(End(rows, seconds, leaving))
    return not leaving


def _blamed(error: RuhrgraphError, asked: Asked) -> RuhrgraphError:
    """Return an error as that of another endpoint, where the query called one and could be read."""
    if type(error) is BadRequestError and asked.service_allow and "SERVICE" in asked.query.upper():
        return RemoteEndpointError(f"an endpoint that the query calls gives no answer: {error}")
    return error


@lru_cache(maxsize=256)
def _choose(accept: str | None, asked: str | None, *, graph: bool) -> Chosen:
    """Return the form of an answer; the formats are no arguments, as hashing them takes longer than the rest."""
    return choose(accept, RDF_FORMATS if graph else RESULT_FORMATS, asked)


def _evaluate(opened: Opened, asked: Asked, output: _Output) -> int | None:
    """Write the answer of a query to an output; return how many rows or triples it has, if that is known.

    Raises:
        RuhrgraphError: As from `evaluation.evaluate`.
        ResultTooLargeError: The answer is longer than it may be.

    """
    request = SparqlRequest(asked.query, asked.default_graphs, asked.named_graphs, asked.format)
    result, inspection = execute(opened.store, request, asked.service_allow, union=opened.union, base=asked.base)
    written = cast("IO[bytes]", output)
    if isinstance(result, ox.QueryTriples):
        chosen = _choose(asked.accept, asked.format, graph=True)
        output.head = Head(chosen.content_type, "graph")
        with failures():
            statements = list(dict.fromkeys(result))
        prefixes = declared(inspection, chosen.format.name)
        write_graph(statements, chosen.format.name, asked.base, prefixes, written)
        return len(statements)
    chosen = _choose(asked.accept, asked.format, graph=False)
    if isinstance(result, ox.QueryBoolean):
        output.head = Head(chosen.content_type, "boolean")
        write_results(result, chosen.format.name, written)
        return None
    output.head = Head(chosen.content_type, "solutions")
    output.mark, more = _ROW_MARKS[chosen.format.name]
    write_results(result, chosen.format.name, written)
    return output.marks() + more if not output.ends_with(_NO_ROWS) else 0
