"""The data quality in numbers, of the shipped documents and of others."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.catalog.version_summary import Rows
from ruhrgraph.graph.schema.ontology import Text
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import DamagedVersionError
from ruhrgraph.server.catalog.quality import DataQuality, GapCount, data_quality, read_report


def _quality(store: ox.Store, version: Version) -> DataQuality:
    """Return the data quality of a version, asked of a store."""

    async def ask(query: str) -> Rows:
        found = store.query(query, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [{name: row[name].value for name in names if row[name] is not None} for row in found]

    return asyncio.run(data_quality(ask, version, DEFAULT_BASE))


def _with_report(folder: Path, **report: object) -> Version:
    """Return a version that has nothing but a report."""
    version = Version("5a" * 32, folder)
    version.report.write_text(json.dumps(report))
    return version


@pytest.fixture(scope="module")
def quality(store: ox.Store, version: Version) -> DataQuality:
    """Return the data quality of the shipped documents."""
    return _quality(store, version)


def test_every_statement_of_a_document_has_evidence(quality: DataQuality) -> None:
    """Of each document the statements are counted, and all of them have evidence."""
    for document in quality.documents:
        assert document.figures.statements > 2000
        assert document.figures.proven == document.figures.statements


def test_how_the_documents_were_read(quality: DataQuality) -> None:
    """Shares are of the characters, issues are grouped by code, and each has its lines and its meaning."""
    brochure, page = quality.documents
    assert (brochure.name, page.name) == ("handlungsfelder", "themenforen")
    assert brochure.share(brochure.understood) == 100
    assert 1 < page.share(page.boilerplate) < 2
    markup = brochure.issues[0]
    assert (markup.code, markup.severity, markup.count) == ("markup-removed", "note", len(markup.lines))
    assert markup.meaning.de.startswith("HTML")


def test_what_the_shapes_warn_of(quality: DataQuality) -> None:
    """A warning names the thing, and the rule in both languages."""
    assert quality.shapes is not None
    (warning,) = quality.shapes
    assert warning.focus == f"{DEFAULT_BASE}id/ort/mags-nrw"
    assert "Gemeinde" in warning.message.de
    assert "municipality" in warning.message.en


def test_gaps(quality: DataQuality, store: ox.Store) -> None:
    """Each gap is counted, and its query lists as many things as it says."""
    gaps = {(gap.kind.de, gap.missing.de): gap for gap in quality.gaps}
    assert (gaps["Veranstaltung", "ohne Datum"].lacking, gaps["Veranstaltung", "ohne Datum"].total) == (3, 46)
    for gap in quality.gaps:
        assert len(list(_listed(gap, store))) == gap.lacking


def _listed(gap: GapCount, store: ox.Store) -> ox.QuerySolutions:
    """Return the rows of the query that lists the things with a gap."""
    found = store.query(unquote(gap.query), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return found


def test_classes_are_counted(quality: DataQuality) -> None:
    """Classes of the ontology are counted, with their labels in both languages."""
    counts = {label.de: count for label, count in quality.classes}
    assert (counts["Themenforum"], counts["Projekt"]) == (20, 74)
    assert all(label.en for label, _ in quality.classes)


def test_a_report_of_an_older_release(tmp_path: Path) -> None:
    """A version of which nothing but a report is known has no gaps, and nothing is said of the shapes."""
    found = _quality(ox.Store(), _with_report(tmp_path, documents=[]))
    assert (found.documents, found.gaps, found.classes, found.shapes) == ((), (), (), None)


def test_only_the_first_of_many_lines_are_shown(tmp_path: Path) -> None:
    """Of a document that was not understood the page shows some lines, and how many there are."""
    document: Mapping[str, Any] = {
        "document": "a",
        "characters": 0,
        "understood": 0,
        "boilerplate": 0,
        "notUnderstood": [{"line": line, "text": "?"} for line in range(99)],
        "issues": [{"severity": "warning", "code": "new-code", "line": line, "message": "m"} for line in range(99)],
    }
    shape = {"severity": "warning", "focus": "urn:a", "value": "", "shape": "urn:new", "message": "m"}
    found = _quality(ox.Store(), _with_report(tmp_path, documents=[document], shapes=[shape]))
    (read,) = found.documents
    assert (len(read.unread), read.unread_count, read.share(0)) == (50, 99, 0)
    (group,) = read.issues
    assert (len(group.lines), group.count, group.meaning.de) == (50, 99, "new-code")
    assert found.shapes is not None
    assert found.shapes[0].message == Text("m", "m")


def test_without_a_report(tmp_path: Path) -> None:
    """A version without its report is damaged."""
    with pytest.raises(DamagedVersionError):
        read_report(Version("5a" * 32, tmp_path))
