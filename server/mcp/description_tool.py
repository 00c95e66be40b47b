"""The tool that describes a thing: its statements in plain words, what links to it, and the quotes.

In: a name or an IRI. Out: statements with the names of properties and things, in the order of the ontology.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from ruhrgraph.graph.rdf.namespaces import DCT, PROV, RDF, prefixed_name
from ruhrgraph.graph.rdf.terms import LABEL, TYPE
from ruhrgraph.graph.schema.ontology import Vocabulary, vocabulary
from ruhrgraph.ontology.errors import NameNotFoundError, ThingNotFoundError
from ruhrgraph.queries.lookup import ANY, find_iris, names_of
from ruhrgraph.server.engine.rows import Row
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.mcp.answers import LONGEST_CELL, ToolAnswer, quote_lines
from ruhrgraph.server.mcp.evidence import Evidence, read_evidence
from ruhrgraph.server.mcp.graph_access import GraphAccess, page_address
from ruhrgraph.server.mcp.tools import Schema, Tool, table_schema
from ruhrgraph.server.resources.description_query import REIFIED, describe

_MOST_VALUES = 25
"""How many values of a property are listed."""
_MEASURED = ("Netzwerk", "Netzwerkknoten")
_MORE = {"Person": "person", "Ressort": "ministry", "Organisation": "organisation"}
"""The canned queries that say all of a thing of a class, with the things of its forums."""
_NAMING = (LABEL.value, f"{DCT}title")
_LINKING_BELEGE = f"""PREFIX rdf: <{RDF}> SELECT ?beleg ?subject ?predicate {{
?beleg rdf:object <{{thing}}> ; rdf:subject ?subject ; rdf:predicate ?predicate }} ORDER BY ?beleg LIMIT 1000"""
_TEXT: Schema = {"type": "string"}


@dataclass(frozen=True, slots=True)
class _Statement:
    """A property with its values: whether it leads here from other things, and the Belege."""

    name: str
    term: str
    values: tuple[str, ...]
    belege: tuple[str, ...]
    left_out: int
    incoming: bool


def description_tool(access: GraphAccess) -> Tool:
    """Return the tool."""

    async def call(values: Mapping[str, str], root: str) -> ToolAnswer:
        return await _answer(access, root, values["thing"])

    texts = {"type": "array", "items": _TEXT}
    statement = {"property": _TEXT, "term": _TEXT, "values": texts, "incoming": {"type": "boolean"}}
    quotes = table_schema()["properties"]
    numbers = {"type": "array", "items": {"type": "integer"}}
    properties = {
        **dict.fromkeys(("iri", "label", "address"), _TEXT),
        "classes": texts,
        "statements": {"type": "array", "items": {"type": "object", "properties": {**statement, "quotes": numbers}}},
        "quotes": quotes["quotes"],
        "notes": texts,
    }
    return Tool(
        name="describe",
        title="A thing: all that the graph says of it",
        description=(
            "All statements about one thing (person, ministry, forum, event, project, measure, organisation, place, "
            "municipality, field) in plain words with the quotes that prove them, and what links to it."
        ),
        parameters={
            "thing": {
                **_TEXT,
                "description": "The name, acronym, code, number, identifier or IRI of a thing",
                "examples": ["Hendrik Wüst", "projekt/13-01", "themenforum/13"],
            }
        },
        required=("thing",),
        output={"type": "object", "properties": properties, "required": ["iri", "label", "statements", "quotes"]},
        call=call,
    )


async def _answer(access: GraphAccess, root: str, text: str) -> ToolAnswer:
    """Return the description of what a text names.

    Raises:
        NameNotFoundError: It names nothing, or several things.
        RuhrgraphError: A query could not be answered.

    """
    things = await access.things()
    found = find_iris(text, (ANY,), things)
    if len(found) > 1:
        choices = "; ".join(names_of(found, things))
        raise NameNotFoundError(f"“{text}” names several things; ask for one of them: {choices}")
    (iri,) = found
    description = await describe(access.service, iri, 1)
    if not description.triples:
        raise ThingNotFoundError(f"nothing is known of <{iri}>")
    linking = await access.rows(_LINKING_BELEGE.replace("{thing}", iri))
    said = _Said(iri, description.triples, linking, access)
    label, classes, statements = await in_thread(said.read)
    evidence = await read_evidence(access, root, [each.belege for each in statements])
    notes = said.notes(classes, more=description.more)
    return _written(_Described(iri, label, page_address(iri, access.base, root), classes), statements, evidence, notes)


@dataclass(frozen=True, slots=True)
class _Described:
    """A thing: its IRI, its name, the address of its page, its classes."""

    iri: str
    label: str
    address: str
    classes: tuple[str, ...]


def _written(
    thing: _Described, statements: Sequence[_Statement], evidence: Evidence, notes: Sequence[str]
) -> ToolAnswer:
    """Return the answer as values and as text."""
    by_row = evidence.by_row or ((),) * len(statements)
    if evidence.left_out:
        notes = [*notes, f"{evidence.left_out} more pieces of evidence are left out; `evidence` lists all."]
    listed: list[dict[str, Any]] = []
    lines = [f"{thing.label} ({', '.join(thing.classes)})", f"IRI {thing.iri}, page {thing.address}", ""]
    for each, numbers in zip(statements, by_row, strict=True):
        fields = {"property": each.name, "term": each.term, "values": list(each.values), "incoming": each.incoming}
        listed.append({**fields, "quotes": list(numbers)})
        more = f"; and {each.left_out} more" if each.left_out else ""
        marks = "".join(f" [{number}]" for number in numbers)
        lines.append(f"- {each.name} ({each.term}): {'; '.join(each.values)}{more}{marks}")
    structured = {
        "iri": thing.iri,
        "label": thing.label,
        "address": thing.address,
        "classes": list(thing.classes),
        "statements": listed,
        "quotes": [quote.as_json() for quote in evidence.quotes],
        "notes": list(notes),
    }
    return ToolAnswer(structured, "\n".join([*lines, *quote_lines(evidence.quotes), "", *notes]).strip())


class _Said:
    """Reads the triples of a description."""

    def __init__(self, iri: str, triples: Iterable[ox.Triple], linking: Iterable[Row], access: GraphAccess) -> None:
        self._iri, self._access = iri, access
        self._linking: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in linking:
            self._linking[row["subject"].value, row["predicate"].value].append(row["beleg"].value)
        self._vocabulary: Vocabulary = vocabulary(access.base)
        self._of: dict[str, list[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]] = defaultdict(list)
        self._labels: dict[str, str] = {}
        for triple in triples:
            subject, predicate, value = _key(triple.subject), triple.predicate.value, triple.object
            self._of[subject].append((predicate, value))
            if predicate in _NAMING and isinstance(value, ox.Literal) and value.language in (None, "de"):
                # The label where there is one, else the title.
                self._labels[subject] = (
                    value.value if predicate == LABEL.value else self._labels.get(subject, value.value)
                )
        terms = (*self._vocabulary.classes, *self._vocabulary.properties)
        self._terms = {term.iri: (place, term.label.en) for place, term in enumerate(terms)}

    def read(self) -> tuple[str, tuple[str, ...], list[_Statement]]:
        """Return the name of the thing, its classes, and its statements."""
        belege = self._belege()
        own: dict[str, list[str]] = defaultdict(list)
        for predicate, value in self._of[self._iri]:
            if predicate != TYPE.value:
                own[predicate].append(self._value(value))
        ordered = sorted(own, key=lambda name: (self._terms.get(name, (-1, ""))[0], name))
        statements = [self._statement(name, own[name], belege.get(name, ()), incoming=False) for name in ordered]
        statements += self._incoming(own.keys())
        label = self._labels.get(self._iri) or self._access.identifier(self._iri)
        return label, self._classes(self._iri), statements

    def notes(self, classes: Sequence[str], *, more: bool) -> list[str]:
        """Return what is to be said besides."""
        found = ["More things link to it than are listed."] if more else []
        if any(name in _MORE for name in classes):
            tool = next(_MORE[name] for name in classes if name in _MORE)
            found.append(f"The tool `{tool}` has its forums, events and projects, too.")
        if any(self._is_measured(subject) for subject in self._of):
            found.append("Its measures in networks are left out; `network_rank` has them.")
        return found

    def _belege(self) -> dict[str, tuple[str, ...]]:
        """Return the Belege of the thing's own statements by predicate."""
        found: dict[str, list[str]] = defaultdict(list)
        for subject, said in self._of.items():
            values = {predicate: _key(value) for predicate, value in said}
            if values.get(f"{RDF}subject") == self._iri and f"{PROV}wasQuotedFrom" in values:
                found[values[f"{RDF}predicate"]].append(subject)
        return {predicate: tuple(sorted(belege)) for predicate, belege in found.items()}

    def _incoming(self, told: Collection[str]) -> list[_Statement]:
        """Return what links to the thing, by class and property, but what a property that was told says as well."""
        inverse = {item.iri: item.inverse for item in self._vocabulary.properties if item.inverse}
        inverse |= {other: iri for iri, other in inverse.items()}
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        belege: dict[tuple[str, str], list[str]] = defaultdict(list)
        for subject, said in self._of.items():
            if subject == self._iri or self._is_measured(subject):
                continue
            for predicate, value in said:
                known = predicate in REIFIED or inverse.get(predicate) in told
                if _key(value) == self._iri and not known:
                    kind = next(iter(self._classes(subject)), "")
                    groups[kind, predicate].append(self._value(_node(subject)))
                    belege[kind, predicate] += self._linking[subject, predicate]
        return [
            self._statement(predicate, values, belege[kind, predicate], incoming=True, kind=kind)
            for (kind, predicate), values in sorted(groups.items())
        ]

    def _statement(
        self, predicate: str, values: Sequence[str], belege: Sequence[str], *, incoming: bool, kind: str = ""
    ) -> _Statement:
        term = prefixed_name(predicate, self._access.base) or predicate
        name = self._terms.get(predicate, (0, term.partition(":")[2]))[1]
        shown = tuple(sorted(dict.fromkeys(values)))
        return _Statement(
            f"{kind} with this as “{name}”".strip() if incoming else name,
            term,
            shown[:_MOST_VALUES],
            tuple(belege),
            max(0, len(shown) - _MOST_VALUES),
            incoming,
        )

    def _value(self, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        """Return a value in words: a text, or the name of a thing with its identifier."""
        if isinstance(value, ox.Literal):
            text = value.value if len(value.value) <= LONGEST_CELL else f"{value.value[:LONGEST_CELL]} …"
            return f"{text} ({value.language})" if value.language not in (None, "de") else text
        key = _key(value) or str(value)
        identifier = self._access.identifier(key)
        return f"{self._labels[key]} ({identifier})" if key in self._labels else identifier

    def _classes(self, subject: str) -> tuple[str, ...]:
        """Return the local names of a thing's classes of our ontology."""
        namespace = self._vocabulary.namespace or f"{self._access.base}ontology#"
        kinds = (_key(value) for predicate, value in self._of.get(subject, ()) if predicate == TYPE.value)
        return tuple(sorted(kind.removeprefix(namespace) for kind in kinds if kind.startswith(namespace)))

    def _is_measured(self, subject: str) -> bool:
        return any(kind in _MEASURED for kind in self._classes(subject))


def _key(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Return the key of a node, "" for a literal."""
    if isinstance(term, ox.NamedNode):
        return term.value
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else ""


def _node(key: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(key[2:]) if key.startswith("_:") else ox.NamedNode(key)
