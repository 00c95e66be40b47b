"""Where something takes place: `im Haus der Technik, Essen`, `bei thyssenkrupp in Essen`, `in der Kamener Stadthalle`.

In: a passage that is a place phrase. Out: venue, municipalities and host as written, each with its span. A town
alone is a municipality and no venue; a town within a venue's name is its municipality too and stays in the name.
"""

import re
from dataclasses import dataclass, field
from itertools import islice

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.loaders.grammar.organisations import ends_with_legal_form
from ruhrgraph.loaders.grammar.towns import HOUSE, is_town, names_town, read_town, read_towns, town_in_name, town_names
from ruhrgraph.loaders.records import Ortsangabe
from ruhrgraph.ontology.names import find_authority

_IN = (
    r"(?:im|in\s+(?:der|den|dem|einer|einem)|ins|in|auf\s+dem|auf\s+der|auf|an\s+der|am|beim|"
    r"bei\s+(?:der|dem|den)|bei|zu)"
)
LEADS_TO_PLACE = re.compile(rf"(?<![\w-])(?P<word>{_IN})\s+(?=[A-ZÄÖÜ„\"\d])")
_LEAD = re.compile(rf"(?:(?:Ort|Veranstaltungsort|Tagungsort|Wo|Treffpunkt)\s?:\s*)?(?:(?P<word>(?i:{_IN}))\s+)?(?=\S)")
_TOWN_BEHIND = re.compile(r"\s+in\s+(?=[A-ZÄÖÜ\d])")
_ROOM = re.compile(
    r"^(?:(?:großen?|kleinen?|neuen?|alten?|historischen?)\s+|"
    r"(?:Räumen|Räumlichkeiten|Gelände|Gebäude)\s+(?:der|des|von|vom)\s+)(?=[A-ZÄÖÜ])"
)
_MOST_TOWNS = 5
"""How many words behind an `in` are tried as a town."""
_ONE_WORD = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?")
_TOWN_LIKE = re.compile(r"(?:D-)?(?:\d{5}\s+)?[A-ZÄÖÜ][\w/-]+(?:\s+(?:an|am|im|bei|der|a\.|d\.|[A-ZÄÖÜ][\w-]+)){0,4}")
_PART_OF_HOUSE = re.compile(HOUSE.pattern.removesuffix(r"\b") + "$", re.IGNORECASE)
_NO_HOUSE = re.compile(
    r"\b\w{0,20}(?:netzwerk|handwerk|zeitraum|sozialraum|lebensraum|ballungsraum|wirtschaftsraum|arbeitsplatz|themenforum|schauplatz|"
    r"ehrenamt|gesamt|freiraum)\w{0,2}\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:Schule|Raum|Werk|Park|Museum|Universität|Kirche|Amt|Bad|Garten|Forum|Haus|Platz|Zentrum|Straße|Theater)n?"
)
_NO_VENUE = re.compile(
    r"^(?:Ruhrgebiets?|Großraum|Absprache|Metropole(?:\s+Ruhr)?|Metropolregion(?:\s+Ruhr)?|Region|Revier|NRW|Nordrhein-Westfalen|Land|"
    r"Rahmen|Rande?|Bereich|Themenfeld|Themenforum|Anschluss|Sommer|Herbst|Winter|Frühjahr|Frühling|Quartal|Vorfeld|Plenum|Form|"
    r"Zusammenarbeit|Kooperation|Abstimmung|Dialog|Präsenz|Person|Format|Auftrag|Gespräch|Livestream|Netz|Internet|Abend|"
    r"Vormittag|Nachmittag|Woche|Zeit|Reihe|Kontext|Zuge|Sinne|Fokus|Wandel|Strukturwandel|Basis|Wunsch|Augenhöhe|Deutsch|Englisch|"
    r"Vertretung|Teams|Zoom|Webex|Planung|Alltag|Beruf|Alter|Ort|Orte|Raum(?=\s+[A-ZÄÖÜ][a-zäöüß]{2})|Kreis|Ennepe-Ruhr-Kreis|Laufe|Januar|Februar|März|April|Mai|Juni|Juli|August|"
    r"September|Oktober|November|Dezember|Jahre?|Jahrzehnt|Frau|Herrn?|Dr\.|Prof\.|KW|Kalenderwoche|[\w-]{2,40}(?<!sied)(?:ung|keit|heit|tion|ismus|tät(?<!niversität)(?<!akultät))(?<!egierung)(?<!ertretung)(?<!erwaltung)(?<!tiftung)(?<!ammlung)(?:en)?|"
    r"Innenstadt|Herzen|Stadtgebiet|Norden|Süden|Osten|Westen)(?![\w-])"
)
# Two places, a label, no word at all, a room of an unknown house.
_NO_NAME = re.compile(
    r"\s(?:oder|bzw\.|beziehungsweise)\s|\w\s?:\s|^(?!.{0,300}?[^\W\d_]{2})|"
    r"^(?:Raum|Saal|Halle|\d{1,2}\.\s?(?:OG|UG|Etage|Stock|Obergeschoss))(?:\s[\dA-Z.]{1,5})?$"
)
_ROOM_PART = re.compile(
    r"\s*(?:Halle|Raum|Saal|Etage|Gebäude|Haus|Block|Bau|Tor|Eingang|Foyer|Aula|Hörsaal|EG|OG|UG|\d{1,2}\.\s?(?:OG|UG|Etage|Stock|Obergeschoss))\b"
)
_COMMAS_IN_NAME = re.compile(
    r"(?:\w{0,20}ministerium|Institut|Fakultät|Fachbereich|Hochschule|Amt|Landesamt|Akademie)\s+(?:für|der|des)\s"
)
_BEHIND_VENUE = re.compile(
    r"\s+(?:mit|unter|anlässlich|nebst|durch|als|statt|wegen|inkl\.|inklusive|ggf\.|voraussichtlich|auf\s+Einladung|"
    r"im\s+(?:Rahmen|Beisein|Auftrag)|in\s+(?:Kooperation|Zusammenarbeit|Anwesenheit|Verbindung|Begleitung)|gemeinsam|zusammen|"
    r"nach\s+(?:Anmeldung|Absprache|Vereinbarung))\s"
)
_SECOND_VENUE = re.compile(rf"\s*,?\s+(?:und|sowie|oder|bzw\.)\s+(?:{_IN})\s+(?=[A-ZÄÖÜ„\"])")
_POSTCODE_BEHIND = re.compile(r"(?:^|\s)((?:D-)?\d{5}\s+[A-ZÄÖÜ]\S{1,30}(?:\s\S{1,20}){0,3})$")
_FIRST_WORD = re.compile(r"[A-ZÄÖÜ][\w/-]{1,40}\s+")
_AFTER_TOWN = rf"(?:[,:]\s*(?P<comma>{_IN}\s+)?|\s+[–-]\s+|\s+(?P<lead>{_IN})\s+|\s+(?:und|sowie)\s+)(?=\S)"
_BEHIND_TOWN = re.compile(_AFTER_TOWN)
_TOWN_BEFORE = re.compile(rf"[^,:]{{1,40}}?(?={_AFTER_TOWN})")
_STREET = re.compile(
    r"(?:^|,\s*|\s+\()(?P<street>(?:[A-ZÄÖÜ][\w.-]{0,30}\s+){0,3}[A-ZÄÖÜ][\w-]{0,40}(?:straße|strasse|str\.|weg|allee|platz|ring|damm|ufer|gasse)"
    r"\s+\d{1,4}\s?[a-z]?(?:\s?[-–]\s?\d{1,4})?)\)?\s*$",
    re.IGNORECASE,
)
_LAND = re.compile(r"(?:^|\s)(?:des\s+Landes\s+)?(?:NRW|Nordrhein-Westfalen)$")


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place found in a phrase; `street` is an address beside a venue's name, `left_over` fits no rule."""

    orte: Ortsangabe = field(default_factory=Ortsangabe)
    street: Passage | None = None
    left_over: tuple[Passage, ...] = field(default=())

    def __bool__(self) -> bool:
        """Return whether there is a place."""
        return bool(self.orte.ort or self.orte.gemeinden)


