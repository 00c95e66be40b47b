"""Organisations that share one word."""

import pytest

from ruhrgraph.loaders.grammar.organisation_lists import find_lists

LISTS = [
    ("BR Düsseldorf, Münster, Arnsberg, andere Ressorts", ["BR Düsseldorf", "BR Münster", "BR Arnsberg"]),
    ("die Bezirksregierungen Arnsberg und Köln", ["Bezirksregierung Arnsberg", "Bezirksregierung Köln"]),
    ("Universitäten Bochum und Duisburg-Essen", ["Universität Bochum", "Universität Duisburg-Essen"]),
    ("IHK zu Essen, Dortmund und Bochum", ["IHK zu Essen", "IHK zu Dortmund", "IHK zu Bochum"]),
    ("IHKs Dortmund, Bochum, Hagen", ["IHK Dortmund", "IHK Bochum", "IHK Hagen"]),
    ("Handwerkskammern Dortmund sowie Düsseldorf", ["Handwerkskammer Dortmund", "Handwerkskammer Düsseldorf"]),
    ("Städten Mülheim an der Ruhr und Bochum", ["Stadt Mülheim an der Ruhr", "Stadt Bochum"]),
    ("Kreise Unna und Recklinghausen", ["Kreis Unna", "Kreis Recklinghausen"]),
    ("Stiftungen Mercator und Zollverein, Kirchen", ["Stiftung Mercator", "Stiftung Zollverein"]),
    ("Fraunhofer-Institute IML und UMSICHT", ["Fraunhofer IML", "Fraunhofer UMSICHT"]),
]
NO_LISTS = [
    *("Bezirksregierung Arnsberg, Dortmund", "Bezirksregierung Arnsberg, Bochum und Hagen", "IHK Bochum, Essen"),
    *(
        "Theater Dortmund, Essen",
        "Universitäten Bochum",
        "Universitäten, Hochschulen und Städte",
        "IHK Essen, Kommunen",
    ),
    *("BR Düsseldorf", "Städte und Gemeinden", "Hochschulen Forschende und Lehrende"),
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_each_has_its_whole_name(text: str, names: list[str]) -> None:
    """Each item becomes the name it would have alone; a list ends before what is no name of its kind."""
    assert [item.name for item in find_lists(text)] == names


@pytest.mark.parametrize("text", NO_LISTS)
def test_no_list(text: str) -> None:
    """A singular before towns is an address, and one name is no list."""
    assert list(find_lists(text)) == []


def test_where_they_stand() -> None:
    """The first item begins with the shared word, the others with their own."""
    text = "mit den IHKs Dortmund und Bochum"
    assert [text[item.start : item.end] for item in find_lists(text)] == ["IHKs Dortmund", "Bochum"]
