"""Values as people read them: dates, times, yes and no, passages, short names of IRIs.

In: terms of the data. Out: German text.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from ruhrgraph.graph.rdf.namespaces import PREFIXES
from ruhrgraph.graph.rdf.terms import EDTF, XSD

_MONTHS: Final = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905  # a list
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"(\d{4})-3([3-6])")
_TIME = re.compile(r"(\d{2}:\d{2}):00")
_PASSAGE = re.compile(r"source/(?P<name>[^#]+)#char=(?P<start>\d+),(?P<end>\d+)")
_DATES: Final = frozenset({f"{XSD}date", EDTF})

NAMES: Final[Mapping[str, str]] = {
    f"{PREFIXES['rdf']}type": "Art",
    f"{PREFIXES['rdf']}subject": "Aussage über",
    f"{PREFIXES['rdf']}predicate": "Eigenschaft",
    f"{PREFIXES['rdf']}object": "Wert",
    f"{PREFIXES['rdfs']}label": "Bezeichnung",
    f"{PREFIXES['rdfs']}comment": "Erläuterung",
    f"{PREFIXES['rdfs']}seeAlso": "siehe auch",
    f"{PREFIXES['skos']}altLabel": "auch",
    f"{PREFIXES['skos']}hiddenLabel": "andere Schreibung",
    f"{PREFIXES['skos']}prefLabel": "Bezeichnung",
    f"{PREFIXES['skos']}notation": "Schlüssel",
    f"{PREFIXES['skos']}exactMatch": "dasselbe wie",
    f"{PREFIXES['foaf']}name": "Name",
    f"{PREFIXES['foaf']}homepage": "Internetseite",
    f"{PREFIXES['dct']}title": "Titel",
    f"{PREFIXES['dct']}description": "Beschreibung",
    f"{PREFIXES['dct']}isPartOf": "Teil von",
    f"{PREFIXES['dct']}source": "Herkunft",
    f"{PREFIXES['dct']}identifier": "Kennung",
    f"{PREFIXES['org']}subOrganizationOf": "gehört zu",
    f"{PREFIXES['prov']}wasQuotedFrom": "Fundstelle",
    f"{PREFIXES['prov']}wasDerivedFrom": "abgeleitet aus",
    f"{PREFIXES['void']}triples": "Aussagen",
    f"{PREFIXES['void']}dataDump": "zum Herunterladen",
    "http://www.w3.org/2003/01/geo/wgs84_pos#lat": "geografische Breite",
    "http://www.w3.org/2003/01/geo/wgs84_pos#long": "geografische Länge",
    "http://www.opengis.net/ont/geosparql#hasGeometry": "Lage",
    "http://www.opengis.net/ont/geosparql#asWKT": "Koordinaten",
}
"""German names of those properties of other vocabularies that the data use; ruhrgraph's own are in the ontology."""


@lru_cache(maxsize=4096)
def text_of(value: str, datatype: str) -> str:
    """Return a literal's text as a German reader expects it; what is not known here stays as it is."""
    if datatype in _DATES:
        return _date(value)
    if datatype == f"{XSD}boolean":
        return {"true": "ja", "1": "ja", "false": "nein", "0": "nein"}.get(value, value)
    if datatype == f"{XSD}time" and (found := _TIME.fullmatch(value)):
        return f"{found[1]} Uhr"
    return value


def _date(value: str) -> str:
    """Return a date, or an EDTF date that is a day, a month or a quarter, in words."""
    sure = value.removesuffix("?")
    doubt = " (unsicher)" if sure != value else ""
    if found := _DAY.fullmatch(sure):
        return f"{int(found[3])}. {_MONTHS[int(found[2]) - 1]} {found[1]}{doubt}"
    if found := _MONTH.fullmatch(sure):
        return f"{_MONTHS[int(found[2]) - 1]} {found[1]}{doubt}"
    if found := _QUARTER.fullmatch(sure):
        return f"{int(found[2]) - 2}. Quartal {found[1]}{doubt}"
    return value


def passage(iri: str, base: str) -> str | None:
    """Return what to call a passage of a source document (`themenforen, Zeichen 812–861`), None for all else."""
    found = _PASSAGE.fullmatch(iri.removeprefix(base)) if iri.startswith(base) else None
    return f"{found['name']}, Zeichen {found['start']}–{found['end']}" if found else None


@lru_cache(maxsize=4096)
def short(iri: str, base: str) -> str:
    """Return a short name of an IRI: with a known prefix, or without the base, or as it is."""
    for prefix, namespace in {"rk": f"{base}ontology#", **PREFIXES}.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(base) or iri


def language(term: ox.Literal) -> str:
    """Return the language of a text where it is not the page's own."""
    return term.language if term.language and term.language != "de" else ""
