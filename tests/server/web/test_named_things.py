"""What the names in a table mean."""

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.web.named_things import NamedThings
from tests.queries.test_lookup import THINGS


@pytest.mark.parametrize(
    ("text", "kinds", "ids"),
    [
        ("VM", ["ressort"], ["ressort/vm"]),
        ("13", ["themenforum", "projekt"], ["themenforum/13"]),
        ("13-01", ["themenforum", "projekt"], ["projekt/13-01"]),
        ("field 1", ["themenforum", "handlungsfeld"], ["handlungsfeld/vernetzte-mobilitaet"]),
        ("field 1", ["themenforum"], []),
        ("Atlantis", ["gemeinde"], []),
    ],
)
def test_names(text: str, kinds: list[str], ids: list[str]) -> None:
    """A name means things of the first kind that has it; the number of a field is that of no forum."""
    names = NamedThings(THINGS)
    found = names.iris(text, kinds)
    assert found == tuple(f"{DEFAULT_BASE}id/{id_}" for id_ in ids)
    assert [entity.id for iri in found if (entity := names.entity(iri))] == ids
