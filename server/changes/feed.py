"""The changes as a Linked Data Event Stream: `/feed`, its pages `/feed/pages/TIME`, its members `/feed/TIME/NUMBER`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.graph.changes import event_stream
from ruhrgraph.graph.changes.database import ChangeLog
from ruhrgraph.graph.changes.log_file import changes_folder, open_log
from ruhrgraph.graph.rdf.formats import RDF_FORMATS, Format
from ruhrgraph.graph.versions.repository import published
from ruhrgraph.ontology.errors import OverloadedError, PageNotFoundError
from ruhrgraph.server.changes.recorder import ChangeRecorder
from ruhrgraph.server.http.conditional import IMMUTABLE, REVALIDATE, entity_tag
from ruhrgraph.server.http.negotiation import HTML, Chosen, choose
from ruhrgraph.server.http.page_context import PageContext, page_context
from ruhrgraph.server.http.responses import conditional_response
from ruhrgraph.server.http.templates import PAGE_POLICY, TEMPLATES_HASH, render
from ruhrgraph.server.http.urls import root_url
from ruhrgraph.server.sparql.dependencies import SettingsDep

router = APIRouter(tags=["changes"])

_WRITERS: Mapping[str, Callable[[event_stream.FeedDocument], bytes]] = {
    "trig": event_stream.trig,
    "nq": event_stream.nquads,
    "jsonld": event_stream.jsonld,
}
_FORMATS = tuple(sorted((item for item in RDF_FORMATS if item.name in _WRITERS), key=lambda item: item.name != "trig"))
_LATEST = 100
"""How many changes the page for people shows."""
_MAX_DIGITS = 9
_DOCUMENTED: dict[int | str, dict[str, Any]] = {200: {"content": {item.media_type: {} for item in _FORMATS}}}


@dataclass(frozen=True, slots=True)
class _FeedRequest:
    """What a request asks for: the addresses of the feed as the client sees them, the form, the page."""

    addresses: event_stream.FeedAddresses
    chosen: Chosen
    page: PageContext


@dataclass(frozen=True, slots=True)
class _Content:
    """What to answer with: bytes, the state of the log that they depend on, and whether they never change."""

    body: bytes
    state: str
    immutable: bool = False


@router.get("/feed", summary="The changes, as event stream", response_class=Response, responses=_DOCUMENTED)
async def get_feed(request: Request, settings: SettingsDep) -> Response:
    """Return the description of the stream with links to its pages; for browsers, the latest changes."""
    return await _respond(request, settings.base, settings.data, _stream, (*_FORMATS, HTML))


@router.get("/feed/pages/{name}", summary="A page of the changes", response_class=Response, responses=_DOCUMENTED)
async def get_page(name: str, request: Request, settings: SettingsDep) -> Response:
    """Return the page of the stream that begins at a time, with its members; a full one never changes."""
    time, _, suffix = name.partition(".")
    return await _respond(request, settings.base, settings.data, partial(_page, time=time), _FORMATS, suffix)


@router.get("/feed/{time}/{name}", summary="A change of one thing", response_class=Response, responses=_DOCUMENTED)
async def get_member(time: str, name: str, request: Request, settings: SettingsDep) -> Response:
    """Return one member of the stream; it never changes."""
    number, _, suffix = name.partition(".")
    read = partial(_member, time=time, number=number)
    return await _respond(request, settings.base, settings.data, read, _FORMATS, suffix)


async def _by_suffix(suffix: str, request: Request, settings: SettingsDep) -> Response:
    """Return the description of the stream in the format that the suffix names."""
    return await _respond(request, settings.base, settings.data, _stream, (*_FORMATS, HTML), suffix)


router.add_api_route("/feed.{suffix}", _by_suffix, include_in_schema=False, response_class=Response)


async def _respond(
    request: Request,
    base: str,
    data: Path,
    read: Callable[[ChangeLog, _FeedRequest], _Content],
    formats: tuple[Format, ...],
    suffix: str = "",
) -> Response:
    """Return the part of the log that `read` gives, in the form that the client wants."""
    chosen = choose(request.headers.get("accept"), formats, suffix or request.query_params.get("format"))
    asked = _FeedRequest(event_stream.FeedAddresses(base, root_url(request)), chosen, page_context(request))
    recorder: ChangeRecorder = request.app.state.recorder
    try:
        content = await recorder.read(partial(_read_log, data, read, asked))
    except OverloadedError:
        recorder.raise_failure()
        raise
    headers = {"cache-control": IMMUTABLE if content.immutable else REVALIDATE, "link": _links(asked.page.root)}
    if chosen.format is HTML:
        headers["content-security-policy"] = PAGE_POLICY
    key = f"{TEMPLATES_HASH} {content.state} {request.url.path} {root_url(request)} {asked.page} {chosen.format.name}"
    return conditional_response(request, content.body, chosen.content_type, entity_tag("feed", key), headers)


def _links(root: str) -> str:
    """Return the `Link` header of each part of the feed."""
    return (
        f'<{root}feed>; rel="collection", <{root}dataset>; rel="about", '
        '<https://w3id.org/ldes/specification>; rel="profile"'
    )


def _read_log(data: Path, read: Callable[[ChangeLog, _FeedRequest], _Content], asked: _FeedRequest) -> _Content:
    """Open the log, and return what `read` finds there.

    Raises:
        NotPublishedError: Nothing is published yet.
        OverloadedError: The log has no entry yet.

    """
    with open_log(changes_folder(data), 0) as log:
        if log is not None and log.last() is not None:
            return read(log, asked)
    published(data)
    raise OverloadedError("the changes of the first version are still being recorded; ask again in a moment")


def _state(log: ChangeLog) -> str:
    """Return a text that differs after each new entry of the log."""
    last = log.last()
    return f"{last.number} {last.time}" if last else ""


def _stream(log: ChangeLog, asked: _FeedRequest) -> _Content:
    """Return the description of the stream with links to its pages; for browsers, the latest changes."""
    if asked.chosen.format is HTML:
        entries = tuple(log.entries("ORDER BY number DESC LIMIT ?", _LATEST))
        page = render(asked.page, "feed.html", section="data", entries=entries, xsd_datetime=event_stream.xsd_datetime)
        return _Content(page.encode(), _state(log))
    return _Content(_write(event_stream.view(log, asked.addresses), asked), _state(log))


def _page(log: ChangeLog, asked: _FeedRequest, time: str) -> _Content:
    """Return a page with members."""
    since = event_stream.parse_timestamp(time)
    document = event_stream.page(log, asked.addresses, since) if since is not None else None
    if since is None or document is None:
        raise PageNotFoundError(f"the feed has no page {time}; /feed names those that there are")
    full = event_stream.is_full(log, since)
    return _Content(_write(document, asked), "full" if full else _state(log), immutable=full)


def _member(log: ChangeLog, asked: _FeedRequest, time: str, number: str) -> _Content:
    """Return a member."""
    since = event_stream.parse_timestamp(time)
    is_number = number.isascii() and number.isdecimal() and len(number) <= _MAX_DIGITS
    document = (
        event_stream.member(log, asked.addresses, since, int(number)) if since is not None and is_number else None
    )
    if document is None:
        raise PageNotFoundError(f"the feed has no member {time}/{number}; /feed names its pages")
    return _Content(_write(document, asked), "member", immutable=True)


def _write(document: event_stream.FeedDocument, asked: _FeedRequest) -> bytes:
    """Return a document of the feed in the format asked for."""
    return _WRITERS[asked.chosen.format.name](document)
