"""Documents beside each other: ministries that differ, forums that are missing, one thing with two titles."""

import pytest

from ruhrgraph.graph.mapping.comparison import compare_ministries, conflict
from ruhrgraph.graph.mapping.document_facts import ProjectFacts, ThingTitle

LEADS = {13: "VM"}


def _projects(*ministries: str | None, code: str = "13-01") -> tuple[ProjectFacts, ...]:
    """Return projects of these ministries with one code."""
    return tuple(ProjectFacts(code, 7, ministry) for ministry in ministries)


@pytest.mark.parametrize(
    ("ministry", "lead", "codes"),
    [
        ("VM", "VM", []),
        ("vm", "VM", []),
        ("IM", "VM", ["ministry-mismatch"]),
        (None, "VM", []),
        ("IM", None, []),
    ],
)
def test_ministries_are_compared(ministry: str | None, lead: str | None, codes: list[str]) -> None:
    """Where project and forum have different ministries, this is an issue at the code of the project."""
    found = list(compare_ministries(_projects(ministry), {13: lead}, any_forum=True))
    assert [(issue.code, issue.line) for issue in found] == [(code, 7) for code in codes]


@pytest.mark.parametrize(("wrong", "right", "error"), [(4, 0, False), (5, 0, True), (5, 95, True), (5, 96, False)])
def test_numbers_of_forums(wrong: int, right: int, error: bool) -> None:  # noqa: FBT001  # a table's column
    """If five projects and one in twenty contradict their forums, the numbers are wrong; this is an error."""
    found = compare_ministries(_projects(*["IM"] * wrong, *["VM"] * right), LEADS, any_forum=True)
    assert [issue.code for issue in found if issue.severity == "error"] == (["numbers-differ"] if error else [])


@pytest.mark.parametrize(
    ("code", "any_forum", "codes"), [("14-01", True, ["forum-missing"]), ("14-01", False, []), ("x-01", True, [])]
)
def test_forum_missing(code: str, codes: list[str], *, any_forum: bool) -> None:
    """A project of a forum that no document has is reported; without any forum there is nothing to miss."""
    found = compare_ministries(_projects("VM", code=code), LEADS, any_forum=any_forum)
    assert [issue.code for issue in found] == codes


@pytest.mark.parametrize(("kind", "code"), [("Projekt", "duplicate-code"), ("Themenforum", "duplicate-forum")])
def test_two_documents_that_differ(kind: str, code: str) -> None:
    """A thing that two documents give different titles is an error that names both; the same twice is none."""
    title = ThingTitle(kind, "13-01", "Bahn", 7)
    issue = conflict(title, "Bus", "heft")
    assert issue is not None
    assert (issue.severity, issue.code, issue.line) == ("error", code, 7)
    assert "heft" in issue.message
    assert conflict(title, "Bahn", "heft") is None
