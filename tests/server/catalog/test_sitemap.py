"""Sitemaps of any size, and robots.txt below any path."""

import asyncio
from collections.abc import Sequence
from xml.etree import ElementTree as ET

import httpx
import pytest
from fastapi import FastAPI

from ruhrgraph.graph.catalog.version_summary import VersionSummary
from ruhrgraph.server.catalog import routes as catalog
from ruhrgraph.server.catalog.catalog_service import CatalogService
from ruhrgraph.server.catalog.sitemap import MOST, page_url, parts, robots, sitemap
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.statistics import Counts
from ruhrgraph.server.http.problems import add_error_handlers
from ruhrgraph.server.settings import Settings

BASE, ROOT = "https://w3id.org/ruhrgraph/", "https://daten.example/ruhr/"
_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_THINGS = 2 * MOST + 3


class _Large(CatalogService):
    """The catalogue of a version with more things than fit into one sitemap."""

    async def digest(self) -> str:
        """Return a digest."""
        return "ab" * 32

    async def summary(self) -> VersionSummary:
        """Return any summary."""
        return VersionSummary("ab" * 32, 1, modified="2026-11-22T01:02:03Z")

    async def count_things(self) -> int:
        """Return how many there are."""
        return _THINGS

    async def list_things(self, limit: int, offset: int) -> Sequence[str]:
        """Return some of them."""
        return [f"{BASE}id/ort/{number}" for number in range(offset, min(offset + limit, _THINGS))]


def _get(*paths: str) -> list[httpx.Response]:
    """Return the answers of a server with the large version."""
    app, settings = FastAPI(), Settings()
    app.state.settings = settings
    app.state.catalog = _Large(settings, Pool(Limits(), settings.data, ""), Counts())
    app.router.routes.extend(catalog.router.routes)
    add_error_handlers(app)

    async def ask() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://daten.example") as client:
            return [await client.get(path) for path in paths]

    return asyncio.run(ask())


def test_a_large_dataset_has_an_index() -> None:
    """Where one file cannot list all pages, the sitemap is an index of files that do, each page once."""
    index, *files, beyond = _get("/sitemap.xml", "/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml", "/sitemap-4.xml")
    tree = ET.fromstring(index.content)  # noqa: S314  # our own server wrote it
    assert tree.tag == f"{_NAMESPACE}sitemapindex"
    listed = [entry.text for entry in tree.iter(f"{_NAMESPACE}loc")]
    assert listed == [f"http://daten.example/sitemap-{number}.xml" for number in (1, 2, 3)]
    pages = [
        entry.text
        for file in files
        for entry in ET.fromstring(file.content).iter(f"{_NAMESPACE}loc")  # noqa: S314  # as above
    ]
    assert len(pages) == len(set(pages)) == _THINGS
    assert all(file.content.count(b"<loc>") <= MOST for file in files)
    assert beyond.status_code == 404


@pytest.mark.parametrize(("count", "numbers"), [(0, [1]), (1, [1]), (MOST, [1]), (MOST + 1, [1, 2])])
def test_how_many_files(count: int, numbers: list[int]) -> None:
    """There is a file for each 50,000 things, and at least one."""
    assert list(parts(count)) == numbers


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        ("id/ort/essen", "doc/ort/essen"),
        ("id/ort/%3Cx%3E", "doc/ort/%3Cx%3E"),
        ("id/ort/mülheim", "doc/ort/m%C3%BClheim"),
    ],
)
def test_the_address_of_a_page(iri: str, address: str) -> None:
    """A page is at the server at hand; letters beyond ASCII are encoded, what is encoded stays."""
    assert page_url(f"{BASE}{iri}", BASE, ROOT) == f"{ROOT}{address}"


def test_what_xml_cannot_hold() -> None:
    """Ampersands are escaped; without a date there is none."""
    text = sitemap([f"{ROOT}doc/a&b"], None).decode()
    assert f"<loc>{ROOT}doc/a&amp;b</loc>" in text
    assert "lastmod" not in text


def test_robots_below_a_path() -> None:
    """The rules hold below the path at which a proxy shows the server."""
    assert "Disallow: /ruhr/sparql\n" in robots(ROOT)
    assert robots(ROOT).endswith(f"Sitemap: {ROOT}sitemap.xml\n")
