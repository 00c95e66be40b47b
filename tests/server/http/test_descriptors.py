"""File descriptors: a worker takes what the system gives, and refuses clients before it has none left."""

import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from pathlib import Path

import pytest

from ruhrgraph.ontology.errors import OverloadedError
from ruhrgraph.server.http.descriptors import check_connection, check_request, may_linger, raise_limit
from tests.server.conftest import Serving
from tests.server.http.processes import children
from tests.server.http.raw_connection import RawConnection, assert_refused

Serve = Callable[..., AbstractContextManager[Serving]]

_HEALTH = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
_FILE = b"GET /dumps/ruhrgraph.nt.gz HTTP/1.1\r\nHost: x\r\n\r\n"
_ASK = b"GET /sparql?query=SELECT(%d%%20AS%%20?n)%%7B%%7D HTTP/1.1\r\nHost: x\r\n\r\n"
needs_proc = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system does not tell what is open")


@contextmanager
def _soft_limit(number: int) -> Iterator[int]:
    """Lower how many files this process may open, and give how many it might."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (number, before[1]))
    try:
        yield before[1]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize(
    ("limit", "number", "is_taken", "is_listened_to"),
    [
        (20_000, 19_743, True, True),
        (20_000, 19_744, False, True),
        (20_000, 19_872, False, False),
        (1024, 767, True, True),
        (1024, 768, False, True),
        (400, 299, True, True),
        (400, 300, False, True),
        (400, 350, False, False),
    ],
)
def test_connections(limit: int, number: int, is_taken: bool, is_listened_to: bool) -> None:  # noqa: FBT001  # columns
    """Connections do not get the last descriptors, and the very last ones are closed at once."""
    with _soft_limit(limit):
        with nullcontext() if is_taken else pytest.raises(OverloadedError):
            check_connection(number)
        assert may_linger(number) == is_listened_to


@pytest.mark.parametrize(
    ("connections", "answers", "is_answered"),
    [(10, 10, True), (768, 127, True), (768, 128, False), (448, 447, True), (448, 448, False)],
)
def test_requests(connections: int, answers: int, is_answered: bool) -> None:  # noqa: FBT001  # a column of the table
    """Each answer at work may need a descriptor of its own."""
    with _soft_limit(1024), nullcontext() if is_answered else pytest.raises(OverloadedError):
        check_request(connections, answers)


def test_limit() -> None:
    """A process may open as many files as the system allows it."""
    with _soft_limit(500) as most:
        raise_limit()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, most)


@needs_proc
def test_limit_of_a_worker(serving: Serve, small_data: Path) -> None:
    """A worker raises the limit that it was started with."""
    with _soft_limit(500) as most, serving("--data", str(small_data), "--workers", "1") as (process, client):
        assert client.get("/health").status_code == 200
        limits = [resource.prlimit(pid, resource.RLIMIT_NOFILE)[0] for pid in children(process.pid)]
        assert most in limits


@needs_proc
def test_too_many_connections(serving: Serve, small_data: Path) -> None:
    """Connections beyond the limit are refused, those before it get what they ask for, and then all is as before."""
    with serving("--data", str(small_data), "--workers", "1") as (process, client), ExitStack() as opened:

        def connect() -> RawConnection:
            return opened.enter_context(closing(RawConnection(client.base_url.host, client.base_url.port or 80)))

        assert client.get("/health").status_code == 200
        for pid in children(process.pid):
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (400, 400))
        taken = [connect() for _ in range(220)]
        for connection in taken:
            connection.send(_HEALTH)
            assert connection.read().status == 200
        refused = [connect() for _ in range(300)][-200:]
        for connection in refused:
            assert assert_refused(connection, 503).header("retry-after") == "10"
        for connection in taken:
            connection.send(_FILE)
            assert connection.read().status == 200
        for number, connection in enumerate(taken):
            connection.send(_ASK % number)
        statuses = Counter(connection.read().status for connection in taken)
        assert statuses[200] > 10
        assert statuses[200] + statuses[503] == len(taken)
        opened.close()
        end = time.monotonic() + 20
        while client.get("/health").status_code != 200:
            assert time.monotonic() < end
