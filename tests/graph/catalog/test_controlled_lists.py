"""Entries of the official lists."""

import pytest
from pyoxigraph import NamedNode, Triple

from ruhrgraph.graph.catalog import controlled_lists as lists
from ruhrgraph.graph.rdf.namespaces import DCT, SKOS, SPDX
from ruhrgraph.graph.rdf.terms import TYPE

THING, NAMES = NamedNode("urn:thing"), NamedNode("urn:names")
IN_SCHEME = NamedNode(f"{SKOS}inScheme")


def _entries(*named: NamedNode) -> set[Triple]:
    """Return what is said of the entries that some triples name."""
    return set(lists.list_entries([Triple(THING, NAMES, entry) for entry in named]))


@pytest.mark.parametrize(
    ("entry", "scheme"),
    [
        (lists.GOVERNMENT, lists.THEMES),
        (lists.FORMS["ttl"].file_type, NamedNode("http://publications.europa.eu/resource/authority/file-type")),
        (lists.publisher_type("Company"), NamedNode("http://purl.org/adms/publishertype/1.0")),
        (NamedNode("http://dcat-ap.de/def/licenses/dl-zero-de/2.0"), NamedNode("http://dcat-ap.de/def/licenses")),
    ],
)
def test_entries_name_their_list(entry: NamedNode, scheme: NamedNode) -> None:
    """An entry says of which list it is, and the list is described."""
    found = _entries(entry)
    assert Triple(entry, IN_SCHEME, scheme) in found
    assert Triple(scheme, TYPE, NamedNode(f"{SKOS}ConceptScheme")) in found


@pytest.mark.parametrize(
    ("entry", "class_"),
    [
        (lists.FORMS["ttl"].media_type, f"{DCT}MediaType"),
        (lists.ZIP, f"{DCT}MediaType"),
        (lists.SHA256, f"{SPDX}ChecksumAlgorithm"),
        (lists.NORTH_RHINE_WESTPHALIA, f"{DCT}Location"),
    ],
)
def test_entries_without_a_list(entry: NamedNode, class_: str) -> None:
    """Media types, the checksum algorithm and the state have a class and no list."""
    found = _entries(entry)
    assert Triple(entry, TYPE, NamedNode(class_)) in found
    assert not any(triple.subject == entry and triple.predicate == IN_SCHEME for triple in found)


def test_other_iris() -> None:
    """An IRI of no list, and the list itself, are no entries."""
    found = _entries(NamedNode("https://example.org/"), lists.THEMES)
    assert not any(triple.predicate == IN_SCHEME for triple in found)