def is_ministry(name: str) -> bool:
    """Return whether a name is that of a curated ministry, with or without the Land (`MAGS NRW`)."""
    return bool(find_authority("ressort", name) or find_authority("ressort", _LAND.sub("", name)))


def is_known_venue(name: str) -> bool:
    """Return whether a name is a curated venue's, an organisation's, or shows by its words that it is a venue's."""
    return bool(
        find_authority("ort", name)
        or find_authority("organisation", name)
        or ends_with_legal_form(name)
        or is_ministry(name)
        or names_town(name)
        or HOUSE.search(_NO_HOUSE.sub("", name))
    )


def _town_behind(name: Passage) -> tuple[Passage, tuple[ReadValue[str], ...]]:
    """Return a name without the town that stands behind it, after `in` or a comma, and that town."""
    for match in reversed(list(islice(_TOWN_BEHIND.finditer(name.text), _MOST_TOWNS * 4))[-_MOST_TOWNS:]):
        town = name.cut(match.end()).strip(" ,")
        known = read_towns(town)
        if known or (
            _TOWN_LIKE.fullmatch(town.text) and not _NO_VENUE.match(town.text) and not HOUSE.search(town.text)
        ):
            return name.cut(0, match.start()).strip(" ,"), known or (town.read(),)
    before, comma, behind = name.text.rpartition(",")
    town = name.cut(len(before) + 1).strip()
    unknown_town = re.fullmatch(r"\s*(?:\d{5}\s+)?[A-ZÄÖÜ][a-zäöüß]+", behind) and not _PART_OF_HOUSE.search(behind)
    if comma and (known_town := read_town(town)):
        return name.cut(0, len(before)).strip(" ,"), (known_town,)
    if comma and unknown_town and is_known_venue(before):
        return name.cut(0, len(before)).strip(" ,"), (town.read(),)
    if postcode := _POSTCODE_BEHIND.search(name.text):
        town_behind = read_town(name.cut(postcode.start(1)))
        return name.cut(0, postcode.start()).strip(" ,"), (town_behind,) if town_behind else ()
    return name, ()


