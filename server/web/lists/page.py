"""The page of a list: introduction, facets, chosen values, table.

In: a definition, its content and what an address asks for. Out: plain values for the template.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from ruhrgraph.graph.schema.ontology import Class, Text, vocabulary
from ruhrgraph.server.http.tables import Cell, Column, PagePlace, Table, page_place
from ruhrgraph.server.http.urls import page_link
from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.language.collation import din_5007
from ruhrgraph.server.language.dates import date_text
from ruhrgraph.server.language.numbers import number_text
from ruhrgraph.server.web.lists.drawings import NAMES, list_map, list_timeline
from ruhrgraph.server.web.lists.entries import NOT_STATED, Entry, FacetValue, ListContent, Value
from ruhrgraph.server.web.lists.list_definition import Facet, ListColumn, ListDefinition
from ruhrgraph.server.web.lists.selection import ListQuery, Selection

_SHOWN = 8
"""How many values of a facet stand there at once."""
_MOST = 60
"""How many values of a facet a page has, so that it stays small; the others need a further choice first."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_TECHNICAL = re.compile(r"\b[a-z]{2,}:[A-Za-z]")
"""The short name of a term, as only readers of RDF know it."""
_BY_KEY = ("themenforum",)


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value of a facet: its text, how many rows it has, and the address that chooses it or gives it up.

    `language` is that of the text where it is not that of the page.
    """

    label: str
    language: str
    count: int
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet: the values that stand there at once, those in a fold, and how many are left out."""

    name: str
    label: str
    links: tuple[FacetLink, ...]
    folded: tuple[FacetLink, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class ChosenValue:
    """A filter that is on: its facet, its value, the address without it; `is_known` unless no row can have it."""

    facet: str
    label: str
    href: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A view of the list: the table or a drawing."""

    label: str
    href: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """All that the page of a list shows."""

    title: str
    introduction: str
    total: int
    table: Table
    facets: tuple[FacetView, ...]
    chosen: tuple[ChosenValue, ...]
    hidden: tuple[tuple[str, str], ...]
    """The parameters that the form of the text filter passes on."""
    text: str
    download: str
    """The query string of the table as CSV."""
    views: tuple[ViewLink, ...]
    drawing: Markup | None
    """What stands in place of the table."""
    is_large: bool = False
    """Whether it is without filters and orders, as nobody holds all rows."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the language, the base of the IRIs, and the path that links to pages begin with."""

    language: Language
    base: str
    home: str

    def page(self, iri: str) -> str:
        """Return the address of a thing's page; an IRI from elsewhere is its own."""
        return page_link(iri, self.base, self.home)


def list_page(
    definition: ListDefinition, content: ListContent, query: ListQuery, selection: Selection, reader: Reader
) -> ListPage:
    """Return what the page of a list shows.

    Args:
        definition: The list.
        content: All that it can show.
        query: What the address asks for.
        selection: The rows of that.
        reader: For whom the page is.

    Raises:
        BadRequestError: The list has no such page.

    """
    place = page_place(len(selection.entries), len(definition.columns), query.page)
    return ListPage(
        title=_text(definition.title, reader.language),
        introduction=introduction(class_of(definition, reader.base), reader.language),
        total=len(content.entries),
        table=page_table(definition, place, query, selection, reader),
        facets=tuple(_facet(facet, content, query, selection, reader.language) for facet in definition.facets),
        chosen=tuple(_chosen(definition, content, query, reader.language)),
        hidden=tuple(
            (name, value)
            for name, given in query.values().items()
            if name not in ("q", "page")
            for value in ((given,) if isinstance(given, str) else given)
        ),
        text=query.text,
        download=replace(query, page="", drawing="").address(),
        views=tuple(
            ViewLink(_text(NAMES[name], reader.language), replace(query, drawing=name).address(), name == query.drawing)
            for name in ("", *definition.drawings)
        ),
        drawing=_drawing(definition, content, query, selection.entries, place, reader),
    )


def class_of(definition: ListDefinition, base: str) -> Class:
    """Return the class of the things of a list."""
    return next(class_ for class_ in vocabulary(base).classes if class_.name == definition.class_name)


def introduction(class_: Class, language: Language) -> str:
    """Return what a class means: its comment without the sentences for readers of RDF."""
    sentences = _SENTENCE.split(in_language(language, class_.comment.de, class_.comment.en))
    return " ".join(sentence for sentence in sentences if not _TECHNICAL.search(sentence))


def value_text(value: Value, column: ListColumn, language: Language) -> str:
    """Return the text of a value as a reader writes it."""
    if column.form == "date":
        return date_text(value.text, language)
    if column.form in ("number", "count") and value.text.isdecimal():
        return number_text(int(value.text), language)
    return in_language(language, value.text, value.english or value.text)


def _drawing(
    definition: ListDefinition,
    content: ListContent,
    query: ListQuery,
    entries: Sequence[Entry],
    place: PagePlace,
    reader: Reader,
) -> Markup | None:
    """Return the drawing that is asked for: a map of all rows, or the timeline of those of the page."""
    if not (query.drawing and entries):
        return None
    if query.drawing == "zeitstrahl":
        return list_timeline(entries[place.start : place.stop], reader.language, reader.page)
    title = _text(definition.title, reader.language)
    towns = replace(query, drawing="", page="", chosen={**query.chosen, "gemeinde": ()})
    return list_map(content, entries, title, reader.language, lambda key: towns.toggled("gemeinde", key).address())


def page_table(
    definition: ListDefinition, place: PagePlace, query: ListQuery, selection: Selection, reader: Reader
) -> Table:
    """Return the part of the table that the page shows; only its cells are written."""
    columns = tuple(
        Column(column.name, _text(column.label, reader.language), column.form in ("number", "count"))
        for column in definition.columns
    )
    sort = query.sort or definition.sort
    return Table(
        columns=columns,
        rows=tuple(
            tuple(_cell(column, entry, reader) for column in definition.columns)
            for entry in selection.entries[place.start : place.stop]
        ),
        total=len(selection.entries),
        page=place.page,
        pages=place.pages,
        sorted_by=sort.removeprefix("-"),
        descending=sort.startswith("-"),
        values=query.values(),
    )


def _cell(column: ListColumn, entry: Entry, reader: Reader) -> Cell:
    """Return a cell; several values are its parts. What the documents say is German."""
    language = "de" if reader.language == "en" and column.form in ("text", "person") else ""
    parts = tuple(
        Cell(
            value_text(value, column, reader.language),
            reader.page(value.iri),
            "" if value.english else language,
        )
        for value in entry.cells[column.name]
    )
    return parts[0] if len(parts) == 1 else Cell("", parts=parts)


def _facet(facet: Facet, content: ListContent, query: ListQuery, selection: Selection, language: Language) -> FacetView:
    """Return a facet with the values that leave some rows, and those that are chosen."""
    counts, chosen = selection.counts[facet.name], query.chosen.get(facet.name, ())
    known = {**content.facets[facet.name], NOT_STATED: FacetValue(NOT_STATED, "")}
    shown = [value for value in known.values() if counts.get(value.key) or value.key in chosen]
    if facet.kind in _BY_KEY or facet.form == "months":
        shown.sort(key=lambda value: (value.key == NOT_STATED, din_5007(value.key)))
    else:
        shown.sort(key=lambda value: (value.key == NOT_STATED, -counts.get(value.key, 0), din_5007(value.label)))
    links = [
        FacetLink(
            facet_text(value, facet, language),
            "" if language == "de" or value.english or facet.form == "months" or value.key == NOT_STATED else "de",
            counts.get(value.key, 0),
            query.toggled(facet.name, value.key).address(),
            value.key in chosen,
        )
        for value in shown
    ]
    return FacetView(
        name=facet.name,
        label=_text(facet.label, language),
        links=tuple(links[:_SHOWN]),
        folded=tuple(links[_SHOWN:_MOST]),
        left_out=max(0, len(links) - _MOST),
    )


def facet_text(value: FacetValue, facet: Facet, language: Language) -> str:
    """Return the name of a facet value for readers."""
    if value.key == NOT_STATED:
        return in_language(language, "ohne Angabe", "not stated")
    if facet.form == "months":
        return date_text(value.label, language)
    return in_language(language, value.label, value.english or value.label)


def _chosen(
    definition: ListDefinition, content: ListContent, query: ListQuery, language: Language
) -> Iterator[ChosenValue]:
    """Yield the filters that are on."""
    for facet in definition.facets:
        known = content.facets[facet.name]
        for key in query.chosen.get(facet.name, ()):
            value = known.get(key, FacetValue(key, key))
            yield ChosenValue(
                _text(facet.label, language),
                facet_text(value, facet, language),
                query.toggled(facet.name, key).address(),
                key in known or key == NOT_STATED,
            )
    if query.text:
        quoted = in_language(language, f"„{query.text}“", f"“{query.text}”")
        yield ChosenValue("Text", quoted, replace(query, text="", page="").address(), is_known=True)


def _text(text: Text, language: Language) -> str:
    return in_language(language, text.de, text.en)
