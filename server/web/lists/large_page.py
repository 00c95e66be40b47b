"""The page of a large list: its table, without what would need all rows.

In: a list, and the entries of a page. Out: the same values for the template as of any list.
"""

from collections.abc import Sequence
from dataclasses import replace

from ruhrgraph.server.http.tables import PagePlace
from ruhrgraph.server.language import in_language
from ruhrgraph.server.web.lists.entries import Entry
from ruhrgraph.server.web.lists.large_list import LargeList
from ruhrgraph.server.web.lists.page import ListPage, Reader, class_of, introduction, page_table
from ruhrgraph.server.web.lists.selection import ListQuery, Selection


def large_page(listed: LargeList, place: PagePlace, entries: Sequence[Entry], reader: Reader) -> ListPage:
    """Return what the page of a large list shows.

    Args:
        listed: The list.
        place: Which of its entries the page has.
        entries: These entries.
        reader: For whom the page is.

    """
    definition, total = listed.definition, len(listed.entities)
    title = in_language(reader.language, definition.title.de, definition.title.en)
    query = ListQuery({}, page=str(place.page))
    table = page_table(definition, replace(place, start=0), query, Selection(tuple(entries), {}), reader)
    return ListPage(
        title=title,
        introduction=introduction(class_of(definition, reader.base), reader.language),
        total=total,
        table=replace(table, total=total, sorted_by="", is_sortable=False),
        facets=(),
        chosen=(),
        hidden=(),
        text="",
        download="?",
        views=(),
        drawing=None,
        is_large=True,
    )
