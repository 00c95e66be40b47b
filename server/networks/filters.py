"""What the form of a network offers: choices from the data, with those that are in force marked."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ruhrgraph.graph.networks.network import Network
from ruhrgraph.ontology import authorities
from ruhrgraph.server.language.collation import din_5007

_MOST_NAMES = 200
"""Up to how many nodes the form suggests all names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a parameter, as people call it, and whether it is chosen."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """The choices of each parameter; empty where a network has but one.

    `first` and `last` are the ends of the time that edges have, None without any; `names` are the nodes to suggest.
    """

    types: tuple[Choice, ...]
    relations: tuple[Choice, ...]
    ministries: tuple[Choice, ...]
    projections: tuple[Choice, ...]
    first: dt.date | None
    last: dt.date | None
    heaviest: float
    names: tuple[str, ...]


def filters(
    network: Network,
    values: Mapping[str, str],
    ministries: Iterable[str],
    class_name: Callable[[str], str],
    language: str,
) -> Filters:
    """Return the choices for a whole network.

    Args:
        network: The network.
        values: The parameters in force.
        ministries: The IRIs of ministries that edges may come through.
        class_name: Gives the label of a class.
        language: The reader's language.

    """
    definition = network.definition
    types, relations = definition.node_types, definition.relations(language)
    used = {edge.relation for edge in network.edges}
    first = [edge.first for edge in network.edges if edge.first]
    last = [edge.last for edge in network.edges if edge.last]
    several = len(types) > 1
    pair = types if len(types) == len(("one", "other")) else ()
    return Filters(
        types=_choices(((name, class_name(name)) for name in types if several), values.get("type", "")),
        relations=_choices(
            ((name, words) for name, words in relations.items() if len(used) > 1 and name in used),
            values.get("relation", ""),
        ),
        ministries=_choices(_ministries(ministries, network.base), values.get("ministry", "")),
        projections=_choices(((name, class_name(name)) for name in pair), values.get("projection", "")),
        first=min(first, default=None),
        last=max(last, default=None),
        heaviest=max((edge.weight for edge in network.edges), default=0.0),
        names=_names(network, language),
    )


def _choices(pairs: Iterable[tuple[str, str]], given: str) -> tuple[Choice, ...]:
    chosen = {part.strip().casefold() for part in given.split(",")}
    return tuple(Choice(value, label, value.casefold() in chosen) for value, label in pairs)


def _ministries(iris: Iterable[str], base: str) -> list[tuple[str, str]]:
    """Return the acronyms and names of ministries, by which the parameter names them, in the order of the acronyms."""
    keys = {iri.removeprefix(f"{base}id/ressort/") for iri in iris}
    found = [
        (record.acronym or record.label, f"{record.acronym} – {record.label}" if record.acronym else record.label)
        for record in authorities()
        if record.kind == "ressort" and record.key in keys
    ]
    return sorted(found, key=lambda pair: din_5007(pair[0]))


def _names(network: Network, language: str) -> tuple[str, ...]:
    if len(network.nodes) > _MOST_NAMES:
        return ()
    return tuple(sorted({node.label(language) for node in network.nodes}, key=din_5007))
