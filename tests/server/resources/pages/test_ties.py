"""The ties of a thing: rows of its canned query."""

import pytest

from ruhrgraph.server.resources.pages.ties import without_doubles


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
