"""Municipalities in phrases and names."""

import pytest

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.towns import names_town, read_town, read_towns, town_in_name


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Essen", "Essen"),
        ("Mülheim/Ruhr", "Mülheim/Ruhr"),
        ("Wetter (Ruhr)", "Wetter (Ruhr)"),
        ("Essen (Ruhr)", "Essen"),
        ("Hamm (Westf.)", "Hamm"),
        ("45127 Essen", "Essen"),
        ("D-45127 Essen", "Essen"),
        ("Stadt Essen", "Essen"),
        ("Essen-Katernberg", "Essen"),
        ("Castrop-Rauxel", "Castrop-Rauxel"),
        ("Essener Norden", "Essen"),
        ("Duisburg-Essen", None),
        ("Essen)", None),
        ("Rathaus Essen", None),
        ("Hintertupfingen", None),
    ],
)
def test_town(text: str, town: str | None) -> None:
    """A passage that names a municipality and nothing else is one; a part of a town is its town."""
    found = read_town(Passage(text, 0))
    assert (found.value if found else None) == town


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("Essen und Dortmund", ["Essen", "Dortmund"]),
        ("Essen/Bochum", ["Essen", "Bochum"]),
        ("Essen, Bochum sowie Mülheim/Ruhr", ["Essen", "Bochum", "Mülheim/Ruhr"]),
        ("Duisburg-Nord und Essen-Süd", ["Duisburg", "Essen"]),
        ("Essen und Kattowitz", []),
        ("Essen und Haus der Technik", []),
    ],
)
def test_list(text: str, towns: list[str]) -> None:
    """A list of curated municipalities and nothing else is all of them."""
    assert [town.value for town in read_towns(Passage(text, 0))] == towns


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("Messe Essen", "Essen"),
        ("Rathaus der Stadt Herne", "Herne"),
        ("Messe Essen, Halle 3", "Essen"),
        ("Hattinger Rathaus", "Hattingen"),
        ("Campus Essen-Werden", "Essen"),
        ("Universität Duisburg-Essen", None),
        ("Gasthaus zum Essen", None),
        ("Café Hagen und Herne", None),
    ],
)
def test_in_name(name: str, town: str | None) -> None:
    """A venue's name says its municipality if it names one and no other."""
    found = town_in_name(Passage(name, 0))
    assert (found.value if found else None) == town


@pytest.mark.parametrize(
    ("text", "names"), [("mit Essen", False), ("Essen", True), ("Dortmunder U", True), ("Wandel", False)]
)
def test_names_town(text: str, *, names: bool) -> None:
    """A meal is no town."""
    assert names_town(text) is names
