"""Literals and IRIs as German readers see them: dates, times, yes and no, passages, short names.

In: terms of the data. Out: German text.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from ruhrgraph.graph.rdf.edtf_words import date_words, duration_words
from ruhrgraph.graph.rdf.namespaces import (
    DCT,
    EDTF,
    FOAF,
    GEO,
    ORG,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VOID,
    WGS84,
    XSD,
    prefixed_name,
)

_TIME = re.compile(r"(\d{2}:\d{2}):00")
_PASSAGE = re.compile(r"source/(?P<name>[^#]+)#char=(?P<start>\d+),(?P<end>\d+)")
_DATES: Final = frozenset({f"{XSD}date", f"{EDTF}EDTF"})

NAMES: Final[Mapping[str, str]] = {
    f"{RDF}type": "Art",
    f"{RDF}subject": "Aussage über",
    f"{RDF}predicate": "Eigenschaft",
    f"{RDF}object": "Wert",
    f"{RDFS}label": "Bezeichnung",
    f"{RDFS}comment": "Erläuterung",
    f"{RDFS}seeAlso": "siehe auch",
    f"{SKOS}altLabel": "auch",
    f"{SKOS}hiddenLabel": "andere Schreibung",
    f"{SKOS}prefLabel": "Bezeichnung",
    f"{SKOS}notation": "Schlüssel",
    f"{SKOS}inScheme": "im Schema",
    f"{SKOS}topConceptOf": "oberster Begriff in",
    f"{SKOS}broader": "Oberbegriff",
    f"{SCHEMA}sameAs": "dasselbe wie",
    f"{FOAF}name": "Name",
    f"{FOAF}homepage": "Internetseite",
    f"{DCT}title": "Titel",
    f"{DCT}description": "Beschreibung",
    f"{DCT}isPartOf": "Teil von",
    f"{DCT}source": "Herkunft",
    f"{DCT}identifier": "Kennung",
    f"{DCT}language": "Sprache",
    f"{ORG}subOrganizationOf": "gehört zu",
    f"{ORG}organization": "Mitglied in",
    f"{ORG}postIn": "Amt in",
    f"{PROV}wasQuotedFrom": "Fundstelle",
    f"{PROV}wasDerivedFrom": "abgeleitet aus",
    f"{VOID}triples": "Aussagen",
    f"{VOID}dataDump": "zum Herunterladen",
    f"{WGS84}lat": "geografische Breite",
    f"{WGS84}long": "geografische Länge",
    f"{GEO}hasGeometry": "Lage",
    f"{GEO}asWKT": "Koordinaten",
}
"""German names of the properties of other vocabularies in the data; those of our own are in the ontology."""


@lru_cache(maxsize=4096)
def display_text(value: str, datatype: str) -> str:
    """Return a literal's text as a German reader expects it; of other datatypes as it is."""
    if datatype in _DATES:
        return date_words(value, in_full=True)
    if datatype == f"{XSD}duration":
        return duration_words(value)
    if datatype == f"{XSD}boolean":
        return {"true": "ja", "1": "ja", "false": "nein", "0": "nein"}.get(value, value)
    if datatype == f"{XSD}time" and (found := _TIME.fullmatch(value)):
        return f"{found[1]} Uhr"
    return value


def passage_name(iri: str, base: str) -> str | None:
    """Return the name of a passage of a source document (`themenforen, Zeichen 812–861`), None for other IRIs."""
    found = _PASSAGE.fullmatch(iri.removeprefix(base)) if iri.startswith(base) else None
    return f"{found['name']}, Zeichen {found['start']}–{found['end']}" if found else None


@lru_cache(maxsize=4096)
def short_name(iri: str, base: str) -> str:
    """Return a short name of an IRI: with a known prefix, or without the base, or as it is."""
    return prefixed_name(iri, base) or iri.removeprefix(base) or iri


def foreign_language(term: ox.Literal) -> str:
    """Return the language of a text, "" for that of the page."""
    return term.language if term.language and term.language != "de" else ""
