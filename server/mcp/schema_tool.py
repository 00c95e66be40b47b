"""The tool that says of what the graph is made: classes and properties, how often each is used, with examples.

In: the ontology and the counts of the version. Out: all classes, or one term with all that is said of it.
"""

from collections.abc import Mapping
from typing import Any

from cachetools import LRUCache

from ruhrgraph.graph.rdf.namespaces import PREFIXES, prefixed_name
from ruhrgraph.graph.schema.ontology import Class, Property, Vocabulary, vocabulary
from ruhrgraph.ontology.errors import NameNotFoundError
from ruhrgraph.ontology.names import fold
from ruhrgraph.server.mcp.answers import ToolAnswer
from ruhrgraph.server.mcp.graph_access import GraphAccess, TermUsage
from ruhrgraph.server.mcp.tools import Schema, Tool

_PREFIXES = ("dct", "foaf", "org", "prov", "rdf", "rdfs", "skos", "xsd")
"""The prefixes, beside `rk`, that queries to this graph need."""
_SHARED = (
    "Things have rdfs:label (German; of persons without language), titles dct:title, persons foaf:name. "
    "A Beleg proves the statement of its rdf:subject, rdf:predicate, rdf:object: rk:zitat is the quote, "
    "prov:wasQuotedFrom its passage. The default graph is the union of all named graphs."
)
_TEXT: Schema = {"type": "string"}
Usages = Mapping[str, TermUsage]


def schema_tool(access: GraphAccess) -> Tool:
    """Return the tool."""
    known: LRUCache[str, Usages] = LRUCache(1)  # by the digest of the version

    async def call(values: Mapping[str, str], _root: str) -> ToolAnswer:
        terms = vocabulary(access.base)
        usages = known.get(access.service.digest())
        if usages is None:
            digest, usages = await access.term_usages(access.service.engine, terms, access.seconds)
            known[digest] = usages
        if wanted := values.get("term"):
            return _one(terms, usages, wanted, access.base)
        return _all(terms, usages, access.base)

    item = {"name": _TEXT, "label": _TEXT, "count": {"type": "integer"}, "example": _TEXT}
    listed: Schema = {"type": "array", "items": {"type": "object", "properties": item}}
    return Tool(
        name="schema",
        title="The ontology: classes and properties, with counts and examples",
        description=(
            "Read this before writing SPARQL. Without `term`: all classes with their properties, counts and an example "
            "each, and the prefixes. With `term`: what one class or property means, and its use."
        ),
        parameters={
            "term": {**_TEXT, "description": "The name of a class or property", "examples": ["Projekt", "themenforum"]}
        },
        required=(),
        output={
            "type": "object",
            "properties": {"prefixes": {"type": "object"}, "classes": listed, "properties": listed},
            "required": ["prefixes", "classes", "properties"],
        },
        call=call,
    )


def _all(terms: Vocabulary, usages: Usages, base: str) -> ToolAnswer:
    """Return all classes with their properties."""
    lines = [*_prologue(base), "", _SHARED, ""]
    for class_ in terms.classes:
        properties = [_in_short(item, base) for item in terms.properties_of(class_.iri) if item.iri in usages]
        lines.append(f"- {_told(class_, usages, base)}: {', '.join(properties)}")
    structured = {
        "prefixes": _declared(base),
        "classes": [_entry(item, usages) for item in terms.classes],
        "properties": [_entry(item, usages) for item in terms.properties],
    }
    return ToolAnswer(structured, "\n".join(lines))


def _one(terms: Vocabulary, usages: Usages, wanted: str, base: str) -> ToolAnswer:
    """Return what one term means.

    Raises:
        NameNotFoundError: There is no such term.

    """
    name = fold(wanted.rpartition("#")[2].rpartition(":")[2])
    # A class and a property may differ in the first letter alone: Themenforum, themenforum.
    every: tuple[Class | Property, ...] = (*terms.classes, *terms.properties)
    found = [term for term in every if fold(term.name) == name]
    if not found:
        raise NameNotFoundError(f"the ontology has no term “{wanted[:100]}”; `schema` without `term` lists all")
    lines = [*_prologue(base), ""]
    shown: list[Property] = []
    for term in found:
        lines += [f"{_told(term, usages, base)}", f"  {term.comment.en} – {term.comment.de}"]
        if isinstance(term, Property):
            shown.append(term)
            domains = " or ".join(_short(iri, base) for iri in term.domains)
            lines.append(f"  of {domains or 'anything'}, value: {_short(term.range, base) or 'anything'}")
        else:
            properties = terms.properties_of(term.iri)
            shown += properties
            lines += [f"  - {_told(item, usages, base)} → {_short(item.range, base)}" for item in properties]
    structured = {
        "prefixes": _declared(base),
        "classes": [_entry(term, usages) for term in found if isinstance(term, Class)],
        "properties": [_entry(item, usages) for item in dict.fromkeys(shown)],
    }
    return ToolAnswer(structured, "\n".join(lines))


def _entry(term: Class | Property, usages: Usages) -> dict[str, Any]:
    """Return a term as values for JSON."""
    usage = usages.get(term.iri)
    entry = {"name": term.name, "iri": term.iri, "label": term.label.en, "count": usage.count if usage else 0}
    return {**entry, "example": usage.example.iri} if usage else entry


def _told(term: Class | Property, usages: Usages, base: str) -> str:
    """Return a term in one line: its name, its labels, how often it is used, and a thing that uses it."""
    usage = usages.get(term.iri)
    used = f"{usage.count:,}, such as <{usage.example.iri}>" if usage else "not used"
    return f"{_short(term.iri, base)} “{term.label.en}” / „{term.label.de}“ ({used})"


def _in_short(item: Property, base: str) -> str:
    """Return a property with what its values are: `rk:themenforum → rk:Themenforum`."""
    return f"{_short(item.iri, base)} → {_short(item.range, base)}" if item.kind == "object" else _short(item.iri, base)


def _short(iri: str, base: str) -> str:
    return prefixed_name(iri, base) or iri


def _declared(base: str) -> dict[str, str]:
    return {"rk": f"{base}ontology#", **{name: PREFIXES[name] for name in _PREFIXES}}


def _prologue(base: str) -> list[str]:
    """Return the prefixes as SPARQL declares them."""
    return [f"PREFIX {name}: <{iri}>" for name, iri in _declared(base).items()]
