"""The parts of lead sentences: numbers of things, lists, ministries with their articles, forums, dates.

In: names, numbers and dates of the data. Out: German or English text that fits into a sentence.
"""

import re
from collections.abc import Sequence

from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.language.dates import date_text
from ruhrgraph.server.language.numbers import number_text
from ruhrgraph.server.resources.pages.records import Subject, Tie

_NUMBERS = {
    "de": ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
_ARTICLES = (
    ("Ministerium", "das"),
    ("Ministerin ", "die"),
    ("Minister ", "der"),
    ("Chef ", "der"),
    ("Staatskanzlei", "die"),
)
_SHOWN = 4
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUARTER = re.compile(r"\d{4}-(?:3[3-6]|4[01])")


def counted(count: int, one: str, many: str, language: Language) -> str:
    """Return how many of something there are, in words up to twelve (`ein Themenforum`, `drei Themenforen`)."""
    if count == 1:
        return one
    words = _NUMBERS[language]
    return f"{words[count - 2] if count - 2 in range(len(words)) else number_text(count, language)} {many}"


def listed(names: Sequence[str], language: Language) -> str:
    """Return names as a list with `und`; of many, the first and how many others there are."""
    if len(names) > _SHOWN + 1:
        others = in_language(language, f"{len(names) - _SHOWN} weitere", f"{len(names) - _SHOWN} others")
        return listed([*names[:_SHOWN], others], language)
    link = in_language(language, " und ", " and ")
    return link.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def joined(parts: Sequence[str], language: Language) -> str:
    """Return the parts of a sentence that are not empty, with commas and `und`, however many there are."""
    *first, last = [part for part in parts if part] or [""]
    return f"{', '.join(first)}{in_language(language, ' und ', ' and ')}{last}" if first else last


def quoted(text: str, language: Language) -> str:
    """Return a text in quotation marks."""
    return in_language(language, f"„{text}“", f"“{text}”")


def sentence(text: str) -> str:
    """Return a text with a capital letter and a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text[-1:] in '.?!' else '.'}" if text else ""


def with_article(name: str, language: Language) -> str:
    """Return the name of a ministry with its article, in the nominative; other names stay as they are."""
    if language == "en":
        return f"the {name}" if name.startswith(("Ministry", "State Chancellery", "Minister ", "Head ")) else name
    article = next((article for start, article in _ARTICLES if name.startswith(start) and "," not in name[:14]), "")
    return f"{article} {name}".strip()


def ministry(tie: Tie, language: Language) -> str:
    """Return a ministry with its article and its acronym."""
    return with_article(f"{tie.label} ({tie.detail})" if tie.detail else tie.label, language)


def forum(tie: Tie, language: Language) -> str:
    """Return the number and the title of a forum (`13 „Neue Mobilität“`)."""
    title = quoted(tie.label, language)
    return f"{tie.key} {title}" if tie.key.isdecimal() else title


def forums(ties: Sequence[Tie], language: Language) -> str:
    """Return forums with their noun (`das Themenforum 13 „Neue Mobilität“`)."""
    names = listed([forum(tie, language) for tie in ties], language)
    if len(ties) == 1:
        return in_language(language, f"das Themenforum {names}", f"forum {names}")
    return in_language(language, f"die Themenforen {names}", f"forums {names}")


def scheduled(edtf: str, language: Language) -> str:
    """Return for when something was scheduled (`für den 8. April 2019`, `for 8 April 2019`)."""
    day = date_text(edtf, language)
    if _DAY.fullmatch(edtf):
        return in_language(language, f"für den {day}", f"for {day}")
    if _QUARTER.fullmatch(edtf):
        return in_language(language, f"für das {day}", f"for {day}")
    return in_language(language, f"für {day}", f"for {day}")


def event_count(count: int, subject: Subject) -> str:
    """Return how many events were scheduled."""
    return subject.say(
        counted(count, "eine Veranstaltung war angesetzt", "Veranstaltungen waren angesetzt", "de"),
        counted(count, "one event was scheduled", "events were scheduled", "en"),
    )


def of_days(ties: Sequence[Tie], language: Language) -> str:
    """Return between which days events were scheduled; "" where fewer than two have a day."""
    days = sorted({tie.date for tie in ties if _DAY.fullmatch(tie.date)})
    if len(days) < 2 or len(days) < len({tie.thing for tie in ties}):  # noqa: PLR2004  # the first and the last
        return ""
    first, last = date_text(days[0], language), date_text(days[-1], language)
    return in_language(language, f"zwischen dem {first} und dem {last}", f"between {first} and {last}")
