"""The curated records: unambiguous, complete, and found by the spellings that documents use."""

import re
from collections import Counter
from importlib import resources

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ruhrgraph.ontology import AUTHORITY_NAMES, DEFAULT_BASE, Authority, authorities, turtle
from ruhrgraph.ontology.names import find_authority, fold, slug

CONCEPTS = ("organisationstyp", "veranstaltungstyp", "beteiligungsrolle")
KINDS = ("ressort", "gemeinde", "ort", "organisation", *CONCEPTS)
SCHEMES = ("handlungsfelder", "organisationstypen", "veranstaltungstypen", "beteiligungsrollen")
CLASSES = {
    "ressort": {"Ressort", "PublicOrganisation", "Organization"},
    "gemeinde": {"Gemeinde", "Location"},
    "ort": {"Ort", "Location"},
    "organisation": {"Organisation", "Organization"},
    **{kind: {"Concept"} for kind in CONCEPTS},
    **{scheme: {"ConceptScheme"} for scheme in SCHEMES},
}
POSTS = {"stk-cds", "stk-mbei"}
ACRONYMS = {
    *("MKFFI", "FM", "IM", "MWIDE", "MAGS", "MSB", "MHKBG", "JM", "VM", "MULNV", "MKW", "Stk"),
    *("Stk/Sport", "Stk/Ehrenamt", "Stk/CdS", "Stk/MBEI"),
}


def _records(kind: str) -> list[Authority]:
    return [record for record in authorities() if record.kind == kind]


@pytest.mark.parametrize("kind", KINDS)
def test_a_spelling_belongs_to_one_record(kind: str) -> None:
    """No label, acronym or other spelling is shared by two records of a kind, case and punctuation aside."""
    counts = Counter(
        spelling
        for record in _records(kind)
        for spelling in {fold(name) for name in (record.label, record.acronym or record.label, *record.alternatives)}
    )
    assert [spelling for spelling, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_tidy(kind: str) -> None:
    """Keys are slugs of the names (a ministry's of its acronym), spellings are tidy and not repeated."""
    for record in _records(kind):
        assert record.key == slug(record.acronym or record.label)
        names = (record.label, *record.alternatives)
        assert len(set(names)) == len(names), record
        assert all(name and name == " ".join(name.split()) for name in names), record
        assert record.misspellings <= set(record.alternatives)


def test_every_kind_has_records() -> None:
    """The files are read, each into records of its kind, each key once."""
    records = authorities()
    assert {record.kind for record in records} == set(KINDS)
    assert len({(record.kind, record.key) for record in records}) == len(records)


def test_all_ministries_of_the_time_are_known() -> None:
    """The twelve ministries and the four units of the state chancellery are there, units below the chancellery."""
    ministries = {record.acronym: record for record in _records("ressort")}
    assert set(ministries) == ACRONYMS
    assert {acronym for acronym, record in ministries.items() if record.parent == "stk"} == {
        acronym for acronym in ACRONYMS if acronym.startswith("Stk/")
    }


def test_all_municipalities_of_the_ruhr_area_are_known() -> None:
    """Five sections of the file hold the 53 municipalities of the Regionalverband Ruhr."""
    ruhr, _, _ = turtle("authorities/gemeinden").partition("# Elsewhere")
    assert len(re.findall(r"^gemeinde:", ruhr, re.MULTILINE)) == 53


def test_places_with_identifiers_are_known_municipalities() -> None:
    """Each place of places.tsv is a record, but for the Land itself."""
    table = resources.files("ruhrgraph.ontology.authorities").joinpath("places.tsv").read_text(encoding="utf-8")
    names = {line.split("\t")[0] for line in table.splitlines()[1:]} - {"Nordrhein-Westfalen"}
    assert names <= {record.label for record in _records("gemeinde")}


def test_venues_lie_in_known_municipalities() -> None:
    """The municipality of a venue is a record."""
    known = {record.key for record in _records("gemeinde")}
    assert {record.gemeinde for record in _records("ort")} - {None} <= known


def test_organisations_have_a_known_kind_and_safe_names() -> None:
    """Each organisation has one of the kinds, and no spelling that is too short to be safe in running text."""
    for record in _records("organisation"):
        assert record.art in {type_.key for type_ in _records("organisationstyp")}
        assert all(len(name) > 2 for name in (record.label, *record.alternatives)), record


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        ("ressort", "Stk Sport", "stk-sport"),
        ("ressort", "Stk/Ehrenamt", "stk-ehrenamt"),
        ("ressort", "MBEI", "stk-mbei"),
        ("ressort", "MHKGB", "mhkbg"),
        ("ressort", "Chef der Staatskanzlei", "stk-cds"),
        ("gemeinde", "Mülheim", "muelheim-an-der-ruhr"),
        ("gemeinde", "Mülheim a. d. Ruhr", "muelheim-an-der-ruhr"),
        ("gemeinde", "Voerde", "voerde-niederrhein"),
        ("ort", "Haus der Technik, Essen", "haus-der-technik-essen"),
        ("ort", "Veltins-Arena", "veltins-arena-gelsenkirchen"),
        ("ort", "Stadthalle Kamen", "kamener-stadthalle"),
        ("organisation", "RVR", "regionalverband-ruhr"),
        ("organisation", "NRW Bank", "nrw-bank"),
        ("organisation", "Uni Duisburg-Essen", "universitaet-duisburg-essen"),
        ("organisation", "Steag", "steag-gmbh"),
        ("organisation", "Mitsubishi Hitaki", "mhps-gmbh"),
    ],
)
def test_spellings_of_documents_are_found(kind: str, name: str, key: str) -> None:
    """A name as a document spells it leads to its record."""
    record = find_authority(kind, name)
    assert record is not None
    assert record.key == key


