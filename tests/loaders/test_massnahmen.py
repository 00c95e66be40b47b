"""Measures of projects: lists of every kind, what is no measure, and what stands beside a list."""

import pytest

from ruhrgraph.loaders.document import Document, Passage, ReadingLog
from ruhrgraph.loaders.massnahmen import read_measures


def _read(cell: str) -> tuple[list[str], str | None, list[str]]:
    log = ReadingLog(Document("probe", cell, ""))
    measures, around = read_measures(Passage(cell, 0), log)
    return (
        [measure.text.value for measure in measures],
        around.value if around else None,
        [issue.code for issue in log.issues],
    )


@pytest.mark.parametrize(
    ("cell", "measures", "around"),
    [
        # lists and paragraphs
        ("<p>Geplant:</p><ul><li>• Eins</li><li>• Zwei</li></ul>", ["Eins", "Zwei"], "Geplant:"),
        ("Geplant:\n\n- Eins\n- Zwei", ["Eins", "Zwei"], "Geplant:"),
        ("Geplant:<br>1. Eins<br>2. Zwei", ["Eins", "Zwei"], "Geplant:"),
        ("A) Fachtag B) Fonds", ["Fachtag", "Fonds"], None),
        ("Geplant sind erstens die Öffnung, zweitens der Bau.", ["die Öffnung", "der Bau."], "Geplant sind"),
        ("<p>Erst dies.</p><p>Dann das.</p>", ["Erst dies.", "Dann das."], None),
        (
            "<p>Drei Phasen.</p><p><b>Phase 1:</b> A</p><p><b>Phase 2:</b> B</p>",
            ["Phase 1: A", "Phase 2: B"],
            "Drei Phasen.",
        ),
        # a bold head
        (
            "<p><b>1. Netz</b> Das Netz dient.</p><p><b>2. Ort</b> Der Ort hilft.</p>",
            ["Netz: Das Netz dient.", "Ort: Der Ort hilft."],
            None,
        ),
        # items that are none
        ("<ul><li>Eins</li><li>etc.</li></ul>", ["Eins"], "etc."),
        ("<ul><li>Eins</li><li>u. a.</li></ul>", ["Eins"], "u. a."),
        ("<ul><li>Eins</li><li>…</li></ul>", ["Eins"], "…"),
        (
            "<ul><li>Eins</li><li>Wichtig ist hierbei ein schnelles Netz.</li></ul>",
            ["Eins"],
            "Wichtig ist hierbei ein schnelles Netz.",
        ),
        (
            "<ul><li>Eins</li><li>Zu den möglichen Partnern gehören Vereine.</li></ul>",
            ["Eins"],
            "Zu den möglichen Partnern gehören Vereine.",
        ),
        # a list that completes a sentence
        (
            "<p>Es entstehen Filme, in denen Leute zeigen,</p><ul><li>was sie tun</li><li>wie sie es tun</li></ul>",
            ["Es entstehen Filme, in denen Leute zeigen, was sie tun; wie sie es tun"],
            None,
        ),
        (
            "<p>Es entstehen Filme. Betriebe zeigen darin:</p><ul><li>was sie tun</li><li>wie sie es tun</li></ul>",
            ["Es entstehen Filme. Betriebe zeigen darin: was sie tun; wie sie es tun"],
            None,
        ),
        (
            "Organisation von Werkstätten, die\n\n- Talente zeigen,\n- Mut machen.",
            ["Organisation von Werkstätten, die Talente zeigen, Mut machen."],
            None,
        ),
        # areas
        (
            "<p>Das betrifft folgende Bereiche:</p><ul><li>Sport</li><li>Reha</li></ul><p>Es entsteht ein Zentrum.</p>",
            ["Das betrifft folgende Bereiche: Sport; Reha", "Es entsteht ein Zentrum."],
            None,
        ),
        (
            "<p>Zielgruppen:</p><ul><li>Eltern</li></ul><p>Maßnahmen:</p><ul><li>Kurse</li></ul>",
            ["Kurse"],
            "Zielgruppen: Eltern Maßnahmen:",
        ),
        # explanations
        (
            "<ul><li>die Lehre, d.h.</li><li>die Bündelung und</li><li>die Entwicklung,</li><li>die Werbung</li></ul>",
            ["die Lehre, d.h. die Bündelung und die Entwicklung,", "die Werbung"],
            None,
        ),
        (
            "<ul><li>Eins:<ul><li>innen</li><li>auch</li></ul></li><li>Zwei</li></ul>",
            ["Eins: innen; auch", "Zwei"],
            None,
        ),
        # a phrase beside a list
        (
            "<p>Dreitägige Konferenz mit Gästen</p><ul><li>Rahmenprogramm</li></ul>",
            ["Dreitägige Konferenz mit Gästen", "Rahmenprogramm"],
            None,
        ),
        (
            "<ul><li>Eins</li></ul><p>Öffentlichkeitsarbeit für das Büro (ggf. im Netz).</p>",
            ["Eins", "Öffentlichkeitsarbeit für das Büro (ggf. im Netz)."],
            None,
        ),
        (
            "<p>Prüfung, ob das Büro integriert werden kann.</p><ul><li>Eins</li></ul>",
            ["Prüfung, ob das Büro integriert werden kann.", "Eins"],
            None,
        ),
        ("<p>Beratung ist wichtig.</p><ul><li>Eins</li></ul>", ["Eins"], "Beratung ist wichtig."),
        ("<p>Die Beratung der Betriebe</p><ul><li>Eins</li></ul>", ["Eins"], "Die Beratung der Betriebe"),
    ],
)
def test_measures(cell: str, measures: list[str], around: str | None) -> None:
    """The measures of a cell are what it says to do; the rest of the cell stands around them."""
    assert _read(cell) == (measures, around, [])


