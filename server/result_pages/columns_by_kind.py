"""What the columns of an answer hold, as far as one can draw it: things, places, dates, numbers, texts.

In: an answer, how its terms read. Out: the columns of each kind, by place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ruhrgraph.graph.rdf.namespaces import EDTF, XSD
from ruhrgraph.ontology.text import composed
from ruhrgraph.queries.labels import DATES
from ruhrgraph.queries.things import Entity, TypeIndex
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.result_pages.answer_data import AnswerData
from ruhrgraph.server.result_pages.edtf_bounds import edtf_bounds
from ruhrgraph.server.result_pages.terms import NUMBERS, TermText

_DATED = frozenset({EDTF, *(f"{XSD}{name}" for name in ("date", "dateTime", "gYear", "gYearMonth"))})


@dataclass(frozen=True, slots=True)
class ColumnKinds:
    """The columns of each kind, in the order of the answer."""

    things: tuple[int, ...]
    municipalities: tuple[int, ...]
    dates: tuple[int, ...]
    numbers: tuple[int, ...]
    texts: tuple[int, ...]


def column_kinds(data: AnswerData, texts: TermText) -> ColumnKinds:
    """Return the kinds of the columns; a column without values has none."""
    different = [{term for row in data.rows if (term := row[place])} for place in range(len(data.columns))]

    def of(is_kind: Callable[[str, ResultTerm], bool]) -> tuple[int, ...]:
        return tuple(
            place
            for place, (name, terms) in enumerate(zip(data.columns, different, strict=True))
            if terms and all(is_kind(name, term) for term in terms)
        )

    dates = of(lambda name, term: (name in DATES or term.datatype in _DATED) and bool(edtf_bounds(term.value)))
    things = of(lambda _, term: bool(named_things(term, texts)))
    return ColumnKinds(
        things=_different(things, data, texts),
        municipalities=of(lambda _, term: any(thing.type == "Gemeinde" for thing in named_things(term, texts))),
        dates=dates,
        numbers=of(lambda _, term: term.datatype in NUMBERS),
        texts=of(lambda name, term: not term.is_iri and not term.datatype and name not in DATES),
    )


def _different(places: Sequence[int], data: AnswerData, texts: TermText) -> tuple[int, ...]:
    """Return columns of things without those that name the same things as one before them."""
    found: dict[tuple[tuple[str, ...], ...], int] = {}
    for place in places:
        things = tuple(tuple(thing.id for thing in named_things(row[place], texts)) for row in data.rows)
        found.setdefault(things, place)
    return tuple(found.values())


def named_things(term: ResultTerm | None, texts: TermText) -> Sequence[Entity]:
    """Return the things that a term means: by IRIs, of which a cell may list several, or, of a ministry, by a name."""
    if term is None:
        return ()
    keys = (composed(iri.removeprefix(texts.base).removeprefix("id/")) for iri in texts.iris(term))
    found = [texts.things.entities[key] for key in keys if key in texts.things.entities]
    return found or _ministries(term, texts)


def _ministries(term: ResultTerm, texts: TermText) -> Sequence[Entity]:
    """Return the ministry of a name or acronym, which is all that some canned queries say of it."""
    if term.is_iri or term.datatype:
        return ()
    known = texts.things.by_type.get("Ressort", TypeIndex()).entities
    return [thing for thing in known if term.value in thing.names]
