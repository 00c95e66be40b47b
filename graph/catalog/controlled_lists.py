"""Entries of the official lists that the catalogue uses: licences, themes, file types, media types and others.

In: triples that name entries. Out: triples that say of which list each entry is (`list_entries`). Validators of portals
do not fetch the lists, and without these triples report every entry as unknown.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Triple

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, result_format
from ruhrgraph.graph.rdf.namespaces import DCT, FOAF, RDFS, SKOS, SPDX
from ruhrgraph.graph.rdf.terms import TYPE, english, german, node

_EU: Final = "http://publications.europa.eu/resource/authority/"
_DE: Final = "http://dcat-ap.de/def/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"

CONTRIBUTORS: Final = f"{_DE}contributors"
_LICENCES: Final = f"{_DE}licenses"
LICENCES: Final = frozenset(
    f"{_LICENCES}/{name}"
    for name in (
        *("apache", "bsd", "cc-by", "cc-by-de/3.0", "cc-by-nc", "cc-by-nc-de/3.0", "cc-by-nc/4.0", "cc-by-nd"),
        *("cc-by-nd/3.0", "cc-by-nd/4.0", "cc-by-sa", "cc-by-sa-de/3.0", "cc-by-sa/4.0", "cc-by/4.0", "cc-zero"),
        *("ccpdm/1.0", "dl-by-de/1.0", "dl-by-de/2.0", "dl-by-nc-de/1.0", "dl-zero-de/2.0", "geoNutz/20131001"),
        *("geonutz/20130319", "gfdl", "gpl/3.0", "mozilla", "odbl", "odby", "odcpddl", "officialWork", "other-closed"),
        *("other-commercial", "other-freeware", "other-open", "other-opensource"),
    )
)
"""All licences that German portals know."""

PUBLISHER_TYPES: Final = (
    "Academia-ScientificOrganisation",
    "Company",
    "LocalAuthority",
    "NationalAuthority",
    "NonGovernmentalOrganisation",
    "NonProfitOrganisation",
    "PrivateIndividual(s)",
    "RegionalAuthority",
)
"""The kinds of publishers in ADMS."""
_PUBLISHER_TYPE: Final = "http://purl.org/adms/publishertype/"

THEMES: Final = node(f"{_EU}data-theme")
GOVERNMENT: Final = node(f"{_EU}data-theme/GOVE")
REGIONS: Final = node(f"{_EU}data-theme/REGI")
GERMAN: Final = node(f"{_EU}language/DEU")
PUBLIC: Final = node(f"{_EU}access-right/PUBLIC")
IRREGULAR: Final = node(f"{_EU}frequency/IRREG")
AVAILABLE: Final = node(f"{_EU}planned-availability/AVAILABLE")
LEVEL: Final = node(f"{_DE}politicalGeocoding/Level/state")
NORTH_RHINE_WESTPHALIA: Final = node(f"{_DE}politicalGeocoding/stateKey/05")
SHA256: Final = node(f"{SPDX}checksumAlgorithm_sha256")

_SCHEMES: Final[Mapping[str, str]] = {
    f"{_EU}data-theme": "Data theme",
    f"{_EU}language": "Language",
    f"{_EU}access-right": "Access right",
    f"{_EU}frequency": "Frequency",
    f"{_EU}planned-availability": "Planned availability",
    f"{_EU}file-type": "File type",
    f"{_DE}politicalGeocoding/Level": "Political geocoding level",
    _LICENCES: "Licences",
    CONTRIBUTORS: "Contributors",
    f"{_PUBLISHER_TYPE}1.0": "Publisher type",
}
_CONCEPT: Final = f"{SKOS}Concept"
_CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    f"{_EU}data-theme": (_CONCEPT,),
    f"{_EU}language": (f"{DCT}LinguisticSystem",),
    f"{_EU}access-right": (f"{DCT}RightsStatement",),
    f"{_EU}frequency": (f"{DCT}Frequency",),
    f"{_EU}planned-availability": (_CONCEPT,),
    f"{_EU}file-type": (f"{DCT}MediaTypeOrExtent",),
    f"{_DE}politicalGeocoding/Level": (_CONCEPT,),
    _LICENCES: (f"{DCT}LicenseDocument",),
    CONTRIBUTORS: (),
    f"{_PUBLISHER_TYPE}1.0": (_CONCEPT,),
}
_NAMES: Final[Mapping[NamedNode, str]] = {
    GOVERNMENT: "Regierung und öffentlicher Sektor",
    REGIONS: "Regionen und Städte",
    GERMAN: "Deutsch",
    PUBLIC: "öffentlich",
    IRREGULAR: "unregelmäßig",
    AVAILABLE: "verfügbar",
    LEVEL: "Land",
    NORTH_RHINE_WESTPHALIA: "Nordrhein-Westfalen",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of data: the words for it, the entry of the EU's list of file types, the media type, the specification."""

    name: str
    file_type: NamedNode
    media_type: NamedNode
    standard: NamedNode | None = None


