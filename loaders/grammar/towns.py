"""Municipalities in place phrases: `Essen und Dortmund`, `Duisburg-Ruhrort`, `45127 Essen`, `im Essener Norden`.

In: a passage. Out: the municipalities as written, each with its span. Of a part of a town (`Duisburg-Nord`) it is the
town.
"""

import re
from functools import cache
from itertools import islice

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.ontology.names import fold, spellings

_MOST = 10
_STATUS = re.compile(r"^(?:Stadt|Landeshauptstadt|Hansestadt|Gemeinde)\s+(?=[A-ZÄÖÜ])")
_POSTCODE = re.compile(r"^(?:D\s?[-–]\s?)?\d{5}\s+(?=\S)")
STATE = re.compile(
    r"\s*(?:Ruhr|Westf\.?|Westfalen|NRW|Rheinland|Rhld\.?|Niederrhein|Ruhrgebiet|Sauerland|Deutschland|Lippe)\s*"
)
"""What stands in brackets behind a town and tells only which one it is."""
_IN_STATE = re.compile(rf"\s*[,(/]{STATE.pattern}\)?$")
_TOWN_LIKE = re.compile(r"[A-ZÄÖÜ][\w/ -]{1,40}")
_COMMAS = re.compile(r"\s*,\s*(?:und\s+|sowie\s+)?(?:in\s+)?|\s+(?:und|sowie|&|\+)\s+(?:in\s+)?")
_ALL_SIGNS = re.compile(rf"{_COMMAS.pattern}|\s*/\s*")
HOUSE = re.compile(
    r"(?:saal|haus|häuser|raum|räume|halle|foyer|aula|forum|zentrum|zentrale|studio|gebäude|etage|turm|hof|platz|straße|campus|"
    r"bühne|werk|schule|gymnasium|kolleg|kirche|theater|museum|lounge|café|galerie|atrium|erdgeschoss|obergeschoss|zeche|kokerei|"
    r"hütte|schloss|kloster|villa|park|arena|stadion|akademie|universität|bibliothek|bücherei|landtag|staatskanzlei|ministerium|"
    r"hotel|restaurant|messe|hafen|bahnhof|flughafen|garten|institut|sparkasse|klinikum|hospital|schuppen|scheune|mühle|brauerei|"
    r"kaue|pavillon|dom|synagoge|moschee|gasometer|halde|herberge|amt|bad)(?:e?s)?\b",
    re.IGNORECASE,
)
"""Words that end like the name of a building or a place in a town."""
_DIRECTION = r"(?:Norden|Süden|Osten|Westen|Nordosten|Innenstadt|Stadtgebiet|Raum|City)"
# Towns that are words as well: after these, „Essen“ is a meal.
_MEAL = re.compile(
    r"(?:\b(?:mit|zum|beim|gemeinsame[smn]?|gutes|warme[sn]?|kleines|dem|das|"
    r"anschließende[smn]?)|&)\s+$",
    re.IGNORECASE,
)


@cache
def town_names() -> re.Pattern[str]:
    """All curated names of municipalities as one pattern, longest first."""
    names = {name for record in spellings("gemeinde").values() for name in (record.label, *record.alternatives)}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])" if ordered else r"(?!)")


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


def is_town(text: str) -> bool:
    """Return whether a text is the name of a curated municipality."""
    return fold(text) in spellings("gemeinde") and bool(text.strip())


def read_town(passage: Passage) -> ReadValue[str] | None:
    """Return the municipality that a passage names and nothing else, or None; of a part of a town it is the town."""
    name = passage.strip(" \t\n\xa0,;.")
    if name.text.count("(") != name.text.count(")"):
        return None
    if is_town(name.text):
        return name.read()
    if (status := _STATUS.match(name.text)) and is_town(name.text[status.end() :]):
        return name.cut(status.end()).read()
    if postcode := _POSTCODE.match(name.text):
        behind = name.cut(postcode.end())
        return read_town(behind) or (behind.read() if _TOWN_LIKE.fullmatch(behind.text) else None)
    return _read_part(name)


def _read_part(name: Passage) -> ReadValue[str] | None:
    """Return the town of a name with more in it: `Essen (Ruhr)`, `Duisburg-Nord`, `Essener Norden`."""
    if (state := _IN_STATE.search(name.text)) and is_town(name.text[: state.start()]):
        return name.cut(0, state.start()).read()
    first, hyphen, part = name.text.partition("-")
    if hyphen and is_town(first) and re.fullmatch(r"[A-ZÄÖÜ][\w/-]*", part) and not is_town(part):
        return name.cut(0, len(first)).read()
    match = re.fullmatch(rf"([A-ZÄÖÜ][\w-]*er)\s+{_DIRECTION}", name.text)
    town = _adjectives().get(match[1]) if match else None
    return ReadValue(town, (name.cut(*match.span(1)).span,)) if match and town else None


def read_towns(passage: Passage) -> tuple[ReadValue[str], ...]:
    """Return the municipalities if a passage is a list of curated ones and nothing else (without its preposition)."""
    if town := read_town(passage):
        return (town,)
    for signs in (_COMMAS, _ALL_SIGNS):
        parts = [part for part in passage.split(signs) if part.text.strip()][:_MOST]
        towns = [town for town in map(read_town, parts) if town]
        if len(parts) > 1 and len(towns) == len(parts):
            return tuple(towns)
    return ()


def names_town(text: str) -> bool:
    """Return whether a curated municipality stands in a text, or its adjective before a name (`Dortmunder U`)."""
    found = islice(town_names().finditer(text), _MOST)
    adjective = re.match(r"([A-ZÄÖÜ]\w+er)\s+[A-ZÄÖÜ]", text)
    return any(not _MEAL.search(text[: match.start()]) for match in found) or bool(
        adjective and adjective[1] in _adjectives()
    )


def town_in_name(name: Passage) -> ReadValue[str] | None:
    """Return the one municipality in a venue's name (`Messe Essen, Halle 3`), or in an adjective before it."""
    found = [
        name.cut(*match.span())
        for match in islice(town_names().finditer(name.text), _MOST)
        if not _MEAL.search(name.text[: match.start()])
    ]
    if len({town.text for town in found}) > 1:
        return None
    if found and (found[0].end == name.end or found[0].start > name.start):
        return found[0].read()
    word = re.match(r"([A-ZÄÖÜ]\w+er)\s+[A-ZÄÖÜ]", name.text)
    if word and (town := _adjectives().get(word[1])):
        return ReadValue(town, (name.cut(*word.span(1)).span,))
    part = re.search(r"(?<![\w-])([A-ZÄÖÜ]\w+)-[A-ZÄÖÜ]\w+$", name.text)
    if part and is_town(part[1]) and not is_town(part[0].partition("-")[2]):
        return name.cut(*part.span(1)).read()
    return None
