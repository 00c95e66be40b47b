"""The catalogue as a page for people: its datasets with licences and downloads, and the interfaces.

In: the content of the catalogue. Out: HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ruhrgraph.graph.catalog.dcat import CatalogContent
from ruhrgraph.graph.catalog.rights import provenance, rights_of_facts, rights_of_texts
from ruhrgraph.graph.catalog.stable_part import DATASETS, NETWORKS, TEXTS
from ruhrgraph.graph.rdf.formats import Format
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.templates import render


@dataclass(frozen=True, slots=True)
class DatasetSection:
    """A dataset as the page shows it."""

    path: str
    iri: str
    title: str
    text: str
    licence: str
    rights: str
    files: int
    folder: str


def render_catalog(content: CatalogContent, page: PageContext, formats: Sequence[Format]) -> bytes:
    """Return the page as HTML.

    Args:
        content: What to show.
        page: Where the page is.
        formats: The formats of the catalogue, to be linked.

    """
    summary, addresses = content.summary, content.addresses
    parts = [
        DatasetSection(
            path=dataset.path,
            iri=dataset.iri(addresses.base).value,
            title=dataset.title.de,
            text=dataset.text.de,
            licence=addresses.offer.licence_of_texts if dataset is TEXTS else addresses.offer.licence,
            rights=rights_of_texts(summary) if dataset is TEXTS else rights_of_facts(),
            files=sum(item.dataset is dataset for item in content.downloads),
            folder="network" if dataset is NETWORKS else "dumps/",
        )
        for dataset in DATASETS
    ]
    shown = {
        "summary": summary,
        "parts": parts,
        "formats": formats,
        "offer": addresses.offer,
        "provenance": provenance(summary),
    }
    return render(page, "catalog.html", **shown).encode()
