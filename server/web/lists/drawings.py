"""What can be seen in place of the table of a list: a map, a timeline.

In: rows of a list. Out: markup.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from markupsafe import Markup

from ruhrgraph.graph.schema.ontology import Text
from ruhrgraph.server.graphics.timeline import Event, EventGroup, timeline
from ruhrgraph.server.graphics.town_map import Place, coordinates, town_map
from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.resources.pages.ties import without_doubles
from ruhrgraph.server.web.lists.entries import NOT_STATED, Entry, ListContent

NAMES = {
    "": Text("Tabelle", "Table"),
    "zeitstrahl": Text("Zeitstrahl", "Timeline"),
    "karte": Text("Karte", "Map"),
}
"""What the views of a list are called, by the value of the parameter `ansicht`."""
_TOWN = "gemeinde"
_SHOWN = 6
"""How many things of a town are named."""


def list_map(
    content: ListContent, entries: Sequence[Entry], title: str, language: Language, href: Callable[[str], str]
) -> Markup:
    """Return the map of the towns of things.

    Args:
        content: The list.
        entries: The things.
        title: What is counted.
        language: The language of the reader.
        href: Gives the address of the things of a town, by its key.

    """
    towns: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in entry.facets[_TOWN]:
            towns[key].append(entry)
    without = len(towns.pop(NOT_STATED, ()))
    known = content.facets[_TOWN]
    located = [
        Place(known[key].label, coordinates(key), len(held), href(key), _names(held)) for key, held in towns.items()
    ]
    located.sort(key=lambda place: (-place.count, place.label))
    return town_map(located, language, title, without_place=without)


def list_timeline(entries: Iterable[Entry], language: Language, href: Callable[[str], str]) -> Markup:
    """Return the timeline of events; `href` gives the address of an event's page by its IRI."""
    dated, undated = [], 0
    for entry in entries:
        first, last = _day(entry.row["earliest"]), _day(entry.row["latest"])
        if not (first and last):
            undated += 1
            continue
        number = in_language(language, f"Forum {entry.row['forumNumber']}", f"forum {entry.row['forumNumber']}")
        place = without_doubles([entry.row["venue"], entry.row["municipality"]])
        note = ", ".join(filter(None, (number, *place)))
        dated.append(
            Event(
                label=entry.row["title"],
                date=entry.row["date"],
                first=first,
                last=last,
                href=href(entry.iri),
                note=note,
            )
        )
    return timeline((EventGroup(tuple(dated)),), language, undated=undated)


def _day(text: str) -> date | None:
    """Return a day, None for what is none, as anybody may write into the dataset who has the token."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _names(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the names of venues, each once: those of events, or the things themselves."""
    column = "venue" if "venueIri" in entries[0].row else "name"
    names = dict.fromkeys(entry.row[column] for entry in entries if entry.row[column])
    return tuple(names)[:_SHOWN]
