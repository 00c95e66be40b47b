"""The places with identifiers: what the file says, and nothing else."""

import csv
from importlib import resources

from ruhrgraph.ontology.places import places


def test_the_file_says_all() -> None:
    """Each row but the Land's is a place with exactly the identifiers, digits and keys of the row."""
    table = resources.files("ruhrgraph.ontology.authorities").joinpath("places.tsv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(table.splitlines(), delimiter="\t") if row["name"] != "Nordrhein-Westfalen"]
    found = [
        (place.label, place.geonames, place.latitude, place.longitude, place.schluessel or "", place.wikidata or "")
        for place in places()
    ]
    assert found == [tuple(row[name] for name in ("name", "geonames", "lat", "lon", "ags", "wikidata")) for row in rows]


def test_what_the_file_leaves_open_stays_open() -> None:
    """A place without a checked identifier at Wikidata has none; one outside of Germany has no municipality key."""
    found = {place.gemeinde: place for place in places()}
    assert found["gelsenkirchen"].wikidata is None
    assert found["tel-aviv"].schluessel is None
