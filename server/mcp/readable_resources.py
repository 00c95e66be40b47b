"""What can be read by IRI: the ontology, the source documents and their passages, and the description of each thing.

In: an IRI of the data. Out: Turtle or text. The same IRIs give the same by HTTP.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ruhrgraph.ontology import turtle
from ruhrgraph.ontology.errors import ThingNotFoundError
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.mcp.document_texts import document_texts
from ruhrgraph.server.mcp.graph_access import GraphAccess
from ruhrgraph.server.resources.description_query import describe

TURTLE: Final = "text/turtle"
TEXT: Final = "text/plain"
_SOURCES = "SELECT ?source ?title {{ ?source a <{base}ontology#Quelle> ; <http://purl.org/dc/terms/title> ?title }}"
_PASSAGE = re.compile(r"(?P<name>[\w.~-]{1,200})(?:#char=(?P<start>\d{1,12}),(?P<end>\d{1,12}))?", re.ASCII)
_LONGEST_IRI = 2000


@dataclass(frozen=True, slots=True)
class Readable:
    """Something to read, or, with braces in its IRI (RFC 6570), a kind of things to read."""

    iri: str
    name: str
    title: str
    description: str
    media_type: str


async def readable_resources(access: GraphAccess) -> list[Readable]:
    """Return the ontology and the source documents of the version in use.

    Raises:
        RuhrgraphError: A query could not be answered.

    """
    ontology = Readable(
        f"{access.base}ontology",
        "ontology",
        "The ontology",
        "All classes and properties",
        TURTLE,
    )
    found = await access.rows(_SOURCES.format(base=access.base))
    titles = {row["source"].value: row["title"].value for row in found}
    return [ontology, *(_source(iri, title) for iri, title in sorted(titles.items()))]


def _source(iri: str, title: str) -> Readable:
    name = iri.rpartition("/")[2]
    return Readable(iri, name, title, "A source document, whose characters the quotes count; in German", TEXT)


def resource_templates(access: GraphAccess) -> list[Readable]:
    """Return the kinds of things that can be read by IRI."""
    base = access.base
    return [
        Readable(f"{base}id/{{kind}}/{{key}}", "thing", "A thing", "All statements about a thing with Belege", TURTLE),
        Readable(
            f"{base}source/{{name}}#char={{start}},{{end}}",
            "passage",
            "A passage",
            "The characters of a source document from start to end, the end exclusive (RFC 5147), to check a quote",
            TEXT,
        ),
    ]


async def read_resource(access: GraphAccess, iri: str) -> tuple[str, str]:
    """Return the media type and the text of what an IRI names.

    Raises:
        ThingNotFoundError: There is nothing of that IRI.
        RuhrgraphError: A query could not be answered.

    """
    path = iri.removeprefix(access.base)
    if len(iri) <= _LONGEST_IRI and path != iri:
        if path == "ontology":
            return TURTLE, await asyncio.to_thread(turtle, "ruhrgraph", access.base)
        if path.startswith("id/"):
            return TURTLE, await _description(access, iri)
        if path.startswith("source/") and (place := _PASSAGE.fullmatch(path.removeprefix("source/"))):
            return TEXT, await _passage(access, place.groupdict())
    raise ThingNotFoundError(f"there is nothing to read at “{iri[:200]}”")


async def _description(access: GraphAccess, iri: str) -> str:
    """Return the description of a thing in Turtle.

    Raises:
        ThingNotFoundError: Nothing is known of it.

    """
    description = await describe(access.service, iri, 1)
    if not description.triples:
        raise ThingNotFoundError(f"nothing is known of “{iri[:200]}”; the tool `search` finds things")
    return (await in_thread(write_graph, description.triples, "ttl", access.base)).decode()


async def _passage(access: GraphAccess, place: Mapping[str, str | None]) -> str:
    """Return a source document, or a passage of it.

    Raises:
        ThingNotFoundError: There is no such document, or it has no such characters.

    """
    name = place["name"] or ""
    text = (await document_texts(access, (name,))).get(name)
    if text is None:
        raise ThingNotFoundError(f"there is no source document “{name}”")
    start, end = int(place["start"] or 0), len(text) if place["end"] is None else int(place["end"])
    if not start <= end <= len(text):
        raise ThingNotFoundError(f"the document {name} has {len(text)} characters, so no passage {start},{end}")
    return text[start:end]
