"""The language in the path of a request: `/en/…` is the English twin of `/…`.

In: the scope of a request. Out: the same without `/en` in its path, and with the language noted; routes know one path.
"""

from urllib.parse import quote

from starlette.requests import Request
from starlette.types import Scope

from ruhrgraph.server.http.header_fields import parse_qualities
from ruhrgraph.server.language import LANGUAGE_KEY, LANGUAGES, Language

_ENGLISH = "/en"


def with_language(scope: Scope) -> Scope:
    """Return the scope of a request as its routes see it."""
    root: str = scope.get("root_path", "")
    path: str = scope["path"]
    if path.removeprefix(root).split("/", 2)[1:2] != [_ENGLISH[1:]]:
        return scope
    raw: bytes = scope.get("raw_path") or quote(path).encode()
    begin = quote(root).encode()
    return {
        **scope,
        LANGUAGE_KEY: "en",
        "path": f"{root}{path.removeprefix(root).removeprefix(_ENGLISH) or '/'}",
        "raw_path": begin + (raw.removeprefix(begin).removeprefix(_ENGLISH.encode()) or b"/"),
    }


def error_language(request: Request) -> Language:
    """Return the language of an error page: that of the address, else the one that the client likes best."""
    if LANGUAGE_KEY in request.scope:
        return "en"
    liked = [(quality, name.partition("-")[0]) for name, quality in parse_qualities(_accepted(request))]
    known = [(quality, name) for quality, name in liked if name in LANGUAGES and quality > 0]
    return "en" if known and max(known, key=lambda pair: pair[0])[1] == "en" else "de"


def _accepted(request: Request) -> str:
    return request.headers.get("accept-language", "").lower()
