"""Where something takes place: `im Haus der Technik, Essen`, `bei thyssenkrupp in Essen`, `in der Kamener Stadthalle`.

In: a passage that is a place phrase. Out: venue, municipality and host as written, each with its span. A town
alone is a municipality and no venue; a town within a venue's name is its municipality too and stays in the name.
"""

import re
from functools import cache

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.loaders.records import Ortsangabe
from ruhrgraph.ontology.names import fold, spellings

_IN = r"(?:im|in\s+der|in\s+den|in\s+dem|ins|in|auf\s+dem|auf\s+der|auf|an\s+der|am|beim|bei\s+der|bei\s+dem|bei|zu)"
LEADS_TO_PLACE = re.compile(rf"(?<![\w-])(?P<word>{_IN})\s+(?=[A-ZÄÖÜ„\"\d])")
_LEAD = re.compile(rf"(?P<word>{_IN})\s+(?=\S)")
_TOWN_BEHIND = re.compile(r"\s+in\s+(?=[A-ZÄÖÜ])")
_ROOM = re.compile(
    r"^(?:(?:großen?|kleinen?|neuen?|alten?|historischen?)\s+|"
    r"(?:Räumen|Räumlichkeiten|Gelände|Gebäude)\s+(?:der|des|von|vom)\s+)(?=[A-ZÄÖÜ])"
)
_MOST_TOWNS = 5
"""How many words behind an `in` are tried as a town."""
_ONE_WORD = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?")
_PART_OF_HOUSE = re.compile(
    r"(?:saal|haus|raum|räume|halle|foyer|aula|forum|zentrum|zentrale|studio|gebäude|etage|turm|hof|platz|straße|campus|"
    r"bühne|werk|schule|kirche|theater|museum|lounge|café|galerie|atrium|erdgeschoss|obergeschoss)$",
    re.IGNORECASE,
)
_NO_VENUE = re.compile(
    r"^(?:Ruhrgebiets?|Metropole(?:\s+Ruhr)?|Metropolregion(?:\s+Ruhr)?|Region|Revier|NRW|Nordrhein-Westfalen|Land|"
    r"Rahmen|Bereich|Themenfeld|Themenforum|Anschluss|Sommer|Herbst|Winter|Frühjahr|Quartal|Vorfeld|Plenum|Form|"
    r"Zusammenarbeit|Kooperation|Abstimmung|Dialog|Präsenz|Person)(?![\w-])"
)


@cache
def _towns() -> re.Pattern[str]:
    """All curated names of municipalities as one pattern, longest first."""
    names = {name for record in spellings("gemeinde").values() for name in (record.label, *record.alternatives)}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, ordered))})(?![\w])" if ordered else r"(?!)")


@cache
def _adjectives() -> dict[str, str]:
    """Return the municipalities' adjectives (`Kamener`, `Hattinger`, `Recklinghäuser`) with the names behind."""
    found: dict[str, str] = {}
    for record in spellings("gemeinde").values():
        for name in (record.label, *record.alternatives):
            if " " in name or "/" in name:
                continue
            stems = [name] + [
                name[: -len(end)] for end in ("en", "e") if name.endswith(end) and len(name) > len("Unna")
            ]
            for stem in stems:
                found.setdefault(f"{stem}er", record.label)
            if name.endswith("hausen"):
                found.setdefault(f"{name[: -len('hausen')]}häuser", record.label)
    return found


def _town_in_name(name: Passage) -> ReadValue[str] | None:
    """Return the municipality in a venue's name: its last word(s), or an adjective before it."""
    towns = [match for match in _towns().finditer(name.text) if match.end() == len(name.text)]
    if towns:
        return name.cut(*towns[0].span()).read()
    word = re.match(r"([A-ZÄÖÜ]\w+er)\s+[A-ZÄÖÜ]", name.text)
    if word and (town := _adjectives().get(word[1])):
        return ReadValue(town, (name.cut(*word.span(1)).span,))
    return None


def is_town(text: str) -> bool:
    """Return whether a text is the name of a curated municipality."""
    return fold(text) in spellings("gemeinde")


def _town_behind(name: Passage, *, leads: bool) -> tuple[Passage, ReadValue[str] | None]:
    """Return a name without the town that stands behind it, after `in` or a comma, and that town."""
    for match in reversed(list(_TOWN_BEHIND.finditer(name.text))[-_MOST_TOWNS:]):
        town = name.cut(match.end()).strip(" ,")
        one_word = re.fullmatch(r"[A-ZÄÖÜ][\w/-]+(?:\s+(?:an|am|im|bei|der|a\.|d\.|[A-ZÄÖÜ][\w-]+))*", town.text)
        if is_town(town.text) or (leads and one_word and not _NO_VENUE.match(town.text)):
            return name.cut(0, match.start()).strip(" ,"), town.read()
    before, comma, behind = name.text.rpartition(",")
    unknown_town = leads and re.fullmatch(r"\s*[A-ZÄÖÜ][a-zäöüß]+", behind) and not _PART_OF_HOUSE.search(behind)
    if comma and (is_town(behind) or unknown_town):
        return name.cut(0, len(before)).strip(" ,"), name.cut(len(before) + 1).strip().read()
    return name, None


def _town_before(name: Passage) -> tuple[Passage, ReadValue[str] | None]:
    """Return a name without the town that stands before it (`Essen, Haus der Technik`, `Essen im Haus der Technik`)."""
    match = re.match(rf"(?P<town>[^,]+?)(?:,\s*(?:{_IN}\s+)?|\s+{_IN}\s+)(?=[A-ZÄÖÜ„\"\d])", name.text)
    town = name.group(match, "town") if match else None
    if match and town and is_town(town.text):
        return name.cut(match.end()), town.read()
    return name, None


def _known(town: ReadValue[str] | None) -> tuple[ReadValue[str], ...]:
    return (town,) if town else ()


def read_place(phrase: Passage) -> Ortsangabe:
    """Return venue, municipality and host of a phrase that begins with a preposition (`im`, `bei` …) or a name."""
    phrase = phrase.strip(" \t\n\xa0,;.–-")
    lead = _LEAD.match(phrase.text)
    word = lead["word"].split()[0] if lead else ""
    name = phrase.cut(lead.end()) if lead else phrase
    if is_town(name.text):
        return Ortsangabe(gemeinden=(name.read(),))
    name, town_before = _town_before(name)
    name, town = _town_behind(name, leads=True)
    if not name.text or _NO_VENUE.match(name.text):
        return Ortsangabe(gemeinden=_known(town or town_before))
    town = town or town_before or _town_in_name(name)
    if room := _ROOM.match(name.text):
        name = name.cut(room.end())
    if word == "in" and town is None and lead and lead["word"] == "in" and _ONE_WORD.fullmatch(name.text):
        # „in“ without an article leads to a town, known or not; a venue would have its article.
        return Ortsangabe(gemeinden=(name.read(),))
    host = name.read() if word in {"bei", "beim"} else None
    return Ortsangabe(ort=name.read(), gemeinden=_known(town), gastgeber=host)


def merge(first: Ortsangabe, second: Ortsangabe) -> Ortsangabe:
    """Return two places as one: the first, completed by the second."""
    gemeinden = (
        second.gemeinden if first.ort and second.gemeinden and not second.ort else first.gemeinden or second.gemeinden
    )
    return Ortsangabe(first.ort or second.ort, gemeinden, first.gastgeber or second.gastgeber)
