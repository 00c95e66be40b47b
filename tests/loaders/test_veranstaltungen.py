"""Veranstaltungen against the gold standard."""

from typing import Any

import pytest

from ruhrgraph.loaders.records import Veranstaltung
from tests.loaders.gold import FORUMS, ends, folded, gold_ends, pair, town, value


def _event(found: Veranstaltung) -> dict[str, Any]:
    return {
        "number": found.nummer.value,
        "kind": value(found.art),
        "theme": value(found.thema),
        "date": found.datum.value.edtf if found.datum else None,
        "allDay": bool(found.ganztaegig),
        "start": value(found.beginn),
        "end": value(found.ende),
        "venue": value(found.orte.ort),
        "municipality": ", ".join(filter(None, (town(value(item)) for item in found.orte.gemeinden))) or None,
        "participantsText": value(found.teilnehmende),
        "minParticipants": value(found.teilnehmende_min),
        "maxParticipants": value(found.teilnehmende_max),
    }


def _event_gold(entry: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in entry.items() if not key.startswith("goal")}
    return {**kept, "municipality": town(kept["municipality"]), "participantsText": folded(kept["participantsText"])}


@pytest.mark.parametrize("name", FORUMS)
def test_events(name: str) -> None:
    """Every field of every Veranstaltung is as it was read by hand."""
    reading, gold = pair(name)
    for found, entry in zip(reading.themenforen, gold, strict=True):
        assert [_event(item) for item in found.veranstaltungen] == [_event_gold(item) for item in entry["events"]]
        for event, item in zip(found.veranstaltungen, entry["events"], strict=True):
            assert ends(event.ziel) == gold_ends(item, "goal")
