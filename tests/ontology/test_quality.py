"""The quality of the ontology by others' catalogues: OOPS! pitfalls, ROBOT's errors, FOOPS! metadata, foreign terms.

Each rule is a query for offenders. It must find none in the ontology, and must find the one that is planted.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store

from ruhrgraph.ontology import DEFAULT_BASE, turtle
from tests.ontology.rules import OOPS, OURS, PREFIXES, RK, ROBOT, Rule

RULES = [pytest.param(rule, id=rule.name) for rule in (*OOPS, *ROBOT)]

METADATA = (
    *("dct:title", "dct:description", "dct:license", "owl:versionIRI", "dct:creator", "vann:preferredNamespaceUri"),
    *("vann:preferredNamespacePrefix", "owl:versionInfo", "dct:created", "dct:bibliographicCitation"),
    *("dct:publisher", "bibo:status", "dct:issued", "dct:modified"),
)
"""What FOOPS! asks of a header (OM1 to OM5), but for a DOI, a logo and a source, which there are not."""


@pytest.fixture
def ontology() -> Store:
    """Return the ontology in a store of its own."""
    store = Store()
    store.load(turtle("ruhrgraph"), RdfFormat.TURTLE)
    return store


def _offenders(store: Store, pattern: str) -> list[str]:
    result = store.query(f"{PREFIXES} SELECT DISTINCT ?x {{ {pattern} }}")
    assert isinstance(result, QuerySolutions)
    return [str(row["x"]) for row in result]


@pytest.mark.parametrize("rule", RULES)
def test_the_ontology_keeps_the_rules(ontology: Store, rule: Rule) -> None:
    """No term offends against a rule of OOPS! or an error-level rule of ROBOT."""
    assert _offenders(ontology, rule.offends) == []


@pytest.mark.parametrize("rule", RULES)
def test_the_rules_notice_an_offence(ontology: Store, rule: Rule) -> None:
    """Each rule finds an offence that is planted, so the rule above says something."""
    ontology.update(f"{PREFIXES} INSERT DATA {{ {rule.planted} }}")
    assert _offenders(ontology, rule.offends) != []


@pytest.mark.parametrize("name", METADATA)
def test_the_header_has_the_metadata(ontology: Store, name: str) -> None:
    """The header has what FOOPS! looks for (P38 and P41 of OOPS! and ROBOT's missing_ontology_* with it)."""
    assert ontology.query(f"{PREFIXES} ASK {{ ont: a owl:Ontology ; {name} ?value }}")


def test_the_namespace_is_the_ontology(ontology: Store) -> None:
    """Namespace, IRI and version belong together (P39, URI2): the terms are found where the ontology is."""
    query = f"{PREFIXES} ASK {{ ont: vann:preferredNamespaceUri '{RK}' ; owl:versionInfo ?v ; owl:versionIRI ?iri"
    assert ontology.query(f"{query} FILTER(STR(?iri) = CONCAT(STR(ont:), '/', ?v)) }}")


def test_other_vocabularies_are_reused(ontology: Store) -> None:
    """The header speaks in words of others, and terms extend those of at least five vocabularies (VOC1, VOC2)."""
    result = ontology.query(f"{PREFIXES} SELECT ?y {{ ?x rdfs:subClassOf|rdfs:subPropertyOf ?y {OURS} }}")
    assert isinstance(result, QuerySolutions)
    assert len({_split(str(row["y"].value))[0] for row in result}) >= 5


def _split(iri: str) -> tuple[str, str]:
    """Return namespace and name of a term; statuses of bibo lie below one of its terms."""
    found = re.fullmatch(r"(.*?(?:#|/(?=(?:status/)?[^/#]+$)))(.+)", iri)
    return (found[1], found[2]) if found else (iri, "")


def _foreign_terms() -> dict[str, set[str]]:
    """Return the names of the terms that other vocabularies have, by namespace."""
    text = Path(__file__).with_name("foreign_terms.txt").read_text(encoding="utf-8")
    terms: dict[str, set[str]] = {}
    for block in text.split("\n\n")[1:]:
        head, _, names = block.partition("\n")
        terms[head[1:].partition(">")[0]] = set(names.split())
    return terms


def _terms_of(quad: Quad) -> set[str]:
    """Return the IRIs that a statement uses as words: predicate, class, datatype."""
    used = {quad.predicate.value}
    if isinstance(quad.object, Literal):
        used.add(quad.object.datatype.value)
    elif isinstance(quad.object, NamedNode) and quad.predicate.value.endswith("#type"):
        used.add(quad.object.value)
    return used


def test_foreign_terms_exist(dataset: tuple[Quad, ...], ontology: Store) -> None:
    """Every term of another vocabulary, in the ontology, the shapes and the data, is there in that vocabulary (P40)."""
    known = _foreign_terms()
    shapes = Store()
    shapes.load(turtle("shapes"), RdfFormat.TURTLE)
    used = {iri for quad in dataset for iri in _terms_of(quad)}
    for quad in (*ontology, *shapes):
        used |= {node.value for node in (quad.subject, quad.object) if isinstance(node, NamedNode)}
    missing: dict[str, set[str]] = defaultdict(set)
    for iri in used:
        namespace, name = _split(iri)
        if not iri.startswith((DEFAULT_BASE, "https://creativecommons.org/")) and name not in known.get(namespace, ()):
            missing[namespace].add(name)
    assert dict(missing) == {}
