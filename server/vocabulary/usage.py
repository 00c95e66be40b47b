"""How often the published version uses each class and property, with an example, for the page of the ontology.

In: the ontology and the engine that answers queries. Out: a count and a thing that uses the term, for each term in use.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ruhrgraph.graph.rdf.terms import LABEL
from ruhrgraph.graph.schema.ontology import Vocabulary
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.rows import ResultTerm, Row, rows

_CLASSES = """SELECT ?term (COUNT(DISTINCT ?s) AS ?count) {{
  VALUES ?term {{ {terms} }} GRAPH ?g {{ ?s a ?term }} }} GROUP BY ?term"""
# Of the first hundred things the one with the most properties, as it shows most of its class.
_EXAMPLES = """{{ SELECT (<{term}> AS ?term) (STR(?s) AS ?example) (COUNT(DISTINCT ?p) AS ?many) {{
  {{ SELECT DISTINCT ?s {{ GRAPH ?g {{ ?s a <{term}> }} }} ORDER BY ?s LIMIT 100 }} GRAPH ?h {{ ?s ?p ?o }} }}
  GROUP BY ?s ORDER BY DESC(?many) ?s LIMIT 1 }}"""
_PROPERTIES = """SELECT ?term (COUNT(*) AS ?count) (MIN(STR(?s)) AS ?example) {{
  SELECT DISTINCT ?s ?term ?o {{ VALUES ?term {{ {terms} }} GRAPH ?g {{ ?s ?term ?o }} }} }} GROUP BY ?term"""
_STATEMENTS = """SELECT DISTINCT ?s ?p ?o ?label {{ VALUES ?s {{ {things} }} GRAPH ?g {{ ?s ?p ?o }}
  FILTER(?p != <{label}> || LANG(?o) != "en")
  OPTIONAL {{ GRAPH ?h {{ ?o <{label}> ?label }} FILTER(LANG(?label) != "en") }} }}"""


@dataclass(frozen=True, slots=True)
class ExampleValue:
    """A value of a statement: the text to show and, where it is a thing, its IRI."""

    text: str
    iri: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A thing: its IRI, its name, and its statements as pairs of a predicate's IRI and a value."""

    iri: str
    label: str
    statements: tuple[tuple[str, ExampleValue], ...]

    def of(self, predicate: str) -> tuple[ExampleValue, ...]:
        """Return the values of one predicate."""
        return tuple(value for name, value in self.statements if name == predicate)


@dataclass(frozen=True, slots=True)
class Usage:
    """How often a term is used (things of a class, statements with a property), and a thing that uses it."""

    count: int
    example: Example


async def term_usages(engine: Engine, vocabulary: Vocabulary, seconds: float) -> tuple[str, Mapping[str, Usage]]:
    """Return the digest of the version in use, and the usage of each term that it uses.

    Args:
        engine: Answers queries.
        vocabulary: The ontology.
        seconds: How long each of the queries may take.

    Raises:
        RuhrgraphError: One could not be answered.

    """
    digest, _ = await engine.facts(seconds)
    used: list[Row] = []
    if vocabulary.classes:
        terms = _list(term.iri for term in vocabulary.classes)
        _, counted = await rows(engine, _CLASSES.format(terms=terms), seconds)
        counts = {row["term"].value: row["count"] for row in counted}
        examples_of = " UNION ".join(_EXAMPLES.format(term=term.iri) for term in vocabulary.classes)
        _, found = await rows(engine, f"SELECT * {{ {examples_of} }}", seconds)
        used += [{**row, "count": counts[row["term"].value]} for row in found]
    if vocabulary.properties:
        terms = _list(term.iri for term in vocabulary.properties)
        _, found = await rows(engine, _PROPERTIES.format(terms=terms), seconds)
        used += [row for row in found if ":" in row["example"].value]
    described = await _described(engine, sorted({row["example"].value for row in used}), seconds)
    return digest, {
        row["term"].value: Usage(int(row["count"].value), described[row["example"].value])
        for row in used
        if row["example"].value in described
    }


def _list(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


async def _described(engine: Engine, things: Iterable[str], seconds: float) -> dict[str, Example]:
    """Return things with their statements; a value with two names is shown by the first."""
    _, found = await rows(engine, _STATEMENTS.format(things=_list(things), label=LABEL.value), seconds)
    held: dict[str, dict[tuple[str, ResultTerm], str]] = {}
    for row in found:
        label = row["label"].value if "label" in row else _short_name(row["o"]) if row["o"].is_iri else row["o"].value
        held.setdefault(row["s"].value, {}).setdefault((row["p"].value, row["o"]), label)
    return {iri: _example(iri, said) for iri, said in held.items()}


def _example(iri: str, said: Mapping[tuple[str, ResultTerm], str]) -> Example:
    ordered = sorted(said.items(), key=lambda item: (item[0][0], item[1]))
    statements = tuple(
        (name, ExampleValue(text, term.value if term.is_iri else None)) for (name, term), text in ordered
    )
    names = [value.text for name, value in statements if name == LABEL.value]
    return Example(iri, names[0] if names else _short_name(ResultTerm(iri, is_iri=True)), statements)


def _short_name(term: ResultTerm) -> str:
    """Return the name of a thing without label: the part of its IRI behind `id/`, else the whole IRI."""
    return term.value.partition("/id/")[2] or term.value
