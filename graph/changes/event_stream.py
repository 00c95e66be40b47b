"""The log of changes as a Linked Data Event Stream: pages of activities from which a client can rebuild the dataset.

In: the log of changes. Out: documents of quads. A member is an activity of the DCAT-AP Feed profile (`as:Create`,
`as:Update`, `as:Delete`) with its object and time. The named graph with the IRI of the activity holds all triples that
the union of the graphs has about that object since then. A client that applies the latest activity of each object has
exactly that union.

Activities have IRIs `<base>feed/TIME/NUMBER`: the time of their log entry and their number in it. They stay on their
page. Pages have addresses of this server, so that clients can follow them wherever it runs, and are named by the time
at which they begin, so that a name is never used again, even if the log starts over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import pyoxigraph as ox

from ruhrgraph.graph.changes.database import ChangeLog, LogEntry, Member
from ruhrgraph.graph.rdf.namespaces import AS, DCT, LDES, RDF, RDFS, SH, TREE, XSD

PAGE: Final = 500
"""Members of a full page. Do not change it: members would move to other pages."""

_STAMP = "%Y%m%dT%H%M%S%fZ"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TITLE = "Änderungen des Datensatzes Ruhrgraph"
_DESCRIPTION = (
    "Jede Änderung jeder Fassung, in der Reihenfolge der Zeit. Es bleiben alle Einträge erhalten. Die jeweils letzte "
    "Aktivität zu jedem Gegenstand ergibt zusammen den Datensatz (die Vereinigung seiner Graphen)."
)


@dataclass(frozen=True, slots=True)
class FeedAddresses:
    """The addresses of the feed: the base of the IRIs and the root of this server, both ending in `/`."""

    base: str
    root: str

    @property
    def stream(self) -> str:
        """The IRI of the event stream."""
        return f"{self.base}feed#stream"

    @property
    def view(self) -> str:
        """The address of the root node, which links to all pages."""
        return f"{self.root}feed"

    def page(self, since: int) -> str:
        """Return the address of the page that begins at a time."""
        return f"{self.root}feed/pages/{timestamp(since)}"


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page: the time of its first member and that of the next page (None for the last page), in microseconds."""

    since: int
    until: int | None


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """Quads to serialise: lines of N-Triples in the default graph, and named graphs by their IRIs."""

    triples: tuple[bytes, ...]
    graphs: tuple[tuple[str, bytes], ...] = ()


def xsd_datetime(microseconds: int) -> str:
    """Return a time of the log as xsd:dateTime, in UTC."""
    time = _EPOCH + timedelta(microseconds=microseconds)
    return f"{time:%Y-%m-%dT%H:%M:%S}.{time.microsecond:06}Z"


def timestamp(microseconds: int) -> str:
    """Return a time of the log as addresses have it (`20260301T093000123456Z`)."""
    return xsd_datetime(microseconds).translate({ord(sign): None for sign in "-:."})


def parse_timestamp(text: str) -> int | None:
    """Return the time of an address in microseconds since 1970, or None if it is not a time."""
    try:
        time = datetime.strptime(text, _STAMP).replace(tzinfo=UTC) - _EPOCH
    except ValueError:
        return None
    microseconds = time // timedelta(microseconds=1)
    # strptime also reads times with digits left out, which would be further addresses of the same page.
    return microseconds if timestamp(microseconds) == text else None


def member_count(log: ChangeLog) -> int:
    """Return how many members there are."""
    last = log.last()
    return last.first + last.members if last else 0


def pages(log: ChangeLog) -> tuple[FeedPage, ...]:
    """Return all pages, the oldest first."""
    firsts = log.times(range(0, member_count(log), PAGE))
    return tuple(FeedPage(since, until) for since, until in zip(firsts, (*firsts[1:], None), strict=True))


def view(log: ChangeLog, addresses: FeedAddresses) -> FeedDocument:
    """Return the root node: what the stream is and where its pages are. It has no members."""
    relations: list[bytes] = []
    found = pages(log)
    for page in found:
        relations += _relation(addresses, page, "GreaterThanOrEqualToRelation", page.since)
        if page.until is not None:
            relations += _relation(addresses, page, "LessThanRelation", page.until)
    return FeedDocument((*_stream_description(addresses, found[0].since if found else None), *relations))


def page(log: ChangeLog, addresses: FeedAddresses, since: int) -> FeedDocument | None:
    """Return the page that begins at a time, with its members, or None if there is none."""
    position = log.position(since)
    found = tuple(log.members(position, PAGE)) if position is not None and position % PAGE == 0 else ()
    if not found:
        return None
    head = (
        _line(addresses.page(since), f"{RDF}type", f"{TREE}Node"),
        _line(addresses.page(since), f"{DCT}isPartOf", addresses.view),
        *_stream(addresses),
    )
    return _with_members(log, addresses, head, found)


def member(log: ChangeLog, addresses: FeedAddresses, time: int, number: int) -> FeedDocument | None:
    """Return one member: the activity of an entry of that time by its number from 1, or None if there is none."""
    entry = next(log.entries("WHERE time = ?", time), None)
    if entry is None or not 0 < number <= entry.members:
        return None
    return _with_members(log, addresses, (), tuple(log.members(entry.first + number - 1, 1)))


def is_full(log: ChangeLog, since: int) -> bool:
    """Return whether the page that begins at a time has all the members that it ever will."""
    position = log.position(since)
    return position is not None and position + PAGE <= member_count(log)


