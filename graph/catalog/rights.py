"""The sentences of the catalogue on provenance and rights, in both languages.

In: the summary of a version. Out: texts.
"""

from collections.abc import Mapping

from ruhrgraph.graph.catalog.version_summary import Source, VersionSummary
from ruhrgraph.graph.rdf.edtf_words import date_words
from ruhrgraph.graph.schema.ontology import Text

_HOW: Mapping[str, Text] = {
    "build": Text(
        "Diese Version ist so, wie das Programm die Dokumente gelesen hat.",
        "This version is as the program read the documents.",
    ),
    "update": Text(
        "Zuletzt wurde der Datensatz über die Schreibschnittstelle geändert (SPARQL Update).",
        "The dataset was last changed through the interface for writes (SPARQL Update).",
    ),
    "store": Text(
        "Zuletzt wurde der Datensatz über die Schreibschnittstelle geändert (Graph Store Protocol).",
        "The dataset was last changed through the interface for writes (Graph Store Protocol).",
    ),
}
_RIGHTS_OF_FACTS = Text(
    "Fakten, die aus veröffentlichten Dokumenten gelesen oder von Hand gepflegt sind.",
    "Facts that were read from published documents or are kept by hand.",
)
GEONAMES = Text(
    "Koordinaten und Kennungen der Orte: GeoNames (https://www.geonames.org/), CC BY 4.0",
    "Coordinates and identifiers of places: GeoNames (https://www.geonames.org/), CC BY 4.0",
)
_GEONAMES_LICENCE = "(https://creativecommons.org/licenses/by/4.0/)."


def provenance(summary: VersionSummary) -> Text:
    """Return the sentences on how a version came about."""
    how = _HOW.get(summary.kind, Text("", ""))
    read = Text("", "")
    if summary.sources:
        read = Text(
            f"Gelesen aus: {'; '.join(_source(source).de for source in summary.sources)}. ",
            f"Read from: {'; '.join(_source(source).en for source in summary.sources)}. ",
        )
    return Text(
        f"{read.de}Jede Aussage aus einem Dokument trägt ihren Beleg: Dokument, Zeichenbereich und Wortlaut. "
        f"Ressorts, Orte und Organisationen sind von Hand gepflegt. {GEONAMES.de}. {how.de}".strip(),
        f"{read.en}Each statement from a document carries its evidence: document, range of characters and wording. "
        f"Ministries, places and organisations are kept by hand. {GEONAMES.en}. {how.en}".strip(),
    )


def rights_of_texts(summary: VersionSummary) -> Text:
    """Return the sentences on the rights to the texts of the documents."""
    of = publishers(summary)
    return Text(
        f"Die aus den Dokumenten übernommenen Texte und Zitate sind die ihres Herausgebers ({of.de}); "
        "an ihnen werden hier keine Rechte eingeräumt. Die Fakten allein gibt es unter freier Lizenz im Datensatz "
        f"ohne diese Texte. {GEONAMES.de} {_GEONAMES_LICENCE}",
        f"Texts and quotes taken from the documents are those of their publisher ({of.en}); no rights to them are "
        "granted here. The facts alone are under a free licence in the dataset without these texts. "
        f"{GEONAMES.en} {_GEONAMES_LICENCE}",
    )


def rights_of_facts() -> Text:
    """Return the sentences on the rights to the facts, among them coordinates and identifiers of places."""
    return Text(
        f"{_RIGHTS_OF_FACTS.de} {GEONAMES.de} {_GEONAMES_LICENCE}",
        f"{_RIGHTS_OF_FACTS.en} {GEONAMES.en} {_GEONAMES_LICENCE}",
    )


def publishers(summary: VersionSummary) -> Text:
    """Return the publishers of the documents."""
    found = ", ".join(sorted({source.publisher for source in summary.sources if source.publisher}))
    return Text(found or "in den Dokumenten nicht genannt", found or "not named in the documents")


def _source(source: Source) -> Text:
    """Return the description of a source document."""
    told = (
        Text(source.publisher, source.publisher) if source.publisher else None,
        _dated("veröffentlicht am", "published on", source.published_on),
        Text(source.address, source.address) if source.address else None,
        _dated("gelesen am", "read on", source.read_on),
    )
    known = [text for text in told if text]
    if not known:
        return Text(f"„{source.title}“", f"“{source.title}”")
    return Text(
        f"„{source.title}“ ({', '.join(text.de for text in known)})",
        f"“{source.title}” ({', '.join(text.en for text in known)})",
    )


def _dated(de: str, en: str, day: str | None) -> Text | None:
    """Return words with a day, if it is known."""
    if not day:
        return None
    return Text(f"{de} {date_words(day, 'de', in_full=True)}", f"{en} {date_words(day, 'en', in_full=True)}")
