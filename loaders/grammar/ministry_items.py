"""The items of a line of ministries, while it is read: which words belong to which ministry.

In: a passage. Out: its items with the ministries in each, the role that the words around them give, and doubts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.ministry_names import FoundMinistry, find_ministries

Role = Literal["lead", "participating", "interested", "asked"]

_TOKEN = re.compile(
    r"(?P<open>(?:noch\s+)?(?:nicht\s+bekannt|offen|zu\s+(?:klären|benennen|bestimmen)|in\s+Klärung|ungeklärt|geklärt|"
    r"benannt|bestimmt|folg(?:t|en)|tb[acd])\b|n\.\s?n\.(?:\s?b\s?\.?)?)|"
    r"(?P<interested>\b(?:interessiert\w{0,2}|Interesse|Interessent\w{0,5})\b)|"
    r"(?P<asked>\b(?:angefragt\w{0,2}|Anfrage|angefr\.))|"
    r"(?P<lead>\b(?:federführend\w{0,2}|Federführung)\b|\bFF\b)|"
    r"(?P<further>\b(?:weitere[rsn]?|außerdem|zusätzlich|ferner|unter\s+Beteiligung)\b)|"
    r"(?P<participating>\b(?:mit)?beteiligt\w{0,2}\b|\bBeteiligung\b)|"
    r"(?P<hedge>\b(?:ggf\.|gegebenenfalls|evtl\.|eventuell|voraussichtlich|vorauss\.|vsl\.|möglicherweise|vermutlich|"
    r"geplant|vorgesehen|vielleicht|unter\s+Vorbehalt)|\?)|"
    r"(?P<plural>\b(?:sind|w[eu]rden|haben|beide|jeweils)\b)|(?P<singular>\b(?:ist|wird|wurde|hat)\b)|"
    r"(?P<filler>\b(?:noch|worden|bekundet|angemeldet|signalisiert|auch|das|die|der|dem|den|des|als|ein|eine|unter|von|vom|Ressorts?|Ministerium|"
    r"Ministerien)\b)|"
    r"(?P<joint>\b(?:und|sowie)\b|\bu\.|[&/+])|(?P<comma>,)|(?P<hard>[;.]|\s[–—-]\s)|(?P<bracket>[(\[])|(?P<close>[)\]])|"
    r"(?P<colon>:)|(?P<other>[^\s,;:.()\[\]&/+?]{1,80}|\S)",
    re.IGNORECASE,
)
NO_RULE, NOT_CERTAIN = "fits no rule", "is not certain"
MAY_BE_MEANT = "may belong to what stands beside it"
_INSIDE = re.compile(r"[^()\[\]]{0,200}")
_STATUS: tuple[Role, ...] = ("asked", "interested", "participating", "lead")
"""The kinds of words that give a role; the first one counts where there are several (`weitere interessierte`)."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part of the line that fits no rule, and why; the ministries in it have no role."""

    passage: Passage
    reason: str


@dataclass(slots=True)
class Item:
    """What stands between two separators, while it is read."""

    group: int
    default: Role
    """The role if no word gives one."""
    joined: bool
    """Whether `und` or the like joins it to the item before."""
    start: int = -1
    end: int = -1
    ministries: list[FoundMinistry] = field(default_factory=list)
    before: set[str] = field(default_factory=set)
    """The kinds of words before the first ministry; `behind` are those after it."""
    behind: set[str] = field(default_factory=set)
    role: Role | None = None
    doubt: str | None = None

    @property
    def status(self) -> Role | None:
        """The role that words behind the ministry give."""
        return _role(self.behind)

    def add(self, kind: str, start: int, end: int) -> None:
        """Take in a word of a kind."""
        self.start, self.end = self.start if self.start >= 0 else start, end
        (self.behind if self.ministries else self.before).add(kind)

    @property
    def speaks_of_others(self) -> bool:
        """Whether the words say something of ministries that stand elsewhere (`beide angefragt`)."""
        said = self.before & {"asked", "interested", "open", "hedge", "lead"}
        return bool(said) and not self.ministries and "further" not in self.before


def _role(kinds: set[str]) -> Role | None:
    role = next((role for role in _STATUS if role in kinds), None)
    return "participating" if role in {None, "lead"} and "further" in kinds else role


