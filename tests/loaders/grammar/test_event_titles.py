"""Titles of events: kind, theme and the place at their end."""

import pytest

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.event_titles import find_title, kind_of, split_theme, unfinished_end


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Öffentliches Symposium", "Öffentliches Symposium"),
        ("Veranstaltung als Workshop", "Workshop"),
        ("Exkursion nach Rotterdam", "Exkursion"),
        ("Workshop per Videokonferenz", "Workshop"),
        ("Tagung 'Vielfalt'", "Tagung"),
        ("„Vielfalt“", None),
    ],
)
def test_kind(title: str, kind: str | None) -> None:
    """The kind is the noun phrase that a title begins with; a quotation is none."""
    found = kind_of(Passage(title, 0))
    assert (found.value if found else None) == kind


@pytest.mark.parametrize(
    ("segment", "theme", "behind"),
    [
        ("zum Thema „Mobilität“ in Essen", "Mobilität", "in Essen"),
        ("zum Thema Mobilität", "Mobilität", None),
        ("– Startschuss für alle", "Startschuss für alle", None),
        (": Zukunft der Arbeit", "Zukunft der Arbeit", None),
        ("„Vielfalt“", "Vielfalt", None),
        ("– Haus der Technik, Essen", None, None),
        ("– in Essen", None, None),
        ("im Rathaus Essen", None, None),
    ],
)
def test_theme(segment: str, theme: str | None, behind: str | None) -> None:
    """A theme is told from a place behind a dash, and from a place behind it."""
    _, found, rest = split_theme(Passage(segment, 0))
    assert (found and found.text, rest and rest.text) == (theme, behind)


@pytest.mark.parametrize(
    ("parts", "title", "place"),
    [
        (["Workshop in Essen"], "Workshop", "in Essen"),
        (["Essen, ", "Workshop"], "Workshop", None),
        (["im Rathaus", "Workshop"], "Workshop", None),
        (["Arbeit im Wandel"], "Arbeit im Wandel", None),
        (["Sport in der Schule"], "Sport in der Schule", None),
        (["Workshop zur Zukunft der Stadt Essen"], "Workshop zur Zukunft der Stadt Essen", None),
        (["Workshop, Essen"], "Workshop", "Essen"),
        (["Workshop, Rathaus Essen"], "Workshop", "Rathaus Essen"),
        (["Workshop zum Thema Wasser, bei der Staatskanzlei"], "Workshop zum Thema Wasser", "bei der Staatskanzlei"),
        (["Workshop, Hollestraße 1, 45127 Essen"], "Workshop", "Hollestraße 1, 45127 Essen"),
        (["Workshop zum Thema „Wasser“, Essen"], "Workshop zum Thema „Wasser“", "Essen"),
    ],
)
def test_title(parts: list[str], title: str, place: str | None) -> None:
    """The title is the first part that is no place, without the place that it ends in."""
    found = find_title([Passage(part, 100 * index) for index, part in enumerate(parts)])
    assert found is not None
    assert (found.title.text, found.place and found.place.text) == (title, place)


@pytest.mark.parametrize(
    ("title", "behind", "end"),
    [
        ("Werkstatt am", " ", "am"),
        ("Werkstatt am 3. u", ". ", "am 3. u"),
        ("Werkstatt von März", " auf ", "März"),
        ("Werkstatt wird", " ", "wird"),
        ("Werkstatt am O", "3.05.2019", "am O"),
        ("Werkstatt Mitte", "/Ende November", "Mitte"),
        ("Neue Stadt Mitte", " am ", None),
        ("Workshop 2", " am ", None),
        ("Forum für Mai und Maier", " am ", None),
        ("Industrie 4.0", " in ", None),
    ],
)
def test_unfinished(title: str, behind: str, end: str | None) -> None:
    """A title that ends in a preposition, a month or a verb was cut off; numbers and names may end it."""
    heading = Passage(title + behind, 7)
    assert unfinished_end(heading.cut(0, len(title)), heading) == end


def test_no_title() -> None:
    """Places alone are no title."""
    assert find_title([Passage("in Essen", 0)]) is None
