"""The search, `/suche`, and its suggestions, `/suche/vorschlaege`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from ruhrgraph.ontology.errors import QueryTimeoutError
from ruhrgraph.ontology.text import composed
from ruhrgraph.queries.lookup import nearest
from ruhrgraph.queries.name_search import similar_words
from ruhrgraph.queries.things import Entity, Things
from ruhrgraph.server.engine.canned_rows import CannedRows, PlainRow
from ruhrgraph.server.engine.limits import LARGE, SHORT_SECONDS
from ruhrgraph.server.engine.rows import rows
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.http.responses import with_etag
from ruhrgraph.server.http.templates import page_response
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.http.urls import page_link
from ruhrgraph.server.language import language
from ruhrgraph.server.language.class_names import class_names
from ruhrgraph.server.web.search.results import SearchResults, passage_of, passages_query, search_results
from ruhrgraph.server.web.search.suggestions import SEARCHED, named, suggestions

router = APIRouter(tags=["search"])
_LONGEST = 200
"""Characters of a search; the rest is not read."""
_MOST_WORDS = 9
"""As many words as the query can tell apart."""
_MOST_DIGITS = 6


@router.get("/suche", summary="Search over all things, as a page", response_class=Response)
async def search(
    request: Request,
    q: Annotated[str, Query(description="The words; all of them have to be in a thing’s names and texts")] = "",
    art: Annotated[str, Query(description="The class of the things, such as Projekt")] = "",
    page: Annotated[str, Query(description="The number of the page")] = "",
) -> Response:
    """Return what was found, with the passages that have the words."""
    text = _words(q)
    reader = page_context(request)
    canned: CannedRows = request.app.state.canned_rows
    things = await canned.things()
    labels = class_names(canned.base, language(request))
    kind = next((name for name in labels if name.lower() == art.lower()), art[:_LONGEST])
    hits: Sequence[PlainRow] | None = ()
    found, better, near = SearchResults((), {}, 0, 1), "", list[Entity]()
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= _MOST_DIGITS else 1
    if text:
        hits = await _hits(text, canned)
        found = await in_thread(search_results, text, hits or (), things, kind, max(1, number))
        found = await _with_passages(found, canned)
        if hits is None:
            near = await in_thread(named, text, things)
        elif not found.counts:
            better, near = await in_thread(_meant, text, things)
    shown: dict[str, Any] = {
        "text": text,
        "kind": kind,
        "number_of_page": max(1, number),
        "found": found,
        "labels": labels,
        "better": better,
        "near": near,
        "by_name": hits is None,
        "base": canned.base,
        "local": lambda iri: page_link(iri, canned.base, reader.home),
    }
    return with_etag(request, page_response(request, "search.html", section="search", **shown))


@router.get("/suche/vorschlaege", summary="Suggestions while somebody types", response_class=JSONResponse)
async def suggest(
    request: Request,
    q: Annotated[str, Query(description="What was typed so far")] = "",
    art: Annotated[str, Query(description="A class, if only its things are wanted", examples=["Person"])] = "",
) -> Response:
    """Return things with names that begin so, or that are spelled alike; with their pages in the reader's language."""
    canned: CannedRows = request.app.state.canned_rows
    things = await canned.things()
    home = page_context(request).home
    found = await in_thread(suggestions, composed(q)[:_LONGEST], art, things, language(request), home)
    return with_etag(request, JSONResponse(found))


def _words(text: str) -> str:
    """Return the words of a search that are read."""
    return " ".join(composed(text)[:_LONGEST].split()[:_MOST_WORDS])


async def _hits(text: str, canned: CannedRows) -> Sequence[PlainRow] | None:
    """Return what names and texts have the words; None where that takes long in a large version."""
    _, facts = await canned.engine.facts(canned.seconds)
    if facts.triples <= LARGE:
        return await canned.get("search", {"text": text})
    try:
        return await replace(canned, seconds=min(canned.seconds, SHORT_SECONDS)).get("search", {"text": text})
    except QueryTimeoutError:
        return None


async def _with_passages(found: SearchResults, canned: CannedRows) -> SearchResults:
    """Return results with the places where the texts of their hits stand."""
    if not any(hit.snippet for hit in found.hits):
        return found
    _, places = await rows(canned.engine, passages_query(found.hits), canned.seconds)
    plain = [{name: term.value for name, term in row.items()} for row in places]
    hits = tuple(replace(hit, passage=passage_of(hit, plain)) if hit.snippet else hit for hit in found.hits)
    return replace(found, hits=hits)


def _meant(text: str, things: Things) -> tuple[str, list[Entity]]:
    """Return what may have been meant by words that nothing has: other words, and things."""
    return similar_words(text, things, SEARCHED), nearest(text, SEARCHED, things)
