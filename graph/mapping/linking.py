"""Links between documents: the Themenforum of a Projekt, and the ministry of a member of the government.

Each link has evidence from both documents.
"""

from collections.abc import Mapping

from pyoxigraph import Quad

from ruhrgraph.graph.mapping.document_facts import ForumFacts, forum_of
from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.evidence import StatementWriter, evidence
from ruhrgraph.loaders.document import Document
from ruhrgraph.loaders.records import Projekt, Reading, Themenforum
from ruhrgraph.ontology.names import find_authority


def link(reading: Reading, forums: Mapping[int, ForumFacts], entities: EntityResolver) -> list[Quad]:
    """Return the links of one document, quads of `graph/links` with their evidence.

    Args:
        reading: The document as the loader read it.
        forums: The forums that the codes of its projects name, by number, as far as any document has them.
        entities: Finds the IRIs of what names mean.

    """
    statements = StatementWriter(entities.iris, entities.iris.graph("links"))
    for forum in reading.themenforen:
        _link_government(forum, reading.document, entities, statements)
    for project in reading.projekte:
        _link_project(project, reading.document, forums, statements)
    return statements.quads


def _link_government(
    forum: Themenforum, document: Document, entities: EntityResolver, statements: StatementWriter
) -> None:
    """Link each moderator who is a member of the government to a ministry, and each who works for one to it, too.

    A member's ministry is the one that the office names (`Finanzminister`), else the lead ministry of the forum. If the
    office names the ministry that the lead belongs to as a unit, the lead says more. Others (`Abteilungsleiterin im
    Finanzministerium`) speak for the ministry as for any organisation.
    """
    lead = forum.federfuehrend
    for moderation in forum.moderationen:
        named = moderation.ressort
        if lead and named and _is_unit(lead.value, named.value):
            named = None
        ministry = named or (lead if moderation.regierung else None)
        if ministry:
            subject = entities.moderation(str(forum.nummer.value), moderation.name.value)
            said = evidence(document, ministry) if named else evidence(document, moderation.regierung, ministry)
            name = "ressort" if moderation.regierung else "fuerOrganisation"
            statements.state(subject, entities.iris.term(name), entities.ressort(ministry.value), said)


def _is_unit(acronym: str, of: str) -> bool:
    """Return whether a ministry is a unit of another one (`Stk/Sport` of `Stk`)."""
    unit, whole = find_authority("ressort", acronym), find_authority("ressort", of)
    return bool(unit and whole and unit.parent == whole.key)


def _link_project(
    project: Projekt, document: Document, forums: Mapping[int, ForumFacts], statements: StatementWriter
) -> None:
    """Link a project to the forum that the first half of its code names."""
    number = forum_of(project.code.value)
    if number is None or number not in forums:
        return
    iris = statements.iris
    statements.state(
        iris.thing("projekt", project.code.value),
        iris.term("themenforum"),
        iris.thing("themenforum", str(number)),
        [*evidence(document, project.code), *forums[number].evidence],
    )
