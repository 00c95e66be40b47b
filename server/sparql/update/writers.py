"""Starts the processes that carry out writes and read graphs as they are stored, and returns what they answer.

In: a task and the body of a request. Out: the result of a write, once it is on the disk and in use, or the statements
of a graph.
"""

import asyncio
import json
import os
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from ruhrgraph.graph.versions.write import WriteResult
from ruhrgraph.ontology.errors import DataFolderError, RuhrgraphError, WriteLimitError
from ruhrgraph.server.engine.child_process import start_module
from ruhrgraph.server.engine.pool.wire import END, ERROR, Frames, error_as_json, unpack_error
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.update import reader_process, writer_process
from ruhrgraph.server.sparql.update.writer_process import WriteTask, decode_result, too_much_memory

_WAITING = 32
_READERS = 2
_CHUNK = 256 * 1024


class ProcessSlots:
    """Starts short-lived processes, a number of them at once; some more requests wait, and any beyond are refused."""

    def __init__(self, at_once: int, waiting: int = _WAITING) -> None:
        self._gate = asyncio.Semaphore(at_once)
        self._most = at_once + waiting
        self._count = 0

    @asynccontextmanager
    async def start(self, module: str, request: bytes) -> AsyncIterator[asyncio.subprocess.Process]:
        """Start a process with a request on its standard input, and kill it if it still runs at the end.

        Raises:
            WriteLimitError: Too many are waiting already.

        """
        if self._count >= self._most:
            raise WriteLimitError(f"{self._most} requests of this kind are at work or waiting; try again in a moment")
        self._count += 1
        try:
            async with self._gate:
                process = await start_module(module, stdin=PIPE, stdout=PIPE)
                try:
                    await _give(process, request)
                    yield process
                finally:
                    await _end(process)
        finally:
            self._count -= 1


class Writers:
    """Writes changes and reads stored graphs, for one HTTP worker.

    Args:
        settings: Where, and with what limits.
        prepare: Is awaited with the digest of a new version before that comes into use, so that no query waits for it;
            an error keeps it from coming into use.

    """

    def __init__(self, settings: Settings, prepare: Callable[[str], Awaitable[None]]) -> None:
        self._settings = settings
        self._prepare = prepare
        self._writers = ProcessSlots(1)
        self._readers = ProcessSlots(_READERS)

    async def write(self, task: WriteTask, body: bytes) -> WriteResult:
        """Carry out a task; when this returns, what was written is on the disk and in use.

        Raises:
            RuhrgraphError: It was not carried out, as `ruhrgraph.graph.versions.write.write` tells.
            WriteLimitError: It took too long or too much memory, or too many are waiting.

        """
        settings = self._settings
        seconds = settings.write_timeout
        task = replace(task, engine=settings.engine, engine_base=settings.base, default_graph=settings.default_graph)
        try:
            async with (
                asyncio.timeout(seconds),
                self._writers.start(writer_process.__name__, writer_process.encode_task(task, body)) as process,
            ):
                answer = await self._converse(process)
                await process.wait()
        except TimeoutError:
            raise WriteLimitError(
                f"the write took longer than the {seconds:g} seconds that it may, with its wait for others; "
                "send it in smaller parts"
            ) from None
        if answer is None:
            raise _died(process.returncode, task.memory)
        return answer

    async def _converse(self, process: asyncio.subprocess.Process) -> WriteResult | None:
        """Return what a writer process has written; let the engine get ready for the new version before it is used.

        Raises:
            RuhrgraphError: It has written nothing.

        """
        assert process.stdout is not None  # noqa: S101  # it was asked for
        assert process.stdin is not None  # noqa: S101  # the same
        frames = Frames()
        while data := await process.stdout.read(_CHUNK):
            for kind, payload in frames.feed(data):
                if kind == ERROR:
                    raise unpack_error(payload)
                if kind == END:
                    return decode_result(payload)
                await _write(process.stdin, await self._prepared(payload.decode()))
        return None

    async def _prepared(self, digest: str) -> bytes:
        """Let the engine get ready for a version; return what to tell the writer process."""
        try:
            await self._prepare(digest)
        except RuhrgraphError as error:
            return json.dumps(error_as_json(error)).encode() + b"\n"
        return b"{}\n"

    async def read(self, graph: str | None, format_name: str) -> AsyncIterator[bytes]:
        """Yield the digest of the version in use, as JSON, and then a graph's statements as they are stored.

        Args:
            graph: The graph's IRI; None is the default graph.
            format_name: The short name of the format.

        Raises:
            GraphNotFoundError: There is no such graph.
            RuhrgraphError: It cannot be read to its end; what has been yielded so far is not the whole.

        """
        settings = self._settings
        path, memory = str(settings.data), settings.query_memory
        request = reader_process.encode_task(
            reader_process.ReadTask(path, memory, os.getpid(), graph, format_name, settings.base)
        )
        frames = Frames()
        async with self._readers.start(reader_process.__name__, request) as process:
            assert process.stdout is not None  # noqa: S101  # it was asked for
            end = asyncio.get_running_loop().time() + settings.query_timeout
            while data := await _read(process.stdout, end):
                for kind, payload in frames.feed(data):
                    if kind == ERROR:
                        raise unpack_error(payload)
                    if kind == END:
                        return
                    yield payload
            raise _died(await process.wait(), memory)


async def _read(stream: asyncio.StreamReader, end: float) -> bytes:
    """Return the next bytes, unless the time is over."""
    try:
        async with asyncio.timeout_at(end):
            return await stream.read(_CHUNK)
    except TimeoutError:
        raise WriteLimitError(
            "reading the graph took longer than an answer may; ask for another format, or try later"
        ) from None


async def _give(process: asyncio.subprocess.Process, request: bytes) -> None:
    """Write a request to a process; if it dies meanwhile, that shows when its answer is read."""
    assert process.stdin is not None  # noqa: S101  # it was asked for
    await _write(process.stdin, request)


async def _write(stream: asyncio.StreamWriter, data: bytes) -> None:
    """Write to a process that may have died."""
    if stream.is_closing():  # that is known already; the event loop of the server would not write there
        return
    with suppress(BrokenPipeError, ConnectionResetError):
        stream.write(data)
        await stream.drain()


async def _end(process: asyncio.subprocess.Process) -> None:
    """Kill a process that still runs, and wait for its end."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _died(code: int | None, memory: int) -> RuhrgraphError:
    """Return the error of a process that ended without an answer."""
    if code is not None and code < 0:
        return WriteLimitError(f"{too_much_memory(memory)}, or nest its brackets less")
    return DataFolderError("the process at work on this request ended without an answer; the server's log may tell why")
