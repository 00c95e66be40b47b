"""Projekte against the gold standard."""

from typing import Any

import pytest

from ruhrgraph.loaders.records import Menge, Projekt
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


def _quantities(found: tuple[Menge, ...]) -> list[list[Any]]:
    return [[each.text.value, value(each.mindestens), value(each.hoechstens)] for each in found]


def _details(found: Projekt) -> dict[str, Any]:
    """Return what only some gold files hold: the parts of the term, further rows, quantities, dates."""
    term = found.laufzeit
    assert term is not None
    return {
        "period": value(term.zeitraum),
        "duration": value(term.dauer),
        "phases": [[each.name.value, value(each.startjahr), value(each.endjahr)] for each in term.phasen],
        "extras": [[each.beschriftung.value, each.text.value] for each in found.zusatzangaben],
        "measuresText": value(found.massnahmentext),
        "quantities": _quantities(found.mengen),
        "measureQuantities": [each for measure in found.massnahmen for each in _quantities(measure.mengen)],
        "dates": [measure.datum.value.edtf for measure in found.massnahmen if measure.datum],
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
        details = _details(project)
        assert {key: details[key] for key in details if key in entry} == {
            key: entry[key] for key in details if key in entry
        }
