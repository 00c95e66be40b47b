"""For harvesters and crawlers: `/catalog`, `/.well-known/void`, `/sitemap.xml`, `/robots.txt`.

In: requests. Out: the catalogue by content negotiation, by suffix and by `?format=`; RDF/XML for clients without a
preference, as the portals' harvesters ask for it first and CKAN takes it for granted.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import chain

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ruhrgraph.graph.catalog.dcat import catalog
from ruhrgraph.graph.catalog.void import void
from ruhrgraph.graph.rdf.formats import RDF_FORMATS, Format
from ruhrgraph.ontology.errors import PageNotFoundError
from ruhrgraph.server.catalog.catalog_service import CatalogService
from ruhrgraph.server.catalog.page import render_catalog
from ruhrgraph.server.catalog.sitemap import MOST, PAGES, index, page_url, parts, robots, sitemap
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.citation import citation
from ruhrgraph.server.http.conditional import content_etag
from ruhrgraph.server.http.negotiation import HTML, Chosen, choose
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.http.responses import conditional_response, with_etag
from ruhrgraph.server.http.templates import PAGE_POLICY
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.http.urls import page_root, root_url

router = APIRouter(tags=["harvesting"])

_CATALOG_FORMATS = tuple(sorted(RDF_FORMATS, key=lambda item: item.name != "rdfxml"))
_WHOLE = re.compile(r"[1-9][0-9]{0,5}")


@router.get("/catalog", summary="The catalogue (DCAT-AP.de 3.0)", response_class=Response)
@router.get("/catalog.{suffix}", include_in_schema=False)
async def get_catalog(request: Request) -> Response:
    """Return the whole catalogue; a harvester that asks for page after page stops at the 404 for the second."""
    if request.query_params.get("page", "1") not in ("", "1"):
        raise PageNotFoundError("the catalogue has only one page")
    service, chosen = _service(request), _choose(request, (*_CATALOG_FORMATS, HTML))

    async def write() -> bytes:
        content = await service.content(root_url(request))
        if chosen.format is HTML:
            page, cited = page_context(request), citation(request)
            sizes = service.dump_sizes(content.summary.digest)
            return await in_thread(render_catalog, content, page, _CATALOG_FORMATS, cited, sizes)
        return await in_thread(lambda: write_graph(catalog(content), chosen.format.name, service.settings.base))

    return await _cached(request, chosen.content_type, write, with_downloads=True)


@router.get("/dataset-texts", include_in_schema=False)
@router.get("/dataset-networks", include_in_schema=False)
async def get_dataset_with_texts(request: Request) -> Response:
    """Redirect the IRI of the dataset with the texts to the catalogue; that of the dataset is in `changes.versions`."""
    return _to_catalog(request, "")


@router.get("/dataset.{suffix}", include_in_schema=False)
@router.get("/dataset-texts.{suffix}", include_in_schema=False)
@router.get("/dataset-networks.{suffix}", include_in_schema=False)
async def get_dataset_by_suffix(request: Request, suffix: str) -> Response:
    """Redirect the IRI of a dataset with a suffix to the catalogue in that format."""
    return _to_catalog(request, f".{suffix}")


@router.get("/.well-known/void", summary="The description of the dataset in VoID", response_class=Response)
async def get_void(request: Request) -> Response:
    """Return the description of the dataset in VoID: what each graph holds, and examples."""
    service, chosen = _service(request), _choose(request, RDF_FORMATS)

    async def write() -> bytes:
        content = await service.content(root_url(request))
        graphs, examples = await service.graphs(), await service.examples()
        return await in_thread(
            lambda: write_graph(void(content, graphs, examples), chosen.format.name, service.settings.base)
        )

    return await _cached(request, chosen.content_type, write, with_downloads=True)


@router.get("/sitemap.xml", summary="All pages, for search engines", response_class=Response)
async def get_sitemap(request: Request) -> Response:
    """Return the sitemap, or an index where there are too many pages for one."""
    service, root = _service(request), root_url(request)

    async def write() -> bytes:
        known = await service.summary()
        count = await service.count_things()
        if count + len(PAGES) + len(known.sources) > MOST:
            return index((f"{root}sitemap-{number}.xml" for number in parts(count)), known.modified)
        pages = (f"{root}{path}" for path in PAGES)
        sources = (f"{root}{source.iri.removeprefix(service.settings.base)}" for source in known.sources)
        addresses = chain(pages, sources, await _documents(request, 1))
        return await in_thread(sitemap, addresses, known.modified)

    return await _cached(request, "application/xml", write)


@router.get("/sitemap-{number}.xml", include_in_schema=False)
async def get_sitemap_part(request: Request, number: str) -> Response:
    """Return one of several sitemaps."""
    service = _service(request)

    async def write() -> bytes:
        known = await service.summary()
        if not _WHOLE.fullmatch(number) or int(number) not in parts(await service.count_things()):
            raise PageNotFoundError(f"there is no sitemap {number}; /sitemap.xml lists them")
        return await in_thread(sitemap, await _documents(request, int(number)), known.modified)

    return await _cached(request, "application/xml", write)


@router.get("/robots.txt", include_in_schema=False)
async def get_robots(request: Request) -> Response:
    """Return robots.txt: what crawlers may read, and where the sitemap is."""
    return with_etag(request, PlainTextResponse(robots(root_url(request))))


def _to_catalog(request: Request, suffix: str) -> Response:
    """Redirect to the catalogue."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{page_root(request)}catalog{suffix}{query}", 303)


def _service(request: Request) -> CatalogService:
    """Return the service that reads the content of the catalogue."""
    service: CatalogService = request.app.state.catalog
    return service


async def _documents(request: Request, number: int) -> Iterator[str]:
    """Return the addresses of the pages in one sitemap, made only when it is written."""
    service, root = _service(request), root_url(request)
    found = await service.list_things(MOST, (number - 1) * MOST)
    return (page_url(iri, service.settings.base, root) for iri in found)


def _choose(request: Request, formats: Sequence[Format]) -> Chosen:
    """Return the format that the suffix, `format` or `Accept` ask for."""
    asked = request.path_params.get("suffix") or request.query_params.get("format")
    return choose(request.headers.get("accept"), formats, asked)


async def _cached(
    request: Request, content_type: str, write: Callable[[], Awaitable[bytes]], *, with_downloads: bool = False
) -> Response:
    """Return an answer that `write` writes, once for each version; its ETag is a hash of its bytes.

    One `with_downloads` is not kept while these cannot be made.
    """
    service = _service(request)
    digest = await service.digest()
    key = f"{content_type} {root_url(request)} {page_root(request)} {request.url.path}"
    stored = service.answers.get(digest, key)
    if stored is None:
        body = await write()
        stored = CachedAnswer(content_type, content_etag(body), body)
        lasts = service.has_downloads(digest) or not with_downloads
        if lasts and await service.digest() == digest:  # else it may mix one version with the next
            service.answers.put(digest, key, stored)
    more = {"content-security-policy": PAGE_POLICY} if content_type.startswith(HTML.media_type) else {}
    if request.url.path.rpartition("/")[2].startswith("catalog"):
        more["link"] = ", ".join(
            f'<{root_url(request)}catalog.{item.name}>; rel="alternate"; type="{item.media_type}"'
            for item in _CATALOG_FORMATS
        )
    return conditional_response(request, stored, headers={"vary": "Accept, Accept-Encoding", **more})
