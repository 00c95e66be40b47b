"""The versions: `/versions`, `/versions/DIGEST`, what each changed, and `/dataset`, which redirects to one by date."""

import asyncio
import json
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from ruhrgraph.graph.changes.timeline import Memento, Timeline, timeline, timeline_without_log
from ruhrgraph.graph.rdf.formats import RDF_FORMATS, Format, rdf_format
from ruhrgraph.graph.versions.repository import read_record
from ruhrgraph.ontology.errors import (
    DataFolderError,
    NotAcceptableError,
    OverloadedError,
    RuhrgraphError,
    ThingGoneError,
    VersionNotFoundError,
)
from ruhrgraph.server.changes.memento import memento_links, parse_accept_datetime, timemap, version_url
from ruhrgraph.server.changes.rdf_patch import rdf_patch
from ruhrgraph.server.changes.recorder import ChangeRecorder
from ruhrgraph.server.dumps.builder import wait_for_dumps
from ruhrgraph.server.dumps.files import dump_response
from ruhrgraph.server.http.conditional import IMMUTABLE, REVALIDATE, content_etag, http_date
from ruhrgraph.server.http.negotiation import HTML, JSON, choose
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.http.responses import conditional_response
from ruhrgraph.server.http.templates import PAGE_POLICY, render
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.http.urls import root_path, root_url
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.dependencies import SettingsDep

router = APIRouter(tags=["changes"])

_LINK_FORMAT = Format("link", "application/link-format", (), ("timemap",))
_PATCH = Format("rdfp", "application/rdf-patch", ("text/plain",), ("patch", "txt"))
_LIST = (JSON, _LINK_FORMAT, HTML)
_WHOLE = (*sorted(RDF_FORMATS, key=lambda item: item.name != "nq"), HTML)
_VARY = {"vary": "Accept, Accept-Encoding, Accept-Datetime"}
_ASK_AGAIN = {"cache-control": REVALIDATE}
_FOREVER = {"cache-control": IMMUTABLE}
_DATE: dict[str, Any] = {"parameters": [{"name": "Accept-Datetime", "in": "header", "schema": {"type": "string"}}]}


@router.get("/dataset", summary="The dataset, as it is or was", response_class=Response, openapi_extra=_DATE)
async def dataset(request: Request, settings: SettingsDep) -> Response:
    """Redirect to the catalogue, or with `Accept-Datetime` to the version that was in use then."""
    line = await _timeline(request, settings.data)
    feed = f'<{root_url(request)}feed>; rel="alternate"; type="application/trig"'
    headers = {**_VARY, **_ASK_AGAIN, "link": f"{memento_links(root_url(request), line)}, {feed}"}
    asked = request.headers.get("accept-datetime")
    if asked is None:
        return RedirectResponse(f"{root_path(request)}catalog", 303, headers)
    found = line.at(parse_accept_datetime(asked))
    if found is None:
        raise VersionNotFoundError("nothing is published yet; run `ruhrgraph build`")
    return RedirectResponse(version_url(root_url(request), found), 302, headers)


@router.get("/versions", summary="All versions that are kept", response_class=Response)
async def versions(request: Request, settings: SettingsDep) -> Response:
    """List the versions, and how many statements each added and removed; as `application/link-format`, a TimeMap."""
    return await _list(request, settings.data, request.query_params.get("format"))


async def _by_suffix(suffix: str, request: Request, settings: SettingsDep) -> Response:
    """List the versions in the format that the suffix names."""
    return await _list(request, settings.data, suffix)


router.add_api_route("/versions.{suffix}", _by_suffix, include_in_schema=False, response_class=Response)


@router.get("/versions/{name}", summary="A version of the dataset", response_class=Response)
async def version(name: str, request: Request, settings: SettingsDep) -> Response:
    """Return the whole dataset as it is in a version; for browsers, a page about the version."""
    digest, _, suffix = name.partition(".")
    suffix, _, packing = suffix.partition(".")
    line = await _timeline(request, settings.data)
    found = _find(line, digest)
    chosen = choose(request.headers.get("accept"), _WHOLE, suffix or request.query_params.get("format"))
    headers = {
        **_VARY,
        "link": memento_links(root_url(request), line, found),
        "memento-datetime": http_date(found.since),
    }
    if chosen.format is HTML:
        page = render(page_context(request), "version.html", section="data", memento=found, formats=RDF_FORMATS)
        headers |= {**_ASK_AGAIN, "content-security-policy": PAGE_POLICY}
        body = page.encode()
        return conditional_response(request, body, chosen.content_type, content_etag(body), headers)
    answer = await _file(request, found, settings, chosen.format.name, packing)
    answer.headers.update(headers)
    return answer


