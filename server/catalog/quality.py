"""How good the data are, in numbers of the version in use: evidence, gaps, and what the build's report says.

In: a version, and a function that asks it. Out: a frozen value for the page.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ruhrgraph.graph.catalog.version_summary import Rows
from ruhrgraph.graph.rdf.namespaces import RDF, RDFS
from ruhrgraph.graph.rdf.terms import node
from ruhrgraph.graph.schema.ontology import Text, vocabulary
from ruhrgraph.graph.schema.shapes import shapes
from ruhrgraph.graph.versions.integrity import read_file
from ruhrgraph.graph.versions.record import damaged
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.server.catalog.issue_texts import ISSUE_TEXTS
from ruhrgraph.server.http.threads import in_thread

_MOST_LINES = 50
"""How many lines are shown of what is alike, and of what was not understood."""


_CLASSES = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?c } } GROUP BY ?c"


@dataclass(frozen=True, slots=True)
class _Gap:
    """Something that many things have and some lack: the class, the property path, and what is missing."""

    kind: str
    path: str
    missing: Text


_GAPS = (
    _Gap("Veranstaltung", "rk:datum", Text("ohne Datum", "without a date")),
    _Gap("Veranstaltung", "rk:veranstaltungsort", Text("ohne Veranstaltungsort", "without a venue")),
    _Gap("Veranstaltung", "rk:gemeinde", Text("ohne Gemeinde", "without a municipality")),
    _Gap("Veranstaltung", "rk:teilnehmendeMin", Text("ohne Zahl der Teilnehmenden", "without number of participants")),
    _Gap("Moderation", "rk:rolle", Text("ohne Rolle oder Beruf", "without a role or profession")),
    _Gap("Moderation", "rk:fuerOrganisation|rk:ressort", Text("ohne Organisation", "without an organisation")),
    _Gap("Projekt", "rk:laufzeit/rk:startjahr", Text("ohne Anfangsjahr", "without a first year")),
    _Gap("Projekt", "rk:erwaehnteGemeinde", Text("ohne genannte Gemeinde", "without a named municipality")),
    _Gap("Ort", "rk:gemeinde", Text("ohne Gemeinde", "without a municipality")),
)


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many things of a class lack something, of how many, and the query that lists them."""

    kind: Text
    missing: Text
    lacking: int
    total: int
    query: str


@dataclass(frozen=True, slots=True)
class GraphFigures:
    """How many statements a graph of a document has besides types, and how many of them have evidence."""

    statements: int
    proven: int


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """Issues of one code in a document: their severity, the first message, and the lines, of which some are shown."""

    severity: str
    code: str
    meaning: Text
    message: str
    lines: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class DocumentQuality:
    """How a document was read; counts are characters without white space."""

    name: str
    characters: int
    understood: int
    boilerplate: int
    unread: tuple[Mapping[str, Any], ...]
    unread_count: int
    issues: tuple[IssueGroup, ...]
    figures: GraphFigures

    def share(self, count: int) -> float:
        """Return a number of characters in per cent of all."""
        return 100 * count / self.characters if self.characters else 0.0


@dataclass(frozen=True, slots=True)
class ShapeWarning:
    """A thing that a shape warns of: its IRI, and the rule as a sentence."""

    focus: str
    message: Text


@dataclass(frozen=True, slots=True)
class DataQuality:
    """All that the page shows; `shapes` is None where the version's build did not keep what the shapes found."""

    documents: tuple[DocumentQuality, ...]
    shapes: tuple[ShapeWarning, ...] | None
    gaps: tuple[GapCount, ...]
    classes: tuple[tuple[Text, int], ...]


async def data_quality(ask: Callable[[str], Awaitable[Rows]], version: Version, base: str) -> DataQuality:
    """Return how good the data of a version are.

    Args:
        ask: Answers a query from that version.
        version: The version.
        base: The base IRI.

    Raises:
        RuhrgraphError: A query cannot be answered, or the report cannot be read.

    """
    report = json.loads(await in_thread(read_report, version))
    graphs = {document["document"]: f"{base}graph/{document['document']}" for document in report["documents"]}
    queries = (
        _statements(graphs.values()),
        _proven(graphs.values(), base),
        _CLASSES,
        *(_count(gap, base) for gap in _GAPS),
    )
    statements, proven, classes, *counted = await asyncio.gather(*map(ask, queries))
    all_of, proven_of = _by_graph(statements), _by_graph(proven)
    found = report.get("shapes")
    return DataQuality(
        documents=tuple(
            _document(document, GraphFigures(all_of.get(graph, 0), proven_of.get(graph, 0)))
            for document, graph in zip(report["documents"], graphs.values(), strict=True)
        ),
        shapes=None if found is None else tuple(_warnings(found, base)),
        gaps=tuple(_gaps(counted, base)),
        classes=tuple(_classes(classes, base)),
    )


