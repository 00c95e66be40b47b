"""What the catalogue says of a version in figures, dates and sources, and the queries for it.

In: the rows of the `queries`, and the chain of versions. Out: `VersionSummary`. It is stored nowhere else, so the
catalogue always agrees with the version.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ruhrgraph.graph.changes.log_file import changes_folder, open_log
from ruhrgraph.graph.changes.timeline import datetime_of
from ruhrgraph.graph.rdf.namespaces import DCT, PROV, XSD
from ruhrgraph.graph.versions.history import HistoryEntry, history
from ruhrgraph.ontology.errors import DataFolderError

Rows = Sequence[Mapping[str, str]]
"""The rows of a query, with values as text and without unbound variables."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source document: its IRI and title and, if known, its publisher, its address, and the days of its history."""

    iri: str
    title: str
    publisher: str | None
    read_on: str | None
    address: str | None = None
    published_on: str | None = None


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """Figures, dates and sources of a version.

    `issued` and `modified` are the times of the first version and of this one (ISO 8601, UTC, to the second), if known.
    `first` and `last` are the first and last day of the period that the data cover. `kind` is that of the
    `VersionRecord`. `previous` is the digest of the version before, if it still exists.
    """

    digest: str
    triples: int
    sources: tuple[Source, ...] = ()
    first: str | None = None
    last: str | None = None
    kind: str = "build"
    issued: str | None = None
    modified: str | None = None
    previous: str | None = None

    @property
    def version(self) -> str:
        """The version as people write it: the day it was made and the beginning of its digest."""
        return "-".join(filter(None, ((self.modified or "")[:10], self.digest[:12])))


def queries(base: str) -> Mapping[str, str]:
    """Return the queries whose rows `summarise` needs, by name.

    Args:
        base: The base IRI of the graph.

    """
    prefixes = f"PREFIX rk: <{base}ontology#> PREFIX dct: <{DCT}> PREFIX prov: <{PROV}> PREFIX xsd: <{XSD}>"
    return {
        "sources": f"""{prefixes} SELECT DISTINCT ?iri ?title ?publisher ?read_on ?address ?published_on {{
  GRAPH ?g {{ ?iri a rk:Quelle ; dct:title ?title
    OPTIONAL {{ ?iri rk:herausgeber ?publisher }} OPTIONAL {{ ?iri rk:gelesenAm ?read_on }}
    OPTIONAL {{ ?iri prov:hadPrimarySource ?address }} OPTIONAL {{ ?iri dct:issued ?published_on }} }}
  FILTER(isIRI(?iri))
}} ORDER BY ?iri ?title ?publisher ?read_on ?address ?published_on""",
        # Two inner queries, because an aggregate has no value if its variable is unbound in any row.
        "period": f"""{prefixes} SELECT ?first ?last {{
  {{ SELECT (MIN(?from) AS ?first) {{
    {{ GRAPH ?g {{ ?a rk:fruehestens ?x }} FILTER(DATATYPE(?x) = xsd:date) BIND(STR(?x) AS ?from) }}
    UNION {{ GRAPH ?g {{ ?a rk:startjahr ?x }} FILTER(DATATYPE(?x) = xsd:gYear)
      BIND(CONCAT(STR(?x), "-01-01") AS ?from) }} }} }}
  {{ SELECT (MAX(?to) AS ?last) {{
    {{ GRAPH ?g {{ ?a rk:spaetestens ?x }} FILTER(DATATYPE(?x) = xsd:date) BIND(STR(?x) AS ?to) }}
    UNION {{ GRAPH ?g {{ ?a rk:endjahr ?x }} FILTER(DATATYPE(?x) = xsd:gYear)
      BIND(CONCAT(STR(?x), "-12-31") AS ?to) }} }} }}
}}""",
    }


@dataclass(frozen=True, slots=True)
class VersionChain:
    """The versions that exist, and when the first one came into use, if the log of changes knows."""

    entries: Sequence[HistoryEntry]
    begun: str | None = None


def version_chain(data: Path) -> VersionChain:
    """Return the versions of a data folder. The log of changes knows the time of the first one even after it is pruned.

    If the log cannot be read, the oldest version that there is counts as the first.

    Raises:
        DataFolderError: The folder cannot be read.

    """
    first = None
    with suppress(DataFolderError), open_log(changes_folder(data)) as log:
        first = next(log.entries("ORDER BY number LIMIT 1"), None) if log else None
    return VersionChain(history(data), datetime_of(first.time).isoformat() if first else None)


def summarise(digest: str, triples: int, rows: Mapping[str, Rows], chain: VersionChain) -> VersionSummary:
    """Return the summary of a version.

    Args:
        digest: Its digest.
        triples: The number of its triples.
        rows: The rows of each of the `queries`.
        chain: The versions that exist.

    """
    records = {entry.version.digest: entry.record for entry in chain.entries}
    record = records.get(digest)
    times = [chain.begun or "", *(other.made for other in records.values())]
    period = next(iter(rows["period"]), {})
    sources = {row["iri"]: row for row in reversed(rows["sources"])}
    return VersionSummary(
        digest=digest,
        triples=triples,
        sources=tuple(
            Source(iri, row["title"], *map(row.get, ("publisher", "read_on", "address", "published_on")))
            for iri, row in sorted(sources.items())
        ),
        first=period.get("first"),
        last=period.get("last"),
        kind=record.kind if record else "build",
        issued=min((_second(time) for time in times if time), default=None),
        modified=_second(record.made) if record and record.made else None,
        previous=record.parent if record and record.parent in records else None,
    )


def _second(time: str) -> str:
    """Return a time in UTC to the second."""
    return f"{time[:19]}Z"
