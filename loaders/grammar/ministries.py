"""The ministries behind a Themenforum: `MKFFI (weitere beteiligte Ressorts: MSB und Stk/Sport)`.

In: a passage. Out: acronyms in the form to show, in three roles: lead, participating, only interested; and whether a
further one is open. An acronym with two neighbouring letters swapped is read as the known one.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.ontology.names import find_authority

_ACRONYM = re.compile(r"\bStk(?:\s?/\s?\w+|\s(?:Sport|Ehrenamt|CdS|MBEI)\b)?|\bStaatskanzlei\b|\b[A-ZÄÖÜ]{2,6}\b")
_LONGEST = 20
_INTERESTED = re.compile(r"\binteressiert", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:\b(?:ein(?:e|en)?\s+)?(?:weitere[rsn]?)\s+(?:beteiligte[rsn]?\s+)?Ressorts?[^,;()]{0,100}?)?"
    r"\b(?:noch\s+)?offen\b|\bn\.\s?n\.\s?b?\s?\.?",
    re.IGNORECASE,
)
# A comma ends a clause if nothing but a list of names is between it and the next verb.
_BETWEEN_CLAUSES = re.compile(
    r"\s*;\s*|\s*,\s*(?=(?:[A-ZÄÖÜ][\w/\s]{0,80},\s*){0,8}(?:[A-ZÄÖÜ][\w/\s]{0,80}?[\s,])?(?:ist|sind)\b)"
)


@dataclass(frozen=True, slots=True)
class FoundMinistry:
    """A ministry's acronym as shown, where it stands, and how it is written; `repaired` if that is wrong."""

    acronym: ReadValue[str]
    written: str
    repaired: bool
    known: bool


@dataclass(frozen=True, slots=True)
class FoundMinistries:
    """The ministries of a line in their roles; `more_open` is where it says that a further one is not yet known."""

    lead: tuple[FoundMinistry, ...]
    participating: tuple[FoundMinistry, ...]
    interested: tuple[FoundMinistry, ...]
    more_open: ReadValue[bool] | None


def _swapped(acronym: str) -> str | None:
    """Return the only known acronym that results from swapping two neighbouring letters, or None."""
    if len(acronym) > _LONGEST:
        return None
    candidates = {
        record.acronym
        for index in range(len(acronym) - 1)
        if (
            record := find_authority(
                "ressort", acronym[:index] + acronym[index + 1] + acronym[index] + acronym[index + 2 :]
            )
        )
        and record.acronym
    }
    return candidates.pop() if len(candidates) == 1 else None


def read_ministry(passage: Passage) -> FoundMinistry:
    """Return the ministry that an acronym (or a full name) means, in the form to show."""
    written = passage.read()
    record = find_authority("ressort", written.value)
    if record and record.acronym:
        misspelt = written.value in record.misspellings
        return FoundMinistry(ReadValue(record.acronym, written.spans), written.value, repaired=misspelt, known=True)
    if swapped := _swapped(written.value):
        return FoundMinistry(ReadValue(swapped, written.spans), written.value, repaired=True, known=True)
    return FoundMinistry(written, written.value, repaired=False, known=False)


def find_ministries(passage: Passage) -> tuple[FoundMinistry, ...]:
    """Return all ministries that a passage names by acronym, in order."""
    return tuple(read_ministry(passage.cut(*match.span()).strip()) for match in _ACRONYM.finditer(passage.text))


def read_ministries(passage: Passage) -> FoundMinistries:
    """Return the ministries in the text after `Ressort:`; those in the bracket do not lead."""
    bracket = re.search(r"\(([^()]*)\)?\s*\.?$", passage.text)
    lead = passage.cut(0, bracket.start()) if bracket else passage
    inside = passage.cut(*bracket.span(1)) if bracket else passage.cut(len(passage.text))
    participating: list[FoundMinistry] = []
    interested: list[FoundMinistry] = []
    for clause in _clauses(inside):
        (interested if _INTERESTED.search(clause.text) else participating).extend(find_ministries(clause))
    open_words = _OPEN.search(inside.text)
    more_open = open_words and ReadValue(value=True, spans=(inside.cut(*open_words.span()).span,))
    return FoundMinistries(find_ministries(lead), tuple(participating), tuple(interested), more_open)


def _clauses(inside: Passage) -> list[Passage]:
    """Return the clauses of a bracket; what stands before `interessiert` without any other verb belongs to it."""
    clauses: list[Passage] = []
    for clause in inside.split(_BETWEEN_CLAUSES):
        if "offen" in clause.text and _INTERESTED.search(clause.text):
            cut = clause.text.index("offen") + len("offen")
            clauses += [clause.cut(0, cut), clause.cut(cut)]
        else:
            clauses.append(clause)
    return clauses
