"""Measures every kind of page: how long the server takes, how large it is, and when a browser is done with it.

    python -m tests.benchmarks.bench_pages

The browser's processor is slowed four times, as a phone's is. Interactive is when all HTML is read and all scripts that
belong to the page have run. Of the server the processor time counts, which says the same on a machine that others use,
too; of other times the best of several.
"""

import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright

from ruhrgraph.graph.build import build
from ruhrgraph.ontology import DEFAULT_BASE
from tests.benchmarks.processes import family
from tests.browser.chromium import PHONE, chromium
from tests.browser.pages import KINDS, Kind
from tests.server.conftest import _serving

_SLOWER = 4
_TRIES = 3


@dataclass(frozen=True)
class Measures:
    """What was measured of a page.

    `first` and `again` are the server's processor time, `wall` is how long the quickest answer took, `interactive` the
    quickest of the browser; all in milliseconds. Sizes are in bytes, that of scripts compressed.
    """

    first: float
    again: float
    wall: float
    html: int
    scripts: int
    interactive: float


def measure(kind: Kind, server: int, client: httpx.Client, browser: Browser) -> Measures:
    """Return what is measured of a kind of page.

    Args:
        kind: The kind.
        server: The number of the server's first process.
        client: A client of that server.
        browser: Where the page is opened.

    """
    used, taken = [], []
    for _ in range(_TRIES):
        before, begin = processor_ms(server), time.perf_counter()
        answer = client.get(f"/{kind.path}", headers={"accept": "text/html"})
        taken.append(1000 * (time.perf_counter() - begin))
        used.append(processor_ms(server) - before)
    seen = [_look(kind, str(client.base_url), browser) for _ in range(_TRIES)]
    return Measures(
        used[0],
        min(used[1:]),
        min(taken[1:]),
        len(answer.content),
        seen[0][0],
        min(interactive for _, interactive in seen),
    )


def processor_ms(server: int) -> float:
    """Return the processor time of a server's processes so far, in milliseconds."""
    found = 0.0
    for pid in family(server):
        with suppress(FileNotFoundError, ProcessLookupError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += int((task / "schedstat").read_text().split()[0]) / 1_000_000
    return found


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
        with _serving("--data", data, "--workers", "1") as (process, client):
            client.get("/ready").raise_for_status()
            print("| page | first, processor | again, processor | again, wall | HTML | scripts | interactive |")
            print("|---|---:|---:|---:|---:|---:|---:|")
            for kind in KINDS:
                it = measure(kind, process.pid, client, browser)
                print(
                    f"| {kind.name} | {it.first:.0f} ms | {it.again:.0f} ms | {it.wall:.0f} ms "
                    f"| {it.html / 1000:.1f} KB | {it.scripts / 1000:.1f} KB | {it.interactive:.0f} ms |",
                    flush=True,
                )
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
