"""Links between documents: the Themenforum of a Projekt, and the ministry of a member of the government.

Each link has evidence from both documents. If they contradict each other, the referring document gets an issue.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad

from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.evidence import Evidence, StatementWriter
from ruhrgraph.loaders.document import Document, Issue, ReadValue
from ruhrgraph.loaders.records import Projekt, Reading, Themenforum
from ruhrgraph.ontology.names import find_authority, fold

_FEW, _SHARE = 5, 0.05
"""From how many projects on, and which share of all, other ministries mean that the numbers of forums are wrong."""


@dataclass(frozen=True, slots=True)
class Links:
    """The links between documents, and the issues found, each with the name of its document."""

    quads: tuple[Quad, ...]
    issues: tuple[tuple[str, Issue], ...]


def _evidence(document: Document, *reads: ReadValue[str] | ReadValue[int] | ReadValue[bool] | None) -> list[Evidence]:
    return [Evidence(document, span) for read in reads if read is not None for span in read.spans]


def link(readings: Iterable[Reading], entities: EntityResolver) -> Links:
    """Return the links between documents.

    Args:
        readings: The documents as the loaders read them.
        entities: Finds the IRIs of what names mean.

    Returns:
        The quads of `graph/links` with their evidence, and issues such as a forum that no document has, or
        different ministries.

    """
    readings = tuple(readings)
    statements = StatementWriter(entities.iris, entities.iris.graph("links"))
    forums = {forum.nummer.value: (reading.document, forum) for reading in readings for forum in reading.themenforen}
    issues: list[tuple[str, Issue]] = []
    issues += _conflicts(readings)
    for reading in readings:
        for forum in reading.themenforen:
            _link_government(forum, reading.document, entities, statements)
        found = [
            issue
            for project in reading.projekte
            for issue in _link_project(project, reading.document, forums, statements)
        ]
        issues += found
        issues += _numbers_differ(reading, [issue for _, issue in found if issue.code == "ministry-mismatch"])
    return Links(tuple(statements.quads), tuple(issues))


def _conflicts(readings: Iterable[Reading]) -> Iterator[tuple[str, Issue]]:
    """Yield an error for each project or forum that has different titles in two documents."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for reading in readings:
        name = reading.document.name
        things = [
            *(("Themenforum", str(item.nummer.value), item.titel, "duplicate-forum") for item in reading.themenforen),
            *(("Projekt", item.code.value, item.titel, "duplicate-code") for item in reading.projekte),
        ]
        for kind, key, title, code in things:
            other, words = seen.setdefault((kind, key), (name, title.value))
            if other != name and words != title.value:
                line = reading.document.line(title.spans[0].start)
                message = (
                    f"{kind} {key} is „{title.value}“ here and „{words}“ in {other}; build them apart, or renumber"
                )
                yield name, Issue("error", code, line, message)


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
            evidence = _evidence(document, ministry) if named else _evidence(document, moderation.regierung, ministry)
            name = "ressort" if moderation.regierung else "fuerOrganisation"
            statements.state(subject, entities.iris.term(name), entities.ressort(ministry.value), evidence)


def _is_unit(acronym: str, of: str) -> bool:
    """Return whether a ministry is a unit of another one (`Stk/Sport` of `Stk`)."""
    unit, whole = find_authority("ressort", acronym), find_authority("ressort", of)
    return bool(unit and whole and unit.parent == whole.key)


def _numbers_differ(reading: Reading, mismatches: list[Issue]) -> Iterator[tuple[str, Issue]]:
    """Yield an error if so many projects have another ministry than their forum that forums seem to be renumbered."""
    most = max(_FEW, len(reading.projekte) * _SHARE)
    if len(mismatches) >= most:
        message = (
            f"{len(mismatches)} of {len(reading.projekte)} projects have another ministry than their forum; "
            "is a forum missing in the page of Themenforen, or are its forums in another order?"
        )
        yield reading.document.name, Issue("error", "numbers-differ", mismatches[0].line, message)


def _link_project(
    project: Projekt, document: Document, forums: dict[int, tuple[Document, Themenforum]], statements: StatementWriter
) -> Iterator[tuple[str, Issue]]:
    """Link a project to the forum that the first half of its code names, and compare their ministries."""
    half = project.code.value.partition("-")[0]
    if not half.isdecimal():  # a malformed code, which is an error of its document
        return
    number = int(half)
    line = document.line(project.code.spans[0].start)
    if number not in forums:
        if forums:
            message = f"project {project.code.value} refers to forum {number}, which no document read here has"
            yield document.name, Issue("warning", "forum-missing", line, message)
        return
    forum_document, forum = forums[number]
    iris = statements.iris
    evidence = [*_evidence(document, project.code), *_evidence(forum_document, forum.nummer)]
    statements.state(
        iris.thing("projekt", project.code.value),
        iris.term("themenforum"),
        iris.thing("themenforum", str(number)),
        evidence,
    )
    if project.ressort and forum.federfuehrend and fold(project.ressort.value) != fold(forum.federfuehrend.value):
        message = (
            f"project {project.code.value} is of {project.ressort.value}, its forum {number} is led by "
            f"{forum.federfuehrend.value}"
        )
        yield document.name, Issue("warning", "ministry-mismatch", line, message)
