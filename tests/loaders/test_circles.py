"""The circle of participants: which groups are listed, and when a text is no list."""

import pytest

from ruhrgraph.loaders.circles import read_circle
from ruhrgraph.loaders.document import ReadingLog, parse_document


def _read(text: str) -> tuple[list[str], list[str], ReadingLog]:
    """Return the groups of a circle, the text at their places, and the log."""
    log = ReadingLog(parse_document("x", text.encode(), "x"))
    _, groups = read_circle(list(log.document.passage.lines()), log)
    assert [group.position.value for group in groups] == list(range(1, len(groups) + 1))
    quotes = [log.document.text[span.start : span.end] for group in groups for span in group.text.spans]
    return [group.text.value for group in groups], quotes, log


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Kommunen, Verbände und Kammern", ["Kommunen", "Verbände", "Kammern"]),
        ("Kommunen; Verbände; Kammern etc.", ["Kommunen", "Verbände", "Kammern"]),
        ("Polizei, Feuerwehr, THW u. a.", ["Polizei", "Feuerwehr", "THW"]),
        ("Städte, RVR, VRR und andere", ["Städte", "RVR", "VRR"]),
        ("Vereine (Sport, Kultur), Kammern", ["Vereine (Sport, Kultur)", "Kammern"]),
        ("Kommunen; „Wir, hier“ e. V.; Kammern", ["Kommunen", "„Wir, hier“ e. V.", "Kammern"]),
        ("Bürgerinnen und Bürger, Vereine", ["Bürgerinnen und Bürger", "Vereine"]),
        ("Vereine, Lehrerinnen und Lehrer", ["Vereine", "Lehrerinnen und Lehrer"]),
        ("Kleine und große Unternehmen, Kammern", ["Kleine und große Unternehmen", "Kammern"]),
        ("Kammern, Umwelt-, Natur- und Tierschutzverbände", ["Kammern", "Umwelt-, Natur- und Tierschutzverbände"]),
        ("Kammern, Verkehrsbetriebe und -verbünde", ["Kammern", "Verkehrsbetriebe und -verbünde"]),
        ("Kammern, Institut für Bauen und Wohnen", ["Kammern", "Institut für Bauen und Wohnen"]),
        ("BR Köln, Münster, Arnsberg, Kammern", ["BR Köln, Münster, Arnsberg", "Kammern"]),
        ("TU Dortmund, Essen", ["TU Dortmund", "Essen"]),
        (
            "Vertreter von Hochschulen, Instituten und Kammern; Fachleute der Bank, des Landes und des Bundes",
            ["Vertreter von Hochschulen, Instituten und Kammern", "Fachleute der Bank, des Landes und des Bundes"],
        ),
        (
            "Vertreterinnen und Vertreter von Städten und Gemeinden, RVR, Verbände",
            ["Vertreterinnen und Vertreter von Städten und Gemeinden", "RVR", "Verbände"],
        ),
        (
            "Kommunen sowie weitere Akteure aus den Bereichen Natur- und Umweltbildung, Klima und Gartenbau",
            ["Kommunen", "weitere Akteure aus den Bereichen Natur- und Umweltbildung, Klima und Gartenbau"],
        ),
        ("Unter anderem Vertretungen aus: Ministerien, Kammern", ["Ministerien", "Kammern"]),
        ("Alle sind eingeladen. Darunter RVR, Kammern", ["RVR", "Kammern"]),
        ("Eine Gruppe wird eingeladen. Kommunen, Kammern.", ["Kommunen", "Kammern"]),
        ("Zu 1) Städte, RVR\nZu 2) AHK, Ruhr Hub.", ["Städte", "RVR", "AHK", "Ruhr Hub"]),
        ("1. Städte, Kreise\n2. Kammern u.a.\n\nGäste werden eingeladen.", ["Städte, Kreise", "Kammern u.a."]),
        ("- Städte, Kreise\n- Kammern", ["Städte, Kreise", "Kammern"]),
        ("a) Städte\nb) Kammern", ["Städte", "Kammern"]),
        ("Betriebe mit 1,5 Stellen, Kammern", ["Betriebe mit 1,5 Stellen", "Kammern"]),
        ("Städte\nKammern\nVereine", ["Städte", "Kammern", "Vereine"]),
    ],
)
def test_groups(text: str, groups: list[str]) -> None:
    """Groups stand between commas and semicolons outside of brackets; what depends on one stays with it."""
    found, quotes, log = _read(text)
    assert found == groups
    assert [" ".join(quote.split()) for quote in quotes] == groups
    assert log.issues == []


@pytest.mark.parametrize(
    "text",
    [
        "Vom Moderationsteam ausgewählter Kreis.",
        "Kommunen und Verbände",
        "Die Einladung richtet sich an Kommunen, Verbände und Kammern.",
        "Expertinnen und Experten aus Justiz, Zoll und Kommunen. Alle sind bekannt.",
        "Lokale Akteure aus Medien, Kommunen und HWK.",
        "Über 100 Einladungen an Unternehmen (Hotel, Gastronomie), Kammern und Verbände",
        "Fachleute aus verschiedenen Fächern; darunter Sport, Psychologie, aus Vereinen und Kommunen",
        "Fachleute aus Kommunen, Kammern und Verbänden, Studierende",
        "Kommunen, die sich beteiligen, Verbände",
        "1. Kommunen\n2. Verbände\n4. Kammern",
        "1. Kommunen\n2. Verbände 3. Kammern",
        "Kommunen und Verbände\n\nDas Budget beträgt 2 Mio. Euro, je Kreis.",
        "Zu den Sitzungen kommen Gäste, Presse, Fachleute.",
        "Kommunen, Kreditinstitute Unter anderem Vertretungen aus: VdW, Kammern",
        "offen für alle, kostenlos",
    ],
)
def test_no_list(text: str) -> None:
    """Prose is not cut into pieces, and one group alone is no list."""
    assert _read(text)[0] == []


@pytest.mark.parametrize(
    "text", ["Kommunen (Städte, Kreise, Verbände", "Kommunen, „Wir, Verbände", "Kommunen), Verbände"]
)
def test_broken_bracket(text: str) -> None:
    """If a bracket or quotation mark has no partner, no group is sure."""
    found, _, log = _read(text)
    assert found == []
    assert [(issue.severity, issue.code) for issue in log.issues] == [("warning", "value-not-understood")]


def test_empty() -> None:
    """A circle without text is none."""
    log = ReadingLog(parse_document("x", b"x", "x"))
    assert read_circle([], log) == (None, ())
