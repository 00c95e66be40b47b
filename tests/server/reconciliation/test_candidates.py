"""Candidates: which things a name may mean, and when it is certain; asked as OpenRefine asks."""

from typing import Any, Literal

import httpx
import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from tests.server.reconciliation.openrefine import ask, decomposed


@pytest.mark.parametrize(
    ("query", "type_", "found"),
    [
        ("Laumann, Karl-Josef", None, "person/karl-josef-laumann"),
        ("Prof. Dr. Uta Hohn", None, "person/uta-hohn"),
        ("MWIDE", None, "ressort/mwide"),
        ("Wirtschaftsministerium", "Ressort", "ressort/mwide"),
        ("Mülheim/Ruhr", "Gemeinde", "gemeinde/muelheim-an-der-ruhr"),
        ("Stadthalle Kamen", None, "ort/kamener-stadthalle"),
        ("Radio Bochum", "Ort", "ort/radio-bochum"),
        ("Mitsubishi Hitaki", "Organisation", "organisation/mhps-gmbh"),
        ("13-01", "Projekt", "projekt/13-01"),
        ("Themenforum 13", None, "themenforum/13"),
        ("gemeinde/essen", None, "gemeinde/essen"),
        (f"{DEFAULT_BASE}id/gemeinde/essen", f"{DEFAULT_BASE}ontology#Gemeinde", "gemeinde/essen"),
    ],
)
def test_certain(client: httpx.Client, query: str, type_: str | None, found: str) -> None:
    """Labels, other spellings, acronyms, inverted names, titles, codes and identifiers are certain matches."""
    first, *others = ask(client, query=query, **({"type": type_} if type_ else {}))
    assert (first["id"], first["score"], first["match"]) == (found, 100, True)
    assert not any(other["match"] for other in others)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Gelsnkirchen", "gemeinde/gelsenkirchen"),
        ("Karl Josef Lauman", "person/karl-josef-laumann"),
        ("Wissenschaftspark", "ort/wissenschaftspark-gelsenkirchen"),
        ("mwide", "ressort/mwide"),
        ("13-01", "projekt/13-01"),
    ],
)
def test_likely(client: httpx.Client, query: str, found: str) -> None:
    """A misspelling, a part of a name, an acronym in small letters and a bare code are found, but not certain."""
    first = ask(client, query=query)[0]
    assert first["id"] == found
    assert first["score"] < 100
    assert not first["match"]


@pytest.mark.parametrize("name", ["Düsseldorf", "Mülheim an der Ruhr", "Köln", "Hendrik Wüst", "Führung für Köln"])
@pytest.mark.parametrize("composition", ["NFD", "NFKD", "mixed"])
def test_decomposed_names(client: httpx.Client, name: str, composition: Literal["NFD", "NFKD", "mixed"]) -> None:
    """A name with decomposed umlauts, as macOS writes them, has the same candidates as the composed one."""
    assert ask(client, query=decomposed(name, composition)) == ask(client, query=name)


@pytest.mark.parametrize("composition", ["NFD", "mixed"])
def test_decomposed_properties(client: httpx.Client, composition: Literal["NFD", "NFKD", "mixed"]) -> None:
    """Values of properties are compared composed, whether they are names or identifiers."""
    for value in ("Mülheim an der Ruhr", "Köln"):
        one, other = (
            ask(client, query="Haus der Technik", type="Ort", properties=[{"pid": "gemeinde", "v": text}])
            for text in (value, decomposed(value, composition))
        )
        assert one == other


def test_namesakes(client: httpx.Client) -> None:
    """Where two things bear a name neither is certain, until the type tells them apart."""
    pair = [item for item in ask(client, query="Radio Bochum") if item["score"] == 100]
    assert {item["type"][0]["id"] for item in pair} == {"Organisation", "Ort"}
    assert not any(item["match"] for item in pair)


@pytest.mark.parametrize("type_", ["Person", "Nichts", f"{DEFAULT_BASE}ontology#Person"])
def test_type_is_a_filter(client: httpx.Client, type_: str) -> None:
    """Only things of the type are candidates; a type that there is not has none."""
    assert all(item["type"][0]["id"] == "Person" for item in ask(client, query="Essen", type=type_))


def test_properties(client: httpx.Client) -> None:
    """A property that fits keeps a match certain, one that contradicts ends it, one that nobody has changes nothing."""

    def first(**properties: Any) -> dict[str, Any]:  # noqa: ANN401  # whatever a value may be
        asked = [{"pid": name, "v": value} for name, value in properties.items()]
        return ask(client, query="Haus der Technik", type="Ort", properties=asked)[0]

    assert first(gemeinde="Essen")["match"]
    assert first(gemeinde={"id": "gemeinde/essen", "name": "Essen"})["match"]
    assert first(gemeinde=["Essen", "Duisburg"])["match"]
    assert first(nichts="x")["match"]
    against = first(gemeinde="Dortmund")
    assert not against["match"]
    assert against["score"] < 80
    assert {"id": "gemeinde", "value": 0.0} in against["features"]


def test_properties_alone(client: httpx.Client) -> None:
    """Without a name the properties alone find candidates, none of them certain."""
    found = ask(client, type="Ort", properties=[{"pid": "gemeinde", "v": "Kamen"}])
    assert [item["id"] for item in found] == ["ort/kamener-stadthalle"]
    assert not found[0]["match"]
