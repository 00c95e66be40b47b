"""The table of namespaces with the prefix of each, used wherever RDF or a query is written for people."""

from collections.abc import Mapping
from typing import Final

ADMS: Final = "http://www.w3.org/ns/adms#"
AS: Final = "https://www.w3.org/ns/activitystreams#"
BIBO: Final = "http://purl.org/ontology/bibo/"
DC: Final = "http://purl.org/dc/elements/1.1/"
DCAT: Final = "http://www.w3.org/ns/dcat#"
DCATAP: Final = "http://data.europa.eu/r5r/"
DCATDE: Final = "http://dcat-ap.de/def/dcatde/"
DCT: Final = "http://purl.org/dc/terms/"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
FORMATS: Final = "http://www.w3.org/ns/formats/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
HYDRA: Final = "http://www.w3.org/ns/hydra/core#"
LDES: Final = "https://w3id.org/ldes#"
M8G: Final = "http://data.europa.eu/m8g/"
ORG: Final = "http://www.w3.org/ns/org#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "https://schema.org/"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
SH: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SPDX: Final = "http://spdx.org/rdf/terms#"
TIME: Final = "http://www.w3.org/2006/time#"
TREE: Final = "https://w3id.org/tree#"
VANN: Final = "http://purl.org/vocab/vann/"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
VOID: Final = "http://rdfs.org/ns/void#"
VOID_EXT: Final = "http://ldf.fi/void-ext#"
WGS84: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final[Mapping[str, str]] = {
    "adms": ADMS,
    "as": AS,
    "bibo": BIBO,
    "dc": DC,
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dcatde": DCATDE,
    "dct": DCT,
    "edtf": EDTF,
    "foaf": FOAF,
    "formats": FORMATS,
    "geo": GEO,
    "hydra": HYDRA,
    "ldes": LDES,
    "m8g": M8G,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sd": SD,
    "sh": SH,
    "skos": SKOS,
    "spdx": SPDX,
    "time": TIME,
    "tree": TREE,
    "vann": VANN,
    "vcard": VCARD,
    "void": VOID,
    "void-ext": VOID_EXT,
    "wgs84": WGS84,
    "xsd": XSD,
}


def prefixed_name(iri: str, base: str) -> str | None:
    """Return an IRI with the prefix of its namespace (`skos:notation`), or None if no namespace of the table fits.

    Args:
        iri: Any IRI.
        base: The base IRI of the dataset, below which the ontology has its namespace `rk`.

    """
    for prefix, namespace in {"rk": f"{base}ontology#", **PREFIXES}.items():
        local = iri.removeprefix(namespace)
        if local not in ("", iri) and not set("/#") & set(local):
            return f"{prefix}:{local}"
    return None
