"""The memory of all queries together, measured on a real server."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from subprocess import Popen

import httpx
import pytest

from tests.server.engine.pool.pools import GREEDY
from tests.server.processes.test_supervisor import children

Serving = Callable[..., AbstractContextManager[tuple[Popen[str], httpx.Client]]]
_OWN = re.compile(r"^(?:Private_Dirty|Swap):\s+(\d+) kB", re.MULTILINE)
TOTAL = 384


def taken(server: int) -> float:
    """Return how many MiB all query processes have that they do not share with the process that holds the data."""
    kibibytes = 0
    with suppress(OSError):
        holders = [pid for pid in children(server) if b"pool.holder" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        for process in [pid for holder in holders for zygote in children(holder) for pid in children(zygote)]:
            with suppress(OSError):
                text = Path(f"/proc/{process}/smaps_rollup").read_text()
                kibibytes += sum(map(int, _OWN.findall(text)))
    return kibibytes / 1024


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not tell who has what memory")
def test_large_queries_together(serving: Serving, small_data: Path) -> None:
    """Eight large queries at once take no more than the total; all are answered, and small ones meanwhile, too."""
    settings = {"RUHRGRAPH_QUERY_MEMORY_TOTAL": str(TOTAL), "RUHRGRAPH_QUERY_MEMORY": "256"}
    with serving("--data", str(small_data), **settings) as (process, client), ThreadPoolExecutor(8) as clients:
        client.get("/ready").raise_for_status()
        stop, peaks = threading.Event(), [0.0]

        def measure() -> None:
            while not stop.wait(0.005):
                peaks.append(taken(process.pid))

        measuring = threading.Thread(target=measure)
        measuring.start()
        try:
            large = [
                clients.submit(client.get, "/sparql", params={"query": f"{GREEDY} # {number}"}, timeout=90)
                for number in range(8)
            ]
            small = [client.get("/sparql", params={"query": f"ASK {{}} # {n}"}).status_code for n in range(20)]
            answers = [one.result() for one in large]
        finally:
            stop.set()
            measuring.join()
    assert small == [200] * 20
    assert {answer.status_code for answer in answers} == {503}
    assert any("of memory that it may take" in answer.text for answer in answers)
    assert TOTAL / 8 < max(peaks) < TOTAL
