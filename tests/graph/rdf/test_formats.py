"""Tests of the table of formats."""

import pytest

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, RESULT_FORMATS, GraphFormat, ResultFormat, rdf_format_of_file


@pytest.mark.parametrize("format_", [*RDF_FORMATS, *RESULT_FORMATS], ids=lambda format_: str(format_.w3c))
def test_the_engine_knows_each_format_by_name(format_: GraphFormat | ResultFormat) -> None:
    """The media type and the last part of the IRI of each format are those that the engine has for it."""
    engine = format_.engine
    assert engine.media_type.partition(";")[0] == format_.media_type
    assert engine.iri.rpartition("/")[2] == format_.w3c


@pytest.mark.parametrize("format_", RDF_FORMATS, ids=lambda format_: str(format_.name))
def test_what_a_format_can_say_of_graphs(format_: GraphFormat) -> None:
    """A format has named graphs where the engine says so."""
    assert format_.engine.supports_datasets == format_.named_graphs


@pytest.mark.parametrize("formats", [RDF_FORMATS, RESULT_FORMATS])
def test_names_are_clear(formats: tuple[GraphFormat | ResultFormat, ...]) -> None:
    """No two formats of a kind share a name or a media type."""
    names = [name for item in formats for name in (item.name, *item.short_names)]
    types = [type_ for item in formats for type_ in (item.media_type, *item.aliases)]
    assert len(names) == len(set(names))
    assert len(types) == len(set(types))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.ttl", "ttl"),
        ("a.b.NT", "nt"),
        ("a.rdf", "rdfxml"),
        ("a.owl", "rdfxml"),
        ("a.json", "jsonld"),
        ("a.trig", "trig"),
        ("a.nq", "nq"),
        ("a.csv", None),
        ("ttl", None),
        ("", None),
    ],
)
def test_the_format_of_a_file(file: str, name: str | None) -> None:
    """The suffix of a file's name says its format."""
    found = rdf_format_of_file(file)
    assert (found.name if found else None) == name
