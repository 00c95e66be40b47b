"""Whom a person speaks for: whether a part of a moderator's line is an organisation, a place, or neither.

In: a part between commas or brackets, or what stands behind a role. Out: the organisation without the place behind it,
or None. Between commas, a name needs a sign that it is one of an organisation (a curated record, a legal form, a word
such as `Universität`, an acronym); behind `der` or `von` capitals are enough.
"""

import re

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.loaders.grammar.academic_titles import begins_with_title
from ruhrgraph.loaders.grammar.foreign_parts import find_foreign_part
from ruhrgraph.loaders.grammar.given_names import is_given_name
from ruhrgraph.loaders.grammar.organisations import begins_like_organisation, ends_with_legal_form, nominative
from ruhrgraph.loaders.grammar.personal_names import holds_name, name_length, words_of
from ruhrgraph.loaders.grammar.role_nouns import is_role_noun
from ruhrgraph.ontology.names import find_authority

_HEAD = re.compile(
    r"\b\w{0,60}(?:universität|hochschule|institute?s?|stiftung|verband(?:es|s)?|verein(?:s|igung)?|kammer|museums?|theaters?|"
    r"akademie|schulen?|kolleg|gymnasium|zentrums?|zentrale|klinik|klinikum|krankenhaus|hospital|netzwerks?|initiative|"
    r"agentur|gewerkschaft|bistums?|diözese|caritas|diakonie|zeitung|anzeiger|verlag|redaktion|fraktion|polizei|gericht|"
    r"präsidiums?|verwaltung|regierung|gesellschaft|genossenschaft|gemeinschaft|unternehmerschaft|sparkasse|stadtwerke|"
    r"bank|cluster|festspiele|philharmonie|orchester|schauspielhaus|forum|büro|gruppe|holding|werke|förderung|"
    r"organisation|kanzlei|praxis|jobcenter|bündnis|allianz|union|kirche|kirchenkreis|feuerwehr|ensemble|fernsehen|kreis|"
    r"vertretung|landesamt|bundesamt|jugendamt|schulamt|gesundheitsamt|bauamt|hafen|messe|flughafen|labor)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:Stadt|Kreis|Gemeinde|Amt|Radio|Antenne|Oper|Haus|Land|Landkreis|Uni|Zeche|Studio|Fraunhofer|Rat|Bund|Hof)\s+[\w„]"
)
_ACRONYM = re.compile(
    r"(?<![\w-])(?=\w{0,20}[A-ZÄÖÜ]\w{0,20}[A-ZÄÖÜ])[A-Za-zÄÖÜ]\w{1,40}|"
    r"\b\w{1,40}\.(?:de|ruhr|nrw|org|com|eu|net|NRW|BANK)\b"
)
_JOINT = re.compile(r"\s(?:und|sowie|&|/)\s")
_INFLECTED = re.compile(r"(?:\w{1,40}(?:sch|ich|ig|iv|ell|al)|Frei|Neu|Groß|Allgemein|Vereinigt|Verein)e(?=n\s)")
_FEMININE = re.compile(
    r"n\s\w{0,40}(?:universität|hochschule|akademie|gesellschaft|stiftung|kirche|bank|kammer|klinik|schule|agentur|"
    r"vereinigung|union|gemeinschaft)(?!\w)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\s(?:der|des|dem|von|vom|bei|beim|am|an|im|in|zum|zur|für)\s")
_BRAND = re.compile(
    r"[a-z]+[A-ZÄÖÜ]|\w{1,40}\.(?:de|ruhr|nrw|org|com|eu|net)|[a-zäöü]\w{1,40}(?:\s[\w.&-]{1,40}){0,3}\s(?:AG|SE|GmbH)"
)
_DOMAIN = re.compile(r"[\w-]{1,40}\.(?:de|ruhr|nrw|org|com|eu|net)")
_GENITIVE = re.compile(
    r"(\b\w{0,40}(?:museum|theater|zentrum|institut|klinikum|netzwerk|verband|verein))e?s(?!\w)", re.IGNORECASE
)
_PARTY = re.compile(r"(?:SPD|CDU|CSU|FDP|AfD|Grüne|Die Linke)$")
_WORDS = re.compile(r"[\w.’'&+/„“”\"*:-]+(?:\s+[\w.’'&+/„“”\"*:–-]+){0,19}")
_STRAY = re.compile(
    r"[@!?;=<>\[\]{}|]|https?:|www\.|\d{4,}|\b(?:Tel|Fax|Mail|E-Mail|seit|bis|zuvor|ehemals|früher|vormals|bisher|zuletzt|jetzt|heute|künftig|alias|derzeit|vorher|auch|nur|"
    r"sowie|ist|sind|wird|hat|war|mit)\b"
)
_TOWN_BEHIND = re.compile(r"\s+(?:in|aus)\s+(?P<town>[A-ZÄÖÜ][\w/ -]{1,40})$")
_PLACE = re.compile(r"(?:in|aus|von)\s+(?=[A-ZÄÖÜ])")
_COUNTRY = frozenset(
    ("NRW", "Nordrhein-Westfalen", "Ruhrgebiet", "Berlin", "Hamburg", "München", "Köln", "Bonn", "Münster", "Bielefeld",
     "Wuppertal", "Aachen", "Leipzig", "Dresden", "Hannover", "Stuttgart", "Frankfurt", "Frankfurt am Main", "Brüssel",
     "Wien", "Zürich", "Rotterdam", "Amsterdam", "Paris", "London", "Krefeld", "Mönchengladbach", "Neuss", "Solingen",
     "Leverkusen", "Paderborn", "Siegen", "Düsseldorf", "Bremen", "Nürnberg", "Kattowitz", "Lille")
)  # fmt: skip
"""Places without a curated record that stand behind persons; a place is no value of a moderation."""


