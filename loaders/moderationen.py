"""The team of a Themenforum: its moderators' lines as records.

In: the lines below the heading of the team. Out: a record for each person; what fits no rule is reported and not marked
as understood.
"""

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue
from ruhrgraph.loaders.grammar.broken_lines import join_broken_lines
from ruhrgraph.loaders.grammar.person_parts import FoundPerson
from ruhrgraph.loaders.grammar.persons import read_persons
from ruhrgraph.loaders.records import Moderation
from ruhrgraph.loaders.ressorts import parts_without


def read_team(lines: list[Passage], log: ReadingLog) -> tuple[Moderation, ...]:
    """Read the moderators' lines of a forum."""
    people = [line.strip() for line in lines if line.text.strip()]
    found: list[Moderation] = []
    for line, broken in join_broken_lines(people, log.document.passage):
        persons = read_persons(line)
        for remark in persons.remarks:
            words = f"„{remark.passage.read().value}“ " if remark.passage.text else ""
            left_out = "; left out" if words else ""
            message = (
                f"in the moderators' line {words}{remark.reason}{left_out}; write each person in a line of their own"
            )
            log.add_issue("warning", "value-not-understood", remark.passage.start, message)
        if not persons.persons:
            log.add_issue(
                "warning", "no-person", line.start, f"no name is found in the moderators' line „{line.read().value}“"
            )
            continue
        if broken:
            log.add_issue(
                "note", "name-over-lines", line.start, f"„{line.read().value}“ is broken over lines; read as one line"
            )
        log.mark_understood(*parts_without(line, [remark.passage for remark in persons.remarks]))
        for person in persons.persons:
            found.append(_moderation(len(found) + 1, person, line))
    return tuple(found)


def _moderation(position: int, person: FoundPerson, line: Passage) -> Moderation:
    return Moderation(
        position=ReadValue(position, (line.span,)),
        name=person.name,
        amt=person.office,
        akademischer_titel=person.titles,
        rolle=person.role,
        organisation=person.organisation,
        regierung=person.government,
        ressort=person.ressort,
    )
