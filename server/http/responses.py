"""Responses with a body of known bytes: their ETag, preconditions, `Cache-Control` and compression.

In: a request and the bytes to answer with. Out: a response. HEAD is no concern here: `server.http.middleware` turns it
into GET, and the connection leaves the body out.
"""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.compression import MIN_BYTES, accepted_codings, choose_coding
from ruhrgraph.server.http.conditional import (
    FOLLOWED,
    REVALIDATE,
    SHORT_LIVED,
    NotModified,
    check_preconditions,
    coded_etag,
    content_etag,
    lists_etag,
)
from ruhrgraph.server.settings import Settings


def conditional_response(
    request: Request,
    body: bytes | CachedAnswer,
    content_type: str = "",
    etag: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the response to a request: 304 if the client has it already, else 200 in the best coding that it accepts.

    Args:
        request: The request.
        body: The bytes; a `CachedAnswer` has its own content type and ETag, and keeps its compressed forms.
        content_type: The content type of the bytes.
        etag: The ETag without quotes (`conditional.entity_tag`); "" for none.
        headers: Further headers; if there is no `cache-control` among them, that of the version in use is added.

    Raises:
        PreconditionFailedError: `If-Match` or another condition of the request is not met.

    """
    answer = body if isinstance(body, CachedAnswer) else CachedAnswer(content_type, etag, body)
    all_headers = dict(headers or {})
    if "cache-control" not in all_headers:
        all_headers["cache-control"] = cache_control(request.app.state.settings)
    if unmodified := _unmodified(request, answer.etag):
        if unmodified.etag:
            all_headers["etag"] = f'"{unmodified.etag}"'
        return Response(None, 304, all_headers)
    coding = choose_coding(request.headers.get("accept-encoding")) if len(answer.body) >= MIN_BYTES else ""
    if coding:
        all_headers["content-encoding"] = coding
    if answer.etag:
        all_headers["etag"] = f'"{coded_etag(answer.etag, coding)}"'
    all_headers["content-type"] = answer.content_type
    coded = answer.coded(coding)
    return _CodedResponse(answer, coding, all_headers) if coded is None else Response(coded, 200, all_headers)


class _CodedResponse(Response):
    """The response with a long answer, which is compressed when it is sent, without holding up others."""

    def __init__(self, answer: CachedAnswer, coding: str, headers: Mapping[str, str]) -> None:
        super().__init__(None, 200, headers)
        self._answer = answer
        self._coding = coding

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        self.body = await self._answer.coded_beside(self._coding)
        self.headers["content-length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


def with_etag(request: Request, response: Response) -> Response:
    """Return a response of known bytes as `conditional_response` does, with an ETag made of them."""
    body, headers = bytes(response.body), dict(response.headers)
    del headers["content-length"]
    return conditional_response(request, body, headers.pop("content-type"), content_etag(body), headers)


def client_has(request: Request, etag: str) -> bool:
    """Return whether `If-None-Match` lists the answer to a request, so that it need not be made again."""
    headers = request.headers
    return "if-none-match" in headers and lists_etag(headers, coded_etags(headers, etag))


def coded_etags(headers: Mapping[str, str], etag: str) -> tuple[str, ...]:
    """Return the ETags that an answer may have for a client, one for each coding that it accepts."""
    if not etag:
        return ()
    return (*(coded_etag(etag, coding) for coding in accepted_codings(headers.get("accept-encoding"))), etag)


def has_conditions(request: Request) -> bool:
    """Return whether a request has conditions (`If-Match` and others)."""
    return any(name.startswith(b"if-") for name, _ in request.headers.raw)


def _unmodified(request: Request, etag: str) -> NotModified | None:
    """Check the conditions of a request, if it has any; as `check_preconditions`."""
    if not has_conditions(request):
        return None
    return check_preconditions(request.headers, request.method, coded_etags(request.headers, etag))


def cache_control(settings: Settings) -> str:
    """Return the `Cache-Control` of answers from the version in use: on a server with writes, ask again each time."""
    if settings.writer:
        return FOLLOWED
    return REVALIDATE if settings.token else SHORT_LIVED
