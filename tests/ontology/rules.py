"""The rules that the ontology keeps: what OOPS! and ROBOT look for, as far as it can be told without a person or a net.

Left out of OOPS!: P01, P09, P12, P14 to P18, P23, P30 (they need a person), P37 (the tests of the server), P38, P39,
P41 (the tests of the header). Left out of ROBOT's errors: those on the header, which the same tests check.
"""

from dataclasses import dataclass

from ruhrgraph.ontology import DEFAULT_BASE

RK = f"{DEFAULT_BASE}ontology#"
HEAD = f"{DEFAULT_BASE}ontology"
PREFIXES = f"""
PREFIX rk: <{RK}> PREFIX ont: <{HEAD}> PREFIX bibo: <http://purl.org/ontology/bibo/>
PREFIX dct: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/> PREFIX vann: <http://purl.org/vocab/vann/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
OURS = f'FILTER(STRSTARTS(STR(?x), "{RK}"))'
PROPERTY = "VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty } ?x a ?kind"
BUILT_IN = 'FILTER(!REGEX(STR(?x), "^http://www.w3.org/(2001/XMLSchema|1999/02/22-rdf-syntax-ns|2000/01/rdf-schema|2002/07/owl)#"))'
# Organisations of three kinds: a Ressort may be told of as an Organisation, and both found a Themenforum.
MAY_OVERLAP = "rk:Organisation rk:Ressort rk:Themenforum"


@dataclass(frozen=True)
class Rule:
    """A rule: its name in the catalogue, the pattern of an offender `?x`, and triples that offend or replace others."""

    name: str
    offends: str
    planted: str


OOPS = (
    Rule("P02 synonyms as classes", f"?x owl:equivalentClass ?y {OURS}", "rk:Ort owl:equivalentClass rk:Gemeinde ."),
    Rule(
        "P03 a property “is”",
        f'{PROPERTY} {OURS} FILTER(REGEX(STR(?x), "#(is|ist|subClassOf|instanceOf)$"))',
        "rk:ist a owl:ObjectProperty .",
    ),
    Rule(
        "P04 unconnected",
        f"?x a owl:Class {OURS} FILTER NOT EXISTS {{ ?p rdfs:domain|schema:domainIncludes|rdfs:range ?x }}",
        "rk:Insel a owl:Class .",
    ),
    Rule(
        "P05 wrong inverse",
        f"?x owl:inverseOf ?y ; rdfs:domain ?d . ?y rdfs:range ?r {OURS} FILTER(?d != ?r)",
        "rk:person owl:inverseOf rk:projekt .",
    ),
    Rule("P06 cycle", "?x rdfs:subClassOf+ ?x", "rk:Ort rdfs:subClassOf rk:Halle . rk:Halle rdfs:subClassOf rk:Ort ."),
    Rule(
        "P07 two concepts in one class",
        f'?x a owl:Class {OURS} FILTER(REGEX(STR(?x), "(Und|Oder|And|Or)[A-Z]"))',
        "rk:OrtUndZeit a owl:Class .",
    ),
    Rule(
        "P08 no label or comment",
        f"?x a ?any {OURS} VALUES ?p {{ rdfs:label rdfs:comment }} VALUES ?l {{ 'de' 'en' }}"
        " FILTER NOT EXISTS { ?x ?p ?text FILTER(LANG(?text) = ?l) }",
        'rk:Halle a owl:Class ; rdfs:label "Halle"@de, "hall"@en ; rdfs:comment "Ein Saal."@de .',
    ),
    Rule(
        "P10 no disjointness",
        f"?x a owl:Class . ?y a owl:Class {OURS} FILTER(STRSTARTS(STR(?y), STR(rk:)) && STR(?x) < STR(?y))"
        f" FILTER NOT EXISTS {{ ?x owl:disjointWith|^owl:disjointWith ?y }}"
        f" FILTER NOT EXISTS {{ VALUES ?x {{ {MAY_OVERLAP} }} VALUES ?y {{ {MAY_OVERLAP} }} }}",
        "rk:Halle a owl:Class ; owl:disjointWith rk:Ort .",
    ),
    Rule(
        "P11 no domain or range",
        f"{PROPERTY} {OURS} FILTER(NOT EXISTS {{ ?x rdfs:domain|schema:domainIncludes ?d }}"
        " || NOT EXISTS { ?x rdfs:range ?r })",
        "rk:stadt a owl:ObjectProperty ; rdfs:domain rk:Ort .",
    ),
    Rule(
        "P13 no inverse",
        f"?x rdfs:domain ?d ; rdfs:range ?r . ?y rdfs:domain ?r ; rdfs:range ?d {OURS} FILTER(?d != ?r)"
        " FILTER NOT EXISTS { ?x owl:inverseOf|^owl:inverseOf ?y }",
        "rk:derPerson a owl:ObjectProperty ; rdfs:domain rk:Person ; rdfs:range rk:Moderation .",
    ),
    Rule(
        "P19 several domains or ranges",
        f"VALUES ?p {{ rdfs:domain rdfs:range }} ?x ?p ?a, ?b {OURS} FILTER(?a != ?b)",
        "rk:laufzeit rdfs:domain rk:Massnahme .",
    ),
    Rule(
        "P20 annotations misused",
        f"?x rdfs:label ?label ; rdfs:comment ?text {OURS} FILTER(LANG(?label) = LANG(?text))"
        " FILTER(LCASE(STR(?label)) = LCASE(STR(?text)) || STRLEN(?label) >= STRLEN(?text))",
        'rk:Halle rdfs:label "Saal"@de ; rdfs:comment "saal"@de .',
    ),
    Rule(
        "P21 a class for all the rest",
        f'?x a owl:Class {OURS} FILTER(REGEX(STR(?x), "Sonstig|Verschieden|Misc|Other|Rest$"))',
        "rk:SonstigerOrt a owl:Class .",
    ),
    Rule(
        "P22 another naming",
        f'?x a ?kind {OURS} BIND(IF(?kind IN (owl:Class, rdfs:Datatype), "[A-Z]", "[a-z]") AS ?first)'
        f' FILTER(!REGEX(STR(?x), CONCAT("#", ?first, "[a-zA-Z0-9]*$")))',
        "rk:grosse_Halle a owl:Class .",
    ),
    Rule("P24 recursive", "?x rdfs:subClassOf|owl:equivalentClass ?x", "rk:Ort rdfs:subClassOf rk:Ort ."),
    Rule("P25 inverse of itself", "?x owl:inverseOf ?x", "rk:person owl:inverseOf rk:person ."),
    Rule(
        "P26 inverse of a symmetric one",
        "?x a owl:SymmetricProperty ; owl:inverseOf ?y",
        "rk:projekt a owl:SymmetricProperty .",
    ),
    Rule(
        "P27 equivalent properties of two kinds",
        "?x owl:equivalentProperty ?y ; a owl:ObjectProperty . ?y a owl:DatatypeProperty",
        "rk:person owl:equivalentProperty rk:text .",
    ),
    Rule(
        "P28, P29 wrongly symmetric or transitive",
        "VALUES ?kind { owl:SymmetricProperty owl:TransitiveProperty } ?x a ?kind ; rdfs:domain ?d ; rdfs:range ?r"
        " FILTER(?d != ?r)",
        "rk:person a owl:TransitiveProperty .",
    ),
    Rule(
        "P31 equivalent classes that exclude each other",
        "?x owl:equivalentClass ?y . ?x owl:disjointWith|^owl:disjointWith ?y",
        "rk:Ort owl:equivalentClass rk:Gemeinde .",
    ),
    Rule(
        "P32 the same label",
        "?x rdfs:label ?a . ?y rdfs:label ?b FILTER(?x != ?y && LANG(?a) = LANG(?b) && LCASE(?a) = LCASE(?b))",
        'rk:Halle rdfs:label "veranstaltungsort"@de .',
    ),
    Rule(
        "P33 a chain of one",
        "?x owl:propertyChainAxiom ?list . ?list rdf:rest rdf:nil",
        "rk:person owl:propertyChainAxiom ( rk:person ) .",
    ),
    Rule(
        "P34 untyped class",
        f"?y rdfs:subClassOf|rdfs:domain|schema:domainIncludes|rdfs:range|owl:disjointWith ?x {BUILT_IN}"
        " FILTER NOT EXISTS { VALUES ?kind { owl:Class rdfs:Datatype } ?x a ?kind }",
        "rk:Ort rdfs:subClassOf schema:CivicStructure .",
    ),
    Rule(
        "P35 untyped property",
        f"{{ ?a ?x ?b }} UNION {{ ?a rdfs:subPropertyOf|owl:inverseOf ?x }} {BUILT_IN} FILTER NOT EXISTS {{"
        " VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty } ?x a ?kind }",
        "rk:text rdfs:subPropertyOf schema:description .",
    ),
    Rule(
        "P36 a file's suffix in an IRI",
        '?x a ?any FILTER(REGEX(STR(?x), "[.](owl|rdf|ttl|n3|rdfxml|xml)([#/]|$)"))',
        "<https://w3id.org/ruhrgraph/ontology.ttl#Ort> a owl:Class .",
    ),
    Rule(
        "P40 another's term redefined",
        f'?x ?p ?o FILTER(ISIRI(?x) && !STRSTARTS(STR(?x), "{DEFAULT_BASE}")) FILTER(?p != rdf:type)',
        "org:Membership rdfs:subClassOf foaf:Document .",
    ),
)

ROBOT = (
    Rule("missing_label", f"?x a ?any {OURS} FILTER NOT EXISTS {{ ?x rdfs:label ?l }}", "rk:Halle a owl:Class ."),
    Rule(
        "multiple_labels",
        "?x rdfs:label ?a, ?b FILTER(LANG(?a) = LANG(?b) && STR(?a) < STR(?b))",
        'rk:Ort rdfs:label "Halle"@de .',
    ),
    Rule(
        "duplicate_label",
        "?x rdfs:label ?l . ?y rdfs:label ?l FILTER(?x != ?y)",
        'rk:Halle rdfs:label "Projekt"@de .',
    ),
    Rule(
        "label_whitespace",
        "VALUES ?p { rdfs:label rdfs:comment } ?x ?p ?l FILTER(REGEX(STR(?l), '^\\\\s|\\\\s$|\\\\s\\\\s'))",
        'rk:Halle rdfs:label "Halle "@de .',
    ),
    Rule(
        "label_formatting",
        "?x rdfs:label ?l FILTER(REGEX(STR(?l), '[\\\\n\\\\t\\\\r]'))",
        'rk:Halle rdfs:label "a\\nb"@de .',
    ),
    Rule(
        "duplicate_definition",
        "?x rdfs:comment ?l . ?y rdfs:comment ?l FILTER(?x != ?y)",
        'rk:Halle rdfs:comment "Die Person, die moderiert."@de .',
    ),
    Rule(
        "multiple_definitions",
        "?x rdfs:comment ?a, ?b FILTER(LANG(?a) = LANG(?b) && STR(?a) < STR(?b))",
        'rk:Ort rdfs:comment "Eine Halle."@de .',
    ),
    Rule(
        "deprecated_class_reference, deprecated_property_reference",
        "?x owl:deprecated true . ?y ?p ?x",
        "rk:Ort owl:deprecated true .",
    ),
    Rule(
        "deprecated_boolean_datatype",
        "?x owl:deprecated ?value FILTER(DATATYPE(?value) != xsd:boolean)",
        'rk:Ort owl:deprecated "true" .',
    ),
    Rule(
        "misused_obsolete_label",
        "?x rdfs:label ?l FILTER(REGEX(STR(?l), '^(obsolete|veraltet)', 'i'))"
        " FILTER NOT EXISTS { ?x owl:deprecated true }",
        'rk:Halle rdfs:label "obsolete hall"@en .',
    ),
    Rule(
        "misused_replaced_by",
        "?x dct:isReplacedBy ?y FILTER NOT EXISTS { ?x owl:deprecated true }",
        "rk:Ort dct:isReplacedBy rk:Gemeinde .",
    ),
    Rule(
        "multiple_equivalent_class_definitions",
        "?x owl:equivalentClass ?a, ?b FILTER(STR(?a) < STR(?b))",
        "rk:Ort owl:equivalentClass schema:Place, schema:CivicStructure .",
    ),
    Rule(
        "illegal_use_of_built_in_vocabulary",
        f"?x ?p ?o {BUILT_IN.replace('!REGEX', 'REGEX')}",
        'rdf:type rdfs:label "type"@en .',
    ),
)