@pytest.mark.parametrize(
    ("cell", "measures"),
    [
        ("<ul><li>Ausleihe (Räder,</li><li>Roller)</li></ul>", ["Ausleihe (Räder,", "Roller)"]),
        ("<ul><li>Ausleihe c) Kurse</li></ul>", ["Ausleihe c) Kurse"]),
        ("a) Ausleihe, c) Kurse", ["Ausleihe, c) Kurse"]),
        ("- Ausleihe - Kurse - Feste", ["Ausleihe - Kurse - Feste"]),
        ("<ul><li>Tag, verschoben vom 20.03.2020 auf den 20.09.2020</li></ul>",
         ["Tag, verschoben vom 20.03.2020 auf den 20.09.2020"]),
    ],
)  # fmt: skip
def test_doubtful(cell: str, measures: list[str]) -> None:
    """A measure that may be cut or joined, or whose date was moved, is kept and reported."""
    found, _, codes = _read(cell)
    assert (found, set(codes)) == (measures, {"value-not-understood"})


def test_empty_items() -> None:
    """A bullet without text is no measure."""
    assert _read("<ul><li>• Eins</li><li>• </li><li>–</li><li>Zwei</li></ul>") == (["Eins", "Zwei"], None, [])


def test_unclear_explanation() -> None:
    """If it is not clear which items explain another one, the next one is taken, with a warning."""
    measures, _, codes = _read("<ul><li>Vermittlung, d.h.</li><li>Bündelung</li><li>Werbung</li></ul>")
    assert (measures, codes) == (["Vermittlung, d.h. Bündelung", "Werbung"], ["value-not-understood"])


@pytest.mark.parametrize(
    ("item", "date"),
    [
        ("Konferenz im Herbst 2020", "2020-23"),
        ("Workshop am 08.04.2020 in Essen", "2020-04-08"),
        ("2020 Gründung der „Innovation Ruhr 2030 GmbH“", "2020"),
        ("Ausbau ab März 2021", None),
        ("Konferenz im Mai 2020 und Tagung im Juni 2021", None),
        ("Konferenz im Mai 2020, Bilanz 2023", None),
        ("Konferenz im Mai 2020. Die Planung läuft. Sie ist offen.", None),
        ("Bewerbung für Olympia 2032", None),
    ],
)
def test_date(item: str, date: str | None) -> None:
    """A measure has a date if exactly one is in its sentence, and if it is no beginning."""
    cell = f"<ul><li>{item}</li></ul>"
    (measure,), _ = read_measures(Passage(cell, 0), ReadingLog(Document("probe", cell, "")))
    assert (measure.datum and measure.datum.value.edtf) == date


def test_quantities() -> None:
    """A measure has the quantities of all its parts, each with its place."""
    cell = "<ul><li>Bau von zehn Stegen:<ul><li>rund 20 Bänke</li></ul></li></ul>"
    (measure,), _ = read_measures(Passage(cell, 0), ReadingLog(Document("probe", cell, "")))
    assert [each.text.value for each in measure.mengen] == ["zehn Stegen", "rund 20 Bänke"]
    for each in measure.mengen:
        (span,) = each.text.spans
        assert cell[span.start : span.end] == each.text.value
