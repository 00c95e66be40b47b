"""The ontology: complete in two languages, tied to other vocabularies, free of contradictions."""

from collections import Counter
from pathlib import Path

import owlrl
import pytest
from owlrl.Namespaces import ERRNS
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import DCTERMS, FOAF, ORG, OWL, RDF, RDFS, SKOS, VANN, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from ruhrgraph.graph.schema.validation import validate
from ruhrgraph.ontology import AUTHORITY_NAMES, DEFAULT_BASE, PRIOR_VERSIONS, turtle

RK = Namespace(f"{DEFAULT_BASE}ontology#")
BIBO = Namespace("http://purl.org/ontology/bibo/")
ONTOLOGY = URIRef(f"{DEFAULT_BASE}ontology")
SAMPLE = (Path(__file__).parent / "sample.ttl").read_text(encoding="utf-8")

# Flags, counts and places in a picture that no vocabulary in wide use has a property for.
WITHOUT_COUNTERPART = {
    RK.weiteresRessortOffen,
    RK.ganztaegig,
    RK.teilnehmendeMin,
    RK.teilnehmendeMax,
    RK.teilnehmendeUngefaehr,
    RK.ungefaehr,
    RK.offenesEnde,
    RK.regelbetrieb,
    RK.x,
    RK.y,
}

# What the vocabularies above ours say of their own terms, as far as it could contradict our graph.
AXIOMS_OF_OTHERS = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX m8g: <http://data.europa.eu/m8g/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX time: <http://www.w3.org/2006/time#>

foaf:Person rdfs:subClassOf foaf:Agent ; owl:disjointWith foaf:Organization, foaf:Project .
foaf:Organization rdfs:subClassOf foaf:Agent ; owl:disjointWith foaf:Document .
foaf:Project owl:disjointWith foaf:Document .
foaf:name a owl:DatatypeProperty ; rdfs:subPropertyOf rdfs:label .
org:Organization owl:equivalentClass foaf:Organization ; owl:disjointWith org:Membership, org:Role, org:Site .
org:OrganizationalCollaboration rdfs:subClassOf org:Organization ; owl:equivalentClass [
    owl:intersectionOf ( org:Organization [
        a owl:Restriction ; owl:onProperty org:hasMember ; owl:allValuesFrom org:Organization ] ) ] .
org:Membership owl:disjointWith org:Role, org:Site .
org:member a owl:FunctionalProperty ; rdfs:domain org:Membership ; rdfs:range foaf:Agent .
org:hasMember rdfs:domain org:Organization ; rdfs:range foaf:Agent ; owl:inverseOf org:memberOf .
org:memberOf rdfs:domain foaf:Agent ; rdfs:range org:Organization .
org:linkedTo rdfs:domain org:Organization ; rdfs:range org:Organization .
org:subOrganizationOf rdfs:domain org:Organization ; rdfs:range org:Organization ;
    owl:inverseOf org:hasSubOrganization .
