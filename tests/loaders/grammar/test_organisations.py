"""Organisations in texts: those that are found, and those that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.organisations import find_organisations, kind_of, nominative

FOUND = [
    ("Verkehrsclubs (ADAC, ADFC, VDV)", ["ADAC", "ADFC", "VDV"]),
    ("unter Federführung der MHPS GmbH und STEAG GmbH", ["MHPS GmbH", "STEAG GmbH"]),
    (
        "Fraunhofer Institut für Materialfluss und Logistik, Studierende",
        ["Fraunhofer Institut für Materialfluss und Logistik"],
    ),
    ("mit der Kohlenglanz & Söhne GmbH", ["Kohlenglanz & Söhne GmbH"]),
    ("die Wübben Stiftung und die Stiftung Mercator", ["Wübben Stiftung", "Stiftung Mercator"]),
    ("Route des Regionalverbands Ruhr", ["Regionalverband Ruhr"]),
    ("das Netzwerk CORRECTIV", ["CORRECTIV"]),
    ("Wohlfahrtsverbände (AWO, Caritas, VdK NRW)", ["AWO", "Caritas", "VdK NRW"]),
    ("eine Caritas-Vertretung und der BUND Saarland", ["Caritas", "BUND Saarland"]),
    ("das Deutsche Rote Kreuz und ver.di", ["Deutsches Rotes Kreuz", "ver.di"]),
    ("Projektbeschreibung\tDer Kulturring Hassel e.V.", ["Kulturring Hassel e.V."]),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_found(text: str, names: list[str]) -> None:
    """Curated names and names after a pattern are found, in order."""
    assert [item.name.value for item in find_organisations(Passage(text, 0))] == names


@pytest.mark.parametrize(
    "text",
    [
        "Kommunen, Stadtwerke, IHKs und Handwerkskammern",
        "die drei Universitäten und Stiftungen der Region",
        "Eine Stiftung fördert Hochschulen",
        "den Fraunhofer-Instituten",
        "Unternehmen, Verbände und Vereine",
        "der Begriff Universität Plus und das Stichwort „Stiftung Leben“",
        "eine AWO-Kita, ein DRK-Kurs, der Caritasverband",
        "",
    ],
)
def test_none(text: str) -> None:
    """Generic words and plurals are no organisations."""
    assert find_organisations(Passage(text, 0)) == ()


def test_mentions_add_up() -> None:
    """Two mentions of one organisation, in two spellings, are one organisation with two spans."""
    (found,) = find_organisations(Passage("Der RVR lädt ein; der Regionalverband Ruhr zahlt.", 0))
    assert len(found.name.spans) == 2


@pytest.mark.parametrize(
    ("genitive", "expected"),
    [("Regionalverbands Ruhr", "Regionalverband Ruhr"), ("Exzellenzclusters RESOLV", "Exzellenzcluster RESOLV"),
     ("Deutsche Bahn AG", "Deutsche Bahn AG")],
)  # fmt: skip
def test_nominative(genitive: str, expected: str) -> None:
    """A name in the genitive is put into the nominative."""
    assert nominative(genitive) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Wübben Stiftung", "Stiftung"),
        ("Kohlenglanz GmbH", "Unternehmen"),
        ("Radio Lippewelle", "Medien"),
        ("Xyz", "Einrichtung"),
    ],
)
def test_kind(name: str, kind: str) -> None:
    """A name tells the kind of its organisation, or none."""
    assert kind_of(name) == kind


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the search fail, and each span lies within the text."""
    for item in find_organisations(Passage(text, 0)):
        assert all(0 <= span.start < span.end <= len(text) for span in item.name.spans)
