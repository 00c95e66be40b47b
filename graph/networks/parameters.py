"""The parameters of a network, as addresses and the command line have them.

In: names and values as text, and the network that they are for. Out: a `Selection`, or an error that says what to do.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.networks.nodes import find_node
from ruhrgraph.graph.networks.selection import MOST_STEPS, Selection
from ruhrgraph.ontology import authorities
from ruhrgraph.ontology.errors import InvalidParameterError, NodeNotFoundError, ParameterError
from ruhrgraph.ontology.names import find_authority, slug


@dataclass(frozen=True, slots=True)
class NetworkParameter:
    """A parameter: its name, what it does, and an example."""

    name: str
    description: str
    example: str


PARAMETERS = (
    NetworkParameter("type", "Only nodes of these classes, with commas between them", "Person,Ressort"),
    NetworkParameter("relation", "Only edges of these relations, with commas between them", "moderates"),
    NetworkParameter(
        "from", "Only edges that last beyond this day (ISO 8601); edges without dates are left out", "2019-03-01"
    ),
    NetworkParameter("to", "Only edges that begin before this day's end (ISO 8601)", "2019-06-30"),
    NetworkParameter(
        "ministry", "Only edges at a Ressort, or through a forum or project of it: acronym, name or IRI", "MWIDE"
    ),
    NetworkParameter("ego", "Only a node and what is around it: IRI, key or label", "ressort/mwide"),
    NetworkParameter("radius", f"How many steps around the node, from 1 to {MOST_STEPS}", "1"),
    NetworkParameter("projection", "Only nodes of this class, tied where they share a neighbour", "Ressort"),
    NetworkParameter("minWeight", "Only edges of at least this weight", "2"),
    NetworkParameter("component", "`largest`: only the largest component", "largest"),
    NetworkParameter("lang", "The language of the labels: `de` or `en`", "en"),
)
"""All parameters of a network. Those of questions are in `server.networks.question_routes`."""
_NAMES = tuple(parameter.name for parameter in PARAMETERS)
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)


def selection(network: Network, values: Mapping[str, str]) -> Selection:
    """Return what the values of parameters take of a network.

    Raises:
        ParameterError: A parameter is unknown.
        InvalidParameterError: A value is not of its kind, or names what this network does not have.
        NodeNotFoundError: `ego` or `ministry` names nothing.

    """
    for name in values:
        if name not in _NAMES:
            raise ParameterError(f"a network has no parameter “{name}”; it has: {', '.join(_NAMES)}")
    given = {name: value.strip() for name, value in values.items() if value.strip()}
    first, last = _day(given, "from"), _day(given, "to")
    if first and last and last < first:
        raise InvalidParameterError(f"the time from {first} to {last} ends before it begins; exchange the two")
    if given.get("component", "largest") != "largest":
        raise InvalidParameterError(f"component: there is `largest`, not “{given['component']}”")
    language_of(given)
    ego = given.get("ego")
    return Selection(
        projection=given.get("projection"),
        types=_among(given, "type", set(network.definition.node_types)),
        relations=_among(given, "relation", {edge.relation for edge in network.edges}),
        first=first,
        last=last,
        ministry=_ministry(network, given.get("ministry")),
        min_weight=_number(given, "minWeight"),
        ego=find_node(network, ego).iri if ego else None,
        radius=_radius(given),
        largest_component="component" in given,
    )


def language_of(values: Mapping[str, str]) -> str:
    """Return the language of the labels.

    Raises:
        InvalidParameterError: There are no labels in that language.

    """
    language = values.get("lang", "").strip() or "de"
    if language not in ("de", "en"):
        raise InvalidParameterError(f"lang: there are labels in `de` and `en`, not in “{language}”")
    return language


def _day(given: Mapping[str, str], name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(given[name]) if name in given else None
    except ValueError:
        raise InvalidParameterError(f"{name}: “{given[name]}” is no day such as 2019-03-01") from None


def _number(given: Mapping[str, str], name: str) -> float | None:
    if name in given and not _NUMBER.fullmatch(given[name]):
        raise InvalidParameterError(f"{name}: “{given[name]}” is no number such as 2")
    return float(given[name]) if name in given else None


def _radius(given: Mapping[str, str]) -> int:
    text = given.get("radius", "1")
    if not text.isascii() or not text.isdigit() or len(text) > len("999") or not 1 <= int(text) <= MOST_STEPS:
        raise InvalidParameterError(f"radius: “{text}” is no whole number from 1 to {MOST_STEPS}")
    return int(text)


def _among(given: Mapping[str, str], name: str, there_is: set[str]) -> frozenset[str]:
    """Return the values of a list, each of which the network has."""
    folded = {item.casefold(): item for item in there_is}
    wanted = [part.strip() for part in given.get(name, "").split(",") if part.strip()]
    for part in wanted:
        if part.casefold() not in folded:
            known = ", ".join(sorted(there_is)) or "none"
            raise InvalidParameterError(f"{name}: this network has no “{part}”; it has: {known}")
    return frozenset(folded[part.casefold()] for part in wanted)


def _ministry(network: Network, text: str | None) -> str | None:
    """Return the IRI of a ministry, which need not be a node of the network."""
    if text is None:
        return None
    kind = f"{network.base}id/ressort/"
    key = slug(text.removeprefix(kind).removeprefix("ressort/"))
    known = {record.key: record for record in authorities() if record.kind == "ressort"}
    record = find_authority("ressort", text) or known.get(key)
    if record is not None:
        return f"{kind}{record.key}"
    if any(node.iri == f"{kind}{key}" for node in network.nodes):
        return f"{kind}{key}"
    nearest = get_close_matches(key, known, n=3, cutoff=0.4) or sorted(known)
    names = ", ".join(known[name].acronym or known[name].label for name in nearest)
    raise NodeNotFoundError(f"there is no Ressort “{text}”; near to it are: {names}")
