"""Moderators' lines that are broken over several, as the web page does in the middle of a name or before a comma.

In: the lines of a team. Out: one passage for each person's line, and whether it was joined.
"""

import re

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.academic_titles import end_of_titles
from ruhrgraph.loaders.grammar.given_names import is_given_name
from ruhrgraph.loaders.grammar.offices import find_office
from ruhrgraph.loaders.grammar.organisations import begins_like_organisation
from ruhrgraph.loaders.grammar.personal_names import words_of
from ruhrgraph.loaders.grammar.persons import read_persons
from ruhrgraph.loaders.grammar.roles import is_role

_LONGEST = 1000
"""Characters of a moderator's lines; what has more is not joined with the next line."""
_OPEN_END = re.compile(
    r"(?:[,\-/&(]|\b(?:und|sowie|der|des|die|den|dem|das|von|vom|van|zu|zur|zum|für|bei|beim|in|im|am|an|Freiherr|Graf))$"
)
_OPEN_BEGIN = re.compile(r"\s*(?:[,(&)]|(?:und|sowie|der|des|vom|beim|bei|für|im)\s)")


def join_broken_lines(lines: list[Passage], text: Passage) -> list[tuple[Passage, bool]]:
    """Return one passage for each person, and whether it was joined from several lines.

    A line goes on in the next one if it ends in a comma, a hyphen, an article or the like, or in the middle of a name;
    or if the next one begins with a comma, an article, a role or an organisation.
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
    name = line.text.partition(",")[0].split()
    if _OPEN_BEGIN.match(line.text) or _OPEN_END.search(previous.text.rstrip()):
        return True
    if "," in previous.text:
        return False
    if len(name) == 1 and "," in line.text and any(map(is_given_name, previous.text.split()[-1:])):
        return True
    if not read_persons(previous).persons:
        return _is_beginning(previous, line)
    return not read_persons(line).persons and (is_role(line) or begins_like_organisation(line.text))


def _is_beginning(line: Passage, following: Passage) -> bool:
    """Return whether a line is the beginning of a name: titles or an office, or a word that the next line completes."""
    office = find_office(line)
    rest = line.cut(len(office.passage.text) if office else 0).strip()
    rest = rest.cut(end_of_titles(rest.text)).strip()
    words = words_of(rest)
    one = len(words) == 1 and words[0].text.isalpha() and words[0].text.istitle()
    return not words or (one and not read_persons(following).persons)
