"""The pages that explain the ontology, each of its terms, and its shapes.

In: the ontology, the shapes, an example of a term's use, and the root of the server. Out: HTML.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from ruhrgraph.graph.rdf.namespaces import BIBO, DCT, PREFIXES, prefixed_name
from ruhrgraph.graph.rdf.terms import LABEL, TYPE
from ruhrgraph.graph.schema.ontology import Class, Property, Term, Vocabulary, vocabulary
from ruhrgraph.graph.schema.shapes import Rule, Shape, shapes
from ruhrgraph.ontology.errors import PageNotFoundError
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.templates import render
from ruhrgraph.server.http.urls import page_link
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


def render_ontology(base: str, page: PageContext, document: str = "ontology", file: str = "ruhrgraph") -> str:
    """Return the overview of the ontology, or of an earlier version, as HTML: all terms, with what they mean.

    Args:
        base: The base of the dataset's IRIs, ending in `/`.
        page: Where the page is.
        document: The path of the ontology below the root.
        file: The file of the ontology, as `ruhrgraph.ontology.turtle` names it.

    """
    terms = vocabulary(base, file)
    return render(
        page,
        "ontology.html",
        **_shared(terms, page, document),
        properties=sorted(terms.properties, key=lambda item: item.name.lower()),
        facts=[(german, english, terms.facts[name][0]) for name, german, english in _FACTS],
        draft=terms.facts[f"{BIBO}status"][0].endswith("/draft"),
        diagram=diagram.diagram(terms),
        size=diagram,
        reused=_reused((*terms.classes, *terms.properties), base),
    )


def render_term(
    base: str, page: PageContext, term: Term, usage: Usage | None, document: str = "ontology", file: str = "ruhrgraph"
) -> str:
    """Return the page of a class, a property or a datatype as HTML.

    Args:
        base: As `render_ontology`.
        page: As `render_ontology`.
        term: The term.
        usage: How the published version uses it, if it does.
        document: As `render_ontology`.
        file: As `render_ontology`.

    """
    terms = vocabulary(base, file)
    by_class = {shape.target: shape for shape in shapes(base)}
    paths = (rule.path for rule in by_class[term.iri].rules) if term.iri in by_class else ()
    return render(
        page,
        "ontology_term.html",
        **_shared(terms, page, document),
        term=term,
        is_class=isinstance(term, Class),
        is_property=isinstance(term, Property),
        usage=usage,
        shapes=by_class,
        others=list(dict.fromkeys(path for path in paths if not path.startswith(terms.namespace))),
        rules=_by_path(shapes(base)),
        most=_MOST_SHOWN,
        hidden=_HIDDEN,
    )


def render_shapes(base: str, page: PageContext, name: str = "") -> str:
    """Return the page of the shapes as HTML, or that of one of them; arguments as for `render_ontology`.

    Raises:
        PageNotFoundError: There is no shape of that name.

    """
    shown = [shape for shape in shapes(base) if name in ("", shape.name)]
    if not shown:
        raise PageNotFoundError(f"there are no rules for “{name}”; the names are at {page.home}ontology/shapes")
    return render(page, "shapes.html", **_shared(vocabulary(base), page, "ontology"), shapes=shown, term=name)


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


def _shared(terms: Vocabulary, page: PageContext, document: str) -> dict[str, Any]:
    """Return what all pages show; `document` is the path of the ontology below the root."""
    base = terms.iri.removesuffix("ontology")
    own_page = f"{page.home}{document}"

    def link(iri: str) -> str:
        own = iri.removeprefix(terms.namespace)
        return f"{own_page}?term={own}" if own != iri else page_link(iri, base, page.home)

    return {
        "vocabulary": terms,
        "own_page": own_page,
        "representations": rdf_representations(f"{page.root}ontology"),
        "shape_representations": rdf_representations(f"{page.root}ontology/shapes"),
        "licence": terms.facts[f"{DCT}license"][0],
        "doc": lambda iri: page_link(iri, base, page.home),
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
