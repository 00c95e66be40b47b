"""What the catalogue says on provenance and rights."""

from dataclasses import replace

import pytest

from ruhrgraph.graph.catalog.rights import provenance, publishers, rights_of_facts, rights_of_texts
from ruhrgraph.graph.catalog.version_summary import Source, VersionSummary
from ruhrgraph.graph.schema.ontology import Text

FACTS = VersionSummary("5a" * 32, 1, (Source("urn:a", "A", "Land", "2026-11-21"), Source("urn:b", "B", None, None)))


def test_provenance_names_the_documents() -> None:
    """Each document is named, with what is known of it."""
    assert provenance(FACTS).de.startswith("Gelesen aus: „A“ (Land, gelesen am 21. November 2026); „B“. ")
    assert provenance(FACTS).en.startswith("Read from: “A” (Land, read on 21 November 2026); “B”. ")
    told = replace(FACTS.sources[0], address="https://a.example/", published_on="2019-03-01")
    assert (
        "(Land, veröffentlicht am 1. März 2019, https://a.example/, gelesen am 21. November 2026)"
        in provenance(replace(FACTS, sources=(told,))).de
    )
    assert provenance(replace(FACTS, sources=())).de.startswith("Jede Aussage")


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        ("build", "gelesen hat."),
        ("update", "(SPARQL Update)."),
        ("store", "(Graph Store Protocol)."),
        ("?", "CC BY 4.0."),
    ],
)
def test_provenance_says_how_the_version_was_made(kind: str, end: str) -> None:
    """It ends with how the last change came; nothing is made up for a kind that is not known."""
    assert provenance(replace(FACTS, kind=kind)).de.endswith(end)


def test_rights_name_the_publishers() -> None:
    """The texts belong to the publishers, each named once; without one the sentence says so."""
    twice = replace(
        FACTS, sources=(*FACTS.sources, Source("urn:c", "C", "Land", None), Source("urn:d", "D", "Amt", None))
    )
    assert publishers(twice) == Text("Amt, Land", "Amt, Land")
    assert "(Amt, Land)" in rights_of_texts(twice).de
    assert "(in den Dokumenten nicht genannt)" in rights_of_texts(replace(FACTS, sources=())).de
    assert "(not named in the documents)" in rights_of_texts(replace(FACTS, sources=())).en


def test_attribution_of_coordinates() -> None:
    """GeoNames and its licence are named with the facts and with the texts."""
    rights = (rights_of_facts(), rights_of_texts(FACTS))
    for text in (*(right.de for right in rights), *(right.en for right in rights)):
        assert "GeoNames" in text
        assert "https://creativecommons.org/licenses/by/4.0/" in text
