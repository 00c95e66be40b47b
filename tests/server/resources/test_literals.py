"""Literals and IRIs as readers see them, in both languages."""

import pyoxigraph as ox
import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.resources.literals import display_text, foreign_language, passage_name, short_name

XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


@pytest.mark.parametrize(
    ("value", "datatype", "text"),
    [
        ("2019-04-08", f"{XSD}date", "8. April 2019"),
        ("2019-06", EDTF, "Juni 2019"),
        ("2019-06?", EDTF, "Juni 2019 (ungewiss)"),
        ("2019-34", EDTF, "2. Quartal 2019"),
        ("2019", EDTF, "2019"),
        ("2019-13", EDTF, "2019-13"),
        ("2020/2025?", EDTF, "2020 bis 2025 (ungewiss)"),
        ("{2019-04-10,2019-04-12}", EDTF, "10. April 2019 und 12. April 2019"),
        ("P3Y", f"{XSD}duration", "3 Jahre"),
        ("12:00:00", f"{XSD}time", "12:00 Uhr"),
        ("12:00:30", f"{XSD}time", "12:00:30"),
        ("true", f"{XSD}boolean", "ja"),
        ("0", f"{XSD}boolean", "nein"),
        ("maybe", f"{XSD}boolean", "maybe"),
        ("2019-04-08", f"{XSD}string", "2019-04-08"),
        ("7", f"{XSD}integer", "7"),
    ],
)
def test_literals(value: str, datatype: str, text: str) -> None:
    """Dates, times, yes and no are in words; what cannot be read as its datatype, and all else, stays as it is."""
    assert display_text(value, datatype, "de") == text


def test_literals_in_english() -> None:
    """The same in English, and passages."""
    assert display_text("2019-04-08", f"{XSD}date", "en") == "8 April 2019"
    assert display_text("12:00:00", f"{XSD}time", "en") == "12:00"
    assert display_text("true", f"{XSD}boolean", "en") == "yes"
    passage = f"{DEFAULT_BASE}source/themenforen#char=812,861"
    assert passage_name(passage, DEFAULT_BASE, "en") == "themenforen, characters 812–861"


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (f"{DEFAULT_BASE}source/themenforen#char=812,861", "themenforen, Zeichen 812–861"),
        (f"{DEFAULT_BASE}source/themenforen", None),
        ("https://other.example/source/themenforen#char=812,861", None),
    ],
)
def test_passages(iri: str, name: str | None) -> None:
    """A passage of a source document is named by the document and its characters."""
    assert passage_name(iri, DEFAULT_BASE, "de") == name


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (f"{DEFAULT_BASE}ontology#Projekt", "rk:Projekt"),
        ("http://www.w3.org/2004/02/skos/core#notation", "skos:notation"),
        (f"{DEFAULT_BASE}id/projekt/13-01", "id/projekt/13-01"),
        (DEFAULT_BASE, DEFAULT_BASE),
        ("https://other.example/x", "https://other.example/x"),
    ],
)
def test_short_names(iri: str, name: str) -> None:
    """An IRI is short by a known prefix or without the base; others stay as they are."""
    assert short_name(iri, DEFAULT_BASE) == name


def test_only_foreign_languages_are_named() -> None:
    """The language of a text is named unless it is the page's own."""
    assert foreign_language(ox.Literal("Essen", language="en"), "de") == "en"
    assert foreign_language(ox.Literal("Essen", language="de"), "de") == ""
    assert foreign_language(ox.Literal("Essen"), "de") == ""
    assert foreign_language(ox.Literal("Essen", language="de"), "en") == "de"
