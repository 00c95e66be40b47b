"""The title of an event: the kind that it begins with, the theme in it, and the place that it may end in.

In: the parts of a heading between its date, times and marks. Out: the title, and the parts that are none of it.
"""

import re
from dataclasses import dataclass, field
from itertools import islice

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.loaders.grammar.date_words import MONTH
from ruhrgraph.loaders.grammar.places import LEADS_TO_PLACE, FoundPlace, read_place
from ruhrgraph.loaders.grammar.towns import HOUSE, read_town
from ruhrgraph.ontology.names import find_authority

TRIM = " \t\n\xa0,;:.–—-/|"
_THEME = re.compile(
    r"(?P<lead>\b(?:zum\s+Thema|zu\s+den\s+Themen|zur\s+Frage|Thema:|Titel:|zum\s+Schwerpunkt|unter\s+dem\s+(?:Motto|Titel))\s*:?\s*)(?P<theme>.{1,300})$"
)
_DASHED = re.compile(r"(?:^|\s)[–—-]\s+(?P<theme>\S.{0,300})$")
_COLON = re.compile(r":\s+(?P<theme>\S.{0,300})$")
_AFTER_COLON = re.compile(r"^\s*:\s*(?P<theme>\S.{0,300})$")
_SPECIFIED = re.compile(
    r"\b(?:als|im\s+Format)\s+(?:ein(?:e[rmn]?)?\s+)?(?P<kind>[A-ZÄÖÜ][\w/-]*(?:\s?/\s?[A-ZÄÖÜ][\w-]*)*)"
)
_KIND_END = re.compile(
    r"\s+(?:mit|zum|zur|zu|des|der|für|von|als|über|im|in|unter|per|via|online|digital|virtuell|hybrid|am|bei|nach|aus|an|auf|zwischen|und\s+(?=[a-zäöü]))\b"
    r"|\s*[:–(\[]|\s+[„\"»“‚']"
)
_QUOTATION = r"[„\"“»‚'](?P<inside>[^„“”\"»«‚‘]{1,300}?)[“”\"«‘']"
_QUOTED = re.compile(rf"^{_QUOTATION}$")
_QUOTED_FIRST = re.compile(rf"^{_QUOTATION}(?:\s*,?\s+(?P<rest>\S.*))?$")
_ENDS_IN_QUOTE = re.compile(rf"\s{_QUOTATION}$")
_COMMA = re.compile(r",\s+")
_POSTCODE = re.compile(r"\b\d{5}\s+[A-ZÄÖÜ]")
_PURPOSE = re.compile(r"\b(?:zum|zur|mit)\b")
_LABEL = re.compile(r"(?:Ort|Veranstaltungsort|Tagungsort|Wo|Treffpunkt)\s?:")
_LEADING_WORD = re.compile(r"^\s*[,;–-]?\s*(?:im|in|auf|an|am|bei|beim)\s")
_UNFINISHED = re.compile(
    rf"(?:^|\s)(?:am|im|in|vom|von|ab|bis|zum|zur|zu|den|dem|der|die|das|und|oder|u|bzw|sowie|wird|werden|ist|war|wurde|fand|"
    rf"findet|statt|{MONTH}|(?:am|im|vom|den|dem)\s[\dOoIl]{{1,2}}(?:\.\s?u)?)$",
    re.IGNORECASE,
)
_HALF_OF_TIME = re.compile(r"(?:Anfang|Mitte|Ende)(?=\s?[/–-]\s?(?:Anfang|Mitte|Ende)\b)")
_MOST_PLACES = 10
"""How many places in a title are tried as the one where the event is."""


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title with the place that it ends in; `others` are the further parts of the heading.

    `unsure` is a phrase at the title's end that may be a place and stays in the title.
    """

    title: Passage
    place: Passage | None = None
    others: tuple[Passage, ...] = field(default=())
    unsure: Passage | None = None


def split_theme(segment: Passage) -> tuple[Passage, Passage | None, Passage | None]:
    """Return what stands before a theme, the theme without its quotation marks, and what stands behind a quoted one."""
    match = _THEME.search(segment.text) or _AFTER_COLON.search(segment.text) or _DASHED.search(segment.text)
    if match is None:
        whole = segment.strip(TRIM)
        return (segment.cut(0, 0), whole.cut(1, -1), None) if _QUOTED.match(whole.text) else (segment, None, None)
    theme = segment.cut(match.start("theme")).strip(TRIM)
    if match.re is not _THEME and _is_place(theme):
        return segment, None, None
    behind = None
    if match.re is _THEME and (dashed := _DASHED.search(theme.text)) and _is_place(theme.cut(dashed.start("theme"))):
        return segment.cut(0, match.start()), theme.cut(0, dashed.start()).strip(TRIM), theme.cut(dashed.start("theme"))
    if quoted := _QUOTED_FIRST.match(theme.text):
        rest = theme.group(quoted, "rest")
        if rest is None or _is_place(rest):
            behind, theme = rest, theme.cut(*quoted.span("inside"))
    return segment.cut(0, match.start()), theme, behind


def _is_place(passage: Passage) -> bool:
    """Return whether a passage behind a dash is a place: it begins like one, or is a town or a venue in one."""
    found = read_place(passage, in_title=True)
    if not found or found.left_over:
        return False
    if _LEADING_WORD.match(passage.text) or read_town(passage) is not None:
        return True
    venue, first = found.orte.ort, passage.text.split()[0]
    known = venue is not None and find_authority("ort", venue.value) is not None
    return known or bool(venue and found.orte.gemeinden and HOUSE.search(first))


def theme_in_title(title: Passage, *, whole: bool) -> tuple[Passage, Passage | None]:
    """Return a title without the theme in it, and that theme; a quotation at its end is one if there is no other."""
    head, theme, _ = split_theme(title)
    if theme is None and (colon := _COLON.search(title.text)):
        return title.cut(0, colon.start()), title.cut(colon.start("theme")).strip(TRIM)
    if theme is None and whole and (quoted := _ENDS_IN_QUOTE.search(title.text)):
        return title, title.cut(*quoted.span("inside"))
    return (head, theme) if head.strip(TRIM).text else (title, theme)


def kind_of(title: Passage) -> ReadValue[str] | None:
    """Return the kind in a title: what follows `als`, else the noun phrase that it begins with."""
    if title.text.startswith(("„", '"', "“", "»", "‚", "'")):
        return None
    if specified := _SPECIFIED.search(title.text):
        return title.cut(*specified.span("kind")).read()
    end = _KIND_END.search(title.text)
    kind = title.cut(0, end.start()).strip(TRIM) if end else title.strip(TRIM)
    return kind.read() if kind.text else None


def find_title(parts: list[Passage]) -> FoundTitle | None:
    """Return the title among the parts of a heading: the first one that is no place; None if there is none."""
    for index, part in enumerate(parts):
        text = part.strip(TRIM)
        if read_town(text) or _LABEL.match(text.text) or (LEADS_TO_PLACE.match(text.text) and read_place(text)):
            continue
        others = (*parts[:index], *parts[index + 1 :])
        theme = _THEME.search(part.text)
        if theme and (before := _title_and_place(part.cut(0, theme.start())))[1]:
            return FoundTitle(before[0], before[1], (part.cut(theme.start()), *others), before[2])
        title, place, unsure = _title_and_place(part)
        if title.text:
            return FoundTitle(title, place, others, unsure)
    return None


def _title_and_place(first: Passage) -> tuple[Passage, Passage | None, Passage | None]:
    """Return the title of a heading's first part, the place phrase that it may end in, and one that is unsure."""
    dashed = _DASHED.search(first.text)
    if dashed and _is_place(first.cut(dashed.start("theme"))):
        return first.cut(0, dashed.start()).strip(TRIM), first.cut(dashed.start("theme")).strip(TRIM), None
    purpose = _PURPOSE.search(first.text)
    for lead in islice(LEADS_TO_PLACE.finditer(first.text), _MOST_PLACES):
        before = first.text[: lead.start()]
        if before.count("„") > before.count("“") + before.count("”"):
            continue
        phrase = first.cut(lead.start()).strip(TRIM)
        if purpose and purpose.end() <= len(before):
            break
        if read_place(phrase, in_title=True):
            return first.cut(0, lead.start()).strip(TRIM), phrase, None
        if len(before.split()) == 1 and read_place(phrase):
            return first.strip(TRIM), None, phrase
    return _place_behind_comma(first) or (first.strip(TRIM), None, None)


