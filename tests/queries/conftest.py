"""Fixtures of the canned queries: `small` for a dataset made by hand, `real` for the shipped documents.

Both are stores whose default graph is the union of all graphs, as on every face. Take `small` to see that a query's
rows are right for what the documents do not have; take `real` to hold them against what was read by hand.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.graph.versions.things_maker import things_of
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import bind, read
from ruhrgraph.server.engine.evaluation import fill_default_graph

SMALL = Path(__file__).parents[1] / "server" / "small.trig"

Rows = list[dict[str, str]]
Ask = Callable[..., Rows]


def _ask(store: Store) -> Ask:
    """Return a function that gives a canned query's rows with plain values; empty cells are empty texts."""
    things = things_of(store, DEFAULT_BASE)

    def ask(name: str, **values: str) -> Rows:
        solutions = store.query(bind(read(name), values, things))
        assert isinstance(solutions, QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        return [{key: "" if row[key] is None else row[key].value for key in names} for row in solutions]

    return ask


@pytest.fixture(scope="session")
def small_store() -> Store:
    """Return the dataset made by hand as a store."""
    store = Store()
    store.load(path=str(SMALL))
    return fill_default_graph(store)


@pytest.fixture(scope="session")
def small(small_store: Store) -> Ask:
    """Return a function that asks the dataset made by hand."""
    return _ask(small_store)


@pytest.fixture(scope="session")
def real(version: Version) -> Ask:
    """Return a function that asks the shipped documents."""
    return _ask(fill_default_graph(load_store(version)))


@pytest.fixture(scope="session")
def csv(small_store: Store) -> Callable[[str], list[str]]:
    """Return a function that gives a canned query's lines as CSV, without IRIs' common beginning."""
    things = things_of(small_store, DEFAULT_BASE)

    def ask(name: str, **values: str) -> list[str]:
        result = small_store.query(bind(read(name), values, things))
        assert isinstance(result, QuerySolutions)
        written = result.serialize(format=QueryResultsFormat.CSV) or b""
        return written.decode().replace("https://w3id.org/ruhrgraph/id/", "").splitlines()

    return ask
