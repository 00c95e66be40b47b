"""The points that data.europa.eu gives for metadata (MQA), counted with its weights and without asking it.

Each rule gives its points for the share of distributions that keep it; what is of the dataset gives all or none.
"""

from collections.abc import Callable, Iterable

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from ruhrgraph.ontology import DEFAULT_BASE
from tests.harvesters.conftest import Catalogue
from tests.harvesters.official import EUROPEAN, found

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
ALL = 405
_EU = "http://publications.europa.eu/resource/authority/"
_MACHINE_READABLE = (
    "CSV",
    "JSON",
    "JSON_LD",
    "RDF_N_QUADS",
    "RDF_N_TRIPLES",
    "RDF_TRIG",
    "RDF_TURTLE",
    "RDF_XML",
    "XML",
)
Rule = Callable[[Graph, Node], bool]


def _has(*path: URIRef) -> Rule:
    def rule(graph: Graph, thing: Node) -> bool:
        value: Node | None = thing
        for step in path:
            value = graph.value(value, step)
        return value is not None

    return rule


def _among(predicate: URIRef, *starts: str) -> Rule:
    def rule(graph: Graph, thing: Node) -> bool:
        return any(str(value).startswith(starts) for value in graph.objects(thing, predicate))

    return rule


def _readable(graph: Graph, thing: Node) -> bool:
    return str(graph.value(thing, DCT["format"])).rpartition("/")[2] in _MACHINE_READABLE


OF_DATASETS: tuple[tuple[int, Rule], ...] = (
    (30, lambda graph, thing: any(isinstance(value, Literal) for value in graph.objects(thing, DCAT.keyword))),
    (30, _has(DCAT.theme)),
    (20, _has(DCT.spatial)),
    (20, _has(DCT.temporal)),
    (10, _has(DCT.accessRights)),
    (5, _among(DCT.accessRights, f"{_EU}access-right/")),
    (20, _has(DCAT.contactPoint)),
    (10, _has(DCT.publisher)),
    (5, _has(DCT.issued)),
    (5, _has(DCT.modified)),
)
OF_DISTRIBUTIONS: tuple[tuple[int, Rule], ...] = (
    (20, _has(DCAT.downloadURL)),
    (20, _has(DCT["format"])),
    (10, _has(DCAT.mediaType)),
    (5, _among(DCT["format"], f"{_EU}file-type/")),
    (5, _among(DCAT.mediaType, "https://www.iana.org/assignments/media-types/")),
    (20, _among(DCT["format"], f"{_EU}file-type/")),  # none of the forms here is anyone's property
    (20, _readable),
    (20, _has(DCT.license)),
    (10, _among(DCT.license, "http://dcat-ap.de/def/licenses/")),
    (5, _has(DCT.rights)),
    (5, _has(DCAT.byteSize)),
)


def points(catalogue: Catalogue, graph: Graph, dataset: URIRef) -> float:
    """Return the points of a dataset.

    Args:
        catalogue: The server, for what has to be reachable.
        graph: Its catalogue.
        dataset: The dataset.

    """
    distributions = list(graph.objects(dataset, DCAT.distribution))

    def reachable(predicate: URIRef) -> Rule:
        return lambda graph, thing: catalogue.client.head(str(graph.value(thing, predicate))).status_code == 200

    shares: Iterable[tuple[int, Rule]] = (
        *OF_DISTRIBUTIONS,
        (50, reachable(DCAT.accessURL)),
        (30, lambda graph, thing: _has(DCAT.downloadURL)(graph, thing) and reachable(DCAT.downloadURL)(graph, thing)),
    )
    conforms = 30 if not found(graph, EUROPEAN, "Violation") else 0
    of_dataset = sum(worth for worth, rule in OF_DATASETS if rule(graph, dataset))
    return (
        conforms
        + of_dataset
        + sum(worth * sum(rule(graph, item) for item in distributions) / len(distributions) for worth, rule in shares)
    )


def test_all_points_are_counted() -> None:
    """The rules here are worth the 405 points that there are."""
    assert sum(worth for worth, _ in (*OF_DATASETS, *OF_DISTRIBUTIONS)) + 50 + 30 + 30 == ALL


@pytest.mark.parametrize("name", ["dataset", "dataset-texts", "dataset-networks"])
def test_excellent(catalogue: Catalogue, summary: list[str], name: str) -> None:
    """Each dataset has the mark “excellent” (from 351 points)."""
    graph = Graph().parse(data=catalogue.client.get("/catalog.ttl").text, format="turtle")
    reached = points(catalogue, graph, URIRef(f"{DEFAULT_BASE}{name}"))
    summary.append(f"metadata quality of {name}: {reached:.0f} of {ALL} points")
    assert reached >= 351
