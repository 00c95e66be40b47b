"""The colours of classes: few, strong enough in light and dark, and apart for colour-blind eyes."""

import re
from itertools import combinations
from pathlib import Path

import pytest

import ruhrgraph.server
from ruhrgraph.server.graphics.network_picture import SHAPES

STYLE = (Path(ruhrgraph.server.__file__).parent / "static" / "graphics.css").read_text("utf-8")
PAPER = {"light": "#ffffff", "dark": "#15181c"}
# Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113, severity 1
VISION = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
Colour = tuple[float, float, float]


def _colours(scheme: str) -> list[str]:
    found = re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\);", STYLE)
    assert {name for name, _, _ in found} == {name.lower() for name in SHAPES}
    return [light if scheme == "light" else dark for _, light, dark in found]


def _linear(colour: str) -> Colour:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def _lab(colour: Colour) -> Colour:
    """Return a colour in CIELAB."""
    red, green, blue = colour
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, _luminance(colour), z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("scheme", PAPER)
def test_contrast(scheme: str) -> None:
    """Each colour has 3:1 against the paper (WCAG 2.2, 1.4.11)."""
    paper = _luminance(_linear(PAPER[scheme]))
    for colour in _colours(scheme):
        darker, lighter = sorted((paper, _luminance(_linear(colour))))
        assert (lighter + 0.05) / (darker + 0.05) >= 3, colour


@pytest.mark.parametrize("scheme", PAPER)
@pytest.mark.parametrize("vision", VISION)
def test_colours_are_apart(scheme: str, vision: str) -> None:
    """Any two colours differ by far more than what is just seen, with each kind of colour blindness, too."""
    seen = []
    for colour in _colours(scheme):
        linear = _linear(colour)
        red, green, blue = (
            min(1.0, max(0.0, sum(factor * part for factor, part in zip(row, linear, strict=True))))
            for row in VISION[vision]
        )
        seen.append(_lab((red, green, blue)))
    for one, other in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 20
