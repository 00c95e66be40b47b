"""The reading report: three counts that add up, for any document and any spans."""

import json

from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.graph.mapping.reading_report import as_json, report_on
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.loaders.document import Document, Span
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
    assert as_json(content) == version.report.read_text()
