"""Documents beside each other: what is wrong, who is left out, and how they are distributed over files."""

import pickle
from pathlib import Path

import pytest

from ruhrgraph.graph.builds import linked_documents
from ruhrgraph.graph.builds.document_part import SUMMARY, DocumentPart, DocumentSummary
from ruhrgraph.graph.builds.linked_documents import link_documents, reports
from ruhrgraph.graph.mapping.document_facts import DocumentFacts, ForumFacts, ProjectFacts, ThingTitle
from ruhrgraph.graph.mapping.reading_report import DocumentReport, IssueEntry
from ruhrgraph.ontology import DEFAULT_BASE


def _part(
    folder: Path, name: str, title: str = "", forums: str = "", projects: int = 0, *, error: bool = False
) -> DocumentPart:
    """Return a document: with a title of project 13-01, forum 13 of a ministry, or projects of the VM."""
    entry = IssueEntry(severity="error", code="wrong", line=1, message="This is wrong")
    report = DocumentReport(
        document=name,
        loader="",
        sha256="",
        characters=0,
        understood=0,
        boilerplate=0,
        notUnderstood=[],
        issues=[entry] if error else [],
    )
    facts = DocumentFacts(
        name,
        (ForumFacts(13, forums, ()),) if forums else (),
        (ProjectFacts("13-01", 7, "VM"),) * projects,
        (ThingTitle("Projekt", "13-01", title, 3),) if title else (),
    )
    (folder / name).mkdir()
    (folder / name / SUMMARY).write_bytes(pickle.dumps(DocumentSummary(facts, {}, report, 10, {})))
    return DocumentPart(name, folder / name)


def _parts(folder: Path) -> list[DocumentPart]:
    """Return documents of which one is wrong, one contradicts the first, and one has other numbers of forums."""
    return [
        _part(folder, "a", title="Bus"),
        _part(folder, "wrong", error=True),
        _part(folder, "other", title="Bahn"),
        _part(folder, "numbers", title="Bus", projects=5),
        _part(folder, "forum", forums="IM"),
        _part(folder, "late", title="Bus"),
    ]


def test_what_is_wrong_is_told_of_all(tmp_path: Path) -> None:
    """Without leaving documents out, the errors of all are told, and their issues with each other are in the report."""
    linked = link_documents(_parts(tmp_path), DEFAULT_BASE, skip_invalid=False)
    assert [line.partition(":")[0] for line in linked.errors] == ["wrong", "other", "numbers"]
    assert len(linked.warnings) == 5
    assert len(linked.parts) == 6
    assert not linked.invalid
    codes = {content["document"]: [issue["code"] for issue in content["issues"]] for content in _reports(linked)}
    assert codes["numbers"] == ["ministry-mismatch"] * 5 + ["numbers-differ"]


def _reports(linked: linked_documents.LinkedDocuments) -> list[DocumentReport]:
    return list(reports(linked.parts, linked.issues))


def test_what_is_wrong_is_left_out(tmp_path: Path) -> None:
    """Each invalid document is left out with why; of two that contradict each other, the later one."""
    linked = link_documents(_parts(tmp_path), DEFAULT_BASE, skip_invalid=True)
    assert [part.name for part in linked.parts] == ["a", "forum", "late"]
    assert {name: len(lines) for name, lines in linked.invalid.items()} == {"wrong": 1, "other": 1, "numbers": 1}
    assert (linked.errors, linked.warnings) == ((), ())


def test_who_contradicts_what_is_left_out_stays(tmp_path: Path) -> None:
    """A document that contradicts one is there if that one is left out only when all are added."""
    parts = [
        _part(tmp_path, "numbers", title="Bus", projects=5),
        _part(tmp_path, "other", title="Bahn"),
        _part(tmp_path, "forum", forums="IM"),
    ]
    linked = link_documents(parts, DEFAULT_BASE, skip_invalid=True)
    assert [part.name for part in linked.parts] == ["other", "forum"]
    assert set(linked.invalid) == {"numbers"}


@pytest.mark.parametrize(("name", "most", "count"), [("MOST_DOCUMENTS", 2, 3), ("MOST_BYTES", 30, 2)])
def test_documents_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, most: int, count: int) -> None:
    """A file has so many documents at most, and so many bytes."""
    monkeypatch.setattr(linked_documents, name, most)
    parts = [_part(tmp_path, str(number)) for number in range(6)]
    assert len(link_documents(parts, DEFAULT_BASE, skip_invalid=False).runs) == count
    assert link_documents([], DEFAULT_BASE, skip_invalid=False).runs == ()
