"""What a server and a query process say to each other: frames, and the requests, heads, ends and errors in them.

A frame is one byte for its kind, four for the length (big-endian) and the payload. A query process is asked (`Q`) and
answers with a head (`H`), data (`D`, as often as it takes) and an end (`E`), or breaks off with an error (`X`); it may
tell that it asks another engine once more (`R`). A writer process tells the digest of a version that is ready to come
into use (`P`), and ends in the same ways. The payloads of heads, errors and queries (behind sixteen bytes, for their
number and the end of their time) are JSON. What follows the last frame is none: it is what the engine wrote to standard
error before it ended its process.
"""

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from math import inf
from operator import attrgetter
from typing import Any

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology import errors as domain
from ruhrgraph.ontology.errors import QuerySyntaxError, RuhrgraphError
from ruhrgraph.server.http import errors as faces

QUERY, HEAD, DATA, END, ERROR, PREPARED, RETRIED = b"Q", b"H", b"D", b"E", b"X", b"P", b"R"

_PREFIX = struct.Struct(">cI")
_KINDS = frozenset(QUERY + HEAD + DATA + END + ERROR + PREPARED + RETRIED)
_ERRORS: Mapping[str, type[RuhrgraphError]] = {
    name: kind
    for module in (faces, domain)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, RuhrgraphError)
}
MAX_BYTES = 256 * 1024 * 1024
"""How many bytes an answer may have, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query as it crosses to a query process, with all that its answer depends on but the data."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    accept: str | None = None
    format: str | None = None
    base: str = DEFAULT_BASE
    service_allow: tuple[str, ...] = ()
    max_bytes: int = MAX_BYTES
    prologue: str = ""
    """Lines that are put in front of the query; places in errors are counted without them."""


_fields = attrgetter(*(field.name for field in fields(Asked)))
_encode = json.JSONEncoder().encode
_END = struct.Struct(">qd")
_NUMBER_AND_TIME = struct.Struct(">Qd")
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Head:
    """What is known when an answer begins: its content type, and whether it is "solutions", "boolean" or "graph"."""

    content_type: str
    kind: str


@dataclass(frozen=True, slots=True)
class End:
    """What is known when an answer has ended: its rows or triples (None if not counted), and the seconds it took."""

    rows: int | None
    seconds: float


class Frames:
    """Cuts a stream of bytes into frames, whatever pieces it comes in; `rest` is what is no whole frame yet."""

    def __init__(self) -> None:
        self.rest = b""

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Yield kind and payload of each frame that is complete with these bytes; read it to its end."""
        if self.rest:
            data = self.rest + data
        place, size = 0, len(data)
        while size - place >= _PREFIX.size and data[place] in _KINDS:
            kind, length = _PREFIX.unpack_from(data, place)
            end = place + _PREFIX.size + length
            if end > size:
                break
            yield kind, data[place + _PREFIX.size : end]
            place = end
        self.rest = data[place:] if place < size else b""


def frame(kind: bytes, payload: bytes | bytearray = b"") -> bytes:
    """Return a frame."""
    return b"".join((_PREFIX.pack(kind, len(payload)), payload))


def pack_asked(number: int, asked: Asked, until: float = inf) -> bytes:
    """Return a query as a frame.

    Args:
        number: By which it is known while it is at work.
        asked: The query.
        until: When its time is over (`time.monotonic`, which is the same in all processes).

    """
    return frame(QUERY, _NUMBER_AND_TIME.pack(number, until) + _encode(list(_fields(asked))).encode())


def unpack_asked(payload: bytes) -> tuple[int, Asked, float]:
    """Return the number and the query in a payload, and when its time is over."""
    number, until = _NUMBER_AND_TIME.unpack_from(payload)
    query, default, named, accept, form, base, allow, most, prologue = json.loads(payload[_NUMBER_AND_TIME.size :])
    asked = Asked(query, tuple(default), tuple(named), accept, form, base, tuple(allow), most, prologue)
    return number, asked, until


@lru_cache(maxsize=256)
def pack_head(head: Head) -> bytes:
    """Return a head as a frame."""
    return frame(HEAD, json.dumps([head.content_type, head.kind]).encode())


@lru_cache(maxsize=256)
def unpack_head(payload: bytes) -> Head:
    """Return the head in a payload."""
    return Head(*json.loads(payload))


def pack_end(end: End) -> bytes:
    """Return an end as a frame."""
    return frame(END, _END.pack(_UNKNOWN if end.rows is None else end.rows, end.seconds))


def unpack_end(payload: bytes) -> End:
    """Return the end in a payload."""
    rows, seconds = _END.unpack(payload)
    return End(None if rows == _UNKNOWN else rows, seconds)


def error_as_json(error: RuhrgraphError) -> dict[str, Any]:
    """Return an error as JSON has it, with its place in the query where it has one."""
    told = {"error": type(error).__name__, "message": str(error)}
    if isinstance(error, QuerySyntaxError):
        return {**told, "line": error.line, "column": error.column, "reason": error.reason}
    return told


def error_from_json(content: Mapping[str, Any]) -> RuhrgraphError:
    """Return the error in JSON; one of an unknown class is of the base of all."""
    kind = _ERRORS.get(content["error"], RuhrgraphError)
    if issubclass(kind, QuerySyntaxError):
        return kind(content["message"], content.get("line"), content.get("column"), content.get("reason", ""))
    return kind(content["message"])


def pack_error(error: RuhrgraphError) -> bytes:
    """Return an error as a frame."""
    return frame(ERROR, json.dumps(error_as_json(error)).encode())


def unpack_error(payload: bytes) -> RuhrgraphError:
    """Return the error in a payload."""
    return error_from_json(json.loads(payload))
