"""Frames: what goes into one side comes out of the other, however the bytes are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.ontology.errors import BadRequestError, QuerySyntaxError, RuhrgraphError
from ruhrgraph.server.engine.pool import wire
from ruhrgraph.server.engine.pool.wire import Asked, End, Frames, Head, frame
from ruhrgraph.server.http.errors import RequestTooLargeError


def _payload(message: bytes) -> bytes:
    ((_, payload),) = Frames().feed(message)
    return payload


@given(st.lists(st.tuples(st.sampled_from([b"H", b"D", b"E"]), st.binary(max_size=50))), st.integers(1, 60))
def test_frames_survive_any_cut(sent: list[tuple[bytes, bytes]], size: int) -> None:
    """Frames come out as they went in, whatever pieces the socket makes of them."""
    stream = b"".join(frame(kind, payload) for kind, payload in sent)
    reader = Frames()
    pieces = [stream[place : place + size] for place in range(0, len(stream), size)]
    assert [found for piece in pieces for found in reader.feed(piece)] == sent


def test_requests_cross() -> None:
    """A request arrives with its number and all its fields, odd characters too."""
    asked = Asked("ASK { ?s ?p 'ä\ud800' }", ("http://a",), ("http://b", "http://c"), "text/csv", "xml", "http://x/")
    assert wire.unpack_asked(_payload(wire.pack_asked(7, asked, 1.5))) == (7, asked, 1.5)
    asked = Asked("ASK {}", prologue="PREFIX a: <b:>\n")
    assert wire.unpack_asked(_payload(wire.pack_asked(7, asked, 1.5))) == (7, asked, 1.5)


@pytest.mark.parametrize("end", [End(None, 0.5), End(7, 1.25)])
def test_ends_cross(end: End) -> None:
    """An end arrives with rows and seconds."""
    assert wire.unpack_end(_payload(wire.pack_end(end))) == end


def test_heads_cross() -> None:
    """Heads arrive as they were sent."""
    head = Head("text/csv", "solutions")
    assert wire.unpack_head(_payload(wire.pack_head(head))) == head


@given(st.binary(max_size=20).filter(lambda text: text[:1] not in (b"Q", b"H", b"D", b"E", b"X")))
def test_what_is_no_frame_is_kept(said: bytes) -> None:
    """What follows the last frame and is none is what the engine said last."""
    reader = Frames()
    assert list(reader.feed(frame(wire.DATA, b"x") + said)) == [(wire.DATA, b"x")]
    assert reader.rest == said


@pytest.mark.parametrize("error", [BadRequestError("a"), RequestTooLargeError("b"), RuhrgraphError("c")])
def test_errors_cross(error: RuhrgraphError) -> None:
    """An error arrives as one of its class, with its message."""
    found = wire.unpack_error(_payload(wire.pack_error(error)))
    assert type(found) is type(error)
    assert str(found) == str(error)


def test_syntax_errors_keep_their_place() -> None:
    """A syntax error arrives with line and column."""
    found = wire.unpack_error(_payload(wire.pack_error(QuerySyntaxError("x", 3, 4))))
    assert isinstance(found, QuerySyntaxError)
    assert (found.line, found.column) == (3, 4)


def test_unknown_errors_become_the_base() -> None:
    """An error of a class that this side does not know arrives as the base of all."""
    found = wire.unpack_error(b'{"error": "StrangeError", "message": "m"}')
    assert type(found) is RuhrgraphError
