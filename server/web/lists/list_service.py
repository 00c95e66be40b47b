"""The contents of the lists, made once for each version.

In: the rows of canned queries. Out: contents and the named things.
"""

from dataclasses import dataclass, field

from ruhrgraph.server.engine.canned_rows import CannedRows
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.web.lists.entries import ListContent, list_content, queries_of
from ruhrgraph.server.web.lists.list_definition import ListDefinition


@dataclass
class ListService:
    """Knows the content of each list in the version in use."""

    rows: CannedRows
    _contents: dict[str, ListContent] = field(default_factory=dict)

    async def content(self, definition: ListDefinition) -> ListContent:
        """Return the content of a list.

        Raises:
            RuhrgraphError: A query could not be answered.

        """
        digest = await self.rows.digest()
        known = self._contents.get(definition.path)
        if known is None or known.digest != digest:
            tables = {name: await self.rows.get(name) for name in queries_of(definition)}
            known = await in_thread(list_content, definition, tables, await self.rows.things(), digest)
            self._contents[definition.path] = known
        return known
