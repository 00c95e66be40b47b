"""The documents that describe things: made in the form that a client wants, and cached for the version in use.

In: the IRI of a thing and of its document, a page, a form. Out: bytes with their links, or an error for what is unknown
or gone.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pyoxigraph as ox
from cachetools import LRUCache

from ruhrgraph.graph.rdf.document_metadata import DescriptionDocument, document_triples, named_graph_triples
from ruhrgraph.graph.rdf.terms import TYPE
from ruhrgraph.ontology.errors import ThingGoneError, ThingNotFoundError
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.http.cache import Cache, CachedAnswer
from ruhrgraph.server.http.citation import citation_of
from ruhrgraph.server.http.conditional import entity_tag
from ruhrgraph.server.http.negotiation import HTML, Chosen
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.templates import TEMPLATES_HASH, render
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.http.urls import local_url, page_link
from ruhrgraph.server.resources.description_query import Description, count_triples, describe, is_link
from ruhrgraph.server.resources.links import DocumentLinks, link_header, representations
from ruhrgraph.server.resources.page import PageValue, resource_page
from ruhrgraph.server.resources.pages.kinds import kind_of_address
from ruhrgraph.server.resources.pages.story import Findings, findings_for, story
from ruhrgraph.server.resources.pages.ties import ties_of
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.query_service import QueryService

_MAX_DESCRIPTIONS = 256


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """The document that a client asks for.

    `topic` is the IRI of the thing; `path` that of the document below base and root alike (`doc/projekt/13-01`);
    `root` the root of the server, as path or as URL; `context` where its page is.
    """

    topic: str
    path: str
    page: int
    root: str
    chosen: Chosen
    context: PageContext

    @property
    def key(self) -> str:
        """What the document depends on besides the version."""
        parts = (
            self.topic,
            self.path,
            self.page,
            self.root,
            self.chosen.format.name,
            self.chosen.content_type,
            self.context,
        )
        return f"{TEMPLATES_HASH} {parts}"


@dataclass
class CachedDocument(CachedAnswer):
    """A document with its `Link` header."""

    link: str = ""


@dataclass
class DescriptionService:
    """Makes and caches the documents of an HTTP worker."""

    service: QueryService
    licence: str
    was_described: Callable[[str], Awaitable[bool]]
    """Whether an earlier version said something of an IRI."""
    _recent: LRUCache[tuple[str, str, int], Description] = field(default_factory=lambda: LRUCache(_MAX_DESCRIPTIONS))
    """By version, thing and page, as a client that asks for one form often asks for another next."""
    _cache: Cache = field(default_factory=Cache)

    def etag(self, wanted: DocumentRequest) -> str:
        """Return the ETag of a document in the version in use; whether there is one is not looked up."""
        return entity_tag(self.service.digest(), wanted.key)

    async def get(self, wanted: DocumentRequest) -> CachedDocument:
        """Return a document.

        Raises:
            ThingNotFoundError: There are no statements about the thing, or none on such a page.
            ThingGoneError: Only earlier versions have statements about it.
            RuhrgraphError: The query could not be answered.

        """
        cached = self._cache.get(self.service.digest(), wanted.key)
        if isinstance(cached, CachedDocument):
            return cached
        description, found = await self._find(wanted)
        document = await in_thread(self._write, wanted, description, found)
        if not found.left_out:  # it may have been the load of the machine
            self._cache.put(description.digest, wanted.key, document)
        return document

    async def _find(self, wanted: DocumentRequest) -> tuple[Description, Findings]:
        """Return the description of a thing and what its page needs besides; both are asked for at once."""
        if wanted.chosen.format is not HTML or wanted.page > 1:
            return await self.describe(wanted), Findings()
        expected = kind_of_address(wanted.topic, self.service.settings.base)
        asked = asyncio.ensure_future(ties_of(self.service, expected, wanted.topic)) if expected else None
        try:
            description = await self.describe(wanted)
            return description, await findings_for(self.service, wanted.topic, description.triples, expected, asked)
        finally:
            if asked:
                asked.cancel()

    def links(self, wanted: DocumentRequest, description: Description) -> DocumentLinks:
        """Return what a document links to."""
        base, address = self.service.settings.base, f"{wanted.root}{wanted.path}"
        pages: dict[str, str] = {}
        if wanted.page > 1:
            pages |= {"first": address, "prev": f"{address}{_page_query(wanted.page - 1)}"}
        if description.more:
            pages["next"] = f"{address}{_page_query(wanted.page + 1)}"
        return DocumentLinks(
            address=address,
            query=_page_query(wanted.page),
            topic=wanted.topic,
            collection=f"{base}dataset",
            licence=self.licence,
            author=f"{base}#maintainers",
            types=_types(wanted.topic, description),
            pages=pages,
        )

    async def describe(self, wanted: DocumentRequest) -> Description:
        """Return the description of a thing; errors as for `get`."""
        if found := self._recent.get((self.service.digest(), wanted.topic, wanted.page)):
            return found
        found = await describe(self.service, wanted.topic, wanted.page)
        if wanted.path.startswith("graph/") and (count := await count_triples(self.service, wanted.topic)):
            triples = (*named_graph_triples(wanted.topic, self.service.settings.base, count), *found.triples)
            found = Description(triples, found.more, found.digest or self.service.digest())
        if not found.triples or (wanted.page > 1 and not any(is_link(each, wanted.topic) for each in found.triples)):
            raise await self._missing(wanted)
        self._recent[found.digest, wanted.topic, wanted.page] = found
        return found

    async def _missing(self, wanted: DocumentRequest) -> ThingNotFoundError | ThingGoneError:
        """Return the error for a thing, or a page of it, that is not there."""
        if wanted.page > 1:
            return ThingNotFoundError(
                f"there is no page {wanted.page} of <{wanted.topic}>; the first is without `page`"
            )
        if await self.was_described(wanted.topic):
            return ThingGoneError(f"<{wanted.topic}> is gone: only earlier versions of the dataset say something of it")
        return ThingNotFoundError(f"nothing is known of <{wanted.topic}>; start at /")

    def _write(self, wanted: DocumentRequest, description: Description, found: Findings) -> CachedDocument:
        """Return a document in the format asked for."""
        base = self.service.settings.base
        links = self.links(wanted, description)
        if wanted.chosen.format is HTML:
            body = _render(wanted, links, description.triples, found, self.service.settings)
        else:
            document = DescriptionDocument(
                f"{base}{wanted.path}", links.collection, self.licence, wanted.page, description.more
            )
            triples = (*description.triples, *document_triples(document, wanted.topic))
            body = write_graph(triples, wanted.chosen.format.name, base)
        etag = entity_tag(description.digest, f"{wanted.key}{' left out' if found.left_out else ''}")
        return CachedDocument(wanted.chosen.content_type, etag, body, link=link_header(links, wanted.chosen.format))


def _render(
    wanted: DocumentRequest, links: DocumentLinks, triples: tuple[ox.Triple, ...], found: Findings, settings: Settings
) -> bytes:
    """Return the page of a thing as HTML: the one of its kind, or the generic one."""
    page, base = wanted.context, settings.base
    view = resource_page(wanted.topic, triples, base, page.home, page.language)
    told = story(wanted.topic, triples, found, view, base, page)
    cited = citation_of(settings, page, told.heading if told else view.title, wanted.path)
    return render(
        page,
        "thing.html" if told else "resource.html",
        view=view,
        told=told,
        cited=cited,
        whole=found.whole and PageValue(found.whole.label, page_link(found.whole.thing, base, page.home)),
        links=links,
        page=wanted.page,
        table=found.left_out and f"{found.left_out.query}?{urlencode({found.left_out.query: wanted.topic})}",
        representations=representations(links.address, links.query),
        link=local_url(wanted.topic, base, page.home),
    ).encode()


def _page_query(page: int) -> str:
    """Return the query of a page's address, "" for the first page."""
    return f"?page={page}" if page > 1 else ""


def _types(topic: str, description: Description) -> tuple[str, ...]:
    """Return the classes of a thing."""
    subject = ox.NamedNode(topic)
    found = [each.object for each in description.triples if each.subject == subject and each.predicate == TYPE]
    return tuple(sorted({kind.value for kind in found if isinstance(kind, ox.NamedNode)}))
