"""The parts of a brochure: each change to a heading or a list is read right, or reported at its line."""

import pytest

from tests.loaders.brochures import BROCHURE, changed, issues, line_of, read

FIELDS = ["Feld: Wege – Ufer", "Feld: Schulen – Kitas"]
FIELD = "## Feld: Schulen – Kitas"


def _structure(text: str) -> list[tuple[str | None, str]]:
    found = read(text)
    return [(item.handlungsfeld.value if item.handlungsfeld else None, item.titel.value) for item in found.projekte]


WHOLE = _structure(BROCHURE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BROCHURE, BROCHURE),
        ("## 2 Handlungsfelder mit 3 Projekten", "## Zwei Handlungsfelder mit drei Projekten für die Region"),
        ("## 2 Handlungsfelder mit 3 Projekten", "## 2 Handlungsfelder und 3 Projekte"),
        ("## 2 Handlungsfelder mit 3 Projekten", "## 2 Handlungsfelder, 3 Projekte"),
        ("## 2 Handlungsfelder mit 3 Projekten", "2 Handlungsfelder mit 3 Projekten"),
        ("## 2 Handlungsfelder mit 3 Projekten", "## Inhalt"),
        ("## 2 Handlungsfelder mit 3 Projekten\n", ""),
        ("Radweg (VM, 01-02) .....\t4", "Radweg (VM, 01-02)"),
        ("Radweg (VM, 01-02) .....\t4", "Radweg (VM, 01-02) 4"),
        ("<b>Feld: Schulen – Kitas</b> .....\t<b>5</b>", "<b>Feld: Schulen – Kitas</b>"),
        (f"\n{FIELD}\n", f"\n{FIELD[3:]}\n"),
        (f"\n{FIELD}\n", f"\n**{FIELD[3:]}**\n"),
        (f"\n{FIELD}\n", f"\n####{FIELD[2:]}\n"),
        (f"\n{FIELD}\n", f"\n#{FIELD[2:]}\n"),
        ("### Radweg (VM, 01-02)", "Radweg (VM, 01-02)"),
        ("### Radweg (VM, 01-02)", "# Radweg (VM, 01-02)"),
        ("### Radweg (VM, 01-02)", "### Radweg (VM, 01-02) ###"),
        ("### Radweg (VM, 01-02)", "Radweg (VM, 01-02)\n---"),
        ("### Radweg (VM, 01-02)", "__Radweg (VM, 01-02)__"),
        ("### Radweg (VM, 01-02)", "<h3>Radweg (VM, 01-02)</h3>"),
        ("Wege führen ans Ufer.", "Maßnahmen wie diese helfen; dazu gehört auch der Radweg (VM, 01-02)."),
    ],
)
def test_read_right(old: str, new: str) -> None:
    """A brochure in another form has the same fields and projects, without a warning."""
    text = changed(old, new)
    assert _structure(text) == WHOLE
    assert issues(text, "error", "warning") == []


def test_one_field() -> None:
    """A contents list of one field announces it in the singular."""
    text = BROCHURE[: BROCHURE.index(FIELD)].replace("2 Handlungsfelder mit 3", "1 Handlungsfeld mit 2")
    text = text.replace("<b>Feld: Schulen – Kitas</b> .....\t<b>5</b>\nCafé am Kanal (MSB, 02-01) .....\t6\n", "")
    assert (_structure(text), issues(text, "error", "warning")) == (WHOLE[:2], [])


def test_without_list() -> None:
    """Without a contents list, a heading that a project's heading follows begins a field."""
    text = BROCHURE[: BROCHURE.index("## 2")] + BROCHURE[BROCHURE.index("## Feld") :]
    assert (_structure(text), issues(text, "error", "warning")) == (WHOLE, [])


