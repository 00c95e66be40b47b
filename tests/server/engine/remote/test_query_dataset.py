"""The dataset that a query is sent with: graphs of the version that it names, and no clause that names others."""

import pytest

from ruhrgraph.server.engine.remote.marker import Marker
from ruhrgraph.server.engine.remote.query_dataset import Graphs, with_dataset

BASE = "http://a.example/"
A, B = f"{BASE}graph/a", f"{BASE}graph/b"
MARKER = Marker("d" * 64, "urn:uuid:1", 1, (A, B))
UNION, NONE = f"{BASE}version/{MARKER.digest}", f"{BASE}version/none"


@pytest.mark.parametrize(
    ("query", "sent", "default", "named"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o }", [UNION], []),
        ("SELECT * {GRAPH?g{?s ?p ?o}}", "SELECT * {GRAPH?g{?s ?p ?o}}", [UNION], [A, B]),
        (f"ASK FROM <{A}> {{}}", "ASK   {}", [A], []),
        (f"SELECT*FROM<{A}>FROM NAMED<graph/b>{{GRAPH ?g {{}}}}", "SELECT*  {GRAPH ?g {}}", [A], [B]),
        (f"ASKFROMNAMED<{B}>{{GRAPH ?g {{}}}}", "ASK {GRAPH ?g {}}", [], [B]),
        (f"PREFIX g: <{BASE}graph/> ASK from\n#x\nnamed g:a {{}}", f"PREFIX g: <{BASE}graph/> ASK   {{}}", [], [A]),
        ("BASE <graph/> ASK FROM <a> {}", "BASE <graph/> ASK   {}", [A], []),
        ("ASK FROM <urn:others> {}", "ASK   {}", [NONE], []),
        (f"ASK FROM NAMED <urn:others> FROM <{A}> {{}}", "ASK     {}", [A], []),
        (f"ASK FROM <{UNION}> FROM <{BASE}version/current> {{}}", "ASK     {}", [NONE], []),
        ("ASK { ?s ?p 'FROM <urn:a>' } # FROM <urn:a>", "ASK { ?s ?p 'FROM <urn:a>' } # FROM <urn:a>", [UNION], []),
        ("SELECT ?FROM { ?FROM <urn:FROM> 1 }", "SELECT ?FROM { ?FROM <urn:FROM> 1 }", [UNION], []),
    ],
)
def test_clauses_become_parameters(query: str, sent: str, default: list[str], named: list[str]) -> None:
    """What FROM names goes by the protocol, if it is of the version; the text that is sent names no graph."""
    assert with_dataset(query, None, BASE, MARKER) == (sent, _parameters(default, named))


@pytest.mark.parametrize(
    ("requested", "default", "named"),
    [
        (([A], [B]), [A], [B]),
        (([], [B]), [], [B]),
        ((["urn:others"], [B, "urn:others"]), [], [B]),
        ((["urn:others"], []), [NONE], []),
    ],
)
def test_a_request_counts_more_than_its_query(requested: Graphs, default: list[str], named: list[str]) -> None:
    """A dataset of the request takes the place of that in the query, and is kept to the version, too."""
    assert with_dataset(f"ASK FROM <{B}> {{}}", requested, BASE, MARKER) == ("ASK   {}", _parameters(default, named))


def _parameters(default: list[str], named: list[str]) -> list[tuple[str, str]]:
    return [*(("default-graph-uri", iri) for iri in default), *(("named-graph-uri", iri) for iri in named)]
