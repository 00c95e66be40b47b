"""What the graphs of a version hold, counted: classes, properties, and what these lead to (VoID and void-ext).

In: the pool that answers queries. Out: `Counts`, kept for as long as the version is in use. Editors complete from them,
and crawlers learn from them whether a dataset is worth a visit.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruhrgraph.graph.catalog.void import GraphCount
from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.pool.wire import Asked

_MOST_BYTES = 16 * 1024 * 1024
_TRIPLES = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_ENTITIES = "SELECT ?g ?c (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?c } } GROUP BY ?g ?c"
_PROPERTIES = "SELECT ?g ?c ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?c ; ?p ?o } } GROUP BY ?g ?c ?p"
_CLASSES = "SELECT DISTINCT ?g ?c ?p ?x { GRAPH ?g { ?s a ?c ; ?p ?o } ?o a ?x }"
_DATATYPES = (
    "SELECT DISTINCT ?g ?c ?p ?x { GRAPH ?g { ?s a ?c ; ?p ?o } FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?x) }"
)


@dataclass
class Counts:
    """The counts of the version in use; `of` asks again only when that is another one."""

    digest: str = ""
    graphs: dict[str, GraphCount] = field(default_factory=dict)

    async def of(self, pool: Pool, seconds: float) -> dict[str, GraphCount]:
        """Return the counts of each named graph.

        Args:
            pool: Answers queries.
            seconds: How long each of the few queries may take.

        Raises:
            RuhrgraphError: They could not be answered.

        """
        digest, _ = await pool.facts(seconds)
        if digest != self.digest:
            self.graphs, self.digest = await _count(pool, seconds), digest
        return self.graphs


async def _count(pool: Pool, seconds: float) -> dict[str, GraphCount]:
    graphs: dict[str, GraphCount] = defaultdict(GraphCount)
    for row in await _rows(pool, _TRIPLES, seconds):
        graphs[row["g"]].triples = int(row["n"])
    for row in await _rows(pool, _ENTITIES, seconds):
        graphs[row["g"]].classes[row["c"]].entities = int(row["n"])
    for row in await _rows(pool, _PROPERTIES, seconds):
        graphs[row["g"]].classes[row["c"]].properties[row["p"]].triples = int(row["n"])
    for row in await _rows(pool, _CLASSES, seconds):
        graphs[row["g"]].classes[row["c"]].properties[row["p"]].classes.append(row["x"])
    for row in await _rows(pool, _DATATYPES, seconds):
        graphs[row["g"]].classes[row["c"]].properties[row["p"]].datatypes.append(row["x"])
    return dict(sorted(graphs.items()))


async def _rows(pool: Pool, query: str, seconds: float) -> Iterator[dict[str, str]]:
    """Return the rows of a query, each value as text."""
    async with pool.answer(Asked(query, format="json"), seconds) as answer:
        body = await answer.buffered(_MOST_BYTES)
    if body is None:
        raise BadRequestError("the graphs have too many classes and properties to describe them; ask for them by query")
    bindings = json.loads(body)["results"]["bindings"]
    return iter([{name: term["value"] for name, term in row.items()} for row in bindings])
