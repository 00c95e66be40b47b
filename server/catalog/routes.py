"""For harvesters and crawlers: `/catalog`, `/.well-known/void`, `/sitemap.xml`, `/robots.txt`.

In: requests. Out: the catalogue by content negotiation, by suffix and by `?format=`; RDF/XML for who does not mind, as
that is what the portals' harvesters ask for first and CKAN takes for granted.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from hashlib import blake2b
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode, Triple
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ruhrgraph.graph.catalog.dcat import catalog
from ruhrgraph.graph.catalog.paging import MOST, Page, links, page
from ruhrgraph.graph.catalog.stable_part import DATASETS
from ruhrgraph.graph.catalog.void import void
from ruhrgraph.graph.rdf.formats import RDF_FORMATS, Format
from ruhrgraph.ontology.errors import PageNotFoundError, ParameterError
from ruhrgraph.server.catalog.page import shelves
from ruhrgraph.server.catalog.service import CatalogService
from ruhrgraph.server.catalog.sitemap import MOST as MOST_ADDRESSES
from ruhrgraph.server.catalog.sitemap import PAGES, document, index, parts, robots, sitemap
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.negotiation import HTML, choose
from ruhrgraph.server.http.responses import conditional_response
from ruhrgraph.server.http.templates import PAGE_POLICY
from ruhrgraph.server.http.urls import root_path, root_url

router = APIRouter(tags=["harvesting"])

_CATALOG_FORMATS = tuple(sorted(RDF_FORMATS, key=lambda item: item.name != "rdfxml"))
_PARAMETERS = ("page", "size", "format")
_WHOLE = re.compile(r"[1-9][0-9]{0,5}")


@router.get("/catalog", summary="The catalogue (DCAT-AP.de 3.0)", response_class=Response)
@router.get("/catalog.{suffix}", include_in_schema=False)
async def get_catalog(request: Request) -> Response:
    """Return the catalogue, or one page of it (`page`, and `size` for the number of datasets on each)."""
    wanted = page(_number(request, "page", 1), _number(request, "size", MOST))
    offering = _offering(request)

    async def told() -> Iterable[Triple]:
        content = await offering.content(root_url(request))
        return [*catalog(content, wanted.datasets), *_links(request, content.addresses.catalog, wanted)]

    async def shown() -> bytes:
        return shelves(await offering.content(root_url(request)), root_path(request), _CATALOG_FORMATS)

    return await _graph(request, _CATALOG_FORMATS, told, shown)


@router.get("/dataset-texts", include_in_schema=False)
async def get_dataset_with_texts(request: Request) -> Response:
    """Send who follows the IRI of the dataset with the texts to the catalogue; `/dataset` is with the versions."""
    return _to_catalog(request, "")


@router.get("/dataset.{suffix}", include_in_schema=False)
@router.get("/dataset-texts.{suffix}", include_in_schema=False)
async def get_dataset_by_suffix(request: Request, suffix: str) -> Response:
    """Send who follows a dataset's IRI with a suffix to the catalogue in that form."""
    return _to_catalog(request, f".{suffix}")


@router.get("/.well-known/void", summary="The dataset in the words of VoID", response_class=Response)
async def get_void(request: Request) -> Response:
    """Return what a crawler wants to know before it comes in."""
    offering = _offering(request)

    async def told() -> Iterable[Triple]:
        content = await offering.content(root_url(request))
        return void(content, await offering.graphs(), await offering.examples())

    return await _graph(request, RDF_FORMATS, told)


@router.get("/sitemap.xml", summary="All pages, for search engines", response_class=Response)
async def get_sitemap(request: Request) -> Response:
    """Return the sitemap, or where there is too much for one the index of several."""
    offering, root = _offering(request), root_url(request)

    async def told() -> bytes:
        known = await offering.facts()
        count = await offering.things()
        if count + len(PAGES) + len(known.sources) > MOST_ADDRESSES:
            return index((f"{root}sitemap-{number}.xml" for number in parts(count)), known.modified)
        pages = (f"{root}{path}" for path in PAGES)
        sources = (f"{root}{source.iri.removeprefix(offering.settings.base)}" for source in known.sources)
        return sitemap([*pages, *sources, *await _documents(request, 1)], known.modified)

    return await _kept(request, "application/xml", told)


