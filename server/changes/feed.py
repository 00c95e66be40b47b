"""The changes as a Linked Data Event Stream: `/feed`, its pages `/feed/pages/TIME`, its members `/feed/TIME/NUMBER`."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.graph.changes import event_stream
from ruhrgraph.graph.changes.database import ChangeLog, open_log
from ruhrgraph.graph.changes.recorder import changes_folder
from ruhrgraph.graph.rdf.formats import RDF_FORMATS, Format
from ruhrgraph.graph.versions.repository import published
from ruhrgraph.ontology.errors import OverloadedError, PageNotFoundError
from ruhrgraph.server.changes.recorder import ChangeRecorder
from ruhrgraph.server.http.conditional import IMMUTABLE, REVALIDATE, entity_tag
from ruhrgraph.server.http.negotiation import HTML, Chosen, choose
from ruhrgraph.server.http.responses import conditional_response
from ruhrgraph.server.http.templates import PAGE_POLICY, render
from ruhrgraph.server.http.urls import root_path, root_url
from ruhrgraph.server.sparql.dependencies import SettingsDep

router = APIRouter(tags=["changes"])

_WRITERS: Mapping[str, Callable[[event_stream.FeedDocument], bytes]] = {
    "trig": event_stream.trig,
    "nq": event_stream.nquads,
    "jsonld": event_stream.jsonld,
}
_FORMATS = tuple(sorted((item for item in RDF_FORMATS if item.name in _WRITERS), key=lambda item: item.name != "trig"))
_FOREVER = {"cache-control": IMMUTABLE}
_ASK_AGAIN = {"cache-control": REVALIDATE}
_SHOWN = 100
_LONGEST = 9
_DOCUMENTED: dict[int | str, dict[str, Any]] = {200: {"content": {item.media_type: {} for item in _FORMATS}}}

Content: TypeAlias = tuple[bytes, str, bool]
"""Bytes, what tells them from others of the same address, and whether they stay for ever."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a request asks for: where, and in which form."""

    place: event_stream.FeedAddresses
    chosen: Chosen
    links: str
    root: str


@router.get("/feed", summary="The changes, as event stream", response_class=Response, responses=_DOCUMENTED)
async def get_feed(request: Request, settings: SettingsDep) -> Response:
    """Return what the stream is and where its pages are; for browsers, the latest changes."""
    return await _answer(request, settings.base, settings.data, _first, (*_FORMATS, HTML))


@router.get("/feed/pages/{name}", summary="A page of the changes", response_class=Response, responses=_DOCUMENTED)
async def get_page(name: str, request: Request, settings: SettingsDep) -> Response:
    """Return the page of the stream that begins at a time, with its members; a full one never changes."""
    time, _, suffix = name.partition(".")
    return await _answer(request, settings.base, settings.data, partial(_page, time=time), _FORMATS, suffix)


@router.get("/feed/{time}/{name}", summary="A change of one thing", response_class=Response, responses=_DOCUMENTED)
async def get_member(time: str, name: str, request: Request, settings: SettingsDep) -> Response:
    """Return one member of the stream; it never changes."""
    number, _, suffix = name.partition(".")
    read = partial(_member, time=time, number=number)
    return await _answer(request, settings.base, settings.data, read, _FORMATS, suffix)


async def _by_suffix(suffix: str, request: Request, settings: SettingsDep) -> Response:
    """Return what the stream is in the form that the suffix names."""
    return await _answer(request, settings.base, settings.data, _first, (*_FORMATS, HTML), suffix)


router.add_api_route("/feed.{suffix}", _by_suffix, include_in_schema=False, response_class=Response)


async def _answer(
    request: Request,
    base: str,
    data: Path,
    read: Callable[[ChangeLog, _Wanted], Content],
    formats: tuple[Format, ...],
    suffix: str = "",
) -> Response:
    """Return what is read of the log, in the form that the client wants."""
    chosen = choose(request.headers.get("accept"), formats, suffix or request.query_params.get("format"))
    links = ", ".join(
        (
            f'<{root_path(request)}feed>; rel="collection"',
            f'<{root_path(request)}dataset>; rel="about"',
            '<https://w3id.org/ldes/specification>; rel="profile"',
        )
    )
    wanted = _Wanted(event_stream.FeedAddresses(base, root_url(request)), chosen, links, root_path(request))
    recorder: ChangeRecorder = request.app.state.recorder
    await recorder.wait_until_recorded()
    body, state, for_ever = await asyncio.to_thread(_read, data, read, wanted)
    headers = {**(_FOREVER if for_ever else _ASK_AGAIN), "link": links}
    if chosen.format is HTML:
        headers["content-security-policy"] = PAGE_POLICY
    key = f"{state} {request.url.path} {wanted.place.root} {chosen.format.name}"
    return conditional_response(request, body, chosen.content_type, entity_tag("feed", key), headers)


def _read(data: Path, read: Callable[[ChangeLog, _Wanted], Content], wanted: _Wanted) -> Content:
    """Read the log with a function.

    Raises:
        NotPublishedError: There is nothing yet.
        OverloadedError: The log has nothing yet.

    """
    with open_log(changes_folder(data)) as log:
        if log is not None and log.last() is not None:
            return read(log, wanted)
    published(data)
    raise OverloadedError("the changes of the first version are still being recorded; ask again in a moment")


def _first(log: ChangeLog, wanted: _Wanted) -> Content:
    """Return the first page."""
    last = log.last()
    state = f"{last.number} {last.time}" if last else ""
    if wanted.chosen.format is HTML:
        entries = tuple(log.entries("ORDER BY number DESC LIMIT ?", _SHOWN))
        page = render(
            "feed.html", root=wanted.root, entries=entries, clock=event_stream.xsd_datetime, stream=wanted.place.stream
        )
        return page.encode(), state, False
    return _WRITERS[wanted.chosen.format.name](event_stream.view(log, wanted.place)), state, False


def _page(log: ChangeLog, wanted: _Wanted, time: str) -> Content:
    """Return a page with members."""
    since = event_stream.parse_timestamp(time)
    document = event_stream.page(log, wanted.place, since) if since is not None else None
    last = log.last()
    if since is None or document is None or last is None:
        raise PageNotFoundError(f"the feed has no page {time}; /feed names those that there are")
    full = event_stream.is_full(log, since)
    return _WRITERS[wanted.chosen.format.name](document), "full" if full else f"{last.number} {last.time}", full


def _member(log: ChangeLog, wanted: _Wanted, time: str, number: str) -> Content:
    """Return a member."""
    of_entry = event_stream.parse_timestamp(time)
    is_number = number.isascii() and number.isdecimal() and len(number) <= _LONGEST
    document = (
        event_stream.member(log, wanted.place, of_entry, int(number)) if of_entry is not None and is_number else None
    )
    if document is None:
        raise PageNotFoundError(f"the feed has no member {time}/{number}; /feed names its pages")
    return _WRITERS[wanted.chosen.format.name](document), "member", True
