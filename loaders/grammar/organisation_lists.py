"""Organisations that share one word: `BR Düsseldorf, Münster, Arnsberg`, `Universitäten Bochum und Duisburg-Essen`.

In: a text. Out: each organisation with the whole name that it would have alone, from the shared word to its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ruhrgraph.loaders.grammar.name_pattern import name_pattern
from ruhrgraph.loaders.grammar.organisation_words import is_place
from ruhrgraph.ontology.names import find_authority

_SINGULARS = (
    (r"Bezirksregierung(?:en)?", "Bezirksregierung"), (r"BR", "BR"),
    (r"Technischen\s+Universitäten", "Technische Universität"), (r"Universitäten", "Universität"),
    (r"Unis", "Uni"), (r"Fachhochschulen", "Fachhochschule"), (r"Hochschulen", "Hochschule"),
    (r"Industrie-\s?und\s+Handelskammern?\s+(?:zu|in)", "IHK zu"),
    (r"Industrie-\s?und\s+Handelskammern", "IHK"), (r"IHKs?\s+zu", "IHK zu"), (r"IHKs?", "IHK"),
    (r"Handwerkskammern?\s+zu", "Handwerkskammer"), (r"Handwerkskammern", "Handwerkskammer"), (r"HWKs?", "HWK"),
    (r"Sparkassen", "Sparkasse"), (r"Stadtwerken?", "Stadtwerke"), (r"Volkshochschulen", "Volkshochschule"),
    (r"Polizeipräsidien", "Polizeipräsidium"), (r"Landschaftsverbänden?", "Landschaftsverband"),
    (r"Agenturen\s+für\s+Arbeit", "Agentur für Arbeit"), (r"Jobcenter[ns]?", "Jobcenter"), (r"Stiftungen", "Stiftung"),
    (r"Städten?", "Stadt"), (r"Kreisen?", "Kreis"), (r"Fraunhofer-Instituten?", "Fraunhofer"),
    (r"Exzellenzclustern?", "Exzellenzcluster"), (r"Theater[ns]?", "Theater"), (r"Amtsgerichten?", "Amtsgericht"),
    (r"Landgerichten?", "Landgericht"),
)  # fmt: skip
_ANY_NAME = {"Stiftung", "Fraunhofer", "Exzellenzcluster"}
_OFFICES = {"Bezirksregierung", "BR"}
"""What has few seats: in `Bezirksregierung Arnsberg, Bochum und Hagen` the others are towns."""
_ITEM = r"[A-ZÄÖÜ][\w]{1,30}(?:-[A-ZÄÖÜ]\w{1,30}){0,2}(?:\s(?:West|an\sder\sRuhr|Ruhrgebiet))?(?![\w-])"
_NEXT = rf"\s?(?:,\s?(?:und|sowie)?|/|&|\sund|\ssowie|\sbzw\.)\s?(?:der\s|die\s)?{_ITEM}"
_LIST = re.compile(name_pattern((head for head, _ in _SINGULARS), behind=rf"\s(?P<list>{_ITEM}(?:{_NEXT}){{1,12}})"))
_PART = re.compile(_ITEM)
_AND = re.compile(r"und|sowie|&|bzw\.|/")


@dataclass(frozen=True, slots=True)
class ListedName:
    """An organisation of a list: the whole name, and where it stands; `shared` is where the shared word begins."""

    start: int
    end: int
    shared: int
    name: str


def find_lists(text: str) -> Iterator[ListedName]:
    """Yield the organisations of all lists. A list ends before the first item that is no name of its kind."""
    for match in _LIST.finditer(text):
        written = match[0][: match.start("list") - match.start() - 1]
        head = next(singular for plural, singular in _SINGULARS if re.fullmatch(plural, written))
        items = _items(text, match, head)
        names = [_whole_name(head, item[0]) for item in items]
        joined = any(_AND.search(text[one.end() : two.start()]) for one, two in pairwise(items))
        in_plural = written not in {head, "BR"} and not head.startswith(written)
        sure = in_plural or (joined and head not in _OFFICES)
        if len(items) > 1 and (sure or all(find_authority("organisation", name) for name in names)):
            for item, name in zip(items, names, strict=True):
                yield ListedName(match.start() if item is items[0] else item.start(), item.end(), match.start(), name)


def _items(text: str, match: re.Match[str], head: str) -> list[re.Match[str]]:
    """Return the items of a list that are names of its kind.

    Where any name will do, the item behind `und` is the last.
    """
    items: list[re.Match[str]] = []
    for item in _PART.finditer(text, match.start("list"), match.end("list")):
        if not (head in _ANY_NAME or is_place(item[0])):
            break
        items.append(item)
        if head in _ANY_NAME and len(items) > 1 and _AND.search(text[items[-2].end() : item.start()]):
            break
    return items


def _whole_name(head: str, own: str) -> str:
    """Return the name that an organisation of a list would have alone."""
    name = f"{head} {own}"
    record = find_authority("organisation", name)
    return name if record or head != "BR" else f"Bezirksregierung {own}"
