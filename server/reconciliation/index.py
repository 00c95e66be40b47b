"""All names of the version in use: read from the pool once, and kept until another version is in use.

In: the pool. Out: an `Index` of the things that can be reconciled, their kinds and the properties that these have.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.rows import Row, rows
from ruhrgraph.server.reconciliation.entity_types import KINDS, LABEL, OTHERS, PATHS, full, namespace, naming, short
from ruhrgraph.server.reconciliation.similarity import Form, form, has_letters, untitled

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
    """One thing: its identifier is the part of its IRI behind `id/`, such as `gemeinde/essen`."""

    id: str
    kind: str
    label: str
    names: tuple[str, ...]
    """The label, then all others."""
    forms: tuple[Form, ...]
    """The names as they are compared, in the same order."""

    @property
    def description(self) -> str:
        """Return what tells it from its namesakes."""
        others = ", ".join(self.names[1:4])
        return f"{self.kind}, auch: {others}" if others else self.kind


@dataclass(frozen=True)
class Kind:
    """All things of a kind; the lists of forms have one item for each name, as `owners` has."""

    entities: Sequence[Entity] = ()
    owners: Sequence[Entity] = ()
    words: Sequence[str] = ()
    ordered: Sequence[str] = ()
    joined: Mapping[str, Sequence[Entity]] = field(default_factory=dict)


@dataclass(frozen=True)
class Index:
    """The things of one version, by kind and by identifier, and what properties each kind has."""

    base: str
    entities: Mapping[str, Entity] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    properties: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Identifiers of properties by kind."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What classes and properties are called, by identifier."""

    def find(self, text: str) -> Entity | None:
        """Return the thing of an identifier or of its whole IRI."""
        return self.entities.get(text.removeprefix(f"{self.base}id/"))

    def known_kinds(self, types: Iterable[str]) -> tuple[str, ...]:
        """Return those of the types, named by identifier or IRI, that there are."""
        wanted = {short(type_, self.base) for type_ in types}
        return tuple(kind for kind in KINDS if kind in wanted)


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
                classes = " ".join(f"<{full(kind, base)}>" for kind in KINDS)
                given = {"classes": classes, "base": base, "label": LABEL, "namespace": namespace(base)}
                given["properties"] = " ".join(f"<{iri}>" for iri in (*naming(base), full("nummer", base)))
                queries = (query.format(**given) for query in (_NAMES, _PROPERTIES, _LABELS))
                parts = [(await rows(pool, query, seconds))[1] for query in queries]
                self.index, self.digest = await asyncio.to_thread(_index, parts, base), digest
        return self.index


def _index(parts: Sequence[Sequence[Row]], base: str) -> Index:
    """Return the index of what was read."""
    names, properties, labels = parts
    found: defaultdict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in names:
        id_ = row["s"].value.removeprefix(f"{base}id/")
        found[short(row["c"].value, base), id_][row["p"].value].append(row["o"].value)
    entities = {id_: _entity(id_, kind, values, base) for (kind, id_), values in sorted(found.items())}
    offered: defaultdict[str, list[str]] = defaultdict(list)
    for row in properties:
        iri = row["p"].value
        if iri in OTHERS or iri.startswith(namespace(base)):
            offered[short(row["c"].value, base)].append(short(iri, base))
    called = {short(row["p"].value, base): row["o"].value for row in labels}
    return Index(
        base,
        entities,
        {kind: _kind([entity for entity in entities.values() if entity.kind == kind]) for kind in KINDS},
        {kind: (*sorted(offered[kind]), *PATHS.get(kind, ())) for kind in KINDS},
        {**OTHERS, **called, **{path: name for paths in PATHS.values() for path, name in paths.items()}},
    )


def _entity(id_: str, kind: str, values: Mapping[str, list[str]], base: str) -> Entity:
    """Return a thing with all of its names, each once; a thing without a label is named by its key."""
    key = id_.partition("/")[2]
    names = [value for iri in naming(base) for value in sorted(values.get(iri, ()))] or [key]
    if kind in _NUMBERED:
        names += [f"{kind} {number}" for number in values.get(full("nummer", base), ())]
    if not has_letters(key):
        names.append(key)
    names = list(dict.fromkeys(names))
    return Entity(id_, kind, names[0], tuple(names), tuple(form(_bare(name, kind)) for name in names))


def _kind(entities: Sequence[Entity]) -> Kind:
    """Return the things of a kind, ready to be searched."""
    named = [(entity, names) for entity in entities for names in entity.forms]
    joined: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity, names in named:
        joined[names.joined].append(entity)
    return Kind(
        entities,
        [entity for entity, _ in named],
        [names.words for _, names in named],
        [names.ordered for _, names in named],
        joined,
    )


def _bare(name: str, kind: str) -> str:
    """Return a name without what is no part of it."""
    return untitled(name) if kind == "Person" else name
