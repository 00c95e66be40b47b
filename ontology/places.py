"""Identifiers, coordinates and official keys of municipalities, from GeoNames.

In: `authorities/places.tsv`, which ships with the package and derives from GeoNames (CC BY 4.0). Out: plain records
with what the file says, and nothing from anywhere else.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ruhrgraph.ontology.names import find_authority
from ruhrgraph.ontology.text import decode


@dataclass(frozen=True, slots=True)
class Place:
    """One municipality; coordinates are in degrees (WGS 84), as text with the digits of the file."""

    gemeinde: str
    """The key of its curated record."""
    label: str
    geonames: str
    """Its number at GeoNames."""
    latitude: str
    longitude: str
    schluessel: str | None
    """The official municipality key (Amtlicher Gemeindeschlüssel), eight digits; none outside of Germany."""
    wikidata: str | None
    """Its identifier at Wikidata, if somebody has checked it."""


@cache
def places() -> tuple[Place, ...]:
    """Return the municipalities in the order of the file, without the row for the Land itself."""
    table = resources.files("ruhrgraph.ontology.authorities").joinpath("places.tsv").read_bytes()
    return tuple(
        Place(
            gemeinde=record.key,
            label=record.label,
            geonames=row["geonames"],
            latitude=row["lat"],
            longitude=row["lon"],
            schluessel=row["ags"] or None,
            wikidata=row["wikidata"] or None,
        )
        for row in csv.DictReader(decode(table).splitlines(), delimiter="\t")
        if (record := find_authority("gemeinde", row["name"]))
    )