def trig(document: FeedDocument) -> bytes:
    """Return a document as TriG."""
    blocks = (b"<%b> {\n%b}\n" % (name.encode(), triples) for name, triples in document.graphs if triples)
    return b"".join((*document.triples, *blocks))


def nquads(document: FeedDocument) -> bytes:
    """Return a document as N-Quads."""
    return b"".join((*document.triples, *_named(document.graphs)))


def jsonld(document: FeedDocument) -> bytes:
    """Return a document as JSON-LD."""
    quads = ox.parse(nquads(document), format=ox.RdfFormat.N_QUADS)
    return ox.serialize(quads, format=ox.RdfFormat.JSON_LD) or b""


def _named(graphs: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    for name, triples in graphs:
        for line in triples.splitlines():
            yield b"%b<%b> .\n" % (line[:-1], name.encode())


def _with_members(
    log: ChangeLog, addresses: FeedAddresses, head: tuple[bytes, ...], members: tuple[Member, ...]
) -> FeedDocument:
    entries = {
        entry.number: entry
        for entry in log.entries("WHERE number BETWEEN ? AND ?", members[0].entry, members[-1].entry)
    }
    triples, graphs = list(head), []
    for item in members:
        activity = _activity(addresses, entries[item.entry], item)
        triples.append(_line(addresses.stream, f"{TREE}member", activity))
        triples.append(_line(activity, f"{RDF}type", f"{AS}{item.type}"))
        triples.append(_line(activity, f"{AS}object", item.object))
        triples.append(_time(activity, f"{AS}published", item.time))
        graphs.append((activity, item.payload))
    return FeedDocument(tuple(triples), tuple(graphs))


def _activity(addresses: FeedAddresses, entry: LogEntry, item: Member) -> str:
    """Return the IRI of a member, below the base that its version was built with."""
    return f"{entry.base or addresses.base}feed/{timestamp(entry.time)}/{item.position - entry.first + 1}"


def _stream(addresses: FeedAddresses) -> tuple[bytes, ...]:
    """Return the statements about the stream that each page has."""
    return (
        _line(addresses.stream, f"{RDF}type", f"{LDES}EventStream"),
        _line(addresses.stream, f"{LDES}timestampPath", f"{AS}published"),
        _line(addresses.stream, f"{LDES}versionOfPath", f"{AS}object"),
    )


def _stream_description(addresses: FeedAddresses, since: int | None) -> Iterator[bytes]:
    """Yield the description of the stream: its view, shape, retention policy and dataset."""
    shape = f"{addresses.base}feed#shape"
    yield from _stream(addresses)
    yield _text(addresses.stream, f"{DCT}title", _TITLE)
    yield _text(addresses.stream, f"{DCT}description", _DESCRIPTION)
    for dataset in (f"{addresses.base}dataset", f"{addresses.base}dataset-texts"):
        yield _line(addresses.stream, f"{DCT}source", dataset)
        yield _line(dataset, f"{RDFS}seeAlso", addresses.stream)
    yield _line(addresses.stream, f"{DCT}conformsTo", "https://w3id.org/ldes/specification")
    yield _line(addresses.stream, f"{TREE}view", addresses.view)
    yield _line(addresses.stream, f"{TREE}shape", shape)
    yield _line(addresses.view, f"{RDF}type", f"{TREE}Node")
    yield _line(shape, f"{RDF}type", f"{SH}NodeShape")
    for path, key, value in (("object", "nodeKind", f"{SH}IRI"), ("published", "datatype", f"{XSD}dateTime")):
        rule = f"{shape}-{path}"
        yield _line(shape, f"{SH}property", rule)
        yield _line(rule, f"{SH}path", f"{AS}{path}")
        yield _line(rule, f"{SH}{key}", value)
        yield _count(rule, f"{SH}minCount")
        yield _count(rule, f"{SH}maxCount")
    if since is not None:
        # Everything since the first member is kept.
        policy = f"{addresses.view}#policy"
        yield _line(addresses.view, f"{LDES}retentionPolicy", policy)
        yield _line(policy, f"{RDF}type", f"{LDES}PointInTimePolicy")
        yield _time(policy, f"{LDES}pointInTime", since)


def _relation(addresses: FeedAddresses, page: FeedPage, kind: str, time: int) -> Iterator[bytes]:
    relation = f"{addresses.page(page.since)}#{'since' if kind.startswith('Greater') else 'until'}"
    yield _line(addresses.view, f"{TREE}relation", relation)
    yield _line(relation, f"{RDF}type", f"{TREE}{kind}")
    yield _line(relation, f"{TREE}node", addresses.page(page.since))
    yield _line(relation, f"{TREE}path", f"{AS}published")
    yield _time(relation, f"{TREE}value", time)


def _line(subject: str, predicate: str, object_: str) -> bytes:
    return f"<{subject}> <{predicate}> <{object_}> .\n".encode()


def _time(subject: str, predicate: str, time: int) -> bytes:
    return f'<{subject}> <{predicate}> "{xsd_datetime(time)}"^^<{XSD}dateTime> .\n'.encode()


def _text(subject: str, predicate: str, text: str) -> bytes:
    return f'<{subject}> <{predicate}> "{text}"@de .\n'.encode()


def _count(subject: str, predicate: str) -> bytes:
    return f'<{subject}> <{predicate}> "1"^^<{XSD}integer> .\n'.encode()
