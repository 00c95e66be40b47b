"""What the dataset says of a source document, and which statements its passages are evidence for.

In: the document's IRI and the engine that answers queries. Out: properties of the document, statements with their
passages, and labels of what these are about; or the passages as RDF.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ruhrgraph.graph.rdf.namespaces import PROV, RDF
from ruhrgraph.graph.rdf.terms import LABEL
from ruhrgraph.ontology.errors import QueryTimeoutError
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.limits import LARGE, SHORT_SECONDS
from ruhrgraph.server.engine.rows import ResultTerm, Row, rows, statements
from ruhrgraph.server.sources.segments import CharacterRange, ProvenStatement

_HEAD = f"PREFIX prov: <{PROV}> PREFIX rdf: <{RDF}>"
_PASSAGE = re.compile(r"#char=(?P<start>\d{1,12}),(?P<end>\d{1,12})$")


@dataclass(frozen=True, slots=True)
class SourceEvidence:
    """A document's predicates with values, the statements that its passages prove, and labels by IRI."""

    digest: str
    facts: tuple[tuple[str, ResultTerm], ...]
    statements: tuple[ProvenStatement, ...]
    labels: Mapping[str, str]
    left_out: bool = False
    """Whether the statements of a large version took long, so that there are none."""

    def value(self, predicate: str) -> str | None:
        """Return a value of a predicate of the document, None where there is none."""
        return next((value.value for name, value in self.facts if name == predicate), None)


async def read_evidence(engine: Engine, source: str, seconds: float) -> SourceEvidence:
    """Return the evidence in a source document, as the version in use has it.

    Args:
        engine: Answers queries.
        source: The document's IRI.
        seconds: How long each of the three queries may take; of a large version, what is proved is left out sooner.

    Raises:
        RuhrgraphError: A query could not be answered.

    """
    digest, facts = await rows(engine, f"SELECT DISTINCT ?p ?o {{ GRAPH ?g {{ <{source}> ?p ?o }} }}", seconds)
    of_document = tuple((row["p"].value, row["o"]) for row in facts)
    _, known = await engine.facts(seconds)
    is_large = known.triples > LARGE
    soon = min(seconds, SHORT_SECONDS) if is_large else seconds
    try:
        _, found = await rows(engine, _statements_of(source), soon)
        _, labels = await rows(engine, _labels_of(source), soon)
    except QueryTimeoutError:
        if not is_large:
            raise
        return SourceEvidence(digest, of_document, (), {}, left_out=True)
    ordered = sorted(labels, key=lambda row: (row["name"].language == "de", row["name"].value))
    return SourceEvidence(
        digest,
        of_document,
        tuple(_statements(found)),
        {row["thing"].value: row["name"].value for row in ordered},
    )


async def describe_passages(engine: Engine, source: str, zitat: str, seconds: float) -> tuple[ox.Triple, ...]:
    """Return the passages of a document as triples: each Beleg with its passage and its quote.

    Args:
        engine: Answers queries.
        source: The document's IRI.
        zitat: The IRI of the property for the quote.
        seconds: How long the query may take.

    Raises:
        ResultTooLargeError: There are more than an answer may hold.
        RuhrgraphError: The query could not be answered.

    """
    query = f"""{_HEAD} CONSTRUCT {{ ?beleg prov:wasQuotedFrom ?passage ; <{zitat}> ?words }} WHERE {{
GRAPH ?g {{ {_passages(source)} ?beleg <{zitat}> ?words }} }}"""
    _, found = await statements(engine, query, seconds)
    return found


def _passages(source: str) -> str:
    """Return the graph pattern of the passages of a document."""
    return f'?beleg prov:wasQuotedFrom ?passage FILTER(STRSTARTS(STR(?passage), "{source}#char="))'


def _statements_of(source: str) -> str:
    """Return the query for the statements that the passages prove; values that are texts come as empty ones."""
    return f"""{_HEAD} SELECT DISTINCT ?s ?p ?value ?passage {{ GRAPH ?g {{ {_passages(source)}
?beleg rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o BIND(IF(ISIRI(?o), ?o, "") AS ?value) }} }}"""


def _labels_of(source: str) -> str:
    """Return the query for the labels of the statements' subjects and objects."""
    return f"""{_HEAD} SELECT DISTINCT ?thing ?name {{
{{ SELECT DISTINCT ?thing {{ GRAPH ?g {{ {_passages(source)} ?beleg rdf:subject|rdf:object ?thing }} }} }}
GRAPH ?h {{ ?thing <{LABEL.value}> ?name }} }}"""


def _statements(found: Iterable[Row]) -> Iterable[ProvenStatement]:
    """Return the statements of these rows in the order of their passages."""
    proven = []
    for row in found:
        match = _PASSAGE.search(row["passage"].value)
        if match is not None:
            value = row["value"].value if row["value"].is_iri else None
            passage = CharacterRange(int(match["start"]), int(match["end"]))
            proven.append(ProvenStatement(passage, row["s"].value, row["p"].value, value))
    return sorted(proven, key=lambda each: (each.passage, each.subject, each.predicate, each.value or ""))
