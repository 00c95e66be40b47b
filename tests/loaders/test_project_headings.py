"""Headings of projects: well-formed, and malformed in every way."""

import pytest

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.project_headings import (
    is_marked,
    is_sentence,
    looks_malformed,
    read_heading,
    read_malformed_heading,
)
from tests.loaders.brochures import BROCHURE, changed, issues, line_of, read

WELL_FORMED = [
    "### Café am Kanal (MSB, 21-05)",
    "Café am Kanal (MSB; 21-05)",
    "**Café am Kanal (MSB, 21-05)**",
    "<b>Café am Kanal (MSB, 21-05)</b>\t",
    "# Café am Kanal (MSB, 21 – 05)",
    "### **Café am Kanal** (MSB 21-05)",
    "<h3>Café am Kanal (MSB, 21-05)</h3>",
    "| Café am Kanal (MSB, 21-05) | |",
]
MALFORMED = [
    "(MSB, 2-01)",
    "(MSB, 02-1)",
    "(MSB, 02-001)",
    "(MSB, 0201)",
    "(MSB, 02/01)",
    "(MSB, 02.01)",
    "(MSB, 02 01)",
    "(MSB, O2-O1)",
    "(MSB)",
    "(MSB, )",
    "()",
    "(02-01)",
    "(, 02-01)",
    "(02-01, MSB)",
    "MSB, 02-01)",
    "(MSB, 02-01",
    "MSB 02-01",
    "- MSB, 02-01",
    "[MSB, 02-01]",
    "{MSB, 02-01}",
    "(MSB, II-I)",
    "(MSB, VM, 02-01)",
    "(MSB, XX-01)",
    "(MSB, 02-01) neu",
]


@pytest.mark.parametrize("line", WELL_FORMED)
def test_well_formed(line: str) -> None:
    """Title, ministry and code are read in any mark-up."""
    found = read_heading(Passage(line, 0))
    assert found is not None
    assert found.title is not None
    assert found.ministry is not None
    code = found.code.value.replace(" ", "")
    assert (found.title.text, found.ministry.text, code) == ("Café am Kanal", "MSB", "21-05")


@pytest.mark.parametrize("mark", ["### ", "## ", "**", ""])
@pytest.mark.parametrize("end", MALFORMED)
def test_malformed_is_an_error(mark: str, end: str) -> None:
    """A heading whose ministry and code are malformed is a project with an error at its line, never a Handlungsfeld."""
    heading = f"{mark}Café am Kanal {end}" + ("**" if mark == "**" else "")
    text = changed("### Café am Kanal (MSB, 02-01)", heading)
    found = read(text)
    assert [field.titel.value for field in found.handlungsfelder] == ["Feld: Wege – Ufer", "Feld: Schulen – Kitas"]
    assert len(found.projekte) == 3
    assert (line_of(text, f"\n{heading}\n") + 1, "heading-not-understood") in issues(text, "error")


@pytest.mark.parametrize(
    "heading",
    ["### (MSB, 02-01) Café am Kanal", "### 02-01 Café am Kanal (MSB)", "### 02-01: Café", "### Café am Kanal"],
)
def test_code_elsewhere_is_an_error(heading: str) -> None:
    """So is a heading with its code before the title, and one without any."""
    text = changed("### Café am Kanal (MSB, 02-01)", heading)
    assert (line_of(text, heading), "heading-not-understood") in issues(text, "error")
    assert len(read(text).handlungsfelder) == 2


@pytest.mark.parametrize("end", ["(MSB, 2-01)", "(offen)", "(MSB)", "[MSB, 02-01]"])
def test_malformed_in_the_contents_list(end: str) -> None:
    """So is one that is malformed in the contents list too."""
    text = BROCHURE.replace("Café am Kanal (MSB, 02-01)", f"Café am Kanal {end}")
    assert (line_of(text, f"### Café am Kanal {end}"), "heading-not-understood") in issues(text, "error")
    assert [field.titel.value for field in read(text).handlungsfelder] == ["Feld: Wege – Ufer", "Feld: Schulen – Kitas"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Feld: Wege – Ufer", False),
        ("Bildung (Schule und Hochschule)", False),
        ("Ziele (2020–2030)", False),
        ("Innovation Ruhr 2030", False),
        ("Café am Kanal (MSB, 21-5)", True),
        ("Café am Kanal 21-05", True),
    ],
)
def test_looks_malformed(text: str, *, expected: bool) -> None:
    """The title of a Handlungsfeld does not look like a malformed heading."""
    assert looks_malformed(text) is expected


def test_what_is_kept_of_a_malformed_heading() -> None:
    """Title, ministry and what stands for the code are kept; without a code it is the title's slug."""
    found = read_malformed_heading(Passage("### Café (21-5, MSB)", 0))
    assert found.title is not None
    assert found.ministry is not None
    assert (found.title.text, found.ministry.text, found.code.value) == ("Café", "MSB", "21-5")
    codes = [
        read_malformed_heading(Passage(line, 0)).code.value for line in ("### Café Ufer", "### ()", "### A (MSB, 2/1)")
    ]
    assert codes == ["cafe-ufer", "ohne-kennung", "2-1"]


def test_marks() -> None:
    """A line is marked by #, by bold letters, or as a table's head; running text ends in a full stop or is long."""
    marked = [
        is_marked(Passage(line, 0)) for line in ("## A", "**A**", "<b>A</b>", "(MKW, 16-01)\t", "A", "**A** und B")
    ]
    assert marked == [True, True, True, True, False, False]
    assert is_sentence(Passage("Siehe Radweg (VM, 01-02).", 0))
    assert not is_sentence(Passage("Radweg (VM, 01-02)", 0))


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("2. Radweg", "Radweg"),
        ("Projekt: Radweg", "Radweg"),
        ("Projekt 2: Radweg", "Radweg"),
        ("<b>2) Radweg</b>", "Radweg"),
        ("2. Umweg", "2. Umweg"),
        ("Projekt Radweg", "Projekt Radweg"),
    ],
)
def test_lead_of_a_title(written: str, title: str) -> None:
    """What counts or announces a heading is no part of its title if the contents list has the title without it."""
    text = changed("### Radweg (", f"### {written} (")
    titel = read(text).projekte[1].titel
    assert titel.value == title
    assert title in text[titel.spans[0].start : titel.spans[0].end]
