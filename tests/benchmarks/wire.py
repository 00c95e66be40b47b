"""HTTP/1.1 by hand: one request, one answer, and an error for every answer that is not whole.

In: a connection. Out: a `Reply`. Ordinary clients hide how an answer ended, and that is what is looked at here.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"
_LIMIT = 1 << 20
_CLOSE = 0.2
"""Seconds that the event loop needs to close what is to be closed."""
_INFORMATIONAL = 200
_WITHOUT_BODY = (204, 304)


class BrokenReplyError(Exception):
    """Raised when a connection ends before an answer does."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer; names of headers are in lower case. Of one that was cut the body is its beginning and its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool = False


class Connection:
    """A kept-alive connection that is opened again when the server has closed it."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> Reply:
        """Send a request and return its answer.

        Raises:
            BrokenReplyError: The connection ended before the answer did.
            OSError: There is no connection to be had.

        """
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._address, limit=_LIMIT)
        reader, writer = self._streams
        try:
            writer.write(request)
            reply = await read_reply(reader)
        except BaseException:
            self.close()
            raise
        if reply.headers.get("connection", "").lower() == "close":
            self.close()
        return reply

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


T = TypeVar("T")


def run_and_close(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine and return its result, as soon as the connections that it closed are closed."""

    async def main() -> T:
        try:
            return await work
        finally:
            await asyncio.sleep(_CLOSE)

    return asyncio.run(main())


def get(path: str, host: str = "localhost", accept: str = JSON) -> bytes:
    """Return the bytes of a GET."""
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: {accept}\r\n\r\n".encode()


def post(path: str, body: bytes, content_type: str, headers: Mapping[str, str] | None = None) -> bytes:
    """Return the bytes of a POST."""
    named = {"Host": "localhost", "Accept": JSON, "Content-Type": content_type, "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in {**named, **(headers or {})}.items())
    return f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


def address(path: str, query: str) -> str:
    """Return the path of a query by GET."""
    return f"{path}?query={quote(query, safe='')}"


async def read_reply(reader: asyncio.StreamReader, kept: int = 1 << 40) -> Reply:
    """Read one answer, and keep about so many bytes of its body.

    Raises:
        BrokenReplyError: The connection ended before it did.

    """
    try:
        status, headers = await _head(reader)
        while status < _INFORMATIONAL:
            status, headers = await _head(reader)
        parts = _Parts(kept)
        if status not in _WITHOUT_BODY:
            await _read_body(reader, headers, parts)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise BrokenReplyError(str(error)) from error
    except (ValueError, IndexError, asyncio.LimitOverrunError) as error:
        raise BrokenReplyError(f"no HTTP: {error}") from error
    return Reply(status, headers, b"".join([*parts.first, *parts.last]), parts.cut)


class _Parts:
    """The parts of a body: the first ones up to a limit, and then only the last two."""

    def __init__(self, kept: int) -> None:
        self._left = kept
        self.first: list[bytes] = []
        self.last: list[bytes] = []
        self.cut = False

    def add(self, part: bytes) -> None:
        """Add a part."""
        if self._left > 0:
            self.first.append(part)
            self._left -= len(part)
            return
        self.last.append(part)
        if len(self.last) > 2:  # one may be the end of a line alone
            self.last.pop(0)
            self.cut = True


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    return int(first.split(" ")[1]), headers


async def _read_body(reader: asyncio.StreamReader, headers: Mapping[str, str], parts: _Parts) -> None:
    if "content-length" in headers:
        left = int(headers["content-length"])
        while left:
            parts.add(await reader.readexactly(min(left, _LIMIT)))
            left -= min(left, _LIMIT)
        return
    if headers.get("transfer-encoding", "").lower() != "chunked":
        while part := await reader.read(_LIMIT):
            parts.add(part)
        return
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        parts.add(await reader.readexactly(size))
        await reader.readexactly(2)
    while await reader.readuntil(b"\r\n") != b"\r\n":
        pass
