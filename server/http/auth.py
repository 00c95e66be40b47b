"""Who may write: clients that send the token as `Authorization: Bearer`; nobody, if the server has no token.

In: a request. Out: nothing, or an error. The token is never logged.
"""

import hmac
from hashlib import sha256

from starlette.requests import Request

from ruhrgraph.ontology.errors import ReadOnlyServerError, TokenError, WritesOffError
from ruhrgraph.server.http.client_address import client_address
from ruhrgraph.server.http.urls import path_below_root
from ruhrgraph.server.http.wrong_tokens import WrongTokens
from ruhrgraph.server.settings import Settings

CHALLENGE = 'Bearer realm="ruhrgraph"'
"""The value of `WWW-Authenticate` if the token is missing or wrong."""


async def require_writer(request: Request) -> None:
    """Check that a write has come to a server that takes it, and has the token.

    Raises:
        ReadOnlyServerError: This server only reads; the error says which one writes, to whoever asks.
        WritesOffError, TokenError, WrongTokensError: As `require_token`.

    """
    if writer := request.app.state.settings.writer:
        address = f"{writer}{path_below_root(request)}"
        raise ReadOnlyServerError(f"this server only reads; send writes to {address}", address)
    await require_token(request)


async def require_token(request: Request) -> None:
    """Check that a request has the token.

    Raises:
        WritesOffError: This server has no token, so it takes no writes.
        TokenError: The request has no token, or a wrong one.
        WrongTokensError: It has a wrong one, as many from the same address before.

    """
    settings: Settings = request.app.state.settings
    wrong_tokens: WrongTokens = request.app.state.wrong_tokens
    if settings.token is None:
        raise WritesOffError("writes are off on this server; its operator turns them on with RUHRGRAPH_TOKEN")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        raise TokenError("writes need the header Authorization: Bearer with the token of this server")
    # Digests have the same length, so comparing them takes the same time wherever they differ.
    wanted = sha256(settings.token.encode("utf-8", "surrogateescape")).digest()
    brought = sha256(given.strip().encode("latin-1")).digest()
    if not hmac.compare_digest(wanted, brought):
        await wrong_tokens.slow_down(client_address(request, settings.forwarded_allow))
        raise TokenError("the token is not the one of this server")