@pytest.mark.parametrize(
    ("old", "new", "severity", "code", "at"),
    [
        ("# Projekte\n", "Projekte\n", "warning", "no-title", "Projekte"),
        (f"\n{FIELD}\n", "\n## Ganz anderes\n", "error", "heading-not-understood", "## Ganz"),
        (f"\n{FIELD}\n", "\n## Feld: Schullen – Kitas\n", "warning", "not-in-contents", "## Feld: Schullen"),
        (f"\n{FIELD}\n", "\n", "error", "section-missing", "<b>Feld: Schulen"),
        (
            f"\n{FIELD}\n",
            f"\n{FIELD}\n\nText.\n\n## Feld: Wege – Ufer\n",
            "error",
            "field-without-projects",
            f"{FIELD}\n",
        ),
        (f"\n{FIELD}\n", "\n## Feld: Wege – Ufer\n", "error", "duplicate-field", "## Feld: Wege – Ufer\n\nSchulen"),
        ("### Radweg (VM, 01-02)", "", "error", "row-doubled", "Projektbeschreibung\tEin Radweg."),
        ("### Radweg (VM, 01-02)", "### Radweg (VM, 01-01)", "error", "duplicate-code", "### Radweg"),
        ("### Radweg (VM, 01-02)", "### Rad\nweg (VM, 01-02)", "error", "heading-not-understood", "### Rad"),
        ("Bis 2030\n", "Bis 2030\n\n### Rückblick\n", "error", "heading-not-understood", "### Rückblick"),
        (
            "Bis 2030\n",
            "Bis 2030\n\nCafé am Kanal (MSB, 02-01)\n",
            "error",
            "heading-not-understood",
            "Café am Kanal (MSB, 02-01)\n\n",
        ),
        ("Bis 2030\n", "Bis 2030\n\n**Café am Kanal (MSB, 02-01)**\n", "error", "row-missing", "**Café"),
        ("Schulen sind offen.", "Schulen sind offen.\n\n### Ziele", "warning", "heading-not-understood", "### Ziele"),
        (
            "Schulen sind offen.",
            "Laufzeit\t2020 bis 2021",
            "error",
            "row-misplaced",
            "Laufzeit\t2020 bis 2021\n\n### Café",
        ),
        ("Schulen sind offen.", "Laufzeit 2020 bis 2021", "error", "row-misplaced", "Laufzeit 2020 bis 2021"),
        ("Schulen sind offen.", "Schulen.\n- Laufzeit: 2020", "error", "row-misplaced", "- Laufzeit"),
        ("Schulen sind offen.", "Maßnahmen: viele", "error", "row-misplaced", "Maßnahmen: viele"),
        ("Wir fangen an.", "**Laufzeit** 2020", "error", "row-misplaced", "**Laufzeit**"),
        (
            "Schulen sind offen.",
            "Radweg (VM, 01-02)",
            "error",
            "heading-not-understood",
            "Radweg (VM, 01-02)\n\n### Café",
        ),
        (
            "Radweg (VM, 01-02) .....\t4",
            "Radweg (VM, 1-02) .....\t4",
            "error",
            "heading-not-understood",
            "Radweg (VM, 1-02)",
        ),
        ("3\nRadweg", "3 Radweg", "error", "heading-not-understood", "Uferweg"),
        ("Radweg (VM, 01-02) .....\t4", "Radweg (VM, 01-01) .....\t4", "error", "duplicate-code", "Radweg (VM, 01-01)"),
        ("Radweg (VM, 01-02) .....\t4", "Radweg", "warning", "unread-text", "Radweg\n"),
        ("<b>Feld: Schulen – Kitas</b> .....\t<b>5</b>\n", "", "error", "heading-not-understood", FIELD),
    ],
)
def test_reported(old: str, new: str, severity: str, code: str, at: str) -> None:
    """A change that loses or contradicts something is reported at its line."""
    text = changed(old, new)
    assert (line_of(text, at), code) in issues(text, severity)


def test_moved_project() -> None:
    """A project under another field than the contents list says is reported."""
    start, end = BROCHURE.index("### Radweg"), BROCHURE.index("\n## Feld: Schulen")
    text = BROCHURE[:start] + BROCHURE[end:] + "\n" + BROCHURE[start:end]
    assert (line_of(text, "### Radweg"), "field-differs") in issues(text, "warning")


def test_rows_without_headings() -> None:
    """A document with rows but no well-formed heading is a brochure all the same, with its errors."""
    text = "# Projekte\n\n### Café (MSB, 2-1)\n\nProjektbeschreibung\tText\nMaßnahmen\tTun\nLaufzeit\t2020\n"
    assert (3, "heading-not-understood") in issues(text, "error")
