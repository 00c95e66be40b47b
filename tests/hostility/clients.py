"""Sends terrible requests in the way that each wants, and judges the answers.

In: a server's port and `Case`s. Out: an `Outcome` for each, with its fault where it was not answered properly. A
connection that is closed is a proper answer to most; a 200 that is not whole or holds an error never is.
"""

import asyncio
import contextlib
import json
import socket
import struct
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.processes import HOST
from tests.benchmarks.wire import JSON, BrokenReplyError, Reply, read_reply
from tests.hostility.case import Case

_LIMIT = 1 << 20
_KEPT = 1 << 22
_LEAVES_AFTER = 0.2
_DRIP = 0.5
_OK = 200
_DONE = 204
_UNAVAILABLE = 503
_SLOW = ("drip", "stall", "endless", "hold", "idle")
_HELD = 8.0
_IDLE = 200
_BLOCK = 1 << 13


@dataclass(frozen=True)
class Limits:
    """Seconds until a request has to be answered, until a slow client has to be let go, and how many at once."""

    answer: float
    slow_client: float
    at_once: int


@dataclass(frozen=True)
class Outcome:
    """What became of a request: its status, or None where the connection was closed, and what was wrong with that."""

    name: str
    status: int | None
    seconds: float
    fault: str | None


async def attack(port: int, cases: Iterable[Case], limits: Limits) -> tuple[Outcome, ...]:
    """Send all cases, so many at once; slow clients, who only hold a connection, are there all the time."""
    gate = asyncio.Semaphore(limits.at_once)

    async def one(case: Case) -> Outcome:
        if case.manner in _SLOW:
            return await _play(port, case, limits.slow_client)
        async with gate:
            return await _play(port, case, limits.answer)

    return tuple(await asyncio.gather(*(one(case) for case in cases)))


async def _play(port: int, case: Case, seconds: float) -> Outcome:
    """Send one request and judge what comes of it."""
    reader, writer = await asyncio.open_connection(HOST, port, limit=_LIMIT)
    start = time.monotonic()
    status, fault = None, None
    try:
        async with asyncio.timeout(seconds):
            reply = await _send(case, reader, writer)
        if reply is not None:
            status, fault = reply.status, _fault(case, reply)
    except (BrokenReplyError, ConnectionError):
        fault = None if case.rows is None else "the connection was closed"
    except TimeoutError:
        fault = f"neither answered nor closed in {seconds:g} s"
    finally:
        writer.transport.abort()
    return Outcome(case.name, status, time.monotonic() - start, fault)


async def _send(case: Case, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Reply | None:
    """Send a request in its manner and return the answer, if the client waits for one.

    Raises:
        BrokenReplyError, ConnectionError: The connection was closed.

    """
    if case.manner in _WAYS:
        return await _WAYS[case.manner](case, reader, writer)
    writer.write(case.request)
    if case.manner == "leave":
        await asyncio.sleep(_LEAVES_AFTER)
        connection = writer.get_extra_info("socket")
        # A reset instead of a proper end, as of a client that has crashed.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return None
    if case.manner == "hold":
        # Nobody reads, so the buffers fill and the server cannot send on.
        writer.transport.pause_reading()  # type: ignore[attr-defined]  # a transport of a socket has it
        await asyncio.sleep(_HELD)
        return None
    if case.manner == "sip":
        await _sip(reader)
        return None
    with contextlib.suppress(ConnectionError):
        # A server may refuse before it has read all; its answer is to be read nevertheless.
        await writer.drain()
    if case.manner == "half-close":
        with contextlib.suppress(OSError):
            writer.write_eof()
    return await read_reply(reader, _KEPT)


async def _drip(case: Case, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Reply:
    """Send a byte now and then until the server has had enough."""
    answer = asyncio.ensure_future(read_reply(reader, _KEPT))
    try:
        for place in range(len(case.request)):
            writer.write(case.request[place : place + 1])
            done, _ = await asyncio.wait({answer}, timeout=_DRIP)
            if done:
                break
        return await answer
    finally:
        answer.cancel()


async def _send_endlessly(case: Case, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Reply:
    """Send a request, and more and more of it, until the server has had enough."""
    sending = asyncio.ensure_future(_send_more(case, writer))
    try:
        return await read_reply(reader, _KEPT)
    finally:
        sending.cancel()
        await asyncio.wait({sending})


async def _send_more(case: Case, writer: asyncio.StreamWriter) -> None:
    writer.write(case.request)
    with contextlib.suppress(ConnectionError):
        while True:
            writer.write(case.more * (_BLOCK // len(case.more)))
            await writer.drain()
            await asyncio.sleep(0)  # the answer gets its turn, too


async def _hold_many(case: Case, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Open many connections that send only the request, and keep them for a while."""
    host, port = writer.get_extra_info("peername")
    opened: list[asyncio.StreamWriter] = []
    try:
        for _number in range(_IDLE):
            opened.append((await asyncio.open_connection(host, port))[1])
            opened[-1].write(case.request)
        await asyncio.sleep(_HELD)
    finally:
        for other in opened:
            other.transport.abort()
        await asyncio.gather(*(other.wait_closed() for other in opened), return_exceptions=True)


async def _sip(reader: asyncio.StreamReader) -> None:
    """Read a little of the answer now and then, and go."""
    for _ in range(5):
        await reader.read(100)
        await asyncio.sleep(_LEAVES_AFTER)


_WAYS: Mapping[str, Callable[[Case, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[Reply | None]]] = {
    "drip": _drip,
    "endless": _send_endlessly,
    "idle": _hold_many,
}


def _fault(case: Case, reply: Reply) -> str | None:
    """Return what is wrong with an answer."""
    shown = reply.body[:120].decode(errors="replace")
    if reply.status not in case.expected:
        return f"answered with {reply.status}: {shown!r}"
    if reply.status == _UNAVAILABLE and "retry-after" not in reply.headers:
        return f"503 without Retry-After: {shown!r}"
    if reply.status != _OK:
        return None if reply.body.strip() or reply.status == _DONE else f"{reply.status} does not say why"
    if reply.headers.get("content-type", "").partition(";")[0] != JSON:
        return None
    return _fault_of_result(case, reply)


def _fault_of_result(case: Case, reply: Reply) -> str | None:
    """Return what is wrong with a result in JSON."""
    if reply.cut:
        return None if reply.body.rstrip().endswith(b"}") else f"a 200 ends with {reply.body[-120:]!r}"
    try:
        found = json.loads(reply.body)
        rows = 1 if "boolean" in found else len(found["results"]["bindings"])
    except (ValueError, KeyError, TypeError):
        return f"a 200 is no result: it ends with {reply.body[-120:]!r}"
    if case.rows is not None and rows != case.rows:
        return f"{rows} rows instead of {case.rows}"
    return None


def faults(outcomes: Sequence[Outcome]) -> list[str]:
    """Return a line for each request that was not answered properly."""
    return [f"{outcome.name}: {outcome.fault}" for outcome in outcomes if outcome.fault]
