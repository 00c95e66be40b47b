"""Content negotiation: headers as clients really send them."""

import pytest

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, RESULT_FORMATS
from ruhrgraph.ontology.errors import NotAcceptableError
from ruhrgraph.server.http.negotiation import HTML, PROBLEM, choose, names_format

_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("*", "application/sparql-results+json"),
        ("application/*", "application/sparql-results+json"),
        ("text/*", "text/csv; charset=utf-8"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("TEXT/CSV; Header=present", "text/csv; charset=utf-8"),
        ("text/tab-separated-values, text/csv;q=0.9", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.7", "application/sparql-results+xml"),
        ("text/csv;q=0.2,*/*;q=0.1", "text/csv; charset=utf-8"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("application/xml", "application/xml"),
        ("application/sparql-results+json,application/json,text/javascript", "application/sparql-results+json"),
        ("application/sparql-results+json,*/*;q=0.9", "application/sparql-results+json"),
        ("application/n-triples,*/*;q=0.9", "application/sparql-results+json"),
        ("image/png, ;;;, text/csv", "text/csv; charset=utf-8"),
        ('text/csv;a="x,y";q=0.5, application/sparql-results+xml;q=0.6', "application/sparql-results+xml"),
        (_BROWSER, "application/xml"),
    ],
)
def test_forms_of_results(accept: str | None, content_type: str) -> None:
    """A table of results comes in the form that is most welcome, JSON where several are."""
    assert choose(accept, RESULT_FORMATS).content_type == content_type


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
        ("application/n-triples,*/*;q=0.9", "application/n-triples"),
        ("application/n-quads", "application/n-quads"),
        ("application/trig", "application/trig"),
        ("application/x-turtle", "application/x-turtle"),
        ("text/n3", "text/n3; charset=utf-8"),
        ("application/rdf+xml;q=0.9, text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_forms_of_graphs(accept: str, content_type: str) -> None:
    """A graph comes in the form that is most welcome, Turtle where several are."""
    assert choose(accept, RDF_FORMATS).content_type == content_type


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("ttl", "ttl"),
        ("turtle", "ttl"),
        ("n3", "ttl"),
        ("nt", "nt"),
        ("n-triples", "nt"),
        ("jsonld", "jsonld"),
        ("json-ld", "jsonld"),
        ("json", "jsonld"),
        ("rdf", "rdfxml"),
        ("rdf+xml", "rdfxml"),
        ("rdf xml", "rdfxml"),
        ("xml", "rdfxml"),
        ("trig", "trig"),
        ("nq", "nq"),
        ("TURTLE", "ttl"),
        ("application/n-triples", "nt"),
    ],
)
def test_short_names_of_graphs(asked: str, name: str) -> None:
    """The names that clients send with `?format=` go before the header."""
    assert choose("image/png", RDF_FORMATS, asked).format.name == name


@pytest.mark.parametrize("asked", ["json", "xml", "csv", "tsv", "application/sparql-results+xml"])
def test_short_names_of_results(asked: str) -> None:
    """A table has its short names."""
    assert asked in (found := choose(None, RESULT_FORMATS, asked).format).name or asked == found.media_type


@pytest.mark.parametrize(
    ("accept", "asked"),
    [("image/png", None), ("text/html;q=1", None), ("*/*;q=0", None), ("*/*", "ttl"), (None, "pdf")],
)
def test_what_cannot_be_is_refused_with_what_can(accept: str | None, asked: str | None) -> None:
    """A form that there is not is an error that lists those there are."""
    with pytest.raises(NotAcceptableError, match=r"json.*csv"):
        choose(accept, RESULT_FORMATS, asked)


def test_browsers_get_pages_where_there_are_any() -> None:
    """A browser prefers HTML, other clients do not get it by a wildcard."""
    assert choose(_BROWSER, (*RDF_FORMATS, HTML)).format is HTML
    assert choose("*/*", (*RDF_FORMATS, HTML)).format is not HTML


@pytest.mark.parametrize(
    ("accept", "named"),
    [("application/problem+json", True), ("*/*", False), ("application/problem+json;q=0", False), (None, False)],
)
def test_problems_are_for_those_who_name_them(accept: str | None, *, named: bool) -> None:
    """Only a client that names a type outright counts as naming it."""
    assert names_format(accept, PROBLEM) is named
