"""The distributions of the datasets: files, the SPARQL endpoint as a way to the data, and canned queries as samples.

In: a notebook, the place, and what there is. Out: notes. Each distribution has exactly one licence of the official
list; a portal that finds none writes “closed” itself.
"""

import re

from pyoxigraph import NamedNode

from ruhrgraph.graph.catalog import controlled_lists as lists
from ruhrgraph.graph.catalog.addresses import Place
from ruhrgraph.graph.catalog.downloads import Download
from ruhrgraph.graph.catalog.facts import Facts
from ruhrgraph.graph.catalog.rights import GEONAMES, publishers
from ruhrgraph.graph.catalog.stable_part import FACTS, TEXTS, Part
from ruhrgraph.graph.dumps.facts_filter import TEXTS as TEXT_PROPERTIES
from ruhrgraph.graph.rdf.builder import Notes
from ruhrgraph.graph.rdf.namespaces import ADMS, DCAT, DCATAP, DCATDE, DCT, SPDX
from ruhrgraph.graph.rdf.terms import english, german, node, typed
from ruhrgraph.queries import names, read

_ASKS_TEXTS = re.compile(rf"\brk:(?:{'|'.join(TEXT_PROPERTIES)})\b")
"""How to tell that the rows of a canned query hold texts of the documents."""


def note_download(notes: Notes, place: Place, facts: Facts, download: Download) -> None:
    """Note a file as a distribution of its dataset."""
    iri, address = place.part(download.path), place.here(download.path)
    _note_distribution(notes, place, download.part, iri, download.licence)
    notes.note(iri, f"{DCT}title", german(download.title))
    notes.note(iri, f"{DCT}description", german(f"{download.title}, Version {facts.version}"))
    notes.note(iri, f"{DCAT}accessURL", address)
    notes.note(iri, f"{DCAT}downloadURL", address)
    notes.note(iri, f"{DCT}format", download.form.file_type)
    notes.note(iri, f"{DCAT}mediaType", download.form.media_type)
    notes.note(iri, f"{DCT}conformsTo", download.form.standard)
    notes.note(iri, f"{DCAT}compressFormat", lists.COMPRESSIONS.get(download.compression))
    notes.note(iri, f"{DCAT}packageFormat", lists.ZIP if download.packed else None)
    notes.note(iri, f"{DCAT}byteSize", typed(str(download.bytes), "nonNegativeInteger"))
    notes.note(iri, f"{DCT}issued", typed(facts.modified, "dateTime") if facts.modified else None)
    notes.note(iri, f"{DCT}modified", typed(facts.modified, "dateTime") if facts.modified else None)
    rights = "texts" if download.part is TEXTS else "places" if download.places else "facts"
    notes.note(iri, f"{DCT}rights", place.part(f"rights-of-{rights}"))
    told = (f"Texte: {publishers(facts)}" if download.part is TEXTS else "", GEONAMES if download.places else "")
    attribution = ". ".join(filter(None, told))
    notes.note(iri, f"{DCATDE}licenseAttributionByText", german(attribution) if attribution else None)
    checksum = place.part(f"{download.path}/sha256")
    notes.note(iri, f"{SPDX}checksum", checksum)
    notes.kind(checksum, f"{SPDX}Checksum")
    notes.note(checksum, f"{SPDX}algorithm", lists.SHA256)
    notes.note(checksum, f"{SPDX}checksumValue", typed(download.sha256, "hexBinary"))
    if download.form.standard:
        notes.take([lists.standard(download.form.standard)])


def note_sparql(notes: Notes, place: Place, part: Part) -> None:
    """Note the SPARQL endpoint as a way to a dataset; portals that know no data services show at least this."""
    iri = place.part(f"{part.path}/sparql")
    _note_distribution(notes, place, part, iri, _licence(place, part))
    notes.note(iri, f"{DCT}title", german("SPARQL-Endpunkt"))
    notes.note(iri, f"{DCT}description", german("SPARQL 1.1; Antworten als JSON, XML, CSV, TSV oder RDF"))
    notes.note(iri, f"{DCAT}accessURL", place.here("sparql"))
    notes.note(iri, f"{DCAT}accessService", place.service("sparql"))
    notes.note(iri, f"{DCT}format", lists.RESULTS.file_type)
    notes.note(iri, f"{DCAT}mediaType", lists.RESULTS.media_type)
    # The endpoint answers from everything, whichever dataset somebody came from.
    notes.note(iri, f"{DCT}rights", place.part("rights-of-texts"))


def note_samples(notes: Notes, place: Place, part: Part) -> None:
    """Note the canned queries that need no value as samples of a dataset."""
    for name in names():
        query = read(name, place.base)
        of_texts = bool(_ASKS_TEXTS.search(query.text))
        if any(parameter.required for parameter in query.parameters) or of_texts is not (part is TEXTS):
            continue
        iri = place.part(f"queries/{name}")
        notes.note(part.iri(place.base), f"{ADMS}sample", iri)
        notes.kind(iri, f"{DCAT}Distribution")
        notes.note(iri, f"{DCT}title", german(f"Beispielabfrage „{name}“"))
        notes.note(iri, f"{DCT}description", english(query.summary))
        notes.note(iri, f"{DCT}license", node(_licence(place, part)))
        notes.note(iri, f"{DCAT}accessURL", place.here(f"queries/{name}"))
        notes.note(iri, f"{DCAT}downloadURL", place.here(f"queries/{name}.csv"))
        notes.note(iri, f"{DCAT}accessService", place.service("queries"))
        notes.note(iri, f"{DCT}format", lists.TABLE.file_type)
        notes.note(iri, f"{DCAT}mediaType", lists.TABLE.media_type)
        notes.note(iri, f"{DCATAP}availability", lists.AVAILABLE)


def _licence(place: Place, part: Part) -> str:
    """Return the licence of a dataset."""
    return place.offer.licence if part is FACTS else place.offer.licence_of_texts


def _note_distribution(notes: Notes, place: Place, part: Part, iri: NamedNode, licence: str) -> None:
    """Note what all distributions have."""
    notes.note(part.iri(place.base), f"{DCAT}distribution", iri)
    notes.kind(iri, f"{DCAT}Distribution")
    notes.note(iri, f"{DCT}license", node(licence))
    notes.note(iri, f"{DCT}language", lists.GERMAN)
    notes.note(iri, f"{DCATAP}availability", lists.AVAILABLE)
