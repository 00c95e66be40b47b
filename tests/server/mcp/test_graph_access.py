"""What the tools ask."""

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.mcp.graph_access import GraphAccess, page_address
from tests.server.mcp.conftest import ROOT, Wait


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (f"{DEFAULT_BASE}id/person/hendrik-wuest", f"{ROOT}doc/person/hendrik-wuest"),
        (f"{DEFAULT_BASE}source/themenforen#char=1,2", f"{ROOT}source/themenforen#char=1,2"),
        ("https://www.wikidata.org/entity/Q1", "https://www.wikidata.org/entity/Q1"),
    ],
)
def test_addresses_of_pages(iri: str, address: str) -> None:
    """A thing of the data has its page at the server, others are where their IRIs lead."""
    assert page_address(iri, DEFAULT_BASE, ROOT) == address


def test_rows_are_kept(access: GraphAccess, wait: Wait) -> None:
    """The next page of an answer needs no second query; what is long is not kept."""
    query = "SELECT ?n { VALUES ?n { 1 2 3 } }"
    assert wait(access.rows(query)) is wait(access.rows(query))
    long = "SELECT ?s { ?s ?p ?o } LIMIT 10001"
    assert wait(access.rows(long)) is not wait(access.rows(long))
