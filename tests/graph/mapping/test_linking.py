"""Links between the documents: projects and forums, ministers and ministries."""

import pytest
from pyoxigraph import NamedNode, Quad

from ruhrgraph.graph.mapping.document_facts import facts_of
from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.linking import link
from ruhrgraph.graph.rdf.terms import Iris
from ruhrgraph.loaders.document import Document, ReadValue, Span
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


def test_project_to_forum() -> None:
    """A project is tied to the forum that its code names, with the evidence of both documents."""
    page, heft = _readings("VM")
    forums = {forum.number: forum for forum in facts_of(page).forums}
    quads = link(heft, forums, EntityResolver(IRIS))
    triple = (IRIS.thing("projekt", "13-01"), IRIS.term("themenforum"), IRIS.thing("themenforum", "13"))
    assert Quad(*triple, IRIS.graph("links")) in quads
    sources = {
        quad.object.value.partition("#")[0]
        for quad in quads
        if quad.predicate.value.endswith("wasQuotedFrom") and isinstance(quad.object, NamedNode)
    }
    assert sources == {f"{DEFAULT_BASE}source/seite", f"{DEFAULT_BASE}source/heft"}


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
    quads = link(reading, {}, EntityResolver(IRIS))
    stated = [quad.object for quad in quads if quad.predicate == IRIS.term("ressort")]
    assert stated == ([IRIS.thing("ressort", ministry)] if ministry else [])


def test_officials_speak_for_their_ministry() -> None:
    """Who works for a ministry without an office of the government speaks for it as for any organisation."""
    moderation = Moderation(ReadValue(1, SPAN), ReadValue("Eva Klein", SPAN), ressort=ReadValue("FM", SPAN))
    page = Themenforum(ReadValue(13, SPAN), ReadValue("Neue Mobilität", SPAN), moderationen=(moderation,))
    reading = Reading(Document("seite", "VM", ""), "themenforen", Quelle(), themenforen=(page,))
    stated = {quad.predicate: quad.object for quad in link(reading, {}, EntityResolver(IRIS))}
    assert stated[IRIS.term("fuerOrganisation")] == IRIS.thing("ressort", "fm")
    assert IRIS.term("ressort") not in stated


def test_all_shipped_projects_are_linked(dataset: tuple[Quad, ...], readings: dict[str, Reading]) -> None:
    """Each of the 74 projects is tied to a forum."""
    linked = {quad.subject for quad in dataset if quad.predicate == IRIS.term("themenforum")}
    assert {IRIS.thing("projekt", project.code.value) for project in readings["handlungsfelder"].projekte} <= linked
