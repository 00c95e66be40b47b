"""Themenforen against the gold standard."""

import re
from dataclasses import replace
from typing import Any

import pytest

from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import parse_document
from ruhrgraph.loaders.records import Moderation, Themenforum
from ruhrgraph.loaders.shipped import documents
from tests.loaders.gold import FORUMS, UNSEEN, ends, gold_ends, pair, value


def _forum(found: Themenforum) -> dict[str, Any]:
    return {
        "number": found.nummer.value,
        "title": found.titel.value,
        "question": value(found.leitfrage),
        "circleItems": [group.text.value for group in found.teilnehmergruppen],
        "leadMinistry": value(found.federfuehrend),
        "otherMinistries": sorted(item.value for item in found.beteiligt),
        "interestedMinistries": sorted(item.value for item in found.interessiert),
        "askedMinistries": sorted(item.value for item in found.angefragt),
        "furtherMinistryOpen": bool(found.weiteres_offen),
    }


def _moderation(found: Moderation) -> dict[str, Any]:
    return {
        "address": value(found.amt),
        "titles": value(found.akademischer_titel),
        "name": found.name.value,
        "role": value(found.rolle),
        "organisation": value(found.organisation),
        "government": bool(found.regierung),
        "ministry": value(found.ressort),
    }


@pytest.mark.parametrize("name", FORUMS)
def test_forums(name: str) -> None:
    """Every field of every Themenforum is as it was read by hand."""
    reading, gold = pair(name)
    for found, entry in zip(reading.themenforen, gold, strict=True):
        assert _forum(found) == {key: entry.get(key, []) for key in _forum(found)}
        assert ends(found.konzept) == gold_ends(entry, "concept")
        assert ends(found.teilnehmerkreis) == gold_ends(entry, "circle")


def test_forums_of_a_second_page() -> None:
    """The forums of a page count from the number that its record says, and a title that has it is right."""
    (shipped,) = (document for document in documents() if document.name == "themenforen")
    assert shipped.metadata
    metadata = replace(shipped.metadata, first_forum=21)
    text = shipped.text.replace("Bekämpfung der Clan-Kriminalität\n", "Themenforum 23: Bekämpfung\n", 1)
    reading = load(parse_document("zweite-seite", text.encode(), "zweite-seite.txt", metadata))
    assert [forum.nummer.value for forum in reading.themenforen] == list(range(21, 41))
    assert not [issue for issue in reading.issues if issue.severity == "error"]


@pytest.mark.parametrize("name", FORUMS)
def test_moderations(name: str) -> None:
    """Every moderator's address, titles, name, role and organisation are as they were read by hand."""
    reading, gold = pair(name)
    for found, entry in zip(reading.themenforen, gold, strict=True):
        moderators = [_moderation(item) for item in found.moderationen]
        assert len(moderators) == len(entry["moderators"])
        for moderator, gold_moderator in zip(moderators, entry["moderators"], strict=True):
            assert {key: moderator[key] for key in gold_moderator} == gold_moderator


def test_same_title() -> None:
    """A forum that stands in a page twice is an error at the second one."""
    page = (UNSEEN / "forum-a.txt").read_text(encoding="utf-8")
    start = page.index(load(parse_document("seite", page.encode(), "seite.txt")).themenforen[0].titel.value)
    once = page[start : page.index("\n", page.index("\nRessort:", start) + 1) + 1]
    doubled = page[:start] + once + "\n" + page[start:]
    issues = load(parse_document("seite", doubled.encode(), "seite.txt")).issues
    found = [issue.line for issue in issues if issue.code == "duplicate-forum"]
    assert found == [doubled.count("\n", 0, start + len(once) + 1) + 1]


def test_organisations_of_a_group() -> None:
    """Each group of a circle has the organisations that it names."""
    page = (UNSEEN / "forum-a.txt").read_text(encoding="utf-8")
    circle = re.search(r"(?m)^Teilnehmerkreis\n(.*)$", page)
    assert circle is not None
    text = page.replace(circle[1], "Kommunen, Unternehmen (Evonik Industries, thyssenkrupp)", 1)
    (forum, *_) = load(parse_document("seite", text.encode(), "seite.txt")).themenforen
    assert [[item.name.value for item in group.organisationen] for group in forum.teilnehmergruppen] == [
        [],
        ["Evonik Industries", "thyssenkrupp"],
    ]
