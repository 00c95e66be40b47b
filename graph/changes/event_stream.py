"""The changes as a Linked Data Event Stream: pages of activities, of which a client makes the dataset anew.

In: the log of changes. Out: documents of quads. A member is an activity of the DCAT-AP Feed profile (`as:Create`,
`as:Update`, `as:Delete`) with its object and time; the named graph of the same name holds all triples that the union of
the graphs has of that object since. Who applies the latest activity of each object has the union, triple by triple.

Activities have the IRIs `<base>feed/TIME/NUMBER`, of the time of their entry and counted in it, and stay on their page.
Pages have addresses of the server at hand, so that a client gets from one to the next wherever it is, and are named by
the times at which they begin: should a feed ever begin anew, no name comes back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import pyoxigraph as ox

from ruhrgraph.graph.changes.database import Entry, Logbook, Member
from ruhrgraph.graph.rdf.namespaces import AS, DCT, LDES, RDF, RDFS, SH, TREE, XSD

PAGE: Final = 500
"""Members of a full page; other numbers would move members to other pages."""

_STAMP = "%Y%m%dT%H%M%S%fZ"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TITLE = "Änderungen des Datensatzes Ruhrgraph"
_DESCRIPTION = (
    "Jede Änderung jeder Fassung, in der Reihenfolge der Zeit. Es bleiben alle Einträge erhalten. Die jeweils letzte "
    "Aktivität zu jedem Gegenstand ergibt zusammen den Datensatz (die Vereinigung seiner Graphen)."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the feed is: the base of the IRIs, and the root of the server at hand, both ending in `/`."""

    base: str
    here: str

    @property
    def stream(self) -> str:
        """The IRI of the event stream."""
        return f"{self.base}feed#stream"

    @property
    def view(self) -> str:
        """The address of the first page, which leads to all others."""
        return f"{self.here}feed"

    def page(self, since: int) -> str:
        """Return the address of the page that begins at a time."""
        return f"{self.here}feed/pages/{stamp(since)}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the times of its first member and of the next page's first, None for the last page."""

    since: int
    until: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """Quads: lines of N-Triples in the default graph, and those of named graphs by name."""

    triples: tuple[bytes, ...]
    graphs: tuple[tuple[str, bytes], ...] = ()


def clock(microseconds: int) -> str:
    """Return a time of the log as xsd:dateTime, in UTC."""
    time = _EPOCH + timedelta(microseconds=microseconds)
    return f"{time:%Y-%m-%dT%H:%M:%S}.{time.microsecond:06}Z"


def stamp(microseconds: int) -> str:
    """Return a time of the log as it stands in addresses (`20260301T093000123456Z`)."""
    return clock(microseconds).translate({ord(sign): None for sign in "-:."})


def time_of(text: str) -> int | None:
    """Return the time that stands in an address, None where there is none."""
    try:
        time = datetime.strptime(text, _STAMP).replace(tzinfo=UTC) - _EPOCH
    except ValueError:
        return None
    return time // timedelta(microseconds=1)


def count(log: Logbook) -> int:
    """Return how many members there are."""
    last = log.last()
    return last.first + last.members if last else 0


def pages(log: Logbook) -> tuple[Page, ...]:
    """Return the pages there are, the oldest first."""
    firsts = log.times(range(0, count(log), PAGE))
    return tuple(Page(since, until) for since, until in zip(firsts, (*firsts[1:], None), strict=True))


def view(log: Logbook, place: Place) -> Document:
    """Return the first page: what the stream is, and where its pages are. It has no members itself."""
    relations: list[bytes] = []
    found = pages(log)
    for page in found:
        relations += _relation(place, page, "GreaterThanOrEqualToRelation", page.since)
        if page.until is not None:
            relations += _relation(place, page, "LessThanRelation", page.until)
    return Document((*_about(place, found[0].since if found else None), *relations))


def page(log: Logbook, place: Place, since: int) -> Document | None:
    """Return the page that begins at a time, with its members, or None where there is none."""
    position = log.position(since)
    found = tuple(log.members(position, PAGE)) if position is not None and position % PAGE == 0 else ()
    if not found:
        return None
    head = (
        _line(place.page(since), f"{RDF}type", f"{TREE}Node"),
        _line(place.page(since), f"{DCT}isPartOf", place.view),
        *_stream(place),
    )
    return _with_members(log, place, head, found)


def member(log: Logbook, place: Place, time: int, number: int) -> Document | None:
    """Return one member: the activity of an entry of that time by its number from 1, or None where there is none."""
    entry = next(log.entries("WHERE time = ?", time), None)
    if entry is None or not 0 < number <= entry.members:
        return None
    return _with_members(log, place, (), tuple(log.members(entry.first + number - 1, 1)))


def is_full(log: Logbook, since: int) -> bool:
    """Tell whether the page that begins at a time has all the members that it ever will."""
    position = log.position(since)
    return position is not None and position + PAGE <= count(log)


