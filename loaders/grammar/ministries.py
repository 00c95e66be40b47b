"""The ministries behind a Themenforum: `MKFFI (weitere beteiligte Ressorts: MSB und Stk/Sport, FM angefragt)`.

In: a passage. Out: acronyms in the form to show, in four roles (lead, participating, only interested, asked), whether a
further one is open, and the parts that fit no rule. A ministry whose role is not certain has none.

Grammar: items, separated by commas and `und`, make groups, separated by semicolons and brackets. A status before the
first ministry of a group (`angefragt: FM, JM`) is that of the whole group, one behind a ministry that of its item; it
takes in the items before if these are joined by `und`, or if the verb is a plural (`ministry_items`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.loaders.grammar.ministry_items import NO_RULE, Doubt, Item, Line, Role, read_items
from ruhrgraph.loaders.grammar.ministry_names import FoundMinistry, find_ministries, read_ministry

__all__ = ["Doubt", "FoundMinistries", "FoundMinistry", "find_ministries", "read_ministries", "read_ministry"]


@dataclass(frozen=True, slots=True)
class FoundMinistries:
    """The ministries of a line in their roles; `more_open` is where it says that a further one is not yet known."""

    lead: tuple[FoundMinistry, ...] = ()
    participating: tuple[FoundMinistry, ...] = ()
    interested: tuple[FoundMinistry, ...] = ()
    asked: tuple[FoundMinistry, ...] = ()
    more_open: ReadValue[bool] | None = None
    doubts: tuple[Doubt, ...] = ()


def read_ministries(passage: Passage) -> FoundMinistries:
    """Return the ministries in the text after `Ressort:`; those in the bracket do not lead."""
    line, items = read_items(passage)
    return _result(line, items)


def _result(line: Line, items: list[Item]) -> FoundMinistries:
    """Return the ministries by role; one that is unknown, foreign, or named before in another role has none."""
    found: dict[Role, list[FoundMinistry]] = {"lead": [], "participating": [], "interested": [], "asked": []}
    seen: dict[str, Role] = {}
    doubts, begin = list(line.doubts), line.passage.start
    for item in items:
        role = item.role or item.default
        if item.doubt and (role != "lead" or item.doubt != NO_RULE) and (item.ministries or item.doubt != NO_RULE):
            doubts.append(Doubt(line.passage.cut(item.start, item.end), item.doubt))
        for ministry in item.ministries if role == "lead" or not item.doubt else ():
            name = ministry.acronym.value
            if reason := _reason(ministry, role, seen.get(name)):
                (span,) = ministry.acronym.spans
                doubts.append(Doubt(line.passage.cut(span.start - begin, span.end - begin), reason))
            elif name not in seen:
                seen[name] = role
                found[role].append(ministry)
    return FoundMinistries(
        lead=tuple(found["lead"]),
        participating=tuple(found["participating"]),
        interested=tuple(found["interested"]),
        asked=tuple(found["asked"]),
        more_open=_more_open(line.passage, items),
        doubts=tuple(_outermost(doubts)),
    )


def _reason(ministry: FoundMinistry, role: Role, before: Role | None) -> str | None:
    """Return why a ministry cannot have a role, or None."""
    if ministry.foreign:
        return "is no ministry of the Land"
    if not ministry.known and role != "lead":
        return "is no known ministry; add it to authorities/ressorts.ttl if it is one"
    return "has another role before" if before not in {None, role} else None


def _outermost(doubts: list[Doubt]) -> Iterator[Doubt]:
    """Yield the doubts in order, without those whose words are part of another one's."""
    end = -1
    for doubt in sorted(doubts, key=lambda doubt: (doubt.passage.start, -doubt.passage.end)):
        if doubt.passage.end > end:
            yield doubt
            end = doubt.passage.end


def _more_open(passage: Passage, items: list[Item]) -> ReadValue[bool] | None:
    """Return where the line says that further ministries are not yet known."""
    for index, item in enumerate(items):
        last = index + 1 == len(items) or items[index + 1].group != item.group
        further = "further" in item.before and last
        if not item.ministries and not item.doubt and item.role != "lead" and ("open" in item.before or further):
            return ReadValue(value=True, spans=(passage.cut(item.start, item.end).span,))
    return None
