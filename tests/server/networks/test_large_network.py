"""Networks of a large version, which are worked out for a page only where that is soon done."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import NetworkTooLargeError, QueryTimeoutError
from ruhrgraph.queries.networks import read_network
from ruhrgraph.queries.things import Things
from ruhrgraph.server.engine.limits import LARGE, NETWORK_SECONDS
from ruhrgraph.server.engine.things_cache import ThingsCache
from ruhrgraph.server.networks import network_service
from ruhrgraph.server.networks.network_service import NetworkService


def _service(triples: int) -> NetworkService:
    """Return a service for a version of so many triples and no named things."""

    async def facts(_: float) -> tuple[str, object]:
        return "d", SimpleNamespace(triples=triples)

    engine = cast("Any", SimpleNamespace(facts=facts, digest=lambda: "d"))
    return NetworkService(engine, DEFAULT_BASE, 30.0, ThingsCache(None, "d", Things(DEFAULT_BASE)))


def test_one_that_takes_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its queries have little time together, and it is not tried again at once; of a small version it is an error."""
    asked: list[float] = []

    async def rows(_: object, __: str, seconds: float) -> tuple[str, list[Any]]:
        asked.append(seconds)
        raise QueryTimeoutError("too long")

    monkeypatch.setattr(network_service, "rows", rows)
    definition = read_network("ministries")

    async def ask(service: NetworkService) -> None:
        for _ in range(2):
            with pytest.raises(NetworkTooLargeError, match="ruhrgraph network"):
                await service.network(definition)

    asyncio.run(ask(_service(LARGE + 1)))
    (seconds,) = asked
    assert 0 < seconds <= NETWORK_SECONDS
    with pytest.raises(QueryTimeoutError):
        asyncio.run(_service(LARGE).network(definition))
    assert asked[1:] == [30.0]


def test_one_with_many_edges_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A network whose edges are too many to draw is refused after it was read."""
    definition = read_network("ministries")
    monkeypatch.setattr(network_service, "extract", lambda *_: SimpleNamespace(edges=[None] * 20_001))
    with pytest.raises(NetworkTooLargeError, match="20001 edges"):
        asyncio.run(_service(LARGE + 1).network(definition))
    assert asyncio.run(_service(LARGE).network(definition)).edges


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/network/actors", "für eine Seite zu groß"),
        ("/en/network/actors", "too large for a page"),
        ("/network/actors/rank", "für eine Seite zu groß"),
        ("/network/actors.graphml", "ruhrgraph network"),
    ],
)
def test_pages_and_files(large_server: httpx.Client, address: str, said: str) -> None:
    """Pages, questions and files of a network with more nodes than a page can draw say so, and what to do."""
    answer = large_server.get(address, headers={"accept": "text/html"} if "." not in address else {})
    assert answer.status_code == 404
    assert said in answer.text
    assert large_server.get("/network", headers={"accept": "text/html"}).status_code == 200
