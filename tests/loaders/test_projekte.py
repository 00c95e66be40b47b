"""Projekte against the gold standard."""

from typing import Any

import pytest

from ruhrgraph.loaders.records import Projekt
from tests.loaders.gold import PROJECTS, ends, folded, gold_ends, pair, value


def _project(found: Projekt) -> dict[str, Any]:
    term = found.laufzeit
    assert term is not None
    return {
        "code": found.code.value,
        "title": found.titel.value,
        "contentsTitle": value(found.titel_im_verzeichnis) or found.titel.value,
        "ministry": value(found.ressort),
        "page": value(found.seite),
        "measures": [measure.text.value for measure in found.massnahmen],
        "termText": term.text.value,
        "startYear": value(term.startjahr),
        "endYear": value(term.endjahr),
        "openEnded": bool(term.offenes_ende),
        "regular": bool(term.regelbetrieb),
    }


@pytest.mark.parametrize("name", PROJECTS)
def test_projects(name: str) -> None:
    """Every field of every Projekt is as it was read by hand."""
    reading, gold = pair(name)
    found = {item.code.value: item for item in reading.projekte}
    assert sorted(found) == sorted(entry["code"] for entry in gold["projects"])
    for entry in gold["projects"]:
        project = found[entry["code"]]
        expected = {key: entry[key] for key in _project(project)}
        assert _project(project) == {**expected, "measures": [folded(item) for item in entry["measures"]]}
        assert ends(project.beschreibung) == gold_ends(entry, "description")
