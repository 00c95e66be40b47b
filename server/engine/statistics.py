"""Statistics of the named graphs: their classes, properties, and the types of the values (VoID and void-ext).

In: the engine. Out: `Counts`, kept for as long as the version is in use. Query editors use them for
completion, and crawlers to see whether a dataset is of interest. Of a large version they are those of graphs and
classes alone, as properties take a minute; none if those take long, too.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from ruhrgraph.graph.catalog.void import GraphCount
from ruhrgraph.ontology.errors import QueryTimeoutError
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.limits import LARGE
from ruhrgraph.server.engine.rows import rows

_SOON = 3.0
"""How many seconds each of the two queries about a large version may take."""
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

    async def of(self, engine: Engine, seconds: float) -> dict[str, GraphCount]:
        """Return the counts of each named graph.

        Args:
            engine: Answers queries.
            seconds: How long each of the few queries may take.

        Raises:
            RuhrgraphError: They could not be answered.

        """
        digest, facts = await engine.facts(seconds)
        if digest != self.digest:
            counted = await (_count_soon(engine, seconds) if facts.triples > LARGE else _count(engine, seconds))
            self.graphs, self.digest = counted, digest
        return self.graphs


async def _count_soon(engine: Engine, seconds: float) -> dict[str, GraphCount]:
    """Return the counts of graphs and classes; nothing where they take long."""
    try:
        return await _count_classes(engine, min(seconds, _SOON))
    except QueryTimeoutError:
        return {}


async def _count(engine: Engine, seconds: float) -> dict[str, GraphCount]:
    graphs = defaultdict(GraphCount, await _count_classes(engine, seconds))
    for row in (await rows(engine, _PROPERTIES, seconds))[1]:
        graphs[row["g"].value].classes[row["c"].value].properties[row["p"].value].triples = int(row["n"].value)
    for row in (await rows(engine, _CLASSES, seconds))[1]:
        graphs[row["g"].value].classes[row["c"].value].properties[row["p"].value].classes.append(row["x"].value)
    for row in (await rows(engine, _DATATYPES, seconds))[1]:
        graphs[row["g"].value].classes[row["c"].value].properties[row["p"].value].datatypes.append(row["x"].value)
    return dict(sorted(graphs.items()))


async def _count_classes(engine: Engine, seconds: float) -> dict[str, GraphCount]:
    """Return how many triples each graph has, and how many things of each class."""
    graphs: dict[str, GraphCount] = defaultdict(GraphCount)
    for row in (await rows(engine, _TRIPLES, seconds))[1]:
        graphs[row["g"].value].triples = int(row["n"].value)
    for row in (await rows(engine, _ENTITIES, seconds))[1]:
        graphs[row["g"].value].classes[row["c"].value].entities = int(row["n"].value)
    return dict(sorted(graphs.items()))
