"""Answers to requests for descriptions, read: their triples, and the links in their header."""

import re
from html.parser import HTMLParser

import httpx
import pyoxigraph as ox

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
"""The header that browsers send."""
SUFFIXES = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "nq": ("application/n-quads", ox.RdfFormat.N_QUADS),
}


def triples(answer: httpx.Response, suffix: str = "ttl") -> set[ox.Quad]:
    """Return what an answer says."""
    assert answer.status_code == 200
    return set(ox.parse(answer.content, SUFFIXES[suffix][1]))


def says(said: set[ox.Quad], subject: str, predicate: str) -> set[str]:
    """Return the values of a property."""
    return {
        quad.object.value
        for quad in said
        if (quad.subject, quad.predicate) == (ox.NamedNode(subject), ox.NamedNode(predicate))
        and not isinstance(quad.object, ox.Triple)
    }


def links(answer: httpx.Response) -> dict[str, list[tuple[str, str]]]:
    """Return the links of the header: targets and media types by relation."""
    found: dict[str, list[tuple[str, str]]] = {}
    for target, relation, media_type in re.findall(
        r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?', answer.headers["link"]
    ):
        found.setdefault(relation, []).append((target, media_type))
    return found


_VOID_ELEMENTS = {"meta", "link", "br", "hr", "img", "input"}


class Outline(HTMLParser):
    """Reads a page: its ids, its links, its headings; complains of elements that are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.headings: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag == "a":
            self.hrefs.append(given["href"] or "")
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        if tag not in _VOID_ELEMENTS:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        assert self._open.pop() == tag
