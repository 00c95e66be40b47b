"""A server whose engine fails, in every way that a proxy can make it fail: what readers, operators and logs see."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.server.engine.remote.conftest import Remote
from tests.server.engine.remote.engines import use_version
from tests.server.engine.remote.faulty_proxy import (
    Fault,
    FaultyProxy,
    answers,
    changes,
    compresses,
    cuts,
    holds,
    resets_at_head,
    running,
    stalls,
    tells_no_length,
)

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ASK = "ASK { ?s ?p ?o }"
TEN = "0 1 2 3 4 5 6 7 8 9"
LARGE = (
    f"SELECT (CONCAT(STR(RAND()), 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx') AS ?x) "
    f"{{ VALUES ?a {{ {TEN} }} VALUES ?b {{ {TEN} }} VALUES ?c {{ {TEN} }} VALUES ?d {{ {TEN} }} "
    f"VALUES ?e {{ 1 2 3 4 5 6 }} }}"
)
"""An answer that is longer than what is held back until it is whole."""
ERROR = b"\nERROR: out of memory\n"
BUSY = answers(503, body=b"too much to do; password=geheim")


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def during(ask: Callable[[], httpx.Response]) -> Iterator[list[httpx.Response]]:
    """Let a request be at work for as long as the block takes; its answer is in the list behind it."""
    found: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: found.append(ask()))
    thread.start()
    yield found
    thread.join(20)


FAULTS: list[tuple[str, Fault, int, str]] = [
    ("reset at the head", resets_at_head, 502, "broke the connection before it answered"),
    ("busy", BUSY, 503, "answers 503: too much to do; password=…"),
    ("too many", answers(429), 503, "answers 429"),
    ("error", answers(500, body=b"stack trace"), 503, "answers 500: stack trace"),
    ("its own time-out", answers(504), 504, "took too long (504)"),
    ("wrong credentials", answers(401), 502, "RUHRGRAPH_ENGINE_USER and RUHRGRAPH_ENGINE_PASSWORD"),
    ("forbidden", answers(403), 502, "RUHRGRAPH_ENGINE_TOKEN"),
    ("redirect", answers(302, location="http://elsewhere.example/"), 502, "leads elsewhere (302)"),
    ("no such address", answers(404), 502, "answers 404; is it what RUHRGRAPH_ENGINE has to name?"),
    ("no content", answers(204), 502, "answers 204 to a query"),
    ("page of a proxy", answers(200, "text/html", b"<h1>Log in</h1>"), 502, "answers with text/html"),
    ("no content type", answers(200, "", b"{}"), 502, "answers with nothing"),
    ("no length", tells_no_length, 502, "does not say where its answer ends"),
    ("compressed", compresses, 502, "compresses its answer"),
    ("cut at the beginning", cuts(0), 502, "broke off in the middle"),
    ("cut in the middle", cuts(0.5), 502, "broke off in the middle"),
    ("cut before the end", cuts(1), 502, "broke off in the middle"),
    ("chunk cut at the beginning", cuts(0, chunked=True), 502, "broke off in the middle"),
    ("chunk cut in the middle", cuts(0.5, chunked=True), 502, "broke off in the middle"),
    ("chunk cut before the end", cuts(1, chunked=True), 502, "broke off in the middle"),
    ("less than there was", changes(lambda body: body[: len(body) // 2]), 502, "cannot be read"),
    ("less at the end", changes(lambda body: body[:-3]), 502, "cannot be read"),
    ("nothing", changes(lambda _: b""), 502, "cannot be read"),
    (
        "an error in the middle",
        changes(lambda body: body[:20] + b"\nERROR: out of memory\n" + body[20:]),
        502,
        "cannot be",
    ),
    ("an error at the end", changes(lambda body: body + b"\nERROR: out of memory\n"), 502, "cannot be read"),
    ("no text", changes(lambda body: body[:20] + b"\xff\xfe" + body[20:]), 502, "cannot be read"),
]


@pytest.mark.parametrize(
    ("query", "fault", "status", "words"),
    [
        pytest.param(query, *case[1:], id=f"{form}, {case[0]}")
        for form, query in (("table", COUNT), ("graph", GRAPH), ("boolean", ASK))
        for case in FAULTS
        if (form, case[0]) != ("graph", "nothing")  # which is a whole graph
    ],
)
def test_a_fault_is_an_error_with_a_sentence(remote: Remote, query: str, fault: Fault, status: int, words: str) -> None:
    """Whatever fails, the answer is an error that says what, never a part of an answer, and gives nothing away."""
    form = "text/turtle" if query == GRAPH else "application/sparql-results+json"
    with remote.proxy.failing(fault):
        answer = remote.ask(f"{query} # {time.monotonic_ns()}", f"{form}, application/problem+json;q=0.5")
    assert (answer.status_code, answer.json()["status"]) == (status, status), answer.text
    assert words in answer.json()["detail"]
    assert "the engine " in answer.json()["detail"]
    assert not [secret for secret in ("geheim", "cmVhZGVyOmdlaGVpbQ", "timeout=", "127.0.0.1") if secret in answer.text]
    assert ("retry-after" in answer.headers) == (status == 503)


@pytest.mark.parametrize(
    "fault",
    [cuts(0.9), cuts(0.9, chunked=True), changes(lambda body: body[: len(body) * 9 // 10])],
    ids=["cut", "chunk cut", "less than there was"],
)
def test_an_answer_that_has_begun_is_left_without_its_end(remote: Remote, fault: Fault) -> None:
    """If the engine breaks off after the beginning was passed on, so does the answer."""
    with remote.proxy.failing(fault), pytest.raises(httpx.RemoteProtocolError):
        remote.ask(LARGE)
    assert remote.ask(f"{ASK} # after").status_code == 200


@pytest.mark.parametrize(("fault", "times"), [(BUSY, 1), (resets_at_head, 1)], ids=["busy", "reset"])
def test_what_fails_in_passing_is_asked_once_more(remote: Remote, fault: Fault, times: int) -> None:
    """A query that was refused for the moment, or got no byte, is sent again, and the metrics count that."""
    before = _metric(remote, "ruhrgraph_engine_retries_total")
    with remote.proxy.failing(fault, times):
        assert remote.ask(f"{COUNT} # {time.monotonic_ns()}").status_code == 200
        assert len(remote.proxy.requests) == 2
    until(lambda: _metric(remote, "ruhrgraph_engine_retries_total") == before + 1)


@pytest.mark.parametrize(
    ("fault", "sent"),
    [(BUSY, 2), (resets_at_head, 2), (answers(500), 1), (answers(401), 1), (answers(504), 1), (cuts(0.5), 1)],
    ids=["busy", "reset", "error", "credentials", "time-out", "cut"],
)
def test_nothing_is_asked_more_than_twice(remote: Remote, fault: Fault, sent: int) -> None:
    """What fails for good, or for its time, is not sent again, and nothing a third time."""
    with remote.proxy.failing(fault):
        assert remote.ask(f"{COUNT} # {time.monotonic_ns()}").status_code >= 500
        assert len(remote.proxy.requests) == sent


def test_a_query_out_of_time_is_broken_off_at_the_engine(remote: Remote) -> None:
    """The time of a query is passed on in the address, and when it is over the engine sees the connection end."""
    with remote.proxy.failing(holds):
        answer = remote.ask(f"{COUNT} # slow", timeout="2")
        assert answer.status_code == 504
        assert "gave no answer within" in answer.text
        assert remote.proxy.left.wait(5)
        assert [path for path, _, _ in remote.proxy.requests] == ["/query?timeout=2"]


@pytest.mark.parametrize("query", [COUNT, GRAPH], ids=["table", "graph"])
def test_an_answer_that_stops_is_broken_off_at_the_engine(remote: Remote, query: str) -> None:
    """If the time is over in the middle of an answer, the reader is told, and the engine sees the connection end."""
    with remote.proxy.failing(stalls):
        answer = remote.ask(f"{query} # stalls", "application/json, text/turtle", timeout="1")
        # Which of the two ends first, the wait for more bytes or the time of the query, depends on when the head came.
        assert answer.status_code in (503, 504)
        assert "stopped in the middle of an answer" in answer.text or "takes longer than the 1 seconds" in answer.text
        assert remote.proxy.left.wait(5)


def test_a_client_that_leaves_ends_the_query_at_the_engine(remote: Remote) -> None:
    """If whoever asked goes, the engine sees the connection end long before the time is over."""
    with remote.proxy.failing(holds):
        with pytest.raises(httpx.ReadTimeout):
            remote.client.get("/sparql", params={"query": f"{COUNT} # left"}, timeout=0.5)
        assert remote.proxy.held.is_set()
        assert remote.proxy.left.wait(5)


def test_an_answer_is_of_one_publication(remote: Remote) -> None:
    """A query during which another publication comes into use is asked again, and its answer is of that one."""
    with remote.proxy.failing(holds, times=1):
        with during(lambda: remote.ask(f"{COUNT} # switched")) as found:
            assert remote.proxy.held.wait(5)
            use_version(remote.engine, remote.marker)
            remote.proxy.release.set()
        assert found[0].status_code == 200
        assert len(remote.proxy.requests) > 1


def test_pages_say_what_fails_in_both_languages(remote: Remote) -> None:
    """A browser gets a page that says in German and in English what is wrong."""
    with remote.proxy.failing(resets_at_head):
        german = remote.client.get("/doc/projekt/13-99", headers={"accept": "text/html"})
        english = remote.client.get("/en/doc/projekt/13-99", headers={"accept": "text/html"})
    assert (german.status_code, english.status_code) == (502, 502)
    assert "Die Datenbank ist nicht zu erreichen" in german.text
    assert "The database cannot be reached" in english.text


def test_a_pulled_plug_is_seen_and_mended(remote: Remote) -> None:
    """While the engine is gone, kept answers go on and all else is 502; once it is back, so are the answers."""
    kept = f"{COUNT} # kept"
    assert remote.ask(kept).status_code == 200
    port = remote.proxy.server_address[1]
    failures = _metric(remote, 'ruhrgraph_engine_failures_total{kind="unreachable"}')
    with remote.proxy.failing(holds), during(lambda: remote.ask(f"{COUNT} # at work")) as at_work:
        assert remote.proxy.held.wait(5)
        remote.proxy.pull_plug()
    assert (at_work[0].status_code, "cannot be reached" in at_work[0].text) == (502, True)
    assert remote.ask(kept).status_code == 200
    lost = remote.ask(f"{COUNT} # not kept")
    assert (lost.status_code, "cannot be reached: nothing answers there" in lost.text) == (502, True)
    assert remote.client.get("/ready").status_code == 502
    until(lambda: remote.client.get("/health").json()["status"] == "degraded")
    assert "cannot be reached" in remote.client.get("/health").json()["warning"]
    until(lambda: _metric(remote, 'ruhrgraph_engine_failures_total{kind="unreachable"}') > failures)
    until(lambda: _metric(remote, "ruhrgraph_version_damaged") == 1)
    with running(FaultyProxy(remote.engine, port=port)):
        assert remote.ask(f"{COUNT} # back").status_code == 200
        until(lambda: remote.client.get("/health").json()["status"] == "ok")
        assert remote.client.get("/ready").json()["status"] == "ready"


def _metric(remote: Remote, name: str) -> float:
    """Return the value of a metric, 0 where it is not there yet."""
    lines = remote.client.get("/metrics").text.splitlines()
    return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{name} ")), 0.0)
