"""Reading a document takes time in proportion to its length, whatever stands in it many times, in any of its parts."""

from contextlib import suppress

import pytest

from ruhrgraph.graph.mapping.reading_report import report_on
from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import parse_document
from ruhrgraph.ontology.errors import UnknownDocumentError
from tests.linearity.growth import MOST, ratio

LENGTH = 400
QUICK = 0.05
"""Seconds; what is quadratic takes many times as long for the long text."""
FORUM = """Unsere Themen

{x}Einleitung {x} und

Klicken Sie auf den Titel des Themenforen

{x}Titel {x}

Frage {x}?

Konzept: {x} Text
{x}

Moderationsteam
Minister Dr. Joachim Stamp, {x} Leiter der {x}
{x} Suat Yilmaz {x}, Vorstand {x} innogy SE {x}
{x}

Teilnehmerkreis
{x} Experten {x} und {x}

Veranstaltungen

1. {x} Veranstaltung {x} im {x} Haus {x} am 08.04.2019 {x} von 12:00 bis {x} 18:00 Uhr {x} in {x} Essen {x}
Ziel: {x} Darstellung {x}
Teilnehmende: {x} ca. {x} 100 {x} Teilnehmende {x}

Ressort: MKFFI {x} (weitere {x} beteiligte {x} Ressorts: {x} MSB und {x} Stk/Sport {x}) {x}
{x}
"""
BROCHURE = """# Titel {x}

Vorwort {x}

## 1 Handlungsfelder mit 1 Projekten

{x} Feld {x} ..... 7
{x} Projekt {x} (MWIDE, 13-01) ..... {x} 8

## Feld

Text {x}

### {x} Projekt {x} (MWIDE, 13-01)

**Projektbeschreibung:** {x} Text {x}
{x}

**Maßnahmen:** <ul><li>{x} eins {x}</li><li>{x}</ul> {x}
- {x}

**Laufzeit:** {x} 2020 {x} bis {x} 2030 {x} (bis {x})
"""
REPEATED = (
    *(" ", "\t", " \t", "\n", "\n ", " \n", "\r\n", "\r", ",", ", ", ".", "...", "\u2026", "(", ")", "()", "( "),
    *('"', "\u201e", "\u201c", "\u201ea\u201c ", "1", "1 ", "1. ", "\n1. a\n", "\n1. a\nZiel: b\n", "12 ", "\xe4"),
    *("a", "A", "A ", "Aa ", "a ", "-", " - ", " \u2013 ", "\xad", "und ", "A und ", "Dr. ", "Prof. Dr. ", "<b>"),
    *("</b>", "<", ">", "<li>", "<li>a", "</p", "<sub>", "**", "im Rahmen ", "im A ", " in A", "am 1. ", "bis "),
    *("ab 2020 ", "ca. ", "ca. 5 ", "Anfang ", "STEAG GmbH ", "Stiftung A ", "A.", "A & ", "leiter", "Leiter "),
    *("Vorstand ", "weitere Ressorts ", "MSB, ", "MSB und ", "interessiert ", "&amp;", "a\n", "\n\n", "A) "),
    *("a) b B) ", " a) b b) "),
    *("(a", ": ", ": a", "Thema: ", "Ort, ", "n.n.b. ", "12:00 ", "08.04.2019 ", "[", "]", "\u3000", "\xa0", "e\u0301"),
    *("\nZiel: a\n", "\nTeilnehmende: a\n", "\nRessort: MSB\n", "\nModerationsteam\n", "\nVeranstaltungen\n"),
    *("\n### A (MSB, 12-34)\n", "\n## A\n"),
    *("<ul><li>a", "<li>a d.h.</li>", "\nBudget: a\n", "\n| a | b |", "<b>A</b><br>", "erstens a ", "20 Schulen "),
    *("2020 bis 2030, ", "Pilotphase 2020 ", "(2020) ", "danach ", "3 Jahre ", "\nA (MSB)\n", "\n### A (MSB, 1-2)\n"),
    *("\n# A\n", "\n- a\n", "\n\nPhase I a\n\n", "\nLaufzeit: 2020\n", "(MSB, 12-34) ", "\nA ..... 7\n"),
)  # fmt: skip


@pytest.mark.parametrize("repeated", REPEATED)
@pytest.mark.parametrize("form", [FORUM, BROCHURE], ids=["themenforen", "handlungsfelder"])
def test_linear(form: str, repeated: str) -> None:
    """A document in whose parts something stands eight times as often takes about eight times as long to read."""

    def read(length: int) -> None:
        text = form.format(x=repeated * (length // len(repeated)))
        with suppress(UnknownDocumentError):  # with parts of the other kind it may fit both
            report_on(load(parse_document("a", text.encode(), "a.txt")))

    assert ratio(read, LENGTH, QUICK) < MOST
