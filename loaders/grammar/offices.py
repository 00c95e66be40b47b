"""Offices of governments: `Minister`, `Finanzminister`, `Staatssekretärin im Ministerium für Verkehr`.

In: a passage that may begin with an office. Out: the office as written, whether who holds it is a member of the
government in office, and the ministry that the office names. Former offices, those of the Bund, of other Länder and of
other states, and offices with a department that no ministry has are none of this government.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.ministry_names import (
    OTHER_LAND,
    OWN_LAND,
    SUBJECTS,
    find_ministries,
    ministries_of_compound,
    ministry_of,
)

_BEFORE = re.compile(
    r"(?:(?P<former>(?:ehemalige|frühere|vormalige|einstige)[rnms]?\s|ehem\.\s?|Ex-\s?|Alt-?(?=[kKmMsSbB]))|"
    r"(?P<future>(?:designierte|künftige|zukünftige)[rnms]?\s)|"
    r"(?P<neutral>(?:(?:stellvertretende|amtierende|beamtete|kommissarische|zuständige|erste)[rnms]?|stellv\.|stv\.|parl\.|"
    r"parlamentarische[rnms]?|nordrhein-westfälische[rnms]?|Nordrhein-Westfalens)\s)|"
    r"(?P<other>[a-zäöüß-]{3,30}(?:ische|ländische|deutsche)[rnms]?\s|(?:Hamburger|Berliner|Bremer)\s))\s{0,16}",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"(?P<first>(?:[A-ZÄÖÜ][a-zäöüß]{2,30}-(?:\s?,\s{0,16}|\s{1,16}(?:und|&|sowie)\s{1,16}|/)){0,4})"
    r"(?P<word>(?:NRW\s)?(?:[A-ZÄÖÜ][\w-]{0,60})?(?:[Mm]inisterpräsident|[Mm]inister|[Ss]taatssekretär)(?:[:*]?in)?|"
    r"(?:[Bb]undes|Vize-?|(?<=Alt)|(?<=Alt-))[Kk]anzler(?:in)?)"
    r"(?![\w*-])"
)
_HEAD = re.compile(r"(?:Chef(?:in)?|Leiter(?:in)?)\s+der\s+Staatskanzlei(?![\w-])")
_FORMER = re.compile(
    r"\s{0,16},?\s?(?:a\.\s?D\.|außer\s+Dienst|i\.\s?(?:e\.\s?)?R\.|im\s+(?:einstweiligen\s+)?Ruhestand)", re.IGNORECASE
)
_LAND = re.compile(
    rf"\s{{1,16}}(?:(?:\(\s?)?(?P<own>{OWN_LAND})\)?|"
    rf"(?:(?:des\s+Landes|der\s+Freien\s+(?:und\s+)?Hansestadt|des\s+Freistaate?s|der|des|in|von|im|aus)\s+)?"
    rf"(?P<other>{OTHER_LAND})|(?:der\s+Bundesrepublik(?:\s+Deutschland)?|des\s+Bundes|der\s+Bundesregierung)(?![\w-]))"
)
_DEPARTMENT = re.compile(
    rf"\s{{1,16}}(?:für\s+(?P<subjects>{SUBJECTS})|(?P<short>der\s+(?:Justiz|Finanzen)|des\s+Inner[en]?n)(?![\w-]))"
)
_IN_MINISTRY = re.compile(r"\s{1,16}(?P<in>(?:im|in\s+der|beim|des|der|am)\s+)?")
_ALL = re.compile(r"(?:NRW[-\s]|Landes|Vize-?|Staats|Bundes|EU-)?")
_JOINT = re.compile(r"\s?(?:,|\sund\s|\ssowie\s|&|/)\s{0,16}")
_MOST = 4


@dataclass(frozen=True, slots=True)
class FoundOffice:
    """An office as written; `member` if it is one of the government in office, `doubt` why that is not certain."""

    passage: Passage
    member: bool
    ressort: str | None = None
    doubt: str | None = None


@dataclass(slots=True)
class _Standing:
    """What is known of an office while its words are read."""

    end: int
    other: bool = False
    """Whether it is a former one, or one of somebody else's."""
    ressort: str | None = None
    doubt: str | None = None

    def name(self, found: tuple[str | None, ...] | None, words: str) -> None:
        """Take in the ministries that the words of a department mean."""
        names = set(found or ())
        if len(names) == 1 and None not in names:
            self.ressort = names.pop()
        elif not self.other:
            self.doubt = f"„{words}“ names no one known ministry"


