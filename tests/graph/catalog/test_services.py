"""The data services of the catalogue."""

from rdflib import Graph

from tests.graph.catalog.conftest import ROOT
from tests.graph.catalog.graphs import DCAT, DCT, WITH_FACTS, WITH_NETWORKS, WITH_TEXTS, all_of, one


def test_services(graph: Graph) -> None:
    """SPARQL, the canned queries and the feed are services with address, description, publisher and datasets."""
    services = all_of(graph, DCAT.DataService)
    found = {str(one(graph, item, DCAT.endpointURL)) for item in services}
    assert found == {f"{ROOT}sparql", f"{ROOT}queries", f"{ROOT}feed"}
    for item in services:
        assert str(one(graph, item, DCAT.endpointDescription)).startswith(ROOT)
        assert set(graph.objects(item, DCAT.servesDataset)) == {WITH_FACTS, WITH_TEXTS, WITH_NETWORKS}
        for predicate in (DCT.publisher, DCAT.contactPoint, DCT.conformsTo, DCT.license, DCT.accessRights):
            assert one(graph, item, predicate)
