"""What the dataset says of itself: in a graph of its own, the same in each build, in words of the rest of it."""

from dataclasses import replace

from pyoxigraph import Literal, Quad, Store

from ruhrgraph.graph.catalog.dcat import CatalogContent, catalog
from ruhrgraph.graph.catalog.publisher import Contact, Offer
from ruhrgraph.graph.catalog.stable_part import stable_quads
from ruhrgraph.ontology import DEFAULT_BASE

GRAPH = f"{DEFAULT_BASE}graph/catalog"


def test_it_is_in_the_dataset(store: Store) -> None:
    """A query finds the dataset with its licence's list entry, publisher and themes in `graph/catalog`."""
    found = store.query(
        f"""PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
ASK {{ GRAPH <{GRAPH}> {{
  <{DEFAULT_BASE}catalog> a dcat:Catalog ; dcat:dataset <{DEFAULT_BASE}dataset> .
  <{DEFAULT_BASE}dataset> a dcat:Dataset ; dct:publisher/foaf:name "ruhrgraph maintainers"@de ; dcat:theme ?theme
}} }}"""
    )
    assert bool(found)


def test_it_is_the_same_in_each_build(dataset: tuple[Quad, ...]) -> None:
    """There is no date, size or checksum in it, and no address of a server."""
    held = [quad for quad in dataset if str(quad.graph_name) == f"<{GRAPH}>"]
    assert held
    for quad in held:
        assert not isinstance(quad.object, Literal) or quad.object.datatype.value.endswith(("string", "langString"))
        assert "127.0.0.1" not in str(quad.object)


def test_the_catalogue_says_all_of_it(content: CatalogContent, offer: Offer) -> None:
    """What stands in the dataset stands in the catalogue, too."""
    told = set(catalog(content))
    assert all(quad.triple in told for quad in stable_quads(DEFAULT_BASE, offer))


def test_with_another_base(offer: Offer) -> None:
    """With another base nothing of the default one is left."""
    assert not [quad for quad in stable_quads("https://daten.example/rk/", offer) if DEFAULT_BASE in str(quad)]


def test_whom_to_ask(offer: Offer) -> None:
    """Who gives no address of a contact is asked at the first page; who gives an e-mail address is asked there."""
    assert _addresses(offer) == [f"<{DEFAULT_BASE}>"]
    written = replace(offer, contact=Contact("Redaktion", email="redaktion@amt.example"))
    assert _addresses(written) == ["<mailto:redaktion@amt.example>"]


def _addresses(offer: Offer) -> list[str]:
    return [str(quad.object) for quad in stable_quads(DEFAULT_BASE, offer) if "vcard/ns#has" in quad.predicate.value]
