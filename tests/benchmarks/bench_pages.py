"""Measures every kind of page: how long the server takes, how large it is, and when a browser is done with it.

    python -m tests.benchmarks.bench_pages

The browser's processor is slowed four times, as a phone's is. Interactive is when all HTML is read and all scripts that
belong to the page have run.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright

from ruhrgraph.graph.build import build
from ruhrgraph.ontology import DEFAULT_BASE
from tests.browser.chromium import PHONE, chromium
from tests.browser.pages import KINDS, Kind
from tests.server.conftest import _serving

_SLOWER = 4
_TRIES = 5


@dataclass(frozen=True)
class Measures:
    """What was measured of a page; times in milliseconds, sizes in bytes, the scripts' compressed."""

    first: float
    again: float
    html: int
    scripts: int
    interactive: float


def measure(kind: Kind, client: httpx.Client, browser: Browser) -> Measures:
    """Return what is measured of a kind of page."""
    times = []
    for _ in range(_TRIES):
        begin = time.perf_counter()
        answer = client.get(f"/{kind.path}", headers={"accept": "text/html"})
        times.append(1000 * (time.perf_counter() - begin))
    seen = [_look(kind, str(client.base_url), browser) for _ in range(_TRIES)]
    return Measures(
        times[0],
        statistics.median(times[1:]),
        len(answer.content),
        seen[0][0],
        statistics.median(interactive for _, interactive in seen),
    )


def _look(kind: Kind, root: str, browser: Browser) -> tuple[int, float]:
    """Return the size of a page's scripts, and when it was interactive, in a browser that has nothing cached."""
    context = browser.new_context(base_url=root, viewport=PHONE, locale="de-DE")
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(kind.path, wait_until="load")
    scripts = page.evaluate(
        """performance.getEntriesByType("resource").filter((entry) => new URL(entry.name).pathname.endsWith(".js"))
            .reduce((sum, entry) => sum + entry.encodedBodySize, 0)"""
    )
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    context.close()
    return int(scripts), float(ready)


def main() -> int:
    """Print the table."""
    with (
        tempfile.TemporaryDirectory(prefix="ruhrgraph-pages-") as data,
        sync_playwright() as playwright,
    ):
        build([], Path(data), DEFAULT_BASE)
        browser = playwright.chromium.launch(executable_path=chromium() or None, args=["--no-sandbox"])
        with _serving("--data", data, "--workers", "1") as (_, client):
            client.get("/ready").raise_for_status()
            print("| page | server, first | server, again | HTML | scripts | interactive |")
            print("|---|---:|---:|---:|---:|---:|")
            for kind in KINDS:
                it = measure(kind, client, browser)
                print(
                    f"| {kind.name} | {it.first:.0f} ms | {it.again:.0f} ms | {it.html / 1000:.1f} KB "
                    f"| {it.scripts / 1000:.1f} KB | {it.interactive:.0f} ms |",
                    flush=True,
                )
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
