"""The one table of errors: the exit code that a command gives, and the HTTP status of the server.

In: an error of `ruhrgraph.ontology.errors`. Out: its `ErrorCodes`. The most special class in the table decides, so a
new kind of error needs a line here only if it answers differently from its parent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from ruhrgraph.ontology.errors import (
    BadRequestError,
    BaseIriError,
    DataFolderError,
    DocumentError,
    DumpGoneError,
    DumpNotFoundError,
    EngineBusyError,
    EngineError,
    EngineSwitchedError,
    EngineTimeoutError,
    GraphNotFoundError,
    InvalidParameterError,
    NameNotFoundError,
    NetworkNotFoundError,
    NodeNotFoundError,
    NoRoomError,
    NotAcceptableError,
    NotPublishedError,
    NotValidError,
    OverloadedError,
    PageNotFoundError,
    ParameterError,
    QueryMemoryError,
    QueryNotFoundError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    ResultTooLargeError,
    RuhrgraphError,
    SettingError,
    ThingGoneError,
    ThingNotFoundError,
    TokenError,
    UnsupportedMediaTypeError,
    VersionChangedError,
    VersionNotFoundError,
    WriteLimitError,
    WritesOffError,
)

NOT_VALID, BAD_INPUT, NOT_POSSIBLE = 1, 2, 3
"""Exit codes: read but not valid; the input or an option is at fault; the data folder or the system is."""
INTERRUPTED, PIPE_CLOSED = 130, 141
"""Exit codes of a command that was stopped: 128 and the number of the signal, as shells have it."""


class RemoteEndpointError(RuhrgraphError):
    """Raised when an endpoint that SERVICE names, and may name, gives no answer, from the query process."""


class PreconditionFailedError(RuhrgraphError):
    """Raised when a condition of a request is not met (`If-Match` and others), from `server.http.conditional`."""


class UnsupportedCodingError(UnsupportedMediaTypeError):
    """Raised when a request's body has a content coding that is not read, from `server.http.request_bodies`."""


class RequestTooLargeError(RuhrgraphError):
    """Raised when a query or a request's body is longer than is read, from the engine and the routes."""


class ForeignOriginError(RuhrgraphError):
    """Raised when a page of another site asks where only our own may, from `server.mcp.routes`."""


class TargetTooLongError(RuhrgraphError):
    """Raised when the target of a request is longer than is read, from `server.http.request_size`."""


class HeadersTooLargeError(RuhrgraphError):
    """Raised when the header lines of a request are more or longer than is read, from `server.http.request_size`."""


class WrongTokensError(RuhrgraphError):
    """Raised when many wrong tokens came from one address, from `server.http.wrong_tokens`."""


@dataclass(frozen=True)
class ErrorCodes:
    """The status over HTTP and the exit code of a command."""

    status: HTTPStatus
    exit_code: int


