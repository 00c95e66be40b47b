"""The parts of what is said of a person: titles, offices, roles, a place, an organisation or a ministry.

In: parts between commas or brackets of a moderator's line. Out: the person with all of them, and remarks on those that
fit no rule.
"""

import re
from dataclasses import dataclass, field

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.loaders.grammar.academic_titles import is_titles
from ruhrgraph.loaders.grammar.affiliations import is_place, is_short_form, read_organisation
from ruhrgraph.loaders.grammar.foreign_parts import find_foreign_part
from ruhrgraph.loaders.grammar.ministry_names import OTHER_LAND, FoundMinistry, find_ministries
from ruhrgraph.loaders.grammar.offices import FoundOffice, find_office
from ruhrgraph.loaders.grammar.person_heads import PersonHead
from ruhrgraph.loaders.grammar.personal_names import holds_name, words_of
from ruhrgraph.loaders.grammar.roles import is_role, split_role

HEDGE = re.compile(
    r"\b(?:angefragt\w{0,2}|Anfrage|ggf\.|gegebenenfalls|evtl\.|eventuell|voraussichtlich|vorauss\.|vsl\.|unter\s+Vorbehalt|"
    r"vorbehaltlich|tb[acd]|offen|noch\s+zu|vertreten|in\s+Vertretung|i\.\s?V\.|Vertretung\s*:|anstelle|statt|verhindert|abgesagt|"
    r"geplant|oder|stellvertretend|vielleicht|möglicherweise)(?!\w)",
    re.IGNORECASE,
)
_FORMER = re.compile(r"(?:a\.\s?D\.|außer\s+Dienst|i\.\s?R\.|im\s+Ruhestand)$")
_ELSEWHERE = re.compile(rf"(?:Land\s|Freistaat\s)?{OTHER_LAND}|Bund|Bundesregierung")
_ALSO = re.compile(r"\s(?:und|sowie|&)\s|\s?/\s?")
_LEAD = re.compile(r"(?:von|vom|aus|bei|beim|für)\s+(?:der|dem|den|die|das)?\s*")
NO_RULE, NOT_CERTAIN = "fits no rule", "is not certain"


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person read from a moderator's line; `government` is where it says that this is a member of the government."""

    name: ReadValue[str]
    office: ReadValue[str] | None
    titles: ReadValue[str] | None
    role: ReadValue[str] | None
    organisation: ReadValue[str] | None
    government: ReadValue[bool] | None
    ressort: ReadValue[str] | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A part of a line that was left out, and why."""

    passage: Passage
    reason: str


@dataclass(slots=True)
class Parts:
    """A person while the parts of the line are read."""

    head: PersonHead
    offices: list[FoundOffice] = field(default_factory=list)
    titles: list[Passage] = field(default_factory=list)
    roles: list[Passage] = field(default_factory=list)
    organisation: ReadValue[str] | None = None
    ministry: FoundMinistry | None = None
    former: Passage | None = None
    """Where `a. D.` stands apart from the office."""
    elsewhere: bool = False
    """Whether the office is said to be that of another Land or of the Bund."""


def _ministry(part: Passage) -> FoundMinistry | None:
    """Return the known ministry that a part is nothing but the name of."""
    lead = _LEAD.match(part.text)
    name = part.cut(lead.end() if lead else 0).strip()
    found = find_ministries(name)
    return found[0] if len(found) == 1 and found[0].known and found[0].acronym.spans == (name.span,) else None


def take_part(person: Parts, part: Passage) -> str | None:
    """Give a part to a person; return why it cannot be, or None."""
    part = part.cut(len("als ")) if part.text.startswith("als ") else part
    office = find_office(part)
    reason: str | None = None
    if _FORMER.match(part.text):
        reason = _take_former(person, part)
    elif _ELSEWHERE.fullmatch(part.text) and (person.head.office or person.offices):
        person.elsewhere = True
    elif is_titles(part):
        person.titles.append(part)
    elif office and office.passage.text == part.text:
        person.offices.append(office)
        person.roles.append(part)
    elif office and _ALSO.match(part.text, len(office.passage.text)) and is_role(part):
        person.offices.append(office)
        reason = _take_role(person, part)
    elif ministry := _ministry(part):
        reason = _take_ministry(person, ministry)
    elif is_role(part):
        reason = _take_role(person, part)
    elif not is_place(part):
        reason = _take_organisation(person, part)
    return reason


def _take_former(person: Parts, part: Passage) -> str | None:
    """Take `a. D.` as said of the office before it."""
    if not (person.head.office or person.offices or person.head.role or person.roles):
        return NO_RULE
    person.former = part
    if person.roles:
        person.roles.append(part)
    return None


def _take_ministry(person: Parts, ministry: FoundMinistry) -> str | None:
    if person.ministry and person.ministry.acronym.value != ministry.acronym.value:
        return "is a second ministry"
    person.ministry = ministry
    return None


def _take_role(person: Parts, part: Passage) -> str | None:
    if find_foreign_part(part) or HEDGE.search(part.text) or re.search(r"\d{4}|@|\bseit\b|\bbis\b", part.text):
        return "fits no rule as a role"
    if holds_name(words_of(part)):
        return "may hold another person"
    organisation = split_role(part)[1]
    ministry = _ministry(organisation) if organisation else None
    person.roles.append(part)
    return _take_ministry(person, ministry) if ministry else None


def _take_organisation(person: Parts, part: Passage) -> str | None:
    lead = _LEAD.match(part.text)
    part = part.cut(lead.end()) if lead else part
    names = [organisation.text for role in person.roles if (organisation := split_role(role)[1])]
    names += [person.organisation.value] if person.organisation else []
    if any(is_short_form(part.text, name) for name in names):
        return None
    foreign = [each for each in find_ministries(part) if each.foreign and each.acronym.spans == (part.span,)]
    found = part.read() if foreign else read_organisation(part, marked=False)
    if found is None:
        return NO_RULE
    if person.organisation:
        return "is a second organisation"
    person.elsewhere = person.elsewhere or bool(foreign)
    person.organisation = found
    return None


def _split_roles(person: Parts, remarks: list[Remark]) -> None:
    """Take the organisation out of the first role that is held in one, if no part of the line names another."""
    for index, part in enumerate(person.roles):
        office = find_office(part)
        if office and office.passage.text == part.text:
            continue
        role, organisation = split_role(part)
        if organisation is None:
            continue
        person.roles[index] = role
        person.organisation = read_organisation(organisation, marked=True)
        if person.organisation is None:
            remarks.append(Remark(organisation, "is no certain organisation"))
        return


def _take_role_before(person: Parts, role: Passage, remarks: list[Remark]) -> None:
    """Take the role before a name; where the line names another one, only what it says of the government."""
    if not person.roles:
        reason = take_part(person, role)
        remarks += [Remark(role, reason)] if reason else []
    elif office := find_office(role):
        person.offices.append(office)


def finished(person: Parts, remarks: list[Remark]) -> FoundPerson:
    """Return a person whose parts have all been read; what is not certain becomes a remark."""
    head = person.head
    if head.role:
        _take_role_before(person, head.role, remarks)
    before = [each for each in (head.office.passage if head.office else head.role, person.former) if each]
    if head.office and not person.roles:
        person.roles += before
    elif not person.organisation and not person.ministry:
        _split_roles(person, remarks)
    offices = [each for each in (head.office, *person.offices) if each]
    doubtful = (each for each in offices if each.doubt)
    remarks += [Remark(each.passage.cut(0, 0), f"{each.doubt}, so the office is tied to none") for each in doubtful]
    members = [] if person.former or person.elsewhere else [each for each in offices if each.member]
    ministries = [ReadValue(each.ressort, each.passage.read().spans) for each in members if each.ressort]
    if person.ministry:
        ministries.append(person.ministry.acronym)
    if len({each.value for each in ministries}) > 1:
        remarks.append(Remark(head.name.cut(0, 0), "two ministries are named of one person, so none is taken"))
        ministries = []
    return FoundPerson(
        name=head.name.read(),
        office=_joined(before, " "),
        titles=_joined([*head.titles, *person.titles], " "),
        role=_joined(person.roles, " " if person.roles == before else ", "),
        organisation=person.organisation,
        government=ReadValue(value=True, spans=members[0].passage.read().spans) if members else None,
        ressort=ministries[0] if ministries else None,
    )


def _joined(parts: list[Passage], separator: str) -> ReadValue[str] | None:
    """Return several parts as one value, each with its span."""
    if not parts:
        return None
    return ReadValue(separator.join(part.read().value for part in parts), tuple(part.read().spans[0] for part in parts))
