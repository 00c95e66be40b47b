"""Persons who moderate: `Minister Dr. Joachim Stamp`, `Prof. Dr. Uta Hohn, Ruhr-Universität Bochum, Sprecherin des …`.

In: a line (or two, if a name is broken over lines). Out: form of address, academic titles, name, role and organisation.
Grammar: [form of address] [titles] name {, part}; a part that begins with a role noun is a role, which may end in the
organisation that it is held in (`Vorstandsvorsitzender der NRW.BANK`); any other part is an organisation.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadValue, text_of
from ruhrgraph.loaders.grammar.organisations import begins_like_organisation, ends_with_legal_form, nominative
from ruhrgraph.ontology.names import find_authority

_GOVERNMENT = (
    r"(?:Parlamentarische[rs]?\s+)?(?:Staatssekretär|Minister|Ministerpräsident|Staatsminister|Landesminister|"
    r"Bundesminister)(?:in)?"
)
_OFFICE = (
    r"(?:(?:Ober|Ehren)?[Bb]ürgermeister|Regierungspräsident|Polizeipräsident|Landesdirektor|Senator|Stadtdirektor|"
    r"Kreisdirektor|Generalvikar|Superintendent|Generalkonsul|Präses)(?:in)?|Landrat|Landrätin|(?:Erz|Weih)?[Bb]isch[oö]f(?:in)?"
)
_ADDRESS = re.compile(
    rf"(?P<address>(?P<government>{_GOVERNMENT})(?:\s+a\.\s?D\.)?|(?P<office>{_OFFICE})|Herrn?|Frau)\s+(?=[^\W\da-z_])"
)
_TITLES = re.compile(
    r"(?P<titles>(?:(?:(?:apl\.|Univ\.-|Jun\.-|Hon\.-)\s*)?(?:Prof\.(?:in)?|Professor(?:in)?|PD|Priv\.-Doz\.|Dr\.(?:in)?|"
    r"Dipl\.(?:-[A-ZÄÖÜ]\w{0,40}+\.?)++|Mag\.|M\.\s?A\.|Ing\.|RA(?:in)?)(?:-[A-ZÄÖÜ]\w*\.)?"
    r"(?:\s?(?:h\.\s?c\.|e\.\s?h\.|mult\.|habil\.|med\.|dent\.|phil\.|jur\.|rer\.|nat\.|pol\.|oec\.|soc\.|theol\.|"
    r"iur\.|em\.|sc\.|techn\.))*+\s*){1,12}+)(?=[^\W\da-z_]|(?:von|van|de|zu)\b)"
)
_BEHIND_NAME = re.compile(
    r"(?:\s+(?:M\.\s?A\.|B\.\s?A\.|LL\.\s?M\.|MBA|M\.\s?Sc\.|B\.\s?Sc\.|MdL|MdB|MdEP|a\.\s?D\.)){1,6}$"
)
_ROLE_NOUN = re.compile(
    r"^(?:[\w*:/-]{0,80}(?:präsident|vorsitzende|vorstand|vorständ|vorstandsmitglied|leiter|leitung|direktor|geschäftsführ|"
    r"rektor|intendant|sprecher|chef|redakteur|dezernent|bürgermeister|kanzler|dekan|beauftragte|mitglied|sekretär|"
    r"landrat|landrät|gründer|inhaber|partner|manager|kämmer|professor|referent|koordinator|kurator|superintendent|"
    r"bischof|bischöf|pfarrer|vertreter|verleger|herausgeber|trainer|architekt|beigeordnet|unternehmer|"
    r"stadtdirektor|stadtrat|stadträt|generalbevollmächtigt|prokurist|obmann|geschäftsleitung|stellvertret|"
    r"kommandeur|schulleit|amtsleit|meister|künstler|autor|journalist|moderator|wissenschaftler|forscher|berater|"
    r"botschafter|konsul|abgeordnet|ombuds|treuhänder|vorsteher|prodekan|prorektor|minister|steller|musiker|sportler|"
    r"arbeiter|ökonom|regisseur|fotograf|spieler|lehrer|richter|anwalt|anwält|ingenieur|philosoph|soziolog|historiker|"
    r"politiker|aktivist|designer|unternehmer)\w{0,80}|\w{1,80}(?:erin|istin|login|antin|entin|orin|ärin|eurin)|CEO|CFO|COO|CTO|CDO|MdL|MdB|MdEP)"
    r"(?:[:*]?in(?:nen)?)?[,;]?$",
    re.IGNORECASE,
)
_ARTICLE = {"der", "des", "vom", "von", "beim", "bei", "im", "am", "für", "dem", "den", "in", "an", "zur", "zum"}
_COLLECTIVE = re.compile(
    r"^(?:(?:Vorstand|Aufsichtsrat|Beirat|Verwaltungsrat|Stiftungsrat|Kuratorium|Präsidium|Direktorium|Rektorat|"
    r"Gesamtvorstand)e?s|Geschäftsführung|Geschäftsleitung|Konzernleitung|Vollversammlung|Unternehmensleitung)$"
)
_DUTIES = re.compile(
    r"^(?:Technik|Finanzen|Personal|Vertrieb|IT|Produktion|Recht|Kommunikation|Marketing|Netz|Netze|"
    r"Infrastruktur|Betrieb|Digitalisierung|Einkauf|Strategie|Entwicklung|Forschung|Bau|Controlling|"
    r"Unternehmensentwicklung|Presse|Öffentlichkeitsarbeit|Innovation|Nachhaltigkeit|Energie|Mobilität|"
    r"Umwelt|Ausbildung|Bildung|Kultur)$"
)
_MOST_WORDS = 20
"""How many words a curated name may have."""
_LONGEST = 1000
"""Characters of a moderator's lines; what has more is not joined with the next line."""
_JOINT = {"und", "&", "/", "sowie", "u."}
_COMMA = re.compile(r"\s*,\s*(?![^()]{0,200}\))")


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person read from a moderator's line; `government` where the form of address is an office of the government."""

    name: ReadValue[str]
    address: ReadValue[str] | None
    titles: ReadValue[str] | None
    role: ReadValue[str] | None
    organisation: ReadValue[str] | None
    government: bool