@router.get("/sitemap-{number}.xml", include_in_schema=False)
async def get_sitemap_part(request: Request, number: str) -> Response:
    """Return one of several sitemaps."""
    offering = _offering(request)

    async def told() -> bytes:
        known = await offering.facts()
        if not _WHOLE.fullmatch(number) or int(number) not in parts(await offering.things()):
            raise PageNotFoundError(f"there is no sitemap {number}; /sitemap.xml lists them")
        return sitemap(await _documents(request, int(number)), known.modified)

    return await _kept(request, "application/xml", told)


@router.get("/robots.txt", include_in_schema=False)
async def get_robots(request: Request) -> Response:
    """Return what crawlers may read, and where the sitemap is."""
    return PlainTextResponse(robots(root_url(request)))


def _to_catalog(request: Request, suffix: str) -> Response:
    """Lead to the catalogue."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{root_path(request)}catalog{suffix}{query}", 303)


def _offering(request: Request) -> CatalogService:
    """Return what gathers the facts of the version in use."""
    offering: CatalogService = request.app.state.catalog
    return offering


def _number(request: Request, name: str, default: int) -> int:
    """Return a parameter as a number from 1."""
    value = request.query_params.get(name, str(default))
    if not _WHOLE.fullmatch(value):
        raise ParameterError(f"{name} has to be a whole number from 1, not “{value}”")
    return min(int(value), MOST) if name == "size" else int(value)


def _links(request: Request, iri: NamedNode, wanted: Page) -> Iterable[Triple]:
    """Return what leads to the other pages, if there are some; their addresses keep the form that was asked for."""
    several = wanted.last > 1
    path = request.url.path.rpartition("/")[2] if several else "catalog"
    kept = {name: value for name in ("format", "size") if several and (value := request.query_params.get(name))}

    def address(number: int) -> NamedNode:
        return NamedNode(f"{root_url(request)}{path}?{urlencode({**kept, 'page': number})}")

    return links(iri, wanted, len(DATASETS), address)


async def _documents(request: Request, number: int) -> Sequence[str]:
    """Return the addresses of the things' pages that go into a sitemap."""
    offering, root = _offering(request), root_url(request)
    found = await offering.some_things(MOST_ADDRESSES, (number - 1) * MOST_ADDRESSES)
    return [document(iri, offering.settings.base, root) for iri in found]


async def _graph(
    request: Request,
    formats: Sequence[Format],
    told: Callable[[], Awaitable[Iterable[Triple]]],
    shown: Callable[[], Awaitable[bytes]] | None = None,
) -> Response:
    """Return triples in the form that the client wants, or a page where there is one."""
    asked = request.path_params.get("suffix") or request.query_params.get("format")
    chosen = choose(request.headers.get("accept"), (*formats, HTML) if shown else formats, asked)
    if shown and chosen.format is HTML:
        return await _kept(request, chosen.content_type, shown)
    base = _offering(request).settings.base

    async def written() -> bytes:
        triples = list(await told())
        return await asyncio.to_thread(write_graph, triples, chosen.format.name, base)

    return await _kept(request, chosen.content_type, written)


async def _kept(request: Request, content_type: str, written: Callable[[], Awaitable[bytes]]) -> Response:
    """Return an answer that is written once for each version; its ETag is made of its bytes."""
    offering = _offering(request)
    digest = await offering.digest()
    asked = [request.query_params.get(name) for name in _PARAMETERS]
    key = f"{content_type} {root_url(request)} {root_path(request)} {request.url.path} {asked}"
    stored = offering.answers.get(digest, key)
    if stored is None:
        body = await written()
        stored = CachedAnswer(content_type, blake2b(body, digest_size=16).hexdigest(), body)
        if await offering.digest() == digest:  # else it may tell of the one version and of the next
            offering.answers.put(digest, key, stored)
    more = {"content-security-policy": PAGE_POLICY} if content_type.startswith(HTML.media_type) else {}
    if request.url.path.rpartition("/")[2].startswith("catalog"):
        more["link"] = ", ".join(
            f'<{root_url(request)}catalog.{form.name}>; rel="alternate"; type="{form.media_type}"'
            for form in _CATALOG_FORMATS
        )
    return conditional_response(request, stored, headers={"vary": "Accept, Accept-Encoding", **more})
