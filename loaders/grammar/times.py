"""Times of day in German prose: `von 12:00 bis 18:00 Uhr`, `09:30 bis 12.30 Uhr`, `ab 10 Uhr`, `ganztägig`.

In: a passage. Out: start and end as `HH:MM` (or the whole day), each with the span that says it.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadValue

_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_HOUR = r"(?:\s*Uhr\b|\s*h\b)"
_RANGE = re.compile(
    rf"(?:\b(?:von|zwischen)\s+)?(?<![\d.:])(?P<start>{_TIME}){_HOUR}?\s*(?:bis(?:\s+ca\.)?|und|–|-|—)\s*"
    rf"(?P<end>{_TIME})(?P<unit>{_HOUR})?(?![\d.:]*\d)"
)
_FROM = re.compile(rf"\b(?:ab|um|von|gegen)\s+(?P<start>{_TIME})(?P<unit>{_HOUR})")
_UNTIL = re.compile(rf"\bbis\s+(?P<end>{_TIME})(?P<unit>{_HOUR})")
_BARE = re.compile(rf"(?<![\d.:])(?P<start>{_TIME})(?P<unit>{_HOUR})")
_ALL_DAY = re.compile(r"\b(?P<right>ganztägige?|ganztags)\b|\bganzt[äa]+\w{0,3}ig\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundTimes:
    """Times found in a passage: where, from when to when (`HH:MM`), or all day.

    `problem` says why a time cannot be, `repaired` that it is misspelt (`ganztätig`).
    """

    passage: Passage
    beginn: ReadValue[str] | None = None
    ende: ReadValue[str] | None = None
    ganztaegig: ReadValue[bool] | None = None
    problem: str | None = None
    repaired: bool = False


def _clock(hours: str, minutes: str | None) -> str | None:
    hour, minute = int(hours), int(minutes or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None  # noqa: PLR2004 - a day has 24 hours of 60 minutes


def _read(passage: Passage, match: re.Match[str], group: str) -> tuple[ReadValue[str] | None, str | None]:
    """Return the time in a group as a value, or the reason why it is none."""
    if group not in match.re.groupindex or match[group] is None:
        return None, None
    time = re.fullmatch(_TIME, match[group])
    where = passage.group(match, group)
    value = _clock(time[1], time[2]) if time else None
    if value is None or where is None:
        return None, f"{match[group]} is no time of day"
    return ReadValue(value, (where.span,)), None


def _is_time_range(match: re.Match[str]) -> bool:
    """Return whether a range is one of times. Without `Uhr`, both ends need minutes (`17:00 bis 19:00`)."""
    return bool(match["unit"]) or all(re.search("[:.]", match[end]) for end in ("start", "end"))


def find_times(passage: Passage) -> FoundTimes | None:
    """Return the first times in a passage, or None; a single time after `ab` or `um` is the start."""
    if whole_day := _ALL_DAY.search(passage.text):
        where = passage.cut(*whole_day.span())
        return FoundTimes(
            where, ganztaegig=ReadValue(value=True, spans=(where.span,)), repaired=whole_day["right"] is None
        )
    ranges = (match for match in _RANGE.finditer(passage.text) if _is_time_range(match))
    match = next(ranges, None) or next(
        (found for pattern in (_FROM, _UNTIL, _BARE) if (found := pattern.search(passage.text))), None
    )
    if match is None:
        return None
    beginn, wrong_start = _read(passage, match, "start")
    ende, wrong_end = _read(passage, match, "end")
    where = passage.cut(match.start(), match.end())
    return FoundTimes(where, beginn, ende, problem=wrong_start or wrong_end)