def _town_before(name: Passage) -> tuple[Passage, tuple[ReadValue[str], ...], bool]:
    """Return a name without the town before it (`Essen, Haus der Technik`), that town, and whether a venue must follow.

    A venue must follow behind a preposition (`Essen im Colosseum`); else it may be anything (`Essen, Eintritt frei`).
    """
    curated, shortest = town_names().match(name.text), _TOWN_BEFORE.match(name.text)
    # `Haltern am See, Bürgerhaus`: the longest name of a town is meant.
    end = max(each.end() for each in (curated, shortest) if each) if shortest else 0
    match = _BEHIND_TOWN.match(name.text, end) if shortest else None
    if match and (found := read_town(name.cut(0, end))):
        return name.cut(match.end()), (found,), bool(match["lead"] or match["comma"])
    first = _FIRST_WORD.match(name.text)
    if first and is_town(first[0].strip()):
        behind, towns = name.cut(first.end()), (name.cut(0, first.end()).read(),)
        if HOUSE.search(behind.text) or find_authority("ort", behind.text):
            return behind, towns, True
        if _ONE_WORD.fullmatch(behind.text):  # a part of the town
            return behind.cut(len(behind.text)), towns, True
    return name, (), True


def read_place(phrase: Passage, *, in_title: bool = False) -> FoundPlace:
    """Return venue, municipalities and host of a phrase that begins with a preposition (`im`, `bei` …) or a name.

    Args:
        phrase: The phrase.
        in_title: Whether the phrase ends an event's title, where `im Wandel` is no venue: only what is known to be a
            place is one.

    """
    phrase = phrase.strip(" \t\n\xa0,;.–-/|")
    lead = _LEAD.match(phrase.text)
    words = " ".join((lead["word"] or "").lower().split()) if lead else ""
    name = phrase.cut(lead.end()) if lead else phrase
    if words != "bei" and (towns := read_towns(name)):
        return FoundPlace(Ortsangabe(gemeinden=towns))
    second = _SECOND_VENUE.search(name.text)
    left_over = (name.cut(second.start()).strip(),) if second else ()
    name, before, sure = _town_before(name.cut(0, second.start()).strip() if second else name)
    name, behind = _town_behind(name)
    name, street = _without_street(name)
    name, unknown = _without_unknown_parts(name)
    left_over, towns = (*left_over, *unknown), behind or before
    if unknown and not towns and (towns := read_towns(name)):
        return FoundPlace(Ortsangabe(gemeinden=towns), left_over=left_over)
    if not name.text:
        return FoundPlace(Ortsangabe(gemeinden=towns), left_over=left_over)
    if _is_town_alone(name, words) and not towns and not left_over and not in_title:
        return FoundPlace(Ortsangabe(gemeinden=(name.read(),)), left_over=left_over)
    if _is_venue(name, words, in_title=in_title, in_town=bool(towns) and sure):
        return FoundPlace(_venue(name, words, towns), street, left_over)
    return FoundPlace(Ortsangabe(gemeinden=towns), left_over=(*left_over, name)) if towns else FoundPlace()


