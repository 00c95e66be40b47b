"""The figures of the first page: how many things of each class, and how many statements with evidence.

In: the engine that answers queries. Out: counts, asked for once for each version; of a large one, what is known of the
named things anyway.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ruhrgraph.graph.rdf.namespaces import RDF
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.limits import LARGE
from ruhrgraph.server.engine.rows import rows
from ruhrgraph.server.engine.things_cache import ThingsCache

COUNTED = ("Themenforum", "Veranstaltung", "Projekt", "Ressort", "Person", "Organisation", "Ort", "Handlungsfeld")
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) {{ VALUES ?class {{ {classes} }} ?s a ?class }} GROUP BY ?class"
_PROVED = """SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ GRAPH <{base}graph/evidence> {{
  ?beleg <{rdf}subject> ?s ; <{rdf}predicate> ?p ; <{rdf}object> ?o }} }} }}"""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many things there are of each class, and how many statements have evidence, None if that takes long."""

    things: Mapping[str, int]
    proved: int | None


@dataclass
class FiguresCache:
    """The figures of the version in use."""

    digest: str = ""
    figures: Figures = field(default_factory=lambda: Figures({}, None))

    async def get(self, engine: Engine, things: ThingsCache, base: str, seconds: float) -> Figures:
        """Return the figures.

        Args:
            engine: Answers queries.
            things: The named things.
            base: The base IRI.
            seconds: How long each of the two queries may take.

        Raises:
            RuhrgraphError: They could not be answered.

        """
        digest, facts = await engine.facts(seconds)
        if digest != self.digest:
            if facts.triples > LARGE:
                named = (await things.get(engine, base, seconds)).by_type
                held = {name: len(named[name].entities) for name in COUNTED if name in named}
                self.figures, self.digest = Figures(held, None), digest
            else:
                self.figures, self.digest = await _count(engine, base, seconds), digest
        return self.figures


async def _count(engine: Engine, base: str, seconds: float) -> Figures:
    terms = f"{base}ontology#"
    classes = " ".join(f"<{terms}{name}>" for name in COUNTED)
    _, counted = await rows(engine, _CLASSES.format(classes=classes), seconds)
    _, found = await rows(engine, _PROVED.format(base=base, rdf=RDF), seconds)
    held = {row["class"].value.removeprefix(terms): int(row["n"].value) for row in counted}
    return Figures(held, int(found[0]["n"].value))
