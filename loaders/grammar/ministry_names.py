"""The names of ministries: acronyms, short forms and full names (`FM`, `Finanzministerium`, `Ministerium der Justiz`).

In: a passage. Out: every name of a ministry in it, those of the Bund and of other Länder and unknown ones too. The
curated records decide what is known: a name with some of a ministry's subjects (`Ministerium für Wirtschaft`) means it
if no other ministry has them all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.ontology import Authority
from ruhrgraph.ontology.names import find_authority, fold, spellings

_LONGEST = 20
_SUBJECT = (
    r"(?!(?:[Ss]t[Kk]|Staatskanzlei|Ministeri\w{1,5}|Ressorts?|\w{1,60}ministeriums?)\b)"
    r"(?:[A-ZÄÖÜ][a-zäöüß]{2,40}-\s{1,16}(?:und|&)\s{1,16})?[A-ZÄÖÜ][a-zäöüß]{2,40}(?![\w-])"
)
SUBJECTS = (
    rf"{_SUBJECT}(?:\s?[,/]\s{{0,16}}{_SUBJECT}){{0,5}}(?:\s?,?\s{{0,16}}(?:\s(?:und|sowie)|[&/])\s{{0,16}}{_SUBJECT})?"
)
"""The subjects of a ministry: `Kinder, Familie, Flüchtlinge und Integration`."""
OWN_LAND = r"(?:(?:des\s+Landes|von|in)\s+)?(?:NRW|Nordrhein-Westfalens?)(?![\w-])"
OTHER_LAND = (
    r"(?:(?:Baden-Württemberg|Bayern|Berlin|Brandenburg|Bremen|Hamburg|Hessen|Mecklenburg-Vorpommern|Niedersachsen|"
    r"Rheinland-Pfalz|Saarland|Sachsen-Anhalt|Sachsen|Schleswig-Holstein|Thüringen|Belgien|Frankreich|Polen|Österreich|"
    r"Luxemburg|Flandern)e?s?|Niederlanden?|Schweiz)(?![\w-])"
)
_OTHER = (
    r"(?:(?:des\s+Landes|der\s+Freien\s+(?:und\s+)?Hansestadt|des\s+Freistaate?s|der|des|in|von|im)\s+)?" + OTHER_LAND
)
_UNIT_NAME = r"(?i:Sport|Ehrenamt|CdS|MBEI)"
_UNIT = rf"(?:St[Kk]|STK|Staatskanzlei)(?:\s?\({_UNIT_NAME}\)|(?:\s?[/,–-]\s?|\s){_UNIT_NAME})"
_COMPOUND = (
    r"(?:NRW-)?(?:[A-ZÄÖÜ][a-zäöüß]{1,30}-(?:\s?,\s{0,16}|\s{1,16}(?:und|&|sowie)\s{1,16}|\s?/\s?)){0,4}"
    r"[A-ZÄÖÜ][a-zäöüß]{1,60}-?[mM]inisteriums?(?![\w-])"
)
_FULL = rf"(?:Landesm|[Mm])inisteriums?\s{{1,16}}(?:für|der|des)\s{{1,16}}{SUBJECTS}"
_FEDERAL = (
    rf"Bundes[a-zäöüß]{{0,40}}ministeriums?(?:\s{{1,16}}(?:für|der|des)\s{{1,16}}{SUBJECTS})?|BM[A-Z][A-Za-z]{{0,5}}"
)
_ACRONYM = r"[A-ZÄÖÜ](?=\w{0,8}[A-ZÄÖÜ])\w{1,9}"


@dataclass(frozen=True, slots=True)
class FoundMinistry:
    """A ministry's acronym as shown, where it stands, and how it is written; `repaired` if that is wrong.

    `foreign` if it is one of the Bund or of another Land.
    """

    acronym: ReadValue[str]
    written: str
    repaired: bool
    known: bool
    foreign: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    """Return all names as one pattern; the groups tell what was found."""
    short = {
        name for record in spellings("ressort").values() for name in (record.acronym, *record.alternatives) if name
    }
    acronyms = sorted(
        (name for name in short if re.fullmatch(r"[\w/]{2,12}", name)), key=lambda name: (-len(name), name)
    )
    exact = "|".join(map(re.escape, acronyms))
    folded = "|".join(re.escape(name) for name in acronyms if name.isupper() and len(name) > len("MSB"))
    return re.compile(
        rf"(?<![\w@.-])(?:(?P<federal>{_FEDERAL})|(?P<full>{_FULL})|(?P<compound>{_COMPOUND})|"
        rf"(?P<short>{_UNIT}|Minister\s+für\s+Bundes-\s+und\s+Europaangelegenheiten\s+sowie\s+Internationales|Chefs?\s+der\s+Staatskanzlei|Staatskanzlei|"
        rf"(?!NRW\b|FF\b|NN\b)(?:{exact}|(?i:{folded})|St[kK]|STK|{_ACRONYM})))(?![\w-])"
        rf"(?:\s{{1,16}}(?:{OWN_LAND}|(?P<other>{_OTHER})))?"
    )


@cache
def _subjects() -> tuple[tuple[Authority, frozenset[str]], ...]:
    """Return each ministry with all words of its subjects."""
    records = dict.fromkeys(spellings("ressort").values())
    return tuple((record, frozenset(_subject_words(" ".join(_full_names(record))))) for record in records)


def _full_names(record: Authority) -> Iterator[str]:
    for name in (record.label, *record.alternatives):
        if match := re.match(r"Minister(?:ium)?\s(?:für|der|des)\s|Staatskanzlei,\s", name):
            yield name[match.end() :].partition(" des Landes ")[0]


def _subject_words(text: str) -> Iterator[str]:
    return (fold(word) for word in re.findall(r"\w+", text) if word not in {"und", "sowie"})


def ministry_of(subjects: str) -> Authority | None:
    """Return the ministry that has these subjects (`Schule und Bildung`), or None if none or several have them.

    Subjects of several units of one ministry (`Sport und Ehrenamt`) are those of that ministry.
    """
    wanted = set(_subject_words(subjects))
    found = [record for record, words in _subjects() if wanted and wanted <= words]
    parents = {record.parent for record, words in _subjects() if words & wanted}
    if not found and len(parents) == 1 and wanted <= set().union(*(words for _, words in _subjects())):
        return next((record for record, _ in _subjects() if record.key in parents), None)
    return found[0] if len(found) == 1 else None


def ministries_of_compound(name: str) -> tuple[Authority, ...] | None:
    """Return the ministries of a short form (`Wirtschafts- und Digitalministerium`), None if one is not known."""
    name = re.sub(r"^NRW[- ]", "", " ".join(name.split()))
    *first, last = re.split(r"(?<=-)(?:\s?,\s?|\s+(?:und|&|sowie)\s+|\s?/\s?)", name)
    heads = [*(head.rstrip("-") for head in first), re.sub(r"-?ministeriums?$", "", last, flags=re.IGNORECASE)]
    found = [
        find_authority("ressort", f"{head}ministerium")
        or find_authority("ressort", f"{head.removeprefix('Landes').capitalize()}ministerium")
        for head in heads
    ]
    return None if None in found else tuple(dict.fromkeys(record for record in found if record))


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


def _read_short(name: str, written: ReadValue[str]) -> FoundMinistry:
    """Return the ministry that an acronym or a curated spelling means; two swapped letters are put right."""
    if record := find_authority("ressort", name):
        shown, repaired, known = record.acronym or name, name in record.misspellings, True
    else:
        swapped = _swapped(name)
        shown, repaired, known = swapped or written.value, swapped is not None, swapped is not None
    return FoundMinistry(ReadValue(shown, written.spans), written.value, repaired=repaired, known=known)


def read_ministry(passage: Passage) -> FoundMinistry:
    """Return the ministry that an acronym (or a full name) means, in the form to show."""
    written = passage.read()
    found = find_ministries(passage.strip())
    if len(found) == 1 and found[0].acronym.spans == written.spans:
        return found[0]
    return _read_short(written.value, written)


def find_ministries(passage: Passage) -> tuple[FoundMinistry, ...]:
    """Return all ministries that a passage names, in order; the words of a name stand for one or more ministries."""
    return tuple(found for match in _pattern().finditer(passage.text) for found in _read(passage, match))


def _read(passage: Passage, match: re.Match[str]) -> Iterator[FoundMinistry]:
    where = passage.cut(*match.span())
    subjects = re.split(r"\s(?:für|der|des)\s", match["full"] or "", maxsplit=1)[-1]
    before, comma, town = subjects.rpartition(",")
    if comma and find_authority("gemeinde", town) and not ministry_of(subjects):
        subjects, where = before, where.cut(0, len(where.text) - len(town) - 1)
    written = where.read()
    unknown = FoundMinistry(written, written.value, repaired=False, known=False)
    if match["other"] or match["federal"]:
        yield replace(unknown, foreign=True)
    elif name := match["short"]:
        name = " ".join(name.split())
        unit = re.sub(r"^Staatskanzlei(?=\W)", "Stk", name)
        yield _read_short(re.sub(r"^Chefs", "Chef", unit), written)
    else:
        records = [ministry_of(subjects)] if match["full"] else ministries_of_compound(match["compound"])
        for record in records or [None]:
            known = record and replace(unknown, acronym=ReadValue(record.acronym or "", written.spans), known=True)
            yield known or unknown
