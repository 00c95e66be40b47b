"""The vocabulary, `/ontology`, its SHACL shapes, `/ontology/shapes`, and its versions, such as `/ontology/0.2.0`."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, Format
from ruhrgraph.graph.rdf.namespaces import DCT, OWL, SH
from ruhrgraph.graph.schema.ontology import triples, vocabulary
from ruhrgraph.ontology import PRIOR_VERSIONS, turtle
from ruhrgraph.ontology.errors import PageNotFoundError, VersionNotFoundError
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.conditional import entity_tag
from ruhrgraph.server.http.negotiation import HTML, choose
from ruhrgraph.server.http.page_context import PageContext, page_context
from ruhrgraph.server.http.responses import conditional_response
from ruhrgraph.server.http.templates import PAGE_POLICY, TEMPLATES_HASH
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.http.urls import page_root, root_url
from ruhrgraph.server.resources.links import LINKSET, DocumentLinks, link_header, linkset, split_suffix
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep
from ruhrgraph.server.sparql.query_service import QueryService
from ruhrgraph.server.vocabulary.page import render_ontology, render_shapes, render_term
from ruhrgraph.server.vocabulary.usage import term_usages

router = APIRouter(tags=["linked data"])

_OFFERED = (*RDF_FORMATS, HTML, LINKSET)
_DOCUMENTED: dict[int | str, dict[str, Any]] = {200: {"content": {format_.media_type: {} for format_ in _OFFERED}}}


@dataclass(frozen=True, slots=True)
class OntologyDocument:
    """The ontology or its shapes: its path below the root (`ontology/shapes`), and its file in the package."""

    path: str
    file: str

    @property
    def is_shapes(self) -> bool:
        """Whether it is the shapes."""
        return self.file == "shapes"


_ONTOLOGY = OntologyDocument("ontology", "ruhrgraph")


@router.get("/ontology", summary="The vocabulary", response_class=Response, responses=_DOCUMENTED)
async def ontology(request: Request, service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Return the vocabulary as RDF, or its reference for a browser."""
    return await _respond(request, service, settings, _ONTOLOGY, None)


@router.get("/ontology/{name}", summary="The shapes, or a version", response_class=Response, responses=_DOCUMENTED)
async def part(name: str, request: Request, service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Return the SHACL shapes (`shapes`) or the vocabulary by its version, with or without a suffix.

    Raises:
        VersionNotFoundError: It is neither.

    """
    stem, suffix = split_suffix(name)
    files = {"shapes": "shapes", **{version: f"ruhrgraph-{version}" for version in PRIOR_VERSIONS}}
    files[vocabulary(settings.base).version] = "ruhrgraph"
    if stem not in files:
        known = ", ".join(version for version in files if version != "shapes")
        raise VersionNotFoundError(f"there is no version “{stem}” of the ontology; there is {known}")
    document = OntologyDocument(f"ontology/{stem}", files[stem])
    return await _respond(request, service, settings, document, suffix)


async def _by_suffix(suffix: str, request: Request, service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Return the vocabulary in the form that the suffix names."""
    return await _respond(request, service, settings, _ONTOLOGY, suffix)


router.add_api_route(
    "/ontology.{suffix}", _by_suffix, summary="The vocabulary", response_class=Response, responses=_DOCUMENTED
)


async def _respond(
    request: Request, service: QueryService, settings: Settings, document: OntologyDocument, suffix: str | None
) -> Response:
    """Return a document in the form that the client wants; as HTML, with the parameter `term` the page of a term."""
    chosen = choose(request.headers.get("accept"), _OFFERED, suffix or request.query_params.get("format"))
    name = request.query_params.get("term", "") if chosen.format is HTML else ""
    links = _links(document, settings.base, root_url(request))
    key = f"{TEMPLATES_HASH} {document.file} {chosen.content_type} {links.address} {page_root(request)} {name}"
    cached = service.cache.get(service.digest(), key)
    if cached is None:
        page = page_context(request, urlencode({"term": name}) if name else "")
        if name and not document.is_shapes:
            digest, body = await _term_page(service, settings, document, page, name)
        else:
            digest = service.digest()
            body = await in_thread(_write, document, chosen.format, links, settings.base, page, name)
        # The Turtle is the package's own, so another release may say more of the same version of the data.
        cached = CachedAnswer(chosen.content_type, entity_tag(digest, f"{key} {turtle(document.file)}"), body)
        service.cache.put(digest, key, cached)
    headers = {"link": link_header(links, chosen.format)}
    if chosen.format is HTML:
        headers["content-security-policy"] = PAGE_POLICY
    return conditional_response(request, cached, headers=headers)


async def _term_page(
    service: QueryService, settings: Settings, document: OntologyDocument, page: PageContext, name: str
) -> tuple[str, bytes]:
    """Return the digest of the version in use, and the page of a term with an example from that version.

    Raises:
        PageNotFoundError: There is no such term.

    """
    terms = vocabulary(settings.base, document.file)
    classes = tuple(item for item in terms.classes if item.name == name)
    properties = tuple(item for item in terms.properties if item.name == name)
    found = (*classes, *properties, *(item for item in terms.datatypes if item.name == name))
    if not found:
        raise PageNotFoundError(f"the ontology has no term “{name}”; all are at {page.home}{document.path}")
    asked = replace(terms, classes=classes, properties=properties)
    digest, usages = await term_usages(service.engine, asked, settings.query_timeout)
    usage = usages.get(found[0].iri)
    body = await in_thread(render_term, settings.base, page, found[0], usage, document.path, document.file)
    return digest, body.encode()


def _write(
    document: OntologyDocument, format_: Format, links: DocumentLinks, base: str, page: PageContext, name: str
) -> bytes:
    """Return a document in a format; of the shapes, the page of one where a name is given."""
    if format_.name == "ttl":
        return turtle(document.file, base).encode()
    if format_ is LINKSET:
        return linkset(links, links.address)
    if format_ is not HTML:
        return write_graph(triples(document.file, base), format_.name, base)
    if document.is_shapes:
        return render_shapes(base, page, name).encode()
    return render_ontology(base, page, document.path, document.file).encode()


def _links(document: OntologyDocument, base: str, root: str) -> DocumentLinks:
    """Return what a document links to."""
    facts = vocabulary(base).facts
    return DocumentLinks(
        address=f"{root}{document.path}",
        query="",
        topic=f"{base}{document.path}",
        collection=f"{base}dataset",
        licence=facts[f"{DCT}license"][0],
        author=facts[f"{DCT}creator"][0],
        types=(f"{SH}ShapesGraph" if document.is_shapes else f"{OWL}Ontology",),
        pages={},
    )
