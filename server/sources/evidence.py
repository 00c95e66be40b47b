"""What the dataset says of a source document and of its passages.

In: the document's IRI and the pool that answers queries. Out: what is said of the document, and the statements that its
passages are evidence for, with the names of what they are about; or the passages as RDF.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ruhrgraph.graph.rdf.namespaces import PROV, RDF
from ruhrgraph.graph.rdf.terms import LABEL
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.rows import Row, Term, rows, statements
from ruhrgraph.server.sources.segments import Place, Statement

_HEAD = f"PREFIX prov: <{PROV}> PREFIX rdf: <{RDF}>"
_PLACE = re.compile(r"#char=(?P<start>\d{1,12}),(?P<end>\d{1,12})$")


@dataclass(frozen=True, slots=True)
class Quotes:
    """What is said of a document: predicates with values, the statements of its passages, names by IRI."""

    digest: str
    facts: tuple[tuple[str, Term], ...]
    statements: tuple[Statement, ...]
    names: Mapping[str, str]

    def fact(self, predicate: str) -> str | None:
        """Return a value of a predicate, None where there is none."""
        return next((value.value for name, value in self.facts if name == predicate), None)


async def quotes(pool: Pool, source: str, seconds: float) -> Quotes:
    """Return what the version in use says of a source document and of its passages.

    Args:
        pool: Answers queries.
        source: The document's IRI.
        seconds: How long each of the three queries may take.

    Raises:
        RuhrgraphError: They could not be answered.

    """
    digest, facts = await rows(pool, f"SELECT DISTINCT ?p ?o {{ GRAPH ?g {{ <{source}> ?p ?o }} }}", seconds)
    _, found = await rows(pool, _statements_of(source), seconds)
    _, names = await rows(pool, _names_of(source), seconds)
    ordered = sorted(names, key=lambda row: (row["name"].language == "de", row["name"].value))
    return Quotes(
        digest,
        tuple((row["p"].value, row["o"]) for row in facts),
        tuple(_statements(found)),
        {row["thing"].value: row["name"].value for row in ordered},
    )


async def quoted(pool: Pool, source: str, zitat: str, seconds: float) -> tuple[ox.Triple, ...]:
    """Return which passages of a document the version in use quotes: each Beleg with its passage and its words.

    Args:
        pool: Answers queries.
        source: The document's IRI.
        zitat: The IRI of the property that leads to the words.
        seconds: How long the query may take.

    Raises:
        ResultTooLargeError: There are more than are told here.
        RuhrgraphError: The query could not be answered.

    """
    query = f"""{_HEAD} CONSTRUCT {{ ?beleg prov:wasQuotedFrom ?passage ; <{zitat}> ?words }} WHERE {{
GRAPH ?g {{ {_passages(source)} ?beleg <{zitat}> ?words }} }}"""
    _, found = await statements(pool, query, seconds)
    return found


def _passages(source: str) -> str:
    """Return the pattern of the passages of a document."""
    return f'?beleg prov:wasQuotedFrom ?passage FILTER(STRSTARTS(STR(?passage), "{source}#char="))'


def _statements_of(source: str) -> str:
    """Return the query for the statements that the passages are evidence for; texts as values are left out."""
    return f"""{_HEAD} SELECT DISTINCT ?s ?p ?value ?passage {{ GRAPH ?g {{ {_passages(source)}
?beleg rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o BIND(IF(ISIRI(?o), ?o, "") AS ?value) }} }}"""


def _names_of(source: str) -> str:
    """Return the query for the names of what these statements are about and lead to."""
    return f"""{_HEAD} SELECT DISTINCT ?thing ?name {{
{{ SELECT DISTINCT ?thing {{ GRAPH ?g {{ {_passages(source)} ?beleg rdf:subject|rdf:object ?thing }} }} }}
GRAPH ?h {{ ?thing <{LABEL.value}> ?name }} }}"""


def _statements(found: Iterable[Row]) -> Iterable[Statement]:
    """Yield the statements of these rows in the order of their passages."""
    placed = []
    for row in found:
        place = _PLACE.search(row["passage"].value)
        if place is not None:
            value = row["value"].value if row["value"].is_iri else None
            span = Place(int(place["start"]), int(place["end"]))
            placed.append(Statement(span, row["s"].value, row["p"].value, value))
    return sorted(placed, key=lambda said: (said.place, said.subject, said.predicate, said.value or ""))
