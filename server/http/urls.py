"""Where the server is, as its client sees it, and which of its addresses answers for an IRI.

In: a request, IRIs of the data. Out: links. The base of the IRIs may be a permanent one that leads here from elsewhere:
links on pages point to the server at hand, IRIs in the data stay as they are.
"""

import re
from ipaddress import IPv6Address
from urllib.parse import quote

from starlette.requests import Request

_HOST = re.compile(r"(?:[\w.-]+|\[(?P<six>[\w:.]+)\])(?::\d{0,5})?", re.ASCII)
_KEEP = "/:@!$&'()*+,;=~-._%"


def root_url(request: Request) -> str:
    """Return the root of the server at hand as the client sees it (scheme, host, path before it), ending in `/`.

    Args:
        request: The request; what trusted proxies say of scheme and path is in it already. Where the settings name
            the public address, it is that one whatever the request says.

    """
    app = request.scope.get("app")
    if app is not None and app.state.settings.public_url:
        return str(app.state.settings.public_url)
    host = request.headers.get("host", "")
    if not _is_host(host):
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else name
    return f"{request.url.scheme}://{host}{root_path(request)}"


def _is_host(text: str) -> bool:
    """Tell whether a `Host` header can stand in an IRI."""
    found = _HOST.fullmatch(text)
    if found is None or found["six"] is None:
        return found is not None
    try:
        IPv6Address(found["six"])
    except ValueError:
        return False
    return True


def root_path(request: Request) -> str:
    """Return the path of the server's root, `/` or what a proxy puts before it, ending in `/`: enough for pages."""
    return f"{quote(request.scope.get('root_path', '').rstrip('/'), safe=_KEEP)}/"


def local_url(iri: str, base: str, root: str) -> str:
    """Return the link to what an IRI names.

    Args:
        iri: Any IRI.
        base: The base of the dataset's IRIs, ending in `/`.
        root: The root of the server, from `root_url` or `root_path`.

    Returns:
        An IRI below the base as address on the server at hand, any other as it is.

    """
    return f"{root}{iri.removeprefix(base)}" if iri.startswith(base) else iri
