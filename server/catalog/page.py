"""The catalogue as a page for people: which datasets there are, under which licence, and the ways to them.

In: what the catalogue tells of. Out: HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ruhrgraph.graph.catalog.dcat import Content
from ruhrgraph.graph.catalog.rights import provenance, rights_of_places, rights_of_texts
from ruhrgraph.graph.catalog.stable_part import FACTS, PARTS
from ruhrgraph.graph.rdf.formats import Format
from ruhrgraph.server.http.templates import render


@dataclass(frozen=True, slots=True)
class Shelf:
    """A dataset as the page shows it."""

    path: str
    iri: str
    title: str
    text: str
    licence: str
    rights: str
    files: int


def shelves(content: Content, root: str, forms: Sequence[Format]) -> bytes:
    """Return the page.

    Args:
        content: What to show.
        root: The path of the server's root.
        forms: The forms in which the catalogue is to be had.

    """
    facts, place = content.facts, content.place
    parts = [
        Shelf(
            path=part.path,
            iri=part.iri(place.base).value,
            title=part.title.german,
            text=part.text.german,
            licence=place.offer.licence if part is FACTS else place.offer.licence_of_texts,
            rights=rights_of_places() if part is FACTS else rights_of_texts(facts),
            files=sum(item.part is part for item in content.downloads),
        )
        for part in PARTS
    ]
    shown = {"facts": facts, "parts": parts, "forms": forms, "offer": place.offer, "provenance": provenance(facts)}
    return render("catalog.html", root=root, **shown).encode()
