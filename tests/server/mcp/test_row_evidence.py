"""Which Belege prove rows that do not name them."""

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.things import Things
from ruhrgraph.server.mcp.graph_access import GraphAccess
from ruhrgraph.server.mcp.row_evidence import things_of_row
from tests.server.mcp.conftest import Call, Wait

ID = f"{DEFAULT_BASE}id/"


@pytest.mark.parametrize(
    ("row", "things"),
    [
        ({"person": f"{ID}person/hendrik-wuest", "name": "Hendrik Wüst"}, ["person/hendrik-wuest"]),
        ({"venue": f"{ID}ort/x {ID}ort/y"}, ["ort/x", "ort/y"]),
        ({"code": "13-01"}, ["projekt/13-01"]),
        ({"code": "13-01", "position": 2}, ["massnahme/13-01-2", "projekt/13-01"]),
        ({"forumNumber": 13, "eventNumber": 2}, ["veranstaltung/13-2", "themenforum/13"]),
        ({"otherMinistries": "MULNV, MWIDE"}, ["ressort/mulnv", "ressort/mwide"]),
        ({"contexts": "13-01, 13"}, ["projekt/13-01", "themenforum/13"]),
        ({"x": f"{ID}a> ?b ?c }} #", "y": "13-01", "code": "nothing, at all"}, []),
    ],
)
def test_things_of_a_row(access: GraphAccess, wait: Wait, row: dict[str, str | int], things: list[str]) -> None:
    """IRIs, codes, numbers, acronyms and names lead to the things of a row; nothing else gets into a query."""
    known: Things = wait(access.things())
    assert [iri.removeprefix(ID) for iri in things_of_row(row, known)] == things


@pytest.mark.parametrize(
    ("tool", "arguments", "statement"),
    [
        ("forums", {"forum": "13"}, "themenforum/13 rk:federfuehrendesRessort ressort/vm"),
        ("moderators", {"forum": "13"}, "moderation/13-hendrik-wuest rk:person person/hendrik-wuest"),
        ("measures", {"project": "13-01"}, "projekt/13-01 rk:hatMassnahme massnahme/13-01-1"),
        ("events", {"forum": "13"}, "veranstaltung/13-1 rk:themenforum themenforum/13"),
        ("projects", {"project": "13-01"}, "projekt/13-01 rk:ressort ressort/vm"),
        ("organisations", {"organisation": "ADFC"}, " organisation/adfc"),
    ],
)
def test_statements_between_the_things_of_a_row(
    call: Call, tool: str, arguments: dict[str, str], statement: str
) -> None:
    """A row is proven by what ties its things, directly or by a thing between them."""
    proven = [each for quote in call(tool, **arguments).structured["quotes"] for each in quote["proves"]]
    assert any(statement in each for each in proven)
