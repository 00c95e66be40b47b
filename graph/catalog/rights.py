"""The German sentences of the catalogue on provenance and rights.

In: the summary of a version. Out: German text.
"""

from collections.abc import Mapping

from ruhrgraph.graph.catalog.version_summary import Source, VersionSummary

_HOW: Mapping[str, str] = {
    "build": "Diese Version ist so, wie das Programm die Dokumente gelesen hat.",
    "update": "Zuletzt wurde der Datensatz über die Schreibschnittstelle geändert (SPARQL Update).",
    "store": "Zuletzt wurde der Datensatz über die Schreibschnittstelle geändert (Graph Store Protocol).",
}
_RIGHTS_OF_FACTS = "Fakten, die aus veröffentlichten Dokumenten gelesen oder von Hand gepflegt sind."
GEONAMES = "Koordinaten und Kennungen der Orte: GeoNames (https://www.geonames.org/), CC BY 4.0"
_GEONAMES_LICENCE = f"{GEONAMES} (https://creativecommons.org/licenses/by/4.0/)."


def provenance(summary: VersionSummary) -> str:
    """Return the sentences on how a version came about."""
    read = f"Gelesen aus: {'; '.join(map(_source, summary.sources))}. " if summary.sources else ""
    return (
        f"{read}Jede Aussage aus einem Dokument trägt ihren Beleg: Dokument, Zeichenbereich und Wortlaut. "
        f"Ressorts, Orte und Organisationen sind von Hand gepflegt. {GEONAMES}. {_HOW.get(summary.kind, '')}".strip()
    )


def rights_of_texts(summary: VersionSummary) -> str:
    """Return the sentences on the rights to the texts of the documents."""
    return (
        f"Die aus den Dokumenten übernommenen Texte und Zitate sind die ihres Herausgebers ({publishers(summary)}); "
        "an ihnen werden hier keine Rechte eingeräumt. Die Fakten allein gibt es unter freier Lizenz im Datensatz "
        f"ohne diese Texte. {_GEONAMES_LICENCE}"
    )


def rights_of_facts() -> str:
    """Return the sentences on the rights to the facts, among them coordinates and identifiers of places."""
    return f"{_RIGHTS_OF_FACTS} {_GEONAMES_LICENCE}"


def publishers(summary: VersionSummary) -> str:
    """Return the publishers of the documents."""
    found = sorted({source.publisher for source in summary.sources if source.publisher})
    return ", ".join(found) or "in den Dokumenten nicht genannt"


def _source(source: Source) -> str:
    """Return the description of a source document."""
    told = [
        source.publisher,
        f"veröffentlicht am {source.published_on}" if source.published_on else None,
        source.address,
        f"gelesen am {source.read_on}" if source.read_on else None,
    ]
    known = ", ".join(filter(None, told))
    return f"„{source.title}“ ({known})" if known else f"„{source.title}“"
