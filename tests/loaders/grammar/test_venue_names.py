"""Curated venues in running texts."""

from ruhrgraph.loaders.grammar.venue_names import find_venues


def test_venues() -> None:
    """A venue of more than one word is found as a whole; one word could be anything."""
    text = "in der Jahrhunderthalle Bochum und auf Zollverein"
    assert [text[start:end] for start, end in find_venues(text)] == ["Jahrhunderthalle Bochum"]
