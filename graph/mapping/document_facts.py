"""What other documents need to know of a document, so that it need not be read again: names, forums, projects, titles.

In: a `Reading`. Out: small records that can be kept in a file or a table.
"""

from dataclasses import dataclass

from ruhrgraph.graph.mapping.evidence import Evidence, evidence
from ruhrgraph.loaders.records import Reading


@dataclass(frozen=True, slots=True)
class ForumFacts:
    """A forum as links to it need it: its number, the evidence of that, and the acronym of the lead ministry."""

    number: int
    lead: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A project as it is compared with its forum: its code, the line of that, and the acronym of its ministry."""

    code: str
    line: int
    ministry: str | None

    @property
    def forum(self) -> int | None:
        """The number of the forum that the first half of the code names; None if the code is malformed."""
        return forum_of(self.code)


@dataclass(frozen=True, slots=True)
class ThingTitle:
    """The title of a forum or a project, and the line of it; two documents may not give one thing different ones."""

    kind: str
    key: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What other documents need to know of a document.

    Attributes:
        name: The name of the document.
        forums: Its forums.
        projects: Its projects.
        titles: The titles of both.

    """

    name: str
    forums: tuple[ForumFacts, ...]
    projects: tuple[ProjectFacts, ...]
    titles: tuple[ThingTitle, ...]


def forum_of(code: str) -> int | None:
    """Return the number of the forum that the code of a project names; None if the code is malformed."""
    half = code.partition("-")[0]
    return int(half) if half.isdecimal() else None


def facts_of(reading: Reading) -> DocumentFacts:
    """Return what other documents need to know of a document."""
    document = reading.document
    things = [
        *(("Themenforum", str(item.nummer.value), item.titel) for item in reading.themenforen),
        *(("Projekt", item.code.value, item.titel) for item in reading.projekte),
    ]
    return DocumentFacts(
        name=document.name,
        forums=tuple(
            ForumFacts(
                forum.nummer.value,
                forum.federfuehrend.value if forum.federfuehrend else None,
                evidence(document, forum.nummer),
            )
            for forum in reading.themenforen
        ),
        projects=tuple(
            ProjectFacts(
                project.code.value,
                document.line(project.code.spans[0].start),
                project.ressort.value if project.ressort else None,
            )
            for project in reading.projekte
        ),
        titles=tuple(
            ThingTitle(kind, key, title.value, document.line(title.spans[0].start)) for kind, key, title in things
        ),
    )
