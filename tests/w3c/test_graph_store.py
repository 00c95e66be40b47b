"""The W3C's tests of the Graph Store Protocol: the list that describes its requests, and the older one in prose."""

import pytest

from tests.w3c.backends import Server
from tests.w3c.exchanges import HttpCase, graph_store_cases, graph_store_chain
from tests.w3c.expectations import parameters
from tests.w3c.wire import play_alone


@pytest.mark.parametrize("case", parameters(graph_store_cases()))
def test_graph_store(case: HttpCase, playground: Server) -> None:
    """The requests of a test get the responses that the W3C expects, from an empty store on."""
    play_alone(case, playground)


@pytest.mark.parametrize("case", parameters(graph_store_chain()))
def test_graph_store_in_prose(case: HttpCase, chain_outcomes: dict[str, str | None]) -> None:
    """A test of the list in prose gets its response, after all those before it."""
    assert chain_outcomes[case.iri] is None