@router.get("/versions/{name}/changes", summary="What a version changed", response_class=Response)
async def changes(name: str, request: Request, settings: SettingsDep) -> Response:
    """Return what a version added to the one before it, and what it removed, as RDF Patch; also of pruned versions."""
    line = await _recorded_timeline(request, settings.data)
    entry = next((item for item in line.changes if item.digest == name), None)
    if entry is None:
        raise _missing_changes(line, name)
    chosen = choose(request.headers.get("accept"), (_PATCH,), request.query_params.get("format"))
    headers = {
        **_FOREVER,
        "content-type": chosen.content_type,
        "link": f'<{root_path(request)}versions>; rel="collection"',
    }
    return StreamingResponse(rdf_patch(settings.data, entry), headers=headers)


async def _timeline(request: Request, data: Path) -> Timeline:
    """Return the versions in the order of time, up to the one in use; without the log if that cannot be read."""
    try:
        return await _recorded_timeline(request, data)
    except DataFolderError:
        return await asyncio.to_thread(timeline_without_log, data)


async def _recorded_timeline(request: Request, data: Path) -> Timeline:
    """Return the versions in the order of time, and what the log says of them.

    Raises:
        DataFolderError: The log cannot be read.

    """
    recorder: ChangeRecorder = request.app.state.recorder
    return await recorder.read(partial(timeline, data, 0))


async def _list(request: Request, data: Path, asked: str | None) -> Response:
    """Return the list of versions."""
    line = await _timeline(request, data)
    chosen = choose(request.headers.get("accept"), _LIST, asked)
    root = root_url(request)
    headers = {**_ASK_AGAIN, "link": memento_links(root, line)}
    if chosen.format is HTML:
        page = await in_thread(
            render, page_context(request), "versions.html", section="data", mementos=line.mementos[::-1]
        )
        body = page.encode()
        headers["content-security-policy"] = PAGE_POLICY
    elif chosen.format is JSON:
        body = await in_thread(_json, root, line)
    else:
        body = await in_thread(timemap, root, line)
    return conditional_response(request, body, chosen.content_type, content_etag(body), headers)


def _find(line: Timeline, digest: str) -> Memento:
    """Return a version that is kept.

    Raises:
        ThingGoneError: It has been pruned.
        VersionNotFoundError: There never was one of that digest.

    """
    if found := line.find(digest):
        return found
    if line.was_in_use(digest):
        raise ThingGoneError(f"version {digest[:12]} is not kept any more; /versions lists those that are")
    raise VersionNotFoundError(f"there is no version “{digest}”; /versions lists those that there are")


def _missing_changes(line: Timeline, name: str) -> RuhrgraphError:
    """Return the error for a version without an entry in the log."""
    if line.find(name):
        return OverloadedError(f"the changes of version {name[:12]} are still being recorded; ask again in a moment")
    if line.was_in_use(name):
        return ThingGoneError(f"version {name[:12]} went before it was recorded; the changes of the next one cover it")
    return VersionNotFoundError(f"there never was a version {name}; /versions lists those that there are")


def _json(root: str, line: Timeline) -> bytes:
    """Return the list of versions as JSON, the newest first."""
    items = [
        {
            "digest": memento.digest,
            "address": version_url(root, memento),
            "since": memento.since.isoformat().replace("+00:00", "Z"),
            "kind": memento.entry.record.kind,
            "parent": memento.entry.record.parent,
            "current": memento.entry.current,
            "added": memento.change.added if memento.change else None,
            "removed": memento.change.removed if memento.change else None,
        }
        for memento in line.mementos[::-1]
    ]
    return f"{json.dumps({'versions': items}, indent=1)}\n".encode()


async def _file(request: Request, found: Memento, settings: Settings, format_name: str, compression: str) -> Response:
    """Return a version's dump, compressed or not.

    Raises:
        NotAcceptableError: The format cannot say what the version contains.

    """
    if compression == "zst":  # as older releases had it
        path = f"versions/{found.digest}.{rdf_format(format_name).suffix}.gz"
        return RedirectResponse(f"{root_path(request)}{path}", 301)
    version = found.entry.version
    base = read_record(version).base or settings.base
    made = await wait_for_dumps(version, base, settings.writer)
    files = [file for file in made.files if file.content == "all"]
    name = next((file.name for file in files if (file.format, file.compression) == (format_name, compression)), None)
    if name is None:
        raise NotAcceptableError(f"there is no {format_name} of version {found.digest[:12]}; ask for nq")
    return await dump_response(request, version, base, name, fixed=True)
