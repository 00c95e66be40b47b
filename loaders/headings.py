"""The headings of a forum's sections, in the forms that pages use, and the labels inside of sections.

In: a line. Out: which section begins with it, or which label it begins with.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage

OPENING = r"^\s*+(?:#{1,6}\s++)?(?:\*{1,3}|_{1,3}|<(?:b|strong|h\d)>)?\s*+"
CLOSING = r"(?:\*{1,3}|_{1,3}|</(?:b|strong|h\d)>)?"
_ALONE = rf"(?:\s\([^()]{{0,40}}\))?\s{{0,3}}:?\s{{0,3}}{CLOSING}\s{{0,3}}:?\s*+$"
_FORUM = r"(?:\s+(?:des|der|im|zum)\s+(?:themen)?(?:forums?|foren|veranstaltung(?:en)?))?"
_GENDER = r"(?:\s?[/*:_·]\s?-?\s?(?:in(?:nen)?|en|{0}(?:in(?:nen)?|en)?))?"
_MODERATORS = r"moderator(?:\(?inn?(?:en)?\)?(?:en)?|en)?" + _GENDER.format("moderator")
_TEAM = (
    r"(?:(?:das|unser|die|unsere|ihre?)\s+)?(?:moderations?[-\s]?(?:team|tandem|duo|paar|gruppe|kreis|leitung)?s?|"
    rf"{_MODERATORS}-?\s?(?:team|tandem|gruppe)|{_MODERATORS}(?:\s+(?:und|&)\s+{_MODERATORS})?|moderierende|moderiert\s+(?:von|durch)|es\s+moderieren|wer\s+moderiert\s?\?|"
    rf"moderation\s+(?:durch|und\s+(?:leitung|begleitung))|leitung\s+und\s+moderation){_FORUM}"
)
PARTICIPANTS = (
    r"(?:teilnehmende[rn]?|teilnehmer(?:\(?inn?(?:en)?\)?(?:en)?)?"
    rf"{_GENDER.format('teilnehmer')}(?:\s+(?:und|&)\s+teilnehmer(?:innen)?)?|tn)"
)
_CIRCLE = (
    r"(?:(?:(?:einge|ge)ladener|erweiterter|geplanter|vorgesehener)\s+)?"
    rf"(?:{PARTICIPANTS}-?\s?(?:kreis|gruppen?)|kreis\s+der\s+{PARTICIPANTS}|zielgruppen?|zielpublikum|geladener\s+kreis|"
    rf"(?:teilnehme|adressaten|personen|einladungs|nutzer)\w{{0,9}}kreis){_FORUM}"
)
_LOOSE_CIRCLE = (
    rf"(?:(?:unsere|die)\s+)?(?:{PARTICIPANTS}|beteiligte|mitwirkende|eingeladene|akteure|akteurinnen\s+und\s+akteure|"
    rf"beteiligte\s+akteure|adressaten|adressatinnen\s+und\s+adressaten|teilnahme){_FORUM}"
)
_EVENT_WORD = (
    r"(?:veranstaltung(?:en|stermine|sreihe|sübersicht|splan|splanung|sformate|skalender)?|"
    r"termine?|terminübersicht|terminplan(?:ung)?)"
)
_EVENTS = (
    r"(?:(?:die|unsere|geplanten?|bisherigen?|weiteren?|alle|kommenden?|nächsten?|anstehenden?|"
    r"übersicht\s+(?:der|über\s+die))\s+){0,2}(?:und\s+geplante\s+)?"
    rf"{_EVENT_WORD}(?:\s+(?:und|&)\s+{_EVENT_WORD})?(?:\s+(?:19|20)\d\d|\s+im\s+überblick)?{_FORUM}"
)
_MINISTRY = (
    r"(?:(?:feder)?führende[srn]?\s+(?:ressorts?|ministerium)|federführung|federführend|ressortzuständigkeit|"
    r"(?:zuständige[sr]?|verantwortliche[sr]?)\s+(?:ressorts?|ministerium|ministerien)|zuständigkeit|zuständig|"
    r"(?:(?:weitere\s+)?beteiligte[sr]?\s+)?ressorts?(?:\(s\))?|ministerium|ministerien)"
)
HEADINGS = {
    "team": re.compile(rf"{OPENING}{_TEAM}{_ALONE}", re.IGNORECASE),
    "circle": re.compile(rf"{OPENING}(?:{_CIRCLE}|{_LOOSE_CIRCLE}){_ALONE}", re.IGNORECASE),
    "events": re.compile(rf"{OPENING}{_EVENTS}{_ALONE}", re.IGNORECASE),
    "ministries": re.compile(
        rf"{OPENING}(?P<label>{_MINISTRY})(?:\s{{0,3}}{CLOSING}\s{{0,3}}:\s{{0,3}}{CLOSING}\s*+"
        r"|\s++(?=(?-i:[A-ZÄÖÜ]{2,6}|Stk\S{0,12})\s*+(?:\(|$)))(?P<value>\S.*)$",
        re.IGNORECASE,
    ),
}
_TEAM_AND_TEXT = re.compile(
    rf"{OPENING}(?:{_TEAM}\s{{0,3}}{CLOSING}:{CLOSING}|moderiert\s+(?:von|durch)|es\s+moderieren)\s++(?=\S)",
    re.IGNORECASE,
)
_CIRCLE_AND_TEXT = re.compile(
    rf"{OPENING}(?:{_CIRCLE}|(?P<loose>{_LOOSE_CIRCLE}))\s{{0,3}}{CLOSING}:{CLOSING}\s++(?=\S)", re.IGNORECASE
)
_LOOSE = re.compile(rf"{OPENING}{_LOOSE_CIRCLE}{_ALONE}", re.IGNORECASE)
_NAME = r"[^\W\d_a-zäöüß][\w.’'-]{1,40}"
_PERSON = re.compile(
    r"(?:(?:Herrn?|Frau|(?:\w{1,20})?[Mm]inister(?:in)?|Staatssekretär(?:in)?|Prof\.|Dr\.|Dipl\.)\S{0,8}\s"
    rf"|{_NAME}(?:\s+(?:von|van|de|der|zu|{_NAME})){{1,4}}\s{{0,3}}(?:$|[,;(]|und\s))"
)
_LABEL_ALONE = re.compile(rf"{OPENING}{_MINISTRY}{_ALONE}", re.IGNORECASE)
_MORE_MINISTRIES = re.compile(
    r"^\s*+(?:weitere\s+)?(?:mit)?beteiligte?[rs]?(?:\s+(?:ressorts?|ministeri\w{1,3}))?\s*:", re.IGNORECASE
)
_MINISTRY_NAME = re.compile(r"^\s*+(?:[A-ZÄÖÜ]{2,6}\b|Stk\b|Staatskanzlei\b|Minister(?:ium|in)?\b)")
_STRAY = re.compile(
    rf"{OPENING}(?P<label>ziele?|zielsetzung|{PARTICIPANTS}|{_MINISTRY}|laufzeit|maßnahmen?|projektbeschreibung|budget|kosten|"
    r"ort|veranstaltungsort|datum|zeit|uhrzeit|termine?|veranstaltung(?:en)?|moderation\w{0,20}|moderator\w{0,10}|kontakt|"
    rf"ansprechpartner\w{{0,10}}|anmeldung|teilnehmer\w{{0,12}}kreis|zielgruppen?)\s{{0,3}}{CLOSING}\s{{0,3}}:",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"(?<=\s)(?P<label>Ressorts?|Federführung|Teilnehmende|Teilnehmerkreis|Moderations?team|Veranstaltungen)\s?:"
)
_SENTENCE_GOES_ON = re.compile(
    r"(?:,|\b(?:der|die|das|des|dem|den|und|oder|von|vom|zur|zum|im|in|mit|für|durch|am|an|auf|bei|sowie|als|ein|eine[rmns]?))\s*$"
)
_LOWER_CASE = re.compile(r"\s*+[a-zäöüß]")
_PLAINLY_A_HEADING = re.compile(r"team|tandem|kreis", re.IGNORECASE)
_LONGEST_HEADING, _MOST_WORDS = 45, 5
_HEADING = re.compile(r"^\s*+(?:#{1,6}\s++|\*\*|__)?[A-ZÄÖÜ][^.,;?!()„“\"\d]*+:?(?:\*\*|__)?\s*+$")


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading: the kind of its section, and the text behind its colon, if there is any.

    `loose` is a word that may be a label inside of an event too (`Teilnehmende:`).
    """

    kind: str
    line: Passage
    rest: Passage | None = None
    loose: bool = False


