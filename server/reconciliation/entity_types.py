"""The types of things that can be reconciled, the properties that name them, and those to extend a table by.

In: terms of the ontology. Out: their short names, which are the identifiers of types and properties in the API:
`Gemeinde`, `kuerzel`; a property of another vocabulary has its whole IRI as identifier.
"""

from collections.abc import Mapping

from ruhrgraph.graph.rdf.namespaces import DCT, ORG, RDFS, SCHEMA, SKOS, WGS84
from ruhrgraph.queries.things import NAMED_TYPES

ENTITY_TYPES: tuple[str, ...] = tuple(type_ for type_ in NAMED_TYPES if type_ != "Quelle")
"""The classes whose things can be looked for by name."""


LABEL = f"{RDFS}label"
FOREIGN_PROPERTIES: Mapping[str, str] = {
    LABEL: "Name",
    f"{SKOS}altLabel": "Andere Schreibweise",
    f"{SCHEMA}sameAs": "Entspricht (GeoNames, Wikidata)",
    f"{SKOS}notation": "Amtlicher Gemeindeschlüssel",
    f"{WGS84}lat": "Geographische Breite",
    f"{WGS84}long": "Geographische Länge",
    f"{DCT}title": "Titel",
    f"{ORG}subOrganizationOf": "Teil von",
}
"""The properties of other vocabularies that are offered, with their German names."""

PROPERTY_PATHS: Mapping[str, Mapping[str, str]] = {
    "Ressort": {
        "^federfuehrendesRessort": "Federführend für Themenforum",
        "^beteiligtesRessort": "Beteiligt an Themenforum",
        "^ressort": "Verantwortet Projekt",
    },
    "Person": {
        "^person/themenforum": "Moderiert Themenforum",
        "^person/rolle": "Rolle",
        "^person/organisation": "Spricht für Organisation",
        "^person/ressort": "Moderiert für Ressort",
    },
    "Organisation": {"^erwaehnt": "Erwähnt von"},
    "Ort": {"^veranstaltungsort": "Veranstaltung dort"},
    "Gemeinde": {"^gemeinde": "Veranstaltung oder Ort dort"},
    "Themenforum": {"hatModeration/person": "Moderiert von", "^themenforum": "Projekt daraus"},
    "Handlungsfeld": {"^handlungsfeld": "Projekt darin"},
    "Projekt": {"laufzeit/startjahr": "Beginn (Jahr)", "laufzeit/endjahr": "Ende (Jahr)"},
}
"""By type, paths of several properties or against their direction (`^`) that are offered as properties, with names."""


def namespace(base: str) -> str:
    """Return the namespace of the ontology's terms."""
    return f"{base}ontology#"


def identifier_of(iri: str, base: str) -> str:
    """Return the identifier of a class or property."""
    return iri.removeprefix(namespace(base))


def iri_of(identifier: str, base: str) -> str:
    """Return the IRI of a class or property, given as identifier or as IRI."""
    return identifier if ":" in identifier else f"{namespace(base)}{identifier}"


def path_pattern(identifier: str, base: str) -> str:
    """Return the graph pattern from `?s` to `?o` of a path; each step may be in another graph."""
    steps = identifier.split("/")
    parts, here = [], "?s"
    for number, step in enumerate(steps, 1):
        there = "?o" if number == len(steps) else f"?x{number}"
        term = f"<{iri_of(step.removeprefix('^'), base)}>"
        triple = f"{there} {term} {here}" if step.startswith("^") else f"{here} {term} {there}"
        parts.append(f"GRAPH ?g{number} {{ {triple} }}")
        here = there
    return " ".join(parts)
