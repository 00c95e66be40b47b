"""Fixtures of the real browser: `visit` opens a page of the shipped documents as a reader of one's choice does.

A test fails by itself where a page writes an error to the console, a script of it fails, or it asks another origin.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, ViewportSize, expect, sync_playwright

from tests.browser.chromium import WIDE, chromium
from tests.server.conftest import _serving


@dataclass(frozen=True)
class Reader:
    """Someone who reads: on which screen, in which colours, and whether scripts run."""

    screen: ViewportSize = field(default_factory=lambda: WIDE)
    colours: Literal["light", "dark"] = "light"
    has_scripts: bool = True


OpenPage = Callable[[Reader], Page]
Visit = Callable[..., Page]
expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all tests of this folder in one process, where tests run in several: each would start a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def root(built: Path) -> Iterator[str]:
    """Return the root of a server on the shipped documents."""
    with _serving("--data", str(built), "--workers", "1") as (_, client):
        client.get("/ready").raise_for_status()
        yield f"{str(client.base_url).rstrip('/')}/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium; without it the tests are skipped, but fail in CI."""
    path = chromium()
    if not path and "CI" in os.environ:
        pytest.fail("CI has no Chromium; .ci/run installs it")
    if not path:
        pytest.skip("no Chromium is installed here (apt-get install chromium)")
    # Root, as whom CI runs, has no sandbox; the pages are our own.
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])) as started,
    ):
        yield started


class Watch:
    """What goes wrong on pages, as a line each."""

    def __init__(self, page: Page, root: str) -> None:
        self.faults: list[str] = []
        self._root = root
        self._refused: set[str] = set()
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.faults.append(f"a script failed: {error}"))
        page.on("request", self._note_request)
        page.on("response", self._note_response)

    def _note_message(self, message: ConsoleMessage) -> None:
        # That a page itself answers 404 is an error to the browser.
        if message.type == "error" and message.location["url"] not in self._refused:
            self.faults.append(f"{message.location['url']}: {message.text}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self._root, "data:", "blob:")):
            self.faults.append(f"{request.url} is not of this origin")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and response.request.is_navigation_request():
            self._refused.add(response.url)


@pytest.fixture
def open_page(browser: Browser, root: str) -> Iterator[OpenPage]:
    """Return a function that opens an empty page for a reader; what goes wrong on it fails the test in the end."""
    watches: list[Watch] = []
    with ExitStack() as opened:

        def open_for(reader: Reader) -> Page:
            context = browser.new_context(
                base_url=root,
                locale="de-DE",
                viewport=reader.screen,
                color_scheme=reader.colours,
                java_script_enabled=reader.has_scripts,
                reduced_motion="reduce",
            )
            page = opened.enter_context(closing(context)).new_page()
            page.set_default_timeout(10_000)
            page.set_default_navigation_timeout(60_000)  # beside other tests
            watches.append(Watch(page, root))
            return page

        yield open_for
    assert [fault for watch in watches for fault in watch.faults] == []


@pytest.fixture
def visit(open_page: OpenPage) -> Visit:
    """Return a function that opens an address below the root."""

    def visited(path: str, reader: Reader = Reader(), status: int = 200) -> Page:  # frozen
        page = open_page(reader)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == status
        return page

    return visited