def heading_kind(line: Passage) -> str | None:
    """Return the kind of heading that a line is ("team", "circle", "events", "ministries"), or None."""
    found = find_heading(line)
    return found.kind if found else None


def find_heading(line: Passage) -> FoundHeading | None:
    """Return a line as the heading of a section, or None; `Moderation: Dr. Eva Klein` has its text behind it."""
    for kind, pattern in HEADINGS.items():
        if pattern.match(line.text):
            return FoundHeading(kind, line, loose=kind == "circle" and bool(_LOOSE.match(line.text)))
    if (match := _TEAM_AND_TEXT.match(line.text)) and _PERSON.match(line.text, match.end()):
        return FoundHeading("team", line.cut(0, match.end()), line.cut(match.end()))
    if match := _CIRCLE_AND_TEXT.match(line.text):
        return FoundHeading("circle", line.cut(0, match.end()), line.cut(match.end()), loose=match["loose"] is not None)
    return None


def is_part_of_text(before: Passage | None, line: Passage, after: Passage | None) -> bool:
    """Return whether a line that could be a heading belongs to a sentence over several lines.

    Args:
        before: The line right above, None if that is blank.
        line: The line.
        after: The line right below, None if that is blank.

    """
    if line.text.rstrip().endswith((":", "*")) or line.text.lstrip().startswith("#"):
        return False
    goes_on = after is not None and _LOWER_CASE.match(after.text) and not _PLAINLY_A_HEADING.search(line.text)
    return bool(goes_on or (before is not None and _SENTENCE_GOES_ON.search(before.text[-20:])))