def _is_town_alone(name: Passage, words: str) -> bool:
    """Return whether one word behind `in` is a town that is not curated: a venue would have its article."""
    return (
        words == "in"
        and _ONE_WORD.fullmatch(name.text) is not None
        and not is_known_venue(name.text)
        and not _NO_VENUE.match(name.text)
    )


def _is_venue(name: Passage, words: str, *, in_title: bool, in_town: bool) -> bool:
    """Return whether a name is a venue's: it is known to be one, stands in a town, or follows an article."""
    text = name.text
    quoted = text.startswith(("„", '"')) and text.endswith(("“", '"', "”"))
    known = is_known_venue(text)
    if (_NO_VENUE.match(text) and not quoted) or _NO_NAME.search(text) or is_town(text):
        return False
    if in_title and not in_town and _GENERIC.fullmatch(text):
        return False
    if text[0].islower() and not (words and (in_town or known)):
        return False
    by_article = bool(words) and words not in ("in", "zu") and not in_title
    return known or in_town or by_article


def _without_street(name: Passage) -> tuple[Passage, Passage | None]:
    """Return a venue's name without the address behind it, and the address."""
    match = _STREET.search(name.text)
    if match and name.text[: match.start()].strip(" ,("):
        return name.cut(0, match.start()).strip(" ,("), name.group(match, "street")
    return name, None


def _without_unknown_parts(name: Passage) -> tuple[Passage, tuple[Passage, ...]]:
    """Return a venue's name without what is no part of it (`Rathaus Essen, Eintritt frei`, `… mit Empfang`)."""
    if find_authority("ressort", name.text) or _COMMAS_IN_NAME.match(name.text):
        return name, ()
    end = behind.start() if (behind := _BEHIND_VENUE.search(name.text)) else len(name.text)
    comma = name.text.find(",", 0, end)
    while comma >= 0:
        following = name.text.find(",", comma + 1, end)
        part = name.text[comma + 1 : following if following >= 0 else end].strip()
        if not (_ROOM_PART.match(part) or is_known_venue(part)):
            end = comma
            break
        comma = following
    rest = name.cut(end).strip(" ,")
    return name.cut(0, end).strip(), (rest,) if rest.text else ()


def _venue(name: Passage, words: str, towns: tuple[ReadValue[str], ...]) -> Ortsangabe:
    inside = town_in_name(name)
    if room := _ROOM.match(name.text):
        name = name.cut(room.end())
    host = name.read() if words.startswith("bei") or is_ministry(name.read().value) else None
    if host and is_ministry(host.value) and not find_authority("ressort", host.value):  # `MAGS NRW` is the MAGS
        host = name.cut(0, len(_LAND.sub("", name.text))).read()
    return Ortsangabe(ort=name.read(), gemeinden=towns or ((inside,) if inside else ()), gastgeber=host)


def merge(first: FoundPlace, second: FoundPlace) -> FoundPlace | None:
    """Return two places as one, the first completed by the second, or None if they contradict each other.

    Towns alone are all kept (`in Essen`, `in Bochum`); a venue has one town.
    """
    one, other = first.orte, second.orte
    names = {town.value for town in one.gemeinden}
    further = tuple(town for town in other.gemeinden if town.value not in names)
    if (one.ort and other.ort) or ((one.ort or other.ort) and names and further):
        return None
    towns = (*one.gemeinden, *further)
    orte = Ortsangabe(one.ort or other.ort, towns, one.gastgeber or other.gastgeber)
    return FoundPlace(orte, first.street or second.street, (*first.left_over, *second.left_over))
