"""The browser of the tests and the screenshots, and the two screens that they look at."""

from shutil import which

from playwright.sync_api import ViewportSize

WIDE = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
SCREENS = {"wide": WIDE, "phone": PHONE}
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Return the path of Chromium, nothing where there is none."""
    return next(filter(None, map(which, _NAMES)), "")
