"""The loaders against a gold standard that was read by hand: both shipped documents and documents nobody had seen."""

import json
from pathlib import Path
from typing import Any

import pytest

from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import Read, read
from ruhrgraph.loaders.records import Moderation, Projekt, Themenforum, Veranstaltung
from ruhrgraph.loaders.shipped import documents
from ruhrgraph.ontology.names import find_authority

GOLD = Path(__file__).parents[1] / "gold"
UNSEEN = GOLD / "unseen"
FORUMS = ["themenforen", *sorted(path.stem for path in UNSEEN.glob("forum-*.json"))]
PROJECTS = ["handlungsfelder", *sorted(path.stem for path in UNSEEN.glob("projekte-*.json"))]


def _pair(name: str) -> tuple[Any, Any]:
    """Return what is read of a document, and its gold standard."""
    for document in documents():
        if document.name == name:
            return load(document), json.loads((GOLD / f"{name}.json").read_text())
    (path,) = (path for path in UNSEEN.glob(f"{name}.*") if path.suffix != ".json")
    return load(read(path)), json.loads((UNSEEN / f"{name}.json").read_text())


def _value(item: Read[Any] | None) -> Any:  # noqa: ANN401 - values of all kinds are compared
    return item.value if item is not None else None


def _fold(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def _ends(item: Read[str] | None, width: tuple[int, int] = (60, 40)) -> tuple[str | None, str | None]:
    """Return the beginning and the end of a text, as the gold standard holds long texts."""
    text = _fold(_value(item))
    return (text[: width[0]].strip(), text[-width[1] :].strip()) if text is not None else (None, None)


def _gold_ends(entry: dict[str, Any], name: str) -> tuple[str | None, str | None]:
    start, end = _fold(entry[f"{name}Start"]), _fold(entry[f"{name}End"])
    return (start and start[:60].strip(), end and end[-40:].strip())


def _town(name: str | None) -> str | None:
    record = find_authority("gemeinde", name) if name else None
    return record.label if record else name


def _moderation(found: Moderation) -> dict[str, Any]:
    return {
        "address": _value(found.anrede),
        "titles": _value(found.akademischer_titel),
        "name": found.name.value,
        "role": _value(found.rolle),
        "organisation": _value(found.organisation),
    }


def _event(found: Veranstaltung) -> dict[str, Any]:
    return {
        "number": found.nummer.value,
        "kind": _value(found.art),
        "theme": _value(found.thema),
        "date": found.datum.value.edtf if found.datum else None,
        "allDay": bool(found.ganztaegig),
        "start": _value(found.beginn),
        "end": _value(found.ende),
        "venue": _value(found.orte.ort),
        "municipality": _town(_value(found.orte.gemeinde)),
        "participantsText": _value(found.teilnehmende),
        "minParticipants": _value(found.teilnehmende_min),
        "maxParticipants": _value(found.teilnehmende_max),
    }


def _event_gold(entry: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in entry.items() if not key.startswith("goal")}
    return {**kept, "municipality": _town(kept["municipality"]), "participantsText": _fold(kept["participantsText"])}


def _forum(found: Themenforum) -> dict[str, Any]:
    return {
        "number": found.nummer.value,
        "title": found.titel.value,
        "question": _value(found.leitfrage),
        "circleItems": [group.text.value for group in found.teilnehmergruppen],
        "leadMinistry": _value(found.federfuehrend),
        "otherMinistries": sorted(item.value for item in found.beteiligt),
        "interestedMinistries": sorted(item.value for item in found.interessiert),
        "furtherMinistryOpen": bool(found.weiteres_offen),
    }


def _project(found: Projekt) -> dict[str, Any]:
    term = found.laufzeit
    assert term is not None
    return {
        "code": found.code.value,
        "title": found.titel.value,
        "contentsTitle": _value(found.titel_im_verzeichnis) or found.titel.value,
        "ministry": _value(found.ressort),
        "page": _value(found.seite),
        "measures": [measure.text.value for measure in found.massnahmen],
        "termText": term.text.value,
        "startYear": _value(term.startjahr),
        "endYear": _value(term.endjahr),
        "openEnded": bool(term.offenes_ende),
        "regular": bool(term.regelbetrieb),
    }


@pytest.mark.parametrize("name", FORUMS)
def test_forums(name: str) -> None:
    """Every field of every Themenforum is as it was read by hand."""
    reading, gold = _pair(name)
    for found, entry in zip(reading.themenforen, gold, strict=True):
        assert _forum(found) == {key: entry[key] for key in _forum(found)}
        assert _ends(found.konzept) == _gold_ends(entry, "concept")
        assert _ends(found.teilnehmerkreis) == _gold_ends(entry, "circle")


@pytest.mark.parametrize("name", FORUMS)
def test_moderations(name: str) -> None:
    """Every moderator's address, titles, name, role and organisation are as they were read by hand."""
    reading, gold = _pair(name)
    for found, entry in zip(reading.themenforen, gold, strict=True):
        assert [_moderation(item) for item in found.moderationen] == entry["moderators"]


@pytest.mark.parametrize("name", FORUMS)
def test_events(name: str) -> None:
    """Every field of every Veranstaltung is as it was read by hand."""
    reading, gold = _pair(name)
    for found, entry in zip(reading.themenforen, gold, strict=True):
        assert [_event(item) for item in found.veranstaltungen] == [_event_gold(item) for item in entry["events"]]
        for event, item in zip(found.veranstaltungen, entry["events"], strict=True):
            assert _ends(event.ziel) == _gold_ends(item, "goal")


@pytest.mark.parametrize("name", PROJECTS)
def test_fields(name: str) -> None:
    """Every Handlungsfeld's title, introduction and projects, in order, are as they were read by hand."""
    reading, gold = _pair(name)
    for found, entry in zip(reading.handlungsfelder, gold["fields"], strict=True):
        assert (found.nummer.value, found.titel.value) == (entry["number"], entry["title"])
        assert _ends(found.einleitung) == _gold_ends(entry, "intro")
        inside = [item.code.value for item in reading.projekte if _value(item.handlungsfeld) == found.name]
        assert inside == entry["projects"]


@pytest.mark.parametrize("name", PROJECTS)
def test_projects(name: str) -> None:
    """Every field of every Projekt is as it was read by hand."""
    reading, gold = _pair(name)
    found = {item.code.value: item for item in reading.projekte}
    assert sorted(found) == sorted(entry["code"] for entry in gold["projects"])
    for entry in gold["projects"]:
        project = found[entry["code"]]
        expected = {key: entry[key] for key in _project(project)}
        assert _project(project) == {**expected, "measures": [_fold(item) for item in entry["measures"]]}
        assert _ends(project.beschreibung) == _gold_ends(entry, "description")
