"""Two readers and a writer on one folder, behind a real nginx: versions switch under load, and a reader is killed."""

import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from ruhrgraph.graph.versions.repository import publish
from tests.disks import read_only
from tests.server.processes.proxy import proxy

Serving = Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], httpx.Client]]]
TOKEN = "a-token-for-tests"  # noqa: S105  # it opens nothing else
GRAPHS = ("urn:one", "urn:two")
PARTS = " ".join(f"GRAPH <{graph}> {{ <urn:n> <urn:is> ?n{number} }}" for number, graph in enumerate(GRAPHS))
QUERY = f"SELECT ?n0 ?n1 {{ {PARTS} }}"
ADDRESSES = [f"/sparql?query={quote(QUERY)}&format={form}" for form in ("csv", "tsv")]
SWITCHES, CLIENTS = 3, 3


def statements(number: int) -> str:
    """Return a number as it stands in each graph."""
    return " ".join(f"GRAPH <{graph}> {{ <urn:n> <urn:is> {number} }}" for graph in GRAPHS)


def seen(answer: httpx.Response) -> int:
    """Return the number that an answer tells; it has to be the same in both graphs."""
    assert answer.status_code == 200, answer.text
    one, two = answer.text.split("\n")[1].strip().replace("\t", ",").split(",")
    assert one == two
    return int(one)


@dataclass
class Cluster:
    """The parts of a small cluster, and what is asked of it and found."""

    writer: httpx.Client
    readers: list[subprocess.Popen[str]]
    root: str
    number: int = 0
    wrong: list[str] = field(default_factory=list)
    cache: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    stopped: threading.Event = field(default_factory=threading.Event)

    def ask(self, method: str) -> None:
        """Ask all the time; an answer is of the version in use when it came, or of the one before."""
        with httpx.Client(base_url=self.root, timeout=60) as client:
            while not self.stopped.wait(0.005):  # the writer and the readers need the processors, too
                for address in ADDRESSES:
                    before = self.number
                    try:
                        answer = self._send(client, method, address)
                        found = seen(answer)
                    except (httpx.HTTPError, AssertionError) as error:
                        self.wrong.append(f"{method} {address}: {error!r}")
                        continue
                    self.asked[method] += 1
                    self.cache[answer.headers.get("x-cache-status", "")] += 1
                    if not before - 1 <= found <= self.number:
                        self.wrong.append(f"{method} {address}: {found} is not from {before - 1} to {self.number}")

    @staticmethod
    def _send(client: httpx.Client, method: str, address: str) -> httpx.Response:
        """Send a query by GET, or by POST."""
        if method == "GET":
            return client.get(address)
        path, _, form = address.partition("?")
        return client.post(path, content=form, headers={"content-type": "application/x-www-form-urlencoded"})

    def switch(self) -> None:
        """Write the next number, and wait until the proxy gives it at all addresses."""
        self.number += 1
        update = f"DELETE WHERE {{ {PARTS} }} ; INSERT DATA {{ {statements(self.number)} }}"
        headers = {"content-type": "application/sparql-update", "authorization": f"Bearer {TOKEN}"}
        assert self.writer.post("/sparql/update", content=update, headers=headers).status_code == 204
        with httpx.Client(base_url=self.root, timeout=60) as client:
            while any(seen(client.get(address)) != self.number for address in ADDRESSES):
                time.sleep(0.05)


@pytest.fixture
def cluster(tmp_path: Path, serving: Serving) -> Iterator[Cluster]:
    """Return a writer and two readers on one folder, behind nginx."""
    data = tmp_path / "data"
    lines = (f'<urn:n> <urn:is> "0"^^<http://www.w3.org/2001/XMLSchema#integer> <{graph}> .\n' for graph in GRAPHS)
    publish(data, "".join(lines).encode(), b"{}")
    (tmp_path / "nginx").mkdir()
    with (
        serving("--data", str(data), "--workers", "1", RUHRGRAPH_TOKEN=TOKEN) as (_, writer),
        read_only(data, tmp_path / "seen") as place,
    ):
        reader = serving("--data", str(place), "--workers", "1", RUHRGRAPH_WRITER=f"{writer.base_url}/")
        other = serving("--data", str(place), "--workers", "1", RUHRGRAPH_WRITER=f"{writer.base_url}/")
        with reader as (one, first), other as (two, second):
            servers = [f"{item.base_url.host}:{item.base_url.port}" for item in (first, second)]
            with proxy(servers, tmp_path / "nginx") as root:
                yield Cluster(writer, [one, two], root)


def test_versions_switch_and_a_reader_dies(cluster: Cluster) -> None:
    """No answer is wrong or fails while versions switch and one reader is killed, and the proxy's cache is of use."""
    threads = [threading.Thread(target=cluster.ask, args=("GET",)) for _ in range(CLIENTS)]
    threads.append(threading.Thread(target=cluster.ask, args=("POST",)))
    for thread in threads:
        thread.start()
    try:
        for number in range(SWITCHES):
            cluster.switch()
            if number == SWITCHES // 2:
                cluster.readers[0].send_signal(signal.SIGKILL)
        for _ in range(200):  # while no version comes, what is a second old is asked for by its ETag
            if not cluster.cache["REVALIDATED"]:
                time.sleep(0.05)
    finally:
        cluster.stopped.set()
        for thread in threads:
            thread.join()
    assert cluster.wrong == []
    assert cluster.cache["HIT"] > 0
    assert cluster.cache["REVALIDATED"] > 0
    assert cluster.asked["POST"] > 0
    check_refusal(cluster)
    cluster.readers[1].kill()
    cluster.readers[1].wait()
    while (answer := httpx.get(f"{cluster.root}{ADDRESSES[0]}")).headers["x-cache-status"] == "HIT":
        time.sleep(0.1)
    assert (answer.headers["x-cache-status"], seen(answer)) == ("STALE", SWITCHES)


def check_refusal(cluster: Cluster) -> None:
    """Check that a write through the proxy is refused with the writer's address."""
    refused = httpx.post(f"{cluster.root}/sparql/update", content="CLEAR ALL")
    assert (refused.status_code, f"{cluster.writer.base_url}/sparql/update" in refused.text) == (403, True)
