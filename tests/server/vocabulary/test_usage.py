"""Examples from the published version on the pages of the ontology's terms."""

import re
from collections.abc import Callable
from html import unescape

import httpx
from pyoxigraph import Quad

from ruhrgraph.graph.rdf.terms import TYPE
from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.ontology import DEFAULT_BASE
from tests.server.resources.answers import BROWSER

ONTOLOGY = vocabulary(DEFAULT_BASE)


def test_every_class_has_an_example_that_leads_somewhere(
    client: httpx.Client, term_page: Callable[[str], str], dataset: tuple[Quad, ...]
) -> None:
    """Each class that has things shows a real one of the published version, whose description is there."""
    used = {getattr(quad.object, "value", "") for quad in dataset if quad.predicate == TYPE}
    for class_ in ONTOLOGY.classes:
        found = re.search(r'<a href="(/(?:doc|source)/[^"]+)">[^<]+</a>', term_page(class_.name))
        assert (found is not None) == (class_.iri in used), class_.name
        assert not found or client.get(unescape(found[1]), headers=BROWSER).status_code == 200


def test_properties_have_examples(term_page: Callable[[str], str], dataset: tuple[Quad, ...]) -> None:
    """A property shows a real value and how many statements there are; one that is not used says so."""
    assert re.search(r"eine von \d+ Aussagen", term_page("leitfrage"))
    assert re.search(r"\d\d-\d\d", term_page("code"))
    used = {quad.predicate.value for quad in dataset}
    unused = [item for item in ONTOLOGY.properties if item.iri not in used]
    for item in unused[:5]:
        assert "kommt sie nicht vor" in term_page(item.name)


def test_the_reference_needs_no_data(server: httpx.Client) -> None:
    """Where the published version has no thing of a class, its page says so and is whole all the same."""
    page = server.get("/ontology?term=Phase", headers=BROWSER).text
    assert "In der veröffentlichten Version kommt keines vor." in page
    assert page.rstrip().endswith("</html>")
