"""Records made by hand, and what the mapper states of them."""

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.record_mapper import quads_of
from ruhrgraph.graph.rdf.terms import Iris
from ruhrgraph.loaders.document import Document, ReadValue, Span
from ruhrgraph.loaders.records import Handlungsfeld, Projekt, Quelle, Reading, Themenforum
from ruhrgraph.ontology import DEFAULT_BASE

IRIS = Iris(DEFAULT_BASE)
DOCUMENT = Document("probe", "Text und mehr Text", "")


def text(value: str, start: int = 0) -> ReadValue[str]:
    """Return a text as it was read; the place does not matter, but for its evidence."""
    return ReadValue(value, (Span(start, start + 4),))


def number(value: int) -> ReadValue[int]:
    """Return a number as it was read."""
    return ReadValue(value, (Span(0, 4),))


def flag() -> ReadValue[bool]:
    """Return a flag as it was read."""
    return ReadValue(value=True, spans=(Span(0, 4),))


def quads(*records: Themenforum | Projekt | Handlungsfeld) -> list[Quad]:
    """Return all quads of a document with these records."""
    reading = Reading(
        DOCUMENT,
        "probe",
        Quelle(),
        tuple(record for record in records if isinstance(record, Themenforum)),
        tuple(record for record in records if isinstance(record, Handlungsfeld)),
        tuple(record for record in records if isinstance(record, Projekt)),
    )
    return quads_of(reading, EntityResolver(IRIS))


def values(found: list[Quad], thing: str) -> dict[str, set[str]]:
    """Return the values of a thing, `kind/key`, by the local names of the properties; of things `kind/key`, too."""
    said: dict[str, set[str]] = {}
    for quad in found:
        if quad.subject == NamedNode(f"{DEFAULT_BASE}id/{thing}") and isinstance(quad.object, NamedNode | Literal):
            name = quad.predicate.value.replace("#", "/").rpartition("/")[2]
            said.setdefault(name, set()).add(quad.object.value.removeprefix(f"{DEFAULT_BASE}id/"))
    return said


def types(found: list[Quad], thing: str) -> set[str]:
    """Return the local names of the classes of a thing."""
    return {value.replace("#", "/").rpartition("/")[2] for value in values(found, thing)["type"]}


def passages(found: list[Quad], thing: str, name: str) -> set[str]:
    """Return the passages (`start,end`) that are evidence for the values of a property of ours."""
    said: dict[object, dict[str, object]] = {}
    for quad in found:
        said.setdefault(quad.subject, {})[quad.predicate.value.replace("#", "/").rpartition("/")[2]] = quad.object
    statement = (NamedNode(f"{DEFAULT_BASE}id/{thing}"), NamedNode(f"{DEFAULT_BASE}ontology#{name}"))
    places = [
        proof["wasQuotedFrom"] for proof in said.values() if (proof.get("subject"), proof.get("predicate")) == statement
    ]
    return {place.value.rpartition("=")[2] for place in places if isinstance(place, NamedNode)}
