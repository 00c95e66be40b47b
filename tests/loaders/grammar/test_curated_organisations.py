"""Curated organisations in texts: their usual endings, and what beside a short name makes it another's."""

import re

import pytest

from ruhrgraph.loaders.grammar.curated_organisations import base_form, find_curated
from ruhrgraph.ontology import authorities
from ruhrgraph.ontology.names import find_authority

NAMES = [
    name for record in authorities() if record.kind == "organisation" for name in (record.label, *record.alternatives)
]
ANOTHERS = [
    *(
        "Landwirtschaftskammer Niedersachsen",
        "niedersächsische Landwirtschaftskammer",
        "Landwirtschaftskammer (Hessen)",
    ),
    *("Landwirtschaftskammer des Saarlandes", "Kölner Landwirtschaftskammer", "Niedersachsens Landwirtschaftskammer"),
    *("Stiftung Mercator Schweiz", "Siemens Energy", "RWE Power", "Evonik Oxeno", "Deutsche Bahn Cargo", "ADAC Hessen"),
    *("NABU Bayern", "Verbraucherzentrale Bundesverband", "Verbraucherzentrale für Hamburg", "Bundespolizei Kleve"),
    *("Initiativkreis Mönchengladbach", "Landesverband Haus & Grund", "Freundeskreis der Stiftung Zollverein"),
    *("das RVR-Gebiet", "ein VRR-Ticket", "NRW.BANK.Ideenwettbewerb", "Bayerische Landesgesundheitskonferenz"),
    *("Berliner Verbraucherzentrale", "österreichische Bundespolizei", "ThyssenKrupp 2000"),
]


@pytest.mark.parametrize("name", NAMES)
def test_each_spelling_is_found(name: str) -> None:
    """Each curated spelling is found in a sentence, as a whole."""
    assert [item[:2] for item in find_curated(f"mit {name}.")] == [(4, 4 + len(name))]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("des Wuppertal Instituts", "Wuppertal Institut"),
        ("des Landesamts für Natur, Umwelt und Verbraucherschutz NRW", "LANUV"),
        ("des Talentkollegs Ruhr", "Talentkolleg Ruhr"),
        ("der Deutschen Bahn AG", "Deutsche Bahn AG"),
        ("des NABUs", "NABU"),
        ("den Berliner Festspielen", "Berliner Festspiele"),
        ("Haus &amp; Grund", "Haus & Grund"),
        ("die Wübben-\nStiftung", "Wübben Stiftung"),
        ("RWI - Leibniz-Institut für Wirtschaftsforschung", "RWI – Leibniz-Institut für Wirtschaftsforschung"),
    ],
)  # fmt: skip
def test_endings(text: str, label: str) -> None:
    """Genitives, datives and other joints lead to a spelling that has the same record."""
    ((_, _, name),) = find_curated(text)
    record, expected = find_authority("organisation", name), find_authority("organisation", label)
    assert record == expected is not None


@pytest.mark.parametrize("text", ANOTHERS)
def test_what_stands_beside_a_name_decides(text: str) -> None:
    """A word that makes a name another's leads to no curated record."""
    assert [name for _, _, name in find_curated(text) if find_authority("organisation", name)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Landwirtschaftskammer Niedersachsen", "Landwirtschaftskammer Niedersachsen"),
        ("die Stiftung Mercator Schweiz", "Stiftung Mercator Schweiz"),
        ("der NABU Bayern lädt ein", "NABU Bayern"),
    ],
)
def test_sisters(text: str, name: str) -> None:
    """With a place behind a name it is the name of a sister, which is found without a record."""
    assert [found for _, _, found in find_curated(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "stellt der RVR bis Ende 2020 Mittel bereit",
        "wird der RVR Ende 2020 beginnen",
        "die RVR-Vertretung",
        "der NABU-Vorsitzende",
        "RVR, Städte und Kreise",
        "(RVR)",
        "„RVR“",
        "RVR und NABU-Gruppe",
        "die Business Metropole Ruhr Projekte plant",
        "Haus & Grund",
        "Bochumer Stiftung Mercator",
        "die Stiftung\xa0\xa0\xa0 Mercator",
    ],
)
def test_a_name_stays_what_it_is(text: str) -> None:
    """Other words beside a name, and compounds for its people, change nothing."""
    assert len([name for _, _, name in find_curated(text) if find_authority("organisation", name)]) == 1


def test_base_form_keeps_known_spellings() -> None:
    """A spelling that has a record stays as it is written, but for a genitive."""
    assert base_form("RAG-Stiftung") == "RAG-Stiftung"
    assert base_form("Regionalverbands Ruhr") == "Regionalverband Ruhr"
    assert not re.search("Instituts", base_form("Wuppertal Instituts"))
