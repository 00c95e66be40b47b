"""Looking things up: by every name, however it is spelled, and what is told where there is none."""

from contextlib import suppress
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import NameNotFoundError
from ruhrgraph.queries.lookup import KINDS, find_iris, names_of
from ruhrgraph.queries.things import Things, read_things

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALT = "http://www.w3.org/2004/02/skos/core#altLabel"
TERMS = f"{DEFAULT_BASE}ontology#"
NAMES = [
    ("Person", "person/hendrik-wuest", LABEL, "Hendrik Wüst"),
    ("Person", "person/christoph-m-schmidt", LABEL, "Christoph M. Schmidt"),
    ("Person", "person/herta-wuest", LABEL, "Herta Wüst"),
    ("Person", "person/karl-josef-laumann", LABEL, "Karl-Josef Laumann"),
    ("Ressort", "ressort/vm", LABEL, "Ministerium für Verkehr"),
    ("Ressort", "ressort/vm", LABEL, "Ministry of Transport"),
    ("Ressort", "ressort/vm", ALT, "Verkehrsministerium"),
    ("Ressort", "ressort/vm", f"{TERMS}kuerzel", "VM"),
    ("Ressort", "ressort/stk-sport", LABEL, "Staatskanzlei, Sport"),
    ("Ressort", "ressort/stk-sport", f"{TERMS}kuerzel", "Stk/Sport"),
    ("Themenforum", "themenforum/1", LABEL, "Chancen"),
    ("Themenforum", "themenforum/1", f"{TERMS}nummer", "1"),
    ("Themenforum", "themenforum/13", LABEL, "Neue Mobilität"),
    ("Themenforum", "themenforum/13", f"{TERMS}nummer", "13"),
    ("Handlungsfeld", "handlungsfeld/vernetzte-mobilitaet", LABEL, "Vernetzte Mobilität – kurze Wege"),
    ("Handlungsfeld", "handlungsfeld/vernetzte-mobilitaet", f"{TERMS}nummer", "1"),
    ("Projekt", "projekt/13-01", LABEL, "ÖPNV-Initiative"),
    ("Projekt", "projekt/13-01", f"{TERMS}code", "13-01"),
    ("Veranstaltung", "veranstaltung/13-1", LABEL, "Auftakt"),
    ("Gemeinde", "gemeinde/essen", LABEL, "Essen"),
    ("Gemeinde", "gemeinde/essen", "http://www.w3.org/2004/02/skos/core#notation", "05113000"),
    ("Gemeinde", "gemeinde/essen", "https://schema.org/sameAs", "http://www.wikidata.org/entity/Q2066"),
    ("Ort", "ort/radio-bochum", LABEL, "Radio Bochum"),
    ("Organisation", "organisation/radio-bochum", LABEL, "Radio Bochum"),
    ("Organisation", "organisation/eon", LABEL, "E.ON"),
    ("Quelle", "source/themenforen", "http://purl.org/dc/terms/title", "Unsere Themen"),
]
THINGS = read_things(
    DEFAULT_BASE,
    [
        {
            "c": f"{TERMS}{type_}",
            "s": DEFAULT_BASE + (id_ if type_ == "Quelle" else f"id/{id_}"),
            "p": property_,
            "o": name,
            "l": "en" if name == "Ministry of Transport" else "de",
        }
        for type_, id_, property_, name in NAMES
    ],
    [{"c": f"{TERMS}Laufzeit", "s": f"{DEFAULT_BASE}id/laufzeit/13-01"}],
)


def _found(text: str, *kinds: str) -> list[str]:
    """Return the identifiers of what a text names."""
    return [iri.removeprefix(DEFAULT_BASE).removeprefix("id/") for iri in find_iris(text, kinds, THINGS)]


