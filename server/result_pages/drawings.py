"""Drawings of an answer: as a network, on a map, along time, as a chart, where its columns allow.

In: an answer, how its terms read. Out: the names of the drawings that there are, and the markup of one. What a drawing
leaves out is counted, and the table has all of it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ruhrgraph.graph.networks.layout import positions
from ruhrgraph.graph.networks.network import Edge, Network, Node
from ruhrgraph.queries.labels import NAMES
from ruhrgraph.queries.labels import label as heading
from ruhrgraph.queries.networks import NetworkDefinition
from ruhrgraph.queries.things import Entity
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.graphics.charts import Amount, bar_chart, column_chart
from ruhrgraph.server.graphics.network_picture import NetworkNode, NetworkTie, network_picture
from ruhrgraph.server.graphics.timeline import Event, EventGroup, timeline
from ruhrgraph.server.graphics.town_map import Place, coordinates, town_map
from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.language.dates import date_text
from ruhrgraph.server.result_pages.answer_data import AnswerData
from ruhrgraph.server.result_pages.columns import folded_columns
from ruhrgraph.server.result_pages.columns_by_kind import ColumnKinds, column_kinds, named_things
from ruhrgraph.server.result_pages.edtf_bounds import edtf_bounds
from ruhrgraph.server.result_pages.terms import TermText

_MOST_NODES, _MOST_EVENTS, _MOST_BARS = 120, 100, 60
_PAIR, _FEW = 2, 2
_LARGEST = 1e15
_NAMING = re.compile(r"(?:number|nummer|year|jahr|position|code|lat|long|lon)$", re.IGNORECASE)
"""The names of columns whose numbers are no amounts."""
_NO_DEFINITION = NetworkDefinition("", {}, {}, {}, {}, (), directed=False, query="")
"""That of an answer drawn as a network, which no query of ours defines."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing: its markup, and how many rows of the answer it leaves out."""

    markup: Markup
    left_out: int = 0


Row = tuple[ResultTerm | None, ...]


def possible_drawings(data: AnswerData, texts: TermText) -> tuple[str, ...]:
    """Return the names of the drawings that the columns of an answer allow."""
    if not data.columns or not data.rows:
        return ()
    kinds = column_kinds(data, texts)
    allowed = {
        "network": len(kinds.things) >= _PAIR,
        "map": bool(kinds.municipalities),
        "timeline": bool(kinds.dates),
        "chart": _chart_columns(data, kinds) is not None,
    }
    return tuple(name for name, is_allowed in allowed.items() if is_allowed)


def draw_answer(name: str, data: AnswerData, texts: TermText) -> Drawing:
    """Return one of the drawings that the columns allow."""
    return _DRAWN[name](data, texts, column_kinds(data, texts))


def _network(data: AnswerData, texts: TermText, kinds: ColumnKinds) -> Drawing:
    """Draw the things of the first two columns of things, tied where they stand in one row."""
    ties: Counter[tuple[str, str]] = Counter()
    nodes: dict[str, Entity] = {}
    known: dict[ResultTerm | None, Sequence[Entity]] = {}
    left_out = 0
    for row in data.rows:
        for term in (ends := [row[place] for place in kinds.things[:_PAIR]]):
            if term not in known:
                known[term] = named_things(term, texts)
        sources, targets = (known[term] for term in ends)
        new = {thing.id: thing for thing in (*sources, *targets) if thing.id not in nodes}
        if len(nodes) + len(new) > _MOST_NODES:
            left_out += 1
            continue
        nodes |= new
        ties.update((one.id, other.id) for one in sources for other in targets if one.id != other.id)
    degrees = Counter(end for tie in {tuple(sorted(tie)) for tie in ties} for end in tie)
    places = positions(
        Network(
            _NO_DEFINITION,
            texts.base,
            tuple(Node(id_, nodes[id_].type, {}) for id_ in sorted(nodes)),
            tuple(Edge(one, other, "", count) for (one, other), count in sorted(ties.items())),
        )
    )
    order = {id_: number for number, id_ in enumerate(nodes)}
    shown = [_node(thing, texts, degrees[thing.id], places[thing.id]) for thing in nodes.values()]
    lines = [NetworkTie(order[one], order[other], count) for (one, other), count in ties.items()]
    title = in_language(texts.language, "Das Ergebnis als Netzwerk", "The result as a network")
    return Drawing(network_picture(shown, lines, texts.language, title), left_out)


def _node(thing: Entity, texts: TermText, degree: int, place: tuple[float, float]) -> NetworkNode:
    label = texts.term_label(f"{texts.base}ontology#{thing.type}") or thing.type
    return NetworkNode(thing.label, texts.href(texts.things.iri(thing.id)), thing.type, label, degree, *place)