org:OrganizationalUnit rdfs:subClassOf org:Organization .
org:organization a owl:FunctionalProperty ; rdfs:domain org:Membership ; rdfs:range org:Organization .
org:postIn rdfs:domain org:Post ; rdfs:range org:Organization .
org:classification rdfs:domain org:Organization ; rdfs:range skos:Concept .
org:memberOf owl:propertyChainAxiom ( org:hasMembership org:organization ) .
org:hasMembership owl:inverseOf org:member .
dct:language rdfs:range dct:LinguisticSystem .
m8g:PublicOrganisation rdfs:subClassOf org:Organization .
prov:Entity owl:disjointWith prov:Activity, prov:InstantaneousEvent .
prov:Plan rdfs:subClassOf prov:Entity .
prov:value rdfs:domain prov:Entity .
prov:wasQuotedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
schema:Project rdfs:subClassOf schema:Organization .
skos:Concept owl:disjointWith skos:Collection, skos:ConceptScheme .
skos:inScheme rdfs:range skos:ConceptScheme .
skos:topConceptOf rdfs:subPropertyOf skos:inScheme ; rdfs:domain skos:Concept .
skos:semanticRelation rdfs:domain skos:Concept ; rdfs:range skos:Concept .
skos:broader rdfs:subPropertyOf skos:semanticRelation .
skos:exactMatch rdfs:subPropertyOf skos:semanticRelation .
time:hasXSDDuration a owl:DatatypeProperty ; rdfs:domain time:TemporalEntity .
time:ProperInterval owl:disjointWith time:Instant .
dct:title a owl:DatatypeProperty .
"""


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """Parse the ontology."""
    return Graph().parse(data=turtle("ruhrgraph"), format="turtle")


@pytest.fixture(scope="module")
def terms(ontology: Graph) -> list[URIRef]:
    """Give all terms of our own, in alphabetical order."""
    return sorted({term for term in ontology.subjects(RDF.type) if isinstance(term, URIRef) and term in RK})


def _texts(graph: Graph, term: URIRef, predicate: URIRef) -> dict[str | None, str]:
    """Give a term's texts by language; two in one language make the test fail."""
    literals = [value for value in graph.objects(term, predicate) if isinstance(value, Literal)]
    texts = {literal.language: str(literal) for literal in literals}
    assert len(texts) == len(literals), term
    return texts


def _reasoned(*turtles: str) -> Graph:
    """Give the ontology together with more statements, and with what a reasoner adds."""
    graph = Graph()
    for text in (turtle("ruhrgraph"), AXIOMS_OF_OTHERS, *turtles):
        graph.parse(data=text, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def _contradictions(*turtles: str) -> list[Node]:
    """Give the contradictions that a reasoner finds in the ontology together with more statements."""
    return list(_reasoned(*turtles).objects(None, ERRNS.error))


def test_every_term_is_labelled_and_explained_in_german_and_english(ontology: Graph, terms: list[URIRef]) -> None:
    """Each term has one label and one comment in each language, tidy, and a comment that says more than the label."""
    assert len(terms) > 60
    for term in terms:
        labels, comments = _texts(ontology, term, RDFS.label), _texts(ontology, term, RDFS.comment)
        assert set(labels) == set(comments) == {"de", "en"}, term
        for text in (*labels.values(), *comments.values()):
            assert text == " ".join(text.split()), term
        assert all(labels[language] != comments[language] for language in labels), term
        assert all(comment.endswith(".") for comment in comments.values()), term
        assert ontology.value(term, RDFS.isDefinedBy) == ONTOLOGY, term


@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment])
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_two_terms_say_the_same(ontology: Graph, terms: list[URIRef], predicate: URIRef, language: str) -> None:
    """A label or comment belongs to one term, whatever its case."""
    counts = Counter(_texts(ontology, term, predicate)[language].casefold() for term in terms)
    assert [text for text, count in counts.items() if count > 1] == []


def test_names_follow_one_convention(ontology: Graph, terms: list[URIRef]) -> None:
    """Classes and datatypes begin with a capital letter, properties with a small one, all ASCII letters and digits."""
    for term in terms:
        name = term.removeprefix(RK)
        assert name.isascii(), term
        assert name.isalnum(), term
        assert name[0].isupper() == bool({OWL.Class, RDFS.Datatype} & set(ontology.objects(term, RDF.type))), term


def test_every_term_is_tied_to_another_vocabulary(ontology: Graph, terms: list[URIRef]) -> None:
    """Each class and property hangs below a declared term of another vocabulary, save flags and counts without one."""
    for term in set(terms) - set(ontology.subjects(RDF.type, RDFS.Datatype)):
        is_class = (term, RDF.type, OWL.Class) in ontology
        parents = list(ontology.objects(term, RDFS.subClassOf if is_class else RDFS.subPropertyOf))
        assert bool(parents) != (term in WITHOUT_COUNTERPART), term
        kinds = set(ontology.objects(term, RDF.type)) - {OWL.FunctionalProperty}
        for parent in parents:
            assert not str(parent).startswith(str(RK)), term
            assert set(ontology.objects(parent, RDF.type)) == kinds, parent


