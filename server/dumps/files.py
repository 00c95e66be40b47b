"""The files of a version's dumps as answers: which representations each has, and how long it may be kept."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest, dumps_folder
from ruhrgraph.graph.rdf.formats import RDF_FORMATS
from ruhrgraph.graph.versions.repository import Version, pin, read_record
from ruhrgraph.ontology.errors import DumpNotFoundError, OverloadedError, VersionNotFoundError
from ruhrgraph.server.dumps.builder import wait_for_dumps
from ruhrgraph.server.http.compression import accepted_codings
from ruhrgraph.server.http.conditional import IMMUTABLE
from ruhrgraph.server.http.file_response import FileRepresentation, file_response
from ruhrgraph.server.http.responses import cache_control
from ruhrgraph.server.http.urls import root_url

_MEDIA_TYPES: Mapping[str, str] = {
    **{format_.name: format_.media_type for format_ in RDF_FORMATS},
    "ttl": "text/turtle; charset=utf-8",
    "csvw": "application/zip",
}


def media_type(file: DumpFile) -> str:
    """Return the content type of a file."""
    return "application/gzip" if file.compression else _MEDIA_TYPES[file.format]


def time_of(version: Version) -> datetime:
    """Return when a version was made; for one of an older release, the time of its folder.

    Raises:
        OverloadedError: It was pruned while it was read.

    """
    when = read_record(version).made
    try:
        return datetime.fromisoformat(when) if when else datetime.fromtimestamp(version.folder.stat().st_mtime, UTC)
    except FileNotFoundError:
        raise OverloadedError(f"version {version.digest[:12]} has just been pruned; ask again in a moment") from None


async def dump_response(request: Request, version: Version, base: str, name: str, *, fixed: bool = False) -> Response:
    """Return a file of a version's dumps as the answer to a request; the dumps are made first if they are missing.

    Args:
        request: The request.
        version: The version.
        base: The base IRI of the graph.
        name: The name of the file.
        fixed: Whether the address names the version, so that its answer never changes.

    Raises:
        DumpNotFoundError: The version has no file of that name.
        PreconditionFailedError: A condition of the request is not met.
        OverloadedError: The dumps are still being made, or made again.
        DataFolderError: They cannot be made.
        VersionNotFoundError: The version has been pruned.

    """
    found = await wait_for_dumps(version, base, request.app.state.settings.writer)
    file = found.find(name)
    if file is None:
        raise DumpNotFoundError(f"there is no dump “{name}”; /dumps/ lists all there are")
    caching = IMMUTABLE if fixed else cache_control(request.app.state.settings)
    with ExitStack() as stack:
        try:
            stack.enter_context(pin(version))
        except FileNotFoundError:
            raise VersionNotFoundError(f"version {version.digest[:12]} has been pruned") from None
        accepted = _accepted(request, dumps_folder(version), found, file)
        try:
            response = file_response(request, file.name, accepted, time_of(version), caching)
        except FileNotFoundError:
            raise OverloadedError(f"the dump “{name}” is being made again; ask again in a moment") from None
        response.background = BackgroundTask(stack.pop_all().close)  # the version stays until the file has been sent
    response.headers["link"] = (
        f'<{root_url(request)}catalog>; rel="describedby", <{root_url(request)}dumps/>; rel="collection"'
    )
    return response


def _accepted(request: Request, folder: Path, found: Manifest, file: DumpFile) -> list[FileRepresentation]:
    """Return the representations of a file that the client accepts, the best first.

    A file without `.gz` is stored compressed only: clients that accept gzip get the stored bytes as content coding.
    """
    packed = found.find(f"{file.name}.gz")
    if packed is None:
        return [FileRepresentation(folder / file.name, media_type(file), file.bytes, file.sha256)]
    path, type_ = folder / packed.name, media_type(file)
    unpacked = FileRepresentation(path, type_, file.bytes, file.sha256, is_unpacked=True)
    if "gzip" not in accepted_codings(request.headers.get("accept-encoding")):
        return [unpacked]
    return [FileRepresentation(path, type_, packed.bytes, packed.sha256, coding="gzip"), unpacked]
