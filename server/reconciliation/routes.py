"""Reconciliation, `/reconcile`: the API by which OpenRefine and others find the things that names in a table mean."""

from typing import Annotated, Any, TypeAlias
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ruhrgraph.ontology.errors import BadRequestError, ThingNotFoundError, UnsupportedMediaTypeError
from ruhrgraph.queries.things import Entity
from ruhrgraph.server.engine.request import FORM, parameters
from ruhrgraph.server.http.header_fields import check_charset, parse_content_type
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.http.request_bodies import read_body
from ruhrgraph.server.http.responses import cache_control
from ruhrgraph.server.http.templates import PAGE_POLICY, render
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.http.urls import page_root, root_url
from ruhrgraph.server.reconciliation.candidates import Candidate, find_candidates, rank_candidates
from ruhrgraph.server.reconciliation.entity_types import ENTITY_TYPES, LABEL
from ruhrgraph.server.reconciliation.index import Index, IndexCache
from ruhrgraph.server.reconciliation.property_values import Values, cell_text, fetch_values
from ruhrgraph.server.reconciliation.requests import ReconciliationQuery, parse_extension, parse_queries
from ruhrgraph.server.reconciliation.responses import (
    SUGGESTED,
    extension_response,
    manifest,
    property_proposals,
    query_response,
    suggest_entities,
    suggest_terms,
)
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep
from ruhrgraph.server.sparql.query_service import QueryService

router = APIRouter(tags=["reconciliation"])

_MOST_BYTES = 1024 * 1024
_TOO_LARGE = "the body is longer than the 1 MiB that is read; send fewer queries at once"
_MOST_SKIPPED = 10_000
_DIGITS = 9
_MOST_FACTS, _LONGEST_FACT = 8, 160
# Clients show the preview inside their own pages.
_FRAMED = PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
_TEXT: dict[str, Any] = {"type": "string"}
_FIELDS = {"queries": _TEXT, "extend": _TEXT}
_IN_ADDRESS = {"parameters": [{"name": name, "in": "query", "schema": _TEXT} for name in _FIELDS]}
_IN_BODY = {"requestBody": {"content": {FORM: {"schema": {"type": "object", "properties": _FIELDS}}}}}


async def _index(request: Request, service: QueryServiceDep, settings: SettingsDep) -> Index:
    """Return the index of the version in use."""
    cache: IndexCache = request.app.state.reconciliation
    return await cache.get(service.engine, settings.base, settings.query_timeout)


IndexDep: TypeAlias = Annotated[Index, Depends(_index)]
Batch: TypeAlias = dict[str, ReconciliationQuery]