def _parts(line: Passage) -> list[Passage]:
    """Return the parts of a line: separated by commas, in a closing bracket, or else around a spaced dash."""
    bracket = re.search(r"\s*\(([^()]*)\)\s*$", line.text)
    if bracket:
        parts = [*line.cut(0, bracket.start()).split(_COMMA), *line.cut(*bracket.span(1)).split(_COMMA)]
    else:
        parts = line.split(_COMMA)
    if len(parts) == 1:
        parts = line.split(re.compile(r"\s+[–—-]\s+"))
    return [part.strip() for part in parts if part.strip().text]


def _words(part: Passage) -> list[Passage]:
    return [part.cut(*match.span()) for match in re.finditer(r"\S+", part.text)]


def _role_word(words: list[Passage]) -> int | None:
    """Return which word is the last of the leading role nouns, or None if the part begins with none.

    Adjectives may stand before it (`stellvertretende Vorsitzende`), other nouns may be joined to it by `und`.
    """
    last: int | None = None
    for index, word in enumerate(words):
        if word.text in _ARTICLE:
            break
        if _ROLE_NOUN.match(word.text):
            last = index
        elif last is None and not re.match(r"^(?:[a-zäöü]\w*|[A-ZÄÖÜ]\w+(?:er|e)|Stv\.|Stellv\.)$", word.text):
            return None
    return last


def _after_chain(words: list[Passage], index: int) -> int:
    """Return the first word behind `Mitglied des Vorstands`, `Vorsitzende der Geschäftsführung` and the like."""
    following = index + 1
    while (
        following + 1 < len(words)
        and words[following].text in _ARTICLE
        and _COLLECTIVE.match(words[following + 1].text)
    ):
        following += 2
    return following


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
    if rest and _DUTIES.match(rest[0].text) and len(rest) > 1:
        return start + 1
    return start


