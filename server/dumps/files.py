"""The files of a version's dumps as answers: which media type each has, and how long it may be kept.

In: a version and a name. Out: a response, or an error that names what there is.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from starlette.requests import Request

from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest, folder_of
from ruhrgraph.graph.versions.repository import Version, read_record
from ruhrgraph.ontology.errors import DumpNotFoundError
from ruhrgraph.server.dumps.builder import dumps_of, forget
from ruhrgraph.server.http.file_response import FileAnswer, Served
from ruhrgraph.server.http.responses import cache_control
from ruhrgraph.server.http.urls import root_url

_FORMATS: Mapping[str, str] = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "jelly": "application/x-jelly-rdf",
    "csvw": "application/zip",
}
# A packed file is a file of its own and no coding of the other one: it keeps its name and its checksum on the way.
_PACKED: Mapping[str, str] = {"gz": "application/gzip", "zst": "application/zstd"}
_FOR_EVER = "public, max-age=31536000, immutable"


def media_type(file: DumpFile) -> str:
    """Return the media type under which a file is served."""
    return _PACKED.get(file.compression) or _FORMATS[file.format]


def time_of(version: Version) -> datetime:
    """Return when a version was made; one of an older release tells it by its folder."""
    when = read_record(version).made
    return datetime.fromisoformat(when) if when else datetime.fromtimestamp(version.folder.stat().st_mtime, UTC)


async def file_of(request: Request, version: Version, base: str, name: str, *, fixed: bool = False) -> FileAnswer:
    """Return a file of a version's dumps as the answer to a request; the dumps are made first where they are missing.

    Args:
        request: The request, whose conditions and ranges are heeded.
        version: The version.
        base: The base IRI of the graph.
        name: The name of the file.
        fixed: Whether the address names the version, so that it always has the same answer.

    Raises:
        DumpNotFoundError: The version has no file of that name.
        OverloadedError: The dumps are still being made.
        DataFolderError: They cannot be made.
        VersionNotFoundError: The version has been pruned.

    """
    found = await dumps_of(version, base)
    try:
        return _answer(request, version, found, name, fixed=fixed)
    except FileNotFoundError:
        # Someone has removed the dumps since they were made: they are made again, if the version is still there.
        forget(version)
        return _answer(request, version, await dumps_of(version, base), name, fixed=fixed)


def _answer(request: Request, version: Version, found: Manifest, name: str, *, fixed: bool) -> FileAnswer:
    """Return a file as an answer; only names in the list are looked for on the disk."""
    file = found.find(name)
    if file is None:
        raise DumpNotFoundError(f"there is no dump “{name}”; /dumps/ lists all there are")
    keeping = _FOR_EVER if fixed else cache_control(request.app.state.settings)
    path = folder_of(version) / file.name
    answer = FileAnswer(Served(path, media_type(file), file.sha256, time_of(version), keeping), request.headers)
    answer.headers["link"] = (
        f'<{root_url(request)}catalog>; rel="describedby", <{root_url(request)}dumps/>; rel="collection"'
    )
    return answer