@pytest.mark.parametrize(
    ("text", "kind", "identifier"),
    [
        *(
            (text, "person", "person/hendrik-wuest")
            for text in (
                "Hendrik Wüst",
                " hendrik wuest\n",
                normalize("NFD", "HENDRIK WÜST"),
                "Wüst, Hendrik",
                "Minister Hendrik Wüst",
                "Herr Dr. Hendrik Wüst",
                "hendrik-wuest",
                "person/hendrik-wuest",
                "https://w3id.org/ruhrgraph/id/person/hendrik-wuest",
                "HTTP://W3ID.org/Ruhrgraph/ID/person/Hendrik-Wuest",
                "<https://w3id.org/ruhrgraph/doc/person/hendrik-wuest>",
            )
        ),
        ("Laumann", "person", "person/karl-josef-laumann"),
        ("Prof. Schmidt", "person", "person/christoph-m-schmidt"),
        ("M. Schmidt", "person", "person/christoph-m-schmidt"),
        *(
            (text, "ressort", "ressort/vm")
            for text in ("VM", "vm", "Verkehrsministerium", "ministerium fuer verkehr", "MINISTRY OF TRANSPORT")
        ),
        *(
            (text, "ressort", "ressort/stk-sport")
            for text in ("Stk/Sport", "stk-sport", "STK SPORT", "Staatskanzlei Sport")
        ),
        *(
            (text, "themenforum", "themenforum/13")
            for text in ("13", "013", "Themenforum 13", "Forum 13", "TF13", "neue mobilitaet")
        ),
        *(
            (text, "handlungsfeld", "handlungsfeld/vernetzte-mobilitaet")
            for text in ("1", "Handlungsfeld 1", "vernetzte-mobilitaet")
        ),
        *(
            (text, "projekt", "projekt/13-01")
            for text in ("13-01", "13-1", "13/01", "Projekt 13-01", "öpnv-initiative", "oepnv initiative")
        ),
        *(
            (text, "gemeinde", "gemeinde/essen")
            for text in ("ESSEN", "05113000", "https://www.wikidata.org/entity/q2066/")
        ),
        ("EON", "organisation", "organisation/eon"),
        *(
            (text, "quelle", "source/themenforen")
            for text in ("themenforen", "Unsere Themen", f"{DEFAULT_BASE}source/themenforen")
        ),
        ("13-01", "ding", "projekt/13-01"),
        ("laufzeit/13-01", "ding", "laufzeit/13-01"),
        (f"{DEFAULT_BASE}id/laufzeit/13-01", "ding", "laufzeit/13-01"),
    ],
)
def test_every_name_finds_its_thing(text: str, kind: str, identifier: str) -> None:
    """Labels in all languages, other spellings, acronyms, codes, numbers, keys and IRIs name a thing."""
    assert _found(text, kind) == [identifier]


@pytest.mark.parametrize(
    ("text", "kinds", "identifiers"),
    [
        ("Wuest", ("person",), ["person/hendrik-wuest", "person/herta-wuest"]),
        ("radio bochum", ("ort", "organisation"), ["organisation/radio-bochum", "ort/radio-bochum"]),
        ("13-1", ("ding",), ["projekt/13-01", "veranstaltung/13-1"]),
    ],
)
def test_a_name_of_several_things_finds_all(text: str, kinds: tuple[str, ...], identifiers: list[str]) -> None:
    """All things of a name are found, in the order of their identifiers."""
    assert sorted(_found(text, *kinds)) == identifiers


@pytest.mark.parametrize(
    ("text", "kinds", "message"),
    [
        ("Wuesd", ("person",), "there is: Christoph M. Schmidt, Hendrik Wüst, Herta Wüst, Karl-Josef Laumann"),
        ("Verkehr", ("ressort",), "no Ressort “Verkehr”; did you mean VM (Ministerium für Verkehr)?"),
        ("XYZ", ("ressort",), "no Ressort “XYZ”; there is: Stk/Sport, VM"),
        ("99", ("themenforum",), "no Themenforum “99”; there is: 1, 13"),
        ("-1", ("themenforum",), "no Themenforum “-1”; there is: 1, 13"),
        ("131", ("veranstaltung",), "no Veranstaltung “131”; there is: 13-1"),
        ("13-99", ("projekt",), "no Projekt “13-99”; did you mean 13-01 (ÖPNV-Initiative)?"),
        ("person/herta-wuest", ("ressort",), "no Ressort “person/herta-wuest”; that is of the kind Person: Herta Wüst"),
        (
            "xyzzy",
            ("ort", "organisation"),
            "no Ort or Organisation “xyzzy”; there is: E.ON, Radio Bochum, Radio Bochum",
        ),
        ("", ("gemeinde",), "no Gemeinde “”; there is: Essen"),
        ("x" * 600, ("gemeinde",), f"no Gemeinde “{'x' * 100}…”; there is: Essen"),
        ("laufzeit/99", ("ding",), "no thing “laufzeit/99”"),
    ],
)
def test_what_names_nothing_is_told_what_is_near(text: str, kinds: tuple[str, ...], message: str) -> None:
    """The error names the nearest things, of few things all, and what an IRI of another kind stands for."""
    with pytest.raises(NameNotFoundError) as caught:
        find_iris(text, kinds, THINGS)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert all(choice in str(caught.value) for choice in caught.value.choices)
    assert bool(caught.value.choices) is any(hint in str(caught.value) for hint in ("did you mean", "there is:"))


def test_nothing_published_is_told_too() -> None:
    """Where there are no things at all, the error says so."""
    with pytest.raises(NameNotFoundError, match="there is: none"):
        find_iris("x", ("person",), Things(DEFAULT_BASE))


def test_things_are_named_with_label_and_identifier() -> None:
    """Choices tell things of one name apart."""
    assert names_of(find_iris("Wuest", ("person",), THINGS), THINGS) == [
        "Hendrik Wüst (person/hendrik-wuest)",
        "Herta Wüst (person/herta-wuest)",
    ]


@given(st.text(), st.sampled_from(sorted(KINDS)))
def test_any_text_is_found_or_refused(text: str, kind: str) -> None:
    """Whatever is asked, there are IRIs of things, or the error that there is none."""
    with suppress(NameNotFoundError):
        assert find_iris(text, (kind,), THINGS)
