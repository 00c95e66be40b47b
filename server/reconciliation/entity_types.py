"""Which kinds of things can be reconciled, by which of their properties they are named, and what properties are called.

In: terms of the ontology. Out: their short names, which are the identifiers of types and properties here: `Gemeinde`,
`kuerzel`; a property of another vocabulary is named by its whole IRI.
"""

from collections.abc import Mapping

from ruhrgraph.graph.rdf.namespaces import DCT, ORG, RDFS, SKOS, WGS84

KINDS: tuple[str, ...] = (
    "Ressort",
    "Person",
    "Organisation",
    "Ort",
    "Gemeinde",
    "Themenforum",
    "Handlungsfeld",
    "Projekt",
    "Veranstaltung",
)
"""The classes whose things have names that a table may hold."""


LABEL = f"{RDFS}label"
OTHERS: Mapping[str, str] = {
    LABEL: "Name",
    f"{SKOS}altLabel": "Andere Schreibweise",
    f"{SKOS}exactMatch": "Entspricht (GeoNames, Wikidata)",
    f"{SKOS}notation": "Amtlicher Gemeindeschlüssel",
    f"{WGS84}lat": "Geographische Breite",
    f"{WGS84}long": "Geographische Länge",
    f"{DCT}title": "Titel",
    f"{ORG}subOrganizationOf": "Teil von",
}
"""The properties of other vocabularies that are offered, with what they are called."""

PATHS: Mapping[str, Mapping[str, str]] = {
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
"""What each kind of thing leads to over more than one statement, or against its direction, and what that is called."""

_NAMING = (LABEL, f"{SKOS}altLabel", f"{SKOS}hiddenLabel")
_NAMING_OWN = ("kuerzel", "code", "titelImVerzeichnis")


def namespace(base: str) -> str:
    """Return the namespace of the ontology's terms."""
    return f"{base}ontology#"


def naming(base: str) -> tuple[str, ...]:
    """Return the IRIs of the properties by which things are named, the label first."""
    return (*_NAMING, *(f"{namespace(base)}{name}" for name in _NAMING_OWN))


def short(iri: str, base: str) -> str:
    """Return the identifier of a class or property."""
    return iri.removeprefix(namespace(base))


def full(identifier: str, base: str) -> str:
    """Return the IRI of a class or property, whether it is named by its short name or by its IRI."""
    return identifier if ":" in identifier else f"{namespace(base)}{identifier}"


def pattern(identifier: str, base: str) -> str:
    """Return the pattern from `?s` to `?o` that one of the `PATHS` stands for; each step may be in another graph."""
    steps = identifier.split("/")
    parts, here = [], "?s"
    for number, step in enumerate(steps, 1):
        there = "?o" if number == len(steps) else f"?x{number}"
        term = f"<{full(step.removeprefix('^'), base)}>"
        triple = f"{there} {term} {here}" if step.startswith("^") else f"{here} {term} {there}"
        parts.append(f"GRAPH ?g{number} {{ {triple} }}")
        here = there
    return " ".join(parts)
