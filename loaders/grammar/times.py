"""Times of day in German prose: `von 12:00 bis 18:00 Uhr`, `9 Uhr 30`, `ab 10 Uhr`, `14 Uhr c. t.`, `ganztägig`.

In: a passage. Out: start and end as `HH:MM` (or the whole day), each with the span that says it; what is said besides
(`Einlass 13:30`), and what does not tell the time (`nachmittags`, two times that no rule connects).
"""

import re
from dataclasses import dataclass, field
from itertools import islice

from ruhrgraph.loaders.document import Passage, ReadValue

_TIME = r"\d{1,2}(?:[:.]\d{2}(?!\d)|\s?Uhr\s[0-5]\d(?![\d.:]|\s?Uhr))?"
_PART_OF_DAY = r"(?:\s(?:nachmittags|abends|morgens|vormittags|mittags|früh)\b)?"
_HOUR = r"(?:\s*Uhr\b|\s?h\b)"
_SUFFIX = rf"(?:\s?[sc]\.\s?t\.?(?!\w))?{_PART_OF_DAY}"
_ABOUT = r"(?:\b(?:ca\.|circa|etwa|gegen|voraussichtlich|ggf\.)\s+)?"
_LABEL = r"(?:\b(?:Zeit|Uhrzeit|Dauer)\s?:\s*)?(?:\bjeweils\s+)?"
_TO = r"(?:bis|–|-|—)(?:\s+(?:ca\.|gegen|etwa|voraussichtlich))?"


def _clock(name: str) -> str:
    return rf"(?P<{name}>{_TIME})(?P<{name}_unit>{_HOUR})?(?P<{name}_suffix>{_SUFFIX})"


_RANGE = re.compile(
    rf"{_LABEL}{_ABOUT}(?:\b(?:von|ab|zwischen)\s+)?{_ABOUT}(?<![\d.:,])(?<!Nr\. ){_clock('start')}\s*"
    rf"(?:{_TO}|(?P<and>und))\s*{_clock('end')}(?![\d.:]*\d)",
    re.IGNORECASE,
)
_TWO_RANGES = re.compile(
    rf"{_LABEL}(?:\bvon\s+)?(?<![\d.:]){_clock('start')}\s*{_TO}\s*(?P<pause>{_TIME}){_HOUR}?\s*(?:,|und|sowie|/)\s*"
    rf"(?:von\s+)?{_TIME}{_HOUR}?\s*{_TO}\s*{_clock('end')}(?![\d.:]*\d)",
    re.IGNORECASE,
)
_BEGIN_AND_END = re.compile(
    rf"\b(?:Beginn|Start)\s?:?\s*(?:ist\s+)?(?:um|ab|gegen|ca\.)?\s*{_clock('start')}\s*[,;/|–-]?\s*(?:und\s+)?"
    rf"(?:Ende|bis)\s?:?\s*(?:um|gegen|ca\.)?\s*{_clock('end')}(?![\d.:]*\d)",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"{_LABEL}(?:\b(?:Beginn|Start)\s?:?\s+)?{_ABOUT}\b(?:ab|um|von|gegen|Beginn:?|Start:?)\s+{_ABOUT}(?:um\s)?{_clock('start')}"
    r"(?![\d.:]*\d)",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"{_LABEL}\b(?:bis|Ende:?(?:\s+(?:um|gegen))?)\s+{_ABOUT}{_clock('end')}(?![\d.:]*\d)", re.IGNORECASE
)
_BARE = re.compile(rf"{_LABEL}{_ABOUT}(?<![\d.:]){_clock('start')}(?![\d.:]*\d)", re.IGNORECASE)
_ADMISSION = re.compile(
    rf"\b(?:Einlass|Anmeldung|Registrierung|Ankommen|Akkreditierung|Check-in)\s?:?\s+(?:ist\s+)?(?:ab|um|von)?\s*{_TIME}{_HOUR}?"
    rf"(?:\s?{_TO}\s?{_TIME}{_HOUR}?)?(?!\d)",
    re.IGNORECASE,
)
_ALL_DAY = re.compile(r"\b(?P<right>ganztägige?|ganztags)\b|\bganzt[äa]+\w{0,3}ig\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:(?:nachmittags|vormittags|abends|morgens|mittags|nachts|halbtägig|halbtags)\b|"
    r"am\s+(?:(?:späten|frühen)\s+)?(?:Nachmittag|Vormittag|Abend|Mittag|Morgen)\b|"
    r"von\s+\d{1,2}\s+bis\s+\d{1,2}(?=\s*(?:\x00|$|[,;]|in\s|im\s))|"
    r"um\s+(?:halb|viertel|dreiviertel|Mitternacht|mittag)(?:\s+(?:vor\s+|nach\s+)?\w{1,12})?)",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    rf"(?<![\d.:])\d{{1,2}}(?:[:.]\d{{2}})?(?:{_HOUR}|\s*(?:und|oder|sowie|,|/)\s*(?=\x00))|(?<![\d.:])\d{{1,2}}:\d{{2}}(?![\d:])",
    re.IGNORECASE,
)
_HINT = re.compile(r"\d|ganz|tags|tägig|abends|morgens|nachts|\bam\s|\bum\s", re.IGNORECASE)
"""What no words for a time can be without."""
_MINUTES = re.compile(r"[:.]|Uhr\s")
_MOST = 20
_QUARTER = 15
_NOON = 12


