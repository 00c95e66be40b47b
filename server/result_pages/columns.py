"""Solutions as a table of a page: which columns there are, and which of them stand in one.

In: an answer, how its terms read. Out: columns, and how the cells of each are made. A column of IRIs is not shown
beside the column with the names of the same things: the names become links. So nothing stands there twice, whatever
the columns are called.
"""

from collections.abc import Callable, Mapping, Sequence

from ruhrgraph.queries.labels import CLASSES, DATES, DETAILS, NAMES, RELATIONS, label
from ruhrgraph.queries.things import Entity, TypeIndex
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.http.tables import Column
from ruhrgraph.server.result_pages.answer_data import AnswerData
from ruhrgraph.server.result_pages.terms import NUMBERS, Link, ResultCell, TermText

Terms = Sequence[ResultTerm | None]
CellMaker = Callable[[Terms], ResultCell]
"""Makes the cell of a column from a row; only the rows that are shown are worth it."""
NOTHING = ResultCell("")


def table_columns(data: AnswerData, texts: TermText, *, is_canned: bool) -> tuple[tuple[Column, ...], list[CellMaker]]:
    """Return the columns of a table, and what makes the cells of each.

    Args:
        data: The solutions.
        texts: How terms read.
        is_canned: Whether the columns are those of a canned query, which have labels.

    """
    beside = folded_columns(data, texts)
    shown = [place for place in range(len(data.columns)) if place not in beside.values()]
    names = [data.columns[place] for place in shown]
    headings = [label(NAMES, name, texts.language) if is_canned else name for name in names]
    columns = tuple(
        Column(name, heading, _is_number([row[place] for row in data.rows]))
        for place, name, heading in zip(shown, names, headings, strict=True)
    )
    roles = [_role(name) if is_canned else "" for name in names]
    makers = [_maker(texts, place, beside.get(place), role) for place, role in zip(shown, roles, strict=True)]
    if is_canned:
        ministries = _ministries(texts)
        for number, place in enumerate(shown):
            if place not in beside and _are_ministries([row[place] for row in data.rows], ministries):
                makers[number] = _ministry_maker(texts, place, ministries)
    return columns, makers


def folded_columns(data: AnswerData, texts: TermText) -> Mapping[int, int]:
    """Return which columns of names have the IRIs of the same things beside them, by place."""
    found: dict[int, int] = {}
    for iris in range(len(data.columns)):
        things = _entities([row[iris] for row in data.rows], texts)
        if not any(things):
            continue
        near = sorted(range(len(data.columns)), key=lambda place: (abs(place - iris), place < iris))
        names = next((place for place in near if place not in found and _names(data, things, place)), None)
        if names is not None:
            found[names] = iris
    return found


def _entities(terms: Terms, texts: TermText) -> list[Entity | None]:
    """Return the things that the terms of a column are the IRIs of; none where one of them is no such IRI."""
    found: list[Entity | None] = []
    for term in terms:
        iris = texts.iris(term) if term else ()
        thing = texts.things.entities.get(texts.things.identifier(iris[0])) if len(iris) == 1 else None
        if term and not thing:
            return []
        found.append(thing)
    return found


def _names(data: AnswerData, things: Sequence[Entity | None], place: int) -> bool:
    """Return whether a column has a name of the thing in each row."""
    pairs = [(row[place], thing) for row, thing in zip(data.rows, things, strict=True) if thing]
    return all(term is not None and not term.is_iri and term.value in thing.names for term, thing in pairs)


def _ministries(texts: TermText) -> Mapping[str, Entity]:
    """Return the ministries by their acronyms, which is all that some canned queries say of them."""
    known = texts.things.by_type.get("Ressort", TypeIndex()).entities
    return {name: thing for thing in reversed(known) for name in thing.names if " " not in name}


def _are_ministries(terms: Terms, ministries: Mapping[str, Entity]) -> bool:
    """Return whether a column lists acronyms of ministries alone."""
    found = [term for term in terms if term and term.value]
    return bool(found) and all(
        not term.is_iri and not term.datatype and all(part in ministries for part in term.value.split(", "))
        for term in found
    )


def _ministry_maker(texts: TermText, place: int, ministries: Mapping[str, Entity]) -> CellMaker:
    """Return the function that makes a cell of acronyms: each leads to the page of its ministry."""

    def cell(row: Terms) -> ResultCell:
        term = row[place]
        if term is None or not term.value:
            return NOTHING
        names = term.value.split(", ")
        links = tuple(Link(name, texts.href(f"{texts.base}id/{ministries[name].id}")) for name in names)
        return ResultCell(term.value, links=links) if len(links) > 1 else ResultCell(term.value, links[0].href)

    return cell


def _is_number(terms: Terms) -> bool:
    """Return whether a column has numbers alone."""
    found = [term for term in terms if term]
    return bool(found) and all(term.datatype in NUMBERS for term in found)


def _role(name: str) -> str:
    """Return what the texts of a canned query's column are."""
    roles = {"date": DATES, "relation": RELATIONS, "class": CLASSES, "detail": DETAILS}
    return next((role for role, names in roles.items() if name in names), "")


def _maker(texts: TermText, place: int, iris: int | None, role: str) -> CellMaker:
    """Return the function that makes the cell of a column from a row."""

    def cell(row: Terms) -> ResultCell:
        term = row[place]
        if term is None:
            return NOTHING
        thing = row[iris] if iris is not None else None
        if thing is None:
            return texts.cell(term, role=role)
        return ResultCell(term.value, texts.link(texts.iris(thing)[0]).href, language=_foreign(term, texts))

    return cell


def _foreign(term: ResultTerm, texts: TermText) -> str:
    """Return the language of a text that is not in that of the page."""
    return "" if term.language == texts.language else term.language
