"""Tells whether two answers are the same: tables of results, yes or no, graphs and datasets.

In: bytes and their media type, or a file of the suite. Out: an `Answer`, and `difference` between two of them in words.
Blank nodes may have other names: both answers are made into RDF with one node for each row, and that is put into its
canonical form. Numbers and booleans are compared by value: the suite expects `2.0` and `0` where other stores write
`2` and `false`.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from tests.w3c.manifest import RDF, AnyTerm, Notes, Term, address

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RESULT_TYPES: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
RDF_TYPES: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
CSV = "text/csv"
_SUFFIXES = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": CSV,
}
_BOOLEANS = {"0": "false", "1": "true"}
_FLOATS = (f"{XSD}double", f"{XSD}float")
_DECIMALS = (f"{XSD}decimal", f"{XSD}integer")
_SHOWN = 300


@dataclass(frozen=True)
class Table:
    """The rows of a SELECT; a variable that is not bound is missing from its row."""

    variables: tuple[str, ...]
    rows: tuple[Mapping[str, Term], ...]


@dataclass(frozen=True)
class Graph:
    """The statements of a graph, or of a dataset."""

    quads: tuple[ox.Quad, ...]


Answer: TypeAlias = Table | Graph | bool


class UnreadableError(ValueError):
    """Raised when an answer is not in the form that its content type names."""


def accept_for(result: Path | None) -> str:
    """Return the media type to ask for, so that the answer comes in the form that the suite expects."""
    if result is None:
        return "*/*"
    return _SUFFIXES.get(result.suffix, "application/sparql-results+json, text/turtle;q=0.9")


def expected(result: Path) -> Answer:
    """Return what a file of the suite expects; a table may be written down as RDF."""
    content = result.read_bytes()
    if media_type := _SUFFIXES.get(result.suffix):
        return read(content, media_type)
    notes = Notes(result)
    tables = notes.subjects(f"{RS}resultVariable")
    return _described(notes, tables[0]) if tables else read(content, "text/turtle", address(result))


def read(content: bytes, content_type: str, base: str | None = None) -> Answer:
    """Return the answer that bytes of a content type are.

    Raises:
        UnreadableError: They are not of that type, or the type is none for answers.

    """
    media_type = content_type.partition(";")[0].strip().lower()
    try:
        if media_type == CSV:
            return _csv(content.decode())
        if media_type in RESULT_TYPES:
            return _results(ox.parse_query_results(content, RESULT_TYPES[media_type]))
        if media_type in RDF_TYPES:
            return Graph(tuple(ox.parse(content, format=RDF_TYPES[media_type], base_iri=base)))
    except (SyntaxError, ValueError) as error:
        raise UnreadableError(f"the answer is no {media_type}: {error}") from None
    raise UnreadableError(f"{content_type or 'no content type'} is no form of an answer")


def difference(wanted: Answer, got: Answer, *, ordered: bool = False) -> str | None:
    """Return in words how an answer is another than the one that is expected; `None` where they are the same.

    Args:
        wanted: What is expected.
        got: What came.
        ordered: Whether the order of rows counts.

    """
    if isinstance(wanted, bool) or isinstance(got, bool) or type(wanted) is not type(got):
        return None if wanted is got else f"expected {_show(wanted)}, got {_show(got)}"
    if isinstance(wanted, Table) and isinstance(got, Table) and set(wanted.variables) != set(got.variables):
        return f"expected the variables {', '.join(wanted.variables)}, got {', '.join(got.variables)}"
    if canonical(wanted, ordered=ordered) == canonical(got, ordered=ordered):
        return None
    return f"expected {_show(wanted)}, got {_show(got)}"


def canonical(answer: Table | Graph, *, ordered: bool = False) -> ox.Dataset:
    """Return an answer in a form that is the same for all that differ in the names of blank nodes alone."""
    if isinstance(answer, Graph):
        found = [ox.Quad(_apart(q.subject), q.predicate, _plain(q.object), q.graph_name) for q in answer.quads]
    else:
        found = list(_rows_as_quads(answer.rows, ordered=ordered))
    dataset = ox.Dataset(found)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def is_table(answer: Answer) -> bool:
    """Tell whether an answer is rows of results."""
    return isinstance(answer, Table)


def _rows_as_quads(rows: Sequence[Mapping[str, Term]], *, ordered: bool) -> Iterable[ox.Quad]:
    """Yield one node for each row, which points to its values by the names of their variables."""
    for number, row in enumerate(rows):
        node = ox.BlankNode(f"row{number}")
        yield ox.Quad(node, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{RS}solution"))
        if ordered:
            yield ox.Quad(node, ox.NamedNode(f"{RS}index"), ox.Literal(number))
        for variable, value in row.items():
            yield ox.Quad(node, ox.NamedNode(f"{RS}variable/{variable}"), _plain(value))


def _apart(term: AnyTerm) -> AnyTerm | ox.BlankNode:
    """Return a term, as a blank node that is none of the rows."""
    return ox.BlankNode(f"b{term.value}") if isinstance(term, ox.BlankNode) else term


def _plain(term: Term) -> Term:
    """Return a term with its value in one form, its language in lower case, or as a blank node that is no row."""
    if not isinstance(term, ox.Literal):
        return _apart(term)
    if term.language:
        return ox.Literal(term.value, language=term.language.lower())
    try:
        return ox.Literal(_value(term.value, term.datatype.value), datatype=term.datatype)
    except (ArithmeticError, ValueError):
        return term  # no value of its datatype, and to be compared as it stands


def _value(text: str, datatype: str) -> str:
    """Return the one form of a value that its datatype can write in several."""
    if datatype in _FLOATS:
        return repr(float(text))
    if datatype in _DECIMALS:
        return format(Decimal(text).normalize(), "f")
    return _BOOLEANS.get(text, text) if datatype == f"{XSD}boolean" else text


def _results(result: ox.QuerySolutions | ox.QueryBoolean) -> Table | bool:
    """Return what pyoxigraph reads of a table of results."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    names = tuple(variable.value for variable in result.variables)
    rows = [
        {name: value for name, value in zip(names, solution, strict=True) if value is not None} for solution in result
    ]
    return Table(names, tuple(rows))


