"""SPARQLWrapper, the client that most Python scripts use, against a real server."""

import httpx
import pytest
from rdflib import Graph
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

SELECT = "SELECT ?p { ?p a <https://w3id.org/ruhrgraph/ontology#Projekt> }"
GRAPH = "CONSTRUCT WHERE { ?p a <https://w3id.org/ruhrgraph/ontology#Projekt> }"


def _wrapper(server: httpx.Client, query: str, form: str) -> SPARQLWrapper:
    """Return a client with a query set."""
    wrapper = SPARQLWrapper(str(server.base_url).rstrip("/") + "/sparql", returnFormat=form)
    wrapper.setQuery(query)
    return wrapper


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_tables(server: httpx.Client, form: str) -> None:
    """A SELECT arrives in the form that the client names."""
    converted = _wrapper(server, SELECT, form).queryAndConvert()
    if isinstance(converted, dict):
        assert form == JSON
        assert len(converted["results"]["bindings"]) == 3
    else:
        assert converted


@pytest.mark.parametrize(("method", "request_method"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_ways_to_ask(server: httpx.Client, method: str, request_method: str) -> None:
    """All ways in which the client sends a query are understood."""
    wrapper = _wrapper(server, "ASK {}", JSON)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(request_method)
    converted = wrapper.queryAndConvert()
    assert isinstance(converted, dict)
    assert converted["boolean"] is True


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the client's own use of rdflib
@pytest.mark.parametrize("form", [TURTLE, N3, XML, RDFXML, JSONLD])
def test_graphs(server: httpx.Client, form: str) -> None:
    """A CONSTRUCT arrives in the form that the client names, and is read."""
    converted = _wrapper(server, GRAPH, form).queryAndConvert()
    graph = Graph().parse(data=converted, format="turtle") if isinstance(converted, bytes) else converted
    assert isinstance(graph, Graph)
    assert len(graph) == 3


def test_syntax_errors(server: httpx.Client) -> None:
    """A syntax error becomes the client's own exception, with the place."""
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        _wrapper(server, "SELECT", JSON).query()
