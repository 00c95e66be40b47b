"""The style of all pages: readable colours in light and in dark, a font that comes from here, and one for print."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "server" / "static"
STYLE = (STATIC / "style.css").read_text("utf-8")
COLOURS = {
    name: (light, dark) for name, light, dark in re.findall(r"--(\w[\w-]*): light-dark\((#\w+), (#\w+)\)", STYLE)
}
_TEXT, _EDGE = 4.5, 3.0


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("colour", "ground", "least"),
    [
        *((colour, ground, _TEXT) for colour in ("ink", "soft", "link") for ground in ("paper", "tint", "wash")),
        ("ink", "mark", _TEXT),
        ("link", "mark", _TEXT),
        ("warn", "paper", _TEXT),
        ("on-fill", "fill", _TEXT),
        ("edge", "paper", _EDGE),
        ("fill", "paper", _EDGE),
    ],
)
def test_contrast(scheme: int, colour: str, ground: str, least: float) -> None:
    """Text has a contrast of 4.5 to 1, edges of controls of 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11)."""
    bright, dim = sorted((_luminance(COLOURS[name][scheme]) for name in (colour, ground)), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= least


def test_nothing_from_elsewhere() -> None:
    """The style loads only files of its own folder, and the font is small."""
    files = re.findall(r'url\("([^"]*)"\)', STYLE)
    assert files == ["ibm-plex-sans.woff2"]
    assert (STATIC / files[0]).stat().st_size <= 60 * 1024
    assert "@import" not in STYLE
