"""Which rows of a list the parameters of an address ask for, and how many each further choice would leave.

In: a content and the parameters. Out: a `Selection`, with addresses of everything that differs by one choice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from ruhrgraph.ontology.errors import NameNotFoundError
from ruhrgraph.ontology.names import fold
from ruhrgraph.queries.lookup import find_iris
from ruhrgraph.queries.similarity import normalise
from ruhrgraph.queries.things import Things
from ruhrgraph.server.web.lists.entries import NOT_STATED, Entry, ListContent, in_order
from ruhrgraph.server.web.lists.list_definition import Facet, ListDefinition

_MOST_VALUES = 20
"""How many values of one facet are read."""
_LONGEST = 200
"""Characters of a value; the rest is not read."""


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the parameters of an address ask for: keys of facet values, words, the order, the page, a drawing.

    A value that the facet does not have is kept as it was written, and so is the page.
    """

    chosen: Mapping[str, tuple[str, ...]]
    text: str = ""
    sort: str = ""
    page: str = ""
    drawing: str = ""

    def values(self) -> dict[str, str | Sequence[str]]:
        """Return the parameters of its address."""
        filters: dict[str, str | Sequence[str]] = {name: keys for name, keys in self.chosen.items() if keys}
        rest = {"q": self.text, "sort": self.sort, "ansicht": self.drawing, "page": self.page}
        return filters | {name: value for name, value in rest.items() if value}

    def address(self) -> str:
        """Return the query string of its address, with `?`; "?" alone without parameters."""
        return f"?{urlencode(self.values(), doseq=True)}"

    def toggled(self, facet: str, key: str) -> "ListQuery":
        """Return the same with a value chosen, or without it if it is; from the first page."""
        keys = self.chosen.get(facet, ())
        changed = tuple(other for other in keys if other != key) if key in keys else (*keys, key)
        return replace(self, chosen={**self.chosen, facet: changed}, page="")


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that are asked for, sorted, and the rows for each value of each facet if it were chosen, too."""

    entries: tuple[Entry, ...]
    counts: Mapping[str, Mapping[str, int]]


def read_query(
    definition: ListDefinition, content: ListContent, things: Things, parameters: Iterable[tuple[str, str]]
) -> ListQuery:
    """Return what parameters ask for; those that a list does not have are passed over.

    Args:
        definition: The list.
        content: Its content.
        things: The named things of the version.
        parameters: Names and values in the order of the address.

    """
    given = [(name, value.strip()[:_LONGEST]) for name, value in parameters]
    single = dict(given)
    chosen = {
        facet.name: _keys(facet, content, things, [value for name, value in given if name == facet.name and value])
        for facet in definition.facets
    }
    sort = single.get("sort", "")
    return ListQuery(
        chosen,
        single.get("q", ""),
        sort if definition.column(sort.removeprefix("-")) else "",
        single.get("page", ""),
        next((name for name in definition.drawings if name == single.get("ansicht")), ""),
    )


def select(definition: ListDefinition, content: ListContent, query: ListQuery) -> Selection:
    """Return the rows of a query.

    Values of one facet are alternatives, and all facets have to hold. A value counts the rows for which all other
    facets hold, so that its number is what one gets by choosing it alone.
    """
    words = [f" {word}" for word in normalise(query.text).words.split()]
    counts: dict[str, Counter[str]] = {facet.name: Counter() for facet in definition.facets}
    filters = {name: frozenset(keys) for name, keys in query.chosen.items() if keys}
    found = []
    for entry in content.entries:
        if not all(word in entry.words for word in words):
            continue
        failed = [name for name, keys in filters.items() if keys.isdisjoint(entry.facets[name])]
        if not failed:
            found.append(entry)
        if len(failed) <= 1:
            for name in failed or counts:
                counts[name].update(entry.facets[name])
    ordered = (
        found
        if not query.sort
        else in_order(found, query.sort.removeprefix("-"), descending=query.sort.startswith("-"))
    )
    return Selection(tuple(ordered), counts)


def _keys(facet: Facet, content: ListContent, things: Things, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of the values that were asked for, each once."""
    known = content.facets[facet.name]
    folded = {fold(key): key for key in known}
    found: dict[str, None] = {}
    for value in asked[:_MOST_VALUES]:
        if value in known or value == NOT_STATED:
            found[value] = None
        elif fold(value) in folded:
            found[folded[fold(value)]] = None
        else:
            found |= dict.fromkeys(_named_keys(facet, content, things, value) or (value,))
    return tuple(found)


def _named_keys(facet: Facet, content: ListContent, things: Things, value: str) -> list[str]:
    """Return the keys of the facet values that a name means."""
    if not facet.kind:
        return []
    try:
        iris = frozenset(find_iris(value, (facet.kind,), things))
    except NameNotFoundError:
        return []
    return [key for key, known in content.facets[facet.name].items() if known.iri in iris]
