"""Persons who moderate: `Minister Dr. Joachim Stamp`, `Prof. Dr. Uta Hohn, Ruhr-Universität Bochum, Sprecherin des …`.

In: a line (or two, if a name is broken over lines). Out: the persons with office, titles, name, role and organisation,
and the parts that fit no rule.
Grammar: person {`und` person} {, part}. A part between commas or brackets is an office, titles, a place, a role, which
may end in the organisation that it is held in (`Vorstandsvorsitzender der NRW.BANK`), an organisation, or a person.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.academic_titles import end_of_degrees
from ruhrgraph.loaders.grammar.affiliations import is_place, read_organisation
from ruhrgraph.loaders.grammar.given_names import is_given_name
from ruhrgraph.loaders.grammar.ministry_names import find_ministries
from ruhrgraph.loaders.grammar.offices import find_office
from ruhrgraph.loaders.grammar.person_heads import PersonHead, find_head
from ruhrgraph.loaders.grammar.person_parts import (
    HEDGE,
    NO_RULE,
    NOT_CERTAIN,
    FoundPerson,
    Parts,
    Remark,
    finished,
    take_part,
)
from ruhrgraph.loaders.grammar.personal_names import words_of
from ruhrgraph.loaders.grammar.role_nouns import is_plural
from ruhrgraph.loaders.grammar.roles import is_role, split_role
from ruhrgraph.loaders.grammar.towns import STATE, is_town
from ruhrgraph.ontology.names import find_authority

_LONGEST = 1000
"""Characters of a moderator's lines; what has more is not read."""
_LABEL = re.compile(
    r"\s*(?:(?:[-–—•·▪●►*]|\d{1,2}[.)])\s+)?"
    r"(?:(?:(?:[CK]o-)?Moderation(?:steam)?|Moderator(?:en|in|innen|:innen)?|Moderiert\s+von|Es\s+moderier(?:t|en)|Name|Leitung)\s*:\s*)?"
)
_ROLE_FIRST = re.compile(r"(?P<role>[^:,;()@]{2,120}):\s+")
_NOBODY = re.compile(
    r"(?:N\.\s?N\.?|n\.\s?n\.(?:\s?b\.)?|NN|offen|wird\s+noch|weitere|andere|Gäste|Team)(?![\w-])[^,;()]{0,80}"
)
_SEPARATOR = re.compile(
    r"\s{0,16}(?:(?P<comma>[,;])|(?P<open>[(\[])|(?P<close>[)\]])|(?P<dash>[–—-]\s)|(?P<bar>[|\t]))\s{0,16}"
)
_JOINT = re.compile(r"\s{0,16}(?:(?:und|sowie|u\.|&)\s|/)\s{0,16}")
_BETWEEN = re.compile(r"[,;()\[\]|\t]|\s[–—]\s")
_COMMA = re.compile(r"[,;()]")
_JOINTS = re.compile(r"\s(?:und|sowie|&)\s|/")
_SHARED = re.compile(r"(?:beide|jeweils|alle)\s+")
NOBODY = "is no name yet"
_MOST = 20
"""How many parts a line may have."""


@dataclass(frozen=True, slots=True)
class FoundPersons:
    """The persons of a line, and what in it was not understood."""

    persons: tuple[FoundPerson, ...] = ()
    remarks: tuple[Remark, ...] = ()


@lru_cache(maxsize=64)  # whether lines belong together is decided by reading each
def read_persons(line: Passage) -> FoundPersons:
    """Return the persons that a moderator's line names; none if no full name stands where a name belongs."""
    label = _LABEL.match(line.text)
    line = line.cut(label.end() if label else 0).strip()
    if line.text.endswith(".") and re.search(r"(?:[a-zäöü]{3}(?<!\bjun)(?<!\bsen)|[A-Z]{2})\.$", line.text):
        line = line.cut(0, len(line.text) - 1)
    if len(line.text) > _LONGEST:
        return FoundPersons()
    return _Line(line).read()


