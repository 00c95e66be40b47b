"""Where the server is, as its client sees it, and which of its addresses answers for an IRI.

In: a request, IRIs of the data. Out: links. The base of the IRIs may be a permanent one that leads here from elsewhere:
links on pages point to this server, IRIs in the data stay as they are.
"""

import re
from ipaddress import IPv6Address
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request

from ruhrgraph.server.http.client_address import is_among
from ruhrgraph.server.http.header_fields import split_list
from ruhrgraph.server.http.request_head import MAX_HOST
from ruhrgraph.server.language import language
from ruhrgraph.server.settings import Settings

_HOST = re.compile(r"(?:[\w.-]+|\[(?P<six>[\w:.]+)\])(?::\d{0,5})?", re.ASCII)
_KEEP = "/:@!$&'()*+,;=~-._%"
_SCHEMES = ("http", "https")
_WEB = re.compile("https?://", re.IGNORECASE)
_DECODABLE = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+|%(?:2[DEde]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])")
"""Encoded characters that mean the same when they are not: letters beyond ASCII, and those that are never encoded."""


def root_url(request: Request) -> str:
    """Return the root of the server as the client sees it (scheme, host, path before it), ending in `/`.

    Every absolute address that leaves the server begins with it. It is RUHRGRAPH_PUBLIC_URL; where that is not set,
    what a trusted proxy says in `X-Forwarded-Proto` and `X-Forwarded-Host`; else what the request itself names. Where
    these headers list several values, the first one counts: it is that of the proxy that the client speaks to.
    """
    settings = _settings(request)
    if settings.public_url:
        return settings.public_url
    scheme, host = request.scope.get("scheme", "http"), request.headers.get("host", "")
    client = request.scope.get("client")
    if settings.forwarded_allow and client and is_among(client[0], settings.forwarded_allow):
        forwarded = _first(request, "x-forwarded-proto").lower()
        scheme = forwarded if forwarded in _SCHEMES else scheme
        forwarded = _first(request, "x-forwarded-host")
        host = forwarded if _is_host(forwarded) else host
    if not _is_host(host):
        name, port = request.scope.get("server") or ("localhost", None)
        name = f"[{name}]" if ":" in name else name
        host = f"{name}:{port}" if port else name
    return f"{scheme}://{host}{root_path(request)}"


def root_path(request: Request) -> str:
    """Return the path of the server's root, `/` or what a proxy puts before it, ending in `/`: enough for pages."""
    public_url = _settings(request).public_url
    return urlsplit(public_url).path if public_url else _mount_path(request)


def page_root(request: Request) -> str:
    """Return the path that links to pages begin with: that of the root, and `en/` for a request in English."""
    return f"{root_path(request)}en/" if language(request) == "en" else root_path(request)


def path_below_root(request: Request) -> str:
    """Return the path of a request below the root, as it was sent: still percent-encoded, without a `/` in front."""
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    return raw.decode("ascii", "replace").partition("?")[0].removeprefix(_mount_path(request))


def iri_path(path: str) -> str:
    """Return a path as it stands in an IRI: what need not be encoded is decoded (RFC 3987 §3.2), all else is kept."""
    return _DECODABLE.sub(lambda escaped: unquote(escaped[0]), path)


def local_url(iri: str, base: str, root: str) -> str:
    """Return the link to what an IRI names.

    Args:
        iri: Any IRI.
        base: The base of the dataset's IRIs, ending in `/`.
        root: The root of the server, from `root_url` or `root_path`.

    Returns:
        An IRI below the base as address on this server, any other as it is.

    """
    return f"{root}{iri.removeprefix(base)}" if iri.startswith(base) else iri


def page_link(iri: str, base: str, home: str) -> str:
    """Return the link of a page to what an IRI names; all links to IRIs from the data are made here.

    Args:
        iri: Any IRI, also one that somebody wrote into a query or into the data to make a browser run or open it.
        base: The base of the dataset's IRIs, ending in `/`.
        home: What links to pages begin with (`PageContext.home`), or the URL of the server.

    Returns:
        Of an IRI below the base the address of the page about it, of any other the IRI itself; "" where that is no
        address of the web (`javascript:…`).

    """
    local = iri.removeprefix(base)
    if local == iri:
        return iri if _WEB.match(iri) else ""
    if local.startswith("/"):  # two slashes at its beginning would make the path the name of another server
        return ""
    return f"{home}doc/{local.removeprefix('id/')}" if local.startswith("id/") else f"{home}{local}"


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _mount_path(request: Request) -> str:
    """Return the path that the settings put before all routes, ending in `/`."""
    return f"{quote(request.scope.get('root_path', '').rstrip('/'), safe=_KEEP)}/"


def _first(request: Request, name: str) -> str:
    """Return the first value that a header lists, "" without one."""
    return next(iter(split_list(request.headers.get(name, ""), ",")), "")


def _is_host(text: str) -> bool:
    """Return whether a `Host` header can stand in an IRI."""
    found = _HOST.fullmatch(text) if len(text) <= MAX_HOST else None
    if found is None or found["six"] is None:
        return found is not None
    try:
        IPv6Address(found["six"])
    except ValueError:
        return False
    return True
