"""Tests of the writing of RDF: what is called XML is XML, and each format gives back what was written."""

from io import BytesIO

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]  # it says nothing of its types
from rdflib.compare import isomorphic

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, GraphFormat, rdf_format
from ruhrgraph.graph.rdf.namespaces import PREFIXES, RDF
from ruhrgraph.graph.rdf.serialization import serialize
from ruhrgraph.ontology.errors import NotAcceptableError

XML = rdf_format("rdfxml")
S, P = ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p")


def _graph(data: bytes, format_: str) -> rdflib.Graph:
    """Return a graph as rdflib reads it."""
    return rdflib.Graph().parse(data=data, format=format_)


def _triples(data: bytes, format_: GraphFormat) -> list[ox.Triple]:
    """Return the statements as the engine reads them."""
    return [quad.triple for quad in ox.parse(data, format_.engine)]


@pytest.mark.parametrize(
    "end",
    ["1", "", "#", "/", "a/1", "a#1", "a'", "a(b)", "²", "😀", "a😀", "a?x=1&y=2;"],
)
def test_properties_without_a_name(end: str) -> None:
    """A property whose IRI does not end in a name that parsers of XML take is an error that names it."""
    with pytest.raises(NotAcceptableError, match="no name for the property <http://ex/") as caught:
        serialize([ox.Triple(S, ox.NamedNode(f"http://ex/{end}"), S)], XML)
    assert "Turtle" in str(caught.value)


@pytest.mark.parametrize(
    "name",
    "Description RDF ID about parseType resource nodeID datatype li bagID aboutEach aboutEachPrefix".split(),  # noqa: SIM905  # a list
)
def test_names_that_rdf_xml_reserves(name: str) -> None:
    """RDF/XML cannot say a property that has the name of a part of its syntax, but it may say that of a thing."""
    reserved = ox.NamedNode(f"{RDF}{name}")
    with pytest.raises(NotAcceptableError, match="RDF/XML"):
        serialize([ox.Triple(S, reserved, S)], XML)
    triple = ox.Triple(reserved, P, reserved)
    assert _triples(serialize([triple], XML), XML) == [triple]


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_characters_that_xml_forbids(character: str) -> None:
    """A literal with a character that XML 1.0 cannot hold is an error that names it."""
    with pytest.raises(NotAcceptableError, match=rf"U\+{ord(character):04X}"):
        serialize([ox.Triple(S, P, ox.Literal(f"a{character}b"))], XML)


def test_an_output_that_ends_early() -> None:
    """An error of the output is told as it is."""

    class Full(BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        serialize([ox.Triple(S, P, S)], XML, Full())


@pytest.mark.parametrize(
    "prefixes",
    [
        {"xml": "http://x/"},
        {"XMLx": "http://x/"},
        {"rdf": "http://x/"},
        {"": "http://x/"},
        {"ä": "http://x/"},
        {"r": RDF, "a.b": "http://x/"},
        PREFIXES,
    ],
)
def test_prefixes_that_xml_does_not_take(prefixes: dict[str, str]) -> None:
    """Prefixes that mean something else in RDF/XML are left out."""
    triples = [ox.Triple(S, P, ox.Literal("x")), ox.Triple(S, ox.NamedNode(f"{RDF}value"), S)]
    data = serialize(triples, XML, prefixes=prefixes)
    etree.fromstring(data)
    assert _triples(data, XML) == triples


def test_classes_and_blank_nodes_without_a_name() -> None:
    """What needs no name is written however it is called: a class that comes first, and labels of blank nodes."""
    type_ = ox.NamedNode(f"{RDF}type")
    triples = [
        ox.Triple(S, type_, ox.NamedNode("http://x/1")),
        ox.Triple(S, P, ox.BlankNode("1")),
        ox.Triple(S, P, ox.BlankNode("b_31")),
        ox.Triple(ox.BlankNode("1"), P, ox.BlankNode("a.b")),
    ]
    data = serialize(triples, XML)
    etree.fromstring(data)
    assert isomorphic(_graph(data, "xml"), _graph(serialize(triples, rdf_format("nt")), "nt"))
    with pytest.raises(NotAcceptableError):
        serialize([ox.Triple(S, type_, ox.NamedNode("http://x/1"))], XML)


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(["\r", "a\r\nb", " ", "<&]]>"])
_WORDS = st.text("abc1.-_ä", max_size=4)
_IRIS = st.builds(lambda start, end: ox.NamedNode(f"{start}{end}"), st.sampled_from(["http://x/", "urn:"]), _WORDS)
_BLANKS = st.sampled_from(["a", "b_61", "1", "a.b", "a-1", "_x"]).map(ox.BlankNode)
_OF_RDF = st.sampled_from([f"{RDF}{name}" for name in ("type", "value", "_1", "li", "langString")]).map(ox.NamedNode)
_LITERALS = (
    st.builds(ox.Literal, _TEXT)
    | st.builds(lambda text: ox.Literal(text, language="de-AT"), _TEXT)
    | st.builds(lambda text, iri: ox.Literal(text, datatype=iri), _TEXT, _IRIS)
)
_TRIPLES = st.lists(st.builds(ox.Triple, _IRIS | _BLANKS, _IRIS | _OF_RDF, _IRIS | _BLANKS | _LITERALS), max_size=6)


@given(triples=_TRIPLES)
@settings(max_examples=500, deadline=None)
def test_what_is_written_is_read_again(triples: list[ox.Triple]) -> None:
    """RDF/XML is well-formed, and a reader of RDF finds the same graph in it."""
    try:
        data = serialize(triples, XML, prefixes=PREFIXES)
    except NotAcceptableError:
        return
    etree.fromstring(data)
    one, other = ox.Dataset(ox.parse(data, XML.engine)), ox.Dataset(ox.Quad(*triple) for triple in triples)
    for dataset in (one, other):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert one == other


@pytest.mark.parametrize("format_", RDF_FORMATS, ids=lambda format_: str(format_.name))
def test_an_output_gets_what_would_be_returned(format_: GraphFormat) -> None:
    """The statements go to an output in the same bytes, and nothing is returned then."""
    triples = [ox.Triple(S, P, ox.Literal("a\r\nb")), ox.Triple(S, P, S)]
    output = BytesIO()
    assert serialize(triples, format_, output) == b""
    assert output.getvalue() == serialize(triples, format_)
    assert set(_triples(output.getvalue(), format_)) == set(triples)
