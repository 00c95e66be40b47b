"""Links between the documents: projects and forums, ministers and ministries, and where they disagree."""

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode, Quad

from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.linking import link
from ruhrgraph.graph.rdf.terms import Iris
from ruhrgraph.loaders.document import Document, Issue, ReadValue, Span
from ruhrgraph.loaders.records import Moderation, Projekt, Quelle, Reading, Themenforum
from ruhrgraph.ontology import DEFAULT_BASE

IRIS = Iris(DEFAULT_BASE)
SPAN = (Span(0, 2),)


def _readings(ministry: str, forum: int = 13) -> tuple[Reading, Reading]:
    """Return a document with forum 13 of the VM, and one with a project of a ministry from a forum."""
    page = Themenforum(ReadValue(13, SPAN), ReadValue("Neue Mobilität", SPAN), federfuehrend=ReadValue("VM", SPAN))
    project = Projekt(
        ReadValue(f"{forum}-01", SPAN), ReadValue("Bus", SPAN), ReadValue(1, SPAN), None, ReadValue(ministry, SPAN)
    )
    return (
        Reading(Document("seite", "VM", ""), "themenforen", Quelle(), themenforen=(page,)),
        Reading(Document("heft", "VM", ""), "handlungsfelder", Quelle(), projekte=(project,)),
    )


def _issues(*readings: Reading) -> list[tuple[str, Issue]]:
    return list(link(readings, EntityResolver(IRIS)).issues)


def test_project_to_forum() -> None:
    """A project is tied to the forum that its code names, with the evidence of both documents."""
    links = link(_readings("VM"), EntityResolver(IRIS))
    assert links.issues == ()
    triple = (IRIS.thing("projekt", "13-01"), IRIS.term("themenforum"), IRIS.thing("themenforum", "13"))
    assert Quad(*triple, IRIS.graph("links")) in links.quads
    sources = {
        quad.object.value.partition("#")[0]
        for quad in links.quads
        if quad.predicate.value.endswith("wasQuotedFrom") and isinstance(quad.object, NamedNode)
    }
    assert sources == {f"{DEFAULT_BASE}source/seite", f"{DEFAULT_BASE}source/heft"}


@pytest.mark.parametrize(("ministry", "codes"), [("VM", []), ("IM", ["ministry-mismatch"])])
def test_ministries_are_compared(ministry: str, codes: list[str]) -> None:
    """Where project and forum have different ministries, the project's document reports it."""
    found = _issues(*_readings(ministry))
    assert [(name, issue.code) for name, issue in found] == [("heft", code) for code in codes]


@pytest.mark.parametrize(("wrong", "right", "error"), [(4, 0, False), (5, 0, True), (5, 95, True), (5, 96, False)])
def test_numbers_of_forums(wrong: int, right: int, error: bool) -> None:  # noqa: FBT001  # a table's column
    """If five projects and one in twenty contradict their forums, the numbers are wrong; this is an error."""
    page, heft = _readings("VM")
    projects = tuple(
        replace(heft.projekte[0], ressort=ReadValue(ministry, SPAN)) for ministry in ["IM"] * wrong + ["VM"] * right
    )
    found = _issues(page, replace(heft, projekte=projects))
    assert [issue.code for _, issue in found if issue.severity == "error"] == (["numbers-differ"] if error else [])


def test_forum_missing() -> None:
    """A project of a forum that no document has is reported; without any forum there is nothing to miss."""
    page, heft = _readings("VM", forum=14)
    assert [issue.code for _, issue in _issues(page, heft)] == ["forum-missing"]
    assert _issues(heft) == []


def test_ministers(dataset: tuple[Quad, ...]) -> None:
    """Each moderator of the government is tied to the ministry that leads the forum, and nobody else is."""
    links = {
        (quad.subject, quad.object)
        for quad in dataset
        if quad.graph_name == IRIS.graph("links") and quad.predicate == IRIS.term("ressort")
    }
    assert len(links) == 20
    assert (IRIS.thing("moderation", "13-hendrik-wuest"), IRIS.thing("ressort", "vm")) in links


@pytest.mark.parametrize(
    ("lead", "government", "named", "ministry"),
    [
        ("VM", True, None, "vm"),
        ("VM", True, "FM", "fm"),
        ("VM", False, None, None),
        ("VM", False, "FM", None),
        (None, True, "FM", "fm"),
        (None, True, None, None),
        ("Stk/Sport", True, "Stk", "stk-sport"),
    ],
)
def test_office_decides(lead: str | None, named: str | None, ministry: str | None, *, government: bool) -> None:
    """The ministry that an office names comes before the forum's lead, unless the lead is a unit of it."""
    moderation = Moderation(
        ReadValue(1, SPAN),
        ReadValue("Eva Klein", SPAN),
        regierung=ReadValue(value=True, spans=SPAN) if government else None,
        ressort=ReadValue(named, SPAN) if named else None,
    )
    page = Themenforum(
        ReadValue(13, SPAN),
        ReadValue("Neue Mobilität", SPAN),
        moderationen=(moderation,),
        federfuehrend=ReadValue(lead, SPAN) if lead else None,
    )
    reading = Reading(Document("seite", "VM", ""), "themenforen", Quelle(), themenforen=(page,))
    quads = link((reading,), EntityResolver(IRIS)).quads
    stated = [quad.object for quad in quads if quad.predicate == IRIS.term("ressort")]
    assert stated == ([IRIS.thing("ressort", ministry)] if ministry else [])


def test_officials_speak_for_their_ministry() -> None:
    """Who works for a ministry without an office of the government speaks for it as for any organisation."""
    moderation = Moderation(ReadValue(1, SPAN), ReadValue("Eva Klein", SPAN), ressort=ReadValue("FM", SPAN))
    page = Themenforum(ReadValue(13, SPAN), ReadValue("Neue Mobilität", SPAN), moderationen=(moderation,))
    reading = Reading(Document("seite", "VM", ""), "themenforen", Quelle(), themenforen=(page,))
    stated = {quad.predicate: quad.object for quad in link((reading,), EntityResolver(IRIS)).quads}
    assert stated[IRIS.term("fuerOrganisation")] == IRIS.thing("ressort", "fm")
    assert IRIS.term("ressort") not in stated


def test_all_shipped_projects_are_linked(dataset: tuple[Quad, ...], readings: dict[str, Reading]) -> None:
    """Each of the 74 projects is tied to a forum, and their ministries agree."""
    linked = {quad.subject for quad in dataset if quad.predicate == IRIS.term("themenforum")}
    assert {IRIS.thing("projekt", project.code.value) for project in readings["handlungsfelder"].projekte} <= linked
    assert _issues(*readings.values()) == []


def test_two_documents_that_differ() -> None:
    """A code that two documents give to different projects is an error that names both; the same twice is none."""
    _, first = _readings("VM")
    other = Projekt(ReadValue("13-01", SPAN), ReadValue("Bahn", SPAN), ReadValue(1, SPAN), None, ReadValue("VM", SPAN))
    second = Reading(Document("zweites", "VM", ""), "handlungsfelder", Quelle(), projekte=(other,))
    ((name, issue),) = _issues(first, second)
    assert (name, issue.severity, issue.code) == ("zweites", "error", "duplicate-code")
    assert "heft" in issue.message
    same = Reading(Document("zweites", "VM", ""), "handlungsfelder", Quelle(), projekte=first.projekte)
    assert _issues(first, same) == []
