"""The vocabulary, `/ontology`, its SHACL shapes, `/ontology/shapes`, and its version, `/ontology/0.1.0`."""

from dataclasses import dataclass
from typing import Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.graph.rdf.formats import RDF_FORMATS
from ruhrgraph.graph.rdf.namespaces import DCT, OWL, SH
from ruhrgraph.graph.schema.ontology import triples, vocabulary
from ruhrgraph.ontology import turtle
from ruhrgraph.ontology.errors import VersionNotFoundError
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.http.cache import CachedAnswer, entity_tag
from ruhrgraph.server.http.negotiation import HTML, Chosen, choose
from ruhrgraph.server.http.responses import conditional_response
from ruhrgraph.server.http.templates import TEMPLATES_HASH, content_security_policy
from ruhrgraph.server.http.urls import root_path, root_url
from ruhrgraph.server.resources.links import LINKSET, Signs, header, linkset, split
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep
from ruhrgraph.server.sparql.service import QueryService
from ruhrgraph.server.vocabulary.page import STYLE, reference, rules
from ruhrgraph.server.vocabulary.usage import examples

router = APIRouter(tags=["linked data"])

_OFFERED = (*RDF_FORMATS, HTML, LINKSET)
_TYPES = {"ruhrgraph": f"{OWL}Ontology", "shapes": f"{SH}ShapesGraph"}
_DOCUMENTED: dict[int | str, dict[str, Any]] = {200: {"content": {format_.media_type: {} for format_ in _OFFERED}}}


@dataclass(frozen=True, slots=True)
class Document:
    """One of the documents: where it is below the root (`ontology/shapes`), and which file of the package it is."""

    address: str
    file: Literal["ruhrgraph", "shapes"]


_ONTOLOGY = Document("ontology", "ruhrgraph")


@router.get("/ontology", summary="The vocabulary", response_class=Response, responses=_DOCUMENTED)
async def ontology(request: Request, service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Return the vocabulary as RDF, or its reference for a browser."""
    return await _answer(request, service, settings, _ONTOLOGY, None)


@router.get("/ontology/{name}", summary="The shapes, or a version", response_class=Response, responses=_DOCUMENTED)
async def part(name: str, request: Request, service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Return the SHACL shapes (`shapes`), or the vocabulary by its version; both with a suffix, too.

    Raises:
        VersionNotFoundError: It is neither.

    """
    stem, suffix = split(name)
    version = vocabulary(settings.base).version
    if stem not in ("shapes", version):
        raise VersionNotFoundError(f"there is no version “{stem}” of the ontology; there is {version}")
    document = Document(f"ontology/{stem}", "shapes" if stem == "shapes" else "ruhrgraph")
    return await _answer(request, service, settings, document, suffix)


async def _by_suffix(suffix: str, request: Request, service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Return the vocabulary in the form that the suffix names."""
    return await _answer(request, service, settings, _ONTOLOGY, suffix)


router.add_api_route(
    "/ontology.{suffix}", _by_suffix, summary="The vocabulary", response_class=Response, responses=_DOCUMENTED
)


async def _answer(
    request: Request, service: QueryService, settings: Settings, document: Document, suffix: str | None
) -> Response:
    """Return a document in the form that the client wants."""
    chosen = choose(request.headers.get("accept"), _OFFERED, suffix or request.query_params.get("format"))
    signs = _signs(document, settings.base, root_url(request))
    key = f"{TEMPLATES_HASH} {document.file} {chosen.content_type} {signs.address}"
    stored = service.cache.get(service.digest(), key)
    if stored is None:
        digest, body = await _body(request, service, settings, document, chosen)
        # The Turtle is the package's own, so another release may say more of the same version of the data.
        stored = CachedAnswer(chosen.content_type, entity_tag(digest, f"{key} {turtle(document.file)}"), body)
        service.cache.put(digest, key, stored)
    headers = {"link": header(signs, chosen.format)}
    if chosen.format is HTML:
        headers["content-security-policy"] = content_security_policy(styles=(STYLE,))
    return conditional_response(request, stored, headers=headers)


async def _body(
    request: Request, service: QueryService, settings: Settings, document: Document, chosen: Chosen
) -> tuple[str, bytes]:
    """Return the digest of the version in use, and a document in a form."""
    base, digest = settings.base, service.digest()
    if chosen.format.name == "ttl":
        return digest, turtle(document.file, base).encode()
    if chosen.format is LINKSET:
        signs = _signs(document, base, root_url(request))
        return digest, linkset(signs, signs.address)
    if chosen.format is not HTML:
        return digest, write_graph(triples(document.file, base), chosen.format.name, base)
    if document.file == "shapes":
        return digest, rules(base, root_path(request)).encode()
    digest, uses = await examples(service.pool, vocabulary(base), settings.query_timeout)
    return digest, reference(base, root_path(request), uses).encode()


def _signs(document: Document, base: str, start: str) -> Signs:
    """Return what the links of a document say."""
    facts = vocabulary(base).facts
    return Signs(
        address=f"{start}{document.address}",
        query="",
        topic=f"{base}{document.address}",
        collection=f"{base}dataset",
        licence=facts[f"{DCT}license"][0],
        author=facts[f"{DCT}creator"][0],
        types=(_TYPES[document.file],),
        pages={},
    )
