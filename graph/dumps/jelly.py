"""Writes Jelly, the compact binary form of RDF (protocol 1.0, https://w3id.org/jelly/dev/specification/serialization).

In: quads. Out: a file of frames: a flat stream of quads.

The bytes of Protocol Buffers are put together here: the library that pyjelly builds on does not promise the same bytes
from one release to the next, and a message for every row takes half as long again. The tests read with pyjelly what
this writes.
"""

from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ruhrgraph.graph.dumps.unsayable import UnsayableError

_FRAME: Final = 64 * 1024
_NAMES, _PREFIXES, _DATATYPES = 4000, 150, 32
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"

# The first byte of a field says its number and its kind: number * 8, and 2 for bytes with their length in front.
_ROW: Final = b"\x0a"
_OPTIONS_ROW, _QUAD_ROW, _NAME_ROW, _PREFIX_ROW, _DATATYPE_ROW = b"\x0a", b"\x1a", b"\x4a", b"\x52", b"\x5a"
_SUBJECT, _PREDICATE, _OBJECT, _GRAPH = b"\x0a", b"\x2a", b"\x4a", b"\x6a"
_FIELDS: Final = (_SUBJECT, _PREDICATE, _OBJECT, _GRAPH)
_BLANK: Final = {_SUBJECT: b"\x12", _OBJECT: b"\x52", _GRAPH: b"\x72"}
_LITERAL, _DEFAULT_GRAPH = b"\x5a", b"\x7a\x00"


def _in_sevens(value: int) -> bytes:
    """Return a number as seven bits a byte, the lowest first; all but the last have the eighth bit set."""
    parts = bytearray()
    while value > _SEVEN_BITS:
        parts.append(value & _SEVEN_BITS | _SEVEN_BITS + 1)
        value >>= 7
    parts.append(value)
    return bytes(parts)


_SEVEN_BITS: Final = 0x7F
_SMALL: Final = tuple(map(_in_sevens, range(8192)))


def _number(value: int) -> bytes:
    """Return a number as Protocol Buffers have it."""
    return _SMALL[value] if value < len(_SMALL) else _in_sevens(value)


def _bytes(field: bytes, value: bytes) -> bytes:
    """Return a field of bytes."""
    return field + _number(len(value)) + value


class _Table:
    """A table of strings that later rows name by number; the one used longest ago makes room for a new one."""

    def __init__(self, size: int, row: bytes) -> None:
        self._size, self._row = size, row
        self._known: OrderedDict[str, int] = OrderedDict()
        self._last = 0

    def number(self, text: str, rows: list[bytes]) -> int:
        """Return the number of a string; a new one adds a row that tells of it."""
        number = self._known.get(text)
        if number is not None:
            self._known.move_to_end(text)
            return number
        full = len(self._known) >= self._size
        number = self._known.popitem(last=False)[1] if full else len(self._known) + 1
        self._known[text] = number
        # 0, which is not written, stands for the number after the one before.
        entry = b"" if number == self._last + 1 else b"\x08" + _number(number)
        self._last = number
        rows.append(_bytes(self._row, entry + _bytes(b"\x12", text.encode())))
        return number


class _Encoder:
    """Turns quads into rows; what is the same as in the quad before is left out."""

    def __init__(self) -> None:
        self._names = _Table(_NAMES, _NAME_ROW)
        self._prefixes = _Table(_PREFIXES, _PREFIX_ROW)
        self._datatypes = _Table(_DATATYPES, _DATATYPE_ROW)
        self._prefix = self._name = 0
        self._before: tuple[object, ...] = (None, None, None, None)

    def rows(self, quad: ox.Quad) -> list[bytes]:
        """Return the rows of a quad."""
        rows: list[bytes] = []
        fields = b""
        terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        for field, term, before in zip(_FIELDS, terms, self._before, strict=True):
            if term != before:
                fields += self._term(field, term, rows)
        self._before = terms
        rows.append(_bytes(_QUAD_ROW, fields))
        return rows

    def _term(self, field: bytes, term: object, rows: list[bytes]) -> bytes:
        """Return a term as a field of a quad."""
        if isinstance(term, ox.NamedNode):
            return _bytes(field, self._iri(term.value, rows))
        if isinstance(term, ox.Literal) and term.direction is None:
            return _bytes(_LITERAL, self._literal(term, rows))
        if isinstance(term, ox.BlankNode):
            return _bytes(_BLANK[field], term.value.encode())
        if isinstance(term, ox.DefaultGraph):
            return _DEFAULT_GRAPH
        raise UnsayableError("Jelly 1 has no triple terms and no base directions")

    def _iri(self, iri: str, rows: list[bytes]) -> bytes:
        """Return an IRI: the numbers of its two parts, left out where the reader can tell."""
        cut = (iri.rfind("#") + 1) or (iri.rfind("/") + 1)
        prefix = self._prefixes.number(iri[:cut], rows)
        name = self._names.number(iri[cut:], rows)
        field = b"" if prefix == self._prefix else b"\x08" + _number(prefix)
        if name != self._name + 1:
            field += b"\x10" + _number(name)
        self._prefix, self._name = prefix, name
        return field

    def _literal(self, literal: ox.Literal, rows: list[bytes]) -> bytes:
        """Return a literal: its text, and its language or the number of its datatype."""
        text = _bytes(b"\x0a", literal.value.encode())
        if literal.language:
            return text + _bytes(b"\x12", literal.language.encode())
        datatype = literal.datatype.value
        if datatype == _STRING:
            return text
        return text + b"\x18" + _number(self._datatypes.number(datatype, rows))


def _options() -> bytes:
    """Return the row that a stream begins with: quads, the sizes of the tables, a flat stream, version 1."""
    sizes = b"\x48" + _number(_NAMES) + b"\x50" + _number(_PREFIXES) + b"\x58" + _number(_DATATYPES)
    return _bytes(_OPTIONS_ROW, b"\x10\x02" + sizes + b"\x70\x02" + b"\x78\x01")


def write_jelly(quads: Iterable[ox.Quad], path: Path) -> None:
    """Write quads as a Jelly file.

    Raises:
        UnsayableError: Jelly cannot hold one of them.

    """
    encoder = _Encoder()
    frame = bytearray(_bytes(_ROW, _options()))
    with path.open("wb") as file:
        for quad in quads:
            for row in encoder.rows(quad):
                frame += _bytes(_ROW, row)
            if len(frame) > _FRAME:
                file.write(_number(len(frame)) + frame)
                frame.clear()
        file.write(_number(len(frame)) + frame)