@dataclass(slots=True)
class _Line:
    """A line while it is read: the group of persons that the next part is about, and what was not understood."""

    line: Passage
    position: int = 0
    persons: list[Parts] = field(default_factory=list)
    group: list[Parts] = field(default_factory=list)
    """The persons that the next part may be about; none after `N.N.`."""
    remarks: list[Remark] = field(default_factory=list)
    brackets: list[Passage] = field(default_factory=list)
    parts: int = 0
    """How many parts were read since the last person."""

    def read(self) -> FoundPersons:
        first = _ROLE_FIRST.match(self.line.text)
        before = self.line.group(first, "role") if first else None
        if first:
            self.position = first.end()
        head = find_head(self._rest())
        if head is None:
            return FoundPersons()
        self._add_person(head)
        if before:
            self._read_part(before)
        for _ in range(_MOST):
            if not self._next():
                break
        if self.position < len(self.line.text):
            self.remarks.append(Remark(self._rest(), NO_RULE))
        self.remarks += [Remark(bracket, "has no partner") for bracket in self.brackets]
        persons = [finished(person, self.remarks) for person in self.persons]
        sure = [remark.passage.span for remark in self.remarks if remark.reason in {NOBODY, NOT_CERTAIN}]
        hedges = [self.line.start + match.start() for match in HEDGE.finditer(self.line.text)]
        if any(all(not span.start <= hedge < span.end for span in sure) for hedge in hedges):
            return FoundPersons((), (Remark(self.line, NOT_CERTAIN),))
        return FoundPersons(tuple(persons), tuple(sorted(self.remarks, key=lambda remark: remark.passage.start)))

    def _rest(self) -> Passage:
        return self.line.cut(self.position)

    def _add_person(self, head: PersonHead) -> None:
        person = Parts(head)
        waiting = (
            []
            if self.parts
            else [other for other in self.group if not (other.head.office or other.head.role or other.roles)]
        )
        self.group = [*waiting, person]
        self.persons.append(person)
        self.parts = 0
        self.position += head.end
        if head.rest:
            self._read_part(head.rest)

    def _next(self) -> bool:
        """Read what follows: a joined person or a part; return whether there is something left."""
        joint = _JOINT.match(self.line.text, self.position)
        separator = _SEPARATOR.match(self.line.text, self.position)
        if joint:
            return self._joined(joint.end())
        if separator is None:
            return False
        self._take_bracket(separator)
        self.position = self._behind_state(separator)
        if nobody := _NOBODY.match(self.line.text, self.position):
            self.remarks.append(Remark(self.line.cut(*nobody.span()).strip(), NOBODY))
            self.position, self.group = nobody.end(), []
            return True
        if also := re.compile(r"(?:und|sowie|&)\s").match(self.line.text, self.position):
            return self._joined(also.end())
        if self.position >= len(self.line.text) or _SEPARATOR.match(self.line.text, self.position):
            return self.position < len(self.line.text)
        head = find_head(self._rest(), strict=True)
        apart = separator["comma"] == ";" or self.line.text[: separator.start()].rstrip().endswith(")")
        named = self.line.cut(self.position, self.position + head.end) if head else None
        if head and named and not head.rest and not read_organisation(named, marked=False):
            if head.shown or apart:
                self._add_person(head)
            else:
                self.remarks.append(Remark(named, "may be another person"))
                self.position, self.group = self.position + head.end, []
        else:
            self._read_part(self._cut_part())
        return True

    def _behind_state(self, separator: re.Match[str]) -> int:
        """Return where the next part begins: behind what tells only which town is meant (`Stadt Wetter (Ruhr)`)."""
        text, before = self.line.text, self.line.text[: separator.start()].split()
        state = STATE.match(text, separator.end()) if separator["open"] else None
        alone = state and text[state.end() : state.end() + 1] == ")"
        return state.end() if state and alone and before and is_town(before[-1]) else separator.end()

    def _take_bracket(self, separator: re.Match[str]) -> None:
        if separator["open"]:
            self.brackets.append(self.line.cut(*separator.span("open")))
        elif separator["close"]:
            if self.brackets:
                self.brackets.pop()
            else:
                self.remarks.append(Remark(self.line.cut(*separator.span("close")), "has no partner"))

    def _joined(self, start: int) -> bool:
        """Read what `und` joins: a person, or nobody who is known yet."""
        before, self.position = self.position, start
        if nobody := _NOBODY.match(self.line.text, start):
            self.remarks.append(Remark(self.line.cut(before, nobody.end()).strip(), NOBODY))
            self.position, self.group = nobody.end(), []
            return True
        certain = self.parts == 0 and not re.search("[/&]", self.line.text[before:start])
        head = find_head(self._rest(), strict=not certain)
        if head:
            self._add_person(head)
            return True
        part = self._cut_part()
        self.remarks.append(Remark(self.line.cut(before, part.end - self.line.start).strip(), NO_RULE))
        return True

    def _cut_part(self) -> Passage:
        """Return the part that begins here, and go to its end; `und` ends it where a person follows."""
        rest = self._rest()
        office = find_office(rest)
        start = len(office.passage.text) if office else end_of_degrees(rest.text)
        end = _BETWEEN.search(rest.text, start)
        for ministry in find_ministries(rest) if end else ():
            (span,) = ministry.acronym.spans
            if end and span.start < rest.start + end.start() < span.end:
                end = _BETWEEN.search(rest.text, span.end - rest.start)
        part = rest.cut(0, end.start() if end else None)
        if end and "–" in end[0]:
            comma = _COMMA.search(rest.text, end.end())
            longer = rest.cut(0, comma.start() if comma else None).strip()
            name = (split_role(longer)[1] if is_role(longer) else None) or longer
            part = longer if find_authority("organisation", name.text) else part
        for joint in list(_JOINTS.finditer(part.text))[:_MOST]:
            head = find_head(part.cut(joint.end()), strict=True)
            if head and not head.rest and not read_organisation(part.cut(joint.end()), marked=False):
                part = part.cut(0, joint.start())
                break
        self.position += len(part.text)
        return part.strip()

    def _read_part(self, part: Passage) -> None:
        """Give a part to the persons that it is about, or remark that it fits no rule."""
        self.parts += 1
        if not part.text:
            return
        if not self.group:
            self.remarks.append(Remark(part, NOT_CERTAIN))
            return
        shared = _SHARED.match(part.text)
        words = words_of(part)
        everybody = bool(shared) or any(is_plural(word.text) for word in words[:3])
        targets = self.group if everybody else self.group[-1:]
        part = part.cut(shared.end()) if shared else part
        reasons = {take_part(person, part) for person in targets}
        if reasons != {None}:
            self.remarks.append(Remark(part, next(reason for reason in reasons if reason)))
            if any(is_given_name(word.text) for word in words):
                self.group = []  # what follows may be said of the person in this part
        elif len(self.group) > 1 and not everybody and not is_place(part):
            self.remarks.append(
                Remark(part.cut(0, 0), f"„{part.read().value}“ is said of the last person only; it may be of all")
            )
