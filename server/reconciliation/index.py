"""The index of what can be reconciled, read once for each version.

In: the engine. Out: an `Index` of the things by type, and of their properties.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ruhrgraph.ontology.text import composed
from ruhrgraph.queries.things import Entity, Things, TypeIndex
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.rows import Row, rows
from ruhrgraph.server.engine.things_cache import ThingsCache
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.reconciliation.entity_types import (
    ENTITY_TYPES,
    FOREIGN_PROPERTIES,
    LABEL,
    PROPERTY_PATHS,
    identifier_of,
    iri_of,
    namespace,
)

_PROPERTIES = "SELECT DISTINCT ?c ?p {{ VALUES ?c {{ {classes} }} GRAPH ?g {{ ?s a ?c }} GRAPH ?h {{ ?s ?p ?o }} }}"
_LABELS = (
    "SELECT ?p ?o {{ GRAPH <{base}graph/ontology> {{ ?p <{label}> ?o }} "
    'FILTER(LANG(?o) = "de" && STRSTARTS(STR(?p), "{namespace}")) }}'
)


@dataclass(frozen=True)
class Index:
    """The things of one version, by identifier and by type, and the properties of each type."""

    base: str
    entities: Mapping[str, Entity] = field(default_factory=dict)
    """Things by identifier, in NFC."""
    by_type: Mapping[str, TypeIndex] = field(default_factory=dict)
    properties: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Identifiers of properties by type."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """German names of types and properties, by identifier."""

    def find(self, text: str) -> Entity | None:
        """Return the thing of an identifier or of its whole IRI, None where there is none."""
        found = self.entities.get(composed(text).removeprefix(f"{self.base}id/"))
        return found if found and found.type in ENTITY_TYPES else None

    def known_types(self, types: Iterable[str]) -> tuple[str, ...]:
        """Return those of the types, given as identifiers or IRIs, that can be reconciled."""
        wanted = {identifier_of(type_, self.base) for type_ in types}
        return tuple(type_ for type_ in ENTITY_TYPES if type_ in wanted)


@dataclass
class IndexCache:
    """The index of the version in use; read again only when another version is in use."""

    things: ThingsCache
    digest: str = ""
    index: Index = field(default_factory=lambda: Index(""))
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, engine: Engine, base: str, seconds: float) -> Index:
        """Return the index.

        Args:
            engine: Answers queries.
            base: The base IRI.
            seconds: How long each of the queries may take.

        Raises:
            RuhrgraphError: They could not be answered.

        """
        digest, _ = await engine.facts(seconds)
        if digest == self.digest:
            return self.index
        async with self._reading:
            if digest != self.digest:
                classes = " ".join(f"<{iri_of(type_, base)}>" for type_ in ENTITY_TYPES)
                given = {"classes": classes, "base": base, "label": LABEL, "namespace": namespace(base)}
                queries = (query.format(**given) for query in (_PROPERTIES, _LABELS))
                parts = [(await rows(engine, query, seconds))[1] for query in queries]
                things = await self.things.get(engine, base, seconds)
                self.index, self.digest = await in_thread(_index, things, parts), digest
        return self.index


def _index(things: Things, parts: Sequence[Sequence[Row]]) -> Index:
    """Return the index made of the names and of the answers to the queries for properties and labels."""
    properties, labels = parts
    base = things.base
    offered: defaultdict[str, list[str]] = defaultdict(list)
    for row in properties:
        iri = row["p"].value
        if iri in FOREIGN_PROPERTIES or iri.startswith(namespace(base)):
            offered[identifier_of(row["c"].value, base)].append(identifier_of(iri, base))
    german = {identifier_of(row["p"].value, base): row["o"].value for row in labels}
    return Index(
        base,
        things.entities,
        {type_: things.by_type.get(type_, TypeIndex()) for type_ in ENTITY_TYPES},
        {type_: (*sorted(offered[type_]), *PROPERTY_PATHS.get(type_, ())) for type_ in ENTITY_TYPES},
        {
            **FOREIGN_PROPERTIES,
            **german,
            **{path: name for paths in PROPERTY_PATHS.values() for path, name in paths.items()},
        },
    )
