"""Larger documents for timing: the shipped ones many times over, in one of each kind, with names of their own."""

import re

from ruhrgraph.loaders import load
from ruhrgraph.loaders.records import Reading
from ruhrgraph.loaders.shipped import documents


def _word(copy: int) -> str:
    """Return a name's part for a copy: letters only, because names have no digits (`Kab`)."""
    letters = "abcdefghij"
    return "K" + "".join(letters[int(digit)] for digit in f"{copy:03}")


def _renamed(text: str, names: set[str], word: str) -> str:
    """Return a text with a word before each of these names."""
    if not names:
        return text
    pattern = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.sub(rf"(?<![\w-])(?:{pattern})(?![\w-])", lambda match: f"{word} {match[0]}", text)


def _forums(reading: Reading, copies: int) -> str:
    text = reading.document.text
    start = text.index(reading.themenforen[0].titel.value)
    end = text.index("Weitere Informationen")
    people = {person.name.value for forum in reading.themenforen for person in forum.moderationen}
    venues = {
        event.orte.ort.value for forum in reading.themenforen for event in forum.veranstaltungen if event.orte.ort
    }
    body = text[start:end]
    parts = [body, *(_renamed(body, people | venues, _word(copy)) for copy in range(1, copies))]
    return text[:start] + "\n".join(parts) + text[end:]


def _shifted(text: str, by: int) -> str:
    """Return a text whose project codes refer to forums so many places on."""
    return re.sub(r"\b(\d\d)-(\d\d)\)", lambda code: f"{int(code[1]) + by:02}-{code[2]})", text)


def _projects(reading: Reading, copies: int, forums: int) -> str:
    """Return the brochure's fields and projects many times over; codes go on as the forums' numbers do."""
    text = reading.document.text
    contents = text.index("## 5 Handlungsfelder")
    body_start = text.index("\n## Chancenregion", contents)
    listing, body = text[contents:body_start], text[body_start:]
    entries = listing.partition("\n")[2]
    all_entries: list[str] = []
    all_bodies: list[str] = []
    for copy in range(copies):
        shift, word = copy * forums, f"Chancenregion {_word(copy)}" if copy else "Chancenregion"
        for source, target in ((entries, all_entries), (body, all_bodies)):
            shifted = _shifted(source, shift)
            renamed = (
                re.sub(r"Chancenregion Ruhr: (\w+)", rf"{word} Ruhr: \1 {_word(copy)}", shifted) if copy else shifted
            )
            target.append(renamed)
    head = f"## {5 * copies} Handlungsfelder mit {74 * copies} Projekten für die Chancenregion Ruhr\n"
    return text[:contents] + head + "\n".join(all_entries) + "\n".join(all_bodies)


def documents_of(copies: int) -> dict[str, str]:
    """Return the text of both documents with so many copies of all that they hold, by file name."""
    readings = {document.name: load(document) for document in documents()}
    page, brochure = readings["themenforen"], readings["handlungsfelder"]
    return {
        "themenforen.txt": _forums(page, copies),
        "handlungsfelder.md": _projects(brochure, copies, len(page.themenforen)),
    }
