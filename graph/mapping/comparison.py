"""Compares a document with the others: titles that differ, forums that are missing or have other ministries.

In: the facts of documents. Out: issues of the document that refers to the other, or that comes later.
"""

from collections.abc import Iterator, Mapping

from ruhrgraph.graph.mapping.document_facts import ProjectFacts, ThingTitle
from ruhrgraph.loaders.document import Issue
from ruhrgraph.ontology.names import fold

_FEW, _SHARE = 5, 0.05
"""From how many projects on, and which share of all, other ministries mean that the numbers of forums are wrong."""
_CODES = {"Themenforum": "duplicate-forum", "Projekt": "duplicate-code"}


def conflict(title: ThingTitle, first: str, document: str) -> Issue | None:
    """Return an error if a thing has another title in a document that comes before; else None.

    Args:
        title: The title in the later document.
        first: The title in the first document that has the thing.
        document: The name of that document.

    """
    if title.title == first:
        return None
    message = (
        f"{title.kind} {title.key} is „{title.title}“ here and „{first}“ in {document}; build them apart, or renumber"
    )
    return Issue("error", _CODES[title.kind], title.line, message)


def compare_ministries(
    projects: tuple[ProjectFacts, ...], leads: Mapping[int, str | None], *, any_forum: bool
) -> Iterator[Issue]:
    """Yield what is wrong between the projects of a document and the forums that their codes name.

    Args:
        projects: The projects of the document.
        leads: The lead ministries of these forums, by number; the lead is None where a forum has none.
        any_forum: Whether any document has a forum; if not, none is missing.

    """
    mismatches: list[int] = []
    for project in projects:
        number = project.forum
        if number is None:  # a malformed code, which is an error of its document
            continue
        if number not in leads:
            if any_forum:
                message = f"project {project.code} refers to forum {number}, which no document read here has"
                yield Issue("warning", "forum-missing", project.line, message)
        elif project.ministry and (lead := leads[number]) and fold(project.ministry) != fold(lead):
            message = f"project {project.code} is of {project.ministry}, its forum {number} is led by {lead}"
            mismatches.append(project.line)
            yield Issue("warning", "ministry-mismatch", project.line, message)
    if len(mismatches) >= max(_FEW, len(projects) * _SHARE):
        message = (
            f"{len(mismatches)} of {len(projects)} projects have another ministry than their forum; "
            "is a forum missing in the page of Themenforen, or are its forums in another order?"
        )
        yield Issue("error", "numbers-differ", mismatches[0], message)
