"""Answers to requests for descriptions, read: their triples, and the links in their header."""

import re

import httpx
import pyoxigraph as ox

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
