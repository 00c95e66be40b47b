"""The downloads of the catalogue."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from ruhrgraph.graph.catalog.downloads import dump_downloads, network_downloads, usual_downloads
from ruhrgraph.graph.catalog.publisher import Offer
from ruhrgraph.graph.catalog.stable_part import DATASETS, FACTS, TEXTS
from ruhrgraph.graph.dumps.dumps import Manifest, read_manifest
from ruhrgraph.graph.schema.ontology import Text
from ruhrgraph.graph.versions.repository import published


def test_each_file_is_a_download(dumped: Manifest, offer: Offer) -> None:
    """Each form is a download once, without compression, with its address, size and checksum."""
    found = dump_downloads(dumped, offer)
    assert [(item.path, item.bytes, item.sha256) for item in found] == [
        (f"dumps/{file.name}", file.bytes, file.sha256) for file in dumped.files if not file.compression
    ]


def test_a_portal_shows_about_eight_of_each_dataset(dumped: Manifest, offer: Offer) -> None:
    """No dataset has more than nine downloads, as a portal shows a row for each."""
    found = Counter(item.dataset.path for item in (*dump_downloads(dumped, offer), *network_downloads(offer)))
    assert {path: 6 <= count <= 9 for path, count in found.items()} == {part.path: True for part in DATASETS}


def test_only_facts_are_free(dumped: Manifest, offer: Offer) -> None:
    """Files of facts have the open licence; all that may hold texts have that of the texts, the tables too."""
    for item in dump_downloads(dumped, offer):
        is_free = item.path.startswith("dumps/facts.")
        assert item.dataset is (FACTS if is_free else TEXTS)
        assert item.licence == (offer.licence if is_free else offer.licence_of_texts)


def test_titles(dumped: Manifest, offer: Offer) -> None:
    """The title says content, format and packing, so that no two files have the same one."""
    titles = {item.path: item.title for item in dump_downloads(dumped, offer)}
    assert titles["dumps/all.ttl"] == Text("Alles als Turtle", "Everything as Turtle")
    assert titles["dumps/facts.rdfxml"] == Text("Die Fakten als RDF/XML", "The facts as RDF/XML")
    assert titles["dumps/ruhrgraph-tables.zip"] == Text("Tabellen als CSV (zip)", "Tables as CSV (zip)")
    assert len(set(titles.values())) == len(titles)


def test_the_usual_files(data: Path, offer: Offer) -> None:
    """While dumps cannot be made the catalogue names what they usually are, in order, without size and checksum."""
    made = read_manifest(published(data))
    assert made is not None
    usual = usual_downloads(offer)
    expected = [replace(item, bytes=0, sha256="") for item in dump_downloads(made, offer)]
    assert list(usual) == expected
