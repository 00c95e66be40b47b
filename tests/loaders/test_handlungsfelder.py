"""Handlungsfelder against the gold standard."""

import pytest

from tests.loaders.gold import PROJECTS, ends, gold_ends, pair, value


@pytest.mark.parametrize("name", PROJECTS)
def test_fields(name: str) -> None:
    """Every Handlungsfeld's title, introduction and projects, in order, are as they were read by hand."""
    reading, gold = pair(name)
    for found, entry in zip(reading.handlungsfelder, gold["fields"], strict=True):
        assert (found.nummer.value, found.titel.value) == (entry["number"], entry["title"])
        assert ends(found.einleitung) == gold_ends(entry, "intro")
        inside = [item.code.value for item in reading.projekte if value(item.handlungsfeld) == found.name]
        assert inside == entry["projects"]
