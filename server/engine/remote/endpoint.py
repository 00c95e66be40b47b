"""Requests to another engine: queries, updates and graphs, over HTTP (SPARQL 1.1 Protocol, Graph Store HTTP Protocol).

In: the addresses and credentials of the settings, and what to send. Out: what the engine answers, or an `EngineError`
that says how it failed. No error holds a credential.
"""

import time
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph as ox
import urllib3
from urllib3.exceptions import HTTPError, LocationParseError

from ruhrgraph.ontology.errors import (
    BadRequestError,
    EngineAddressError,
    EngineAnswerError,
    EngineBusyError,
    EngineTlsError,
    EngineUnreachableError,
)
from ruhrgraph.server.engine.remote.answer_stream import AnswerStream
from ruhrgraph.server.engine.remote.endpoint_errors import CONNECT_SECONDS, failure, refusal
from ruhrgraph.server.settings import EngineAddress

JSON_RESULTS: Final = "application/sparql-results+json"
N_TRIPLES: Final = "application/n-triples"
_FORM = "application/x-www-form-urlencoded"
_UTF_8 = "; charset=utf-8"
"""Stands behind types that have no other encoding, as RDF4J takes their text for Latin-1 without it."""
_PAUSE = 0.2
"""Seconds before a query is sent again."""
_SOON = 1.0
"""Seconds after which a refusal is no sign of a moment's trouble any more: the engine may have worked on the query."""
_OK, _UNAVAILABLE = 200, 503


def _nothing() -> None:
    """Do nothing."""


