"""The network around a thing."""

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.resources.pages.records import Subject, Tie
from ruhrgraph.server.resources.pages.surroundings import surroundings
from tests.server.resources.pages.conftest import Tell

PAGE = PageContext()


def test_what_is_around(tell: Tell) -> None:
    """A person has those who moderate with it, its ministries and forums around it, each once."""
    picture = tell("Person", "person/hendrik-wuest").surroundings
    assert picture.count("Ronald Pofalla") >= 1
    assert "/doc/ressort/vm" in picture
    assert all(f">{name}</text>" in picture for name in ("VM", "MULNV", "MWIDE", "Ronald Pofalla", "Neue Mobilität"))


def test_too_few_or_too_many_are_not_drawn() -> None:
    """Less than three neighbours are said better in words, and hundreds have no room; other kinds have no picture."""
    for count in (0, 2, 25):
        ties = tuple(Tie("moderates with", f"urn:{number}", "Person", "P") for number in range(count))
        assert surroundings(Subject("urn:x", "X", "de", ties=ties), "Person", {}, DEFAULT_BASE, PAGE) == ""
    ties = tuple(Tie("mentions", f"urn:{number}", "Person", "<b>") for number in range(5))
    assert surroundings(Subject("urn:x", "X", "de", ties=ties), "Projekt", {}, DEFAULT_BASE, PAGE) == ""
    assert "<b>" not in surroundings(Subject("urn:x", "<b>", "de", ties=ties), "Person", {}, DEFAULT_BASE, PAGE)