@dataclass(frozen=True, slots=True)
class FoundTimes:
    """Times found in a passage: where, from when to when (`HH:MM`), or all day.

    `problem` says why a time cannot be, `doubt` why the words do not tell it, `repaired` that it is misspelt
    (`ganztätig`), `approximate` that it is hedged. `unclear` are further passages that belong to the doubt, `admission`
    says when the doors open.
    """

    passage: Passage
    beginn: ReadValue[str] | None = None
    ende: ReadValue[str] | None = None
    ganztaegig: ReadValue[bool] | None = None
    problem: str | None = None
    doubt: str | None = None
    repaired: bool = False
    approximate: bool = False
    unclear: tuple[Passage, ...] = field(default=())
    admission: Passage | None = None


def _read(passage: Passage, match: re.Match[str], group: str) -> tuple[ReadValue[str] | None, str | None]:
    """Return the time in a group as a value, or the reason why it is none."""
    where = passage.group(match, group) if group in match.re.groupindex else None
    if where is None:
        return None, None
    numbers = [int(number) for number in re.findall(r"\d+", where.text)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    suffix = match[f"{group}_suffix"].casefold()
    if ("nachmittags" in suffix or "abends" in suffix) and hour < _NOON:
        hour += _NOON
    if "c." in suffix and minute == 0:
        minute = _QUARTER
    if hour >= 24 or minute >= 60:  # noqa: PLR2004 - a day has 24 hours of 60 minutes
        return None, f"{match[group]} is no time of day"
    return ReadValue(f"{hour:02}:{minute:02}", (where.span,)), None


def _is_time(match: re.Match[str]) -> bool:
    """Return whether numbers are times: with `Uhr` or `h`, or with minutes at both ends (`17:00 bis 19:00`)."""
    names = [name for name in ("start", "end") if name in match.re.groupindex]
    if any(match[f"{name}_unit"] or match[f"{name}_suffix"].strip() or "Uhr" in match[name] for name in names):
        return "and" not in match.re.groupindex or not match["and"] or "zwischen" in match[0].casefold()
    if match.re is _FROM and not re.search(r"\b(?:ab|um|beginn|start)\b", match[0], re.IGNORECASE):
        return ":" in match["start"]
    if match.re is _BARE:
        return ":" in match["start"]
    return all(_MINUTES.search(match[name]) for name in names) and not match.groupdict().get("and")


def find_times(passage: Passage) -> FoundTimes | None:
    """Return the times in a passage, or None; a single time after `ab` or `um` is the start."""
    if not _HINT.search(passage.text):
        return None
    if whole_day := _ALL_DAY.search(passage.text):
        where = passage.cut(*whole_day.span())
        return FoundTimes(
            where, ganztaegig=ReadValue(value=True, spans=(where.span,)), repaired=whole_day["right"] is None
        )
    admission = _ADMISSION.search(passage.text)
    text = _blanked(passage.text, admission)
    matches = (
        match
        for pattern in (_TWO_RANGES, _BEGIN_AND_END, _RANGE, _FROM, _UNTIL, _BARE)
        for match in islice(pattern.finditer(text), _MOST)
        if _is_time(match)
    )
    opened = passage.cut(*admission.span()) if admission else None
    match = next(matches, None)
    if match:
        return _times(passage, match, _blanked(text, match), opened)
    if vague := _VAGUE.search(text):
        return FoundTimes(passage.cut(*vague.span()), doubt="it names no time of day", admission=opened)
    return FoundTimes(opened, admission=opened) if opened else None


def _blanked(text: str, match: re.Match[str] | None) -> str:
    return text if match is None else text[: match.start()] + "\x00" * len(match[0]) + text[match.end() :]


def _times(passage: Passage, match: re.Match[str], rest: str, admission: Passage | None) -> FoundTimes:
    beginn, wrong_start = _read(passage, match, "start")
    ende, wrong_end = _read(passage, match, "end")
    further = tuple(passage.cut(*found.span()) for found in islice(_FURTHER.finditer(rest), _MOST))
    doubt = "there is another time that no rule connects with it" if further else None
    problem = wrong_start or wrong_end
    if problem and re.match(r"24(?:[:.]00)?(?!\d)", match.groupdict().get("end") or ""):
        problem, doubt = None, doubt or "the end of a day is no time of it; write 23:59 or leave it out"
    if beginn and ende and ende.value <= beginn.value:
        doubt = doubt or "it ends before it begins"
    return FoundTimes(
        passage.cut(*match.span()),
        beginn,
        ende,
        problem=problem,
        doubt=doubt,
        approximate=bool(re.search(r"\b(?:ca\.|circa|etwa|gegen|voraussichtlich|ggf\.)", match[0])),
        unclear=further,
        admission=admission,
    )
