"""The source documents, `/source/NAME`: the text as published, its description as RDF, and a page that shows both."""

import asyncio
import re
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.graph.rdf.formats import RDF_FORMATS
from ruhrgraph.graph.rdf.namespaces import FOAF
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.graph.versions.source_texts import read_text
from ruhrgraph.ontology.errors import ThingNotFoundError
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.conditional import entity_tag
from ruhrgraph.server.http.negotiation import HTML, TEXT, choose
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.http.responses import conditional_response
from ruhrgraph.server.http.templates import PAGE_POLICY
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.http.urls import root_path, root_url
from ruhrgraph.server.resources.dependencies import DescriptionsDep
from ruhrgraph.server.resources.documents import DescriptionService, DocumentRequest
from ruhrgraph.server.resources.links import rdf_representations, split_suffix
from ruhrgraph.server.sources.evidence import describe_passages, read_evidence
from ruhrgraph.server.sources.page import SourcePage, render_source

router = APIRouter(tags=["linked data"])

_OFFERED = (TEXT, HTML, *RDF_FORMATS)
_DOCUMENTED: dict[int | str, dict[str, Any]] = {200: {"content": {format_.media_type: {} for format_ in _OFFERED}}}
_NAME = re.compile(r"[\w.~-]{1,200}", re.ASCII)
_RELATIONS = ("alternate", "describedby")
_DOCUMENT = f"{FOAF}Document"


@router.get("/source/{name}", summary="A source document", response_class=Response, responses=_DOCUMENTED)
async def source(name: str, request: Request, descriptions: DescriptionsDep) -> Response:
    """Return a document's text, or its description as RDF, or for a browser a page with both.

    Raises:
        ThingNotFoundError: There is no document of that name.
        ThingGoneError: Only earlier versions have it.

    """
    stem, _, suffix = name.rpartition(".")
    name, asked = (stem, suffix) if suffix == TEXT.name else split_suffix(name)
    if not _NAME.fullmatch(name):
        raise _unknown(name)
    service = descriptions.service
    base = service.settings.base
    chosen = choose(request.headers.get("accept"), _OFFERED, asked or request.query_params.get("format"))
    wanted = DocumentRequest(
        f"{base}source/{name}", f"source/{name}", 1, root_path(request), chosen, page_context(request)
    )
    stored = service.cache.get(service.digest(), wanted.key)
    if stored is None:
        digest, body = await _body(descriptions, name, wanted)
        stored = CachedAnswer(chosen.content_type, entity_tag(digest, wanted.key), body)
        service.cache.put(digest, wanted.key, stored)
    headers = {"link": _links(wanted, f"{root_url(request)}source/{name}", base)}
    if chosen.format is HTML:
        headers["content-security-policy"] = PAGE_POLICY
    return conditional_response(request, stored, headers=headers)


async def _body(descriptions: DescriptionService, name: str, wanted: DocumentRequest) -> tuple[str, bytes]:
    """Return the digest of the version in use, and the document in the format asked for; errors as for `source`."""
    if wanted.chosen.format is HTML:
        return await _page(descriptions, name, wanted)
    service = descriptions.service
    settings = service.settings
    if wanted.chosen.format is TEXT:
        digest = service.digest()
        text = await asyncio.to_thread(_text, descriptions, digest, name)
        if text is None:
            await descriptions.describe(wanted)
            raise _unknown(name)
        return digest, text.encode()
    description = await descriptions.describe(wanted)
    passages = await describe_passages(
        service.engine, wanted.topic, f"{settings.base}ontology#zitat", settings.query_timeout
    )
    triples = tuple(dict.fromkeys((*description.triples, *passages)))
    return description.digest, await in_thread(write_graph, triples, wanted.chosen.format.name, settings.base)


async def _page(descriptions: DescriptionService, name: str, wanted: DocumentRequest) -> tuple[str, bytes]:
    """Return the digest of the version in use, and the page of a document."""
    service = descriptions.service
    settings = service.settings
    found = await read_evidence(service.engine, wanted.topic, settings.query_timeout)
    text = await asyncio.to_thread(_text, descriptions, found.digest, name)
    if text is None and not found.facts:
        await descriptions.describe(wanted)
        raise _unknown(name)
    shown = SourcePage(settings.base, wanted.context, wanted.topic, text or "", found)
    page = await in_thread(render_source, shown, rdf_representations(f"{wanted.root}{wanted.path}"))
    return found.digest, page.encode()


def _text(descriptions: DescriptionService, digest: str, name: str) -> str | None:
    """Return the text of a document in a version, None where that has none."""
    version = Version(digest, descriptions.service.settings.data / "versions" / digest)
    return read_text(version, name)


def _unknown(name: str) -> ThingNotFoundError:
    return ThingNotFoundError(f"there is no text of a source document “{name}”; the query `evidence` names them all")


def _links(wanted: DocumentRequest, address: str, base: str) -> str:
    """Return the `Link` header; it names no licence, as the text is its publisher's."""
    links = [
        f'<{wanted.topic}>; rel="cite-as"',
        f'<{_DOCUMENT}>; rel="type"',
        f'<{base}ontology#Quelle>; rel="type"',
        f'<{base}dataset>; rel="collection"',
        f'<{address}.txt>; rel="alternate"; type="text/plain"',
        f'<{address}.html>; rel="alternate"; type="text/html"',
    ]
    others = rdf_representations(address)
    links += [f'<{item.address}>; rel="{name}"; type="{item.media_type}"' for name in _RELATIONS for item in others]
    return ", ".join(links)
