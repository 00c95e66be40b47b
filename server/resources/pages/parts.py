"""Parts of things, such as moderations, measures and Belege: which page shows them.

In: the IRI of a part. Out: the thing whose page shows it.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import pyoxigraph as ox

from ruhrgraph.graph.rdf.namespaces import RDF
from ruhrgraph.graph.rdf.terms import LABEL, TYPE
from ruhrgraph.server.engine.rows import rows
from ruhrgraph.server.resources.pages.kinds import KINDS
from ruhrgraph.server.resources.pages.records import Tie
from ruhrgraph.server.sparql.query_service import QueryService

_PARTS: Final = frozenset(
    {
        *("Moderation", "Moderationsteam", "Laufzeit", "Phase", "Massnahme", "Menge", "Teilnehmergruppe"),
        *("Beteiligung", "Beleg", "Zusatzangabe"),
    }
)
"""The classes of what is shown on the page of another thing."""
_TO_WHOLE: Final = ("ontology#themenforum", "ontology#projekt", "ontology#beteiligtAn")
_FROM_WHOLE: Final = tuple(
    f"ontology#{name}"
    for name in ("laufzeit", "hatMassnahme", "hatTeilnehmergruppe", "hatBeteiligung", "hatZusatzangabe", "hatMenge")
)
_QUERY = """PREFIX rk: <{base}ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?class ?label {{
  <{iri}> rdf:subject?/(^rk:hatModeration|^rk:hatModerationsteam|^rk:laufzeit|^rk:hatPhase|^rk:hatMassnahme|
    ^rk:hatMenge|^rk:hatTeilnehmergruppe|rk:beteiligtAn|^rk:hatBeteiligung|^rk:hatZusatzangabe)* ?thing .
  ?thing a ?class .
  ?thing rdfs:label ?label .
}} ORDER BY ?thing ?label"""


async def whole_of(service: QueryService, iri: str, classes: Iterable[str], triples: Sequence[ox.Triple]) -> Tie | None:
    """Return the thing whose page shows a part; None for what is no part, or a part of nothing.

    Args:
        service: Answers queries.
        iri: The IRI of the part.
        classes: The names of its classes.
        triples: Its description, which is enough where the whole is the next thing.

    Raises:
        RuhrgraphError: The query could not be answered.

    """
    if not _PARTS.intersection(classes):
        return None
    if next_ := _next_whole(iri, triples, service.settings.base):
        return next_
    base = service.settings.base
    _, found = await rows(service.engine, _QUERY.format(base=base, iri=iri), service.settings.query_timeout)
    for row in found:
        name = row["class"].value.removeprefix(f"{base}ontology#")
        if name in KINDS and row["label"].language != "en":
            return Tie("", row["thing"].value, name, row["label"].value)
    return None


def _next_whole(iri: str, triples: Sequence[ox.Triple], base: str) -> Tie | None:
    """Return the whole that a part is tied to directly, by what its description says of it."""
    part = ox.NamedNode(iri)
    outward = {f"{RDF}subject", *(f"{base}{name}" for name in _TO_WHOLE)}
    inward = {f"{base}{name}" for name in _FROM_WHOLE}
    near = {each.object for each in triples if each.subject == part and each.predicate.value in outward}
    near |= {each.subject for each in triples if each.object == part and each.predicate.value in inward}
    for thing in sorted((each for each in near if isinstance(each, ox.NamedNode)), key=str):
        said = [(each.predicate, each.object) for each in triples if each.subject == thing]
        kinds = [value.value.removeprefix(f"{base}ontology#") for name, value in said if name == TYPE]  # type: ignore[union-attr]
        label = next((value.value for name, value in said if name == LABEL), "")  # type: ignore[union-attr]
        if label and (kind := next((name for name in kinds if name in KINDS), "")):
            return Tie("", thing.value, kind, label)
    return None
