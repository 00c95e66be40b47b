"""How a page speaks of a network: names of classes, words of relations, links to pages, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from ruhrgraph.graph.networks.network import Edge, Node
from ruhrgraph.queries.networks import NetworkDefinition
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.tables import Cell
from ruhrgraph.server.http.urls import page_link
from ruhrgraph.server.language import Language
from ruhrgraph.server.language.class_names import class_names

_WINDOW = ("from", "to")
"""Parameters that choose a time in a network, and nodes in a path."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads pages of a network.

    Attributes:
        definition: What the network is; of a projection, that of the projection.
        base: The base of the IRIs.
        page: Where the page is, and in which language.
        values: The parameters that choose the part of the network that is shown.

    """

    definition: NetworkDefinition
    base: str
    page: PageContext
    values: Mapping[str, str]

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.page.language

    @property
    def at(self) -> str:
        """The address of the network's page."""
        return f"{self.page.home}network/{self.definition.name}"

    def link(self, question: str = "", **values: str) -> str:
        """Return the address of the network's page, or of a question to it, for the same part of the network."""
        pairs = {**self.values, **values}
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"{self.at}{f'/{question}' if question else ''}{f'?{query}' if query else ''}"

    def file(self, suffix: str, question: str = "", **values: str) -> str:
        """Return the address of a file that has what a page shows."""
        lang = {"lang": "en"} if self.language == "en" else {}
        query = urlencode({**self.values, **values, **lang})
        path = f"{self.definition.name}/{question}" if question else f"{self.definition.name}.{suffix}"
        form = f"{'&' if query else ''}format={suffix}" if question else ""
        return f"{self.page.root}network/{path}{'?' if query or form else ''}{query}{form}"

    def thing(self, iri: str) -> str:
        """Return the address of a thing's page, or of a passage in its document."""
        return page_link(iri, self.base, self.page.home)

    def class_name(self, type_: str) -> str:
        """Return the label of a class."""
        return class_names(self.base, self.language).get(type_, type_)

    def words(self, relation: str) -> str:
        """Return the words that stand between source and target of an edge."""
        return self.definition.relations(self.language).get(relation, relation)

    def node(self, node: Node) -> Cell:
        """Return a node as a cell of a table."""
        return Cell(node.label(self.language), self.thing(node.iri))

    def proof(self, edge: Edge) -> str:
        """Return the address of the page with the wording that an edge rests on."""
        kept = {name: value for name, value in self.values.items() if name not in (*_WINDOW, "ego", "radius")}
        query = urlencode({**kept, "from": self.key(edge.source), "to": self.key(edge.target)})
        return f"{self.at}/path?{query}"

    def key(self, iri: str) -> str:
        """Return the end of an IRI by which parameters name a node."""
        return iri.removeprefix(f"{self.base}id/")
