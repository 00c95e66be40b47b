"""Roles, and the organisations that they are held in: `Vorstandsvorsitzender der NRW.BANK`, `Dezernentin für Bildung`.

In: a part of a moderator's line. Out: the role as written, and the passage of the organisation if the part names one.
What follows `für`, and units without a name of their own (`Abteilung Verkehr`), belong to the role; a town behind a
role stays in it because a town is no organisation.
"""

import re

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.organisations import begins_like_organisation, ends_with_legal_form
from ruhrgraph.loaders.grammar.personal_names import words_of
from ruhrgraph.loaders.grammar.role_nouns import is_role_noun
from ruhrgraph.ontology.names import find_authority

_ARTICLE = frozenset(
    (
        "der",
        "des",
        "vom",
        "von",
        "beim",
        "bei",
        "im",
        "am",
        "für",
        "dem",
        "den",
        "in",
        "an",
        "zur",
        "zum",
        "aus",
        "die",
        "das",
    )
)
_ADJECTIVE = re.compile(r"(?:[a-zäöü]\w*\.?|[1-4]\.|[A-ZÄÖÜ]\w+(?:er|e)|Stv\.|Stellv\.|stellv\.|stv\.)$")
_UNIT = re.compile(
    r"(?:(?:Vorstand|Aufsichtsrat|Beirat|Verwaltungsrat|Stiftungsrat|Präsidium|Direktorium|Rektorat|Gesamtvorstand)e?s?|"
    r"Kuratoriums?|Geschäftsführung|Geschäftsleitung|Konzernleitung|Vollversammlung|Unternehmensleitung|"
    r"Landesregierung|Bundesregierung|Landtage?s?|Bundestage?s?|Stadtrate?s|Kreistage?s?|Parlaments?|"
    r"\w{0,40}(?:[Aa]bteilung|[Rr]eferate?s?|[Bb]ereiche?s?|[Dd]ezernate?s?|[Ss]tabsstelle|[Ll]ehrstuhle?s|[Ff]akultät|[Ss]parte|"
    r"[Nn]iederlassung|[Pp]rojekte?s?|[Pp]rogramme?s|[Aa]rbeitsgruppe|[Aa]rbeitskreise?s?|[Aa]usschusse?s|[Kk]ommission|[Jj]ury|"
    r"[Tt]eams?|[Pp]rofessur|[Ff]achgebiete?s?))$"
)
_GENERIC = re.compile(
    r"(?:Initiative|Schule|Stadt|Hochschule|Universität|Unternehmens?|Firma|Region|Ruhrgebiets?|Landes|Partei|Fraktion|"
    r"Kirche|Instituts?|Vereins?|Verbande?s|Stiftung|Netzwerks?|Klinik|Museums?|Theaters?|Metropole|Reviers?)$"
)
_DUTIES = re.compile(
    r"(?:Technik|Finanzen|Personal|Vertrieb|IT|Produktion|Recht|Kommunikation|Marketing|Netz|Netze|"
    r"Infrastruktur|Betrieb|Digitalisierung|Einkauf|Strategie|Entwicklung|Forschung|Bau|Controlling|"
    r"Unternehmensentwicklung|Presse|Öffentlichkeitsarbeit|Innovation|Nachhaltigkeit|Energie|Mobilität|"
    r"Umwelt|Ausbildung|Bildung|Kultur)$"
)
_MOST_WORDS = 20
"""How many words a curated name may have."""
_JOINT = frozenset({"und", "&", "/", "sowie", "u."})


def last_role_noun(words: list[Passage]) -> int | None:
    """Return which word is the last of the leading role nouns, or None if the words begin with none.

    Adjectives may stand before it (`stellvertretende Vorsitzende`), other nouns may be joined to it by `und`.
    """
    last: int | None = None
    for index, word in enumerate(words[:_MOST_WORDS]):
        if word.text in _ARTICLE:
            break
        if is_role_noun(word.text):
            last = index
        elif last is None and not _ADJECTIVE.match(word.text):
            return None
    return last


