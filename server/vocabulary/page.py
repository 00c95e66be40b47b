"""The pages that explain the ontology and its shapes.

In: the ontology, the shapes, examples of their use, and the root of the server. Out: HTML.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from ruhrgraph.graph.rdf.namespaces import BIBO, DCT, PREFIXES, prefixed_name
from ruhrgraph.graph.rdf.terms import LABEL, TYPE
from ruhrgraph.graph.schema.ontology import Class, Term, Vocabulary, vocabulary
from ruhrgraph.graph.schema.shapes import Rule, Shape, shapes
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.templates import render
from ruhrgraph.server.http.urls import local_url
from ruhrgraph.server.resources.links import rdf_representations
from ruhrgraph.server.vocabulary import diagram
from ruhrgraph.server.vocabulary.usage import Usage

_FACTS = (
    (f"{DCT}created", "erstellt", "created"),
    (f"{DCT}issued", "herausgegeben", "issued"),
    (f"{DCT}modified", "geändert", "modified"),
    (f"{DCT}bibliographicCitation", "zitieren als", "cite as"),
)
_COUNTED = {("1", "1"): "1", (None, "1"): "0..1", ("1", None): "1..*"}
_SYMBOLS = {
    "minInclusive": "≥",
    "maxInclusive": "≤",
    "minLength": "minLength",
    "lessThanOrEquals": "≤",
    "disjoint": "≠",
    "pattern": "pattern",
}
_MOST_SHOWN = 8
_HIDDEN = frozenset({TYPE.value, LABEL.value})


def render_ontology(base: str, page: PageContext, usages: Mapping[str, Usage], file: str = "ruhrgraph") -> str:
    """Return the page of the ontology, or of an earlier version, as HTML.

    Args:
        base: The base of the dataset's IRIs, ending in `/`.
        page: Where the page is.
        usages: How the published version uses each term; terms that it does not use are missing.
        file: The file of the ontology, as `ruhrgraph.ontology.turtle` names it.

    """
    terms = vocabulary(base, file)
    by_class = {shape.target: shape for shape in shapes(base)}

    def others(class_: Class) -> list[str]:
        paths = (rule.path for rule in by_class[class_.iri].rules) if class_.iri in by_class else ()
        return list(dict.fromkeys(path for path in paths if not path.startswith(terms.namespace)))

    return render(
        page,
        "ontology.html",
        **_shared(terms, page, ""),
        properties=sorted(terms.properties, key=lambda item: item.name.lower()),
        shapes=by_class,
        others=others,
        rules=_by_path(shapes(base)),
        usages=usages,
        facts=[(german, english, terms.facts[name][0]) for name, german, english in _FACTS],
        draft=terms.facts[f"{BIBO}status"][0].endswith("/draft"),
        diagram=diagram.diagram(terms),
        size=diagram,
        reused=_reused((*terms.classes, *terms.properties), base),
        most=_MOST_SHOWN,
        hidden=_HIDDEN,
    )


def render_shapes(base: str, page: PageContext) -> str:
    """Return the page of the shapes as HTML; arguments as for `render_ontology`."""
    terms = vocabulary(base)
    return render(page, "shapes.html", **_shared(terms, page, f"{page.home}ontology"), shapes=shapes(base))


def conditions(rule: Rule, base: str) -> str:
    """Return the conditions of a rule as symbols that need no translation: `1..1 · xsd:integer · ≥ 1`."""
    held = dict(rule.conditions)
    least, most = held.pop("minCount", None), held.pop("maxCount", None)
    shown = [_COUNTED.get((least, most), f"{least or 0}..{most or '*'}")] if least or most else []
    if held.pop("uniqueLang", None):
        shown.append("0..1 @")
    for name, value in held.items():
        text = (prefixed_name(value, base) or value) if ":" in value and name != "pattern" else value
        shown.append(f"{_SYMBOLS[name]} {text}" if name in _SYMBOLS else text)
    return " · ".join(shown)


def _shared(terms: Vocabulary, page: PageContext, own_page: str) -> dict[str, Any]:
    """Return what both pages show; `own_page` is the address of the ontology's page, "" on itself."""
    base = terms.iri.removesuffix("ontology")

    def link(iri: str) -> str:
        own = iri.removeprefix(terms.namespace)
        return f"{own_page}#{own}" if own != iri else local_url(iri, base, page.home)

    return {
        "vocabulary": terms,
        "representations": rdf_representations(f"{page.root}ontology"),
        "shape_representations": rdf_representations(f"{page.root}ontology/shapes"),
        "licence": terms.facts[f"{DCT}license"][0],
        "doc": lambda iri: local_url(iri.replace(f"{base}id/", f"{base}doc/", 1), base, page.home),
        "link": link,
        "short": lambda iri: prefixed_name(iri, base) or iri,
        "conditions": lambda rule: conditions(rule, base),
    }


def _by_path(all_shapes: Sequence[Shape]) -> dict[str, list[tuple[Shape, Rule]]]:
    """Return the rules of each property, with their shapes."""
    found: dict[str, list[tuple[Shape, Rule]]] = {}
    for shape in all_shapes:
        for rule in shape.rules:
            found.setdefault(rule.path, []).append((shape, rule))
    return found


@lru_cache(maxsize=4)
def _reused(terms: Sequence[Term], base: str) -> list[tuple[str, str, list[str]]]:
    """Return prefix, namespace and terms of each vocabulary whose terms the ontology builds on."""
    found: dict[str, list[str]] = {}
    for parent in sorted({parent for term in terms for parent in term.parents}):
        prefix, colon, _ = (prefixed_name(parent, base) or "").partition(":")
        if colon and prefix in PREFIXES:
            found.setdefault(prefix, []).append(parent)
    return [(prefix, PREFIXES[prefix], found[prefix]) for prefix in sorted(found)]
