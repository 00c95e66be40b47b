"""The dumps: `/dumps/` lists them, `/dumps/NAME` is one of them, `/dumps/SHA256SUMS` has the checksums of all."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest
from ruhrgraph.graph.rdf.formats import RDF_FORMATS
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.server.dumps.builder import wait_for_dumps
from ruhrgraph.server.dumps.files import dump_response, media_type, time_of
from ruhrgraph.server.dumps.old_addresses import moved_to
from ruhrgraph.server.http.conditional import entity_tag, http_date
from ruhrgraph.server.http.negotiation import HTML, JSON, TEXT, choose
from ruhrgraph.server.http.page_context import PageContext, page_context
from ruhrgraph.server.http.responses import conditional_response
from ruhrgraph.server.http.templates import PAGE_POLICY, TEMPLATES_HASH, render
from ruhrgraph.server.http.urls import page_root, root_path, root_url
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep

router = APIRouter(tags=["dumps"])

SUMS = "SHA256SUMS"
_OFFERED = (JSON, HTML, TEXT)
_Documented = dict[int | str, dict[str, Any]]
_DOCUMENTED: _Documented = {200: {"content": {format_.media_type: {} for format_ in _OFFERED}}}
_FILE: _Documented = {
    200: {"content": {"application/octet-stream": {}}, "description": "The file"},
    206: {"description": "The parts of it that `Range` asks for"},
    304: {"description": "The client has it already"},
    301: {"description": "The file of an older release is somewhere else now"},
    404: {"description": "There is no such dump"},
    410: {"description": "Only older releases had such a file"},
    412: {"description": "A condition of the request is not met"},
    416: {"description": "The file has nothing of what `Range` asks for"},
}
_CONTENTS = ("all", "facts", "tables")
_TITLES: Mapping[str, str] = {**{format_.name: format_.title for format_ in RDF_FORMATS}, "csvw": "CSV (CSVW, zip)"}


@dataclass(frozen=True, slots=True)
class DumpRow:
    """A line of the page: a format, its files, and how many statements it contains."""

    format: str
    files: tuple[DumpFile, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class DumpSection:
    """A section of the page: what its files contain, and a line for each format."""

    content: str
    rows: tuple[DumpRow, ...]


@router.get("/dumps", include_in_schema=False)
async def without_slash(request: Request) -> Response:
    """Redirect to the list."""
    return RedirectResponse(f"{page_root(request)}dumps/", 308)


@router.get("/dumps/", summary="The dumps of the dataset", response_class=Response, responses=_DOCUMENTED)
async def list_dumps(request: Request, settings: SettingsDep, service: QueryServiceDep) -> Response:
    """List the files of the whole dataset, with sizes and checksums."""
    chosen = choose(request.headers.get("accept"), _OFFERED, request.query_params.get("format"))
    version = service.version()
    found = await wait_for_dumps(version, settings.base, settings.writer)
    headers = {"last-modified": http_date(time_of(version))}
    if chosen.format is HTML:
        body = _page(found, version, page_context(request)).encode()
        headers["content-security-policy"] = PAGE_POLICY
    elif chosen.format is TEXT:
        body = _sums(found)
    else:
        body = _as_json(found, version, root_url(request))
    key = f"{TEMPLATES_HASH} dumps {chosen.format.name} {root_url(request)} {page_root(request)}"
    return conditional_response(request, body, chosen.content_type, entity_tag(found.digest, key), headers)


@router.get("/dumps/SHA256SUMS", summary="The checksums of the dumps", response_class=Response)
async def checksums(request: Request, settings: SettingsDep, service: QueryServiceDep) -> Response:
    """Return the checksums as `sha256sum --check` reads them."""
    found = await wait_for_dumps(service.version(), settings.base, settings.writer)
    return conditional_response(request, _sums(found), "text/plain; charset=utf-8", entity_tag(found.digest, SUMS))


@router.get("/dumps/{name}", summary="A dump", response_class=Response, responses=_FILE)
async def dump(name: str, request: Request, settings: SettingsDep, service: QueryServiceDep) -> Response:
    """Return a file of the dumps, whole or in parts.

    Raises:
        DumpNotFoundError: There is no such file.
        DumpGoneError: Only older releases had such a file.

    """
    if moved := moved_to(name, settings.base):
        return RedirectResponse(f"{root_path(request)}{moved}", 301)
    return await dump_response(request, service.version(), settings.base, name)


def _sums(found: Manifest) -> bytes:
    """Return the checksums of all files."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in found.files).encode()


def _as_json(found: Manifest, version: Version, address: str) -> bytes:
    """Return the list for programs."""
    files = [
        {**asdict(file), "url": f"{address}dumps/{file.name}", "mediaType": media_type(file)} for file in found.files
    ]
    content = {"version": found.digest, "made": time_of(version).isoformat(), "files": files}
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _page(found: Manifest, version: Version, page: PageContext) -> str:
    """Return the list for people."""
    return render(
        page,
        "dumps.html",
        section="data",
        sections=[_section(content, found.files) for content in _CONTENTS],
        sizes={file.name: file.bytes for file in found.files},
        digest=found.digest,
        made=time_of(version).isoformat(),
    )


def _section(content: str, files: Sequence[DumpFile]) -> DumpSection:
    """Return a section of the page."""
    rows = []
    for name, title in _TITLES.items():
        if of_format := tuple(file for file in files if (file.content, file.format) == (content, name)):
            rows.append(DumpRow(title, of_format, of_format[0].statements))
    return DumpSection(content, tuple(rows))