def read_report(version: Version) -> bytes:
    """Return the report of a version as it was published.

    Raises:
        DamagedVersionError: It is damaged or missing.

    """
    try:
        return read_file(version, version.report)
    except FileNotFoundError:
        raise damaged(version, "report.json is missing") from None


def _statements(graphs: Iterable[str]) -> str:
    """Return the query that counts the statements of each graph besides types."""
    return f"""SELECT ?g (COUNT(*) AS ?n) {{ VALUES ?g {{ {_iris(graphs)} }}
  GRAPH ?g {{ ?s ?p ?o }} FILTER(?p != <{RDF}type>) }} GROUP BY ?g"""


def _proven(graphs: Iterable[str], base: str) -> str:
    """Return the query that counts the statements of each graph that have evidence."""
    return f"""PREFIX rdf: <{RDF}> SELECT ?g (COUNT(*) AS ?n) {{ SELECT DISTINCT ?g ?s ?p ?o {{
  VALUES ?g {{ {_iris(graphs)} }}
  GRAPH <{base}graph/evidence> {{ ?b rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}
  GRAPH ?g {{ ?s ?p ?o }} FILTER(?p != rdf:type) }} }} GROUP BY ?g"""


def _iris(graphs: Iterable[str]) -> str:
    """Return IRIs as a query has them."""
    return " ".join(str(node(graph)) for graph in graphs)


def _count(gap: _Gap, base: str) -> str:
    """Return the query that counts the things of a class, and those of them that have something."""
    return f"""PREFIX rk: <{base}ontology#> SELECT (COUNT(DISTINCT ?x) AS ?total) (COUNT(DISTINCT ?held) AS ?n) {{
  ?x a rk:{gap.kind} OPTIONAL {{ ?x {gap.path} ?value BIND(?x AS ?held) }} }}"""


def _listing(gap: _Gap, base: str) -> str:
    """Return the query that lists the things of a class that lack something."""
    return f"""PREFIX rk: <{base}ontology#>
PREFIX rdfs: <{RDFS}>
SELECT DISTINCT ?x ?name {{
  ?x a rk:{gap.kind} .
  OPTIONAL {{ ?x rdfs:label ?name }}
  FILTER NOT EXISTS {{ ?x {gap.path} ?value }}
}} ORDER BY ?x"""


def _warnings(found: Sequence[Mapping[str, str]], base: str) -> Iterator[ShapeWarning]:
    """Yield what the shapes warned of, with the rule in both languages."""
    messages = {rule.iri: rule.message for shape in shapes(base) for rule in shape.rules}
    for item in found:
        told = item["message"]
        yield ShapeWarning(item["focus"], messages.get(item["shape"], Text(told, told)))


def _gaps(counted: Sequence[Sequence[Mapping[str, str]]], base: str) -> Iterator[GapCount]:
    """Yield the gaps of classes that there are."""
    labels = {term.name: term.label for term in vocabulary(base).classes}
    for gap, found in zip(_GAPS, counted, strict=True):
        total, held = int(found[0]["total"]), int(found[0]["n"])
        if total:
            query = quote(_listing(gap, base))
            yield GapCount(labels[gap.kind], gap.missing, total - held, total, query)


def _classes(found: Sequence[Mapping[str, str]], base: str) -> Iterator[tuple[Text, int]]:
    """Yield the label of each class of the ontology with the number of its things."""
    counts = {row["c"]: int(row["n"]) for row in found}
    for term in vocabulary(base).classes:
        if count := counts.get(term.iri):
            yield term.label, count


def _by_graph(found: Sequence[Mapping[str, str]]) -> dict[str, int]:
    """Return the counts of a query by graph."""
    return {row["g"]: int(row["n"]) for row in found if "g" in row}


def _document(told: Mapping[str, Any], figures: GraphFigures) -> DocumentQuality:
    """Return what the report says of a document."""
    unread = told["notUnderstood"]
    return DocumentQuality(
        name=told["document"],
        characters=told["characters"],
        understood=told["understood"],
        boilerplate=told["boilerplate"],
        unread=tuple(unread[:_MOST_LINES]),
        unread_count=len(unread),
        issues=tuple(_groups(told["issues"])),
        figures=figures,
    )


def _groups(issues: Sequence[Mapping[str, Any]]) -> Iterator[IssueGroup]:
    """Yield the issues by code, errors first, then warnings, then what is most frequent."""
    order = ("error", "warning", "note")
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for issue in issues:
        found.setdefault((issue["severity"], issue["code"]), []).append(issue)
    for (severity, code), alike in sorted(found.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]))):
        lines = tuple(dict.fromkeys(issue["line"] for issue in alike))
        meaning = ISSUE_TEXTS.get(code, Text(code, code))
        yield IssueGroup(severity, code, meaning, alike[0]["message"], lines[:_MOST_LINES], len(alike))