def find_office(passage: Passage) -> FoundOffice | None:
    """Return the office of a government, or several joined ones, that a passage begins with, or None."""
    first = _one_office(passage, 0)
    if first is None:
        return None
    found, end = [first], first.end
    for _ in range(_MOST):
        joint = _JOINT.match(passage.text, end)
        following = _one_office(passage, joint.end()) if joint else None
        if following is None:
            break
        found.append(following)
        end = following.end
    ressorts = {one.ressort for one in found if one.ressort and not one.other}
    doubt = next((one.doubt for one in found if one.doubt), None)
    if len(ressorts) > 1:
        doubt = "names several ministries"
    member = any(not one.other for one in found) and not doubt
    ressort = ressorts.pop() if ressorts and member else None
    return FoundOffice(passage.cut(0, end), member, ressort, doubt)


def _one_office(passage: Passage, start: int) -> _Standing | None:
    """Return what is known of the office that begins at a position."""
    position, other, deputy = start, False, False
    for _ in range(_MOST):
        before = _BEFORE.match(passage.text, position)
        if not before:
            break
        other = other or any(before[kind] for kind in ("former", "future", "other"))
        if before["other"] and "nordrhein-westfälisch" in before["other"].casefold():
            other = False
        deputy = deputy or (before["neutral"] or "").casefold().startswith("st")
        position = before.end()
    if head := _HEAD.match(passage.text, position):
        standing = _Standing(head.end(), other, "Stk/CdS")
    elif word := _WORD.match(passage.text, position):
        standing = _of_word(word, other=other, deputy=deputy)
    else:
        return None
    for _ in range(_MOST):
        if not _take_tail(passage, standing):
            break
    if standing.other:
        standing.ressort = standing.doubt = None
    return standing


def _of_word(match: re.Match[str], *, other: bool, deputy: bool) -> _Standing:
    """Return what the word for an office says: `Finanzminister`, `NRW-Verkehrsministerin`, `Bundesminister`."""
    word = re.sub(r"[:*]?in$", "", match["word"])
    kind = next(
        kind
        for kind in ("ministerpräsident", "minister", "staatssekretär", "kanzler")
        if word.casefold().endswith(kind)
    )
    head = word[: -len(kind)]
    prefix = _ALL.match(head)
    lead = prefix[0] if prefix else ""
    foreign = lead in {"Bundes", "Staats", "EU-"} or kind == "kanzler"
    standing = _Standing(match.end(), other or foreign)
    department = head.removeprefix(lead) if lead != head else ""
    if kind == "ministerpräsident":
        standing.ressort = None if deputy or lead.startswith("Vize") else "Stk"
    elif (department or match["first"]) and not standing.other:
        written = f"{match['first']}{department.rstrip('-')}ministerium"
        records = ministries_of_compound(written)
        standing.name(tuple(record.acronym for record in records) if records else None, match[0])
    return standing


def _take_tail(passage: Passage, standing: _Standing) -> bool:
    """Take in one addition behind an office: department, ministry, Land, `a. D.`; return whether there is one."""
    text, end = passage.text, standing.end
    if former := _FORMER.match(text, end):
        standing.end, standing.other = former.end(), True
    elif land := _LAND.match(text, end):
        standing.end, standing.other = land.end(), standing.other or not land["own"]
    elif department := _DEPARTMENT.match(text, end):
        words = department["subjects"] or department["short"].split()[1].replace("Inneren", "Innern")
        record = ministry_of(words)
        standing.end = department.end()
        standing.name((record.acronym,) if record else None, words)
    elif inside := _IN_MINISTRY.match(text, end):
        rest = passage.cut(inside.end())
        ministries = [found for found in find_ministries(rest) if found.acronym.spans[0].start == rest.start]
        if not ministries or not (inside["in"] or ministries[0].known):
            return False
        standing.end = ministries[0].acronym.spans[0].end - passage.start
        standing.other = standing.other or ministries[0].foreign
        standing.name(
            tuple(found.acronym.value if found.known else None for found in ministries), ministries[0].written
        )
    else:
        return False
    return True
