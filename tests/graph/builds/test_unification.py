"""Documents beside each other: whose label, title and forum count."""

from contextlib import closing
from pathlib import Path

from ruhrgraph.graph.builds.document_part import DocumentSummary
from ruhrgraph.graph.builds.unification import Unification
from ruhrgraph.graph.mapping.document_facts import DocumentFacts, ForumFacts, ProjectFacts, ThingTitle
from ruhrgraph.graph.mapping.reading_report import DocumentReport

REPORT = DocumentReport(
    document="", loader="", sha256="", characters=0, understood=0, boilerplate=0, notUnderstood=[], issues=[]
)


def _summary(
    name: str,
    labels: dict[str, str] | None = None,
    titles: tuple[ThingTitle, ...] = (),
    lead: str = "",
    projects: tuple[ProjectFacts, ...] = (),
) -> DocumentSummary:
    """Return the summary of a document, with forum 13 if that has a lead."""
    forums = (ForumFacts(13, lead, ()),) if lead else ()
    return DocumentSummary(DocumentFacts(name, forums, projects, titles), labels or {}, REPORT, 0, {})


def test_the_first_label_counts() -> None:
    """A document gets the labels of earlier ones, where they differ from its own."""
    with closing(Unification()) as unification:
        first, second = _summary("a", {"urn:x": "X", "urn:y": "Y"}), _summary("b", {"urn:x": "x", "urn:y": "Y"})
        for summary in (first, second):
            unification.add(summary, Path(summary.facts.name))
        assert unification.from_others(first).labels == {}
        assert unification.from_others(second).labels == {"urn:x": "X"}


def test_the_first_title_counts() -> None:
    """A thing may have two titles in one document, which is said elsewhere, but not in two documents."""
    bus, bahn = (ThingTitle("Projekt", "13-01", title, line) for line, title in enumerate(("Bus", "Bahn"), 1))
    with closing(Unification()) as unification:
        assert unification.conflicts(_summary("a", titles=(bus, bahn))) == ()
        unification.add(_summary("a", titles=(bus, bahn)), Path("a"))
        assert unification.conflicts(_summary("b", titles=(bus,))) == ()
        assert [issue.line for issue in unification.conflicts(_summary("b", titles=(bus, bahn)))] == [2]


def test_the_last_forum_counts() -> None:
    """Of two documents with one forum, projects are linked to that of the last, and compared with its lead."""
    project = ProjectFacts("13-01", 7, "IM")
    heft = _summary("heft", projects=(project, ProjectFacts("99999999999999999999-01", 8, "IM")))
    with closing(Unification()) as unification:
        unification.add(heft, Path("heft"))
        assert unification.from_others(heft).issues == ()
        for name, lead in (("a", "IM"), ("b", "VM")):
            unification.add(_summary(name, lead=lead), Path(name))
        other = unification.from_others(heft)
        assert other.forums == {13: "b"}
        assert [issue.code for issue in other.issues] == ["ministry-mismatch", "forum-missing"]
