"""The files that pages load: style, scripts, fonts. They are built before and come with the package.

In: the name of a file. Out: its address, which changes with the files, so that browsers keep each for a year, or the
file itself.
"""

import mimetypes
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from ruhrgraph.ontology.errors import PageNotFoundError
from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.conditional import IMMUTABLE, ONE_DAY, content_etag
from ruhrgraph.server.http.responses import conditional_response

_FOLDER = Path(__file__).parents[1] / "static"
_NAMES = frozenset(path.name for path in _FOLDER.iterdir() if path.is_file())
STATIC_VERSION = sha256(b"".join((_FOLDER / name).read_bytes() for name in sorted(_NAMES))).hexdigest()[:12]
"""What changes when any of the files does."""
_TYPES = {".woff2": "font/woff2", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


def static_path(name: str) -> str:
    """Return the path of a file below the server's root.

    Raises:
        KeyError: There is no such file, which is a fault of a template.

    """
    if name not in _NAMES:
        raise KeyError(name)
    return f"static/{STATIC_VERSION}/{name}"


def static_response(request: Request, version: str, name: str) -> Response:
    """Return a file; at the address of another version of the files it is not kept for long.

    Raises:
        PageNotFoundError: There is no such file.

    """
    if name not in _NAMES:
        raise PageNotFoundError(f"there is no file “{name}” for pages")
    lifetime = IMMUTABLE if version == STATIC_VERSION else ONE_DAY
    return conditional_response(request, _answer(name), headers={"cache-control": lifetime})


@lru_cache(maxsize=64)
def _answer(name: str) -> CachedAnswer:
    """Return a file as an answer, with its compressed forms once they were asked for."""
    body = (_FOLDER / name).read_bytes()
    suffix = Path(name).suffix
    content_type = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return CachedAnswer(content_type, content_etag(body), body)
