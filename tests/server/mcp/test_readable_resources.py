"""What can be read by IRI."""

from pathlib import Path

import pytest

from ruhrgraph.ontology import DEFAULT_BASE, turtle
from ruhrgraph.ontology.errors import ThingNotFoundError
from ruhrgraph.server.mcp.graph_access import GraphAccess
from ruhrgraph.server.mcp.readable_resources import read_resource, readable_resources, resource_templates
from tests.server.mcp.conftest import Wait


def test_all_that_is_listed_can_be_read(access: GraphAccess, wait: Wait, data: Path) -> None:
    """The ontology and both documents are listed, and are what the package and the version have."""
    listed = {item.iri.removeprefix(DEFAULT_BASE): item for item in wait(readable_resources(access))}
    assert set(listed) == {"ontology", "source/handlungsfelder", "source/themenforen"}
    for path, item in listed.items():
        media_type, text = wait(read_resource(access, item.iri))
        assert media_type == item.media_type
        stored = data / "current" / "documents" / f"{item.name}.txt"
        assert text == (turtle("ruhrgraph") if path == "ontology" else stored.read_bytes().decode())


def test_templates(access: GraphAccess, wait: Wait) -> None:
    """A thing can be read as Turtle, and a passage as text."""
    thing, passage = (item.iri for item in resource_templates(access))
    _, text = wait(read_resource(access, thing.format(kind="person", key="hendrik-wuest")))
    assert 'foaf:name "Hendrik Wüst"' in text
    words = passage.format(name="themenforen", start=24242, end=24254)
    assert wait(read_resource(access, words)) == ("text/plain", "Hendrik Wüst")


@pytest.mark.parametrize(
    "iri",
    [
        "file:///etc/passwd",
        "source/../../etc/passwd",
        "source/%2e%2e/version.json",
        "source/.themenforen",
        "source/nothing",
        "source/themenforen#char=5,4",
        "source/themenforen#char=0,999999999",
        "source/themenforen#char=0,٣",
        "id/person/nobody",
        "id/person/> ?p ?o } #",
        "id/" + "x" * 5000,
        "queries/person",
        "",
    ],
)
def test_nothing_else_can_be_read(access: GraphAccess, wait: Wait, iri: str) -> None:
    """Whatever else is asked for is not there."""
    with pytest.raises(ThingNotFoundError, match=r"nothing|no source document|has .* characters"):
        wait(read_resource(access, iri if ":" in iri[:5] else f"{DEFAULT_BASE}{iri}"))
