"""The municipalities that GeoNames tells more of: identifiers, coordinates, official keys.

In: `authorities/places.tsv`, which travels with the package. Out: plain records; an identifier that the file does not
have is not there, and none is added from anywhere else. The file derives from GeoNames (CC BY 4.0).
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ruhrgraph.ontology.names import find_authority
from ruhrgraph.ontology.text import decode


@dataclass(frozen=True, slots=True)
class Place:
    """What the file says of one municipality; coordinates are in degrees (WGS 84), as text, with the file's digits."""

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
    """Its identifier at Wikidata, where somebody has checked it."""


@cache
def places() -> tuple[Place, ...]:
    """Return the municipalities of the file, in its order; the Land itself, which no record is about, is left out."""
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
