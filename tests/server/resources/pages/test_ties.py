"""The ties of a thing: rows of its canned query."""

import pytest

from ruhrgraph.server.resources.pages.records import Tie
from ruhrgraph.server.resources.pages.ties import Wording, in_words, without_doubles


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Zeche Nordstern", "Gelsenkirchen"], ["Zeche Nordstern", "Gelsenkirchen"]),
        (["Wissenschaftspark Gelsenkirchen", "Gelsenkirchen"], ["Wissenschaftspark Gelsenkirchen"]),
        (["Essen", "Haus der Technik Essen"], ["Haus der Technik Essen"]),
        (["thyssenkrupp", "ThyssenKrupp", "Essen"], ["thyssenkrupp", "Essen"]),
        (["Messe", "Mess"], ["Messe", "Mess"]),
        ([""], [""]),
        ([], []),
    ],
)
def test_places_without_doubles(names: list[str], told: list[str]) -> None:
    """A place is not said again where the name of another one has it as a word."""
    assert without_doubles(names) == told


@pytest.mark.parametrize(
    ("kind", "label", "told"),
    [
        ("Veranstaltung", "2. Veranstaltung, Forum 13, 25.3.2019", ("Event 2, forum 13, 25.3.2019", "")),
        ("Veranstaltung", "Auftakt", ("Auftakt", "de")),
        ("Person", "Hendrik Wüst", ("Hendrik Wüst", "")),
        ("Projekt", "ÖPNV-Initiative", ("ÖPNV-Initiative", "de")),
    ],
)
def test_names_in_english(kind: str, label: str, told: tuple[str, str]) -> None:
    """Events that are named by their number are so in English; German titles are marked as German."""
    (tie,) = in_words([Tie("has the event", "urn:x", kind, label)], Wording(), "en")
    assert (tie.label, tie.language) == told
