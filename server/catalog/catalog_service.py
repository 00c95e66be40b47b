"""The content of the catalogue, read once for each version.

In: the engine that answers queries, the data folder, the root of the server as a client sees it. Out: the content for
`ruhrgraph.graph.catalog`, the counts of the graphs, and a cache of what was written.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ruhrgraph.graph.catalog.addresses import CatalogAddresses
from ruhrgraph.graph.catalog.dcat import CatalogContent
from ruhrgraph.graph.catalog.downloads import Download, dump_downloads, network_downloads, usual_downloads
from ruhrgraph.graph.catalog.version_summary import Rows, VersionSummary, queries, summarise, version_chain
from ruhrgraph.graph.catalog.void import GraphCount
from ruhrgraph.graph.dumps.dumps import Manifest, read_manifest
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.ontology.errors import DataFolderError
from ruhrgraph.server.catalog.quality import DataQuality, data_quality
from ruhrgraph.server.dumps.builder import wait_for_dumps
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.limits import LARGE, SHORT_SECONDS
from ruhrgraph.server.engine.rows import rows
from ruhrgraph.server.engine.statistics import Counts
from ruhrgraph.server.http.cache import Cache
from ruhrgraph.server.settings import Settings

_MOST_EXAMPLES = 12


@dataclass
class CatalogService:
    """Knows the summary and the dumps of the version in use; reads them again only when another version is in use.

    `answers` caches what was written for a version.
    """

    settings: Settings
    engine: Engine
    counts: Counts
    answers: Cache = field(default_factory=lambda: Cache(32 * 1024 * 1024))
    _summary: VersionSummary | None = None
    _dumps: Manifest | None = None
    _quality: tuple[str, DataQuality] | None = None
    _examples: tuple[str, tuple[str, ...]] = ("", ())

    async def digest(self) -> str:
        """Return the digest of the version in use.

        Raises:
            RuhrgraphError: No version answers.

        """
        digest, _ = await self.engine.facts(self.settings.query_timeout)
        return digest

    def version(self, digest: str) -> Version:
        """Return a version by its digest."""
        return Version(digest, self.settings.data / "versions" / digest)

    async def rows(self, query: str) -> Rows:
        """Return the rows of a query as text.

        Raises:
            RuhrgraphError: It cannot be answered.

        """
        _, found = await rows(self.engine, query, self.settings.query_timeout)
        return [{name: term.value for name, term in row.items()} for row in found]

    async def content(self, root: str) -> CatalogContent:
        """Return the content of the catalogue; where the dumps are not made yet, wait for them.

        Where they cannot be made, for want of room or otherwise, or those of a large version not soon, it names the
        usual ones, without size and checksum.

        Args:
            root: The root of the server, as an absolute URL.

        Raises:
            OverloadedError: The dumps are still being made.
            RuhrgraphError: A query cannot be answered.

        """
        known = await self.summary()
        if self._dumps is None or self._dumps.digest != known.digest:
            try:
                version = self.version(known.digest)
                self._dumps = await self._made(version, None if known.triples <= LARGE else SHORT_SECONDS)
            except DataFolderError:
                return self._content(known, usual_downloads(self.settings.offer), root)
        return self._content(known, dump_downloads(self._dumps, self.settings.offer), root)

    async def _made(self, version: Version, seconds: float | None) -> Manifest:
        """Return the dumps of a version, which are waited for so long; errors as of `wait_for_dumps`."""
        try:
            return await asyncio.wait_for(wait_for_dumps(version, self.settings.base, self.settings.writer), seconds)
        except TimeoutError:
            raise DataFolderError("the dumps of this large version are still being made") from None

    def has_downloads(self, digest: str) -> bool:
        """Return whether the downloads of a version are known."""
        return self._dumps is not None and self._dumps.digest == digest

    def dump_sizes(self, digest: str) -> Mapping[str, int]:
        """Return the sizes of a version's dumps by name, as far as they are known."""
        found = self._dumps if self._dumps and self._dumps.digest == digest else None
        return {file.name: file.bytes for file in found.files} if found else {}

    async def available_content(self, root: str) -> CatalogContent:
        """Return the content of the catalogue without waiting: downloads only if the dumps are made already.

        Raises:
            RuhrgraphError: A query cannot be answered.

        """
        known = await self.summary()
        if self._dumps is None or self._dumps.digest != known.digest:
            made = await asyncio.to_thread(read_manifest, self.version(known.digest))
            if made is None:
                return self._content(known, (), root)
            self._dumps = made
        return self._content(known, dump_downloads(self._dumps, self.settings.offer), root)

    async def summary(self) -> VersionSummary:
        """Return the summary of the version in use.

        Raises:
            RuhrgraphError: A query cannot be answered.

        """
        digest, figures = await self.engine.facts(self.settings.query_timeout)
        if self._summary is None or self._summary.digest != digest:
            found = {name: await self.rows(query) for name, query in queries(self.settings.base).items()}
            versions = await asyncio.to_thread(version_chain, self.settings.data)
            self._summary = summarise(digest, figures.triples, found, versions)
        return self._summary

    async def quality(self) -> DataQuality:
        """Return how good the data of the version in use are.

        Raises:
            RuhrgraphError: A query cannot be answered, or the report of the version cannot be read.

        """
        digest = await self.digest()
        if self._quality is None or self._quality[0] != digest:
            self._quality = digest, await data_quality(self.rows, self.version(digest), self.settings.base)
        return self._quality[1]

    async def graphs(self) -> Mapping[str, GraphCount]:
        """Return what each named graph holds; graphs and classes that are blank nodes (without a colon) are left out.

        Raises:
            RuhrgraphError: A query cannot be answered.

        """
        counted = await self.counts.of(self.engine, self.settings.query_timeout)
        return {
            name: GraphCount(
                graph.triples,
                {iri: held for iri, held in graph.classes.items() if ":" in iri},
            )
            for name, graph in counted.items()
            if ":" in name
        }

    async def examples(self) -> tuple[str, ...]:
        """Return the IRIs of examples, one for each class of the ontology; none of a large version.

        Raises:
            RuhrgraphError: A query cannot be answered.

        """
        digest, facts = await self.engine.facts(self.settings.query_timeout)
        if facts.triples > LARGE:
            return ()
        if self._examples[0] != digest:
            base = self.settings.base
            query = f"""SELECT ?class (MIN(STR(?thing)) AS ?iri) {{
  GRAPH ?g {{ ?thing a ?class }}
  FILTER(STRSTARTS(STR(?class), "{base}ontology#") && STRSTARTS(STR(?thing), "{base}id/"))
}} GROUP BY ?class ORDER BY ?class LIMIT {_MOST_EXAMPLES}"""
            self._examples = digest, tuple(row["iri"] for row in await self.rows(query))
        return self._examples[1]

    async def count_things(self) -> int:
        """Return how many things have a page.

        Raises:
            RuhrgraphError: A query cannot be answered.

        """
        found = await self.rows(f"SELECT (COUNT(DISTINCT ?thing) AS ?count) {self._pattern()}")
        return int(found[0]["count"])

    async def list_things(self, limit: int, offset: int) -> Sequence[str]:
        """Return the IRIs of things that have a page, in the order of their IRIs.

        Args:
            limit: How many at most.
            offset: How many to skip.

        Raises:
            RuhrgraphError: A query cannot be answered.

        """
        query = f"SELECT DISTINCT ?thing {self._pattern()} ORDER BY ?thing LIMIT {limit} OFFSET {offset}"
        _, found = await rows(self.engine, query, self.settings.query_timeout)
        return [row["thing"].value for row in found]

    def _pattern(self) -> str:
        """Return the graph pattern of things that have a page: those below `id/`."""
        below = f'STRSTARTS(STR(?thing), "{self.settings.base}id/")'
        return f"{{ GRAPH ?g {{ ?thing a ?class }} FILTER(isIRI(?thing) && {below}) }}"

    def _content(self, known: VersionSummary, downloads: tuple[Download, ...], root: str) -> CatalogContent:
        """Return the content of the catalogue."""
        addresses = CatalogAddresses(self.settings.base, root, self.settings.offer)
        return CatalogContent(known, (*downloads, *network_downloads(self.settings.offer)), addresses)
