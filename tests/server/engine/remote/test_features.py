"""All features on another engine: the same answers as on the embedded one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.server.engine.remote.conftest import Serving
from tests.server.engine.remote.engines import Engine, address_of, oxigraph_server, put_version

_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?|total;dur=[\d.]+|nonce-[\w-]+")


def _call(tool: str, arguments: dict[str, str]) -> dict[str, object]:
    """Return a call of a tool of assistants."""
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}


GETS = [
    "/",
    "/en/",
    "/suche?q=Mobilit%C3%A4t",
    "/personen",
    "/en/projekte?q=Ruhr",
    "/veranstaltungen.csv",
    "/doc/projekt/13-01",
    "/doc/themenforum/13.nt",
    "/doc/person/hendrik-wuest.jsonld",
    "/ontology",
    "/source/themenforen",
    "/catalog.nt",
    "/queries/forums.csv",
    "/queries/project-chain.csv",
    "/queries/evidence.csv?document=themenforen",
    "/queries/search.json?text=Wasserstoff",
    "/network",
    "/network/actors.graphml",
    "/network/actors/path?from=Hendrik+W%C3%BCst&to=NRW.BANK",
    "/reconcile",
    "/reconcile?queries=%7B%22q%22:%7B%22query%22:%22Hendrik+W%C3%BCst%22%7D%7D",
    "/reconcile/suggest/entity?prefix=Ge",
    "/sitemap.xml",
    "/health",
]
QUERY = {"query": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"}
POSTS: list[tuple[str, dict[str, object]]] = [
    ("/mcp", _call("sparql", QUERY)),
    ("/mcp", _call("describe", {"thing": "https://w3id.org/ruhrgraph/id/projekt/13-01"})),
]


@pytest.fixture(scope="module")
def shipped(serving: Serving, built: Path) -> Iterator[httpx.Client]:
    """Return a client of a server that asks another engine for the shipped documents."""
    with oxigraph_server() as engine, _served(serving, built, engine) as client:
        yield client


@contextmanager
def _served(serving: Serving, built: Path, engine: Engine) -> Iterator[httpx.Client]:
    """Serve the shipped documents from an engine."""
    put_version(engine, built)
    settings = {"RUHRGRAPH_ENGINE": address_of(engine).query, "RUHRGRAPH_PROCESSES": "4"}
    with serving("--data", str(built), "--workers", "1", **settings) as (_, client):
        yield client


def _lines(answer: httpx.Response) -> tuple[int, list[str]]:
    """Return the status, and the lines without the address of the server and times, sorted: no order is promised."""
    text = answer.text.replace(str(answer.request.url.copy_with(path="/", query=None)).rstrip("/"), "")
    return answer.status_code, sorted(_TIME.sub("", text).splitlines())


@pytest.mark.parametrize("path", GETS)
def test_an_answer_is_the_same(shipped: httpx.Client, client: httpx.Client, path: str) -> None:
    """Pages, lists, descriptions, queries, networks and the catalogue do not depend on the engine."""
    ours, theirs = (_lines(asked.get(path, headers={"accept": "text/html, */*;q=0.5"})) for asked in (client, shipped))
    assert ours[0] == 200
    assert theirs == ours


@pytest.mark.parametrize(("path", "content"), POSTS, ids=["query", "description"])
def test_an_answer_to_a_program_is_the_same(
    shipped: httpx.Client, client: httpx.Client, path: str, content: dict[str, object]
) -> None:
    """Tools of assistants do not depend on the engine."""
    accept = {"accept": "application/json, text/event-stream"}
    ours, theirs = (asked.post(path, json=content, headers=accept) for asked in (client, shipped))
    assert 'isError":true' not in ours.text
    assert (ours.status_code, _lines(theirs)) == (200, _lines(ours))