def test_foreign_terms_are_only_declared(ontology: Graph) -> None:
    """Nothing is said about another vocabulary's terms but what kind they are."""
    ours = {ONTOLOGY, URIRef(f"{DEFAULT_BASE}#maintainers")}
    foreign = {subject for subject in ontology.subjects() if not str(subject).startswith(str(RK))} - ours
    said = {predicate for subject in foreign for predicate in ontology.predicates(subject)}
    assert said == {RDF.type}


def test_header_says_what_harvesters_ask_for(ontology: Graph) -> None:
    """The header has titles, descriptions, version, licence, people, dates, prefix and citation."""
    assert set(_texts(ontology, ONTOLOGY, DCTERMS.title)) == {"de", "en"}
    assert set(_texts(ontology, ONTOLOGY, DCTERMS.description)) == {"de", "en"}
    version = str(ontology.value(ONTOLOGY, OWL.versionInfo))
    assert ontology.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert ontology.value(ONTOLOGY, DCTERMS.license) == URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
    assert ontology.value(ONTOLOGY, VANN.preferredNamespacePrefix) == Literal("rk")
    assert ontology.value(ONTOLOGY, VANN.preferredNamespaceUri) == Literal(str(RK))
    asked = (DCTERMS.creator, DCTERMS.publisher, DCTERMS.created, DCTERMS.issued, DCTERMS.modified)
    for predicate in (*asked, DCTERMS.bibliographicCitation, BIBO.status):
        assert ontology.value(ONTOLOGY, predicate), predicate


def test_the_ontology_has_no_blank_nodes(ontology: Graph) -> None:
    """Every node has an IRI, so that versions can be compared line by line."""
    assert not any(isinstance(node, BNode) for triple in ontology for node in triple)


def test_the_sample_uses_every_term_and_no_other(ontology: Graph, terms: list[URIRef]) -> None:
    """What the shapes are tried on covers the whole vocabulary, but for deprecated terms."""
    sample = Graph().parse(data=SAMPLE, format="turtle")
    nodes = {node.datatype if isinstance(node, Literal) else node for triple in sample for node in triple[1:]}
    deprecated = set(ontology.subjects(OWL.deprecated))
    assert {node for node in nodes if isinstance(node, URIRef) and node in RK} == set(terms) - deprecated


def test_a_build_uses_declared_terms_only(dataset: tuple[Quad, ...], ontology: Graph, terms: list[URIRef]) -> None:
    """No statement of a build uses a term that the ontology does not declare, or a deprecated one."""
    about = {f"{DEFAULT_BASE}graph/{name}" for name in ("ontology", "catalog")}
    statements = [quad for quad in dataset if getattr(quad.graph_name, "value", "") not in about]
    nodes = {node for quad in statements for node in (quad.predicate, quad.object) if isinstance(node, NamedNode)}
    used = {node.value for node in nodes if node.value.startswith(str(RK))}
    assert used - {str(term) for term in set(terms) - set(ontology.subjects(OWL.deprecated))} == set()


def test_a_reasoner_finds_no_contradiction() -> None:
    """The ontology, the vocabularies it builds on, the authorities and a graph of one thing each agree."""
    assert _contradictions(SAMPLE, *(turtle(name) for name in AUTHORITY_NAMES)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "<a:x> a rk:Person, rk:Organisation .",
        "<a:x> a rk:Projekt, rk:Person .",
        "<a:x> rk:laufzeit <a:y> . <a:y> a rk:Veranstaltung .",
        "<a:x> rk:person <a:y> . <a:y> a rk:Themenforum .",
    ],
)
def test_a_reasoner_finds_a_contradiction_where_there_is_one(statement: str) -> None:
    """The check above would notice: disjoint classes and ranges are contradicted by these statements."""
    assert _contradictions(f"PREFIX rk: <{RK}>\n{statement}")


