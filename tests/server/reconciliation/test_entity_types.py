"""The types and properties that reconciliation offers."""

from ruhrgraph.server.reconciliation.entity_types import PROPERTY_PATHS, path_pattern


def test_paths() -> None:
    """Each step of a path may be in a graph of its own, and against the direction of its property."""
    found = path_pattern("^person/ressort", "urn:x/")
    assert found == "GRAPH ?g1 { ?x1 <urn:x/ontology#person> ?s } GRAPH ?g2 { ?x1 <urn:x/ontology#ressort> ?o }"
    names = [name for kind in PROPERTY_PATHS.values() for name in kind]
    assert len(names) == len(set(names))
