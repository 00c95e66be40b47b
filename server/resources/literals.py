"""Literals and IRIs as readers see them: dates, times, yes and no, passages, short names.

In: terms of the data, and the reader's language. Out: text in that language.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from ruhrgraph.graph.rdf.edtf_words import duration_words
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
from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.language.dates import date_text

_TIME = re.compile(r"(\d{2}:\d{2}):00")
_PASSAGE = re.compile(r"source/(?P<name>[^#]+)#char=(?P<start>\d+),(?P<end>\d+)")
_DATES: Final = frozenset({f"{XSD}date", f"{EDTF}EDTF"})

NAMES: Final[Mapping[str, tuple[str, str]]] = {
    f"{RDF}type": ("Art", "kind"),
    f"{RDF}subject": ("Aussage über", "statement about"),
    f"{RDF}predicate": ("Eigenschaft", "property"),
    f"{RDF}object": ("Wert", "value"),
    f"{RDFS}label": ("Bezeichnung", "label"),
    f"{RDFS}comment": ("Erläuterung", "comment"),
    f"{RDFS}seeAlso": ("siehe auch", "see also"),
    f"{SKOS}altLabel": ("auch", "also"),
    f"{SKOS}hiddenLabel": ("andere Schreibung", "other spelling"),
    f"{SKOS}prefLabel": ("Bezeichnung", "label"),
    f"{SKOS}notation": ("Schlüssel", "key"),
    f"{SKOS}inScheme": ("im Schema", "in scheme"),
    f"{SKOS}topConceptOf": ("oberster Begriff in", "top concept of"),
    f"{SKOS}broader": ("Oberbegriff", "broader"),
    f"{SCHEMA}sameAs": ("dasselbe wie", "same as"),
    f"{FOAF}name": ("Name", "name"),
    f"{FOAF}homepage": ("Internetseite", "website"),
    f"{DCT}title": ("Titel", "title"),
    f"{DCT}description": ("Beschreibung", "description"),
    f"{DCT}isPartOf": ("Teil von", "part of"),
    f"{DCT}source": ("Herkunft", "source"),
    f"{DCT}identifier": ("Kennung", "identifier"),
    f"{DCT}language": ("Sprache", "language"),
    f"{ORG}subOrganizationOf": ("gehört zu", "belongs to"),
    f"{ORG}organization": ("Mitglied in", "member of"),
    f"{ORG}postIn": ("Amt in", "post in"),
    f"{PROV}wasQuotedFrom": ("Fundstelle", "passage"),
    f"{PROV}wasDerivedFrom": ("abgeleitet aus", "derived from"),
    f"{VOID}triples": ("Aussagen", "statements"),
    f"{VOID}dataDump": ("zum Herunterladen", "download"),
    f"{WGS84}lat": ("geografische Breite", "latitude"),
    f"{WGS84}long": ("geografische Länge", "longitude"),
    f"{GEO}hasGeometry": ("Lage", "location"),
    f"{GEO}asWKT": ("Koordinaten", "coordinates"),
}
"""German and English names of the properties of other vocabularies; those of our own are in the ontology."""


@lru_cache(maxsize=4096)
def display_text(value: str, datatype: str, language: Language) -> str:
    """Return a literal's text as a reader of the language expects it; of other datatypes as it is."""
    if datatype in _DATES:
        return date_text(value, language)
    if datatype == f"{XSD}duration":
        return duration_words(value, language)
    if datatype == f"{XSD}boolean":
        yes, no = in_language(language, "ja", "yes"), in_language(language, "nein", "no")
        return {"true": yes, "1": yes, "false": no, "0": no}.get(value, value)
    if datatype == f"{XSD}time" and (found := _TIME.fullmatch(value)):
        return in_language(language, f"{found[1]} Uhr", found[1])
    return value


def passage_name(iri: str, base: str, language: Language) -> str | None:
    """Return the name of a passage of a source document (`themenforen, Zeichen 812–861`), None for other IRIs."""
    found = _PASSAGE.fullmatch(iri.removeprefix(base)) if iri.startswith(base) else None
    if not found:
        return None
    return f"{found['name']}, {in_language(language, 'Zeichen', 'characters')} {found['start']}–{found['end']}"


@lru_cache(maxsize=4096)
def short_name(iri: str, base: str) -> str:
    """Return a short name of an IRI: with a known prefix, or without the base, or as it is."""
    return prefixed_name(iri, base) or iri.removeprefix(base) or iri


def foreign_language(term: ox.Literal, language: Language) -> str:
    """Return the language of a text, "" for that of the page."""
    return term.language if term.language and term.language != language else ""
