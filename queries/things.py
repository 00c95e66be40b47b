"""The things that have names, as one version names them, for all who look things up by name.

In: the answers to `queries_for_names`. Out: `Things`: each thing with its names, by identifier and by type.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ruhrgraph.ontology.names import slug
from ruhrgraph.ontology.text import composed
from ruhrgraph.queries.name_forms import family_name_forms, name_forms
from ruhrgraph.queries.similarity import NormalisedName, has_letters, normalise, without_titles

NAMED_TYPES: tuple[str, ...] = (
    "Ressort",
    "Person",
    "Organisation",
    "Ort",
    "Gemeinde",
    "Themenforum",
    "Handlungsfeld",
    "Projekt",
    "Veranstaltung",
    "Quelle",
)
"""The classes whose things can be looked for by name."""
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_NUMBERED = ("Themenforum", "Handlungsfeld")

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_NAMING = (
    f"{_RDFS}label",
    f"{_SKOS}prefLabel",
    "http://purl.org/dc/terms/title",
    f"{_SKOS}altLabel",
    f"{_SKOS}hiddenLabel",
    "http://xmlns.com/foaf/0.1/name",
)
_NAMING_OWN = ("kuerzel", "code", "titelImVerzeichnis")
_IDENTIFYING = (
    f"{_SKOS}exactMatch",
    f"{_SKOS}notation",
    "https://schema.org/sameAs",
    "http://schema.org/sameAs",
    "http://www.w3.org/2002/07/owl#sameAs",
)
_NAMES = (
    "SELECT DISTINCT ?c ?s ?p ?o ?l {{ VALUES ?c {{ {classes} }} VALUES ?p {{ {properties} }} "
    'GRAPH ?g {{ ?s a ?c }} GRAPH ?h {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?s), "{base}")) BIND(LANG(?o) AS ?l) }}'
)
_OTHERS = (
    "SELECT DISTINCT ?c ?s {{ GRAPH ?g {{ ?s a ?c }} "
    'FILTER(STRSTARTS(STR(?c), "{base}ontology#") && ?c NOT IN (<{base}ontology#Beleg>, {classes})) '
    'FILTER(STRSTARTS(STR(?s), "{base}id/")) }}'
)

NameRow = Mapping[str, str]
"""One row of an answer: the IRI or the text of each variable."""


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
    others: tuple[str, ...] = ()
    """The identifiers that others gave it, such as an official key or an IRI of Wikidata."""

    @property
    def key(self) -> str:
        """Return the part of the identifier that is not the kind."""
        return self.id.partition("/")[2]

    @property
    def short_name(self) -> str:
        """Return the shortest name that is its own: a number, a code, an acronym, otherwise the label."""
        if not has_letters(self.key):
            return self.key
        return next((name for name in reversed(self.names) if slug(name) == self.key), self.label)

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
class Things:
    """The named things of one version."""

    base: str
    entities: Mapping[str, Entity] = field(default_factory=dict)
    """Things by identifier, in NFC."""
    by_type: Mapping[str, TypeIndex] = field(default_factory=dict)
    by_form: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    """Identifiers by type and each form of a name, a key or an identifier that is looked up."""
    nameless: Mapping[str, str] = field(default_factory=dict)
    """The types of all other things, by identifier."""

    def identifier(self, iri: str) -> str:
        """Return the identifier in an IRI: its part behind `id/`; an IRI that is not of this dataset as it is."""
        return composed(iri.removeprefix(self.base).removeprefix("id/"))

    def iri(self, identifier: str) -> str:
        """Return the IRI of an identifier; a document's is not below `id/`."""
        return f"{self.base}{identifier}" if identifier.startswith("source/") else f"{self.base}id/{identifier}"


