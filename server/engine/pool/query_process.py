"""A query process: takes one connection at a time from the socket of its version, and answers the query on it.

In: an open store, and a listening socket that all query processes of a version accept from. Out: frames on each
connection. A query that needs too much memory, or crashes the engine, ends this process and nothing else: standard
error leads to the connection, so whoever asked reads there what the engine said last, and sees the connection close.
"""

import os
import resource
import signal
import socket
import time
import traceback
from collections.abc import Callable
from contextlib import nullcontext, suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, NoReturn, cast

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, RESULT_FORMATS
from ruhrgraph.ontology.errors import QueryMemoryError, RuhrgraphError
from ruhrgraph.server.engine.evaluation import evaluate, write_graph, write_results
from ruhrgraph.server.engine.limits import HINT
from ruhrgraph.server.engine.pool.activity import Activity
from ruhrgraph.server.engine.pool.output import Output
from ruhrgraph.server.engine.pool.store import Opened
from ruhrgraph.server.engine.pool.wire import (
    QUERY,
    Asked,
    End,
    Frames,
    Head,
    pack_error,
    unpack_asked,
)
from ruhrgraph.server.engine.process_limits import MIB, end_with_parent, limit_descriptors, limit_memory
from ruhrgraph.server.engine.request import SparqlRequest
from ruhrgraph.server.http.negotiation import Chosen, choose

_MOST_AT_ONCE = 16 * 1024  # for much more the allocator asks the system, which takes longer than the rest
_GROWTH = 32 * MIB
_GROWTH_SHARE = 8
"""A process that has grown by more bytes, or by a larger share of what a query may take, ends after its answer, so that
the next query finds all that it may take."""
_QUICK = 0.001
"""Seconds in which a process cannot grow by much: the system takes longer to give it that."""
_STATM = Path("/proc/self/statm")
_OOM_SCORE = Path("/proc/self/oom_score_adj")
_RANDOM_BYTES, _BYTES_OF_A_BLANK_NODE = 64 * 1024, 16
_NULL, _STANDARD_ERROR = 0, 2
LOW_PRIORITY = 15
"""That of a process whose query takes long."""


_LISTENER, _ERRORS = 3, 4
"""Descriptors: where connections come in, and where standard error of the server leads, as that of this process leads
to its client."""
_MOST_DESCRIPTORS = 1024
NOT_OPENED = 3
"""The exit code of a process that cannot open its version."""


def run(
    listener: int, opening: Callable[[], Opened], memory: int, activity: Activity, row: int, parent: int
) -> NoReturn:
    """Answer queries, in a process that was just forked; end it then.

    Args:
        listener: The descriptor of the listening socket.
        opening: Returns the store to ask.
        memory: As `serve` has it, and the two after it.
        activity: The same.
        row: The same.
        parent: The number of the process that forked this one.

    """
    code = NOT_OPENED
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        end_with_parent(parent)
        nothing = os.open(os.devnull, os.O_RDWR)
        for source, descriptor in ((nothing, 0), (nothing, 1), (listener, _LISTENER), (_STANDARD_ERROR, _ERRORS)):
            os.dup2(source, descriptor)
        os.closerange(_ERRORS + 1, _MOST_DESCRIPTORS)
        opened = opening()
        code = 1
        os.dup2(_NULL, _STANDARD_ERROR)
        serve(socket.socket(fileno=_LISTENER), opened, memory, activity, row)
        code = 0
    except BaseException:  # noqa: BLE001 - the outermost edge of a process
        os.dup2(_ERRORS, _STANDARD_ERROR)
        traceback.print_exc()
    finally:
        os._exit(code)


def serve(listener: socket.socket, opened: Opened, memory: int, activity: Activity, row: int) -> None:
    """Answer queries until the listening socket is shut down, or this process is no longer as good as a new one.

    Args:
        listener: Where connections come in; standard input has to be the null device.
        opened: The store to ask.
        memory: How many MiB a query may take, on top of what this process has from the start.
        activity: Where this process notes that it is at work.
        row: Its row there.

    """
    _reseed()
    if _OOM_SCORE.exists():
        _OOM_SCORE.write_text("500")  # where the whole machine runs short of memory, better this than the server
    size = _Size(memory)
    limit_memory(memory)
    limit_descriptors(more=1 + opened.files)
    stays = True
    while stays:
        try:
            connection, _ = listener.accept()
        except OSError:
            return  # shut down: another version is in use, and nobody waits for this one any more
        with connection, suppress(BrokenPipeError, ConnectionResetError):
            _handle(connection, opened, memory, activity, row)
        # One that was slowed down cannot be made quick again.
        is_quick = activity.seconds(row) < _QUICK
        stays = is_quick or not (size.grown() or os.getpriority(os.PRIO_PROCESS, 0) >= LOW_PRIORITY)
        activity.end(row)


