"""Pages are small: their HTML, and the scripts that they load."""

import httpx
import pytest
from playwright.sync_api import Request

from tests.browser.conftest import OpenPage, Reader
from tests.browser.pages import KINDS, Kind

KILOBYTE = 1000
HTML = 60 * KILOBYTE
SCRIPTS, SCRIPTS_OF_LARGE_PAGES = 60 * KILOBYTE, 200 * KILOBYTE


@pytest.mark.parametrize("prefix", ["", "en/"], ids=["de", "en"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.is_source], ids=lambda kind: kind.name)
def test_html(root: str, kind: Kind, prefix: str) -> None:
    """The HTML of a page has less than 60 KB."""
    answer = httpx.get(f"{root}{prefix}{kind.path}", headers={"accept": "text/html"}, timeout=30)
    assert answer.status_code == kind.status
    assert len(answer.content) < HTML


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_scripts(open_page: OpenPage, kind: Kind) -> None:
    """Compressed, all scripts that a page loads stay below 60 KB, with the editor or a network below 200 KB."""
    page = open_page(Reader())
    scripts: list[Request] = []

    def note(request: Request) -> None:
        if request.resource_type == "script":
            scripts.append(request)

    page.on("requestfinished", note)
    page.goto(kind.path, wait_until="networkidle")
    sizes = {script.url: script.sizes()["responseBodySize"] for script in scripts}
    assert sizes
    assert sum(sizes.values()) < (SCRIPTS_OF_LARGE_PAGES if kind.is_large else SCRIPTS), sizes
