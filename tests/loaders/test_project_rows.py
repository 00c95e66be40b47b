"""Rows of projects: labels in every form and spelling, further rows, and lines that belong to none."""

import pytest

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.project_rows import find_row_start, find_rows
from tests.loaders.brochures import changed, issues, line_of, read

TERM = "Laufzeit\tBis 2030"


def _rows(text: str) -> list[tuple[str, str, str]]:
    whole = Passage(text, 0)
    return [(row.kind, row.start.label.text, row.cell.text) for row in find_rows(whole.lines(), whole).rows]


@pytest.mark.parametrize(
    ("line", "kind", "cell"),
    [
        ("Laufzeit\t2020", "term", "2020"),
        ("Laufzeit 2020", "term", "2020"),
        ("Laufzeit: 2020", "term", "2020"),
        ("**Laufzeit** 2020", "term", "2020"),
        ("**Laufzeit:** 2020", "term", "2020"),
        ("<b>Laufzeit</b>: 2020", "term", "2020"),
        ("| Laufzeit | 2020 |", "term", "2020 |"),
        ("<tr><td>Laufzeit</td><td>2020", "term", "2020"),
        ("- **Laufzeit:** 2020", "term", "2020"),
        ("LAUFZEIT\t2020", "term", "2020"),
        ("Laufzeit – 2020", "term", "2020"),
        ("#### Laufzeit", "term", ""),
        ("Projektlaufzeit\t2020", "term", "2020"),
        ("Zeitraum\t2020", "term", "2020"),
        ("Kurzbeschreibung\tText", "description", "Text"),
        ("Beschreibung\tText", "description", "Text"),
        ("Massnahmen\tText", "measures", "Text"),
        ("Geplante Maßnahmen\tText", "measures", "Text"),
        ("Maßnahme\tText", "measures", "Text"),
        ("Budget\t2 Mio. Euro", "other", "2 Mio. Euro"),
        ("Budget 2 Mio. Euro", "other", "2 Mio. Euro"),
        ("Kosten: offen", "other", "offen"),
        ("Wirkungsgrad\thoch", "other", "hoch"),
        ("Maßnahmen\t- Ausleihe", "measures", "- Ausleihe"),
        ("Maßnahmen \t – Ausleihe", "measures", "– Ausleihe"),
        ("Laufzeitt\t2020", "other", "2020"),
    ],
)
def test_row_start(line: str, kind: str, cell: str) -> None:
    """A label is known in any form and spelling; in a table any label is one."""
    found = find_row_start(Passage(line, 0))
    assert found is not None
    assert (found.kind, found.cell.text) == (kind, cell)


@pytest.mark.parametrize(
    "line",
    [
        "Ziel ist ein Netz",
        "Kosten werden geteilt",
        "Standorte und Wege",
        "Text ohne Marke",
        "- Aufbau",
        "### Ziel Olympia",
        "",
    ],
)
def test_no_row_start(line: str) -> None:
    """A sentence that begins with such a word is no row."""
    assert find_row_start(Passage(line, 0)) is None


LABELS = [
    "Budget",
    "Kosten",
    "Finanzierung",
    "Projektpartner",
    "Ansprechpartner",
    "Träger",
    "Zielgruppe",
    "Standort",
    "Wirkungsgrad",
]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(
    "form", ["{}\tText 1", "{}: Text 1", "**{}** Text 1", "**{}:** Text 1", "| {} | Text 1 |", "\n{}: Text 1"]
)
def test_further_row(label: str, form: str) -> None:
    """A row with another label is kept with its exact places and a warning; the row before it stays as it is."""
    text = changed(TERM, f"{TERM}\n{form.format(label)}")
    project = read(text).projekte[1]
    (extra,) = project.zusatzangaben
    assert (extra.beschriftung.value, extra.text.value) == (label, "Text 1")
    spans = [text[span.start : span.end] for value in (extra.beschriftung, extra.text) for span in value.spans]
    assert spans == [label, "Text 1"]
    assert project.laufzeit is not None
    assert project.laufzeit.text.value == "Bis 2030"
    assert (line_of(text, "Text 1"), "row-unknown") in issues(text, "warning")


@pytest.mark.parametrize("label", LABELS[:-1])
def test_further_row_in_plain_letters(label: str) -> None:
    """A usual label is known without any sign."""
    project = read(changed(TERM, f"{TERM}\n{label} Text 1")).projekte[1]
    assert [(extra.beschriftung.value, extra.text.value) for extra in project.zusatzangaben] == [(label, "Text 1")]


