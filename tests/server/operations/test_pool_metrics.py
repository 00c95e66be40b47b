"""The metrics of a real pool: they follow the version in use."""

import asyncio
from pathlib import Path

from prometheus_client import REGISTRY

from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.operations import pool_metrics
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.query_service import QueryService
from tests.server.engine.pool.pools import generations, until


def _triples() -> float | None:
    return REGISTRY.get_sample_value("ruhrgraph_triples")


def _in_use(digest: str) -> float | None:
    return REGISTRY.get_sample_value("ruhrgraph_version", {"digest": digest})


def test_they_follow_the_version(tmp_path: Path) -> None:
    """The number of triples is that of the version in use, and only that one is marked, also after a gap."""
    first, _ = publish(tmp_path, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", b"{}")
    limits = Limits()

    async def follow(address: str) -> None:
        service = QueryService(Settings(data=tmp_path), Pool(limits, tmp_path, address))
        task = asyncio.create_task(pool_metrics.measure_pool(service))
        await until(lambda: _triples() == 1)
        assert _in_use(first.digest) == 1
        (tmp_path / "current").unlink()
        await asyncio.sleep(1.2)
        second, _ = publish(tmp_path, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a> <urn:b> <urn:d> <urn:g> .\n", b"{}")
        await until(lambda: _triples() == 2)
        assert (_in_use(first.digest), _in_use(second.digest)) == (0, 1)
        task.cancel()
        await asyncio.wait((task,))

    with generations(limits, tmp_path) as address:
        asyncio.run(follow(address))
