"""Examples from the published version on the page of the ontology."""

import re
from html import unescape

import httpx
from pyoxigraph import Quad

from ruhrgraph.graph.rdf.terms import TYPE
from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.ontology import DEFAULT_BASE
from tests.server.resources.answers import BROWSER

ONTOLOGY = vocabulary(DEFAULT_BASE)


def test_every_class_has_an_example_that_leads_somewhere(
    client: httpx.Client, sections: dict[str, str], dataset: tuple[Quad, ...]
) -> None:
    """Each class that has things shows a real one of the published version, whose description is there."""
    used = {getattr(quad.object, "value", "") for quad in dataset if quad.predicate == TYPE}
    for class_ in ONTOLOGY.classes:
        found = re.search(r'<a href="(/(?:doc|source)/[^"]+)">[^<]+</a>', sections[class_.name])
        assert (found is not None) == (class_.iri in used), class_.name
        assert not found or client.get(unescape(found[1]), headers=BROWSER).status_code == 200


def test_properties_have_examples(sections: dict[str, str], dataset: tuple[Quad, ...]) -> None:
    """A property shows a real value and how many statements there are; one that is not used says so."""
    assert re.search(r"eine von \d+ Aussagen", sections["leitfrage"])
    assert "13-01" in sections["code"] or re.search(r"\d\d-\d\d", sections["code"])
    used = {quad.predicate.value for quad in dataset}
    unused = {item.iri for item in ONTOLOGY.properties if "kommt sie nicht vor" in sections[item.name]}
    assert unused == {item.iri for item in ONTOLOGY.properties} - used


def test_the_reference_needs_no_data(server: httpx.Client) -> None:
    """Where the published version has no thing of a class, the page says so and is whole all the same."""
    page = server.get("/ontology", headers=BROWSER).text
    assert "In der veröffentlichten Version kommt keines vor." in page
    assert page.rstrip().endswith("</html>")
