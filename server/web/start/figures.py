"""The figures of the first page: how many things of each class, and how many statements with evidence.

In: the engine that answers queries. Out: counts, asked for once for each version.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ruhrgraph.graph.rdf.namespaces import RDF
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.limits import LARGE
from ruhrgraph.server.engine.rows import rows

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

    async def get(self, engine: Engine, base: str, seconds: float) -> Figures:
        """Return the figures.

        Args:
            engine: Answers queries.
            base: The base IRI.
            seconds: How long each of the two queries may take.

        Raises:
            RuhrgraphError: They could not be answered.

        """
        digest, facts = await engine.facts(seconds)
        if digest != self.digest:
            terms = f"{base}ontology#"
            classes = " ".join(f"<{terms}{name}>" for name in COUNTED)
            _, counted = await rows(engine, _CLASSES.format(classes=classes), seconds)
            proved = None
            if facts.triples <= LARGE:
                _, found = await rows(engine, _PROVED.format(base=base, rdf=RDF), seconds)
                proved = int(found[0]["n"].value)
            held = {row["class"].value.removeprefix(terms): int(row["n"].value) for row in counted}
            self.figures, self.digest = Figures(held, proved), digest
        return self.figures
