"""The XML of networks: every text comes back from a parser, but for what XML cannot say."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.graph.networks.files.xml_text import xml_file, xml_safe


@given(st.text())
def test_texts_come_back(text: str) -> None:
    """A text is the same after writing and parsing, in an attribute and in an element."""
    root = ET.Element("a", b=xml_safe(text))
    root.text = xml_safe(text)
    read = ET.fromstring(xml_file(root))  # noqa: S314  # our own file
    assert (read.get("b"), read.text or "") == (xml_safe(text), xml_safe(text))


def test_what_xml_cannot_say_is_seen() -> None:
    """A character that XML has no way to write leaves a mark, and the others stay."""
    assert xml_safe("a\x00b\ud800c\ufffe\t\n\r😀") == "a\ufffdb\ufffdc\ufffd\t\n\r😀"


def test_line_ends_are_references() -> None:
    """What a reader may take for a line feed is written as a reference."""
    root = ET.Element("a")
    root.text = "\r\x85\u2028\n"
    assert b"&#13;&#133;&#8232;\n" in xml_file(root)
