"""The ontology as plain data, for code that shows or checks it: its header and its terms.

In: a base IRI. Out: a `Vocabulary`, in the order of the ontology's file; texts come in German and English.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal as OneOf
from typing import TypedDict

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from ruhrgraph.graph.rdf.namespaces import DCT, FOAF, OWL, RDFS, SCHEMA, VANN
from ruhrgraph.graph.rdf.terms import LABEL, TYPE
from ruhrgraph.ontology import turtle

Triples = tuple[ox.Triple, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages."""

    de: str
    en: str


@dataclass(frozen=True, slots=True)
class Term:
    """What classes and properties have in common; `parents` are the direct superterms, all from other vocabularies."""

    iri: str
    name: str
    label: Text
    comment: Text
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Class(Term):
    """A class; `disjoint` are the classes that are declared disjoint with it on either side."""

    disjoint: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Property(Term):
    """A property with its domain and range.

    If `closed`, `domains` has one class, and whatever has the property belongs to it (`rdfs:domain`). Otherwise
    `domains` are the classes that use the property (`schema:domainIncludes`).
    """

    kind: OneOf["object", "datatype"]
    functional: bool
    domains: tuple[str, ...]
    closed: bool
    range: str
    inverse: str | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The whole ontology."""

    iri: str
    namespace: str
    prefix: str
    version: str
    version_iri: str
    title: Text
    description: Text
    publisher: str
    """The name of the publisher."""
    facts: Mapping[str, tuple[str, ...]]
    """All statements of the header, by the IRI of the predicate."""
    classes: tuple[Class, ...]
    properties: tuple[Property, ...]
    datatypes: tuple[Term, ...]

    def properties_of(self, class_: str) -> tuple[Property, ...]:
        """Return the properties with a class among their domains."""
        return tuple(item for item in self.properties if class_ in item.domains)

    def properties_to(self, class_: str) -> tuple[Property, ...]:
        """Return the properties with a class as range."""
        return tuple(item for item in self.properties if item.range == class_)


@dataclass(frozen=True)
class TriplesBySubject:
    """The triples of a file, by subject and predicate."""

    values: Mapping[NamedNode, Mapping[str, tuple[NamedNode | Literal, ...]]]

    def all(self, subject: NamedNode, predicate: str) -> tuple[str, ...]:
        """Return the values of a predicate."""
        return tuple(value.value for value in self.values[subject].get(predicate, ()))

    def one(self, subject: NamedNode, predicate: str) -> str | None:
        """Return the first value of a predicate, or None."""
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: NamedNode, predicate: str) -> Text:
        """Return the German and the English value of a predicate."""
        found = self.values[subject].get(predicate, ())
        texts = {value.language: value.value for value in found if isinstance(value, Literal)}
        return Text(texts.get("de", ""), texts.get("en", ""))


def triples(name: str, base: str) -> Triples:
    """Return the triples of the ontology, of an earlier version or of the shapes, in the order of the file.

    Args:
        name: The file, as `ruhrgraph.ontology.turtle` names it.
        base: The base IRI, ending in `/`.

    """
    return tuple(quad.triple for quad in ox.parse(turtle(name, base), ox.RdfFormat.TURTLE))


def by_subject(found: Triples) -> TriplesBySubject:
    """Group triples by subject and predicate. Neither file has a blank node."""
    values: dict[NamedNode, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in found:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            values[triple.subject][triple.predicate.value].append(triple.object)
    return TriplesBySubject(
        {subject: {name: tuple(held) for name, held in said.items()} for subject, said in values.items()}
    )


@lru_cache(maxsize=8)
def vocabulary(base: str, name: str = "ruhrgraph") -> Vocabulary:
    """Return the ontology, or an earlier version of it.

    Args:
        base: The base IRI, ending in `/`.
        name: The file, as `ruhrgraph.ontology.turtle` names it.

    """
    said = by_subject(triples(name, base))
    head = NamedNode(f"{base}ontology")
    ours = [subject for subject in said.values if subject.value.startswith(f"{base}ontology#")]
    classes = [term for term in ours if f"{OWL}Class" in said.all(term, TYPE.value)]
    datatypes = [term for term in ours if f"{RDFS}Datatype" in said.all(term, TYPE.value)]
    return Vocabulary(
        iri=head.value,
        namespace=said.one(head, f"{VANN}preferredNamespaceUri") or "",
        prefix=said.one(head, f"{VANN}preferredNamespacePrefix") or "",
        version=said.one(head, f"{OWL}versionInfo") or "",
        version_iri=said.one(head, f"{OWL}versionIRI") or "",
        title=said.text(head, f"{DCT}title"),
        description=said.text(head, f"{DCT}description"),
        publisher=said.one(NamedNode(said.one(head, f"{DCT}publisher") or base), f"{FOAF}name") or "",
        facts={name: said.all(head, name) for name in said.values[head]},
        classes=tuple(_class(said, term, classes) for term in classes),
        properties=tuple(_property(said, term) for term in ours if term not in classes + datatypes),
        datatypes=tuple(Term(**_common(said, term, f"{RDFS}subClassOf")) for term in datatypes),
    )


class _Common(TypedDict):
    """The fields of `Term`."""

    iri: str
    name: str
    label: Text
    comment: Text
    parents: tuple[str, ...]


def _common(said: TriplesBySubject, term: NamedNode, above: str) -> _Common:
    """Return the fields of a term; `above` is the predicate that leads to its parents."""
    return _Common(
        iri=term.value,
        name=term.value.rpartition("#")[2],
        label=said.text(term, LABEL.value),
        comment=said.text(term, f"{RDFS}comment"),
        parents=said.all(term, above),
    )


def _class(said: TriplesBySubject, term: NamedNode, classes: list[NamedNode]) -> Class:
    """Return one class."""
    stated = set(said.all(term, f"{OWL}disjointWith"))
    disjoint = tuple(
        other.value for other in classes if other.value in stated or term.value in said.all(other, f"{OWL}disjointWith")
    )
    return Class(**_common(said, term, f"{RDFS}subClassOf"), disjoint=disjoint)


def _property(said: TriplesBySubject, term: NamedNode) -> Property:
    """Return one property."""
    kinds = said.all(term, TYPE.value)
    domains = said.all(term, f"{RDFS}domain")
    return Property(
        **_common(said, term, f"{RDFS}subPropertyOf"),
        kind="object" if f"{OWL}ObjectProperty" in kinds else "datatype",
        functional=f"{OWL}FunctionalProperty" in kinds,
        domains=domains or said.all(term, f"{SCHEMA}domainIncludes"),
        closed=bool(domains),
        range=said.one(term, f"{RDFS}range") or "",
        inverse=said.one(term, f"{OWL}inverseOf"),
    )
