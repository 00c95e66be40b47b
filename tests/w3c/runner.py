"""Plays a test of a query, an update or a syntax, and says what is wrong.

In: a `Case` and a `Backend`. Out: nothing, or a `Mismatch` that says what came instead of what is expected.
"""

import re

from tests.w3c.backends import BAD_REQUEST, FORBIDDEN, Backend, RefusedError
from tests.w3c.compare import Graph, UnreadableError, accept_for, difference, expected, is_table, read
from tests.w3c.endpoints import Endpoints
from tests.w3c.manifest import Case, address, quads

_ORDERED = re.compile(r"\bORDER\s+BY\b(?![^{]*\})", re.IGNORECASE)
_LOAD = re.compile(r"\bLOAD\b", re.IGNORECASE)


class Mismatch(AssertionError):  # noqa: N818  # it is a failed test, not an error of the tests
    """Raised when a test does not come out as the suite expects."""


def play(case: Case, backend: Backend, endpoints: Endpoints) -> None:
    """Play one test.

    Args:
        case: The test.
        backend: Where to play it.
        endpoints: The endpoints that queries with SERVICE may ask.

    Raises:
        Mismatch: It does not come out as the suite expects.

    """
    if case.is_syntax:
        _play_syntax(case, backend, endpoints)
    elif case.is_update:
        _play_update(case, backend)
    else:
        _play_query(case, backend, endpoints)


def outcome(case: Case, backend: Backend, endpoints: Endpoints) -> str | None:
    """Return why a test fails, `None` where it passes."""
    try:
        play(case, backend, endpoints)
    except Mismatch as mismatch:
        return str(mismatch)
    return None


def _play_query(case: Case, backend: Backend, endpoints: Endpoints) -> None:
    """Ask a query and compare the answer."""
    if case.result is None:
        raise Mismatch("the suite does not say what to expect")
    endpoints.serve(case.services)
    text = _text(case)
    try:
        asked = endpoints.localised(text) if case.group == "service" else text
        reply = backend.query(asked, accept_for(case.result), case.data)
    except RefusedError as refused:
        raise Mismatch(f"the query is not answered, {refused}") from None
    wanted = expected(case.result)
    try:
        got = read(endpoints.restored(reply.body), reply.content_type, address(case.text))
    except UnreadableError as error:
        raise Mismatch(str(error)) from None
    _compare(difference(wanted, got, ordered=is_table(wanted) and bool(_ORDERED.search(text))))


def _play_update(case: Case, backend: Backend) -> None:
    """Apply an update and compare what the store then holds."""
    try:
        left = backend.update(_text(case), case.data)
    except RefusedError as refused:
        raise Mismatch(f"the update is not applied, {refused}") from None
    _compare(difference(Graph(tuple(quads(case.expected))), Graph(left)))


def _play_syntax(case: Case, backend: Backend, endpoints: Endpoints) -> None:
    """Send a text and see whether it is read or refused."""
    text = endpoints.localised(_text(case)) if case.group == "syntax-fed" else _text(case)
    endpoints.serve(())
    try:
        if case.is_update:
            backend.read_update(text)
        else:
            backend.query(text, "*/*")
    except RefusedError as refused:
        _judge_refusal(case, text, refused)
    else:
        if case.is_negative:
            raise Mismatch("the text is accepted, although it is against the grammar")


def _judge_refusal(case: Case, text: str, refused: RefusedError) -> None:
    """Tell whether a refused text had to be refused.

    A 403 to LOAD says that it was understood: this server lets nothing be loaded from elsewhere.
    """
    if case.is_negative:
        if refused.status != BAD_REQUEST:
            raise Mismatch(f"the text is against the grammar, which is to be said by 400; got {refused}")
    elif not (refused.status == FORBIDDEN and _LOAD.search(text)):
        raise Mismatch(f"the text is refused, {refused}")


def _text(case: Case) -> str:
    """Return the text of a case with the base of its file, which no request can name otherwise."""
    text = case.text.read_text(encoding="utf-8")
    return text if case.is_syntax and case.is_negative else f"BASE <{address(case.text)}> {text}"


def _compare(found: str | None) -> None:
    """Raise a difference, where there is one."""
    if found:
        raise Mismatch(found)
