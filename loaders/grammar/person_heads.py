"""What stands before the first comma of a moderator's line: office, titles, and the name.

In: a passage that may begin with a person. Out: the parts, and where they end; None if no full name stands there.
"""

import re
from dataclasses import dataclass, replace

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.academic_titles import begins_with_title, end_of_titles, titles_behind
from ruhrgraph.loaders.grammar.foreign_parts import find_foreign_part
from ruhrgraph.loaders.grammar.given_names import is_given_name
from ruhrgraph.loaders.grammar.offices import FoundOffice, find_office
from ruhrgraph.loaders.grammar.personal_names import holds_name, name_length, words_of
from ruhrgraph.loaders.grammar.role_nouns import is_plural, is_role_noun
from ruhrgraph.loaders.grammar.roles import last_role_noun

_ADDRESS = re.compile(r"(?:Herrn?|Frau|Hr\.|Fr\.)\s{1,16}")
_SPACE = re.compile(r"\s{0,16}")
END = re.compile(
    r"(?<!Wilh)(?<!\bjun)(?<!\bsen)(?<=[a-zäöüß]{3})\.\s|[,;()|:\[\]/\t]|\s[–—-]\s|(?<!\bvon)\s(?:und|sowie|u\.|&)\s(?!zu\s)"
)
"""What ends a name: a comma, a bracket, a dash, or what joins another person."""
_PART_END = re.compile(r"[,;()|:\[\]\t]|\s[–—-]\s")
_MOST = 6
_MOST_WORDS = 15
"""Words before a name that are tried as a role."""


@dataclass(frozen=True, slots=True)
class PersonHead:
    """A person as named before the first comma; `rest` are words behind the name that do not belong to it."""

    name: Passage
    office: FoundOffice | None = None
    role: Passage | None = None
    titles: tuple[Passage, ...] = ()
    rest: Passage | None = None
    end: int = 0
    shown: bool = False
    """Whether an office, a role, a title or a form of address shows that this is a person."""
    certain: bool = False
    """Whether this is so, or the given name is a usual one."""


def find_head(passage: Passage, *, strict: bool = False) -> PersonHead | None:
    """Return the person that a passage begins with, or None.

    Args:
        passage: The rest of a line.
        strict: Whether something else than a person may stand here, so that a sign of a person is needed.

    """
    head = _plain_head(passage) or _behind_role(passage, strict=strict)
    return head if head and (head.certain or not strict) else None


def _plain_head(passage: Passage) -> PersonHead | None:
    """Return the person whose office, titles or name a passage begins with."""
    position, office, titles, addressed = 0, None, [], False
    for _ in range(_MOST):
        space = _SPACE.match(passage.text, position)
        position = space.end() if space else position
        if address := _ADDRESS.match(passage.text, position):
            position, addressed = address.end(), True
        elif office is None and (found := find_office(passage.cut(position))):
            office, position = found, position + len(found.passage.text)
        elif (end := end_of_titles(passage.text, position)) > position:
            titles.append(passage.cut(position, end))
            position = end
        else:
            break
    found_end = END.search(passage.text, position)
    segment = passage.cut(position, found_end.start() if found_end else None).strip()
    name, behind = titles_behind(segment)
    words = words_of(name)
    length = name_length(words) if words else 0
    if not length or (behind and length < len(words)):
        return None
    shown = bool(office or titles or addressed)
    return PersonHead(
        name=name.cut(0, words[length - 1].end - name.start),
        office=office,
        titles=(*titles, behind) if behind else tuple(titles),
        rest=name.cut(words[length].start - name.start) if length < len(words) else None,
        end=segment.end - passage.start,
        shown=shown,
        certain=shown or is_given_name(words[0].text) or words[0].text.endswith("."),
    )


def _behind_role(passage: Passage, *, strict: bool) -> PersonHead | None:
    """Return the person behind a role: `Oberbürgermeister von Essen Thomas Kufen`."""
    end = _PART_END.search(passage.text)
    words = words_of(passage.cut(0, end.start() if end else None))[:_MOST_WORDS]
    if len(words) < len(("Rolle", "Titel")) or not is_role_noun(words[0].text):
        return None
    for index in range(1, len(words)):
        rest = passage.cut(words[index].start - passage.start)
        title = begins_with_title(rest.text)
        behind_role = last_role_noun(words[:index]) == index - 1
        shown = title or is_given_name(words[index].text)
        if not (behind_role if strict and shown else shown or (behind_role and not strict)):
            continue
        if words[index - 1].text[0].islower() or (head := _plain_head(rest)) is None or head.rest:
            continue
        role = passage.cut(0, words[index - 1].end - passage.start)
        before = words[:index]
        if find_foreign_part(role) or holds_name(before) or any(is_plural(word.text) for word in before):
            return None
        until = words[index].start - passage.start + head.end
        return replace(head, role=role, end=until, shown=True, certain=True)
    return None
