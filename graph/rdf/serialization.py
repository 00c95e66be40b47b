"""Writes statements in a format of RDF, and refuses RDF/XML that would not be XML.

In: statements. Out: bytes, or an error where the format cannot say one of them. The engine writes XML without a look at
what XML 1.0 can hold, so a parser of XML reads along.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import IO, Any, Final
from xml.parsers import expat

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import GraphFormat
from ruhrgraph.graph.rdf.namespaces import RDF
from ruhrgraph.graph.rdf.terms import TYPE
from ruhrgraph.ontology.errors import NotAcceptableError

Statement = ox.Triple | ox.Quad

_RESERVED = frozenset(f"{RDF}{name}" for name in ("bagID", "aboutEach", "aboutEachPrefix"))
"""Names that RDF/XML keeps from older times (RDF 1.1 XML Syntax §6.1.1); the engine refuses the others itself."""
# XML 1.0 §2.2
_FORBIDDEN = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_TYPE: Final = TYPE.value
_RENAMED = "b_"
_OTHER_FORMATS = "ask for Turtle or N-Triples"


class XmlWriter:
    """A file to write XML to; it refuses what is not XML, and keeps carriage returns.

    Call `close` when all is written, as the last error may only show then.
    """

    def __init__(self, output: IO[bytes], instead: str) -> None:
        self._output = output
        self._instead = instead
        self._parser = expat.ParserCreate(namespace_separator=" ")

    def write(self, data: bytes) -> int:
        """Write a part, with carriage returns escaped: a parser would read them as line feeds (XML 1.0 §2.11).

        Raises:
            NotAcceptableError: It is no XML.

        """
        self._parse(data, is_final=False)
        self._output.write(data.replace(b"\r", b"&#xD;"))
        return len(data)

    def flush(self) -> None:
        """Flush the file."""
        self._output.flush()

    def close(self) -> None:
        """Check the end of the XML.

        Raises:
            NotAcceptableError: It is no XML.

        """
        self._parse(b"", is_final=True)

    def _parse(self, data: bytes, *, is_final: bool) -> None:
        try:
            self._parser.Parse(data, is_final)
        except expat.ExpatError as error:
            found = re.search(_FORBIDDEN, data.decode("utf-8", "ignore"))
            what = f"the character U+{ord(found[0]):04X}" if found else f"what the answer holds ({error})"
            raise NotAcceptableError(f"XML 1.0 cannot hold {what}; {self._instead}") from None


def serialize(
    statements: Iterable[Statement],
    format_: GraphFormat,
    output: IO[bytes] | None = None,
    prefixes: Mapping[str, str] | None = None,
) -> bytes:
    """Return statements in a format, or write them to an output and return nothing.

    Args:
        statements: What to write; a format without named graphs leaves the graphs out.
        format_: The format.
        output: Where to write.
        prefixes: Namespaces by prefix, for a format that has prefixes.

    Raises:
        NotAcceptableError: The format cannot say one of the statements.

    """
    target = output or BytesIO()
    given = dict(prefixes or {}) if format_.prefixes else None
    writer: Any = target
    if format_.name == "rdfxml":
        writer = XmlWriter(target, _OTHER_FORMATS)
        statements = _for_xml(statements)
        given = {prefix: iri for prefix, iri in (given or {}).items() if _is_for_xml(prefix, iri)}
    try:
        # One by one: from a generator Python lets other threads run in between.
        ox.serialize((each for each in statements), writer, format_.engine, prefixes=given)  # type: ignore[arg-type]  # triples or quads
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of the output
        raise NotAcceptableError(f"this cannot be written as {format_.title}: {error}; {_OTHER_FORMATS}") from None
    if isinstance(writer, XmlWriter):
        writer.close()
    return target.getvalue() if isinstance(target, BytesIO) and output is None else b""


def _is_for_xml(prefix: str, iri: str) -> bool:
    """Return whether a prefix can be declared in RDF/XML (Namespaces in XML 1.0 §3)."""
    return prefix.isascii() and not prefix.lower().startswith("xml") and (prefix == "rdf") == (iri == RDF)


def _for_xml(statements: Iterable[Statement]) -> Iterator[ox.Triple]:
    """Yield statements as RDF/XML can say them.

    Raises:
        NotAcceptableError: It has no name for a property.

    """
    about, last = None, list[ox.Triple]()
    for each in statements:
        subject, property_, value = each.subject, each.predicate.value, each.object
        if subject != about:
            yield from last
            about, last = subject, []
        if not _is_property(property_):
            told = f"RDF/XML has no name for the property <{property_}>, whose IRI has to end in a name of XML"
            raise NotAcceptableError(f"{told}; {_OTHER_FORMATS}")
        if isinstance(each, ox.Quad) or isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
            each = ox.Triple(_renamed(subject), each.predicate, _renamed(value))  # noqa: PLW2901
        # The engine names an element by the class that comes first, so one that XML has no name for comes last.
        if property_ == _TYPE and isinstance(value, ox.NamedNode) and not _ends_in_name(value.value):
            last.append(each)
        else:
            yield each
    yield from last


def _renamed(term: Any) -> Any:  # noqa: ANN401  # a subject stays one, and so does an object
    """Return a blank node with a label that XML takes as a name; no two get the same one."""
    if isinstance(term, ox.BlankNode) and (term.value.startswith(_RENAMED) or not _is_name(term.value)):
        return ox.BlankNode(f"{_RENAMED}{term.value.encode().hex()}")
    return term


@lru_cache(maxsize=4096)
def _is_property(iri: str) -> bool:
    """Return whether RDF/XML can say a property."""
    return iri not in _RESERVED and _ends_in_name(iri)


@lru_cache(maxsize=4096)
def _ends_in_name(iri: str) -> bool:
    """Return whether an IRI ends in a name of XML, before which the engine cuts it."""
    triple = ox.Triple(ox.NamedNode("x:x"), ox.NamedNode(iri), ox.Literal(""))
    try:
        _parses(ox.serialize([triple], None, ox.RdfFormat.RDF_XML) or b"")
    except OSError:
        return False
    except expat.ExpatError:
        return False
    return True


def _is_name(text: str) -> bool:
    """Return whether a text is a name of XML without a colon."""
    try:
        _parses(f"<{text}/>".encode())
    except expat.ExpatError:
        return False
    return ":" not in text


def _parses(text: bytes) -> None:
    """Parse a text as XML.

    Raises:
        xml.parsers.expat.ExpatError: It is none.

    """
    expat.ParserCreate(namespace_separator=" ").Parse(text, True)  # noqa: FBT003  # it takes no keywords