def trig(document: Document) -> bytes:
    """Return a document as TriG."""
    blocks = (b"<%b> {\n%b}\n" % (name.encode(), triples) for name, triples in document.graphs if triples)
    return b"".join((*document.triples, *blocks))


def nquads(document: Document) -> bytes:
    """Return a document as N-Quads."""
    return b"".join((*document.triples, *_named(document.graphs)))


def jsonld(document: Document) -> bytes:
    """Return a document as JSON-LD."""
    quads = ox.parse(nquads(document), format=ox.RdfFormat.N_QUADS)
    return ox.serialize(quads, format=ox.RdfFormat.JSON_LD) or b""


def _named(graphs: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    for name, triples in graphs:
        for line in triples.splitlines():
            yield b"%b<%b> .\n" % (line[:-1], name.encode())


def _with_members(log: Logbook, place: Place, head: tuple[bytes, ...], members: tuple[Member, ...]) -> Document:
    entries = {
        entry.number: entry
        for entry in log.entries("WHERE number BETWEEN ? AND ?", members[0].entry, members[-1].entry)
    }
    triples, graphs = list(head), []
    for item in members:
        activity = _activity(place, entries[item.entry], item)
        triples.append(_line(place.stream, f"{TREE}member", activity))
        triples.append(_line(activity, f"{RDF}type", f"{AS}{item.type}"))
        triples.append(_line(activity, f"{AS}object", item.object))
        triples.append(_time(activity, f"{AS}published", item.time))
        graphs.append((activity, item.payload))
    return Document(tuple(triples), tuple(graphs))


def _activity(place: Place, entry: Entry, item: Member) -> str:
    """Return a member's IRI: below the base of its version, whatever the base is now."""
    return f"{entry.base or place.base}feed/{stamp(entry.time)}/{item.position - entry.first + 1}"


def _stream(place: Place) -> tuple[bytes, ...]:
    """Return what clients need to know of the stream on each page."""
    return (
        _line(place.stream, f"{RDF}type", f"{LDES}EventStream"),
        _line(place.stream, f"{LDES}timestampPath", f"{AS}published"),
        _line(place.stream, f"{LDES}versionOfPath", f"{AS}object"),
    )


def _about(place: Place, since: int | None) -> Iterator[bytes]:
    """Yield what the stream is: its view, shape and retention policy, and the dataset it belongs to."""
    shape = f"{place.base}feed#shape"
    yield from _stream(place)
    yield _text(place.stream, f"{DCT}title", _TITLE)
    yield _text(place.stream, f"{DCT}description", _DESCRIPTION)
    for dataset in (f"{place.base}dataset", f"{place.base}dataset-texts"):
        yield _line(place.stream, f"{DCT}source", dataset)
        yield _line(dataset, f"{RDFS}seeAlso", place.stream)
    yield _line(place.stream, f"{DCT}conformsTo", "https://w3id.org/ldes/specification")
    yield _line(place.stream, f"{TREE}view", place.view)
    yield _line(place.stream, f"{TREE}shape", shape)
    yield _line(place.view, f"{RDF}type", f"{TREE}Node")
    yield _line(shape, f"{RDF}type", f"{SH}NodeShape")
    for path, key, value in (("object", "nodeKind", f"{SH}IRI"), ("published", "datatype", f"{XSD}dateTime")):
        rule = f"{shape}-{path}"
        yield _line(shape, f"{SH}property", rule)
        yield _line(rule, f"{SH}path", f"{AS}{path}")
        yield _line(rule, f"{SH}{key}", value)
        yield _count(rule, f"{SH}minCount")
        yield _count(rule, f"{SH}maxCount")
    if since is not None:
        # All that was told since the first moment stays.
        policy = f"{place.view}#policy"
        yield _line(place.view, f"{LDES}retentionPolicy", policy)
        yield _line(policy, f"{RDF}type", f"{LDES}PointInTimePolicy")
        yield _time(policy, f"{LDES}pointInTime", since)


def _relation(place: Place, page: Page, kind: str, time: int) -> Iterator[bytes]:
    relation = f"{place.page(page.since)}#{'since' if kind.startswith('Greater') else 'until'}"
    yield _line(place.view, f"{TREE}relation", relation)
    yield _line(relation, f"{RDF}type", f"{TREE}{kind}")
    yield _line(relation, f"{TREE}node", place.page(page.since))
    yield _line(relation, f"{TREE}path", f"{AS}published")
    yield _time(relation, f"{TREE}value", time)


def _line(subject: str, predicate: str, object_: str) -> bytes:
    return f"<{subject}> <{predicate}> <{object_}> .\n".encode()


def _time(subject: str, predicate: str, time: int) -> bytes:
    return f'<{subject}> <{predicate}> "{clock(time)}"^^<{XSD}dateTime> .\n'.encode()


def _text(subject: str, predicate: str, text: str) -> bytes:
    return f'<{subject}> <{predicate}> "{text}"@de .\n'.encode()


def _count(subject: str, predicate: str) -> bytes:
    return f'<{subject}> <{predicate}> "1"^^<{XSD}integer> .\n'.encode()
