"""The concepts that kinds of events fall under."""

import pytest

from ruhrgraph.graph.mapping.event_types import event_types


@pytest.mark.parametrize(
    ("wording", "keys"),
    [
        ("Workshop", ["workshop"]),
        ("Workshops", ["workshop"]),
        ("Auftaktworkshop", ["workshop"]),
        ("Design-Thinking-Workshop", ["workshop"]),
        ("Öffentlicher Workshop/ Projektbörse", ["workshop", "projektboerse"]),
        ("Expertengespräche", ["expertengespraech"]),
        ("Öffentliches Symposium", ["symposium"]),
        ("Symposien", ["symposium"]),
        ("Internationale Konferenz", ["konferenz"]),
        ("Innovationskonferenz", ["konferenz"]),
        ("Große Präsenzveranstaltung", ["praesenzveranstaltung"]),
        ("Große öffentliche Veranstaltung", ["veranstaltung"]),
        ("Fortsetzungsveranstaltung", ["fortsetzungsveranstaltung"]),
        ("Follow-Up", ["fortsetzungsveranstaltung"]),
        ("Auftakt- und Informationsveranstaltung", ["auftaktveranstaltung", "veranstaltung"]),
        ("Klausurtagung", ["klausur"]),
        ("Runder Tisch", ["roundtable"]),
        ("Digitale Plattform", ["digitale-plattform"]),
        ("Rundgang", []),
        ("Workshop der Verbände", []),
        ("Eröffnung", []),
        ("Event", ["veranstaltung"]),
        ("", []),
        ("/", []),
    ],
)
def test_kinds(wording: str, keys: list[str]) -> None:
    """Singular and plural are one concept; adjectives do not matter; of a compound the last part counts."""
    assert list(event_types(wording)) == keys
