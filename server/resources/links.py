"""The forms of a document about a thing, and the links in its header: RFC 8288, FAIR Signposting, RFC 9264.

In: a document's address, what it is about. Out: formats by suffix, `Link` headers and linksets.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, Format
from ruhrgraph.graph.rdf.namespaces import SCHEMA
from ruhrgraph.server.http.negotiation import HTML

LINKSET: Final = Format("linkset", "application/linkset+json")
FORMATS: Final = (HTML, *RDF_FORMATS, LINKSET)
"""The forms that a description has, the preferred one first."""
_ALL_SUFFIXES: Final = frozenset(
    {name for format_ in FORMATS for name in (format_.name, *format_.short_names) if name.isalnum()} | {"htm"}
)
_ABOUT_PAGE: Final = f"{SCHEMA}AboutPage"


@dataclass(frozen=True, slots=True)
class Signs:
    """What the links of a document say: all but its forms.

    `address` is that of the document without suffix, `query` what follows it (`?page=2`, or nothing); `topic` and
    `collection` are IRIs; `types` those of the thing; `pages` addresses of others by relation.
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
class Form:
    """One form of a document: its suffix, its name for people, its media type and address."""

    suffix: str
    name: str
    media_type: str
    address: str


def split(path: str) -> tuple[str, str | None]:
    """Return a path without the suffix that names a form, and that suffix; all other dots are a part of the name."""
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and stem and suffix in _ALL_SUFFIXES else (path, None)


def forms(address: str, query: str) -> tuple[Form, ...]:
    """Return the forms of a document.

    Args:
        address: Its address without suffix; one that ends in `/` has none, and names its forms by `?format=`.
        query: What follows the address, with its `?`, or nothing.

    """
    named = [
        (HTML.name, "HTML", HTML.media_type),
        *((item.suffix, item.title, item.media_type) for item in RDF_FORMATS),
    ]
    return tuple(Form(suffix, title, type_, _with_suffix(address, suffix, query)) for suffix, title, type_ in named)


def header(signs: Signs, shown: Format) -> str:
    """Return the `Link` header of a document in one of its forms."""
    return ", ".join(
        f'<{target}>; rel="{relation}"' + "".join(f'; {name}="{value}"' for name, value in attributes.items())
        for relation, target, attributes in _links(signs, shown)
    )


def linkset(signs: Signs, anchor: str) -> bytes:
    """Return the links of the HTML page as a linkset (RFC 9264), of a document at an absolute address."""
    links: dict[str, object] = {"anchor": anchor}
    for relation, target, attributes in _links(signs, HTML):
        if relation != "linkset":
            entries = links.setdefault(relation, [])
            assert isinstance(entries, list)  # noqa: S101  # for the type checker: only the anchor is none
            entries.append({"href": target, **attributes})
    return json.dumps({"linkset": [links]}, ensure_ascii=False, indent=1).encode() + b"\n"


def _links(signs: Signs, shown: Format) -> Sequence[tuple[str, str, dict[str, str]]]:
    """Return relation, target and attributes of each link."""
    all_forms = forms(signs.address, signs.query)
    links: list[tuple[str, str, dict[str, str]]] = [
        ("cite-as", signs.topic, {}),
        ("author", signs.author, {}),
        ("license", signs.licence, {}),
        ("collection", signs.collection, {}),
        *(("type", iri, {}) for iri in (_ABOUT_PAGE, *signs.types)),
    ]
    others = [form for form in all_forms if form.media_type != shown.media_type]
    links += [("alternate", form.address, {"type": form.media_type}) for form in others]
    if shown is HTML:
        links += [("describedby", form.address, {"type": form.media_type}) for form in others]
    else:
        links.append(("describes", signs.topic, {}))
    links.append(("linkset", _with_suffix(signs.address, LINKSET.name, signs.query), {"type": LINKSET.media_type}))
    links += [(relation, address, {}) for relation, address in signs.pages.items()]
    return links


def _with_suffix(address: str, suffix: str, query: str) -> str:
    """Return the address of a form."""
    if address.endswith("/"):
        return f"{address}{query}{'&' if query else '?'}format={suffix}"
    return f"{address}.{suffix}{query}"
