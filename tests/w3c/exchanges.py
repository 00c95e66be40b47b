"""Reads the tests that speak HTTP: of the protocol, and of the graph store in its two lists.

In: manifests whose requests and responses are described in RDF, or in prose. Out: an `HttpCase` for each test.
The list in prose has faults that its authors know (it is deprecated in favour of the other one, which is played too);
`_amend` puts them right, so that every test of it can be played.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from textwrap import dedent

import pyoxigraph as ox

from tests.w3c.manifest import MF, RDFS, UT, Notes, Source, Term, suite

HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
_STATUS = "http://www.w3.org/2011/http-statusCodes#"
_STATUSES = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}
_HEADER = re.compile(r"[A-Za-z-]+:\s.*")
_STATEMENT_END = re.compile(r'(?<=")(?=\s*(?:\n\n|\n--|\Z))')


@dataclass(frozen=True)
class Wanted:
    """What a response must be; what is not said may be anything."""

    statuses: tuple[str, ...] = ()
    boolean: bool | None = None
    form: str | None = None
    location: str | None = None
    content_type: str | None = None
    body: str | None = None


@dataclass(frozen=True)
class Exchange:
    """One request and what must come back; the path is that of the suite."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    wanted: Wanted = Wanted()


@dataclass(frozen=True)
class HttpCase:
    """One test: requests to send in order, to a store that holds these data."""

    iri: str
    group: str
    exchanges: tuple[Exchange, ...]
    data: tuple[Source, ...] = ()


@cache
def protocol_cases() -> tuple[HttpCase, ...]:
    """Return the tests of the SPARQL Protocol."""
    folder = suite()
    return () if folder is None else tuple(_described(folder / "protocol" / "manifest.ttl"))


@cache
def graph_store_cases() -> tuple[HttpCase, ...]:
    """Return the tests of the Graph Store Protocol that stand each for itself."""
    folder = suite()
    names = ("manifest-direct.ttl", "manifest-indirect.ttl")
    places = () if folder is None else (folder / "graph-store-protocol" / name for name in names)
    return tuple(case for place in places for case in _described(place))


@cache
def graph_store_chain() -> tuple[HttpCase, ...]:
    """Return the tests of the Graph Store Protocol in prose; each builds on those before it."""
    folder = suite()
    return () if folder is None else tuple(_told(folder / "http-rdf-update" / "manifest.ttl"))


@cache
def description_iris() -> tuple[str, ...]:
    """Return the tests of the service description, which have names only."""
    folder = suite()
    if folder is None:
        return ()
    return tuple(entry.value for entry in Notes(folder / "service-description" / "manifest.ttl").entries())


def _described(path: Path) -> Iterator[HttpCase]:
    """Yield the tests of a manifest that describes its requests in RDF."""
    notes = Notes(path)
    listed = list(notes.entries())
    # One test is described but missing from its list; it is played too.
    known = [node for node in notes.subjects(f"{MF}action") if isinstance(node, ox.NamedNode) and node not in listed]
    for entry in (*listed, *known):
        action = notes.one(entry, f"{MF}action")
        requests = notes.one(action, f"{HT}requests") if action is not None else None
        yield HttpCase(
            iri=entry.value,
            group=path.parent.name,
            exchanges=tuple(_exchange(notes, request) for request in notes.items(requests)),
            data=tuple(_data(path, notes, entry)),
        )


def _data(path: Path, notes: Notes, entry: Term) -> Iterator[Source]:
    """Yield the files that a test needs in the store."""
    for graph in notes.all(entry, f"{UT}graphData"):
        file, name = notes.text(graph, f"{UT}graph"), notes.text(graph, f"{RDFS}label")
        if file and name:
            yield Source(path.parent / file.rpartition("/")[2], name)


def _exchange(notes: Notes, request: Term) -> Exchange:
    """Return a request and what is wanted of its response."""
    response = notes.one(request, f"{HT}resp")
    body = notes.one(request, f"{HT}body")
    encoding = (notes.text(body, f"{CNT}characterEncoding") if body is not None else None) or "UTF-8"
    chars = notes.text(body, f"{CNT}chars") if body is not None else None
    return Exchange(
        method=notes.text(request, f"{HT}methodName") or "",
        path=notes.text(request, f"{HT}absolutePath") or "",
        headers=_headers(notes, request),
        body=None if chars is None else chars.encode(encoding),
        wanted=Wanted() if response is None else _wanted(notes, response),
    )


