"""Fixtures of the networks: `networks` are those of the shipped documents, by name."""

from functools import partial

import pytest
from pyoxigraph import Store

from ruhrgraph.graph.networks.extraction import extract
from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.networks.statements import ask_store
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.networks import network_names, read_network


@pytest.fixture(scope="session")
def networks(store: Store) -> dict[str, Network]:
    """Return all networks of the shipped documents."""
    ask = partial(ask_store, store)
    return {name: extract(ask, read_network(name), DEFAULT_BASE) for name in network_names()}
