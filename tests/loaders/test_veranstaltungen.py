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
        "participantsApproximate": bool(found.teilnehmende_ungefaehr),
        "originalDate": found.urspruengliches_datum.value.edtf if found.urspruengliches_datum else None,
        "host": value(found.orte.gastgeber),
        "openText": value(found.noch_offen),
        "remark": value(found.hinweis),
    }


def _event_gold(entry: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in entry.items() if not key.startswith("goal")}
    towns = ", ".join(str(town(name)) for name in (kept["municipality"] or "").split(", ") if name)
    return {**kept, "municipality": towns or None, "participantsText": folded(kept["participantsText"])}


@pytest.mark.parametrize("name", FORUMS)
def test_events(name: str) -> None:
    """Every field of every Veranstaltung is as it was read by hand."""
    reading, gold = pair(name)
    for found, entry in zip(reading.themenforen, gold, strict=True):
        for event, item in zip(found.veranstaltungen, entry["events"], strict=True):
            expected, read = _event_gold(item), _event(event)
            assert {key: read[key] for key in expected} == expected
            assert ends(event.ziel) == gold_ends(item, "goal")