def _wanted(notes: Notes, response: Term) -> Wanted:
    """Return what is wanted of a response."""
    statuses = [found.value.removeprefix(_STATUS) for found in _iris(notes.all(response, f"{MF}expectedStatus"))]
    boolean = notes.text(response, f"{MF}expectedBoolean")
    body = notes.one(response, f"{HT}body")
    return Wanted(
        statuses=tuple(_STATUSES.get(name, name.removeprefix("StatusCode")) for name in statuses),
        boolean=None if boolean is None else boolean == "true",
        form=notes.text(response, f"{MF}expectedFormat"),
        location=notes.text(response, f"{MF}expectedLocation"),
        content_type=_headers(notes, response).get("content-type"),
        body=notes.text(body, f"{CNT}chars") if body is not None else None,
    )


def _headers(notes: Notes, message: Term) -> dict[str, str]:
    """Return the headers of a request or a response."""
    headers = {}
    for header in notes.items(notes.one(message, f"{HT}headers")):
        name, value = notes.text(header, f"{HT}fieldName"), notes.text(header, f"{HT}fieldValue")
        if name and value:
            headers[name.lower()] = value
    return headers


def _iris(terms: list[Term]) -> Iterator[ox.NamedNode]:
    """Yield those terms that are IRIs."""
    for term in terms:
        if isinstance(term, ox.NamedNode):
            yield term


def _told(path: Path) -> Iterator[HttpCase]:
    """Yield the tests of the manifest in prose, with what has to be put right."""
    notes = Notes(path)
    for entry in notes.entries():
        comments = [comment.value for comment in notes.all(entry, f"{RDFS}comment") if isinstance(comment, ox.Literal)]
        prose = next(comment for comment in comments if "#### Request" in comment)
        asked, _, answered = prose.partition("#### Response")
        exchange = _prose_exchange(dedent(asked.partition("#### Request")[2]), dedent(answered))
        name = entry.value.rpartition("#")[2]
        yield HttpCase(entry.value, path.parent.name, _amend(name, exchange))


def _prose_exchange(asked: str, answered: str) -> Exchange:
    """Return a request and a response that are written as HTTP."""
    line, *rest = asked.strip().splitlines()
    method, path, _ = line.split(" ")
    headers, body = _message(rest)
    headers.pop("host", None)
    if body:
        # Some of the Turtle lacks its last full stop, and no line of a multipart body has its carriage return.
        body = _STATEMENT_END.sub(" .", body)
        body = body.replace("\n", "\r\n") if "multipart" in headers.get("content-type", "") else body
    status, *rest = answered.strip().splitlines()
    got, expected = _message(rest)
    wanted = Wanted(
        statuses=(status.split(" ")[0],),
        location=got.get("location"),
        content_type=got.get("content-type"),
        body=expected or None,
    )
    return Exchange(method, path, headers, body.encode() if body else None, wanted)


def _message(lines: list[str]) -> tuple[dict[str, str], str]:
    """Return the headers and the body of a message."""
    headers: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not _HEADER.fullmatch(line):
            return headers, "\n".join(lines[number:]).strip()
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return headers, ""


def _amend(name: str, exchange: Exchange) -> tuple[Exchange, ...]:
    """Return what to send for a test in prose: mostly its one exchange as it stands."""
    wanted = exchange.wanted
    turtle = {"content-type": "text/turtle"}
    if statuses := _ALSO.get(name):
        exchange = replace(exchange, wanted=replace(wanted, statuses=statuses))
    if name == "delete__existing_graph":
        # No test before it makes the graph that it deletes.
        graph = b"<http://example.org/s> <http://example.org/p> 1 ."
        return Exchange("PUT", exchange.path, turtle, graph, Wanted(("2xx",))), exchange
    if name == "get_of_post__after_noop":
        # Its name speaks of a POST of nothing, which the list has lost.
        return Exchange("POST", exchange.path, turtle, b"", Wanted(("2xx",))), exchange
    if name == "get_of_post__existing_graph" and wanted.body:
        # It expects what was there two tests before; the test after it tells what is there by now.
        body = wanted.body.replace("John", "Jane").replace("a foaf:Person;", 'a foaf:Person; foaf:name "Jane Doe";')
        return (replace(exchange, wanted=replace(wanted, body=body)),)
    return (exchange,)


_ALSO = {
    "put__graph_already_in_store": ("200", "204"),
    "put__default_graph": ("200", "201", "204"),
    "delete__existing_graph": ("200", "204"),
    "post__existing_graph": ("200", "204"),
    "post__multipart_formdata": ("200", "204"),
}
"""Statuses that the newer list takes for the same requests where the older one names a single one."""
