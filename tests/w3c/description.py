"""Plays the tests of the service description, of which the suite gives the names alone.

In: a `Server`. Out: nothing, or a `Mismatch` that says what the description lacks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx
import pyoxigraph as ox

from tests.w3c.backends import Server
from tests.w3c.compare import Graph, UnreadableError, read
from tests.w3c.exchanges import description_iris
from tests.w3c.manifest import RDF
from tests.w3c.runner import Mismatch

SD = "http://www.w3.org/ns/sparql-service-description#"
_CLASSES = frozenset(
    {"Service", "Language", "Function", "Aggregate", "EntailmentRegime", "EntailmentProfile", "GraphCollection"}
    | {"Dataset", "Graph", "NamedGraph", "Feature"}
)
_PROPERTIES = frozenset(
    {"endpoint", "feature", "defaultEntailmentRegime", "entailmentRegime", "defaultSupportedEntailmentProfile"}
    | {"supportedEntailmentProfile", "extensionFunction", "extensionAggregate", "languageExtension"}
    | {"supportedLanguage", "propertyFeature", "defaultDataset", "availableGraphs", "resultFormat", "inputFormat"}
    | {"defaultGraph", "namedGraph", "name", "graph"}
)


@dataclass(frozen=True)
class DescriptionCase:
    """One test, by its IRI."""

    iri: str

    @property
    def name(self) -> str:
        """Return the test's own name."""
        return self.iri.rpartition("#")[2]


def description_cases() -> tuple[DescriptionCase, ...]:
    """Return the tests of the service description."""
    return tuple(DescriptionCase(iri) for iri in description_iris())


def returns_rdf(server: Server) -> None:
    """Check that GET at the endpoint, without a query, returns RDF.

    Raises:
        Mismatch: It returns something else.

    """
    if not _description(server):
        raise Mismatch("the description is empty")


def has_endpoint_triple(server: Server) -> None:
    """Check that the description names the endpoint under the address that was asked.

    Raises:
        Mismatch: It names none, or another.

    """
    address = urljoin(str(server.client.base_url), server.paths.query)
    named = [str(quad.object) for quad in _description(server) if _is(quad.predicate, "endpoint")]
    if named != [f"<{address}>"]:
        raise Mismatch(f"sd:endpoint is {', '.join(named) or 'missing'} instead of {address}")


def conforms_to_schema(server: Server) -> None:
    """Check that the description uses the vocabulary as it is meant.

    Raises:
        Mismatch: It uses terms that there are not, texts for things, or leaves out what must be there.

    """
    quads = _description(server)
    services = {quad.subject for quad in quads if _is(quad.predicate, "endpoint")}
    if not any(quad.subject in services and _is_type(quad, "Service") for quad in quads):
        raise Mismatch("what has an sd:endpoint is no sd:Service")
    for quad in quads:
        if quad.predicate.value.startswith(SD):
            name = quad.predicate.value.removeprefix(SD)
            if name not in _PROPERTIES:
                raise Mismatch(f"there is no property sd:{name}")
            if isinstance(quad.object, ox.Literal):
                raise Mismatch(f"sd:{name} has a text instead of a thing")
        kind = str(quad.object)[1:-1] if quad.predicate.value == f"{RDF}type" else ""
        if kind.startswith(SD) and kind.removeprefix(SD) not in _CLASSES:
            raise Mismatch(f"there is no class {kind}")
    graphs = {quad.object for quad in quads if _is(quad.predicate, "namedGraph")}
    for graph in graphs:
        if sum(quad.subject == graph and _is(quad.predicate, "name") for quad in quads) != 1:
            raise Mismatch(f"the named graph {graph} has not exactly one sd:name")


CHECKS: Mapping[str, Callable[[Server], None]] = {
    "returns-rdf": returns_rdf,
    "has-endpoint-triple": has_endpoint_triple,
    "conforms-to-schema": conforms_to_schema,
}
"""How each test is played."""


def _description(server: Server) -> tuple[ox.Quad, ...]:
    """Return the description that the endpoint gives."""
    try:
        response = server.client.get(server.paths.query, headers={"accept": "text/turtle"})
        found = read(response.content, response.headers.get("content-type", ""), str(response.url))
    except (httpx.HTTPError, UnreadableError) as error:
        raise Mismatch(str(error)) from None
    if not isinstance(found, Graph):
        raise Mismatch("the endpoint gives no RDF without a query")
    return found.quads


def _is(predicate: ox.NamedNode, name: str) -> bool:
    """Tell whether a predicate is this one of the vocabulary."""
    return predicate.value == f"{SD}{name}"


def _is_type(quad: ox.Quad, name: str) -> bool:
    """Tell whether a statement gives its subject this class of the vocabulary."""
    return quad.predicate.value == f"{RDF}type" and quad.object == ox.NamedNode(f"{SD}{name}")
