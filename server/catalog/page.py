"""The catalogue as a page for people: its datasets with licences and downloads, and the interfaces.

In: the content of the catalogue. Out: HTML.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ruhrgraph.graph.catalog.dcat import CatalogContent
from ruhrgraph.graph.catalog.downloads import Download
from ruhrgraph.graph.catalog.rights import provenance, rights_of_facts, rights_of_texts
from ruhrgraph.graph.catalog.stable_part import DATASETS, NETWORKS, TEXTS
from ruhrgraph.graph.rdf.formats import Format
from ruhrgraph.graph.schema.ontology import Text
from ruhrgraph.server.http.citation import Citation
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.templates import render
from ruhrgraph.server.language import Language, in_language

_LICENCE_NAMES: Mapping[str, Text] = {
    "dl-zero-de/2.0": Text("Datenlizenz Deutschland – Zero 2.0", "Data licence Germany – Zero 2.0"),
    "dl-by-de/2.0": Text("Datenlizenz Deutschland – Namensnennung 2.0", "Data licence Germany – attribution 2.0"),
    "cc-zero": Text("Creative Commons CC0 1.0", "Creative Commons CC0 1.0"),
    "cc-by/4.0": Text("Creative Commons Namensnennung 4.0", "Creative Commons Attribution 4.0"),
    "other-closed": Text("Andere geschlossene Lizenz", "Other closed licence"),
    "other-open": Text("Andere offene Lizenz", "Other open licence"),
}
"""The usual licences of the official list; others are shown by their name there."""


@dataclass(frozen=True, slots=True)
class DatasetSection:
    """A dataset as the page shows it."""

    path: str
    iri: str
    title: str
    text: str
    licence: str
    licence_name: str
    rights: str
    files: tuple[Download, ...]
    folder: str


def render_catalog(
    content: CatalogContent,
    page: PageContext,
    formats: Sequence[Format],
    cited: Citation,
    sizes: Mapping[str, int],
) -> bytes:
    """Return the page as HTML.

    Args:
        content: What to show.
        page: Where the page is.
        formats: The formats of the catalogue, to be linked.
        cited: How to cite the dataset.
        sizes: The sizes of the dumps by name, as far as they are known.

    """
    summary, offer = content.summary, content.addresses.offer
    shown = {
        "summary": summary,
        "parts": _sections(content, page.language),
        "formats": formats,
        "offer": offer,
        "provenance": _text(provenance(summary), page.language),
        "cited": cited,
        "sizes": sizes,
    }
    return render(page, "catalog.html", section="data", **shown).encode()


def _sections(content: CatalogContent, language: Language) -> list[DatasetSection]:
    """Return the datasets as the page shows them."""
    summary, addresses = content.summary, content.addresses
    sections = []
    for dataset in DATASETS:
        licence = addresses.offer.licence_of_texts if dataset is TEXTS else addresses.offer.licence
        name = licence.partition("/licenses/")[2]
        rights = rights_of_texts(summary) if dataset is TEXTS else rights_of_facts()
        sections.append(
            DatasetSection(
                path=dataset.path,
                iri=dataset.iri(addresses.base).value,
                title=_text(dataset.title, language),
                text=_text(dataset.text, language),
                licence=licence,
                licence_name=_text(_LICENCE_NAMES.get(name, Text(name, name)), language),
                rights=_text(rights, language),
                files=tuple(item for item in content.downloads if item.dataset is dataset),
                folder="network" if dataset is NETWORKS else "dumps/",
            )
        )
    return sections


def _text(text: Text, language: Language) -> str:
    """Return a text in the reader's language."""
    return in_language(language, text.de, text.en)
