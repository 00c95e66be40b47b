"""The documents about things, whole: found in the cache or made, in the form that a client wants.

In: the IRI of a thing and of its document, a page, a form. Out: bytes with their links, or an error for what is unknown
or gone. Documents of one version are kept; another version empties the cache.
"""

import asyncio
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field

import pyoxigraph as ox

from ruhrgraph.graph.changes.recorder import was_described
from ruhrgraph.graph.rdf.document_metadata import DescriptionDocument, document_triples, named_graph_triples
from ruhrgraph.graph.rdf.terms import TYPE
from ruhrgraph.ontology.errors import DataFolderError, ThingGoneError, ThingNotFoundError
from ruhrgraph.server.changes.recorder import ChangeRecorder
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.http.cache import Cache, CachedAnswer, entity_tag
from ruhrgraph.server.http.negotiation import HTML, Chosen
from ruhrgraph.server.http.templates import TEMPLATES_HASH, render
from ruhrgraph.server.http.urls import local_url
from ruhrgraph.server.resources.description_query import Told, count_of, links, told_of
from ruhrgraph.server.resources.links import Signs, forms, header
from ruhrgraph.server.resources.page import view
from ruhrgraph.server.sparql.service import QueryService

_MAX_TOLD = 256
_MAX_DOCUMENTS, _MAX_BYTES = 10_000, 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which document is wanted.

    `topic` is the IRI of the thing; `path` that of the document below base and root alike (`doc/projekt/13-01`);
    `root` that of the server at hand.
    """

    topic: str
    path: str
    page: int
    root: str
    chosen: Chosen

    @property
    def query(self) -> str:
        """What names the page in an address; nothing for the first."""
        return f"?page={self.page}" if self.page > 1 else ""

    @property
    def key(self) -> str:
        """What the document depends on besides the version."""
        parts = (self.topic, self.path, self.page, self.root, self.chosen.format.name, self.chosen.content_type)
        return f"{TEMPLATES_HASH} {parts}"


@dataclass
class Document(CachedAnswer):
    """A document with its `Link` header."""

    link: str = ""


@dataclass
class Recent:
    """What was told lately, of one version: who asks for a thing in one form often asks for another form next."""

    _digest: str = ""
    _told: OrderedDict[tuple[str, int], Told] = field(default_factory=OrderedDict)

    def find(self, digest: str, thing: tuple[str, int]) -> Told | None:
        """Return what a version said of a thing, on a page."""
        return self._told.get(thing) if digest == self._digest else None

    def keep(self, told: Told, thing: tuple[str, int]) -> None:
        """Keep what was told."""
        if told.digest != self._digest:
            self._told.clear()
            self._digest = told.digest
        self._told[thing] = told
        if len(self._told) > _MAX_TOLD:
            self._told.popitem(last=False)


@dataclass
class DescriptionService:
    """Makes and keeps the documents of an HTTP worker."""

    service: QueryService
    recorder: ChangeRecorder
    licence: str
    _told: Recent = field(default_factory=Recent)
    _cache: Cache = field(default_factory=lambda: Cache(_MAX_DOCUMENTS, _MAX_BYTES))

    def etag(self, wanted: Wanted) -> str:
        """Return the ETag that a document has in the version in use, if there is such a document."""
        return entity_tag(self.service.digest(), wanted.key)

    async def get(self, wanted: Wanted) -> Document:
        """Return a document.

        Raises:
            ThingNotFoundError: Nothing is said of the thing, or not on such a page.
            ThingGoneError: Only earlier versions say something of it.
            RuhrgraphError: The query could not be answered.

        """
        kept = self._cache.get(self.service.digest(), wanted.key)
        if isinstance(kept, Document):
            return kept
        told = await self._tell(wanted)
        document = self._written(wanted, told)
        self._cache.put(told.digest, wanted.key, document)
        return document

    def signs(self, wanted: Wanted, types: tuple[str, ...], *, more: bool) -> Signs:
        """Return what the links of a document say."""
        base, address = self.service.settings.base, f"{wanted.root}{wanted.path}"
        pages = {}
        if wanted.page > 1:
            pages["first"] = address
            pages["prev"] = f"{address}?page={wanted.page - 1}" if wanted.page > 2 else address  # noqa: PLR2004  # page 1 has no number
        if more:
            pages["next"] = f"{address}?page={wanted.page + 1}"
        return Signs(
            address=address,
            query=wanted.query,
            topic=wanted.topic,
            collection=f"{base}dataset",
            licence=self.licence,
            author=f"{base}#maintainers",
            types=types,
            pages=pages,
        )

    async def told(self, wanted: Wanted) -> tuple[Told, tuple[str, ...]]:
        """Return what is said of a thing, and its classes; as `get`."""
        told = await self._tell(wanted)
        return told, _types(wanted.topic, told)

    async def _tell(self, wanted: Wanted) -> Told:
        """Return what is said of a thing, with what is said of its document."""
        base = self.service.settings.base
        thing = (wanted.topic, wanted.page)
        if found := self._told.find(self.service.digest(), thing):
            return found
        told = await told_of(self.service, wanted.topic, wanted.page)
        triples = told.triples
        if wanted.path.startswith("graph/") and (count := await count_of(self.service, wanted.topic)):
            triples = (*named_graph_triples(wanted.topic, base, count), *triples)
            told = Told(triples, told.more, told.digest or self.service.digest())
        if not triples or (wanted.page > 1 and not any(links(triple, wanted.topic) for triple in triples)):
            await self._missing(wanted)
        self._told.keep(told, thing)
        return told

    async def _missing(self, wanted: Wanted) -> None:
        """Tell of a thing, or a page of it, that is not there."""
        if wanted.page > 1:
            raise ThingNotFoundError(f"there is no page {wanted.page} of <{wanted.topic}>; the first is without `page`")
        with suppress(DataFolderError):  # a log that cannot be written may still tell what it knows
            await self.recorder.wait_until_recorded()
        if await asyncio.to_thread(was_described, self.service.settings.data, wanted.topic):
            raise ThingGoneError(f"<{wanted.topic}> is gone: only earlier versions of the dataset say something of it")
        raise ThingNotFoundError(f"nothing is known of <{wanted.topic}>; start at /")

    def _written(self, wanted: Wanted, told: Told) -> Document:
        """Return a document, written."""
        base = self.service.settings.base
        signs = self.signs(wanted, _types(wanted.topic, told), more=told.more)
        if wanted.chosen.format is HTML:
            body = _page(wanted, signs, told.triples, base)
        else:
            paper = DescriptionDocument(f"{base}{wanted.path}", signs.collection, self.licence, wanted.page, told.more)
            triples = (*told.triples, *document_triples(paper, wanted.topic))
            body = write_graph(triples, wanted.chosen.format.name, base)
        etag = entity_tag(told.digest, wanted.key)
        return Document(wanted.chosen.content_type, etag, body, link=header(signs, wanted.chosen.format))


def _page(wanted: Wanted, signs: Signs, triples: tuple[ox.Triple, ...], base: str) -> bytes:
    """Return the page of a thing."""
    return render(
        "resource.html",
        root=wanted.root,
        view=view(wanted.topic, triples, base, wanted.root),
        signs=signs,
        page=wanted.page,
        forms=forms(signs.address, signs.query),
        link=local_url(wanted.topic, base, wanted.root),
    ).encode()


def _types(topic: str, told: Told) -> tuple[str, ...]:
    """Return the classes of a thing."""
    subject = ox.NamedNode(topic)
    found = [triple.object for triple in told.triples if triple.subject == subject and triple.predicate == TYPE]
    return tuple(sorted({kind.value for kind in found if isinstance(kind, ox.NamedNode)}))