def is_place(part: Passage) -> bool:
    """Return whether a part is nothing but a town or a Land (`Bochum`, `aus Essen`), which is no organisation."""
    lead = _PLACE.match(part.text)
    text = part.text[lead.end() if lead else 0 :].strip()
    return find_authority("gemeinde", text) is not None or text in _COUNTRY


def read_organisation(part: Passage, *, marked: bool) -> ReadValue[str] | None:
    """Return the organisation that a part is, or None if that is not certain.

    Args:
        part: What stands between commas or behind a role.
        marked: Whether a preposition or an article has already said that an organisation follows.

    """
    behind = _TOWN_BEHIND.search(part.text)
    if behind and find_authority("gemeinde", behind["town"].strip()):
        part = part.cut(0, behind.start())
    found = part.read()
    value = ReadValue(_nominative(nominative(found.value)) if marked else found.value, found.spans)
    if find_authority("organisation", found.value) or find_authority("organisation", value.value):
        return value
    if begins_with_title(part.text):  # `Doktorand bei Prof. Weber`
        return None
    if _DOMAIN.fullmatch(part.text):
        return value if marked else None
    if not _WORDS.fullmatch(part.text) or _STRAY.search(part.text) or find_foreign_part(part) or is_place(part):
        return None
    words = words_of(part)
    certain = ends_with_legal_form(part.text) or begins_like_organisation(value.value) or is_signed(value.value)
    plain = marked and len(words) > 1 and words[1].text[0].isupper() and not words[0].text.endswith("s")
    return value if (certain or plain) and not _holds_more(part, words, value.value, marked=marked) else None


def _holds_more(part: Passage, words: list[Passage], name: str, *, marked: bool) -> bool:
    """Return whether a part is more than one organisation's name: two names, a role, a person, or an inflected one."""
    several = _JOINT.split(part.text, maxsplit=1)
    article = _ARTICLE.search(part.text)
    return bool(
        " / " in part.text
        or (len(several) > 1 and (is_role_noun(several[1].split()[0]) or all(map(_stands_alone, several))))
        or (not marked and article and not (is_signed(part.text[: article.start()]) or _FIRST.match(part.text)))
        or (is_given_name(words[0].text) and name_length(words) == len(words))
        or holds_name(words)
        or words[0].text in {"Stellvertretung", "Vertretung"}
        or (_INFLECTED.match(name) and not ends_with_legal_form(name))
        or not (part.text[0].isupper() or part.text[0] in '„"' or _BRAND.match(part.text))
    )


def _nominative(name: str) -> str:
    """Return a name as a nominative: `Ruhr Museums` → `Ruhr Museum`, `Technischen Universität` → `Technische …`."""
    name = _GENITIVE.sub(r"\1", name, count=1)
    adjective = _INFLECTED.match(name)
    inflected = adjective and adjective[0].endswith("e") and _FEMININE.match(name, adjective.end())
    return adjective[0] + name[adjective.end() + 1 :] if adjective and inflected else name


def _stands_alone(text: str) -> bool:
    """Return whether a part of a name is an organisation by itself, as in `Stadt Essen und Stadt Bochum`."""
    known = _FIRST.match(text) or find_authority("organisation", text) or ends_with_legal_form(text)
    return bool(known) or (is_signed(text) and not text.endswith("-"))


def is_signed(text: str) -> bool:
    """Return whether a word shows a name to be one of an organisation; a party is no organisation to speak for."""
    signs = (_ACRONYM, _HEAD, _FIRST)
    return not _PARTY.match(text) and any(sign.search(text) for sign in signs)


def is_short_form(acronym: str, name: str) -> bool:
    """Return whether an acronym in a bracket stands for the name before it (`Regionalverband Ruhr (RVR)`)."""
    letters = iter(name.casefold())
    return bool(re.fullmatch(r"[A-ZÄÖÜ]\w{1,9}", acronym)) and all(letter in letters for letter in acronym.casefold())
