"""Small whole answers: with ETag, 304, `Cache-Control` and compression, all in one place.

In: a request and the bytes to answer with. Out: a response. What is kept compressed is a `Stored`; HEAD needs nothing
here, as `server.http.middleware` turns it into GET and the server leaves the body out.
"""

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.compression import MIN_BYTES, choose_coding

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_CODINGS = frozenset({"", "zstd", "br", "gzip"})
_SHARED = "public, max-age=60, stale-while-revalidate=600"
_REVALIDATED = "public, no-cache"


def conditional_response(
    request: Request,
    body: bytes | CachedAnswer,
    content_type: str = "",
    etag: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the response to a request: 304 if the client has it already, else 200 in the best coding that it takes.

    Args:
        request: The request.
        body: The bytes; a `Stored` brings its content type and ETag, and keeps what it compresses.
        content_type: As it shall stand in the header.
        etag: The ETag without quotes, made of version and request (`server.http.cache.etag_of`); "" for none.
        headers: What else shall stand in the header.

    """
    stored = body if isinstance(body, CachedAnswer) else CachedAnswer(content_type, etag, body)
    all_headers = {"cache-control": cache_control(request), **(headers or {})}
    if stored.etag and (coding := matching_coding(request, stored.etag)) is not None:
        return Response(None, 304, {**all_headers, "etag": _tag(stored.etag, coding)})
    coding = choose_coding(request.headers.get("accept-encoding")) if len(stored.body) >= MIN_BYTES else ""
    if coding:
        all_headers["content-encoding"] = coding
    if stored.etag:
        all_headers["etag"] = _tag(stored.etag, coding)
    return Response(stored.coded(coding), 200, {**all_headers, "content-type": stored.content_type})


def matching_coding(request: Request, etag: str) -> str | None:
    """Return the coding in which a client has an answer already (`If-None-Match`), None where it does not have it.

    Args:
        request: The request.
        etag: The ETag of the answer before it is coded, without quotes.

    """
    given = request.headers.get("if-none-match")
    if not given:
        return None
    if given.strip() == "*":
        return ""
    for tag in _TAG.findall(given):
        name, _, coding = tag.partition("-")
        if name == etag and coding in _CODINGS:
            return str(coding)
    return None


def cache_control(request: Request) -> str:
    """Return the `Cache-Control` of an answer of the version in use: with writes possible, only after asking again."""
    return _REVALIDATED if request.app.state.settings.token else _SHARED


def _tag(etag: str, coding: str) -> str:
    """Return an ETag as it stands in the header: strong, so another one for each coding."""
    return f'"{etag}-{coding}"' if coding else f'"{etag}"'
