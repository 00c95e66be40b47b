"""The words of dates in German: months in every usual short form, weekdays, hedges, and what leads to a date.

In: nothing. Out: patterns to build others of, and the meaning of each word.
"""

import re

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
MONTH_NUMBERS = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)},
    "jänner": 1, "jän": 1, "feber": 2, "febr": 2, "feb": 2, "maerz": 3, "mrz": 3, "apr": 4, "juno": 6, "julei": 7,
    "sept": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
YEAR = r"(?:19|20)\d{2}"
MONTH = (
    r"(?:Jan(?:uar)?|Jän(?:ner)?|Feb(?:r(?:uar)?|er)?|M(?:är|aer|r)z|Mär|Apr(?:il)?|Mai|Jun[io]?|Jul(?:e?i)?|Aug(?:ust)?|"
    r"Sep(?:t(?:ember)?)?|Okt(?:ober)?|Nov(?:ember)?|Dez(?:ember)?)\b\.?"
)
"""All keys of `MONTH_NUMBERS`."""
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
WEEKDAY = (
    r"(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend)(?:s|en)?\b|"
    r"(?:Mo|Di|Mi|Do|Fr|Sa|So)\b\.?"
)
_UNCERTAIN = (
    r"ggf\.|gegebenenfalls|voraussichtlich\w{0,2}|vorauss\.|vsl\.|evtl\.|eventuell|vermutlich|möglicherweise|"
    r"geplant\w{0,2}|wahrscheinlich|(?-i:wohl)|angedacht|vorgesehen|vorläufig|anvisiert|tbc|t\.\s?b\.\s?c\.|unter\s+Vorbehalt|"
    r"noch\s+(?:nicht\s+bestätigt|zu\s+bestätigen|offen)"
)
_APPROXIMATE = r"ca\.?|circa|zirka|etwa|ungefähr|um|gegen|rund"
_PART_OF_TIME = r"Anfang|Mitte|Ende|Beginn|Jahresanfang|Jahresmitte|Jahresende"
_BOUND = r"ab|bis|seit|vor|nach|spätestens|frühestens"
_LEADS = (
    r"am|vom|von|im|in|für|zum|zur|zu|den|dem|der|des|zwischen|Laufe|Verlauf|Woche|Wochenende|Zeitraum|Zeit|Jahre?s?|Monats?|d\.|"
    r"(?:Datum|Wann|Zeitpunkt|Zeitraum)\s?:|Termine?\b\s?:?"
)
_WEEKDAYS = rf"(?:{WEEKDAY})(?:\s?(?:[/&–-]|und|bis)\s?(?:{WEEKDAY}))?"
LEAD = rf"(?:\b(?:{_UNCERTAIN}|{_APPROXIMATE}|{_PART_OF_TIME}|{_BOUND}|{_LEADS}|{_WEEKDAYS},?)\s+){{0,7}}+"
"""Words before a date, as many as belong to it."""
ITEM_LEAD = rf"(?:\b(?:{_UNCERTAIN}|{_APPROXIMATE}|am|vom|zum|den|dem|der|{_WEEKDAYS},?)\s+){{0,4}}+"
"""Words before a further date of a list."""
TAIL = (
    rf"(?:\s?\(\s?(?:{_UNCERTAIN}|{_APPROXIMATE}|{WEEKDAY})\s?\)|\s?\?"
    rf"|,?\s(?:tbc\b|t\.\s?b\.\s?c\.|unter\s+Vorbehalt\b|voraussichtlich\b|geplant\b|noch\s+nicht\s+bestätigt\b)"
    r"(?=\s*(?:$|[,;)(\x00]))){0,2}+"
)
"""What stands behind a date and hedges it."""
IS_UNCERTAIN = re.compile(rf"\b(?:{_UNCERTAIN})(?!\w)|\?", re.IGNORECASE)
IS_APPROXIMATE = re.compile(rf"\b(?:(?:{_APPROXIMATE})(?!\w)|(?:{_PART_OF_TIME})\b)", re.IGNORECASE)
IS_BOUND = re.compile(rf"\b(?:{_BOUND})\b", re.IGNORECASE)
IS_WEEKDAY = re.compile(rf"\b(?:{WEEKDAY})", re.IGNORECASE)


def month_number(text: str) -> int:
    """Return the number of a month that is written as a number or a name, in full or short."""
    name = text.rstrip(".").casefold()
    return int(name) if name.isdigit() else MONTH_NUMBERS[name]


def weekday_number(text: str) -> int:
    """Return the number of a weekday, Monday as 0."""
    begin = text[:2].casefold()
    if text[:4].casefold() == "sonn" and text[4:5].casefold() == "a":  # Sonnabend
        return WEEKDAYS.index("Samstag")
    return next(number for number, name in enumerate(WEEKDAYS) if name.casefold().startswith(begin))
