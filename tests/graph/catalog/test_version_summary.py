"""What is found out of a version, and of its place in the chain of versions."""

from pathlib import Path

from ruhrgraph.graph.catalog.version_summary import summarise, version_chain
from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.versions.repository import current, publish

NO_ROWS: dict[str, list[dict[str, str]]] = {"sources": [], "period": [{}]}
REPORT = b'{"documents": []}\n'


def _publish(data: Path, number: int) -> str:
    publish(data, f'<urn:a> <urn:b> "{number}" .\n'.encode(), REPORT)
    version = current(data)
    assert version
    return version.digest


def test_the_first_version(tmp_path: Path) -> None:
    """The first version is issued when it is made, and has none before it."""
    digest = _publish(tmp_path, 1)
    found = summarise(digest, 1, NO_ROWS, version_chain(tmp_path))
    assert found.issued == found.modified
    assert found.previous is None
    assert found.version == f"{(found.modified or '')[:10]}-{digest[:12]}"


def test_the_next_version(tmp_path: Path) -> None:
    """The next version names the one before as long as that is kept."""
    first, second = _publish(tmp_path, 1), _publish(tmp_path, 2)
    assert summarise(second, 1, NO_ROWS, version_chain(tmp_path)).previous == first
    prune(tmp_path, 1)
    assert summarise(second, 1, NO_ROWS, version_chain(tmp_path)).previous is None


def test_the_day_of_issue_outlives_the_first_version(tmp_path: Path) -> None:
    """The day of issue stays that of the first version when that is pruned: the log of the changes has it."""
    issued = summarise(_publish(tmp_path, 1), 1, NO_ROWS, version_chain(tmp_path)).issued
    record_changes(tmp_path)
    digest = _publish(tmp_path, 2)
    prune(tmp_path, 1)
    assert summarise(digest, 1, NO_ROWS, version_chain(tmp_path)).issued == issued


def test_a_version_that_nothing_is_known_of(tmp_path: Path) -> None:
    """A version without a record of its making has no dates, and its digest as its name."""
    _publish(tmp_path, 1)
    found = summarise("ab" * 32, 1, NO_ROWS, version_chain(tmp_path))
    assert (found.modified, found.previous, found.version) == (None, None, "ab" * 6)


def test_a_document_that_is_told_of_twice() -> None:
    """A document with two titles is one source, with the first of them."""
    rows = [{"iri": "urn:a", "title": "A"}, {"iri": "urn:a", "title": "B", "publisher": "P"}]
    found = summarise("ab" * 32, 1, {"sources": rows, "period": []}, version_chain(Path("nowhere")))
    assert [(source.iri, source.title) for source in found.sources] == [("urn:a", "A")]
    assert found.first is found.last is None
