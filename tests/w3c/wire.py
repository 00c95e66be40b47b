"""Plays the tests that speak HTTP: sends their requests one after the other and looks at what comes back.

In: an `HttpCase` and a `Server`. Out: nothing, or a `Mismatch` that says which request was answered wrongly.
"""

from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

import httpx

from tests.w3c.backends import RefusedError, Server
from tests.w3c.compare import CSV, RDF_TYPES, RESULT_TYPES, Answer, UnreadableError, difference, read
from tests.w3c.exchanges import Exchange, HttpCase, Wanted
from tests.w3c.runner import Mismatch

_TABLES = (*RESULT_TYPES, CSV)
_BOOLEANS = ("application/sparql-results+json", "application/sparql-results+xml")
_FORMS = {"tabular": _TABLES, "boolean": _BOOLEANS, "RDF": tuple(RDF_TYPES)}
_QUERY = "application/sparql-query"


def play_alone(case: HttpCase, server: Server) -> None:
    """Play one test at a store that holds only what the test needs; those of the protocol see to that themselves.

    Raises:
        Mismatch: A response is not what the suite expects.

    """
    try:
        if case.data or case.group != "protocol":
            server.load(case.data)
    except RefusedError as refused:
        raise Mismatch(f"the test's data are not loaded, {refused}") from None
    play(case, server, {})


def outcomes(chain: Sequence[HttpCase], server: Server) -> dict[str, str | None]:
    """Play tests that build on each other, from an empty store on; return for each why it fails, or `None`."""
    server.load(())
    values: dict[str, str] = {}
    return {case.iri: _outcome(case, server, values) for case in chain}


def play(case: HttpCase, server: Server, values: dict[str, str]) -> None:
    """Send the requests of a test.

    Args:
        case: The test.
        server: Where to send them.
        values: What responses have said so far, under the names that later requests use; it is added to.

    Raises:
        Mismatch: A response is not what the suite expects.

    """
    for number, exchange in enumerate(case.exchanges, 1):
        is_update = _is_update(case, exchange)
        request = _request(exchange, server, values, is_update=is_update)
        if is_update or request.method not in ("GET", "HEAD"):
            server.touched()
        where = f"request {number} ({request.method} {request.url.raw_path.decode()[:80]})"
        try:
            response = server.client.send(request)
        except httpx.HTTPError as error:
            raise Mismatch(f"{where}: no HTTP comes back: {error}") from None
        if found := _complaint(exchange.wanted, response, server, values):
            body = " ".join(response.text.split())[:200]
            raise Mismatch(f"{where}: {found}; status {response.status_code}: {body}")


def _outcome(case: HttpCase, server: Server, values: dict[str, str]) -> str | None:
    """Return why a test fails, `None` where it passes."""
    try:
        play(case, server, values)
    except Mismatch as mismatch:
        return str(mismatch)
    return None


def _is_update(case: HttpCase, exchange: Exchange) -> bool:
    """Tell whether a request of a test of the protocol is for the endpoint of updates, which is not that of queries."""
    return "update_" in case.iri.rpartition("#")[2] and exchange.headers.get("content-type") != _QUERY


def _request(exchange: Exchange, server: Server, values: dict[str, str], *, is_update: bool) -> httpx.Request:
    """Return the request to send: that of the suite with the paths of the server, and the token where it writes."""
    path = exchange.path
    if path.startswith("/sparql/"):
        path = f"{server.paths.update if is_update else server.paths.protocol}{path.removeprefix('/sparql/')}"
    elif path.startswith("/gsp"):
        path = f"{server.paths.store}{path.removeprefix('/gsp')}"
    writes = is_update or path.startswith(server.paths.store) or exchange.path.startswith("$")
    body = exchange.body
    root = str(server.client.base_url).rstrip("/")
    fixed = {"/$GRAPHSTORE$": server.paths.store, "$GRAPHSTORE$": server.paths.store, "$HOST$": urlsplit(root).netloc}
    for name, value in {**fixed, **values}.items():
        path = path.replace(name, value)
        body = None if body is None else body.replace(name.encode(), value.encode())
    headers = {**exchange.headers, **(server.authorization if writes else {})}
    return server.client.build_request(exchange.method, urljoin(f"{root}/", path), content=body, headers=headers)


def _complaint(wanted: Wanted, response: httpx.Response, server: Server, values: dict[str, str]) -> str | None:
    """Return what is wrong with a response, `None` where it is as expected."""
    if wanted.statuses and not any(_fits(response.status_code, status) for status in wanted.statuses):
        return f"the status is none of {', '.join(wanted.statuses)}"
    if wanted.location:
        location = response.headers.get("location")
        if not location:
            return "there is no Location"
        values[wanted.location] = urljoin(str(response.url), location)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip()
    if wanted.form and media_type not in _FORMS[wanted.form]:
        return f"{media_type} is no type of {wanted.form} answers"
    if wanted.content_type and media_type != wanted.content_type.partition(";")[0]:
        return f"the content type is {media_type}, not {wanted.content_type}"
    return _body_complaint(wanted, response, server)


def _fits(status: int, wanted: str) -> bool:
    """Tell whether a status is the wanted one, or of the wanted class (`2xx`)."""
    return str(status)[0] == wanted[0] if wanted.endswith("xx") else str(status) == wanted


def _body_complaint(wanted: Wanted, response: httpx.Response, server: Server) -> str | None:
    """Return what is wrong with the body of a response."""
    if wanted.form is None and wanted.boolean is None and wanted.body is None:
        return None
    base = str(response.url)
    try:
        got = read(response.content, response.headers.get("content-type", ""), base)
    except UnreadableError as error:
        return str(error)
    expected: Answer | None = wanted.boolean
    if wanted.body is not None:
        host = urlsplit(base).netloc
        text = wanted.body.replace("/$GRAPHSTORE$", server.paths.store).replace("$HOST$", host)
        expected = read(text.encode(), "text/turtle", base)
    return None if expected is None else difference(expected, got)
