"""How to cite: the sentence in both languages, and the forms that programs read."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.requests import Request

from ruhrgraph.graph.versions.repository import published, read_record
from ruhrgraph.server.http.citation import Citation, citation
from ruhrgraph.server.settings import Settings

PERSON = Citation(
    title="Hendrik Wüst",
    path="doc/person/hendrik-wuest",
    address="https://daten.example/doc/person/hendrik-wuest",
    publisher="Amt für Daten",
    digest="0df526438a77" + "5a" * 26,
    day="2026-11-26",
    language="de",
)
DATASET = replace(PERSON, title="", path="", address="https://daten.example/")


def test_a_page_is_cited_as_a_part_of_the_dataset() -> None:
    """The sentence names publisher, title, dataset, version, address and, if given, the day of access."""
    assert PERSON.text("de") == (
        "Amt für Daten (2026): Hendrik Wüst. In: Wissensgraph der Ruhr-Konferenz. "
        "Version vom 26. November 2026 (0df526438a77). https://daten.example/doc/person/hendrik-wuest"
    )
    assert PERSON.text("de", "2026-12-01").endswith("hendrik-wuest (abgerufen am 1. Dezember 2026).")
    assert PERSON.text("en", "2026-12-01").endswith("hendrik-wuest (accessed 1 December 2026).")
    assert (
        replace(PERSON, language="en")
        .text("en")
        .startswith(
            "Amt für Daten (2026): Hendrik Wüst. In: Knowledge graph of the Ruhr-Konferenz. Version of 26 November 2026"
        )
    )


def test_the_dataset_is_cited_by_itself() -> None:
    """Without a title it is the dataset that is cited."""
    assert DATASET.text("de").startswith("Amt für Daten (2026): Wissensgraph der Ruhr-Konferenz. Version vom")
    assert "In:" not in DATASET.text("de") + DATASET.bibtex() + DATASET.ris()


def test_what_is_not_known_is_not_said() -> None:
    """A version of unknown day has none, and without a version there is none."""
    assert "(o. J.): Hendrik Wüst" in replace(PERSON, day="").text("de")
    assert "Version 0df526438a77." in replace(PERSON, day="").text("de")
    bare = replace(PERSON, day="", digest="")
    assert "ersion" not in bare.text("en") + bare.bibtex() + bare.csl()


def test_bibtex() -> None:
    """An entry of BibTeX has a key of the path, and no sign that TeX takes for its own."""
    entry = replace(PERSON, title=r"50 % {a}_b \x~^").bibtex("2026-12-01")
    assert entry.startswith("@misc{ruhrgraph-doc-person-hendrik-wuest,\n")
    assert r"title = {{50 \% \{a\}\_b \textbackslash{}x\textasciitilde{}\textasciicircum{}}}" in entry
    assert "  urldate = {2026-12-01},\n" in entry
    assert entry.count("{") == entry.count("}")


def test_ris() -> None:
    """An entry of RIS has one line for each field, begins with its type and ends with `ER`."""
    lines = PERSON.ris("2026-12-01").split("\r\n")
    assert lines[0] == "TY  - DATA"
    assert lines[-2:] == ["ER  - ", ""]
    assert {"TI  - Hendrik Wüst", "DA  - 2026/11/26", "Y2  - 2026/12/01"} <= set(lines)


def test_csl() -> None:
    """CSL-JSON is a list of one dataset."""
    (item,) = json.loads(PERSON.csl("2026-12-01"))
    assert item["type"] == "dataset"
    assert item["author"] == [{"literal": "Amt für Daten"}]
    assert item["accessed"] == {"date-parts": [[2026, 12, 1]]}
    assert item["version"] == "2026-11-26-0df526438a77"


def test_of_a_request(page_request: Callable[..., Request], small_data: Path) -> None:
    """The address is where the server really is, and the version is the one in use; a title is one line."""
    request = page_request("/ruhr/")
    request.app.state.settings = Settings(data=small_data)
    found = citation(request, "Abfrage\r\nER  - ", "queries/events?forum=13&x=ü <")
    assert found.address == "http://testserver/ruhr/queries/events?forum=13&x=%C3%BC%20%3C"
    assert found.title == "Abfrage ER -"
    assert found.digest == published(small_data).digest
    assert found.day == read_record(published(small_data)).made[:10]


@pytest.mark.parametrize("folder", ["none", "damaged"])
def test_without_a_version(page_request: Callable[..., Request], tmp_path: Path, folder: str) -> None:
    """Where no version can be read, the page comes all the same."""
    (tmp_path / "damaged" / "current").mkdir(parents=True)
    request = page_request("/")
    request.app.state.settings = Settings(data=tmp_path / folder)
    assert citation(request).digest == ""