@dataclass(slots=True)
class Line:
    """The items of a line, while it is read; `open` are the brackets that wait for their partner."""

    passage: Passage
    items: list[Item] = field(default_factory=lambda: [Item(0, "lead", joined=False)])
    doubts: list[Doubt] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    named: bool = False
    """Whether the group that is being read has a ministry already."""
    annotations: set[int] = field(default_factory=set)
    """Where brackets begin that only say something of the ministry before them."""
    lists: int = 0
    """How many of the open brackets list ministries."""

    @property
    def item(self) -> Item:
        """The item that is being read."""
        return self.items[-1]

    def next_item(self, *, joined: bool = False, new_group: bool = False) -> None:
        """Begin an item, in a group of its own where what was said of the items before does not hold."""
        group = self.item.group + new_group
        self.named = self.named and not new_group
        default: Role = "participating" if self.lists else "lead"
        if self.item.start < 0 and not self.item.ministries:
            self.items.pop()
        self.items.append(Item(group, default, joined))

    def add(self, kind: str, start: int, end: int) -> None:
        """Take in a token that is no name."""
        if kind in {"comma", "joint"}:
            self.next_item(joined=kind == "joint")
        elif kind == "hard":
            self.next_item(new_group=True)
        elif kind == "bracket":
            self._open_bracket(start)
        elif kind == "close":
            self._close_bracket(start)
        elif kind == "other":
            self.item.doubt = NO_RULE
            self.item.add(kind, start, end)
            before = self.doubts[-1].passage if self.doubts else self.passage
            adjoins = self.doubts and not self.passage.text[before.end - self.passage.start : start].strip(" :,.")
            begin = before.start - self.passage.start if adjoins else start
            self.doubts[len(self.doubts) - bool(adjoins) :] = [Doubt(self.passage.cut(begin, end), NO_RULE)]
        elif kind != "colon":
            begins_list = kind == "further" or (kind in _STATUS and not self.item.ministries)
            if begins_list and self.named:
                self.next_item(new_group=True)
            self.item.add(kind, start, end)

    def add_names(self, start: int, end: int, ministries: tuple[FoundMinistry, ...]) -> None:
        """Take in the name of a ministry; what is said of it stands before or behind it, not on both sides."""
        if self.item.ministries and self.item.status:
            self.item.doubt = NO_RULE
        self.item.start, self.item.end = self.item.start if self.item.start >= 0 else start, end
        self.item.ministries += ministries
        self.named = True

    def _open_bracket(self, start: int) -> None:
        inside = _INSIDE.match(self.passage.text, start + 1)
        words = self.passage.cut(*inside.span()) if inside else self.passage.cut(start, start)
        names = {each.acronym.value for each in find_ministries(words)}
        before = {each.acronym.value for each in self.item.ministries}
        self.open.append(start)
        of_others = not names and re.search(r"weiter|Ressort|Minister", words.text)
        if before and names <= before and not of_others:
            self.annotations.add(start)
        else:
            self.lists += 1
            self.next_item(new_group=True)

    def _close_bracket(self, start: int) -> None:
        if not self.open:
            self.doubts.append(Doubt(self.passage.cut(start, start + 1), "has no partner"))
        elif self.open.pop() not in self.annotations:
            self.lists -= 1
            self.next_item(new_group=True)


def read_items(passage: Passage) -> tuple[Line, list[Item]]:
    """Return what was read of a line, and its items with their roles."""
    line = Line(passage)
    for kind, start, end, ministries in _tokens(passage):
        if ministries:
            line.add_names(start, end, ministries)
        else:
            line.add(kind, start, end)
    line.doubts += [Doubt(passage.cut(start, start + 1), "has no partner") for start in line.open]
    items = [item for item in line.items if item.start >= 0]
    groups = [list(members) for _, members in groupby(items, lambda item: item.group)]
    for group in groups:
        _give_roles(group)
    for index, group in enumerate(groups):
        if any(item.speaks_of_others for item in group) and not any(item.ministries for item in group):
            for item in (item for beside in groups[max(0, index - 1) : index + 2] for item in beside):
                item.doubt = MAY_BE_MEANT if item.role != "lead" or not item.ministries else item.doubt
    if any("lead" in item.before | item.behind for item in items):
        for item in items:
            if item.role == "lead" and "lead" not in item.before | item.behind:
                item.role = "participating"
    return line, items


def _tokens(passage: Passage) -> Iterator[tuple[str, int, int, tuple[FoundMinistry, ...]]]:
    """Yield kind, place and ministries of each token: the names of ministries, and the words between them."""
    names: dict[tuple[int, int], list[FoundMinistry]] = {}
    for ministry in find_ministries(passage):
        (span,) = ministry.acronym.spans
        names.setdefault((span.start - passage.start, span.end - passage.start), []).append(ministry)
    last = 0
    for (start, end), ministries in [*names.items(), ((len(passage.text), len(passage.text)), [])]:
        for match in _TOKEN.finditer(passage.text, last, start):
            yield match.lastgroup or "other", *match.span(), ()
        if ministries:
            yield "name", start, end, tuple(ministries)
        last = end


def _give_roles(group: list[Item]) -> None:
    """Give each item of a group its role, or the reason why it is doubtful."""
    first = next((index for index, item in enumerate(group) if item.ministries), 0)
    prefix = _role({kind for item in group[: first + 1] for kind in item.before})
    hedged = False
    for index, item in enumerate(group):
        item.role = item.status or prefix or item.default
        hedged = hedged or "hedge" in item.before
        if hedged and item.ministries:
            item.doubt = NOT_CERTAIN
        if item.ministries and item.behind & {"open", "hedge"}:
            item.doubt = NOT_CERTAIN
        if item.doubt == NOT_CERTAIN or (item.status and item.status != (prefix or item.default)):
            _reach_back(group[: index + 1], labelled=prefix is not None)


def _reach_back(items: list[Item], *, labelled: bool) -> None:
    """Give the items before the last one what is said behind the last one, as far as it is said of them, too."""
    *before, last = items
    plural = "plural" in last.behind
    joined = last.joined
    if "singular" in last.behind or not last.behind:
        return
    for item in reversed(before):
        if not item.ministries or item.status or item.doubt:
            return
        if joined or (plural and not labelled):
            item.role, item.doubt = last.role, last.doubt
        elif plural or (not labelled and item.default != "lead"):
            item.doubt = MAY_BE_MEANT
        else:
            return
        joined = item.joined
