"""What the texts of records name, against the lists that were read by hand, and how mentions are put together."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import Passage, ReadValue, Span
from ruhrgraph.loaders.mentions import join_mentions, names_of, read_mentions, spoken_for
from ruhrgraph.loaders.records import Nennungen, Organisationsname
from ruhrgraph.loaders.shipped import documents
from ruhrgraph.ontology.names import find_authority, fold
from tests.loaders.gold import GOLD

LEAST_RECALL = 0.95
LEAST_PRECISION = 0.98
HAND_READ: dict[str, Any] = json.loads((GOLD / "organisationen.json").read_text())


@cache
def _records() -> dict[str, tuple[Nennungen, str]]:
    """Return what each record of the shipped documents names, with the text of its document."""
    found = {}
    for document in documents():
        reading = load(document)
        for forum in reading.themenforen:
            found[f"forum {forum.nummer.value}"] = (forum.nennungen, document.text)
            for event in forum.veranstaltungen:
                found[f"event {forum.nummer.value}-{event.nummer.value}"] = (event.nennungen, document.text)
        for field in reading.handlungsfelder:
            found[f"field {field.nummer.value}"] = (field.nennungen, document.text)
        for project in reading.projekte:
            found[f"project {project.code.value}"] = (project.nennungen, document.text)
    return found


def _key(name: str) -> str:
    record = find_authority("organisation", name)
    return record.key if record else fold(name)


def _quotes(value: ReadValue[str], text: str) -> set[str]:
    return {text[span.start : span.end] for span in value.spans}


def _read() -> Iterator[tuple[str, str, frozenset[str]]]:
    for record, (nennungen, text) in _records().items():
        for one in nennungen.organisationen:
            yield record, _key(one.name.value), frozenset(_quotes(one.name, text))


def _by_hand() -> Iterator[tuple[str, str, frozenset[str]]]:
    for record, entries in HAND_READ["organisations"].items():
        for entry in entries:
            yield record, _key(entry["name"]), frozenset(entry["quotes"])


def test_organisations_are_found_and_nothing_else() -> None:
    """Nearly all organisations read by hand are found with just their quotes, and next to none besides."""
    read, by_hand = set(_read()), set(_by_hand())
    assert len(read & by_hand) >= LEAST_RECALL * len(by_hand), sorted(by_hand - read)
    assert len(read & by_hand) >= LEAST_PRECISION * len(read), sorted(read - by_hand)


def test_roles() -> None:
    """The roles of organisations are those read by hand, with the words that say them."""
    read = {
        (record, _key(one.organisation.value), one.rolle.value, *_quotes(one.rolle, text))
        for record, (nennungen, text) in _records().items()
        for one in nennungen.beteiligungen
    }
    assert read == {
        (record, _key(name), role, words) for record, found in HAND_READ["roles"].items() for name, role, words in found
    }


@pytest.mark.parametrize(
    ("kind", "field"), [("ministries", "ressorts"), ("municipalities", "gemeinden"), ("projects", "projekte")]
)
def test_others(kind: str, field: str) -> None:
    """Ministries, municipalities and projects named in texts are those read by hand."""
    read = {
        record: [one.value for one in getattr(nennungen, field)]
        for record, (nennungen, _) in _records().items()
        if getattr(nennungen, field)
    }
    assert read == HAND_READ[kind]


def _of(text: str, titles: dict[str, str] | None = None, own: str = "") -> Nennungen:
    return read_mentions([Passage(text, 0)], names_of(text, titles), own)


def test_an_abbreviation_is_explained_once() -> None:
    """A document explains an abbreviation in brackets, and it then names the same organisation everywhere."""
    text = "Die Muster Energie GmbH (MEG) baut. Später lädt die MEG ein."
    (found,) = _of(text).organisationen
    assert _quotes(found.name, text) == {"Muster Energie GmbH", "MEG"}
    assert len(found.name.spans) == 2
    assert _of("Die MEG lädt ein.").organisationen == ()


def test_two_spellings_in_one_mention() -> None:
    """A name with its abbreviation in brackets is one mention."""
    (found,) = _of("des Projektträgers Jülich (PTJ, für Zuschüsse)").organisationen
    assert found.name == ReadValue("Projektträger Jülich", (Span(4, 25),))


def test_a_town_as_administration_is_both() -> None:
    """`Stadt Essen` is an organisation and a municipality; `in der Stadt Essen` is a municipality alone."""
    both, alone = _of("mit der Stadt Essen"), _of("in der Stadt Essen")
    assert [one.name.value for one in both.organisationen] == ["Stadt Essen"]
    assert alone.organisationen == ()
    assert both.gemeinden[0].value == alone.gemeinden[0].value == "Essen"


def test_a_project_does_not_name_itself() -> None:
    """A title leads to the code of another project, and not from its own texts or from the name of an organisation."""
    titles = {"Innovation Ruhr 2030": "11-06"}
    assert [one.value for one in _of("zu Innovation Ruhr 2030.", titles).projekte] == ["11-06"]
    assert _of("zu Innovation Ruhr 2030.", titles, "11-06").projekte == ()
    assert _of("die Innovation Ruhr 2030 GmbH", titles).projekte == ()


def test_only_the_passages_count() -> None:
    """Of all that a document names, a record has what its own passages name."""
    text = "Der RVR plant. Der VRR fährt."
    names = names_of(text)
    assert [one.name.value for one in read_mentions([Passage(text[:14], 0), None], names).organisationen] == ["RVR"]


def test_organisations_of_groups() -> None:
    """Each item of a circle has the organisations that it names."""
    forum = load(documents()[1]).themenforen[10]
    named = {
        group.text.value[:20]: [one.name.value for one in group.organisationen] for group in forum.teilnehmergruppen
    }
    assert [names for names in named.values() if names[:2] == ["VDW", "BFW"]] != []
    assert {name for names in named.values() for name in names} <= {
        one.name.value for one in forum.nennungen.organisationen
    }


def test_joined() -> None:
    """Mentions of several texts become one for each organisation and role, with all spans."""
    text = "in Kooperation mit dem RVR; gemeinsam mit dem Regionalverband Ruhr"
    parts = [read_mentions([Passage(text[start:end], start)], names_of(text)) for start, end in ((0, 26), (26, 66))]
    joined = join_mentions(*parts)
    assert [len(one.name.spans) for one in joined.organisationen] == [2]
    assert [(one.rolle.value, len(one.organisation.spans)) for one in joined.beteiligungen] == [("kooperation", 2)]


def test_people_and_their_lines() -> None:
    """The organisation that a person speaks for is taken as it was read, others of the line are added."""
    line = "Prof. Dr. A B, Ruhr-Universität Bochum, Sprecherin des Exzellenzclusters RESOLV"
    university = ReadValue("Ruhr-Universität Bochum", (Span(15, 38),))
    found = spoken_for([university], [Passage(line, 0)], names_of(line)).organisationen
    assert found[0] == Organisationsname(university)
    assert [one.name.value for one in found[1:]] == ["Exzellenzcluster RESOLV"]
