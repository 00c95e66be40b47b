"""What breaks a rule, as lines: which document is to blame."""

import pytest

from ruhrgraph.graph.builds.findings import Finding, broken_by, problem_lines, to_leave_out, warning_lines
from ruhrgraph.graph.schema.validation import Severity, Violation

DOCUMENTS = ("z", "b", "a")


def _finding(guilty: str = "", involved: str = "", severity: Severity = "violation") -> Finding:
    return Finding(Violation(severity, "urn:x", None, None, "Wrong.", "urn:s"), frozenset(guilty), frozenset(involved))


@pytest.mark.parametrize(
    ("guilty", "involved", "blamed"),
    [("", "zb", "b"), ("", "zba", "a"), ("z", "zba", "z"), ("zb", "zba", "zb"), ("", "", "")],
)
def test_who_is_to_blame(guilty: str, involved: str, blamed: str) -> None:
    """Those who break a rule alone are to blame, or else the last one of those who do together."""
    finding = _finding(guilty, involved)
    found = broken_by([finding], DOCUMENTS)
    assert set(found) == set(blamed)
    expected = {f"{name}: urn:x: Wrong." for name in blamed} or {"urn:x: Wrong."}
    assert set(problem_lines([finding], DOCUMENTS)) == expected


@pytest.mark.parametrize(
    ("findings", "out"),
    [
        ([("", "zb"), ("", "za")], "ba"),
        ([("", "ba"), ("", "zb")], "b"),  # what a contradicts is left out
        ([("z", "z"), ("", "zb")], "z"),
        ([("z", "z"), ("", "ba")], "za"),
        ([("", "zb"), ("", "zb")], "b"),
        ([("", "")], ""),
    ],
)
def test_who_is_left_out(findings: list[tuple[str, str]], out: str) -> None:
    """Who contradicts only what is left out stays, and all reasons of the others are told."""
    found = to_leave_out([_finding(*each) for each in findings], DOCUMENTS)
    assert set(found) == set(out)
    assert sum(map(len, found.values())) >= len(out)


def test_warnings_are_no_problems() -> None:
    """A warning is a line of its own, and nobody is to blame."""
    finding = _finding(severity="warning")
    assert problem_lines([finding], DOCUMENTS) == ()
    assert broken_by([finding], DOCUMENTS) == {}
    assert warning_lines([finding, _finding("z", "z")]) == ["warning: urn:x: Wrong."]
