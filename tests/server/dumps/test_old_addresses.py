"""Each file that older releases had leads to its successor, or says where to look."""

import pytest

from ruhrgraph.ontology.errors import DumpGoneError
from ruhrgraph.server.dumps.old_addresses import moved_to

BASE = "https://w3id.org/ruhrgraph/"
STEMS = ("ruhrgraph", "ruhrgraph-facts")
SUFFIXES = ("nq", "trig", "ttl", "nt", "jsonld", "rdf")
GRAPH = "store?graph=https%3A%2F%2Fw3id.org%2Fruhrgraph%2Fgraph%2F"


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_zstd(stem: str, suffix: str) -> None:
    """What was compressed as zstd is there as gzip."""
    assert moved_to(f"{stem}.{suffix}.zst", BASE) == f"dumps/{stem}.{suffix}.gz"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("graph-links.ttl", f"{GRAPH}links&format=ttl"),
        ("graph-links.nt", f"{GRAPH}links&format=nt"),
        ("graph-themenforen.jsonld", f"{GRAPH}themenforen&format=jsonld"),
        ("graph-a-b_c.rdf", f"{GRAPH}a-b_c&format=rdfxml"),
        ("all.ttl", "dumps/ruhrgraph.ttl"),
        ("facts.nq.gz", "dumps/ruhrgraph-facts.nq.gz"),
    ],
)
def test_moved(name: str, address: str) -> None:
    """A single graph is in the store, and the datasets have a short name."""
    assert moved_to(name, BASE) == address


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        *((f"{stem}.jelly{packed}", f"{stem}.nq.gz") for stem in STEMS for packed in ("", ".gz", ".zst")),
        ("ruhrgraph-facts-tables.zip", "ruhrgraph-tables.zip"),
        ("graph-links.ttl.gz", f"{GRAPH}links&format=ttl"),
        ("graph-evidence.nt.zst", f"{GRAPH}evidence&format=nt"),
        ("graph-other.0123abcd.ttl", "/store?graph=IRI"),
    ],
)
def test_gone(name: str, hint: str) -> None:
    """What has no successor with the same content is gone, and the message says where to look."""
    with pytest.raises(DumpGoneError) as error:
        moved_to(name, BASE)
    assert hint in str(error.value)


@pytest.mark.parametrize(
    "name",
    ["ruhrgraph.ttl", "ruhrgraph.ttl.gz", "ruhrgraph-tables.zip", "graph-.ttl", "graph-links.nq", "x.zst", "all"],
)
def test_never_there(name: str) -> None:
    """Files that are there, and names that never were, have not moved."""
    assert moved_to(name, BASE) is None
