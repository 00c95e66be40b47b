"""Municipalities in running texts."""

import pytest

from ruhrgraph.loaders.grammar.named_towns import find_named_towns

NAMED = [
    ("in Bochum", ["Bochum"]),
    ("Standorte Dortmund, Hamm und Unna", ["Dortmund", "Hamm", "Unna"]),
    ("Stadt Essen", ["Essen"]),
    ("in Herne, Wetter und Witten", ["Herne", "Wetter", "Witten"]),
    ("Quartier Bochum-Weitmar", ["Bochum"]),
    ("in Bochum Weitmar", ["Bochum"]),
    ("im Stadtteil Essen-Katernberg", ["Essen"]),
    ("in Duisburg-Nord", ["Duisburg"]),
    ("Innovationsräumen Dortmund, Essen, Duisburg &amp; Bochum", ["Dortmund", "Essen", "Duisburg", "Bochum"]),
    ("Revierparks (Nienhausen Gelsenkirchen / Essen)", ["Gelsenkirchen", "Essen"]),
    ("Kraftwerksstandort Herne", ["Herne"]),
    ("Mülheim an der Ruhr und Oer-Erkenschwick", ["Mülheim an der Ruhr", "Oer-Erkenschwick"]),
    ("zwischen Dortmund und Hamm", ["Dortmund", "Hamm"]),
    ("die Zeche (Essen)", ["Essen"]),
    ("Essen und Bochum", ["Essen", "Bochum"]),
    ("In Bochum-Weitmar, Gelsenkirchen-Ückendorf und Essen-Altendorf", ["Bochum", "Gelsenkirchen", "Essen"]),
    ("Erste Orte sind Bergkamen-Oberaden und Marl", ["Bergkamen", "Marl"]),
    ("In Marl beginnt es", ["Marl"]),
]
NOT_NAMED = [
    *(
        "das Essen ist gut",
        "beim Essen",
        "Essen und Trinken",
        "schlechtes Wetter",
        "in den Alpen",
        "drei Siegen in Folge",
    ),
    *("Hagen Schmidt", "Datteln und Feigen", "Hammer Straße", "Essener Süden", "Metropole Ruhr", "Kreis Unna"),
    *("Region Köln", "die Leipzig Charta", "Duisburg-Nord", "im Landschaftspark Duisburg-Nord", "das Dortmund-Konzept"),
    *(
        "VfL Bochum",
        "Borussia Dortmund",
        "MSV Duisburg",
        "Flughafen Dortmund",
        "Kunsthalle Bochum",
        "Stadtbochum",
        "Bochums",
        "Dr. Herne",
        "Prof. Dr. Unna",
        "das Ruhr-Ticket und Dortmund-Ticket",
    ),
]


def _named(text: str) -> list[str]:
    return [text[start:end] for start, end in find_named_towns(text, [])]


@pytest.mark.parametrize(("text", "towns"), NAMED)
def test_named(text: str, towns: list[str]) -> None:
    """Towns are found where something is, in lists, and with a part of the town behind them."""
    assert _named(text) == towns


@pytest.mark.parametrize("text", NOT_NAMED)
def test_not_named(text: str) -> None:
    """Words, persons, regions, adjectives, and names that a town is a part of are none."""
    assert _named(text) == []


def test_not_within_a_name() -> None:
    """A town within the name of an organisation or a venue is none."""
    text = "Universität Duisburg-Essen, Theater Bochum in Bochum"
    assert find_named_towns(text, [(0, 26), (28, 42)]) == [(46, 52)]
