"""Answers on their way out of a query process: frames, rows and the limit of bytes."""

import socket
from collections.abc import Iterator

import pytest

from ruhrgraph.ontology.errors import ResultTooLargeError
from ruhrgraph.server.engine.pool import wire
from ruhrgraph.server.engine.pool.output import Output

HEAD = wire.Head("text/csv; charset=utf-8", "solutions")


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Return both ends of a connection."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def received(connection: socket.socket) -> list[tuple[bytes, bytes]]:
    """Return the frames that have come."""
    connection.setblocking(False)  # noqa: FBT003  # the standard library's way
    return list(wire.Frames().feed(connection.recv(1 << 20)))


def test_a_short_answer_goes_with_its_end(ends: tuple[socket.socket, socket.socket]) -> None:
    """Nothing is sent before the end of a short answer; then head, data and end come together."""
    output = Output(ends[0], 1000)
    output.begin(HEAD, "csv")
    output.write(b"n\r\n")
    output.write(b"1\r\n")
    with pytest.raises(BlockingIOError):
        received(ends[1])
    output.end(wire.End(output.rows(), 0.5))
    kinds, payloads = zip(*received(ends[1]), strict=True)
    assert kinds == (wire.HEAD, wire.DATA, wire.END)
    assert payloads[1] == b"n\r\n1\r\n"
    assert wire.unpack_end(payloads[2]) == wire.End(1, 0.5)


def test_a_long_answer_goes_in_pieces(ends: tuple[socket.socket, socket.socket]) -> None:
    """A long answer is sent as it comes, with one head, in frames of 64 KiB at most, and its rows are counted."""
    output = Output(ends[0], 1_000_000)
    output.begin(HEAD, "csv")
    output.write(b"n\r\n" + b"1\r\n" * 30_000)
    found = received(ends[1])
    output.write(b"2\r\n")
    rows = output.rows()
    output.end(wire.End(rows, 0.5))
    found += received(ends[1])
    assert [kind for kind, _ in found] == [wire.HEAD, wire.DATA, wire.DATA, wire.DATA, wire.END]
    assert max(len(payload) for _, payload in found) == 64 * 1024
    assert rows == 30_001


@pytest.mark.parametrize(
    ("format_name", "body", "rows"),
    [
        ("json", b'{"head":{"vars":["n"]},"results":{"bindings":[]}}', 0),
        ("json", b'{"results":{"bindings":[{"n":{"value":"1"}},{"n":{"value":"2"}}]}}', 2),
        ("xml", b"<results><result></result><result></result></results>", 2),
        ("tsv", b"?n\n1\n", 1),
    ],
)
def test_rows_of_each_format(
    ends: tuple[socket.socket, socket.socket], format_name: str, body: bytes, rows: int
) -> None:
    """Rows are counted by what stands between or behind them, whatever pieces they come in."""
    output = Output(ends[0], 1000)
    output.begin(HEAD, format_name)
    for at in range(0, len(body), 7):
        output.write(body[at : at + 7])
    assert output.rows() == rows


def test_too_long_an_answer(ends: tuple[socket.socket, socket.socket]) -> None:
    """An answer of more bytes than it may have is refused, and what is too much is not sent."""
    output = Output(ends[0], 5)
    output.begin(HEAD, "csv")
    output.write(b"12345")
    with pytest.raises(ResultTooLargeError, match="5 bytes"):
        output.write(b"6")