def queries_for_names(base: str, types: Sequence[str] = NAMED_TYPES) -> tuple[str, str]:
    """Return the queries for the names of things of some classes, and for all things that have none.

    They ask named graphs.
    """
    terms = f"{base}ontology#"
    classes = [f"<{terms}{type_}>" for type_ in NAMED_TYPES]
    asked = [f"<{terms}{type_}>" for type_ in types]
    properties = (*_naming(base), *_IDENTIFYING, f"{terms}nummer")
    named = " ".join(f"<{iri}>" for iri in properties)
    return (
        _NAMES.format(classes=" ".join(asked), properties=named, base=base),
        _OTHERS.format(classes=", ".join(classes), base=base),
    )


def read_things(base: str, names: Iterable[NameRow], others: Iterable[NameRow]) -> Things:
    """Return the things that the answers to `queries_for_names` are about.

    Args:
        base: The base IRI.
        names: The answer to the first query.
        others: The answer to the second query.

    """
    found: defaultdict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    # German first, as the label of a thing that has labels in several languages.
    for row in sorted(names, key=lambda row: (row.get("l", "") not in ("", "de"), row["o"])):
        found[_type_of(row, base), _identifier_of(row, base)][row["p"]].append(row["o"])
    entities = [_entity(id_, type_, values, base) for (type_, id_), values in sorted(found.items())]
    return Things(
        base,
        {composed(entity.id): entity for entity in entities},
        {type_: _type_index([entity for entity in entities if entity.type == type_]) for type_ in NAMED_TYPES},
        _by_form(entities),
        dict(nameless_things(base, others)),
    )


def nameless_things(base: str, rows: Iterable[NameRow]) -> Iterator[tuple[str, str]]:
    """Yield identifier and type of the things in the answer to the second of `queries_for_names`."""
    return ((_identifier_of(row, base), _type_of(row, base)) for row in rows)


def _naming(base: str) -> tuple[str, ...]:
    """Return the IRIs of the properties that name things, the label first."""
    return (*_NAMING, *(f"{base}ontology#{name}" for name in _NAMING_OWN))


def _type_of(row: NameRow, base: str) -> str:
    return row["c"].removeprefix(f"{base}ontology#")


def _identifier_of(row: NameRow, base: str) -> str:
    return row["s"].removeprefix(base).removeprefix("id/")


def _entity(id_: str, type_: str, values: Mapping[str, list[str]], base: str) -> Entity:
    """Return a thing with its names, each once; without a label its key is its name."""
    key = id_.partition("/")[2]
    names = [value for iri in _naming(base) for value in values.get(iri, ())] or [key]
    if type_ in _NUMBERED:
        names += [f"{type_} {number}" for number in values.get(f"{base}ontology#nummer", ())]
    if not has_letters(key):
        names.append(key)
    others = tuple(value for iri in _IDENTIFYING for value in values.get(iri, ()))
    return entity_of(id_, type_, tuple(dict.fromkeys(names)), others)


def entity_of(id_: str, type_: str, names: tuple[str, ...], others: tuple[str, ...]) -> Entity:
    """Return a thing with its names, the label first, as they are compared."""
    normalised = tuple(normalise(_compared(name, type_)) for name in names)
    return Entity(id_, type_, names[0], names, normalised, others)


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


def _by_form(entities: Iterable[Entity]) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return the identifiers of things by type and form."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for entity in entities:
        for form in dict.fromkeys(_forms(entity)):
            found[entity.type, form].append(entity.id)
    return found


def _forms(entity: Entity) -> Iterator[str]:
    """Yield all forms by which a thing can be looked up."""
    yield composed(entity.id).casefold()
    yield from map(external_form, entity.others)
    for name in (*entity.names, entity.key):
        yield from name_forms(name, entity.type)
        if entity.type == "Person":
            yield from family_name_forms(name)


def external_form(identifier: str) -> str:
    """Return the form of an identifier that others gave: without scheme, case and a slash at the end."""
    return _SCHEME.sub("", identifier.strip("<>"), count=1).casefold().rstrip("/")


def _compared(name: str, type_: str) -> str:
    """Return the part of a name that is compared: of a person's, all but the titles."""
    return without_titles(name) if type_ == "Person" else name
