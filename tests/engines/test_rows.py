"""Queries on other engines: all rows, cell by cell and term by term, as the embedded engine gives them."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, cast

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.networks.extraction import extract
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.graph.versions.things_maker import things_of
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import bind, names, read
from ruhrgraph.queries.examples import examples
from ruhrgraph.queries.networks import network_names, read_network
from ruhrgraph.queries.things import Things
from ruhrgraph.server.engine.evaluation import fill_default_graph
from ruhrgraph.server.engine.remote.endpoint import JSON_RESULTS, N_TRIPLES, Endpoint
from ruhrgraph.server.engine.remote.marker import read_marker, union_graph
from ruhrgraph.server.settings import from_environment
from tests.engines.local_engines import LocalEngine

Table = tuple[tuple[str, ...], ...]
Ask = Callable[[str], Table]
_SECONDS = 60.0


@pytest.fixture(scope="module")
def own(version: Version) -> ox.Store:
    """Return the shipped documents in a store."""
    return fill_default_graph(load_store(version))


@pytest.fixture(scope="module")
def things(own: ox.Store) -> Things:
    """Return the names of the shipped documents."""
    return things_of(own, DEFAULT_BASE)


@pytest.fixture(scope="module")
def ask(engine: LocalEngine) -> Iterator[Ask]:
    """Return a function that puts a query to the engine, over the version that is in use there."""
    address = from_environment(engine.settings).engine
    assert address is not None
    endpoint = Endpoint(address)
    marker = read_marker(endpoint, DEFAULT_BASE, _SECONDS)
    dataset = [("default-graph-uri", union_graph(DEFAULT_BASE, marker.digest))]
    dataset += [("named-graph-uri", graph) for graph in marker.graphs]

    def ask_engine(text: str) -> Table:
        graph = isinstance(ox.Store().query(text, base_iri=DEFAULT_BASE), ox.QueryTriples)
        until = time.monotonic() + _SECONDS
        with endpoint.query([("query", text), *dataset], N_TRIPLES if graph else JSON_RESULTS, until) as stream:
            source = cast("IO[bytes]", stream)
            if graph:
                return _statements(quad.triple for quad in ox.parse(source, ox.RdfFormat.N_TRIPLES))
            found = ox.parse_query_results(source, ox.QueryResultsFormat.JSON)
            assert isinstance(found, ox.QuerySolutions)
            return _table(found)

    yield ask_engine
    endpoint.close()


def _table(solutions: ox.QuerySolutions) -> Table:
    """Return the names of the variables and all rows, in order."""
    variables = [variable.value for variable in solutions.variables]
    rows = ([str(row[name]) if row[name] is not None else "" for name in variables] for row in solutions)
    return (tuple(variables), *map(tuple, rows))


def _statements(triples: Iterable[ox.Triple]) -> Table:
    """Return statements in an order of ours, as they have none."""
    return tuple((str(triple),) for triple in sorted(set(triples), key=str))


def _own(store: ox.Store, text: str) -> Table:
    """Return what the embedded engine answers."""
    found = store.query(text, base_iri=DEFAULT_BASE)
    return _statements(found) if isinstance(found, ox.QueryTriples) else _table(cast("ox.QuerySolutions", found))


def _values() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each canned query without values but those that it needs, and with the example of each parameter alone.

    Those that look through the whole graph are asked with the first parameter only, as they take some engines seconds.
    """
    for name in names():
        parameters = read(name).parameters
        needed = {parameter.name: parameter.example for parameter in parameters if parameter.required}
        yield name, needed
        optional = [parameter for parameter in parameters if not parameter.required]
        for parameter in optional[:1] if name in ("edges", "evidence") else optional:
            yield name, {**needed, parameter.name: parameter.example}


@pytest.mark.parametrize(("name", "values"), tuple(_values()))
def test_canned_queries(ask: Ask, own: ox.Store, things: Things, name: str, values: Mapping[str, str]) -> None:
    """A canned query gives the same rows in the same order, whichever engine answers it."""
    text = bind(read(name), values, things)
    assert ask(text) == _own(own, text)


@pytest.mark.parametrize("text", ["a b", "Straße", "e-sport", "ö", "Ruhr Uni", "3D"])
def test_search(ask: Ask, own: ox.Store, things: Things, text: str) -> None:
    """So does a search for what engines may find or cut differently: parts of words, signs, letters beyond ASCII."""
    query = bind(read("search"), {"text": text}, things)
    assert ask(query) == _own(own, query)


@pytest.mark.parametrize("text", [example.text for example in examples()], ids=[each.name for each in examples()])
def test_examples(ask: Ask, own: ox.Store, text: str) -> None:
    """So do the examples of the query editor."""
    assert ask(text) == _own(own, text)


@pytest.mark.parametrize("name", network_names())
def test_networks(ask: Ask, own: ox.Store, name: str) -> None:
    """A network has the same nodes and edges, with the same days and the same evidence."""
    found, expected = (extract(_rows(answers), read_network(name), DEFAULT_BASE) for answers in (ask, _asking(own)))
    assert found == expected


def _asking(store: ox.Store) -> Ask:
    return lambda text: _own(store, text)


def _rows(ask: Ask) -> Callable[[str], list[dict[str, str]]]:
    """Return a function that gives rows as networks are read from: the values of bound variables."""

    def ask_rows(text: str) -> list[dict[str, str]]:
        variables, *rows = ask(text)
        return [{name: _value(cell) for name, cell in zip(variables, row, strict=True) if cell} for row in rows]

    return ask_rows


def _value(term: str) -> str:
    """Return the value of a term that stands in N-Triples."""
    quad = next(iter(ox.parse(f"<urn:s> <urn:p> {term} .", ox.RdfFormat.N_TRIPLES)))
    return str(cast("ox.NamedNode | ox.Literal", quad.object).value)
