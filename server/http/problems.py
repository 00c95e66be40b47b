"""Errors as HTTP answers: a page, a line of text, or `application/problem+json` (RFC 9457).

In: an error that a route raises. Out: a page for browsers, JSON if the client accepts it by name, else text.
"""

import json
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Match, Route

from ruhrgraph.ontology.errors import (
    ChoiceError,
    DataFolderError,
    EngineError,
    NotPublishedError,
    QuerySyntaxError,
    ReadOnlyServerError,
    RuhrgraphError,
    SettingError,
    ThingNotFoundError,
)
from ruhrgraph.server.http.auth import CHALLENGE
from ruhrgraph.server.http.error_page import NearPage, error_page
from ruhrgraph.server.http.errors import UnsupportedCodingError, error_codes
from ruhrgraph.server.http.negotiation import HTML, PROBLEM, TEXT, choose, names_format
from ruhrgraph.server.http.redirects import without_extra_slashes
from ruhrgraph.server.http.request_bodies import ACCEPTED
from ruhrgraph.server.http.templates import PAGE_POLICY
from ruhrgraph.server.http.wrong_tokens import FORGET_SECONDS

_RETRY_SECONDS = {
    HTTPStatus.SERVICE_UNAVAILABLE: "10",
    HTTPStatus.INSUFFICIENT_STORAGE: "10",
    HTTPStatus.TOO_MANY_REQUESTS: f"{FORGET_SECONDS:.0f}",
}

_FILES = (DataFolderError, NotPublishedError, SettingError)
"""Errors whose messages name files of the server; those on the command line need them, clients do not."""
_FOLDERS = re.compile(r"""(?:(?<=[\s("'“`])|^)/(?:[^:;,()"'“”`\n]*/)?""")
"""All folders of an absolute path."""
_ENGINE = re.compile(r"the engine at \S+")
"""Another engine with its address, which may be one of an inner network."""


def add_error_handlers(app: FastAPI) -> None:
    """Add the handlers of errors to an application."""
    app.add_exception_handler(RuhrgraphError, _domain_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, unexpected_error)


def public_message(error: RuhrgraphError) -> str:
    """Return the message of an error for clients: of paths on the server only the last part, of addresses nothing."""
    if isinstance(error, EngineError):
        return _ENGINE.sub("the engine", str(error))
    return _FOLDERS.sub("", str(error)) if isinstance(error, _FILES) else str(error)


async def _domain_error(request: Request, error: Exception) -> Response:
    """Answer an error of the domain."""
    if not isinstance(error, RuhrgraphError):  # for the type checker: this handler gets no others
        raise error
    if isinstance(error, ThingNotFoundError) and (redirect := without_extra_slashes(request)):
        return redirect
    near = () if isinstance(error, ChoiceError) else await _near(request, error_codes(error).status)
    return error_response(request, error, near)


async def unexpected_error(request: Request, _error: Exception) -> Response:
    """Answer an error that nobody thought of; what it says is for the log alone."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    if not _wants_page(request):
        return PlainTextResponse("Internal Server Error", status)
    return _page(request, status, "Internal Server Error")


def error_response(request: Request | None, error: RuhrgraphError, near: Sequence[NearPage] = ()) -> Response:
    """Return the answer to an error of the domain.

    Args:
        request: The request that failed; None is one that could not be read.
        error: The error.
        near: The pages that were perhaps meant.

    """
    members: dict[str, int | str | None] = {}
    if isinstance(error, QuerySyntaxError) and error.line:
        members = {"line": error.line, "column": error.column}
    if isinstance(error, ReadOnlyServerError):
        members = {"writer": error.writer}
    status = error_codes(error).status
    headers = {"retry-after": _RETRY_SECONDS[status]} if status in _RETRY_SECONDS else {}
    if status is HTTPStatus.UNAUTHORIZED:
        headers = {"www-authenticate": CHALLENGE}
    if isinstance(error, UnsupportedCodingError):
        headers = {"accept-encoding": ACCEPTED}
    message = public_message(error)
    if request and _wants_page(request):
        return _page(request, status, message, headers, error, near)
    return _problem(request, status, message, members, headers)


async def _http_error(request: Request, error: Exception) -> Response:
    """Answer an error of routing: no such address, or another method."""
    if not isinstance(error, HTTPException):  # for the type checker: this handler gets no others
        raise error
    status, detail, headers = HTTPStatus(error.status_code), error.detail, dict(error.headers or {})
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = ", ".join(_methods(request))
        detail, headers = f"{request.method} is not for this address; use {allowed}", {"allow": allowed}
    if status is HTTPStatus.NOT_FOUND:
        if redirect := without_extra_slashes(request):
            return redirect
        detail, headers = f"there is nothing at {request.url.path}; start at /", {}
    if _wants_page(request):
        return _page(request, status, detail, headers, near=await _near(request, status))
    return _problem(request, status, detail, {}, headers)


async def _near(request: Request, status: HTTPStatus) -> Sequence[NearPage]:
    """Return the pages that were perhaps meant by an address where there is nothing."""
    if status is not HTTPStatus.NOT_FOUND or not _wants_page(request):
        return ()
    near: Sequence[NearPage] = await request.app.state.near_pages(request)
    return near


def _wants_page(request: Request) -> bool:
    """Return whether a client likes HTML best; one that names the standard for problems is a program."""
    accept = request.headers.get("accept")
    return (
        not names_format(accept, PROBLEM) and names_format(accept, HTML) and choose(accept, (TEXT, HTML)).format is HTML
    )


def _page(
    request: Request,
    status: HTTPStatus,
    detail: str,
    headers: Mapping[str, str] | None = None,
    error: RuhrgraphError | None = None,
    near: Sequence[NearPage] = (),
) -> Response:
    """Return an error as a page."""
    body = error_page(request, status, detail, error, near)
    own = {"content-security-policy": PAGE_POLICY, "vary": "Accept, Accept-Encoding, Accept-Language"}
    return HTMLResponse(body.encode("utf-8", "replace"), status, {**(headers or {}), **own})


def _methods(request: Request) -> list[str]:
    """Return the methods that some route has for the address of a request."""
    # Queries by POST are answered before the framework, whose routes do not know of them.
    methods = {"OPTIONS", "POST"} if request.url.path.rstrip("/").endswith("/sparql") else {"OPTIONS"}
    for route in request.app.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            methods |= route.methods or set()
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)


def _problem(
    request: Request | None,
    status: HTTPStatus,
    detail: str,
    members: Mapping[str, int | str | None],
    headers: dict[str, str],
) -> Response:
    """Return an error for programs: as JSON where they name that, else as a line of text."""
    accept = request.headers.get("accept") if request else None
    if names_format(accept, PROBLEM):
        content = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **members}
        return Response(json.dumps(content, ensure_ascii=False), status, headers, PROBLEM.media_type)
    return Response(f"{detail}\n", status, headers, "text/plain; charset=utf-8")