@router.get("/reconcile", summary="Reconciliation by GET", response_class=JSONResponse, openapi_extra=_IN_ADDRESS)
async def get_reconcile(request: Request, index: IndexDep, service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Answer a batch of queries or a data extension; without one, return the service manifest."""
    given = dict(parameters(request.scope["query_string"]))
    if not given.keys() & _FIELDS.keys():
        return JSONResponse(manifest(index, root_url(request)), headers=_cached(request))
    return await in_thread(JSONResponse, await _answer(given, index, service, settings))


@router.post("/reconcile", summary="Reconciliation by POST", response_class=JSONResponse, openapi_extra=_IN_BODY)
async def post_reconcile(
    request: Request, index: IndexDep, service: QueryServiceDep, settings: SettingsDep
) -> Response:
    """Answer a batch of queries or a data extension, sent as a form."""
    content_type = parse_content_type(request.headers.get("content-type"))
    if content_type.media_type != FORM:
        named = content_type.media_type or "not named"
        raise UnsupportedMediaTypeError(f"the body's content type is {named}; send {FORM}")
    check_charset(content_type, "form")
    body = await read_body(request.headers, request.receive, _MOST_BYTES, _TOO_LARGE)
    given = dict(await in_thread(parameters, body))
    return await in_thread(JSONResponse, await _answer(given, index, service, settings))


@router.get("/reconcile/view", include_in_schema=False)
async def view(request: Request, index: IndexDep) -> Response:
    """Redirect to a thing; its identifier is a parameter, as proxies decode paths."""
    entity = _entity(request, index)
    return RedirectResponse(f"{root_url(request)}id/{quote(entity.id)}", 303)


@router.get("/reconcile/preview", summary="A thing in a few lines, to be framed", response_class=HTMLResponse)
async def preview(request: Request, index: IndexDep, service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Return a page with the name of a thing and the first of its properties."""
    entity = _entity(request, index)
    terms = [term for term in index.properties[entity.type] if term != LABEL]
    found = await fetch_values(service.engine, index, [entity.id], terms, settings.query_timeout)
    page = render(
        page_context(request),
        "preview.html",
        entity=entity,
        type=index.labels.get(entity.type, entity.type),
        link=f"{page_root(request)}id/{quote(entity.id)}",
        facts=_facts(entity, terms, found, index),
    )
    return HTMLResponse(page, headers={**_cached(request), "content-security-policy": _FRAMED})


@router.get("/reconcile/suggest/{what}", summary="Things, properties or types for what was typed so far")
async def suggest(request: Request, what: str, index: IndexDep) -> JSONResponse:
    """Return things, properties or types whose names begin with what was typed."""
    given = parameters(request.scope["query_string"])
    prefix = next((value for name, value in given if name == "prefix"), "")
    skipped = _number(dict(given), "cursor") or 0
    if what == "entity":
        types = [value for name, value in given if name == "type" and value]
        found = await in_thread(suggest_entities, prefix, types, min(skipped, _MOST_SKIPPED), index)
    elif what == "property":
        terms = {term for of_type in index.properties.values() for term in of_type}
        found = suggest_terms(terms, prefix, skipped, index)
    elif what == "type":
        found = suggest_terms(ENTITY_TYPES, prefix, skipped, index)
    else:
        raise ThingNotFoundError(f"there are no suggestions of “{what}”; there are: {', '.join(SUGGESTED)}")
    return JSONResponse(found, headers=_cached(request))


@router.get("/reconcile/properties", summary="The properties that things of a type have")
async def properties(request: Request, index: IndexDep) -> JSONResponse:
    """Return the properties that things of a type have, to extend a table by."""
    given = dict(parameters(request.scope["query_string"]))
    found = property_proposals(given.get("type", ""), _number(given, "limit"), index)
    return JSONResponse(found, headers=_cached(request))


async def _answer(given: dict[str, str], index: Index, service: QueryService, settings: Settings) -> dict[str, Any]:
    """Return the answer to a batch of queries or a data extension.

    Raises:
        BadRequestError: There is neither, or both.

    """
    if len(given.keys() & _FIELDS.keys()) != 1:
        raise BadRequestError("send either `queries` or `extend`, each as JSON")
    if "extend" in given:
        asked = parse_extension(given["extend"])
        found = await fetch_values(service.engine, index, asked.ids, asked.properties, settings.query_timeout)
        return await in_thread(extension_response, asked, found, index)
    queries = await in_thread(parse_queries, given["queries"])
    # One query after the other, so that a batch does not keep others waiting.
    candidates = {key: await in_thread(find_candidates, query, index) for key, query in queries.items()}
    found = await _values_of(queries, candidates, index, service, settings)
    return await in_thread(_ranked, queries, candidates, found, index)


def _ranked(queries: Batch, candidates: dict[str, list[Candidate]], found: Values, index: Index) -> dict[str, Any]:
    """Return the answer to a batch: the best candidates for each query."""
    return {
        key: query_response(rank_candidates(candidates[key], query, found, index), index)
        for key, query in queries.items()
    }


async def _values_of(
    queries: Batch,
    candidates: dict[str, list[Candidate]],
    index: Index,
    service: QueryService,
    settings: Settings,
) -> Values:
    """Return the values of all properties in a batch, fetched at once."""
    terms = {wanted.property for query in queries.values() for wanted in query.properties}
    if not terms:
        return {}
    every = any(not query.text for query in queries.values())
    ids = {item.entity.id for key, query in queries.items() if query.properties for item in candidates[key]}
    return await fetch_values(
        service.engine, index, None if every else sorted(ids), sorted(terms), settings.query_timeout
    )


def _cached(request: Request) -> dict[str, str]:
    """Return the headers of an answer that a cache may keep."""
    return {"cache-control": cache_control(request.app.state.settings)}


def _entity(request: Request, index: Index) -> Entity:
    """Return the thing that a request names by `id`.

    Raises:
        ThingNotFoundError: There is none.

    """
    given = dict(parameters(request.scope["query_string"])).get("id", "")
    entity = index.find(given)
    if entity is None:
        raise ThingNotFoundError(f"there is nothing that could be reconciled with the identifier “{given[:100]}”")
    return entity


def _number(given: dict[str, str], name: str) -> int | None:
    """Return a parameter as a whole number, None where it is not given.

    Raises:
        BadRequestError: It is not a whole number.

    """
    text = given.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        raise BadRequestError(f"{name} has to be a whole number")
    return int(text)


def _facts(entity: Entity, terms: list[str], found: Values, index: Index) -> list[tuple[str, list[str]]]:
    """Return the first properties of a thing that are short enough, as pairs of name and texts."""
    facts = []
    for term in terms:
        texts = [cell_text(value, index) for value in found.get((entity.id, term), ())]
        if texts and sum(map(len, texts)) <= _LONGEST_FACT:
            facts.append((index.labels.get(term, term), texts))
    return facts[:_MOST_FACTS]