def is_role(part: Passage) -> bool:
    """Return whether a part of a line begins with a role noun and is no company (`Partner AG`)."""
    company = ends_with_legal_form(part.text) and len(part.text.split()) == len(("Partner", "AG"))
    return not company and last_role_noun(words_of(part)) is not None


def split_role(part: Passage) -> tuple[Passage, Passage | None]:
    """Return the role in a part and the organisation that it is held in."""
    words = words_of(part)
    index = last_role_noun(words)
    if index is None or index + 1 >= len(words):
        return part, None
    following = _behind_former(words, index + 1)
    if following >= len(words) or part.text.endswith(("a. D.", "a.D.", "i. R.", "i.R.", "außer Dienst")):
        return part, None
    if words[following].text in _ARTICLE:
        begin, end = _behind_articles(words, following, part)
    else:
        begin = end = _organisation_start(words, following, part)
        while begin < len(words) and words[begin].text in _ARTICLE:
            begin += 1
    if begin is None or begin >= len(words):
        return part, None
    organisation = part.cut(words[begin].start - part.start)
    if find_authority("gemeinde", organisation.text):
        return part, None
    end = end or begin
    while words[end - 1].text in _ARTICLE:
        end -= 1
    return part.cut(0, words[end - 1].end - part.start), organisation


def _behind_former(words: list[Passage], start: int) -> int:
    """Return which word follows `a. D.` or the like behind a role."""
    text = " ".join(word.text for word in words[start : start + 2])
    match = re.match(r"(?:a\.\s?D\.|i\.\s?R\.|außer Dienst|im Ruhestand)(?!\w)", text)
    return start + len(match[0].split()) if match else start


def _behind_articles(words: list[Passage], start: int, part: Passage) -> tuple[int | None, int | None]:
    """Return where the organisation begins and the role ends, by the articles from a word on.

    What an article leads to is passed over if it is a duty (`für Personal`) or a unit (`der Abteilung Verkehr`).
    """
    index = start
    while index < len(words):
        if words[index].text not in _ARTICLE:
            index += 1
            continue
        first = index
        duty = words[index].text == "für"
        while index < len(words) and words[index].text in _ARTICLE:
            index += 1
        if index >= len(words):
            break
        rest = words[index:]
        unit = _UNIT.match(rest[rest[0].text.endswith("en") and len(rest) > 1].text)
        if duty or unit:
            if (
                not duty
                and first == start
                and len(rest) > 1
                and rest[1].text not in _ARTICLE
                and _names_one(rest[1:], part)
            ):
                return index + 1, index + 1
            index += 1
            continue
        if len(rest) == 1 and _GENERIC.match(rest[0].text):
            break
        return index, first
    return None, None


def _names_one(words: list[Passage], part: Passage) -> bool:
    """Return whether words without an article (`Mitglied des Vorstands RAG AG`) are an organisation's name."""
    if not words or any(word.text in _ARTICLE for word in words):
        return False
    text = part.text[words[0].start - part.start :]
    return bool(find_authority("organisation", text)) or ends_with_legal_form(text) or begins_like_organisation(text)


def _organisation_start(words: list[Passage], start: int, part: Passage) -> int:
    """Return the index of the word with which the organisation begins, if no article marks it.

    A curated name at the end decides. Otherwise the field of duty ends after the word that `&` or `und` joins
    (`Vorstand Netz & Infrastruktur innogy SE`). Otherwise all of the rest is the organisation.
    """
    for index in range(max(start, len(words) - _MOST_WORDS), len(words)):
        if find_authority("organisation", part.text[words[index].start - part.start :]):
            return index
    rest = words[start:]
    joints = [start + offset for offset, word in enumerate(rest) if word.text in _JOINT]
    if joints and joints[0] + 2 < len(words) and not begins_like_organisation(" ".join(word.text for word in rest)):
        return joints[0] + 2
    if rest and _DUTIES.match(rest[0].text):
        return start + 1
    return start