def test_persons_are_members_and_no_organisations() -> None:
    """For a reasoner moderators are members of the team; no person is an organisation, and no town a concept."""
    graph = _reasoned(SAMPLE)
    person, team = (URIRef(f"{DEFAULT_BASE}id/{name}") for name in ("person/hendrik-wuest", "moderationsteam/13"))
    assert (person, ORG.memberOf, team) in graph
    persons, organisations, concepts = (
        set(graph.subjects(RDF.type, class_)) for class_ in (FOAF.Person, ORG.Organization, SKOS.Concept)
    )
    assert persons
    assert not persons & organisations
    assert not concepts & set(graph.subjects(RDF.type, RK.Gemeinde))
    assert {str(type_) for type_ in graph.objects(URIRef(f"{DEFAULT_BASE}id/themenforum/13"), RDF.type)} >= {
        str(ORG.OrganizationalCollaboration)
    }
    assert (None, RDF.type, ORG.FormalOrganization) not in graph


def test_what_a_reasoner_adds_keeps_the_rules() -> None:
    """The shapes are closed, but let pass what follows from the ontology and those that it builds on."""
    found = [triple for triple in _reasoned(SAMPLE) if str(triple[0]).startswith(f"{DEFAULT_BASE}id/")]
    text = "".join(" ".join(node.n3() for node in triple) + " .\n" for triple in found)
    assert validate(parse(text, RdfFormat.N_TRIPLES)) == ()


def test_a_person_in_the_forum_itself_would_become_an_organisation() -> None:
    """The check above would notice: a membership of the forum makes the person an organisation."""
    forum, team = (f"org:organization <{DEFAULT_BASE}id/{name}>" for name in ("themenforum/13", "moderationsteam/13"))
    assert SAMPLE.count(team) == 1
    assert _contradictions(SAMPLE.replace(team, forum))


def test_the_header_names_the_version_before(ontology: Graph) -> None:
    """The version before is the newest that is kept, and this one is no older."""
    before = ontology.value(ONTOLOGY, OWL.priorVersion)
    assert before == URIRef(f"{ONTOLOGY}/{PRIOR_VERSIONS[-1]}")
    earlier = Graph().parse(data=turtle(f"ruhrgraph-{PRIOR_VERSIONS[-1]}"), format="turtle")
    assert earlier.value(ONTOLOGY, OWL.versionIRI) == before
    modified = [graph.value(ONTOLOGY, DCTERMS.modified) for graph in (earlier, ontology)]
    assert modified == sorted(modified, key=str)
    assert set(earlier.subjects(RDFS.isDefinedBy)) <= set(ontology.subjects(RDFS.isDefinedBy))


def test_deprecated_terms_say_what_replaces_them(ontology: Graph) -> None:
    """A term that is not used any more stays declared, and leads to another one; the changelog has it."""
    deprecated = set(ontology.subjects(OWL.deprecated))
    assert deprecated == {RK.anrede, RK.organisationsart}
    changelog = (Path(__file__).parents[2] / "docs" / "ontology.md").read_text(encoding="utf-8")
    for term in deprecated:
        replacement = ontology.value(term, DCTERMS.isReplacedBy)
        assert (replacement, RDFS.isDefinedBy, ONTOLOGY) in ontology
        for name in (term, replacement):
            assert f"`rk:{str(name).removeprefix(str(RK))}`" in changelog


def test_the_changelog_has_every_new_term(ontology: Graph) -> None:
    """Each term that the version before does not have is in the changelog of terms."""
    earlier = Graph().parse(data=turtle(f"ruhrgraph-{PRIOR_VERSIONS[-1]}"), format="turtle")
    changelog = (Path(__file__).parents[2] / "docs" / "ontology.md").read_text(encoding="utf-8")
    new = set(ontology.subjects(RDFS.isDefinedBy)) - set(earlier.subjects(RDFS.isDefinedBy))
    assert len(new) >= 30
    assert [name for term in new if f"`rk:{(name := str(term).removeprefix(str(RK)))}`" not in changelog] == []


def test_the_ontology_follows_the_base() -> None:
    """With another base, no IRI of the default base is left."""
    text = turtle("ruhrgraph", "https://example.org/ruhr/")
    assert DEFAULT_BASE not in text
    assert "<https://example.org/ruhr/ontology> a owl:Ontology" in text
