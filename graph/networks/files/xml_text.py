"""What the XML of networks has in common."""

import re
from xml.etree import ElementTree as ET

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = {character.encode(): f"&#{ord(character)};".encode() for character in "\r\x85\u2028"}
"""Characters that readers of XML 1.0 (§2.11) or of XML 1.1 take for a line feed, unless they are references."""


def xml_safe(text: str) -> str:
    """Return a text with U+FFFD for the characters that XML 1.0 has no way to write (§2.2)."""
    return _FORBIDDEN.sub("\ufffd", text)


def xml_file(root: ET.Element) -> bytes:
    """Return an element as a file in UTF-8, indented."""
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    for character, reference in _LINE_ENDS.items():
        text = text.replace(character, reference)
    return text + b"\n"
