"""The content of the catalogue, asked of a real pool."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from ruhrgraph.graph.catalog.dcat import CatalogContent
from ruhrgraph.graph.versions.repository import publish, published
from ruhrgraph.server.catalog import catalog_service
from ruhrgraph.server.catalog.catalog_service import CatalogService
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.statistics import Counts
from ruhrgraph.server.settings import Settings
from tests.server.engine.pool.pools import generations

BASE = Settings().base
ROOT = "https://daten.example/"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with three things, one of them elsewhere, and no dumps yet."""
    types = ((f"{BASE}id/ort/a", "Ort"), (f"{BASE}id/ort/b", "Ort"), ("https://elsewhere.example/c", "Ort"))
    lines = [
        f"<{thing}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ontology#{type_}> <{BASE}graph/x> .\n"
        for thing, type_ in types
    ]
    publish(tmp_path, "".join(sorted(lines)).encode(), b"{}", base=BASE)
    return tmp_path


@pytest.fixture
def address(data: Path) -> Iterator[str]:
    """Return where a pool asks."""
    with generations(Limits(), data) as found:
        yield found


def _service(data: Path, address: str) -> CatalogService:
    return CatalogService(Settings(data=data), Pool(Limits(), data, address), Counts())


def test_things_with_a_page(data: Path, address: str) -> None:
    """Only things below the base have a page; they are counted, listed in order, and one is an example of its class."""

    async def ask() -> None:
        service = _service(data, address)
        assert await service.count_things() == 2
        assert await service.list_things(10, 0) == [f"{BASE}id/ort/a", f"{BASE}id/ort/b"]
        assert await service.list_things(1, 1) == [f"{BASE}id/ort/b"]
        assert await service.examples() == (f"{BASE}id/ort/a",)
        assert {name: count.triples for name, count in (await service.graphs()).items()} == {f"{BASE}graph/x": 3}

    asyncio.run(ask())


def _dumps(content: CatalogContent) -> list[str]:
    """Return the paths of the downloads that are dumps."""
    return [download.path for download in content.downloads if download.path.startswith("dumps/")]


def test_downloads_come_with_the_dumps(data: Path, address: str) -> None:
    """What is at hand names no dumps before they are made; the whole content waits for them."""

    async def ask() -> None:
        service = _service(data, address)
        assert not _dumps(await service.available_content(ROOT))
        assert _dumps(await service.content(ROOT))
        assert _dumps(await service.available_content(ROOT))

    asyncio.run(ask())


def test_a_large_version_does_not_wait_for_its_dumps(data: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its catalogue names the usual downloads, without sizes, until the dumps are made."""

    async def never(*_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(catalog_service, "wait_for_dumps", never)
    monkeypatch.setattr(catalog_service, "LARGE", 1)
    monkeypatch.setattr(catalog_service, "SHORT_SECONDS", 0.01)

    async def ask() -> None:
        service = _service(data, address)
        content = await service.content(ROOT)
        assert _dumps(content)
        assert not service.has_downloads(content.summary.digest)

    asyncio.run(ask())


def test_summary_follows_the_version(data: Path, address: str) -> None:
    """Facts are those of the version in use, and of the next one as soon as that is in use."""

    async def ask() -> None:
        service = _service(data, address)
        first = await service.summary()
        assert (first.digest, first.triples) == (published(data).digest, 3)
        assert await service.summary() is first
        publish(data, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", b"{}", base=BASE)
        second = await service.summary()
        assert (second.digest, second.triples) == (published(data).digest, 1)

    asyncio.run(ask())