def _csv(text: str) -> Table:
    """Return a table of CSV; its cells are texts but for blank nodes, as it tells no more of them."""
    lines = [line for line in csv.reader(io.StringIO(text, newline="")) if line]
    names = tuple(lines[0]) if lines else ()
    if any(len(line) != len(names) for line in lines):
        raise UnreadableError("the lines of the CSV have not all as many cells as its head")
    rows = [{name: _cell(cell) for name, cell in zip(names, line, strict=True) if cell} for line in lines[1:]]
    return Table(names, tuple(rows))


def _cell(text: str) -> Term:
    """Return the term of a cell of CSV."""
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    try:
        # A number says by its form that it is one: 1.0E6 and 1000000.0 are the same.
        return ox.Literal(repr(float(text)), datatype=ox.NamedNode(f"{XSD}double"))
    except ValueError:
        return ox.Literal(text)


def _described(notes: Notes, table: Term) -> Table:
    """Return a table that RDF describes."""
    names = tuple(str(name.value) for name in notes.all(table, f"{RS}resultVariable") if isinstance(name, ox.Literal))
    rows = []
    for solution in notes.all(table, f"{RS}solution"):
        pairs = (
            (notes.text(binding, f"{RS}variable"), notes.one(binding, f"{RS}value"))
            for binding in notes.all(solution, f"{RS}binding")
        )
        rows.append({name: value for name, value in pairs if name and value is not None})
    return Table(names, tuple(rows))


def _show(answer: Answer) -> str:
    """Return an answer in one line, cut where it is long."""
    if isinstance(answer, bool):
        return str(answer).lower()
    if isinstance(answer, Graph):
        text = f"{len(answer.quads)} statements: {' '.join(sorted(map(str, answer.quads)))}"
    else:
        rows = Counter(" ".join(f"?{name}={row[name]}" for name in sorted(row)) for row in answer.rows)
        shown = "; ".join(f"{row} ×{count}" if count > 1 else row for row, count in sorted(rows.items()))
        text = f"{len(answer.rows)} rows: {shown}"
    return f"{text[:_SHOWN]} …" if len(text) > _SHOWN else text