def _place_behind_comma(first: Passage) -> tuple[Passage, Passage, Passage | None] | None:
    """Return a title, the place behind a comma in it (`Workshop, Rathaus Essen`), and an unsure one, or None."""
    for comma in islice(_COMMA.finditer(first.text), _MOST_PLACES):
        place = first.cut(comma.end()).strip(TRIM)
        found = read_place(place, in_title=True)
        led = LEADS_TO_PLACE.match(place.text) or _POSTCODE.search(place.text) or _is_place(place)
        if found and not found.left_over and led:
            title = first.cut(0, comma.start()).strip(TRIM)
            if town_at_end(title, None):  # `zum Thema Wasser im Haus der Technik, Essen`
                return None
            # What stands before a postcode may be a street or not.
            return title, place, title if title.text[-1:].isdigit() else None
    return None


def town_at_end(title: Passage, theme: Passage | None) -> Passage | None:
    """Return the place that a title or a theme ends in (`zur Mobilität in Essen`): it may be where the event is."""
    for text in (theme, title):
        for lead in islice(LEADS_TO_PLACE.finditer(text.text if text else ""), _MOST_PLACES):
            if text and read_place(text.cut(lead.start()), in_title=True):
                return text.cut(lead.start())
    return None


def unfinished_end(title: Passage, heading: Passage) -> str | None:
    """Return the words that a title ends in and cannot end in: a part of a date or of a sentence was cut off there."""
    end = title.end - heading.start
    half = _HALF_OF_TIME.match(heading.text, title.text.rfind(" ") + 1 + title.start - heading.start)
    match = _UNFINISHED.search(title.text)
    return match[0].strip() if match else half[0] if half and half.end() == end else None


def place_of(part: Passage, *, in_title: bool) -> FoundPlace:
    """Return the place in a part of a heading; nothing if the part is empty."""
    return read_place(part, in_title=in_title) if part.strip(TRIM).text else FoundPlace()
