"""The contents of the lists, made once for each version.

In: the rows of canned queries. Out: contents and the named things.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from ruhrgraph.graph.rdf.terms import LABEL
from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.canned_rows import CannedRows
from ruhrgraph.server.engine.limits import LARGE
from ruhrgraph.server.engine.rows import rows
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.web.lists.entries import ListContent, list_content, queries_of
from ruhrgraph.server.web.lists.large_list import LargeList, large_list
from ruhrgraph.server.web.lists.list_definition import ListDefinition

_ENGLISH = """SELECT DISTINCT ?thing ?label {{
  ?thing a <{base}ontology#Ressort> ; <{label}> ?label
  FILTER(LANG(?label) = "en")
}}"""


@dataclass
class ListService:
    """Knows the content of each list in the version in use."""

    rows: CannedRows
    _contents: dict[str, ListContent] = field(default_factory=dict)
    _making: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def content(self, definition: ListDefinition) -> ListContent:
        """Return the content of a list.

        Raises:
            RuhrgraphError: A query could not be answered.

        """
        async with self._making[definition.path]:
            digest = await self.rows.digest()
            known = self._contents.get(definition.path)
            if known is None or known.digest != digest:
                tables = {name: await self.rows.get(name) for name in queries_of(definition)}
                things, english = await self.rows.things(), await self._english()
                known = await in_thread(list_content, definition, tables, things, digest, english)
                self._contents[definition.path] = known
            return known

    async def large(self, definition: ListDefinition) -> LargeList | None:
        """Return a list of which only pages are read, None where the version is not large; raises as `content`."""
        digest, facts = await self.rows.engine.facts(self.rows.seconds)
        if facts.triples <= LARGE:
            return None
        return large_list(definition, await self.rows.things(), digest, await self._english())

    async def read_ahead(self, definitions: Iterable[ListDefinition]) -> None:
        """Make the contents of lists before somebody asks; what cannot be answered now is left."""
        with suppress(RuhrgraphError):
            for definition in definitions:
                await self.content(definition)

    async def _english(self) -> dict[str, str]:
        """Return the English names of ministries by IRI; all else is named in German alone."""
        _, found = await rows(
            self.rows.engine, _ENGLISH.format(base=self.rows.base, label=LABEL.value), self.rows.seconds
        )
        return {row["thing"].value: row["label"].value for row in found}