_ANSWERS: Mapping[type[RuhrgraphError], ErrorCodes] = {
    RuhrgraphError: ErrorCodes(HTTPStatus.INTERNAL_SERVER_ERROR, NOT_POSSIBLE),
    DocumentError: ErrorCodes(HTTPStatus.UNPROCESSABLE_ENTITY, BAD_INPUT),
    NotValidError: ErrorCodes(HTTPStatus.UNPROCESSABLE_ENTITY, NOT_VALID),
    NotPublishedError: ErrorCodes(HTTPStatus.SERVICE_UNAVAILABLE, NOT_POSSIBLE),
    DataFolderError: ErrorCodes(HTTPStatus.SERVICE_UNAVAILABLE, NOT_POSSIBLE),
    NoRoomError: ErrorCodes(HTTPStatus.INSUFFICIENT_STORAGE, NOT_POSSIBLE),
    SettingError: ErrorCodes(HTTPStatus.INTERNAL_SERVER_ERROR, BAD_INPUT),
    NetworkNotFoundError: ErrorCodes(HTTPStatus.NOT_FOUND, BAD_INPUT),
    NodeNotFoundError: ErrorCodes(HTTPStatus.NOT_FOUND, BAD_INPUT),
    QueryNotFoundError: ErrorCodes(HTTPStatus.NOT_FOUND, BAD_INPUT),
    ParameterError: ErrorCodes(HTTPStatus.BAD_REQUEST, BAD_INPUT),
    NameNotFoundError: ErrorCodes(HTTPStatus.NOT_FOUND, BAD_INPUT),
    InvalidParameterError: ErrorCodes(HTTPStatus.UNPROCESSABLE_ENTITY, BAD_INPUT),
    QuerySyntaxError: ErrorCodes(HTTPStatus.BAD_REQUEST, BAD_INPUT),
    QueryRefusedError: ErrorCodes(HTTPStatus.FORBIDDEN, BAD_INPUT),
    BadRequestError: ErrorCodes(HTTPStatus.BAD_REQUEST, BAD_INPUT),
    NotAcceptableError: ErrorCodes(HTTPStatus.NOT_ACCEPTABLE, BAD_INPUT),
    UnsupportedMediaTypeError: ErrorCodes(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, BAD_INPUT),
    QueryTimeoutError: ErrorCodes(HTTPStatus.SERVICE_UNAVAILABLE, NOT_POSSIBLE),
    QueryMemoryError: ErrorCodes(HTTPStatus.SERVICE_UNAVAILABLE, NOT_POSSIBLE),
    ResultTooLargeError: ErrorCodes(HTTPStatus.SERVICE_UNAVAILABLE, NOT_POSSIBLE),
    OverloadedError: ErrorCodes(HTTPStatus.SERVICE_UNAVAILABLE, NOT_POSSIBLE),
    EngineError: ErrorCodes(HTTPStatus.BAD_GATEWAY, NOT_POSSIBLE),
    EngineBusyError: ErrorCodes(HTTPStatus.SERVICE_UNAVAILABLE, NOT_POSSIBLE),
    EngineSwitchedError: ErrorCodes(HTTPStatus.SERVICE_UNAVAILABLE, NOT_POSSIBLE),
    EngineTimeoutError: ErrorCodes(HTTPStatus.GATEWAY_TIMEOUT, NOT_POSSIBLE),
    PageNotFoundError: ErrorCodes(HTTPStatus.NOT_FOUND, BAD_INPUT),
    DumpNotFoundError: ErrorCodes(HTTPStatus.NOT_FOUND, BAD_INPUT),
    DumpGoneError: ErrorCodes(HTTPStatus.GONE, BAD_INPUT),
    GraphNotFoundError: ErrorCodes(HTTPStatus.NOT_FOUND, BAD_INPUT),
    TokenError: ErrorCodes(HTTPStatus.UNAUTHORIZED, BAD_INPUT),
    WritesOffError: ErrorCodes(HTTPStatus.FORBIDDEN, BAD_INPUT),
    WriteLimitError: ErrorCodes(HTTPStatus.SERVICE_UNAVAILABLE, NOT_POSSIBLE),
    VersionChangedError: ErrorCodes(HTTPStatus.PRECONDITION_FAILED, NOT_POSSIBLE),
    VersionNotFoundError: ErrorCodes(HTTPStatus.NOT_FOUND, BAD_INPUT),
    ThingNotFoundError: ErrorCodes(HTTPStatus.NOT_FOUND, BAD_INPUT),
    ThingGoneError: ErrorCodes(HTTPStatus.GONE, BAD_INPUT),
    RemoteEndpointError: ErrorCodes(HTTPStatus.BAD_GATEWAY, NOT_POSSIBLE),
    BaseIriError: ErrorCodes(HTTPStatus.SERVICE_UNAVAILABLE, NOT_POSSIBLE),
    PreconditionFailedError: ErrorCodes(HTTPStatus.PRECONDITION_FAILED, BAD_INPUT),
    RequestTooLargeError: ErrorCodes(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, BAD_INPUT),
    ForeignOriginError: ErrorCodes(HTTPStatus.FORBIDDEN, BAD_INPUT),
    TargetTooLongError: ErrorCodes(HTTPStatus.REQUEST_URI_TOO_LONG, BAD_INPUT),
    WrongTokensError: ErrorCodes(HTTPStatus.TOO_MANY_REQUESTS, BAD_INPUT),
    HeadersTooLargeError: ErrorCodes(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, BAD_INPUT),
}


def error_codes(error: RuhrgraphError) -> ErrorCodes:
    """Return exit code and status of an error; a subclass has those of its base."""
    return next(_ANSWERS[kind] for kind in type(error).__mro__ if kind in _ANSWERS)
