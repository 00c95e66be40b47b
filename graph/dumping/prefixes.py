"""Prefixes for people who read the dumps: only those that a file uses, always in the same order.

In: a file of N-Triples or N-Quads. Out: the prefixes to write.
"""

import mmap
import re
from collections.abc import Mapping
from pathlib import Path

WELL_KNOWN: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "bibo": "http://purl.org/ontology/bibo/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "m8g": "http://data.europa.eu/m8g/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


# What Turtle writes without its name: `a`, and numbers and truth values as they are.
_IMPLIED = {
    "rdf": rb"(?!type>|langString>)",
    "xsd": rb"(?!string>|integer>|decimal>|double>|boolean>)",
}


def used(path: Path, base: str) -> dict[str, str]:
    """Return the prefixes that shorten an IRI of a file.

    Args:
        path: N-Triples or N-Quads.
        base: The base IRI; its ontology has the prefix `rk`.

    """
    known = {"rk": f"{base}ontology#", **WELL_KNOWN}
    with path.open("rb") as file:
        if not path.stat().st_size:
            return {}
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
            return {name: iri for name, iri in sorted(known.items()) if _stands_in(text, name, iri)}


def _stands_in(text: mmap.mmap, name: str, iri: str) -> bool:
    """Tell whether an IRI that would be written with a prefix stands in a file."""
    begin = f"<{iri}".encode()
    if name in _IMPLIED:
        return re.search(re.escape(begin) + _IMPLIED[name], text) is not None
    return text.find(begin) >= 0
