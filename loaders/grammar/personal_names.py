"""Names of persons: `Konrad Freiherr von Elverfeldt`, `Abdul-Rahman al-Masri`, `John O'Neill Jr.`.

In: the words behind office and titles. Out: how many of them are the name. What names never hold ends it: a legal form,
a word for an organisation, a role, an acronym.
"""

import re
from itertools import pairwise

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.given_names import is_given_name
from ruhrgraph.loaders.grammar.role_nouns import is_certain_role_noun, is_role_noun
from ruhrgraph.ontology.names import find_authority

_WORD = re.compile(r"[^\W\d_]{1,40}(?:[-'’.][^\W\d_]{1,40}){0,5}\.?")
_INITIAL = re.compile(r"[^\W\d_a-z]\.(?:-?[^\W\d_a-z]\.){0,2}|(?:Th|Ch|Chr|St|Ph|Fr|Joh|Wilh)\.")
_ARABIC = re.compile(r"(?:al|el|ad|as|bin|ibn)-[^\W\d_a-z][^\W\d_]{1,40}")
_PARTICLES = frozenset(
    ("von", "vom", "van", "de", "la", "der", "den", "dem", "zu", "zur", "zum", "und", "di", "da", "del", "della",
     "dalla", "dos", "das", "du", "le", "les", "ten", "ter", "te", "y", "i", "af", "av", "al", "el", "bin", "ibn",
     "ben", "abu")
)  # fmt: skip
_NOBLE = frozenset(
    ("Freiherr", "Freifrau", "Freiin", "Graf", "Gräfin", "Prinz", "Prinzessin", "Fürst", "Fürstin", "Ritter", "Edler",
     "Edle", "Baron", "Baronin")
)  # fmt: skip
_SUFFIX = re.compile(r"(?:Jr|Sr|jr|sr|jun|sen)\.?|junior|senior|I{2,3}\.?|IV\.?")
_LEGAL = re.compile(r"(?:GmbH|gGmbH|mbH|AG|SE|KG|KGaA|OHG|UG|eG|e\.V\.|e\.|V\.|eV|AöR|Ltd\.?|Inc\.?|Co\.?)$")
_NO_NAME = re.compile(
    r"(?:\w{0,40}(?:universität|hochschule|instituts?|stiftung|verband|museum|gesellschaft|genossenschaft|akademie|"
    r"gymnasium|zentrum|netzwerk|initiative|agentur|gewerkschaft|zeitung|ministeriums?|verwaltung|regierung|abteilung|"
    r"präsidium|klinikum|krankenhaus|hospital|sparkasse|minister|ministerin|staatssekretär|staatssekretärin)|"
    r"verein|handwerkskammer|ärztekammer|theater|stadtwerke|stadt|gemeinde|schule|kolleg|klinik|bistum|caritas|diakonie|"
    r"radio|verlag|redaktion|fraktion|polizei|staatskanzlei|referat|dezernat|bereich|team|gruppe|büro|person|personen|"
    r"namen?|geschwister|eheleute|ehepaar|\w{0,20}ehepaar|familie|brüder|schwestern|zwillinge|"
    r"kollege|kollegin|politik|region|ruhrgebiet|forum|thema|uhr|januar|februar|juni|juli|oktober|november|dezember|"
    r"dienstag|mittwoch|donnerstag|samstag|frau|herrn|die|das|eine?|keine?|noch|wird|werden|ist|sind|beide|weitere|neue|"
    r"externe|sts|stm|stv|mdgt|mdir|dienst|als|für|mit|im|bei|es|wir|am|unser|unsere|der|den|dem|des|ruhestand|termin|fachkraft|experten?|expertin|gäste|lehrstuhl|professor|"
    r"(?!hartung|hornung)\w{2,40}(?:ung|heit|keit|schaft|tion|tät))$",
    re.IGNORECASE,
)
_SURNAME_TOO = re.compile(
    r"(?:Kammer|Amt|Bank|Werke|Land|Kreis|NRW|Ruhr|März|April|Mai|August|September|Montag|Freitag|Sonntag|Herr|Gast|"
    r"Leitung|Vertretung|Moderation|Moderationsteam)$"
)
_TOO_MANY = 9
"""Words from which on a run of names is none."""


def words_of(passage: Passage) -> list[Passage]:
    """Return the words of a passage."""
    return [passage.cut(*match.span()) for match in re.finditer(r"\S+", passage.text)]


def _is_name_word(word: str) -> bool:
    """Return whether a word can be a given name or a surname: it begins with a capital, or is an initial."""
    if _INITIAL.fullmatch(word) or _ARABIC.fullmatch(word) or _SUFFIX.fullmatch(word):
        return True
    if not _WORD.fullmatch(word) or word.endswith(".") or _LEGAL.match(word) or _NO_NAME.match(word.rpartition("-")[2]):
        return False
    first = word.removeprefix("d'").removeprefix("d’")[:1]
    return first.isupper() and not any(one.isupper() and two.isupper() for one, two in pairwise(word))


def name_length(words: list[Passage]) -> int:
    """Return how many words from the first one on are a person's name, 0 if they are none."""
    count = 0
    for word in words:
        text = word.text
        noble = text in _NOBLE or text in _PARTICLES
        if not noble and not _is_name_word(text):
            break
        if (count and is_certain_role_noun(text)) or (count > 1 and find_authority("organisation", text)):
            break
        if _SURNAME_TOO.match(text) and not (count and is_given_name(words[0].text)):
            break
        count += 1
    count = _before_particles(words, count)
    while count and words[count - 1].text in _PARTICLES | _NOBLE:
        count -= 1
    return count if _is_full(words[:count]) and not _office_like(words[0].text) else 0


def _before_particles(words: list[Passage], count: int) -> int:
    """Return where a name ends: `Max Muster von der Signal AG` ends before `von`, `Karl Theodor von Berg` does not."""
    for index in range(2, count):
        if words[index].text in {"von", "vom"}:
            before = words[index - 1].text
            return count if is_given_name(before) or before in _NOBLE else index
    return 0 if count < len(words) and _LEGAL.match(words[count].text) else count


def holds_name(words: list[Passage]) -> bool:
    """Return whether a usual given name with a surname behind it stands among words, but not at their beginning."""
    given = (index for index, word in enumerate(words[1:], 1) if is_given_name(word.text))
    return any(name_length(words[index : index + _TOO_MANY]) > 1 for index in given)


def _office_like(word: str) -> bool:
    return is_role_noun(word) and not is_given_name(word)


def _is_full(words: list[Passage]) -> bool:
    """Return whether words have a given name and a surname, the last one written out."""
    names = [word.text for word in words if word.text not in _PARTICLES | _NOBLE and not _SUFFIX.fullmatch(word.text)]
    return (
        1 < len(names) < _TOO_MANY
        and words[0].text not in _PARTICLES | _NOBLE
        and not _SUFFIX.fullmatch(words[0].text)
        and not _INITIAL.fullmatch(names[-1])
        and len(names[-1]) > 1
    )
