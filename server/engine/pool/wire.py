"""What a server and its query processes say to each other: frames, and the requests, heads, ends and errors in them.

A frame is one byte for its kind, four for the length (big-endian) and the payload. A query process says that it is
ready (`R`, its process number), is asked (`Q`) and answers with a head (`H`), data (`D`, as often as it takes) and an
end (`E`), or breaks off with an error (`X`). Asked for facts (`F`), it answers with these and an end. All payloads but
data and ends are JSON.
"""

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology import errors as domain
from ruhrgraph.ontology.errors import QuerySyntaxError, RuhrgraphError
from ruhrgraph.server.http import errors as faces

READY, QUERY, FACTS, HEAD, DATA, END, ERROR = b"R", b"Q", b"F", b"H", b"D", b"E", b"X"

_PREFIX = struct.Struct(">cI")
_ERRORS: Mapping[str, type[RuhrgraphError]] = {
    name: kind
    for module in (faces, domain)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, RuhrgraphError)
}
MAX_BYTES = 256 * 1024 * 1024
"""How long an answer may be, where nothing else is said."""


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


_fields = attrgetter(*(field.name for field in fields(Asked)))
_encode = json.JSONEncoder().encode
_END = struct.Struct(">qd?")
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Head:
    """What is known when an answer begins: its content type, and whether it is "solutions", "boolean" or "graph"."""

    content_type: str
    kind: str


@dataclass(frozen=True, slots=True)
class End:
    """What is known when an answer has ended: rows or triples as counted, seconds, and whether its process goes."""

    rows: int | None
    seconds: float
    leaving: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of a version: how many triples it holds and its named graphs."""

    triples: int
    graphs: tuple[str, ...]


class Frames:
    """Cuts a stream of bytes into frames, however it arrives."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Yield kind and payload of each frame that is complete with these bytes; read it to its end."""
        if self._rest:
            data = self._rest + data
        place, size = 0, len(data)
        while size - place >= _PREFIX.size:
            kind, length = _PREFIX.unpack_from(data, place)
            end = place + _PREFIX.size + length
            if end > size:
                break
            yield kind, data[place + _PREFIX.size : end]
            place = end
        self._rest = data[place:] if place < size else b""


def frame(kind: bytes, payload: bytes | bytearray = b"") -> bytes:
    """Return a frame."""
    return b"".join((_PREFIX.pack(kind, len(payload)), payload))


def pack_asked(asked: Asked) -> bytes:
    """Return a request as a frame, its fields in their order."""
    return frame(QUERY, _encode(list(_fields(asked))).encode())


def unpack_asked(payload: bytes) -> Asked:
    """Return the request in a payload."""
    query, default_graphs, named_graphs, accept, form, base, service_allow, max_bytes = json.loads(payload.decode())
    return Asked(query, tuple(default_graphs), tuple(named_graphs), accept, form, base, tuple(service_allow), max_bytes)


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
    return frame(END, _END.pack(_UNKNOWN if end.rows is None else end.rows, end.seconds, end.leaving))


def unpack_end(payload: bytes) -> End:
    """Return the end in a payload."""
    rows, seconds, leaving = _END.unpack(payload)
    return End(None if rows == _UNKNOWN else rows, seconds, leaving)


def pack_facts(facts: Facts) -> bytes:
    """Return facts as a frame."""
    return frame(FACTS, json.dumps([facts.triples, facts.graphs]).encode())


def unpack_facts(payload: bytes) -> Facts:
    """Return the facts in a payload."""
    triples, graphs = json.loads(payload)
    return Facts(triples, tuple(graphs))


def pack_error(error: RuhrgraphError, *, leaving: bool) -> bytes:
    """Return an error as a frame, with its place in the query where it has one, and whether its process goes."""
    told: dict[str, Any] = {"error": type(error).__name__, "message": str(error), "leaving": leaving}
    if isinstance(error, QuerySyntaxError):
        told |= {"line": error.line, "column": error.column}
    return frame(ERROR, json.dumps(told).encode())


def unpack_error(payload: bytes) -> tuple[RuhrgraphError, bool]:
    """Return the error in a payload, of the base of all if its class is unknown, and whether its process goes."""
    told: dict[str, Any] = json.loads(payload)
    kind = _ERRORS.get(told["error"], RuhrgraphError)
    if issubclass(kind, QuerySyntaxError):
        return kind(told["message"], told.get("line"), told.get("column")), told["leaving"]
    return kind(told["message"]), told["leaving"]
