"""The errors of requests to another engine: what a status or a broken connection means, in a sentence.

In: a response that is no answer, or what the HTTP client raises. Out: an `EngineError`, or a `BadRequestError` where
the engine refuses the request itself.
"""

from collections.abc import Sequence

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from ruhrgraph.ontology.errors import (
    BadRequestError,
    EngineAddressError,
    EngineBusyError,
    EngineCredentialsError,
    EngineError,
    EngineTimeoutError,
    EngineTlsError,
    EngineUnreachableError,
)

CONNECT_SECONDS = 5.0
"""Seconds in which a connection has to be made."""
_MOST_WORDS = 200
_BAD_REQUEST = 400
_SERVER_ERRORS = range(500, 600)
_REDIRECTS = range(300, 400)
_UNAUTHORIZED = (401, 403, 407)
_TIMED_OUT = (408, 504)
_TOO_MANY = 429


def refusal(
    response: urllib3.BaseHTTPResponse, shown: str, setting: str, secrets: Sequence[str]
) -> EngineError | BadRequestError:
    """Return the error of a status that does not say that it was done.

    Args:
        response: The response; its connection is closed.
        shown: The engine, for the message.
        setting: The setting that names its address.
        secrets: What the message must not repeat.

    """
    status, words = response.status, _words(response, secrets)
    if status in _REDIRECTS:
        return EngineAddressError(f"{shown} leads elsewhere ({status}); set {setting} to where it leads")
    if status in _UNAUTHORIZED:
        or_else = "" if setting == "RUHRGRAPH_ENGINE" else "; or it may only be read"
        return EngineCredentialsError(
            f"{shown} does not let this server in ({status}); look at RUHRGRAPH_ENGINE_USER and "
            f"RUHRGRAPH_ENGINE_PASSWORD, or RUHRGRAPH_ENGINE_TOKEN{or_else}"
        )
    if status in _TIMED_OUT:
        return EngineTimeoutError(f"{shown} says that it took too long ({status}){words}")
    if status == _TOO_MANY or status in _SERVER_ERRORS:
        return EngineBusyError(f"{shown} answers {status}{words}; try again later", status)
    if status == _BAD_REQUEST:
        return BadRequestError(f"the engine refuses this as it stands{words}")
    return EngineAddressError(f"{shown} answers {status}{words}; is it what {setting} has to name?")


def failure(error: Exception, shown: str, seconds: float) -> EngineError:
    """Return the error of a request that got no answer, or broke, after a number of seconds."""
    if isinstance(error, MaxRetryError) and error.reason is not None:
        error = error.reason
    if isinstance(error, SSLError):
        return EngineTlsError(f"{shown}: no secure connection can be made ({_reason(error)})")
    if isinstance(error, NewConnectionError):
        what = "its name is not known" if isinstance(error, NameResolutionError) else "nothing answers there"
        return EngineUnreachableError(f"{shown} cannot be reached: {what}; is the engine running?")
    if isinstance(error, ConnectTimeoutError):
        return EngineTimeoutError(f"{shown} cannot be reached within {round(seconds, 1):g} seconds")
    if isinstance(error, ReadTimeoutError):
        return EngineTimeoutError(f"{shown} gave no answer within {round(seconds, 1):g} seconds")
    return EngineUnreachableError(f"{shown} broke the connection before it answered")


def _words(response: urllib3.BaseHTTPResponse, secrets: Sequence[str]) -> str:
    """Return the beginning of what the engine says in plain text, behind a colon; the connection is closed."""
    try:
        told = response.read(4 * _MOST_WORDS) if "text/plain" in response.headers.get("content-type", "") else b""
    except HTTPError:
        told = b""
    response.close()
    text = " ".join(told.decode(errors="replace").split())
    for secret in secrets:
        text = text.replace(secret, "…")
    return f": {text[:_MOST_WORDS]}" if text else ""


def _reason(error: SSLError) -> str:
    """Return what is wrong with an encrypted connection, in the words of the library that found it."""
    cause = error.args[0] if error.args else error
    told = getattr(cause, "verify_message", "") or getattr(cause, "reason", "") or str(cause)
    return " ".join(str(told).split())[:_MOST_WORDS]