def _split_role(part: Passage) -> tuple[Passage, Passage | None]:
    """Return the role in a part and the organisation that it is held in; a town behind a role is no organisation."""
    words = _words(part)
    index = _role_word(words)
    if index is None:
        return part, None
    following = _after_chain(words, index)
    if following >= len(words):
        return part, None
    if words[following].text in _ARTICLE:
        begin = following + 1
        while begin < len(words) and words[begin].text in _ARTICLE:
            begin += 1
    else:
        begin = _organisation_start(words, following, part)
    if begin >= len(words):
        return part, None
    organisation = part.cut(words[begin].start - part.start)
    if find_authority("gemeinde", organisation.text):
        return part, None
    role_end = words[following - 1] if words[following].text in _ARTICLE else words[begin - 1]
    return part.cut(0, role_end.end - part.start), organisation


def _is_role(part: Passage) -> bool:
    company = ends_with_legal_form(part.text) and len(part.text.split()) == len(("Partner", "AG"))
    return not company and _role_word(_words(part)) is not None


def _joined(parts: list[Passage]) -> ReadValue[str] | None:
    """Return several parts as one role, each with its span."""
    if not parts:
        return None
    return ReadValue(", ".join(part.read().value for part in parts), tuple(part.span for part in parts))


def _role_and_organisation(
    parts: list[Passage], *, government: bool
) -> tuple[ReadValue[str] | None, ReadValue[str] | None]:
    """Return role and organisation from the parts after the name; members of the government have no organisation."""
    are_roles = [_is_role(part) for part in parts]
    roles = [part for part, is_role in zip(parts, are_roles, strict=True) if is_role]
    organisation = next((part for part, is_role in zip(parts, are_roles, strict=True) if not is_role), None)
    if organisation is None and not government:
        splits = [_split_role(role) for role in roles]
        organisation = next((found for _, found in splits if found), None)
        roles = [role for role, _ in splits]
    return _joined(roles), _organisation(organisation) if organisation else None


def _organisation(passage: Passage) -> ReadValue[str]:
    found = passage.read()
    return ReadValue(nominative(found.value), found.spans)


def find_person(line: Passage) -> FoundPerson | None:
    """Return the person that a moderator's line names, or None if no name (of two words) stands first."""
    parts = _parts(line)
    if not parts:
        return None
    first = parts[0]
    address = _ADDRESS.match(first.text)
    begin = address.end() if address else 0
    titles = _TITLES.match(first.text, begin)
    name = first.cut(titles.end() if titles else begin).strip()
    behind = _BEHIND_NAME.search(name.text)
    if behind:
        name = name.cut(0, behind.start())
    if len(name.text.split()) < len(("Vorname", "Nachname")):
        return None
    government = bool(address and address["government"])
    role, organisation = _role_and_organisation(parts[1:], government=government)
    spoken_to = text_of(first.group(address, "address") if address else None)
    if role is None and address and (government or address["office"]):
        role = spoken_to
    titled = _joined_titles(first.group(titles, "titles") if titles else None, first, name, behind)
    return FoundPerson(name.read(), spoken_to, titled, role, organisation, government)


def _joined_titles(
    before: Passage | None, first: Passage, name: Passage, behind: re.Match[str] | None
) -> ReadValue[str] | None:
    """Return the titles before and behind a name as one value."""
    after = (
        first.cut(name.start - first.start + behind.start(), name.start - first.start + behind.end())
        if behind
        else None
    )
    parts = [part.read() for part in (before, after) if part is not None and part.text.strip()]
    if not parts:
        return None
    return ReadValue(" ".join(part.value for part in parts), tuple(span for part in parts for span in part.spans))


def join_broken_lines(lines: list[Passage], text: Passage) -> list[tuple[Passage, bool]]:
    """Return one passage for each person, and whether it was joined from several lines.

    A line continues in the next one if that begins with a comma or is a single word of a name, or if the line itself
    ends in a comma or hyphen.
    """
    joined: list[tuple[Passage, bool]] = []
    for line in lines:
        if joined and len(joined[-1][0].text) <= _LONGEST and _continues(joined[-1][0], line):
            start = joined[-1][0].start - text.start
            joined[-1] = (text.cut(start, line.end - text.start), True)
        else:
            joined.append((line, False))
    return joined


def _continues(previous: Passage, line: Passage) -> bool:
    name = re.split(",", line.text, maxsplit=1)[0]
    return (
        line.text.lstrip().startswith((",", "("))
        or previous.text.rstrip().endswith((",", "-"))
        or (len(name.split()) == 1 and "," in line.text)
        or ("," not in previous.text and find_person(previous) is None)
    )