def join_labels(lines: list[Passage], text: Passage) -> list[Passage]:
    """Return lines in which a label and its ministries in the next line are one, and so are the ministries of a forum.

    What stands behind `Beteiligte Ressorts:` is read as if it stood in brackets behind the lead ministry.
    """
    joined: list[Passage] = []
    last = 0  # the last line with text in it
    for line in lines:
        above = joined[last] if joined else Passage("", 0)
        if _LABEL_ALONE.match(above.text) and _MINISTRY_NAME.match(line.text):
            joined[last:] = [text.cut(above.start - text.start, line.end - text.start)]
        elif _MORE_MINISTRIES.match(line.text) and HEADINGS["ministries"].match(above.text) and "(" not in above.text:
            gap = "(".rjust(line.start - above.end)
            joined[last:] = [Passage(above.text + gap + line.text, above.start)]
        else:
            joined.append(line)
        if line.text.strip():
            last = len(joined) - 1
    return joined


def stray_label(line: Passage) -> Passage | None:
    """Return the label that a line begins with or has in it, of those that do not belong into a text, or None."""
    match = _STRAY.match(line.text) or _INNER.search(line.text)
    return line.group(match, "label") if match else None


def looks_like_heading(line: Passage) -> bool:
    """Return whether a line is short, without a full stop, and begins like a heading."""
    words = line.text.split()
    return len(line.text.strip()) <= _LONGEST_HEADING and len(words) <= _MOST_WORDS and bool(_HEADING.match(line.text))
