"""The index of all names, read once for each version.

In: the pool. Out: an `Index` of the things that can be reconciled, by type, and of their properties.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ruhrgraph.ontology.text import composed
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.rows import Row, rows
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.reconciliation.entity_types import (
    ENTITY_TYPES,
    FOREIGN_PROPERTIES,
    LABEL,
    PROPERTY_PATHS,
    identifier_of,
    iri_of,
    namespace,
    naming_properties,
)
from ruhrgraph.server.reconciliation.similarity import NormalisedName, has_letters, normalise, without_titles

_NUMBERED = ("Themenforum", "Handlungsfeld")
_NAMES = (
    "SELECT DISTINCT ?c ?s ?p ?o {{ VALUES ?c {{ {classes} }} VALUES ?p {{ {properties} }} "
    'GRAPH ?g {{ ?s a ?c }} GRAPH ?h {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?s), "{base}id/")) }}'
)
_PROPERTIES = "SELECT DISTINCT ?c ?p {{ VALUES ?c {{ {classes} }} GRAPH ?g {{ ?s a ?c }} GRAPH ?h {{ ?s ?p ?o }} }}"
_LABELS = (
    "SELECT ?p ?o {{ GRAPH <{base}graph/ontology> {{ ?p <{label}> ?o }} "
    'FILTER(LANG(?o) = "de" && STRSTARTS(STR(?p), "{namespace}")) }}'
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing; its identifier is the part of its IRI behind `id/`, such as `gemeinde/essen`."""

    id: str
    type: str
    label: str
    names: tuple[str, ...]
    """The label, then all others."""
    normalised: tuple[NormalisedName, ...]
    """The names as they are compared, in the same order."""

    @property
    def description(self) -> str:
        """Return its type and some other names, by which people tell it from others of its name."""
        others = ", ".join(self.names[1:4])
        return f"{self.type}, auch: {others}" if others else self.type


@dataclass(frozen=True)
class TypeIndex:
    """All things of a type; `words` and `ordered` have an item for each name, and `owners` the thing that has it."""

    entities: Sequence[Entity] = ()
    owners: Sequence[Entity] = ()
    words: Sequence[str] = ()
    ordered: Sequence[str] = ()
    joined: Mapping[str, Sequence[Entity]] = field(default_factory=dict)


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
        return self.entities.get(composed(text).removeprefix(f"{self.base}id/"))

    def known_types(self, types: Iterable[str]) -> tuple[str, ...]:
        """Return those of the types, given as identifiers or IRIs, that can be reconciled."""
        wanted = {identifier_of(type_, self.base) for type_ in types}
        return tuple(type_ for type_ in ENTITY_TYPES if type_ in wanted)


@dataclass
class IndexCache:
    """The index of the version in use; read again only when another version is in use."""

    digest: str = ""
    index: Index = field(default_factory=lambda: Index(""))
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, pool: Pool, base: str, seconds: float) -> Index:
        """Return the index.

        Args:
            pool: Answers queries.
            base: The base IRI.
            seconds: How long each of the three queries may take.

        Raises:
            RuhrgraphError: They could not be answered.

        """
        digest, _ = await pool.facts(seconds)
        if digest == self.digest:
            return self.index
        async with self._reading:
            if digest != self.digest:
                classes = " ".join(f"<{iri_of(type_, base)}>" for type_ in ENTITY_TYPES)
                given = {"classes": classes, "base": base, "label": LABEL, "namespace": namespace(base)}
                given["properties"] = " ".join(f"<{iri}>" for iri in (*naming_properties(base), iri_of("nummer", base)))
                queries = (query.format(**given) for query in (_NAMES, _PROPERTIES, _LABELS))
                parts = [(await rows(pool, query, seconds))[1] for query in queries]
                self.index, self.digest = await in_thread(_index, parts, base), digest
        return self.index


def _index(parts: Sequence[Sequence[Row]], base: str) -> Index:
    """Return the index made of the answers to the queries for names, properties and labels."""
    names, properties, labels = parts
    found: defaultdict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(names, key=lambda row: (row["o"].language == "en", row["o"].value)):
        id_ = row["s"].value.removeprefix(f"{base}id/")
        found[identifier_of(row["c"].value, base), id_][row["p"].value].append(row["o"].value)
    entities = [_entity(id_, type_, values, base) for (type_, id_), values in sorted(found.items())]
    offered: defaultdict[str, list[str]] = defaultdict(list)
    for row in properties:
        iri = row["p"].value
        if iri in FOREIGN_PROPERTIES or iri.startswith(namespace(base)):
            offered[identifier_of(row["c"].value, base)].append(identifier_of(iri, base))
    german = {identifier_of(row["p"].value, base): row["o"].value for row in labels}
    return Index(
        base,
        {composed(entity.id): entity for entity in entities},
        {type_: _type_index([entity for entity in entities if entity.type == type_]) for type_ in ENTITY_TYPES},
        {type_: (*sorted(offered[type_]), *PROPERTY_PATHS.get(type_, ())) for type_ in ENTITY_TYPES},
        {
            **FOREIGN_PROPERTIES,
            **german,
            **{path: name for paths in PROPERTY_PATHS.values() for path, name in paths.items()},
        },
    )


def _entity(id_: str, type_: str, values: Mapping[str, list[str]], base: str) -> Entity:
    """Return a thing with its names, each once; without a label its key is its name."""
    key = id_.partition("/")[2]
    names = [value for iri in naming_properties(base) for value in values.get(iri, ())] or [key]
    if type_ in _NUMBERED:
        names += [f"{type_} {number}" for number in values.get(iri_of("nummer", base), ())]
    if not has_letters(key):
        names.append(key)
    names = list(dict.fromkeys(names))
    return Entity(id_, type_, names[0], tuple(names), tuple(normalise(_compared(name, type_)) for name in names))


def _type_index(entities: Sequence[Entity]) -> TypeIndex:
    """Return the things of a type, ready to be searched."""
    named = [(entity, names) for entity in entities for names in entity.normalised]
    joined: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity, names in named:
        joined[names.joined].append(entity)
    return TypeIndex(
        entities,
        [entity for entity, _ in named],
        [names.words for _, names in named],
        [names.ordered for _, names in named],
        joined,
    )


def _compared(name: str, type_: str) -> str:
    """Return the part of a name that is compared: of a person's, all but the titles."""
    return without_titles(name) if type_ == "Person" else name
