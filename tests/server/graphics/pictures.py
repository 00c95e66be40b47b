"""Reads a drawing as a browser would: as well-formed markup whose elements can be found."""

from xml.etree import ElementTree as ET

from markupsafe import Markup


def elements(drawing: Markup, name: str) -> list[ET.Element]:
    """Return the elements of a name."""
    return list(ET.fromstring(f"<div>{drawing}</div>").iter(name))  # noqa: S314  # our own markup


def text(drawing: Markup) -> str:
    """Return the text, with one blank between words."""
    return " ".join("".join(ET.fromstring(f"<div>{drawing}</div>").itertext()).split())  # noqa: S314  # as above