@pytest.mark.parametrize("name", ["Stadthalle", "Wissenschaftspark", "Umspannwerk"])
def test_general_names_are_no_venues(name: str) -> None:
    """A name that other towns have too means no venue without its town."""
    assert find_authority("ort", name) is None


@pytest.mark.parametrize("name", AUTHORITY_NAMES)
def test_records_are_typed_by_our_class_and_the_common_ones(name: str) -> None:
    """Each thing of an authority file has its own class and those of the vocabularies in wide use."""
    types: dict[str, set[str]] = {}
    for quad in parse(turtle(name), RdfFormat.TURTLE):
        assert isinstance(quad.subject, NamedNode)
        assert quad.subject.value.startswith(f"{DEFAULT_BASE}id/")
        if quad.predicate.value.endswith("#type") and isinstance(quad.object, NamedNode):
            types.setdefault(quad.subject.value, set()).add(re.split("[#/]", quad.object.value)[-1])
    for thing, classes in types.items():
        kind, _, key = thing.removeprefix(f"{DEFAULT_BASE}id/").partition("/")
        assert classes == CLASSES[kind] | ({"Post"} if kind == "ressort" and key in POSTS else set()), thing


def _texts(name: str, predicate: str) -> dict[str, dict[str, str]]:
    """Return the texts of a property in an authority file by thing and language, at most one in each language."""
    found: dict[str, dict[str, str]] = {}
    for quad in parse(turtle(name), RdfFormat.TURTLE):
        if quad.predicate.value.endswith(predicate) and isinstance(quad.object, Literal):
            texts = found.setdefault(str(quad.subject), {})
            assert texts.setdefault(str(quad.object.language), quad.object.value) == quad.object.value
    return found


def test_concepts_are_in_two_languages_and_a_scheme() -> None:
    """Each concept and scheme has a preferred label in German and English, which is its name, too."""
    labels = _texts("authorities/konzepte", "#prefLabel")
    assert labels == _texts("authorities/konzepte", "rdf-schema#label")
    assert all(texts.keys() == {"de", "en"} for texts in labels.values())
    concepts = [record for kind in CONCEPTS for record in _records(kind)]
    assert len(labels) == len(concepts) + len(SCHEMES)
    quads = parse(turtle("authorities/konzepte"), RdfFormat.TURTLE)
    placed = [quad.subject for quad in quads if quad.predicate.value.endswith("#inScheme")]
    assert len(placed) == len(set(placed)) == len(concepts)


def test_ministries_have_names_in_two_languages() -> None:
    """Each ministry has one German and one English label; records go by the German one."""
    labels = _texts("authorities/ressorts", "rdf-schema#label")
    assert all(texts.keys() == {"de", "en"} for texts in labels.values())
    assert {texts["de"] for texts in labels.values()} == {record.label for record in _records("ressort")}
    assert find_authority("ressort", "Ministry of Transport") is None


def test_an_unknown_file_is_refused() -> None:
    """The door opens no file but the package's own."""
    with pytest.raises(ValueError, match=r"There is no Turtle file '../secret'"):
        turtle("../secret")
