"""The canonical IRIs of the catalogue, and addresses on this server.

In: the base IRI, the root of the server as clients see it, the offer. Out: IRIs.
"""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from ruhrgraph.graph.catalog.publisher import Offer
from ruhrgraph.graph.rdf.terms import node


@dataclass(frozen=True, slots=True)
class CatalogAddresses:
    """The base of the IRIs and the root of this server, both ending in `/`, and the offer."""

    base: str
    root: str
    offer: Offer

    @property
    def catalog(self) -> NamedNode:
        """The IRI of the catalogue."""
        return node(f"{self.base}catalog")

    def fragment(self, name: str) -> NamedNode:
        """Return the IRI of a thing that is described only in the catalogue: a fragment of its IRI."""
        return NamedNode(f"{self.base}catalog#{name}")

    def service(self, name: str) -> NamedNode:
        """Return the IRI of a data service."""
        return self.fragment(name)

    def version(self, digest: str) -> NamedNode:
        """Return the IRI of a version of the dataset."""
        return NamedNode(f"{self.base}versions/{digest}")

    def url(self, path: str = "") -> NamedNode:
        """Return an address on this server."""
        return NamedNode(f"{self.root}{path}")
