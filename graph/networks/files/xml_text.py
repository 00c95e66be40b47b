"""What the XML of networks has in common."""

import re
from xml.etree import ElementTree as ET

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """Return a text with U+FFFD for the characters that XML 1.0 has no way to write (§2.2)."""
    return _FORBIDDEN.sub("\ufffd", text)


def xml_file(root: ET.Element) -> bytes:
    """Return an element as a file in UTF-8, indented.

    A carriage return is written as a reference, because a reader takes one that is not for a line feed (XML 1.0 §2.11).
    """
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text.replace(b"\r", b"&#13;") + b"\n"