def _form(name: str, file_type: str, media_type: str, standard: str | None = None) -> Form:
    """Return a form from the last parts of its IRIs."""
    return Form(
        name, node(f"{_EU}file-type/{file_type}"), node(f"{_IANA}{media_type}"), node(standard) if standard else None
    )


_FILE_TYPES: Final[Mapping[str, str]] = {
    "nq": "RDF_N_QUADS",
    "trig": "RDF_TRIG",
    "ttl": "RDF_TURTLE",
    "nt": "RDF_N_TRIPLES",
    "jsonld": "JSON_LD",
    "rdfxml": "RDF_XML",
}
"""The entries of the EU's list of file types for the formats of RDF."""
FORMS: Final[Mapping[str, Form]] = {
    **{format_.name: _form(format_.title, _FILE_TYPES[format_.name], format_.media_type) for format_ in RDF_FORMATS},
    "csvw": _form("CSV", "CSV", "text/csv", "https://www.w3.org/TR/tabular-metadata/"),
}
"""The forms of the dumps, by the names that these have for them."""
GRAPHML: Final = _form("GraphML", "XML", "application/xml", "http://graphml.graphdrawing.org/specification.html")
"""The form of the networks that the catalogue lists, as most tools read it. The lists do not know it."""
RESULTS: Final = _form("SPARQL", "SPARQLQRES", result_format("json").media_type)
TABLE: Final = FORMS["csvw"]
QUERY_FILE: Final = node(f"{_EU}file-type/SPARQLQ")
JSON_FILE: Final = node(f"{_EU}file-type/JSON")

ZIP: Final = node(f"{_IANA}application/zip")


def publisher_type(name: str) -> NamedNode:
    """Return the entry for one of `PUBLISHER_TYPES`."""
    return node(f"{_PUBLISHER_TYPE}{name}")


def list_entries(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield triples about each list entry, media type and checksum algorithm that some triples name, sorted by IRI."""
    for iri in sorted({triple.object.value for triple in triples if isinstance(triple.object, NamedNode)}):
        if iri.startswith(_IANA):
            yield Triple(node(iri), TYPE, node(f"{DCT}MediaType"))
        elif iri == SHA256.value:
            yield Triple(SHA256, TYPE, node(f"{SPDX}ChecksumAlgorithm"))
        elif iri == NORTH_RHINE_WESTPHALIA.value:
            yield Triple(node(iri), TYPE, node(f"{DCT}Location"))
            yield Triple(node(iri), node(f"{SKOS}prefLabel"), german(_NAMES[NORTH_RHINE_WESTPHALIA]))
        elif scheme := _scheme(iri):
            yield from _entry(node(iri), scheme)
    for iri, name in _SCHEMES.items():
        yield Triple(node(iri), TYPE, node(f"{SKOS}ConceptScheme"))
        yield Triple(node(iri), node(f"{DCT}title"), english(name))


def _scheme(iri: str) -> str | None:
    """Return the IRI of the list that has an entry, or None."""
    if iri.startswith(_PUBLISHER_TYPE):
        return f"{_PUBLISHER_TYPE}1.0"
    return next((scheme for scheme in _SCHEMES if iri.startswith(f"{scheme}/")), None)


def _entry(entry: NamedNode, scheme: str) -> Iterator[Triple]:
    """Yield the triples about an entry of a list."""
    for iri in _CLASSES[scheme]:
        yield Triple(entry, TYPE, node(iri))
    yield Triple(entry, node(f"{SKOS}inScheme"), node(scheme))
    name = _NAMES.get(entry, entry.value.rpartition("/")[2])
    if _CONCEPT in _CLASSES[scheme] or entry in _NAMES:
        yield Triple(entry, node(f"{SKOS}prefLabel"), german(name))


def document(iri: NamedNode) -> Triple:
    """Return the triple that says that something is a page."""
    return Triple(iri, TYPE, node(f"{FOAF}Document"))


def standard(iri: NamedNode) -> Triple:
    """Return the triple that says that something is a specification."""
    return Triple(iri, TYPE, node(f"{DCT}Standard"))


def resource(iri: NamedNode) -> Triple:
    """Return the triple that types an address of a service as a resource, as the official shapes demand."""
    return Triple(iri, TYPE, node(f"{RDFS}Resource"))
