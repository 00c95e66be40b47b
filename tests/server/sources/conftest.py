"""The page of a source document, and what it quotes."""

import httpx
import pyoxigraph as ox
import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from tests.server.resources.answers import BROWSER

SOURCE = f"{DEFAULT_BASE}source/themenforen"
QUOTED_FROM = "http://www.w3.org/ns/prov#wasQuotedFrom"
ZITAT = f"{DEFAULT_BASE}ontology#zitat"


@pytest.fixture(scope="module")
def page(client: httpx.Client) -> str:
    """Return the page of one document."""
    return client.get("/source/themenforen", headers=BROWSER).text


@pytest.fixture(scope="module")
def quoted(dataset: tuple[ox.Quad, ...]) -> dict[str, str]:
    """Return the words of each passage of that document, by fragment."""
    places = {quad.subject: quad.object for quad in dataset if quad.predicate.value == QUOTED_FROM}
    words = {quad.subject: quad.object for quad in dataset if quad.predicate.value == ZITAT}
    found = {str(place.value): str(words[beleg].value) for beleg, place in places.items()}  # type: ignore[union-attr]  # else the test fails
    return {iri.partition("#")[2]: text for iri, text in found.items() if iri.startswith(f"{SOURCE}#")}