def _map(data: AnswerData, texts: TermText, kinds: ColumnKinds) -> Drawing:
    """Draw how many rows each municipality has, or the number of its row where each has one."""
    column = kinds.municipalities[0]
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    names: dict[str, Entity] = {}
    without = 0
    for row in data.rows:
        found = [thing for thing in named_things(row[column], texts) if thing.type == "Gemeinde"]
        without += not found
        for thing in found:
            names[thing.id] = thing
            rows[thing.id].append(row)
    number = kinds.numbers[-1] if kinds.numbers and all(len(of) == 1 for of in rows.values()) else None
    places = []
    for id_, thing in names.items():
        amounts = [_number(row[number]) for row in rows[id_]] if number is not None else []
        count = round(amounts[0]) if amounts else len(rows[id_])
        places.append(Place(thing.label, coordinates(thing.key), count, texts.href(texts.things.iri(id_))))
    title = in_language(texts.language, "Das Ergebnis nach Gemeinde", "The result by municipality")
    return Drawing(town_map(places, texts.language, title, without_place=without))


def _timeline(data: AnswerData, texts: TermText, kinds: ColumnKinds) -> Drawing:
    """Draw the first column of dates, each row called by its thing or its first text."""
    date = kinds.dates[0]
    events = []
    undated = 0
    for row in data.rows:
        term = row[date]
        bounds = edtf_bounds(term.value) if term else None
        if term is None or bounds is None:
            undated += 1
            continue
        label, href = _name(row, texts, kinds)
        events.append(Event(label, term.value, *bounds, href))
    events.sort(key=lambda event: event.first)
    drawn = timeline([EventGroup(tuple(events[:_MOST_EVENTS]))], texts.language, undated=undated)
    return Drawing(drawn, max(0, len(events) - _MOST_EVENTS))


def _chart(data: AnswerData, texts: TermText, kinds: ColumnKinds) -> Drawing:
    """Draw the number of each row, as columns where the rows are times, else as bars."""
    columns = _chart_columns(data, kinds)
    if columns is None:
        return Drawing(Markup())
    label, number = columns
    shown = [row for row in data.rows if row[number]][:_MOST_BARS]
    labels = [term for row in shown if (term := row[label])]
    is_time = all(edtf_bounds(term.value) for term in labels)
    amounts = []
    things = folded_columns(data, texts).get(label)
    for term, row in zip(labels, shown, strict=True):
        thing = row[things] if things is not None else None
        cell = texts.cell(thing or term)
        name = _short_time(term.value, texts.language) if is_time else texts.cell(term).text
        amounts.append(Amount(name, _number(row[number]), cell.href))
    left_out = len(data.rows) - len(amounts)
    if is_time:
        title = in_language(texts.language, "Das Ergebnis nach Zeit", "The result by time")
        return Drawing(column_chart(amounts, texts.language, title), left_out)
    counted = heading(NAMES, data.columns[number], texts.language)
    told = in_language(texts.language, f"Die Balken zeigen: {counted}", f"The bars show: {counted}")
    return Drawing(Markup("<p>{}</p>").format(told) + bar_chart(amounts, texts.language), left_out)


def _short_time(edtf: str, language: Language) -> str:
    """Return a date in words, a month so short that it fits below a column: `Apr 2019`."""
    month, *year = date_text(edtf, language).split()
    return f"{month[:3]} {year[0]}" if month.isalpha() and len(year) == 1 else " ".join((month, *year))


def _chart_columns(data: AnswerData, kinds: ColumnKinds) -> tuple[int, int] | None:
    """Return the column of labels, each there once, and that of numbers, unless these only name or count the rows."""
    labels = (*kinds.texts, *kinds.things, *kinds.dates, *_others(data, kinds))
    label = next((place for place in labels if _is_unique([row[place] for row in data.rows])), None)
    counted = (place for place in kinds.numbers if not _NAMING.search(data.columns[place]))
    numbers = [place for place in counted if not _is_numbering([row[place] for row in data.rows])]
    return (label, numbers[-1]) if label is not None and numbers and len(data.rows) >= _FEW else None


def _others(data: AnswerData, kinds: ColumnKinds) -> Iterator[int]:
    """Yield the columns of IRIs that are no named things, such as classes."""
    known = {*kinds.texts, *kinds.things, *kinds.dates, *kinds.numbers}
    yield from (place for place in range(len(data.columns)) if place not in known)


def _is_unique(terms: list[ResultTerm | None]) -> bool:
    return None not in terms and len({term.value for term in terms if term}) == len(terms)


def _is_numbering(terms: list[ResultTerm | None]) -> bool:
    """Return whether numbers are 1, 2, 3 …, as the numbers of the forums are: nothing to draw."""
    found = sorted(_number(term) for term in terms if term)
    return len(found) > _FEW and found == [float(number) for number in range(1, len(found) + 1)]


def _name(row: Row, texts: TermText, kinds: ColumnKinds) -> tuple[str, str]:
    """Return what a row is called, and the page of its first thing."""
    thing = next((found for place in kinds.things for found in named_things(row[place], texts)), None)
    text = next((term.value for place in kinds.texts if (term := row[place])), "")
    return text or (thing.label if thing else "–"), texts.href(texts.things.iri(thing.id)) if thing else ""


def _number(term: ResultTerm | None) -> float:
    """Return a number; what is none, or larger than a drawing can tell from others, counts as nothing."""
    try:
        value = float(term.value) if term else 0.0
    except ValueError:
        return 0.0
    return value if abs(value) <= _LARGEST else 0.0


_DRAWN: Mapping[str, Callable[[AnswerData, TermText, ColumnKinds], Drawing]] = {
    "network": _network,
    "map": _map,
    "timeline": _timeline,
    "chart": _chart,
}
