"""Resolves names to things: the person, organisation, place or ministry that a name in a document means.

A thing with a curated record is labelled in the graph of authorities. Any other thing is labelled in the graph of the
document that names it first; a different spelling of its name becomes an alternative label.
"""

from dataclasses import dataclass, field, replace
from functools import cache

from pyoxigraph import Literal, NamedNode

from ruhrgraph.graph.mapping.evidence import StatementWriter, evidence
from ruhrgraph.graph.rdf.namespaces import DCT, FOAF, ORG
from ruhrgraph.graph.rdf.terms import ALTERNATIVE, LABEL, Iris, german, node
from ruhrgraph.loaders.document import Document, ReadValue
from ruhrgraph.loaders.grammar.organisations import kind_of
from ruhrgraph.ontology import Authority, authorities
from ruhrgraph.ontology.names import find_authority, fold, slug

_CLASSES = {
    "person": ("Person", f"{FOAF}Person"),
    "organisation": ("Organisation", f"{ORG}Organization"),
    "ort": ("Ort", f"{DCT}Location"),
    "gemeinde": ("Gemeinde", f"{DCT}Location"),
    "ressort": ("Ressort", f"{ORG}Organization"),
}
_NAME = node(f"{FOAF}name")


@cache
def _records() -> dict[tuple[str, str], Authority]:
    """Return the curated records by kind and key."""
    return {(record.kind, record.key): record for record in authorities()}


@dataclass(frozen=True)
class EntityResolver:
    """Finds the thing that a name means; `labels` holds the label of each thing without a curated record."""

    iris: Iris
    labels: dict[NamedNode, str] = field(default_factory=dict)
    statements: StatementWriter | None = None
    document: Document | None = None

    def for_document(self, statements: StatementWriter, document: Document) -> "EntityResolver":
        """Return a resolver with the same labels that states new things among the statements of a document."""
        return replace(self, statements=statements, document=document)

    def _new(self, kind: str, key: str, name: ReadValue[str]) -> NamedNode:
        """Return a thing without a curated record, and state its types and label."""
        thing = self.iris.thing(kind, key)
        if self.statements is None or self.document is None:
            return thing
        own, standard = _CLASSES[kind]
        said = evidence(self.document, name)
        self.statements.type(thing, self.iris.term(own), node(standard))
        label = self.labels.setdefault(thing, name.value)
        predicate = LABEL if name.value == label else ALTERNATIVE
        # The names of persons belong to no language.
        literal = Literal(name.value) if kind == "person" else german(name.value)
        self.statements.state(thing, predicate, literal, said)
        if kind == "person" and name.value == label:
            self.statements.state(thing, _NAME, literal, said)
        if kind == "ressort":
            self.statements.state(thing, self.iris.term("kuerzel"), Literal(name.value), said)
        if kind == "organisation":
            type_ = self.iris.thing("organisationstyp", slug(kind_of(name.value)))
            self.statements.state(thing, self.iris.term("organisationstyp"), type_, said)
        return thing

    def name(self, thing: NamedNode) -> str:
        """Return the label of a thing that this resolver, or one with the same labels, has found a name to mean."""
        kind, _, key = thing.value.removeprefix(f"{self.iris.base}id/").partition("/")
        record = _records().get((kind, key))
        return record.label if record else self.labels.get(thing, key)

    def role(self, key: str) -> Authority:
        """Return the concept of a role that an organisation plays.

        Raises:
            KeyError: There is no such role; the loaders know no others.

        """
        return _records()["beteiligungsrolle", key]

    def person(self, name: ReadValue[str]) -> NamedNode:
        """Return the person with a name, which has no titles."""
        return self._new("person", slug(name.value), name)

    def moderation(self, forum_number: str, name: str) -> NamedNode:
        """Return the moderation of a forum by a person."""
        return self.iris.thing("moderation", f"{forum_number}-{slug(name)}")

    def handlungsfeld(self, name: str) -> NamedNode:
        """Return the Handlungsfeld with a name."""
        return self.iris.thing("handlungsfeld", slug(name))

    def ressort(self, acronym: str) -> NamedNode:
        """Return the ministry with an acronym."""
        record = find_authority("ressort", acronym)
        return self.iris.thing("ressort", record.key if record else slug(acronym))

    def unknown_ressort(self, acronym: ReadValue[str]) -> None:
        """State the label of a ministry, if it has no curated record."""
        if find_authority("ressort", acronym.value) is None:
            self._new("ressort", slug(acronym.value), acronym)

    def organisation(self, name: ReadValue[str]) -> NamedNode:
        """Return the organisation with a name, which may be a ministry (`bei der Staatskanzlei`)."""
        for kind in ("organisation", "ressort"):
            if record := find_authority(kind, name.value):
                return self.iris.thing(kind, record.key)
        return self._new("organisation", slug(name.value), name)

    def is_ressort(self, thing: NamedNode) -> bool:
        """Return whether a thing is a ministry."""
        return thing.value.startswith(f"{self.iris.base}id/ressort/")

    def gemeinde(self, name: ReadValue[str]) -> NamedNode:
        """Return the municipality with a name."""
        if record := find_authority("gemeinde", name.value):
            return self.iris.thing("gemeinde", record.key)
        return self._new("gemeinde", slug(name.value), name)

    def ort(self, name: ReadValue[str], gemeinde: str | None) -> NamedNode:
        """Return the venue with a name in a municipality; the same name in another municipality is another venue."""
        town = find_authority("gemeinde", gemeinde) if gemeinde else None
        for spelling in (f"{name.value} {gemeinde}" if gemeinde else name.value, name.value):
            record = find_authority("ort", spelling)
            if record and (town is None or record.gemeinde in {None, town.key}):
                return self.iris.thing("ort", record.key)
        within = gemeinde is None or fold(gemeinde) in fold(name.value)
        return self._new("ort", slug(name.value if within else f"{name.value} {gemeinde}"), name)
