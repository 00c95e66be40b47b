"""What the texts of a record name: organisations and what they do, ministries, municipalities, and other projects.

In: the text of a document, which is searched once, and the passages of a record. Out: `Nennungen`, each thing once,
with a span for each mention.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ruhrgraph.loaders.document import Passage, ReadValue, Span
from ruhrgraph.loaders.grammar.named_ministries import find_named_ministries
from ruhrgraph.loaders.grammar.named_towns import find_named_towns
from ruhrgraph.loaders.grammar.organisation_roles import find_roles
from ruhrgraph.loaders.grammar.organisations import Mention, find_mentions, learn_abbreviations
from ruhrgraph.loaders.grammar.project_titles import find_titles
from ruhrgraph.loaders.grammar.venue_names import find_venues
from ruhrgraph.loaders.records import Beteiligung, Nennungen, Organisationsname
from ruhrgraph.ontology.names import find_authority, fold

T = TypeVar("T")
_Values = tuple[ReadValue[str], ...]


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """All that a document names, in the order of its text."""

    organisationen: _Values = ()
    beteiligungen: tuple[Beteiligung, ...] = ()
    ressorts: _Values = ()
    gemeinden: _Values = ()
    projekte: _Values = ()


NO_NAMES = DocumentNames()
"""What a document names that names nothing."""


def names_of(text: str, titles: Mapping[str, str] | None = None) -> DocumentNames:
    """Return all that a document names.

    Args:
        text: The whole text.
        titles: The titles of its projects, with their codes.

    """
    mentions = find_mentions(text, learn_abbreviations(text))
    within = [(one.start, one.end) for one in mentions if not one.name.startswith("Stadt ")]
    flat = text.replace("\n", " ").replace("\t", " ").replace("\xa0", " ")
    towns = find_named_towns(flat, sorted([*within, *find_venues(text)]))
    roles = (
        Beteiligung(_of(found.mention), _value(found.start, found.end, found.role))
        for found in find_roles(flat, mentions)
    )
    return DocumentNames(
        organisationen=tuple(map(_of, mentions)),
        beteiligungen=tuple(sorted(roles, key=lambda role: _start(role.organisation))),
        ressorts=_outside(find_named_ministries(text), mentions),
        gemeinden=tuple(_value(start, end, text[start:end]) for start, end in towns),
        projekte=_outside(find_titles(flat, titles or {}), mentions),
    )


def _value(start: int, end: int, value: str) -> ReadValue[str]:
    return ReadValue(value, (Span(start, end),))


def _of(mention: Mention) -> ReadValue[str]:
    return _value(mention.start, mention.end, mention.name)


def _start(value: ReadValue[str]) -> int:
    return value.spans[0].start


def _outside(found: Iterable[tuple[int, int, str]], mentions: Sequence[Mention]) -> _Values:
    """Return what is found as values, without what is part of an organisation's name."""
    ends = [mention.end for mention in mentions]
    return tuple(
        _value(start, end, value)
        for start, end, value in found
        if (place := bisect_left(ends, end)) == len(mentions) or mentions[place].start > start
    )


def read_mentions(passages: Iterable[Passage | None], names: DocumentNames, own_code: str = "") -> Nennungen:
    """Return what some passages of a document name.

    Args:
        passages: The texts of a record; None is skipped.
        names: What the document names.
        own_code: The code of the project whose texts they are; a project does not name itself.

    """
    return join_mentions(*(_within(passage, names, own_code) for passage in passages if passage is not None))


def _within(passage: Passage, names: DocumentNames, own_code: str) -> Nennungen:
    span = passage.span

    def inside(values: _Values) -> _Values:
        return tuple(_between(values, _start, span))

    roles = _between(names.beteiligungen, lambda role: _start(role.organisation), span)
    return Nennungen(
        organisationen=tuple(map(Organisationsname, inside(names.organisationen))),
        beteiligungen=tuple(role for role in roles if span.start <= _start(role.rolle) < span.end),
        ressorts=inside(names.ressorts),
        gemeinden=inside(names.gemeinden),
        projekte=tuple(project for project in inside(names.projekte) if project.value != own_code),
    )


def organisations_in(spans: Iterable[Span], names: DocumentNames) -> tuple[Organisationsname, ...]:
    """Return the organisations that some spans of a document name, each once."""
    found = (Organisationsname(one) for span in spans for one in _between(names.organisationen, _start, span))
    return join_mentions(Nennungen(tuple(found))).organisationen


def _between(items: Sequence[T], start_of: Callable[[T], int], span: Span) -> Iterator[T]:
    """Yield the items that begin within a span; they are in order."""
    yield from items[bisect_left(items, span.start, key=start_of) : bisect_left(items, span.end, key=start_of)]


def spoken_for(organisations: Iterable[ReadValue[str]], lines: Iterable[Passage], names: DocumentNames) -> Nennungen:
    """Return the organisations that some people speak for, and those that their lines name besides.

    Args:
        organisations: The organisations of the people, as read from the lines.
        lines: The people's lines.
        names: What the document names.

    """
    read = [Organisationsname(organisation) for organisation in organisations]
    taken = sorted(span for one in read for span in one.name.spans)
    besides = (one for line in lines for one in _between(names.organisationen, _start, line.span))
    others = (Organisationsname(one) for one in besides if not _overlaps(one.spans[0], taken))
    return Nennungen(organisationen=(*read, *others))


def _overlaps(span: Span, taken: list[Span]) -> bool:
    """Return whether a span overlaps one of others, which are in order and lie apart."""
    place = bisect_left(taken, span.end, key=lambda other: other.start)
    return bool(place) and taken[place - 1].end > span.start


def join_mentions(*parts: Nennungen) -> Nennungen:
    """Return what several texts name, each thing once with the spans of all its mentions."""
    roles: dict[tuple[str, str], list[Beteiligung]] = {}
    for one in (one for part in parts for one in part.beteiligungen):
        roles.setdefault((_key(one.organisation.value, "organisation"), one.rolle.value), []).append(one)
    return Nennungen(
        organisationen=tuple(
            map(Organisationsname, _joined((one.name for part in parts for one in part.organisationen), "organisation"))
        ),
        beteiligungen=tuple(
            Beteiligung(_all([one.organisation for one in found]), _all([one.rolle for one in found]))
            for found in roles.values()
        ),
        ressorts=_joined((one for part in parts for one in part.ressorts), "ressort"),
        gemeinden=_joined((one for part in parts for one in part.gemeinden), "gemeinde"),
        projekte=_joined((one for part in parts for one in part.projekte), "projekt"),
    )


def _key(name: str, kind: str) -> str:
    record = find_authority(kind, name)
    return record.key if record else fold(name)


def _joined(values: Iterable[ReadValue[str]], kind: str) -> _Values:
    """Return values with those that mean one thing joined."""
    found: dict[str, list[ReadValue[str]]] = {}
    for value in values:
        found.setdefault(_key(value.value, kind), []).append(value)
    return tuple(map(_all, found.values()))


def _all(values: list[ReadValue[str]]) -> ReadValue[str]:
    return ReadValue(values[0].value, tuple(sorted({span for value in values for span in value.spans})))