class Endpoint:
    """Another engine, with connections that are kept open. It belongs to one process, and is not for several threads.

    Args:
        address: Its addresses, and the credentials.

    """

    def __init__(self, address: EngineAddress) -> None:
        self._address = address
        self._headers = dict(_authorization(address))
        basic = self._headers.get("authorization", "").partition(" ")[2]
        self._secrets = [secret for secret in (basic, address.password, address.token) if secret]
        self._http = urllib3.PoolManager(num_pools=3, maxsize=2, retries=False)

    def query(
        self,
        form: Sequence[tuple[str, str]],
        accept: str,
        until: float,
        retried: Callable[[], None] = _nothing,
    ) -> AnswerStream:
        """Return the answer to a query once its head is there. What failed in passing is asked for once more.

        Args:
            form: The query and its dataset, as the protocol names them.
            accept: The media type to answer with.
            until: When the time of the query is over (`time.monotonic`).
            retried: Called before the query is sent again.

        Raises:
            EngineError: The engine gives no answer.
            BadRequestError: It does not evaluate this query.

        """
        begun = time.monotonic()
        try:
            return self._query(form, accept, until)
        except (EngineUnreachableError, EngineBusyError) as error:
            now = time.monotonic()
            if isinstance(error, EngineTlsError) or now - begun > _SOON or now + _PAUSE >= until:
                raise
            if isinstance(error, EngineBusyError) and error.status != _UNAVAILABLE:
                raise
        retried()
        time.sleep(_PAUSE)
        return self._query(form, accept, until)

    def select(self, query: str, seconds: float) -> list[ox.QuerySolution]:
        """Return all solutions of a small SELECT; raises as `query`."""
        with self.query((("query", query),), JSON_RESULTS, time.monotonic() + seconds) as stream:
            try:
                return _solutions(stream.read())
            except (SyntaxError, ValueError) as error:
                raise stream.unreadable(error) from None

    def update(self, text: str, seconds: float) -> None:
        """Carry out an update.

        Raises:
            EngineError: The engine does not say that it has; it may have done so nevertheless.

        """
        # Not as a form, which is longer, and of which servers of Java take 200 kB or 2 MB.
        headers = {"content-type": f"application/sparql-update{_UTF_8}", "accept": "*/*"}
        self._send("POST", "RUHRGRAPH_ENGINE_UPDATE", "", text.encode(), headers, seconds)

    def send_graph(self, method: str, graph: str, body: bytes | Iterable[bytes], seconds: float) -> None:
        """Replace a named graph (PUT), or add to it (POST).

        Args:
            method: The method.
            graph: The IRI of the graph.
            body: Its statements in N-Triples.
            seconds: How long the engine may take.

        Raises:
            EngineError: As `update`.

        """
        headers = {"content-type": f"{N_TRIPLES}{_UTF_8}", "accept": "*/*"}
        self._send(method, "RUHRGRAPH_ENGINE_STORE", f"graph={quote(graph, safe='')}", body, headers, seconds)

    def close(self) -> None:
        """Close all connections."""
        self._http.clear()

    def _query(self, form: Sequence[tuple[str, str]], accept: str, until: float) -> AnswerStream:
        """Send a query, and return its answer from the head on."""
        seconds = max(until - time.monotonic(), 0.05)
        headers = {"content-type": _FORM, "accept": accept, "accept-encoding": "identity"}
        response = self._request("POST", "RUHRGRAPH_ENGINE", "", urlencode(form).encode(), headers, seconds)
        if response.status != _OK:
            response.close()
            raise EngineAddressError(f"{self._shown('RUHRGRAPH_ENGINE')} answers {response.status} to a query")
        return AnswerStream(response, self._shown("RUHRGRAPH_ENGINE"), accept)

    def _send(
        self,
        method: str,
        setting: str,
        parameter: str,
        body: bytes | Iterable[bytes],
        headers: Mapping[str, str],
        seconds: float,
    ) -> None:
        """Send what changes something, and wait until the engine has answered."""
        try:
            response = self._request(method, setting, parameter, body, headers, seconds)
        except BadRequestError as error:
            raise EngineAnswerError(str(error)) from None
        try:
            response.read()
        except HTTPError as error:
            raise failure(error, self._shown(setting), seconds) from None

    def _request(
        self,
        method: str,
        setting: str,
        parameter: str,
        body: bytes | Iterable[bytes],
        headers: Mapping[str, str],
        seconds: float,
    ) -> urllib3.BaseHTTPResponse:
        """Send a request, and return the response once its head is there and says that it was done."""
        url = self._url(setting)
        if not url:
            raise EngineAddressError(f"{setting} is not set; the engine has to be written to at that address")
        url = filled(url, seconds)
        if parameter:
            url = f"{url}{'&' if '?' in url else '?'}{parameter}"
        timeout = urllib3.Timeout(connect=min(CONNECT_SECONDS, seconds), read=seconds)
        begun = time.monotonic()
        try:
            response = self._http.request(
                method,
                url,
                body=body,
                headers={**self._headers, **headers},
                timeout=timeout,
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
            )
        except (HTTPError, LocationParseError) as error:
            raise failure(error, self._shown(setting), time.monotonic() - begun) from None
        if response.status not in range(200, 300):
            raise refusal(response, self._shown(setting), setting, self._secrets)
        return response

    def _url(self, setting: str) -> str:
        """Return the address in a setting."""
        address = self._address
        return {
            "RUHRGRAPH_ENGINE": address.query,
            "RUHRGRAPH_ENGINE_UPDATE": address.update,
            "RUHRGRAPH_ENGINE_STORE": address.store,
        }[setting]

    def _shown(self, setting: str) -> str:
        """Return the engine at the address in a setting for messages: without its parameters, which may be secret."""
        parts = urlsplit(self._url(setting))
        return f"the engine at {parts.scheme}://{parts.netloc}{parts.path}"


def _solutions(content: bytes) -> list[ox.QuerySolution]:
    """Return the solutions in JSON.

    This is no part of `select`: where that has asked twice, the error of the first time keeps its variables until the
    garbage collector comes, which may do so in another thread, and what parses must not leave its own.
    """
    found = ox.parse_query_results(content, ox.QueryResultsFormat.JSON)
    return list(found) if isinstance(found, ox.QuerySolutions) else []


def filled(address: str, seconds: float) -> str:
    """Return an address with the time that is left in the place of `{seconds}` and `{milliseconds}`, never 0."""
    whole = str(max(round(seconds), 1)), str(max(round(seconds * 1000), 1))
    return address.replace("{seconds}", whole[0]).replace("{milliseconds}", whole[1])


def _authorization(address: EngineAddress) -> Mapping[str, str]:
    """Return the header that lets this server in (RFC 7617, RFC 6750)."""
    if address.token:
        return {"authorization": f"Bearer {address.token}"}
    if address.user:
        pair = f"{address.user}:{address.password}".encode()
        return {"authorization": f"Basic {b64encode(pair).decode()}"}
    return {}
