"""A small brochure that tests change, and what is read of one."""

from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import Document, Issue
from ruhrgraph.loaders.records import Reading

BROCHURE = """# Projekte

## Vorwort

Wir fangen an.

## 2 Handlungsfelder mit 3 Projekten

<b>Feld: Wege – Ufer</b> .....\t<b>2</b>
Uferweg (VM, 01-01) .....\t3
Radweg (VM, 01-02) .....\t4
<b>Feld: Schulen – Kitas</b> .....\t<b>5</b>
Café am Kanal (MSB, 02-01) .....\t6

## Feld: Wege – Ufer

Wege führen ans Ufer.

### Uferweg (VM, 01-01)

Projektbeschreibung\tEin Weg.
Maßnahmen\t<ul><li>Bau</li><li>Pflege</li></ul>
Laufzeit\t2020 bis 2021

### Radweg (VM, 01-02)

Projektbeschreibung\tEin Radweg.
Maßnahmen\t<ul><li>Planung</li><li>Bau</li></ul>
Laufzeit\tBis 2030

## Feld: Schulen – Kitas

Schulen sind offen.

### Café am Kanal (MSB, 02-01)

Projektbeschreibung\tEin Café.
Maßnahmen\t<ul><li>Eröffnung</li><li>Betrieb</li></ul>
Laufzeit\t2022
"""


def read(text: str) -> Reading:
    """Return what is read of a brochure."""
    return load(Document("probe", text, ""))


def changed(old: str, new: str) -> str:
    """Return the brochure with one change."""
    assert old in BROCHURE
    return BROCHURE.replace(old, new, 1)


def issues(text: str, *severities: str) -> list[tuple[int, str]]:
    """Return line and code of the issues of these severities, in the order of the lines."""
    found: list[Issue] = [issue for issue in read(text).issues if issue.severity in severities]
    return sorted((issue.line, issue.code) for issue in found)


def line_of(text: str, part: str) -> int:
    """Return the number of the line that first holds a part."""
    return text[: text.index(part)].count("\n") + 1