def _reseed() -> None:
    """Make the engine take new random numbers from the system, as it does after a number of bytes.

    Its generator was copied when this process was forked: without this, UUID() would be the same in all of them.
    """
    for _ in range(_RANDOM_BYTES // _BYTES_OF_A_BLANK_NODE):
        ox.BlankNode()


class _Size:
    """How much memory this process has; where the system does not say, it never grows."""

    def __init__(self, memory: int) -> None:
        self._most = min(_GROWTH, memory * MIB // _GROWTH_SHARE)
        self._file = os.open(_STATM, os.O_RDONLY) if _STATM.exists() else None
        self._first = self._now()

    def grown(self) -> bool:
        """Return whether this process has grown so much that a fresh one is better."""
        return self._now() - self._first > self._most

    def _now(self) -> int:
        if self._file is None:
            return 0
        return int(os.pread(self._file, 32, 0).split()[0]) * resource.getpagesize()


def _handle(connection: socket.socket, opened: Opened, memory: int, activity: Activity, row: int) -> None:
    """Answer the query on a connection, and wait until the server closes it.

    So whoever ends this process to end a query hits no other one: it takes the next when this one is done with.
    """
    received = _receive(connection)
    if received is None:
        return
    number, asked, until = received
    activity.begin(row, number)
    if _is_closed(connection):
        return  # whoever waited has gone; who goes from now on ends this process
    os.dup2(connection.fileno(), _STANDARD_ERROR)
    try:
        _answer(connection, opened, asked, until, memory)
    finally:
        os.dup2(_NULL, _STANDARD_ERROR)
    connection.recv(1)


def _receive(connection: socket.socket) -> tuple[int, Asked, float] | None:
    """Return the query that comes in, its number and when its time is over; None where the connection ends first."""
    frames = Frames()
    while data := connection.recv(_MOST_AT_ONCE):
        for kind, payload in frames.feed(data):
            if kind == QUERY:
                return unpack_asked(payload)
    return None


def _is_closed(connection: socket.socket) -> bool:
    """Return whether the other side has closed a connection."""
    try:
        return not connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False


def _answer(connection: socket.socket, opened: Opened, asked: Asked, until: float, memory: int) -> None:
    """Answer one query, with an error if need be."""
    begun = time.perf_counter()
    output = Output(connection, asked.max_bytes)
    try:
        rows = _evaluate(opened, asked, until, output)
    except RuhrgraphError as error:
        connection.sendall(pack_error(error))
    except MemoryError:
        message = f"the query needs more than the {memory} MiB of memory that it may take; {HINT}"
        connection.sendall(pack_error(QueryMemoryError(message)))
    else:
        output.end(End(rows, time.perf_counter() - begun))


@lru_cache(maxsize=256)
def _choose(accept: str | None, asked: str | None, *, graph: bool) -> Chosen:
    """Return the form of an answer; the formats are no arguments, as hashing them takes longer than the rest."""
    return choose(accept, RDF_FORMATS if graph else RESULT_FORMATS, asked)


def _evaluate(opened: Opened, asked: Asked, until: float, output: Output) -> int | None:
    """Write the answer of a query to an output; return how many rows or triples it has, if that is known.

    Raises:
        RuhrgraphError: As from `evaluation.evaluate`.
        ResultTooLargeError: The answer is longer than it may be.
        EngineError: Another engine was asked, and failed.

    """
    request = SparqlRequest(
        asked.query, asked.default_graphs, asked.named_graphs, asked.format, prologue=asked.prologue
    )
    written = cast("IO[bytes]", output)
    way = opened.remote.within(until, output.tell_retry) if opened.remote else nullcontext(opened.store)
    with way as store, evaluate(store, request, asked.service_allow, base=asked.base) as result:
        if not isinstance(result, ox.QuerySolutions | ox.QueryBoolean):
            chosen = _choose(asked.accept, asked.format, graph=True)
            output.begin(Head(chosen.content_type, "graph"))
            statements = list(dict.fromkeys(result))
            write_graph(statements, chosen.format.name, asked.base, asked.query, written)
            return len(statements)
        chosen = _choose(asked.accept, asked.format, graph=False)
        kind = "boolean" if isinstance(result, ox.QueryBoolean) else "solutions"
        output.begin(Head(chosen.content_type, kind), chosen.format.name)
        write_results(result, chosen.format.name, written)
        return output.rows() if kind == "solutions" else None