@pytest.mark.parametrize(
    ("old", "new", "severity", "code"),
    [
        (TERM, f"{TERM}\nLaufzeit\t2031", "error", "row-doubled"),
        (TERM, "Laufzeit\t", "error", "row-missing"),
        (TERM, "Laufzeit", "error", "row-missing"),
        (TERM, "Laufzeitt\tBis 2030", "error", "row-missing"),
        (f"\n{TERM}", f" {TERM}", "error", "row-missing"),
        (TERM, f"{TERM}\n\nWeitere Informationen im Netz.", "warning", "unread-text"),
        (TERM, f"{TERM}\nWeitere Informationen im Netz.", "warning", "unread-text"),
        (TERM, f"{TERM} ### Café (MSB, 02-02)", "error", "heading-not-understood"),
        (TERM, "Laufzeit\tBis 2030 (VM, 01-02)", "error", "heading-not-understood"),
        ("Ein Radweg.", "Café am Kanal (MSB, 02-01)\nEin Radweg.", "error", "heading-not-understood"),
        (TERM, "Laufzeit\tca. 3 Jahre", "warning", "duration-approximate"),
        (TERM, f"{TERM} Budget: 2 Mio. Euro", "warning", "value-not-understood"),
        (TERM, f"{TERM}; Budget 2 Mio. Euro", "warning", "value-not-understood"),
        (TERM, f"{TERM}<br>Träger: RVR", "warning", "value-not-understood"),
        ("Ein Radweg.", "Ein Radweg. Zielgruppe: alle", "warning", "value-not-understood"),
        (
            "<li>Planung</li><li>Bau</li></ul>",
            "<li>Bau</li></ul><b>Kosten:</b> offen",
            "warning",
            "value-not-understood",
        ),
        (TERM, "Laufzeit\t2020 oder 2021", "warning", "value-not-understood"),
        ("Wege führen ans Ufer.", "Wege führen ans Ufer. Federführung: VM", "error", "label-in-text"),
        ("Wege führen ans Ufer.", "Wege führen ans Ufer.\nZielgruppe: alle", "error", "label-in-text"),
        ("Wege führen ans Ufer.", "Ressort: VM", "error", "label-in-text"),
        ("Wege führen ans Ufer.", "Hinweis: Wege führen ans Ufer.", "warning", "label-in-text"),
    ],
)
def test_reported(old: str, new: str, severity: str, code: str) -> None:
    """What is doubled, empty, lost or foreign is reported."""
    assert code in [found for _, found in issues(changed(old, new), severity)]


def test_order_and_form() -> None:
    """Rows may stand in any order, in one table or another."""
    cells = ["Projektbeschreibung\tEin Radweg.", "Maßnahmen\t<ul><li>Planung</li><li>Bau</li></ul>", TERM]
    turned = changed("\n".join(cells), "\n".join(reversed(cells)))
    piped = changed(
        "\n".join(cells), "|||\n|---|---|\n" + "\n".join("| {} | {} |".format(*cell.split("\t")) for cell in cells)
    )
    html = changed(
        "\n".join(cells),
        "<table>\n"
        + "\n".join("<tr><td>{}</td>\n<td>{}</td></tr>".format(*cell.split("\t")) for cell in cells)
        + "\n</table>",
    )
    for text in (turned, piped, html):
        project = read(text).projekte[1]
        assert project.beschreibung is not None
        assert project.laufzeit is not None
        measures = [measure.text.value for measure in project.massnahmen]
        assert (project.beschreibung.value, measures, project.laufzeit.text.value) == (
            "Ein Radweg.",
            ["Planung", "Bau"],
            "Bis 2030",
        )
        assert issues(text, "error", "warning") == []


def test_cells_over_lines() -> None:
    """A cell goes on over lines; a term only where its sentence does; a page number is furniture."""
    text = "**Maßnahmen** Geplant:\n\n- Eins\n- Zwei\n\n**Laufzeit** 2020\nbis 2022\n\n12\n"
    assert _rows(text) == [
        ("measures", "Maßnahmen", "Geplant:\n\n- Eins\n- Zwei"),
        ("term", "Laufzeit", "2020\nbis 2022"),
    ]
    found = find_rows(Passage(text, 0).lines(), Passage(text, 0))
    assert ([line.text for line in found.furniture], found.unread) == (["12"], ())


def test_label_among_measures() -> None:
    """What looks like a label among the measures stays there, and is reported."""
    text = changed(
        "Maßnahmen\t<ul><li>Planung</li><li>Bau</li></ul>", "**Maßnahmen** Planung\n**Netzwerk** Das Netz dient allen."
    )
    assert "row-unknown" in [code for _, code in issues(text, "warning")]
    assert read(text).projekte[1].zusatzangaben == ()
