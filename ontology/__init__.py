"""The vocabulary, the shapes and the curated authority records: which classes, properties, rules and known names exist.

In comes the base IRI; the Turtle files are here and ship with the package. Out go those files as text for any base IRI,
and the authority records as plain data without RDF. All other folders build on this one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal as OneOf
from typing import cast

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ruhrgraph.ontology.text import decode

DEFAULT_BASE = "https://w3id.org/ruhrgraph/"
"""The base IRI that every Turtle file and query of the package is written with."""

AUTHORITY_NAMES: tuple[str, ...] = (
    "authorities/ressorts",
    "authorities/gemeinden",
    "authorities/orte",
    "authorities/organisationen",
    "authorities/konzepte",
)
"""The authority files, by the names that `turtle` takes."""

AuthorityKind = OneOf[
    "ressort", "gemeinde", "ort", "organisation", "organisationstyp", "veranstaltungstyp", "beteiligungsrolle"
]
"""The kinds of known things; each is also the folder of their IRIs below `id/`."""

PRIOR_VERSIONS: tuple[str, ...] = ("0.1.0",)
"""The earlier versions of the ontology; `turtle` has each by the name `ruhrgraph-VERSION`."""

_TURTLE_NAMES = frozenset(
    {"ruhrgraph", "shapes", *(f"ruhrgraph-{version}" for version in PRIOR_VERSIONS), *AUTHORITY_NAMES}
)
_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ORG_PARENT = "http://www.w3.org/ns/org#subOrganizationOf"
_RK = f"{DEFAULT_BASE}ontology#"
_ID = f"{DEFAULT_BASE}id/"


@dataclass(frozen=True, slots=True)
class Authority:
    """One curated record: a thing that documents name, and the ways they spell it."""

    kind: AuthorityKind
    key: str
    """The last part of its IRI, such as `nrw-bank`."""
    label: str
    """The name to show."""
    alternatives: tuple[str, ...] = ()
    """All other spellings, the misspellings among them, in alphabetical order."""
    acronym: str | None = None
    """A ministry's acronym in the form to show, such as `Stk/Sport`."""
    gemeinde: str | None = None
    """The key of the municipality where a venue is."""
    art: str | None = None
    """The key of the type of an organisation, such as `verband`."""
    parent: str | None = None
    """The key of the ministry that a unit belongs to."""
    misspellings: frozenset[str] = frozenset()
    """Those of the alternatives that are mistakes in a document."""


def turtle(name: str, base: str = DEFAULT_BASE) -> str:
    """Read one of the package's Turtle files.

    Args:
        name: `ruhrgraph` (the ontology), an earlier version of it, `shapes`, or one of `AUTHORITY_NAMES`.
        base: The base IRI to use in the text; it ends in `/`.

    Returns:
        The text of the file, with this base instead of the default one.

    Raises:
        ValueError: There is no such file.

    """
    if name not in _TURTLE_NAMES:
        known = ", ".join(sorted(_TURTLE_NAMES))
        raise ValueError(f"There is no Turtle file {name!r}; there are: {known}.")
    *folders, stem = name.split("/")
    text = decode(resources.files(__name__).joinpath(*folders, f"{stem}.ttl").read_bytes())
    return text if base == DEFAULT_BASE else text.replace(DEFAULT_BASE, base)


@cache
def authorities() -> tuple[Authority, ...]:
    """Read all curated records, in the order of `AUTHORITY_NAMES` and of their keys.

    Returns:
        The records; keys are unique within a kind.

    """
    return tuple(record for name in AUTHORITY_NAMES for record in _records(turtle(name)))


def _records(text: str) -> Iterator[Authority]:
    """Yield the records of an authority file, sorted by key. They hold German names; documents write no others."""
    statements: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(text, RdfFormat.TURTLE):
        english = isinstance(quad.object, Literal) and quad.object.language == "en"
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal) and not english:
            statements[quad.subject.value][quad.predicate.value].append(quad.object.value)
    for iri in sorted(statements):
        if "/" in iri.removeprefix(_ID):  # a concept scheme is no record
            yield _record(iri, statements[iri])


def _record(iri: str, values: Mapping[str, list[str]]) -> Authority:
    """Return the record of one thing."""
    kind, _, key = iri.removeprefix(_ID).partition("/")
    misspellings = values.get(f"{_SKOS}hiddenLabel", [])
    return Authority(
        kind=cast("AuthorityKind", kind),
        key=key,
        label=values[_RDFS_LABEL][0],
        alternatives=tuple(sorted([*values.get(f"{_SKOS}altLabel", []), *misspellings])),
        acronym=_first(values, f"{_RK}kuerzel"),
        gemeinde=_key(_first(values, f"{_RK}gemeinde")),
        art=_key(_first(values, f"{_RK}organisationstyp")),
        parent=_key(_first(values, _ORG_PARENT)),
        misspellings=frozenset(misspellings),
    )


def _first(values: Mapping[str, list[str]], predicate: str) -> str | None:
    """Return the first value of a predicate, or None."""
    return next(iter(values.get(predicate, [])), None)


def _key(iri: str | None) -> str | None:
    """Return the last part of an IRI."""
    return iri.rpartition("/")[2] if iri else None
