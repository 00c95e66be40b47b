"""The reading report: three counts that add up, for any document and any spans."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.graph.mapping.reading_report import (
    LeftOut,
    ShapeFinding,
    issue_lines,
    report_on,
    report_text,
    with_issues,
)
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.loaders.document import Document, Issue, Span
from ruhrgraph.loaders.records import Quelle, Reading

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(min(pair), max(pair))))


@given(st.text(alphabet="abc \n\u00a0\tä", max_size=30), SPANS, SPANS)
def test_counts_add_up(text: str, understood: list[Span], boilerplate: list[Span]) -> None:
    """Understood, boilerplate and not understood add up to the characters, white space aside."""
    document = Document("probe", text, "")
    cut = [
        tuple(Span(min(s.start, len(text)), min(s.end, len(text))) for s in spans)
        for spans in (understood, boilerplate)
    ]
    reading = Reading(document, "probe", Quelle(), understood=cut[0], boilerplate=cut[1])
    report = report_on(reading)
    unread = sum(len("".join(entry["text"].split())) for entry in report["notUnderstood"])
    assert report["understood"] + report["boilerplate"] + unread == report["characters"]
    assert report["characters"] == sum(not char.isspace() for char in text)


def test_lines() -> None:
    """What was not understood is listed by line, counted from one."""
    reading = Reading(Document("probe", "ab\n\ncd ef", ""), "probe", Quelle(), understood=(Span(0, 2), Span(4, 6)))
    assert report_on(reading)["notUnderstood"] == [{"line": 3, "text": "ef"}]


def test_published_report(version: Version) -> None:
    """The published report names both documents, all understood, with the repairs that were made."""
    content = json.loads(version.report.read_text())
    assert [item["document"] for item in content["documents"]] == ["handlungsfelder", "themenforen"]
    for item in content["documents"]:
        assert item["notUnderstood"] == []
        assert {issue["severity"] for issue in item["issues"]} == {"note"}
    assert json.dumps(content, ensure_ascii=False, indent=2) + "\n" == version.report.read_text()


@pytest.mark.parametrize("documents", [0, 1, 2])
@pytest.mark.parametrize("shapes", [0, 1])
@pytest.mark.parametrize("left_out", [0, 2])
def test_text_is_written_in_pieces(documents: int, shapes: int, left_out: int) -> None:
    """The pieces of the report are the JSON text of the whole; what is left out has a key if there is any."""
    reading = Reading(
        Document("probe", 'ä "b"', ""), "probe", Quelle(), issues=(Issue("note", "code", 1, "Satz\nmit } und ]"),)
    )
    content: dict[str, list[object]] = {
        "documents": [report_on(reading)] * documents,
        "shapes": [ShapeFinding(severity="warning", focus="f", value="", shape="s", message="m")] * shapes,
        "leftOut": [LeftOut(document="x", problems=["a", "b"])] * left_out,
    }
    text = "".join(report_text(*content.values()))  # type: ignore[arg-type]  # each list is of its kind
    if not left_out:
        del content["leftOut"]
    assert text == json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def test_issues_found_later() -> None:
    """Issues that are found after reading are put among the others, by line."""
    reading = Reading(Document("probe", "a", ""), "probe", Quelle(), issues=(Issue("note", "b", 2, "zwei"),))
    content = with_issues(report_on(reading), [Issue("error", "a", 1, "eins"), Issue("error", "a", 3, "drei")])
    assert [issue["line"] for issue in content["issues"]] == [1, 2, 3]
    assert issue_lines(content, "error") == ("probe:1: error: eins [a]", "probe:3: error: drei [a]")
