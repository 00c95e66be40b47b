"""A server of ours that asks another engine: the same answers as from the embedded one, limits, and switching."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import Version, publish, published
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import marker_graph
from ruhrgraph.server.engine.remote.publication import publish_remotely
from ruhrgraph.server.settings import from_environment
from tests.browser.pages import KINDS
from tests.engines.local_engines import LocalEngine
from tests.server.conftest import _serving

_TAKEN = re.compile(r"(?:Beantwortet in|Answered in) [\d.,]+ s|nonce-[\w-]+|\d{4}-\d\d-\d\dT[\d:.]+Z?")
_PUBLIC = "http://ruhrgraph.example/"
_FREE = {"result-rows", "result-statements", "versions"}
"""Pages of what engines are free in (rows without an order, DESCRIBE), and one that tells of the data folder alone."""
_LONG = "SELECT (COUNT(*) AS ?n) {{ {} FILTER(STR(?a) > STR(?d)) }}".format(
    " ".join(f"?{name} a <{DEFAULT_BASE}ontology#Projekt> ." for name in "abcd")
)


@pytest.fixture(scope="module")
def own(data: Path) -> Iterator[httpx.Client]:
    """Return a client of a server with the embedded engine."""
    with _serving("--data", str(data), "--workers", "1", RUHRGRAPH_PUBLIC_URL=_PUBLIC) as (_, client):
        yield client


@pytest.fixture(scope="module")
def other(data: Path, engine: LocalEngine) -> Iterator[httpx.Client]:
    """Return a client of a server that asks another engine."""
    settings = {**engine.settings, "RUHRGRAPH_PUBLIC_URL": _PUBLIC}
    with _serving("--data", str(data), "--workers", "1", **settings) as (_, client):
        yield client


def _addresses() -> Iterator[str]:
    """Yield an address of every kind of page, and files of every kind of feature."""
    yield from (f"/{kind.path}" for kind in KINDS if kind.name not in _FREE)
    yield from (f"/queries/forums.{suffix}" for suffix in ("json", "csv", "tsv", "xml"))
    yield from ("/network/persons.graphml", "/network/organisations.csv", "/catalog.nt", "/.well-known/void")
    yield from ("/sitemap.xml", "/veranstaltungen.csv", "/en/organisationen", "/source/handlungsfelder")
    yield from ("/doc/projekt/13-01.ttl", "/doc/themenforum/13.jsonld", "/reconcile/suggest/entity?prefix=Ge")
    yield "/reconcile?queries=%7B%22q%22:%7B%22query%22:%22Hendrik+W%C3%BCst%22%7D%7D"


@pytest.mark.parametrize("address", tuple(_addresses()))
def test_answers(own: httpx.Client, other: httpx.Client, address: str) -> None:
    """A reader cannot tell from an answer which engine is asked."""
    expected, found = own.get(address), other.get(address)
    assert (found.status_code, found.headers["content-type"]) == (
        expected.status_code,
        expected.headers["content-type"],
    )
    assert _TAKEN.sub("", found.text) == _TAKEN.sub("", expected.text)
    if not _TAKEN.search(found.text):
        assert found.headers.get("etag") == expected.headers.get("etag")


def test_what_a_client_has_already(own: httpx.Client, other: httpx.Client) -> None:
    """A copy that a reader has from the embedded engine is as good as one from another."""
    tag = own.get("/queries/forums.csv").headers["etag"]
    assert other.get("/queries/forums.csv", headers={"if-none-match": tag}).status_code == 304


def test_a_query_that_takes_too_long(other: httpx.Client) -> None:
    """The time of a client ends a query that the engine goes on with."""
    assert other.get("/sparql", params={"query": "ASK {}"}).status_code == 200  # the version is loaded
    answer = other.get("/sparql", params={"query": _LONG, "timeout": "1.5"}, headers={"accept": "text/csv"})
    assert (answer.status_code, "gave no answer within" in answer.text) == (504, True), answer.text


@pytest.mark.parametrize("clauses", ["", "FROM <urn:others>", "FROM NAMED <urn:others>"])
def test_graphs_of_others(other: httpx.Client, engine: LocalEngine, clauses: str) -> None:
    """What else the engine has is not seen: neither its own default graph nor a graph that a query names."""
    address = from_environment(engine.settings).engine
    assert address is not None
    Endpoint(address).update("INSERT DATA { <urn:a> <urn:b> 1 . GRAPH <urn:others> { <urn:a> <urn:b> 2 } }", 60)
    query = f"SELECT ?o {clauses} {{ {{ ?s <urn:b> ?o }} UNION {{ GRAPH ?g {{ ?s <urn:b> ?o }} }} }}"
    assert other.get("/sparql", params={"query": query}, headers={"accept": "text/csv"}).text == "o\r\n"


def test_readers_of_a_switch(empty_engine: LocalEngine, tmp_path: Path) -> None:
    """Whoever asks the engine while versions change finds the marker and the statements of one version."""
    base = "http://switch.example/"
    environment = {"RUHRGRAPH_DATA": str(tmp_path), "RUHRGRAPH_BASE_IRI": base, **empty_engine.settings}
    settings = from_environment(environment)
    versions = [_version(tmp_path / name, base, name) for name in ("1", "2")]
    publish_remotely(versions[0], replace(settings, data=tmp_path / "1"), lambda _: None)
    seen: list[tuple[tuple[str, str], ...]] = []
    ended = threading.Event()
    assert settings.engine is not None
    reader = threading.Thread(target=_read, args=(Endpoint(settings.engine), base, seen, ended))
    reader.start()
    try:
        for turn in range(1, 7):
            name = turn % 2
            publish_remotely(versions[name], replace(settings, data=tmp_path / str(name + 1)), lambda _: None)
    finally:
        ended.set()
        reader.join()
    expected = {((version.digest, name),) for version, name in zip(versions, ("1", "2"), strict=True)}
    assert set(seen) == expected


def _version(folder: Path, base: str, name: str) -> Version:
    """Publish a version in which each of two graphs says its name."""
    lines = "".join(f'<{base}s> <{base}p{graph}> "{name}" <{base}graph/{graph}> .\n' for graph in "ab")
    publish(folder, lines.encode(), b'{"documents": []}\n')
    return published(folder)


def _read(endpoint: Endpoint, base: str, seen: list[tuple[tuple[str, str], ...]], ended: threading.Event) -> None:
    """Ask again and again for the version in use and what both of its graphs say."""
    identifier = "<http://purl.org/dc/terms/identifier>"
    query = f"""SELECT ?digest ?name {{
        GRAPH <{marker_graph(base)}> {{ ?version {identifier} ?digest }}
        GRAPH <{base}graph/a> {{ ?s <{base}pa> ?name }} GRAPH <{base}graph/b> {{ ?s <{base}pb> ?name }}
    }}"""
    while not ended.is_set():
        rows = endpoint.select(query, 30)
        seen.append(tuple((_text(row["digest"]), _text(row["name"])) for row in rows))
    endpoint.close()


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else ""
