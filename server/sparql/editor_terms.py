"""The terms that the query editor completes: prefixes, and classes and properties with what they mean.

In: the base IRI, a language, and the statistics of the version in use. Out: what the editor reads as JSON: the terms
of the ontology with label and comment, then those of other vocabularies that the graph uses, the most used first.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from ruhrgraph.graph.catalog.void import GraphCount
from ruhrgraph.graph.rdf.namespaces import PREFIXES, prefixed_name
from ruhrgraph.graph.schema.ontology import Property, Term, vocabulary
from ruhrgraph.server.language import Language, in_language

EditorTerm: TypeAlias = dict[str, Any]


def editor_terms(base: str, language: Language, graphs: Mapping[str, GraphCount]) -> dict[str, Any]:
    """Return the terms.

    Args:
        base: The base IRI of the graph.
        language: The language of labels and comments.
        graphs: What each graph holds.

    """
    own = vocabulary(base)
    terms = [_own(term, "class", language, base) for term in own.classes]
    terms += [_own(term, "property", language, base) for term in own.properties]
    return {
        "base": base,
        "prefixes": {own.prefix: own.namespace, **PREFIXES},
        "terms": [*terms, *_foreign(base, graphs, own.namespace)],
    }


def _own(term: Term, kind: str, language: Language, base: str) -> EditorTerm:
    """Return a term of the ontology."""
    domains = term.domains if isinstance(term, Property) else ()
    return {
        "name": prefixed_name(term.iri, base),
        "kind": kind,
        "label": in_language(language, term.label.de, term.label.en),
        "comment": in_language(language, term.comment.de, term.comment.en),
        "domains": [name for iri in domains if (name := prefixed_name(iri, base))],
    }


def _foreign(base: str, graphs: Mapping[str, GraphCount], namespace: str) -> Iterator[EditorTerm]:
    """Yield the terms of other vocabularies that the graph uses and that have a prefix."""
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for graph in graphs.values():
        for class_, held in graph.classes.items():
            classes[class_] += held.entities
            for property_, used in held.properties.items():
                properties[property_] += used.triples
    for kind, counts in (("class", classes), ("property", properties)):
        for iri, _ in counts.most_common():
            if not iri.startswith(namespace) and (name := prefixed_name(iri, base)):
                yield {"name": name, "kind": kind}
