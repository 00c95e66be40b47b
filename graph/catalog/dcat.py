"""The catalogue as a server gives it: DCAT-AP.de 3.0 with all that changes with the server and with the version.

In: the facts of a version, what there is to download, where the server is, and the offer. Out: triples. IRIs of
catalogue, datasets, distributions and services stay canonical; what is to be fetched has the address of the server at
hand. There are no blank nodes and no times of the request: the same version gives the same triples.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from ruhrgraph.graph.catalog import controlled_lists as lists
from ruhrgraph.graph.catalog.addresses import Place
from ruhrgraph.graph.catalog.distributions import note_download, note_samples, note_sparql
from ruhrgraph.graph.catalog.downloads import Download
from ruhrgraph.graph.catalog.facts import Facts
from ruhrgraph.graph.catalog.rights import RIGHTS_OF_FACTS, provenance, rights_of_places, rights_of_texts
from ruhrgraph.graph.catalog.services import note_services
from ruhrgraph.graph.catalog.stable_part import PARTS, Part, note_stable
from ruhrgraph.graph.rdf.builder import Notes
from ruhrgraph.graph.rdf.namespaces import DCAT, DCT, FOAF, PROV, RDFS
from ruhrgraph.graph.rdf.terms import german, node, typed


@dataclass(frozen=True, slots=True)
class Content:
    """All that the catalogue is made of."""

    facts: Facts
    downloads: Sequence[Download]
    place: Place


def catalog(content: Content, parts: Sequence[Part] = PARTS) -> list[Triple]:
    """Return the catalogue.

    Args:
        content: What to say.
        parts: The datasets to tell of; all of them, or those of a page.

    """
    notes, place = Notes(), content.place
    note_stable(notes, place.base, place.offer, parts)
    catalog_ = place.catalog
    notes.note(catalog_, f"{FOAF}homepage", place.here())
    notes.note(catalog_, f"{DCT}issued", _time(content.facts.issued))
    notes.note(catalog_, f"{DCT}modified", _time(content.facts.modified))
    for part in parts:
        _note_version(notes, content, part)
        _note_contents(notes, content, part)
    note_services(notes, place, parts)
    _note_statements(notes, content)
    pages = (place.here(), place.here("queries"), place.here("ontology"))
    notes.take(map(lists.document, pages))
    notes.take([lists.standard(node(f"{place.base}ontology"))])
    notes.take(lists.explained(tuple(notes)))
    return list(notes)


def _note_version(notes: Notes, content: Content, part: Part) -> None:
    """Note which version of a dataset this is, what it covers and where it comes from."""
    facts, place = content.facts, content.place
    iri = part.iri(place.base)
    notes.note(iri, f"{DCT}issued", _time(facts.issued))
    notes.note(iri, f"{DCT}modified", _time(facts.modified))
    notes.note(iri, f"{DCAT}version", Literal(facts.version))
    notes.note(iri, f"{DCAT}previousVersion", place.version(facts.previous) if facts.previous else None)
    notes.note(iri, f"{DCT}temporal", place.part("period") if facts.first or facts.last else None)
    notes.note(iri, f"{DCT}provenance", place.part("provenance"))
    notes.note(iri, f"{PROV}wasDerivedFrom", *(node(source.iri) for source in facts.sources))
    notes.note(iri, f"{DCAT}landingPage", place.here())
    notes.note(iri, f"{FOAF}page", place.here("ontology"), place.here("queries"))


def _note_contents(notes: Notes, content: Content, part: Part) -> None:
    """Note the distributions of a dataset, and queries to try it with."""
    place = content.place
    for download in content.downloads:
        if download.part is part:
            note_download(notes, place, content.facts, download)
    note_sparql(notes, place, part)
    note_samples(notes, place, part)


def _note_statements(notes: Notes, content: Content) -> None:
    """Note the period, the provenance and whose what is, in words."""
    facts, place = content.facts, content.place
    if facts.first or facts.last:
        notes.kind(place.part("period"), f"{DCT}PeriodOfTime")
        notes.note(place.part("period"), f"{DCAT}startDate", typed(facts.first, "date") if facts.first else None)
        notes.note(place.part("period"), f"{DCAT}endDate", typed(facts.last, "date") if facts.last else None)
    _note_words(notes, place.part("provenance"), f"{DCT}ProvenanceStatement", provenance(facts))
    _note_words(notes, place.part("rights-of-facts"), f"{DCT}RightsStatement", RIGHTS_OF_FACTS)
    _note_words(notes, place.part("rights-of-texts"), f"{DCT}RightsStatement", rights_of_texts(facts))
    _note_words(notes, place.part("rights-of-places"), f"{DCT}RightsStatement", rights_of_places())


def _note_words(notes: Notes, iri: NamedNode, kind: str, text: str) -> None:
    """Note a statement in words."""
    notes.kind(iri, kind)
    notes.note(iri, f"{RDFS}label", german(text))


def _time(value: str | None) -> Literal | None:
    """Return a time that is known."""
    return typed(value, "dateTime") if value else None
