"""The representations of a document, and the links in its header: RFC 8288, FAIR Signposting, RFC 9264.

In: a document's address, what it is about. Out: representations by suffix, `Link` headers and linksets.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, Format
from ruhrgraph.graph.rdf.namespaces import SCHEMA
from ruhrgraph.server.http.negotiation import HTML

LINKSET: Final = Format("linkset", "application/linkset+json")
DESCRIPTION_FORMATS: Final = (HTML, *RDF_FORMATS, LINKSET)
"""The formats of a description, the preferred one first."""
_ALL_SUFFIXES: Final = frozenset(
    {name for format_ in DESCRIPTION_FORMATS for name in (format_.name, *format_.short_names) if name.isalnum()}
    | {"htm"}
)
_ABOUT_PAGE: Final = f"{SCHEMA}AboutPage"


@dataclass(frozen=True, slots=True)
class DocumentLinks:
    """What a document links to, besides its other representations.

    `address` is that of the document without suffix, `query` what follows it (`?page=2`, or nothing); `topic` and
    `collection` are IRIs; `types` the classes of the thing; `pages` the addresses of other pages by relation.
    """

    address: str
    query: str
    topic: str
    collection: str
    licence: str
    author: str
    types: tuple[str, ...]
    pages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Representation:
    """A document in one format: its suffix, its name for people, its media type and address."""

    suffix: str
    name: str
    media_type: str
    address: str


def split_suffix(path: str) -> tuple[str, str | None]:
    """Return a path without the suffix that names a format, and that suffix; all other dots belong to the name."""
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and stem and suffix in _ALL_SUFFIXES else (path, None)


def representations(address: str, query: str = "") -> tuple[Representation, ...]:
    """Return the representations of a document.

    Args:
        address: Its address without suffix; below one that ends in `/`, `?format=` names them.
        query: What follows the address, with its `?`, or nothing.

    """
    named = [
        (HTML.name, "HTML", HTML.media_type),
        *((item.suffix, item.title, item.media_type) for item in RDF_FORMATS),
    ]
    return tuple(
        Representation(suffix, title, type_, _with_suffix(address, suffix, query)) for suffix, title, type_ in named
    )


def rdf_representations(address: str) -> tuple[Representation, ...]:
    """Return the representations of a document as RDF, by its address without suffix."""
    return tuple(item for item in representations(address) if item.suffix != HTML.name)


def link_header(links: DocumentLinks, shown: Format) -> str:
    """Return the `Link` header of a document in one of its formats."""
    return ", ".join(
        f'<{target}>; rel="{relation}"' + "".join(f'; {name}="{value}"' for name, value in attributes.items())
        for relation, target, attributes in _links(links, shown)
    )


def linkset(links: DocumentLinks, anchor: str) -> bytes:
    """Return the links of the HTML page as a linkset (RFC 9264), of a document at an absolute address."""
    relations: dict[str, list[dict[str, str]]] = {}
    for relation, target, attributes in _links(links, HTML):
        if relation != "linkset":
            relations.setdefault(relation, []).append({"href": target, **attributes})
    return json.dumps({"linkset": [{"anchor": anchor, **relations}]}, ensure_ascii=False, indent=1).encode() + b"\n"


def _links(document: DocumentLinks, shown: Format) -> Sequence[tuple[str, str, dict[str, str]]]:
    """Return relation, target and attributes of each link."""
    all_representations = representations(document.address, document.query)
    links: list[tuple[str, str, dict[str, str]]] = [
        ("cite-as", document.topic, {}),
        ("author", document.author, {}),
        ("license", document.licence, {}),
        ("collection", document.collection, {}),
        *(("type", iri, {}) for iri in (_ABOUT_PAGE, *document.types)),
    ]
    others = [item for item in all_representations if item.media_type != shown.media_type]
    links += [("alternate", item.address, {"type": item.media_type}) for item in others]
    if shown is HTML:
        links += [("describedby", item.address, {"type": item.media_type}) for item in others]
    else:
        links.append(("describes", document.topic, {}))
    links.append(
        ("linkset", _with_suffix(document.address, LINKSET.name, document.query), {"type": LINKSET.media_type})
    )
    links += [(relation, address, {}) for relation, address in document.pages.items()]
    return links


def _with_suffix(address: str, suffix: str, query: str) -> str:
    """Return the address of a representation."""
    if address.endswith("/"):
        return f"{address}{query}{'&' if query else '?'}format={suffix}"
    return f"{address}.{suffix}{query}"
