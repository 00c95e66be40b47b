"""Where things are: the canonical IRIs of the catalogue and the addresses of the server at hand.

In: the base IRI, the root of the server as its client sees it, the offer. Out: IRIs.
"""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from ruhrgraph.graph.catalog.publisher import Offer
from ruhrgraph.graph.rdf.terms import node


@dataclass(frozen=True, slots=True)
class CatalogAddresses:
    """The base of the IRIs, the root of the server at hand (both end in `/`), and who offers the data."""

    base: str
    root: str
    offer: Offer

    @property
    def catalog(self) -> NamedNode:
        """The catalogue."""
        return node(f"{self.base}catalog")

    def fragment(self, name: str) -> NamedNode:
        """Return a thing that only the catalogue tells of, so its IRI leads there."""
        return NamedNode(f"{self.base}catalog#{name}")

    def service(self, name: str) -> NamedNode:
        """Return a data service."""
        return self.fragment(name)

    def version(self, digest: str) -> NamedNode:
        """Return a version of the dataset."""
        return NamedNode(f"{self.base}versions/{digest}")

    def url(self, path: str = "") -> NamedNode:
        """Return an address on the server at hand."""
        return NamedNode(f"{self.root}{path}")
