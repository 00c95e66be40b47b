"""Takes pictures of every kind of page, on both screens and in both colours.

    python -m tests.browser.screenshots [FOLDER]

In: the shipped documents. Out: a WebP file for each view, as much of the page as the screen shows.
"""

import base64
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from ruhrgraph.graph.build import build
from ruhrgraph.ontology import DEFAULT_BASE
from tests.browser.chromium import SCREENS, chromium
from tests.browser.pages import KINDS
from tests.server.conftest import _serving

_QUALITY, _SCALE = 40, 0.75
_FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"


def main() -> int:
    """Write the pictures into a folder, in place of those that are there."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.webp"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="ruhrgraph-screenshots-") as data:
        build([], Path(data), DEFAULT_BASE)
        with _serving("--data", data, "--workers", "1") as (_, client):
            client.get("/ready").raise_for_status()
            take_all(str(client.base_url), folder)
    sizes = [path.stat().st_size for path in folder.glob("*.webp")]
    sys.stdout.write(f"{len(sizes)} pictures, {sum(sizes) / 1e6:.1f} MB, in {folder}\n")
    return 0


def take_all(root: str, folder: Path) -> None:
    """Take the pictures of all kinds of pages of a server."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium() or None, args=["--no-sandbox"])
        for (name, screen), colours in product(SCREENS.items(), ("light", "dark")):
            context = browser.new_context(base_url=root, viewport=screen, color_scheme=colours, locale="de-DE")  # type: ignore[arg-type]  # one of two literals
            page = context.new_page()
            for kind in KINDS:
                page.goto(kind.path, wait_until="networkidle")
                (folder / f"{kind.name}-{name}-{colours}.webp").write_bytes(picture(page, screen))
            context.close()
        browser.close()


def picture(page: Page, screen: ViewportSize) -> bytes:
    """Return what a screen shows, a little smaller; Playwright itself writes no WebP."""
    session = page.context.new_cdp_session(page)
    clip = {"x": 0, "y": 0, **screen, "scale": _SCALE}
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": _QUALITY, "clip": clip})
    session.detach()
    return base64.b64decode(taken["data"])


if __name__ == "__main__":
    sys.exit(main())
